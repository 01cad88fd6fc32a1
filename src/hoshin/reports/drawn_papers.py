"""Papers that are drawn by program and not filled from a template: books, pages, slides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hoshin.reports.paper_order import PaperOrder


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """One drawn paper: its code, titles, the ending of its file, and what makes its bytes.

    ``make`` raises PaperRefusedError with what a person has to mend.
    """

    code: str
    title_ja: str
    title_en: str
    suffix: str
    make: Callable[[PaperOrder], bytes]


# What a paper needs is imported when one is made: typesetting and slides take long to load.
def _indicator_book(order: PaperOrder) -> bytes:
    from hoshin.reports.pdf.indicator_book import indicator_book

    return indicator_book(order)


def _council_summary(order: PaperOrder) -> bytes:
    from hoshin.reports.pdf.council_summary import council_summary

    return council_summary(order)


def _verification_report(order: PaperOrder) -> bytes:
    from hoshin.reports.pdf.verification_report import verification_report

    return verification_report(order)


def _action_plan(order: PaperOrder) -> bytes:
    from hoshin.reports.pdf.action_plan import action_plan

    return action_plan(order)


def _plain_summary(order: PaperOrder) -> bytes:
    from hoshin.reports.pdf.plain_summary import plain_summary

    return plain_summary(order)


def _slides(order: PaperOrder) -> bytes:
    from hoshin.reports.slides.mayor_slides import mayor_slides

    return mayor_slides(order)


DRAWN: tuple[DrawnPaper, ...] = (
    DrawnPaper("indicator-book", "指標集", "Indicator book", ".pdf", _indicator_book),
    DrawnPaper(
        "council-summary", "議会報告の要約（1枚）", "Council summary", ".pdf", _council_summary
    ),
    DrawnPaper(
        "verification-report", "検証報告書", "Verification report", ".pdf", _verification_report
    ),
    DrawnPaper(
        "action-plan-published",
        "アクションプラン（公表用）",
        "Action plan, as published",
        ".pdf",
        _action_plan,
    ),
    DrawnPaper(
        "plain-summary",
        "やさしい日本語版（ふりがな付き）",
        "The plans in plain words",
        ".pdf",
        _plain_summary,
    ),
    DrawnPaper("slides", "市長のスライド（10枚）", "The mayor's slides", ".pptx", _slides),
)
