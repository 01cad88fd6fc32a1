"""Revised targets: the achievement as it would be had a decision not changed the target.

Judged by the same rules, from the same values and on the same day as the target that is valid.
"""

from __future__ import annotations

from collections.abc import Sequence

from hoshin.domain.indicators import Target
from hoshin.domain.problems import IllFormedError
from hoshin.domain.revisions import TargetRevision, before_revision
from hoshin.engine.achievement import Achievement, Judge


def without_revision(
    judge: Judge, target: Target, revisions: Sequence[TargetRevision], number: int
) -> Achievement | None:
    """The achievement had the target stayed as before its revision with this number.

    None where the fields that would stand then make no target.
    """
    try:
        return judge.achievement(before_revision(target, revisions, number))
    except IllFormedError:
        return None
