"""What is said of templates that cannot be filled, or not wholly."""

from __future__ import annotations

from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.reports.problems import paper_problem


def formula(file: str, spot: str) -> Problem:
    """A formula in a sheet whose rows move."""
    return paper_problem(
        "template-formula",
        (
            "くり返しのあるシートに数式があります。行がずれるため、計算が合わなくなります。",
            "A sheet with loops holds a formula; rows move, and it would calculate wrongly.",
        ),
        (
            "合計などの場所（{{ 部.合計 }}）に置きかえてください。",
            "Put a place such as {{ part.total }} instead.",
        ),
        file=file,
        spot=spot,
    )


def protected(file: str, spot: str) -> Problem:
    """A cell to be filled that is locked."""
    return paper_problem(
        "template-sheet-protected",
        (
            "シートが保護されていて、値を入れるセルがロックされています。",
            "The sheet is protected, and a cell to be filled is locked.",
        ),
        (
            "「校閲」の「シート保護の解除」を行うか、入れるセルのロックを外してください。",
            "Unprotect the sheet under Review, or unlock the cells that are filled.",
        ),
        file=file,
        spot=spot,
    )


def no_room(file: str, asked: int, held: int) -> Problem:
    """More yearly columns in the data than in the template."""
    return paper_problem(
        "paper-columns-left-out",
        (
            f"ひな形の年度などの欄は{asked}列ですが、データは{held}列あります。"
            "後ろの列は入っていません。",
            f"The template has room for {asked} columns, and the data has {held}: "
            "those at the end are not in the paper.",
        ),
        ("ひな形に列を加えてください。", "Add columns to the template."),
        file=file,
        level=ProblemLevel.WARNING,
    )


def too_tall(file: str, spot: str) -> Problem:
    """Text that is taller than a row can be."""
    return paper_problem(
        "paper-row-too-tall",
        (
            "文が長く、Excelの行の高さの上限を超えるため、印刷では終わりが見えません。",
            "The text is taller than an Excel row can be: its end is not seen in print.",
        ),
        (
            "セルには全文が入っています。欄を広げるか、段落ごとの行にしてください。",
            "The cell holds all of it. Widen the column, or give each paragraph a row.",
        ),
        file=file,
        spot=spot,
        level=ProblemLevel.WARNING,
    )


def too_long(file: str, spot: str, length: int, most: int) -> Problem:
    """More text than a cell can hold: nothing is cut in silence."""
    return paper_problem(
        "paper-text-too-long",
        (
            f"文が{length:,}文字あり、Excelのセルの上限（{most:,}文字）を超えます。",
            f"The text has {length:,} characters; an Excel cell holds {most:,}.",
        ),
        (
            "文を短くするか、段落ごとの行にするか、Word の様式を使ってください。",
            "Shorten it, loop over its paragraphs so that each has a row, or use a Word form.",
        ),
        file=file,
        spot=spot,
    )


def not_filled(file: str, spot: str, why: str) -> Problem:
    """A place that Jinja cannot fill, in its own words."""
    return paper_problem(
        "template-not-readable",
        (f"この場所を埋められません（{why}）。", f"This place cannot be filled: {why}."),
        ("場所の書き方を見てください。", "Look at how the place is written."),
        file=file,
        spot=spot,
    )


def document_protected(file: str) -> Problem:
    """A document that only some may edit."""
    return paper_problem(
        "template-document-protected",
        (
            "Word のひな形に編集の制限がかかっています。",
            "Editing of the Word template is restricted.",
        ),
        (
            "「校閲」の「編集の制限」で保護を中止し、保存し直してください。",
            "Stop the protection under Review, Restrict Editing, and save it.",
        ),
        file=file,
    )


def loop_broken(file: str) -> Problem:
    """A loop of a table that does not stand in rows of its own."""
    return paper_problem(
        "template-loop-broken",
        (
            "くり返しの印の置き場所が合わず、文書の形がこわれます。",
            "A loop stands in the wrong place and would break the document.",
        ),
        (
            "表の行をくり返すときは {%tr for … %} と {%tr endfor %} を、それぞれ表の1行に書きます。"
            "段落なら {%p for … %} です。",
            "To repeat table rows write {%tr for … %} and {%tr endfor %} in rows of their own; "
            "for paragraphs it is {%p for … %}.",
        ),
        file=file,
    )


def image_unreadable(file: str, name: str) -> Problem:
    """An image beside a template that is damaged, or no image."""
    return paper_problem(
        "template-image-unreadable",
        (
            f"画像「{name}」が壊れているか、PNG や JPEG ではありません。",
            f'The image "{name}" is damaged, or is no PNG or JPEG.',
        ),
        (
            "開けるか確かめ、PNG か JPEG で保存し直してください。",
            "See whether it opens, and save it again as PNG or JPEG.",
        ),
        file=file,
    )
