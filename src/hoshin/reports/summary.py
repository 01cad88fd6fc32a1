"""The summary of a city: the state of its plans, what was met, what is short, and the money.

One structure for the council's page and for the mayor's slides, so that the two say the same.
Counts, sums and rankings are the engine's; here they get their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from hoshin.charts.speech import with_unit
from hoshin.domain.evaluations import Evaluation
from hoshin.domain.plans import Element, Plan
from hoshin.engine import movers
from hoshin.engine.achievement import Achievement
from hoshin.engine.budgets import Budget, budget_by_element, budget_total
from hoshin.engine.rollup import RollUp, Scope, count_by_standing, scope_of_element, scope_of_plan
from hoshin.engine.standing import Standing
from hoshin.reports.facts import CommentFacts, PlanFacts, RowFacts
from hoshin.reports.lookup import Lookup, look_up
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.values import Value
from hoshin.reports.wording import report_words

MOVERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How the targets of a plan, or of a part of it, stand.

    ``counts`` has a number for each standing, in the engine's order; ``former`` plans have a
    successor. ``sentence`` is the roll-up's own.
    """

    id: str
    name: str
    period: str
    former: bool
    total: int
    counts: tuple[tuple[Standing, int], ...]
    sentence: str
    parts: tuple[State, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One target in a list: what it measures and where it stands; ``reason`` if not judged.

    ``in_doubt`` is true where a contradiction in the data puts the figure itself in doubt.
    """

    target: str
    indicator: str
    plan: str
    name: str
    baseline: str
    goal: str
    latest: str
    latest_period: str
    achievement: str
    standing: Standing
    reason: str
    in_doubt: bool


def _figure(value: Value) -> str:
    """A value without its period."""
    return with_unit(value.figure, value.unit) if value.figure else value.text


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyPart:
    """The budget of one element; ``yen`` is None where no amount is printed."""

    name: str
    text: str
    yen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySummary:
    """The budget of the latest year: exact in whole yen, the programs in it, those without."""

    year: str
    text: str
    yen: int
    programs: int
    without_amount: int
    parts: tuple[MoneyPart, ...]
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """What an evaluation says comes next, and the findings that lead to it."""

    plan: str
    heading: str
    findings: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Everything that the council's page and the slides say; ``states`` has current plans first.

    ``counts`` and the lists hold the targets of current plans, each indicator's repeats once.
    """

    total: int
    counts: tuple[tuple[Standing, int], ...]
    states: tuple[State, ...]
    lines: tuple[Line, ...]
    best: tuple[Line, ...]
    worst: tuple[Line, ...]
    reasons: tuple[tuple[str, int], ...]
    money: MoneySummary | None
    sdg_ties: tuple[tuple[int, int], ...]
    directions: tuple[Direction, ...]

    def standing(self, *standings: Standing) -> tuple[Line, ...]:
        """The lines of some standings, in the order of the plans."""
        return tuple(one for one in self.lines if one.standing in standings)


def comment_heading(
    look: Lookup, rows: Mapping[str, RowFacts], evaluation: Evaluation, comment: CommentFacts
) -> str:
    """A comment's heading; in place of one without English stands what the comment is about."""
    if comment.heading and (look.tongue.language == "ja" or evaluation.heading_en):
        return comment.heading
    measured = [rows[one].name for one in evaluation.targets if one in rows]
    names = look.tongue.pick("、", ", ").join(dict.fromkeys(measured))
    return names or look.tongue.name(look.elements.get(evaluation.element or "")) or comment.plan


def element_title(look: Lookup, number: str, name: str) -> str:
    """An element's number and name; English drops a number in Japanese such as 基本目標１."""
    if look.tongue.language == "en" and not number.isascii():
        return name
    return f"{number} {name}".strip()


def shortened(text: str, longest: int = 80) -> str:
    """A text that fits where room is short; the end of a longer one is left out, with a sign."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def summarise(order: PaperOrder) -> Summary:
    """The summary of the plans in an order: of the one it names, else of all with targets."""
    return _Summing(order).summary()


class _Summing:
    def __init__(self, order: PaperOrder) -> None:
        self._order = order
        self._look: Lookup = look_up(order.city, order.as_of, order.language)
        self._words = report_words(order.language)
        self._evaluations = {row.id: row for row in order.city.evaluations}
        self._judged = tuple(self._look.judged.values())
        self._doubtful = movers.rows_in_doubt(order.problems)
        self._rows: dict[str, RowFacts] = {
            row.id: row for plan in order.facts.plans for row in plan.rows
        }

    def summary(self) -> Summary:
        city, order = self._order.city, self._order
        plans = [
            one
            for one in city.plans
            if self._look.targets_of_plan.get(one.id)
            and (order.plan is None or one.id == order.plan.id)
        ]
        superseded = {one.supersedes for one in plans}
        states = [self._plan(one, one.id in superseded) for one in plans]
        states.sort(key=lambda one: one.former)
        current = {one.id for one in plans if one.id not in superseded}
        kept = [one for plan in plans if plan.id in current for one in self._scope(plan).children]
        counted = Counter(one.standing for one in kept)
        ranking = movers.ranked(kept, self._doubtful)
        not_judged = Counter(
            self._reason(one) for one in kept if one.standing is Standing.NOT_JUDGED
        )
        return Summary(
            total=len(kept),
            counts=tuple((one, counted[one]) for one in Standing),
            states=tuple(states),
            lines=tuple(self._line(one) for one in kept),
            best=tuple(self._line(one) for one in movers.nearest(ranking, MOVERS)),
            worst=tuple(self._line(one) for one in movers.farthest(ranking, MOVERS)),
            reasons=tuple(not_judged.most_common()),
            money=self._money(),
            sdg_ties=self._sdg_ties(),
            directions=tuple(
                self._direction(comment)
                for plan in self._current_first(superseded)
                for comment in plan.comments
                if comment.direction
            ),
        )

    def _current_first(self, superseded: AbstractSet[str | None]) -> list[PlanFacts]:
        """The plans in question, those that a later one replaced last; the latest first."""
        plans = self._order.facts.plans if self._order.plan is None else (self._order.plan,)
        return sorted(plans, key=lambda one: (one.id in superseded, -(one.last_year or 0)))

    def _direction(self, comment: CommentFacts) -> Direction:
        """What is next, and the findings behind it."""
        return Direction(
            plan=comment.plan,
            heading=comment_heading(self._look, self._rows, self._evaluations[comment.id], comment),
            findings=comment.findings,
            text=comment.direction,
        )

    # --- how plans stand ---

    def _scope(self, plan: Plan) -> Scope:
        return scope_of_plan(self._order.city, self._judged, plan.id)

    def _plan(self, plan: Plan, former: bool) -> State:
        roots = sorted(
            (
                row
                for row in self._look.elements.values()
                if row.plan == plan.id and row.parent is None
            ),
            key=lambda row: row.order,
        )
        parts = tuple(
            self._state(row.id, self._title(row), "", former, self._rolled(row)) for row in roots
        )
        return self._state(
            plan.id,
            self._look.tongue.name(plan),
            self._look.tongue.period(plan.period, plan.period_printed),
            former,
            count_by_standing(self._scope(plan)),
            tuple(one for one in parts if one.total),
        )

    def _rolled(self, row: Element) -> RollUp:
        return count_by_standing(scope_of_element(self._order.city, self._judged, row.id))

    def _title(self, row: Element) -> str:
        return element_title(self._look, row.number, self._look.tongue.name(row))

    def _state(
        self,
        row_id: str,
        name: str,
        period: str,
        former: bool,
        rolled: RollUp,
        parts: tuple[State, ...] = (),
    ) -> State:
        return State(
            id=row_id,
            name=name,
            period=period,
            former=former,
            total=rolled.children,
            counts=tuple((Standing(one.code), one.number) for one in rolled.counts),
            sentence=self._look.tongue.pick(rolled.sentence_ja, rolled.sentence_en),
            parts=parts,
        )

    # --- one target ---

    def _line(self, judged: Achievement) -> Line:
        row = self._rows[judged.target.id]
        plan = next(one for one in self._order.facts.plans if one.id == judged.target.plan)
        return Line(
            target=row.id,
            indicator=row.indicator,
            plan=plan.name,
            name=row.name,
            baseline=row.baseline.text,
            goal=row.goal.text,
            latest=_figure(row.latest),
            latest_period=row.latest.period,
            achievement=row.achievement,
            standing=judged.standing,
            reason=self._reason(judged),
            in_doubt=bool(self._doubtful & {row.id, row.indicator}),
        )

    def _reason(self, judged: Achievement) -> str:
        if judged.standing is not Standing.NOT_JUDGED:
            return ""
        code = "unclear" if judged.not_computable is None else judged.not_computable.value
        return self._words(f"summary.reason.{code}")

    # --- money and goals ---

    def _money(self) -> MoneySummary | None:
        city, look = self._order.city, self._look
        whole = budget_total(city)
        if whole.amount_yen is None or whole.fiscal_year is None:
            return None
        plan, parts = self._money_parts()
        return MoneySummary(
            year=look.tongue.period(whole.fiscal_year),
            text=self._yen(whole.amount_yen),
            yen=whole.amount_yen,
            programs=whole.programs,
            without_amount=whole.without_amount,
            parts=tuple(
                MoneyPart(
                    name=self._title(look.elements[one.subject or ""]),
                    text="" if one.amount_yen is None else self._yen(one.amount_yen),
                    yen=one.amount_yen,
                )
                for one in parts
            ),
            plan=plan,
        )

    def _money_parts(self) -> tuple[str, Sequence[Budget]]:
        """The budgets of the highest level that tells the parts of the largest plan apart."""
        best: tuple[int, str, Sequence[Budget]] = (0, "", ())
        for plan in self._order.city.plans:
            budgets = [
                one
                for one in budget_by_element(self._order.city, plan.id)
                if one.amount_yen is not None and one.subject in self._look.elements
            ]
            level = self._first_level_apart(budgets)
            if len(level) > best[0]:
                best = (len(level), self._look.tongue.name(plan), level)
        return best[1], sorted(best[2], key=lambda one: one.amount_yen or 0, reverse=True)

    def _first_level_apart(self, budgets: Iterable[Budget]) -> list[Budget]:
        by_depth: dict[int, list[Budget]] = {}
        for one in budgets:
            level = self._look.levels.get(self._look.elements[one.subject or ""].level)
            by_depth.setdefault(0 if level is None else level.depth, []).append(one)
        for depth in sorted(by_depth):
            if len(by_depth[depth]) > 3:
                return by_depth[depth]
        return max(by_depth.values(), key=len, default=[])

    def _yen(self, yen: int) -> str:
        return self._words("summary.yen", n=f"{yen:,}")

    def _sdg_ties(self) -> tuple[tuple[int, int], ...]:
        """How many elements, targets and programs are tied to each goal."""
        tied = {
            (one.goal, one.target or one.element or one.program)
            for one in self._order.city.sdg_links
        }
        counted = Counter(goal for goal, _ in tied)
        return tuple((goal, counted[goal]) for goal in range(1, 18)) if tied else ()
