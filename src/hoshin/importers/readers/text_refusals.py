"""What Word, HTML and text files keep from being read; each function is one problem."""

from __future__ import annotations

from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.importers.readers.refusals import problem


def tracked_changes(name: str) -> Problem:
    """The document has changes that nobody has accepted yet."""
    return problem(
        "word-tracked-changes",
        name,
        (
            f"「{name}」には確定していない変更履歴があります。反映した後の文で読みました。",
            f'"{name}" has tracked changes. It was read as if they were accepted.',
        ),
        ("変更を確定したものかどうか確かめてください。", "See whether the changes were agreed."),
        ProblemLevel.WARNING,
    )


def pictures_only(name: str, count: int) -> Problem:
    """The document holds pictures whose content is not read."""
    return problem(
        "word-pictures",
        name,
        (
            f"「{name}」には画像が{count}個あります。画像の中の文字や数字は読めません。",
            f'"{name}" holds {count} pictures. Text and figures inside them are not read.',
        ),
        ("画像に表があれば、手で入力してください。", "Enter tables that are pictures by hand."),
        ProblemLevel.NOTE,
    )


def guessed_encoding(name: str, encoding: str) -> Problem:
    """A text file is not UTF-8; its encoding was found by trying."""
    return problem(
        "text-encoding",
        name,
        (
            f"「{name}」はUTF-8ではないため、{encoding} として読みました。",
            f'"{name}" is not UTF-8. It was read as {encoding}.',
        ),
        (
            "文字化けがないか、初めの数行を見てください。",
            "Look at the first lines for garbled characters.",
        ),
        ProblemLevel.NOTE,
    )


def garbled(name: str, line: int | None, looks: str = "") -> Problem:
    """A text file has bytes or characters that no Japanese text has."""
    at_ja = f"の{line}行目" if line else ""
    at_en = f", line {line}" if line else ""
    return problem(
        "text-garbled",
        name,
        (
            f"「{name}」{at_ja}に文字化けがあります{('(' + looks + ')') if looks else ''}。",
            f'"{name}"{at_en} has garbled characters{(" (" + looks + ")") if looks else ""}.',
        ),
        (
            "元のソフトで「CSV UTF-8」か「UTF-8」を選んで保存し直してください。",
            'Save it again from its program as "CSV UTF-8" or "UTF-8".',
        ),
        ProblemLevel.WARNING,
        line=line,
    )


def uneven_rows(name: str, line: int, cells: int, usual: int) -> Problem:
    """A line of a CSV file has more or fewer cells than the others."""
    return problem(
        "csv-uneven-rows",
        name,
        (
            f"「{name}」の{line}行目は{cells}列で、ほかの多くの行は{usual}列です。",
            f'"{name}": line {line} has {cells} cells where most lines have {usual}.',
        ),
        (
            "区切りの文字が値の中に入っていないか見てください。",
            "See whether a value holds the separator.",
        ),
        ProblemLevel.WARNING,
        line=line,
    )


def broken_csv(name: str, line: int, reason: str) -> Problem:
    """From a line on the file cannot be read as separated values."""
    return problem(
        "csv-broken",
        name,
        (
            f"「{name}」は{line}行目から先を表として読めません({reason})。",
            f'"{name}" cannot be read as a table from line {line} on ({reason}).',
        ),
        ('引用符「"」が閉じているか見てください。', "See whether every quotation mark is closed."),
        ProblemLevel.WARNING,
        line=line,
    )
