"""Papers that are drawn by program and not filled from a template: books, pages, slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hoshin.domain.city import City
from hoshin.domain.problems import Problem
from hoshin.reports.facts import Facts, PlanFacts

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """What is asked of a drawn paper: the city on a day, its facts, and the plan if one is named.

    ``progress`` is called with what is being done, its number and how many there are.
    """

    city: City
    as_of: date
    problems: Sequence[Problem]
    facts: Facts
    language: str
    plan: PlanFacts | None
    progress: Progress


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


DRAWN: tuple[DrawnPaper, ...] = ()
