"""Structure: trees that run in a circle, and rows that reach into another plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hoshin.domain.problems import Problem
from hoshin.domain.rows import Row
from hoshin.domain.words import Name, Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.references import rows_of
from hoshin.engine.checks.rule import Check, Rule, at, error
from hoshin.engine.checks.saying import plan_name

_CIRCLE_WHY = Words(
    "上へたどると元に戻るため、どの行が上か決まらず、集計も階層の表示もできません。",
    "Followed upward it comes back to itself, so nothing is on top: neither totals nor the tree "
    "can be made.",
)


def _circle(code: str, ja: str, en: str) -> Rule:
    return error(code, Words(ja, en), _CIRCLE_WHY)


ELEMENT_CYCLE = _circle("element-cycle", "要素の親子が循環している", "Elements in a circle")
ORGANISATION_CYCLE = _circle(
    "organisation-cycle", "組織の親子・後継が循環している", "Organisations in a circle"
)
PLAN_CYCLE = _circle("plan-cycle", "計画の引継ぎが循環している", "Plans that supersede each other")
PART_OF_CYCLE = _circle(
    "program-part-of-cycle", "事業の内訳関係が循環している", "Programs that are parts of each other"
)
RESTATES_CYCLE = _circle(
    "restates-cycle", "再掲の元が循環している", "Listings that repeat each other"
)
MEMBER_CYCLE = _circle("member-cycle", "委員の後任が循環している", "Seats that succeed each other")


@dataclass(frozen=True, slots=True)
class _Chain:
    rule: Rule
    table: str
    column: str
    ja: str


_CHAINS = (
    _Chain(ELEMENT_CYCLE, "elements", "parent", "親"),
    _Chain(ORGANISATION_CYCLE, "organisations", "parent", "親"),
    _Chain(ORGANISATION_CYCLE, "organisations", "successor", "後継"),
    _Chain(PLAN_CYCLE, "plans", "supersedes", "前の計画"),
    _Chain(PART_OF_CYCLE, "programs", "part_of", "全体"),
    _Chain(RESTATES_CYCLE, "targets", "restates", "再掲の元"),
    _Chain(RESTATES_CYCLE, "program_elements", "restates", "再掲の元"),
    _Chain(MEMBER_CYCLE, "members", "succeeds", "前任"),
)


def circles(facts: Facts) -> Iterator[Problem]:
    """One problem for each circle, at its first row."""
    for chain in _CHAINS:
        rows = {row.id: row for row in rows_of(facts.city, chain.table)}
        after = {one: getattr(row, chain.column) or "" for one, row in rows.items()}
        for circle in _circles(after):
            path = " → ".join((*circle, circle[0]))
            yield chain.rule.problem(
                at(chain.table, rows[circle[0]], chain.column),
                Words(
                    f"{chain.ja}をたどると元の行に戻ります: {path}",
                    f'Following "{chain.column}" leads back to the same row: {path}',
                ),
                Words(
                    f"この中の1行の「{chain.column}」を直すか、空にしてください。",
                    f'Correct or empty "{chain.column}" in one of these rows.',
                ),
                circle,
            )


def _circles(after: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    done: set[str] = set()
    for start in after:
        path: dict[str, None] = {}
        one = start
        while one in after and one not in done and one not in path:
            path[one] = None
            one = after[one]
        if one in path:
            steps = list(path)
            yield tuple(steps[steps.index(one) :])
        done.update(path)


_OTHER_PLAN_WHY = Words(
    "ある計画の行が別の計画の木にぶら下がると、どちらの計画の集計も正しくなくなります。",
    "A row of one plan that hangs in another plan's tree spoils the totals of both.",
)
LEVEL_OF_OTHER_PLAN = error(
    "level-of-other-plan",
    Words("要素の階層が別の計画のもの", "An element at a level of another plan"),
    _OTHER_PLAN_WHY,
)
PARENT_OF_OTHER_PLAN = error(
    "element-parent-other-plan",
    Words("親の要素が別の計画のもの", "An element below an element of another plan"),
    _OTHER_PLAN_WHY,
)
ELEMENT_OF_OTHER_PLAN = error(
    "element-of-other-plan",
    Words("行の計画と要素の計画が違う", "A row that names a plan and an element of another"),
    _OTHER_PLAN_WHY,
)
_WITH_PLAN_AND_ELEMENT = ("targets", "evaluations", "stakeholders", "pledges")


def other_plans(facts: Facts) -> Iterator[Problem]:
    """Elements, and rows at elements, that mix two plans."""
    for row in facts.city.elements:
        level = facts.levels.get(row.level)
        if level is not None and level.plan != row.plan:
            yield _mixed(
                facts, LEVEL_OF_OTHER_PLAN, "elements", row, "level", (row.plan, level.plan)
            )
        parent = facts.elements.get(row.parent or "")
        if parent is not None and parent.plan != row.plan:
            plans = (row.plan, parent.plan)
            yield _mixed(facts, PARENT_OF_OTHER_PLAN, "elements", row, "parent", plans)
    for table in _WITH_PLAN_AND_ELEMENT:
        for one in rows_of(facts.city, table):
            plan: str | None = getattr(one, "plan")  # noqa: B009
            element = facts.elements.get(getattr(one, "element") or "")  # noqa: B009
            if plan is not None and element is not None and element.plan != plan:
                plans = (plan, element.plan)
                yield _mixed(facts, ELEMENT_OF_OTHER_PLAN, table, one, "element", plans)


def _mixed(
    facts: Facts, rule: Rule, table: str, row: Row, column: str, plans: tuple[str, str]
) -> Problem:
    own, other = (plan_name(facts, plan) for plan in plans)
    return rule.problem(
        at(table, row, column),
        Words(
            f"この行の計画は{own.ja}ですが、「{Name(column)}」は{other.ja}のものです。",
            f'This row belongs to the plan {own.en}, but its "{Name(column)}" to {other.en}.',
        ),
        Words(
            f"{Name('plan')} か {Name(column)} のどちらかを直してください。",
            f"Correct either {Name('plan')} or {Name(column)}.",
        ),
    )


CHECKS = (
    Check(
        circles,
        (
            ELEMENT_CYCLE,
            ORGANISATION_CYCLE,
            PLAN_CYCLE,
            PART_OF_CYCLE,
            RESTATES_CYCLE,
            MEMBER_CYCLE,
        ),
    ),
    Check(
        other_plans,
        (LEVEL_OF_OTHER_PLAN, PARENT_OF_OTHER_PLAN, ELEMENT_OF_OTHER_PLAN),
    ),
)
