"""Refusals of rows: the sentences with which reading a table refuses its header, rows and cells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from hoshin.domain.problems import IllFormedError, Place, Problem, ProblemLevel
from hoshin.exchange.refusals import did_you_mean, refusal

# --- the header row -----------------------------------------------------------------------------


def no_header(file: str, line: int, first_cell: str, columns: Iterable[str]) -> Problem:
    """None of the header's names is a column; a wrong separator is named."""
    header = ",".join(columns)
    other = next((mark for mark in ("\t", ";") if mark in first_cell), "")
    ja = "コンマで区切ってください。" if other else "1行目に見出しを置いてください。"
    en = "Separate cells by commas." if other else "Put the header in the first row."
    return refusal(
        "folder-no-header",
        Place(file=file, line=line),
        (
            f"{file} の見出し行に列の名前がありません。",
            f"{file} has no column name in its header row.",
        ),
        (f"{ja}見出し: {header}", f"{en} Header: {header}"),
    )


def unknown_column(
    file: str, line: int, name: str, known: Collection[str], by_title: Mapping[str, str]
) -> Problem:
    """The header names a column that the table does not have; a Japanese title is recognised."""
    meant = by_title.get(name.strip())
    if meant is not None and meant in known:
        near_ja = f"列の名前は「{meant}」と書きます。"
        near_en = f'The column is written "{meant}". '
    else:
        near_ja, near_en = did_you_mean(name, known)
    listed = ", ".join(known)
    return refusal(
        "folder-unknown-column",
        Place(file=file, line=line, column=name),
        (f"{file} に「{name}」という列はありません。", f'{file} has no column "{name}".'),
        (f"{near_ja}使える列: {listed}", f"{near_en}Columns: {listed}"),
    )


def unnamed_columns(file: str, line: int, count: int) -> Problem:
    """Columns without a name stand at the right end of the header; they are not read."""
    return refusal(
        "folder-unnamed-columns",
        Place(file=file, line=line),
        (
            f"{file} の右端に、名前のない列が{count}列あります。中が空なので読みません。",
            f"{file} has {count} columns without a name at its right end; being empty, "
            "they are not read.",
        ),
        (
            "表計算ソフトが保存した空の列です。hoshin tidy で整えると消えます。",
            "A spreadsheet saved empty columns; hoshin tidy takes them out.",
        ),
        ProblemLevel.NOTE,
    )


def empty_rows(file: str, lines: Sequence[int]) -> Problem:
    """Rows without any value stand in a table; they are passed over."""
    return refusal(
        "folder-empty-rows",
        Place(file=file, line=lines[0]),
        (
            f"{file} に空の行が{len(lines):,}行あります。最初は{lines[0]}行目です。"
            "読み飛ばしました。",
            f"{file} has {len(lines):,} empty rows (the first is line {lines[0]}); "
            "they were passed over.",
        ),
        (
            "表計算ソフトが保存した空の行です。hoshin tidy で整えると消えます。",
            "A spreadsheet saved empty rows; hoshin tidy takes them out.",
        ),
        ProblemLevel.NOTE,
    )


def repeated_column(file: str, line: int, name: str) -> Problem:
    """The header names a column twice."""
    return refusal(
        "folder-repeated-column",
        Place(file=file, line=line, column=name),
        (f"列「{name}」が2回以上あります。", f'The column "{name}" stands there more than once.'),
        ("一つにしてください。", "Leave one."),
    )


def missing_column(file: str, line: int, name: str) -> Problem:
    """The header lacks a column that the table needs."""
    return refusal(
        "folder-missing-column",
        Place(file=file, line=line, column=name),
        (
            f"{file} に必要な列「{name}」がありません。",
            f'{file} lacks the column "{name}", which it needs.',
        ),
        ("見出し行に列を加えてください。", "Add the column to the header row."),
    )


# --- a row --------------------------------------------------------------------------------------


def row_length(place: Place, cells: int, columns: int) -> Problem:
    """A row has more or fewer cells than the header."""
    return refusal(
        "folder-row-length",
        place,
        (
            f"{place.line}行目は{cells}列です。見出しは{columns}列あります。",
            f"Line {place.line} has {cells} cells; the header has {columns}.",
        ),
        (
            'コンマの数を確かめてください。コンマを含む値は引用符「"」で囲みます。'
            "ファイルが途中で切れていないかも見てください。",
            'Count the commas; put a value that holds a comma in quotation marks ("). '
            "See too whether the file is cut off.",
        ),
    )


def control_character(place: Place, character: str) -> Problem:
    """A cell holds a character that no text has, such as NUL."""
    code = f"U+{ord(character):04X}"
    return refusal(
        "folder-control-character",
        place,
        (
            f"列「{place.column}」に見えない制御文字({code})があります。",
            f'The column "{place.column}" holds an invisible control character ({code}).',
        ),
        (
            "値を打ち直してください。ファイルが壊れていないかも確かめてください。",
            "Type the value again, and see whether the file is damaged.",
        ),
    )


def more_problems(file: str, line: int, count: int) -> Problem:
    """A file has more problems than are listed."""
    return refusal(
        "folder-more-problems",
        Place(file=file, line=line),
        (
            f"{file} にはほかに{count:,}件の問題があります。",
            f"{file} has {count:,} more problems that are not listed.",
        ),
        (
            "挙げた問題を直してから、もう一度確かめてください。列がずれていないかも見てください。",
            "Mend those that are listed and look again; see too whether the columns are shifted.",
        ),
    )


def duplicate_id(place: Place, first_line: int) -> Problem:
    """Two rows have the same id."""
    return refusal(
        "folder-duplicate-id",
        place,
        (
            f"ID「{place.row_id}」が{first_line}行目と{place.line}行目にあります。",
            f'The id "{place.row_id}" stands in line {first_line} and line {place.line}.',
        ),
        (
            "どちらかのIDを変えるか、重なった行を除いてください。",
            "Change one of the ids, or take out the repeated row.",
        ),
    )


def ill_formed(wrong: IllFormedError, place: Place) -> Problem:
    """A value that the domain or a cell refused, at its place."""
    return refusal(
        wrong.code,
        place,
        (wrong.sentence.ja, wrong.sentence.en),
        (wrong.hint.ja, wrong.hint.en),
    )
