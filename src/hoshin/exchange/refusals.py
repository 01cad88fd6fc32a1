"""Refusals: the sentences with which reading a plan folder refuses a folder or a file.

Each function is one problem. The code is stable; the sentences say what was found and where, the
hints what to do. Refusals of rows and cells are in ``row_refusals``.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words

_MODEL_JA = "計画フォルダを指定してください。新しく作るには hoshin new を使います。"
_MODEL_EN = "Name a plan folder, or make one with hoshin new."


def refusal(
    code: str,
    place: Place,
    sentences: tuple[str, str],
    hints: tuple[str, str],
    level: ProblemLevel = ProblemLevel.ERROR,
) -> Problem:
    """A problem from its sentence and hint, each in Japanese and English."""
    return Problem(
        code=code,
        level=level,
        place=place,
        sentence=Words(*sentences),
        hint=Words(*hints),
    )


def _warning(
    code: str, place: Place, sentences: tuple[str, str], hints: tuple[str, str]
) -> Problem:
    return refusal(code, place, sentences, hints, ProblemLevel.WARNING)


def did_you_mean(name: str, known: Collection[str]) -> tuple[str, str]:
    """The question whether another name was meant, in both languages; empty when none is near."""
    near = difflib.get_close_matches(name, known, n=1)
    return (f"「{near[0]}」ではありませんか。", f'Did you mean "{near[0]}"? ') if near else ("", "")


# --- the folder ---------------------------------------------------------------------------------


def missing_folder(path: str) -> Problem:
    """There is nothing at the path."""
    return refusal(
        "folder-missing",
        Place(file=path),
        (f"「{path}」がありません。", f'There is no "{path}".'),
        (_MODEL_JA, _MODEL_EN),
    )


def not_a_folder(path: str) -> Problem:
    """The path is a file."""
    return refusal(
        "folder-not-a-folder",
        Place(file=path),
        (f"「{path}」はフォルダではありません。", f'"{path}" is not a folder.'),
        (_MODEL_JA, _MODEL_EN),
    )


def no_descriptor(path: str, file: str) -> Problem:
    """The folder has no datapackage.json."""
    return refusal(
        "folder-no-datapackage",
        Place(file=file),
        (f"「{path}」に {file} がありません。", f'"{path}" has no {file}.'),
        (_MODEL_JA, _MODEL_EN),
    )


def descriptor_cut_off(file: str, line: int) -> Problem:
    """datapackage.json ends before it is complete."""
    return refusal(
        "folder-datapackage-broken",
        Place(file=file, line=line),
        (f"{file} が途中で切れています。", f"{file} is cut off."),
        (
            "控えから戻してください。控えがなければ、別の場所に hoshin new で作ったフォルダの"
            f" {file} を写し、name と as_of を書き直して hoshin tidy で整えます。"
            "表のファイルはそのまま使えます。",
            f"Put it back from a copy. Without one, take the {file} of a folder made with "
            "hoshin new elsewhere, write name and as_of anew, and run hoshin tidy; "
            "the tables can stay as they are.",
        ),
    )


def descriptor_of_another_form(file: str, found: str, known: str) -> Problem:
    """The folder is written in a form that this version does not read."""
    return refusal(
        "folder-format",
        Place(file=file, column="format"),
        (
            f"この計画フォルダの形式は「{found}」です。このHoshinが読める形式は「{known}」です。",
            f'This plan folder has the form "{found}"; this Hoshin reads the form "{known}".',
        ),
        (
            "新しいHoshinで作られたフォルダなら、Hoshinを更新してください。"
            f"そうでなければ {file} の format を「{known}」に直してください。",
            "If a newer Hoshin wrote the folder, update Hoshin; "
            f'if not, write "{known}" as the format in {file}.',
        ),
    )


def descriptor_not_json(file: str, line: int | None) -> Problem:
    """datapackage.json is no JSON."""
    return refusal(
        "folder-datapackage-broken",
        Place(file=file, line=line),
        (f"{file} がJSONとして読めません。", f"{file} is not valid JSON."),
        (
            "括弧、引用符、コンマを確かめてください。",
            "Look at brackets, quotation marks and commas.",
        ),
    )


def descriptor_without_resources(file: str) -> Problem:
    """datapackage.json lists no tables."""
    return refusal(
        "folder-datapackage-broken",
        Place(file=file),
        (f"{file} に resources の一覧がありません。", f"{file} has no list of resources."),
        (
            f"hoshin new で作ったフォルダの {file} を手本にしてください。",
            f"Take the {file} that hoshin new writes as a model.",
        ),
    )


def descriptor_value(file: str, name: str, wanted: tuple[str, str]) -> Problem:
    """A value of datapackage.json is not what it should be."""
    return refusal(
        "folder-as-of" if name == "as_of" else "folder-datapackage-value",
        Place(file=file, column=name),
        (f"{file} の {name} を読めません。", f"{name} in {file} cannot be read."),
        wanted,
    )


def unknown_table(file: str, name: str, known: Collection[str]) -> Problem:
    """datapackage.json lists a table that plan folders do not have."""
    near_ja, near_en = did_you_mean(name, known)
    return refusal(
        "folder-unknown-table",
        Place(file=file),
        (
            f"{file} の「{name}」という表はありません。",
            f'{file} lists "{name}", which is no table of a plan folder.',
        ),
        (
            f"{near_ja}表の一覧は docs/plan-folder.md にあります。",
            f"{near_en}docs/plan-folder.md lists the tables.",
        ),
    )


def unknown_file(name: str, known: Collection[str]) -> Problem:
    """A CSV file in the folder is no table and is not read."""
    near_ja, near_en = did_you_mean(name, known)
    return _warning(
        "folder-unknown-file",
        Place(file=name),
        (
            f"{name} は計画フォルダの表ではないため、読みません。",
            f"{name} is no table and is not read.",
        ),
        (
            f"{near_ja}表の一覧は docs/plan-folder.md にあります。",
            f"{near_en}docs/plan-folder.md lists the tables.",
        ),
    )


def missing_table(file: str) -> Problem:
    """A table that is needed or listed has no file."""
    return refusal(
        "folder-missing-table",
        Place(file=file),
        (f"表 {file} がありません。", f"The table {file} is missing."),
        (
            "ファイルを戻すか、見出し行だけのファイルを置いてください。",
            "Put the file back, or a file with the header row only.",
        ),
    )


def unlisted_table(file: str, descriptor: str) -> Problem:
    """A table is there but datapackage.json does not list it."""
    return _warning(
        "folder-unlisted-table",
        Place(file=file),
        (
            f"{file} はありますが、{descriptor} に載っていません。読み込みます。",
            f"{file} is there but not listed in {descriptor}. It is read all the same.",
        ),
        (
            f"{descriptor} の resources に加えるか、hoshin tidy で整えてください。",
            f"Add it to the resources of {descriptor}, or run hoshin tidy.",
        ),
    )


# --- a file -------------------------------------------------------------------------------------


def not_a_file(file: str) -> Problem:
    """A folder stands where a table's file should be."""
    return refusal(
        "folder-not-a-file",
        Place(file=file),
        (f"{file} はファイルではありません。", f"{file} is not a file."),
        (
            "同じ名前のフォルダをどけ、表のファイルを置いてください。",
            "Move the folder of that name away and put the table's file there.",
        ),
    )


def unreadable(file: str, reason: str) -> Problem:
    """A file cannot be opened."""
    return refusal(
        "folder-file-unreadable",
        Place(file=file),
        (f"{file} を開けません({reason})。", f"{file} cannot be opened ({reason})."),
        ("ファイルの権限を確かめてください。", "Look at the file's permissions."),
    )


def too_large(file: str, limit: int) -> Problem:
    """A file has more bytes than a plan folder's file can have."""
    return refusal(
        "folder-file-too-large",
        Place(file=file),
        (
            f"{file} は{limit // 1_000_000}MBを超えています。",
            f"{file} is larger than {limit // 1_000_000} MB.",
        ),
        _AGGREGATE,
    )


def too_many_rows(file: str, limit: int) -> Problem:
    """A file has more rows than a plan folder's table can have."""
    return refusal(
        "folder-too-many-rows",
        Place(file=file, line=limit + 2),
        (f"{file} は{limit:,}行を超えています。", f"{file} has more than {limit:,} rows."),
        _AGGREGATE,
    )


_AGGREGATE = (
    "計画フォルダは一つの市の計画を持つものです。原データは集計してから入れてください。",
    "A plan folder holds one city's plans. Aggregate raw records before entering them.",
)


def not_utf8(file: str, line: int, guess: tuple[str, str] | None) -> Problem:
    """A file is in another encoding; ``guess`` names it in both languages."""
    looks_ja = f"{guess[0]}のようです。" if guess else ""
    looks_en = f" It looks like {guess[1]}." if guess else ""
    return refusal(
        "folder-not-utf8",
        Place(file=file, line=line),
        (f"{file} はUTF-8ではありません。{looks_ja}", f"{file} is not UTF-8.{looks_en}"),
        (
            "Excelでは「CSV UTF-8(コンマ区切り)」を選んで保存し直してください。",
            'Save it again as UTF-8; in Excel choose "CSV UTF-8 (Comma delimited)".',
        ),
    )


def empty_file(file: str, columns: Iterable[str]) -> Problem:
    """A table's file has nothing in it."""
    header = ",".join(columns)
    return refusal(
        "folder-empty-file",
        Place(file=file, line=1),
        (
            f"{file} が空です。見出し行がありません。",
            f"{file} is empty: it has no header row.",
        ),
        (f"見出し行を書いてください: {header}", f"Write the header row: {header}"),
    )


def no_final_line_break(file: str, line: int) -> Problem:
    """A file's last line has no end: it may be cut off."""
    return _warning(
        "folder-no-final-line-break",
        Place(file=file, line=line),
        (
            f"{file} が改行で終わっていません。途中で切れているかもしれません。",
            f"{file} does not end with a line break; it may be cut off.",
        ),
        (
            "最後の行が完全か確かめ、改行を加えてください。",
            "See whether the last row is whole, then add a line break.",
        ),
    )


def broken_csv(file: str, line: int, reason: str) -> Problem:
    """A file cannot be read as CSV from a line on."""
    return refusal(
        "folder-csv-broken",
        Place(file=file, line=line),
        (
            f"{file} の{line}行目からCSVとして読めません。",
            f"{file} cannot be read as CSV from line {line} on ({reason}).",
        ),
        (
            '引用符「"」が閉じているか、ファイルが途中で切れていないか確かめてください。',
            "See whether every quotation mark is closed and the file is not cut off.",
        ),
    )
