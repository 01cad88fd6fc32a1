"""What a PDF's pages keep from being read, in sentences; each function is one problem."""

from __future__ import annotations

from collections.abc import Sequence

from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.importers.readers.refusals import page_ranges, problem


def scanned(name: str, pages: Sequence[int]) -> Problem:
    """Pages are pictures without text."""
    listed = page_ranges(pages)
    return problem(
        "pdf-scanned-page",
        name,
        (
            f"「{name}」の{listed}ページには文字がなく、画像だけです。読めませんでした。",
            f'"{name}": page {listed} is a picture without text and could not be read.',
        ),
        (
            "元のWordやExcelを受け取るか、その数字を手で入力してください。",
            "Ask for the Word or Excel original, or enter its figures by hand.",
        ),
        ProblemLevel.WARNING,
        f"p. {listed}",
    )


def unmapped(name: str, pages: Sequence[int]) -> Problem:
    """Pages have characters whose meaning the PDF does not tell."""
    listed = page_ranges(pages)
    return problem(
        "pdf-unmapped-characters",
        name,
        (
            f"「{name}」の{listed}ページに、何の字か分からない文字があります(〓で示します)。",
            f'"{name}": page {listed} has characters that the PDF does not name (shown as 〓).',
        ),
        (
            "その行の数字は、ページの見た目と比べて確かめてください。",
            "Compare the figures of those lines with the page as it looks.",
        ),
        ProblemLevel.WARNING,
        f"p. {listed}",
    )


def crowded(name: str, page: int, limit: int, what: tuple[str, str]) -> Problem:
    """A page has more characters or ruling lines than a page of a plan can have."""
    return problem(
        "pdf-page-too-crowded",
        name,
        (
            f"「{name}」の{page}ページは{what[0]}が{limit:,}を超えます。超えた分は読みません。",
            f'"{name}": page {page} has more than {limit:,} {what[1]}. The rest is not read.',
        ),
        (
            "図面や地図のページかもしれません。表があれば手で確かめてください。",
            "It may be a drawing or a map. If it has a table, read that by hand.",
        ),
        ProblemLevel.WARNING,
        f"p. {page}",
    )


def page_damaged(name: str, pages: Sequence[int]) -> Problem:
    """Pages could not be opened."""
    listed = page_ranges(pages)
    return problem(
        "pdf-page-damaged",
        name,
        (
            f"「{name}」の{listed}ページは壊れていて読めません。",
            f'"{name}": page {listed} is damaged and could not be read.',
        ),
        ("ファイルを受け取り直してください。", "Ask for the file again."),
        ProblemLevel.WARNING,
        f"p. {listed}",
    )


def turned(name: str, pages: Sequence[int]) -> Problem:
    """Pages whose text stands sideways were read turned."""
    listed = page_ranges(pages)
    return problem(
        "pdf-turned-page",
        name,
        (
            f"「{name}」の{listed}ページは文字が横倒しです。向きを直して読みました。",
            f'"{name}": the text of page {listed} stands sideways. It was read turned.',
        ),
        ("値を一つ二つ、ページと見比べてください。", "Compare a value or two with the page."),
        ProblemLevel.NOTE,
        f"p. {listed}",
    )


def no_pages(name: str) -> Problem:
    """A picture of a page was asked of a file that is no PDF."""
    return problem(
        "file-no-page-images",
        name,
        (
            f"「{name}」はPDFではないので、ページの画像はありません。",
            f'"{name}" is no PDF, so there is no picture of its pages.',
        ),
        (
            "表と行の内容で原典を確かめてください。",
            "Look at the tables and lines as they were read.",
        ),
    )
