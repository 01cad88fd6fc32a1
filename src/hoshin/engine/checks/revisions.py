"""Revised targets: the last decision says what stands in the target now."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.domain.problems import Problem
from hoshin.domain.revisions import RevisedField, TargetRevision, value_of
from hoshin.domain.words import Name, Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, at, warning

REVISION_NOT_IN_FORCE = warning(
    "revision-not-in-force",
    Words("改定と目標が合わない", "A revision that the target does not follow"),
    Words(
        "目標の改定の記録と、いま判定に使う目標が違うと、変更がなかった場合の達成度も正しくなりません。",
        "Where the record of a revision and the target differ, so does what is judged without it.",
    ),
)


def not_in_force(facts: Facts) -> Iterator[Problem]:
    """Fields whose last revision says another value than the target has."""
    last: dict[tuple[str, RevisedField], TargetRevision] = {}
    for one in facts.city.target_revisions:
        key = (one.target, one.field)
        if key not in last or last[key].revision <= one.revision:
            last[key] = one
    for (target_id, field), one in last.items():
        target = facts.targets.get(target_id)
        if target is None:
            continue
        present = getattr(target, field.value)
        if present == value_of(field, one.after):
            continue
        column = Name(field.value, "targets")
        yield REVISION_NOT_IN_FORCE.problem(
            at("target_revisions", one, "after"),
            Words(
                f"改定後は「{one.after}」とありますが、目標の {column} は違う値です。",
                f'The revision ends with "{one.after}", but {column} of the target differs.',
            ),
            Words(
                "目標を改定後の値にするか、次の改定を記録してください。",
                "Write the revised value into the target, or record the next revision.",
            ),
            (target_id,),
        )


CHECKS = (Check(not_in_force, (REVISION_NOT_IN_FORCE,)),)
