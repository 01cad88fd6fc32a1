"""An order for a paper: which city, day and language, and where progress goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.problems import Problem
from hoshin.reports.facts import Facts, PlanFacts

Progress = Callable[[str, int, int], None]


def no_progress(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """What a paper is made from.

    ``facts`` are those of the same city, day and language; ``language`` is ``ja`` or ``en``.
    ``plan`` narrows the paper to one plan. ``forecasts`` are the estimates that the release
    publishes, for charts that show them. ``progress`` gets a step, how much is done, of how much.
    """

    city: City
    as_of: date
    problems: Sequence[Problem]
    facts: Facts
    language: str
    plan: PlanFacts | None = None
    forecasts: Sequence[Forecast] = ()
    progress: Progress = no_progress
