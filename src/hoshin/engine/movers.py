"""Movers: the targets that came nearest to their goals, and those that went farthest away.

Only ways that were measured from a baseline are compared. A figure that a contradiction in the
data puts in doubt takes no part: the first thing said of a city must not be a misprint.
"""

from __future__ import annotations

from collections.abc import Iterable

from hoshin.domain.indicators import Method
from hoshin.domain.problems import Problem
from hoshin.engine.achievement import Achievement
from hoshin.engine.standing import Standing

# Problems that put the size of a figure itself in doubt, and not its wording or its date.
DOUBTS = frozenset(
    (
        "unit-dimension",
        "unit-scale-differs",
        "value-differs",
        "same-value-other-period",
        "baseline-differs",
        "target-wrong-side",
        "achievement-differs",
    )
)


def rows_in_doubt(problems: Iterable[Problem]) -> frozenset[str]:
    """The ids of the rows whose figures a problem puts in doubt."""
    return frozenset(
        row
        for problem in problems
        if problem.code in DOUBTS
        for row in (problem.place.row_id, *problem.related)
        if row
    )


def ranked(judged: Iterable[Achievement], doubtful: frozenset[str]) -> tuple[Achievement, ...]:
    """Achievements measured from a baseline, the farthest along first, equals in their order."""
    measured = [
        one
        for one in judged
        if one.method is Method.PROGRESS
        and one.ratio is not None
        and one.target.id not in doubtful
        and one.target.indicator not in doubtful
    ]
    return tuple(sorted(measured, key=lambda one: one.ratio or 0, reverse=True))


def nearest(order: Iterable[Achievement], number: int) -> tuple[Achievement, ...]:
    """The first of a ranking that reached their goal or moved towards it, one an indicator."""
    return _distinct(order, (Standing.REACHED, Standing.TOWARD), number)


def farthest(order: Iterable[Achievement], number: int) -> tuple[Achievement, ...]:
    """The last of a ranking that moved away from their goal, one an indicator, the last first."""
    return _distinct(reversed(tuple(order)), (Standing.AWAY,), number)


def _distinct(
    order: Iterable[Achievement], standings: tuple[Standing, ...], number: int
) -> tuple[Achievement, ...]:
    found: dict[str, Achievement] = {}
    for one in order:
        if one.standing in standings:
            found.setdefault(one.target.indicator, one)
    return tuple(found.values())[:number]
