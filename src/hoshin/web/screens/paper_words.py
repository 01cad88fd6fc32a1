"""What is said of papers and their forms, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from hoshin.domain.problems import Problem
from hoshin.web.desk import Desk
from hoshin.web.problem_words import shown


def paper_title(desk: Desk, title_ja: str, title_en: str) -> str:
    """The title of a paper or form."""
    return desk.speech.label(title_ja, title_en)


def in_words(desk: Desk, problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Problems with their sentence, their hint, and the file, sheet and cell they are about.

    A problem without a file is about a field of the page, whose name says nothing to a person.
    """
    return [
        {
            **shown(desk, one),
            "place": f"{one.place.file} {one.place.column}".strip() if one.place.file else "",
        }
        for one in problems
    ]
