"""Ratings: the city's own words for an achievement, as configuration.

Grades differ between cities in words, order, thresholds, and in whether the printed or the exact
figure is compared; none of it is code.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import Row
from hoshin.domain.words import named


class RatedFigure(StrEnum):
    """Which figure a grade's thresholds are compared with."""

    PRINTED = "printed"
    EXACT = "exact"


class RatedBasis(StrEnum):
    """What is graded: the achievement, the achievement against elapsed time, points, or met.

    ``change`` is the change since the baseline in the declared direction, in per cent of it.
    """

    ACHIEVEMENT = "achievement"
    ELAPSED = "elapsed"
    CHANGE = "change"
    POINTS = "points"
    MET = "met"


class GradeOrder(StrEnum):
    """Whether rank 1 is the best grade or the worst."""

    BEST_FIRST = "best_first"
    WORST_FIRST = "worst_first"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingGrade(Row):
    """One grade of a scheme: rank, label, thresholds in per cent, and what it asks besides.

    ``minimum`` and ``maximum`` are per cent (points for ``points``); an empty one is open.
    ``requires`` names facts that must be stated (for example ``issues_addressed``); ``excludes``
    lists what the scheme leaves out of its count (``restated``, ``ended``, ``not_surveyed``);
    ``points`` is what the grade is worth in a composite.
    """

    scheme: str
    rank: int
    grade: str
    label: str = ""
    label_en: str = ""
    order: GradeOrder = GradeOrder.BEST_FIRST
    basis: RatedBasis = RatedBasis.ACHIEVEMENT
    compared: RatedFigure = RatedFigure.PRINTED
    minimum: Decimal | None = None
    minimum_inclusive: bool = True
    maximum: Decimal | None = None
    maximum_inclusive: bool = False
    requires: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    points: Decimal | None = None
    valid_from: str = ""

    def __post_init__(self) -> None:
        super(RatingGrade, self).__post_init__()
        if self.minimum is not None and self.maximum is not None and self.maximum < self.minimum:
            raise IllFormedError(
                "rating-bounds",
                f"評価区分「{self.grade}」の上限が下限より小さくなっています。",
                f'The upper bound of grade "{self.grade}" lies below its lower bound.',
                named("{minimum} と {maximum} を確かめてください。"),
                named("Look at {minimum} and {maximum}."),
                field="maximum",
            )
