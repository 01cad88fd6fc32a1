"""What is said of Word templates that cannot be filled."""

from __future__ import annotations

from hoshin.domain.problems import Problem
from hoshin.reports.problems import paper_problem


def protected(file: str) -> Problem:
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


def broken(file: str) -> Problem:
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
