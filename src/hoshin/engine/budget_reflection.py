"""From evaluation to budget: is the direction of an evaluation seen in the money that followed?

Where a year is evaluated in the year after it, in time for the budget of the year after that, what
was decided of FY2023 is looked for in the budget of FY2025, beside that of FY2024; a city that
evaluates sooner or later says so with its sheet. What a direction asks of the money is declared
there too, with the words of the sheet. A printed amount is
compared with one of the same stage only, and a missing one is no zero: what cannot be compared is
not judged, with the reason. Order of the year: Kumamoto's printed cycle of evaluation and budget.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from hoshin.domain.city import City
from hoshin.domain.evaluation_presets import all_fields
from hoshin.domain.evaluation_sheets import EvaluationField, ExpectedBudget, FieldMeaning
from hoshin.domain.evaluations import AuthorRole, Evaluation, SheetKind
from hoshin.domain.periods import Period, PeriodKind, fiscal_year
from hoshin.domain.programs import BudgetStage
from hoshin.engine.budgets import ListedAmount, latest_budget_year, program_amounts
from hoshin.engine.exact import round_half_away

# A year is evaluated in the next one, in time for the budget of the year after that.
YEARS_TO_BUDGET = 2
# A budget that moved by no more than this share of itself goes on as it was.
SAME_WITHIN = Fraction(5, 100)
_PERCENT_DECIMALS = 1
# Stages that are a year's whole budget; the first that both years have is compared.
_COMPARED = (BudgetStage.INITIAL, BudgetStage.INITIAL_AND_SUPPLEMENTARY)


class Reflection(StrEnum):
    """Whether the money that followed is what the direction asked for."""

    SEEN = "seen"
    NOT_SEEN = "not_seen"
    NOT_JUDGED = "not_judged"


class Unjudged(StrEnum):
    """Why a direction cannot be looked for in the money.

    ``undeclared``: the sheet does not say what the word asks of the budget; ``open``: money cannot
    show it; ``not_yet``: there is no budget of that year yet; ``not_printed``: no amount of the
    program is printed for one of the two years; ``amounts_differ``: documents print different
    ones; ``stages_differ``: one is an initial budget, the other has supplementary money in it.
    """

    UNDECLARED = "undeclared"
    OPEN = "open"
    NOT_YET = "not_yet"
    NOT_PRINTED = "not_printed"
    AMOUNTS_DIFFER = "amounts_differ"
    STAGES_DIFFER = "stages_differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetReflection:
    """One evaluation's direction of a program beside the budgets before and after it.

    ``after`` is the budget that the direction was in time for, ``before`` that of the year before;
    None where no amount is printed. ``change_yen`` is in whole yen, ``change_percent`` of
    the budget before, to one decimal; both None where the two cannot be compared, the percentage
    also where the budget before is 0. ``unjudged`` says why there is no judgement.
    """

    evaluation: Evaluation
    program: str
    year: Period
    expected: ExpectedBudget | None
    years_to_budget: int
    before_year: Period
    after_year: Period
    before: ListedAmount | None
    after: ListedAmount | None
    change_yen: int | None
    change_percent: Decimal | None
    reflection: Reflection
    unjudged: Unjudged | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionTally:
    """How many directions that one kind of author gave in one year are seen in the budget."""

    year: Period
    author: AuthorRole
    seen: int
    not_seen: int
    not_judged: int

    @property
    def judged(self) -> int:
        """How many could be looked for in the money."""
        return self.seen + self.not_seen


def budget_reflections(city: City) -> tuple[BudgetReflection, ...]:
    """Every direction that an evaluation gives a program, in the order of the evaluations."""
    boxes = direction_boxes(city)
    money = _Money(city)
    return tuple(
        _reflection(row, row.program, row.year, boxes, money)
        for row in city.evaluations
        if row.program is not None
        and row.direction
        and row.year is not None
        and row.year.kind is PeriodKind.FISCAL_YEAR
    )


def direction_boxes(city: City) -> tuple[EvaluationField, ...]:
    """The boxes of a program's sheet in which a direction is given, in the order of the sheet."""
    return tuple(
        one
        for one in all_fields(city.evaluation_fields, SheetKind.PROGRAM)
        if one.meaning is FieldMeaning.DIRECTION
    )


def years_to_budget(boxes: Iterable[EvaluationField], year: Period) -> int:
    """How many years after an evaluated year its budget is: one answer for all who evaluate it.

    It is that of the first box of the year's sheet that says one, else two.
    """
    said = (one.years_to_budget for one in boxes if one.stands_in(year))
    return next((one for one in said if one is not None), YEARS_TO_BUDGET)


def reflection_tallies(reflections: Iterable[BudgetReflection]) -> tuple[ReflectionTally, ...]:
    """The count of each year and kind of author, the latest year first."""
    groups: dict[tuple[Period, AuthorRole], list[Reflection]] = {}
    for one in reflections:
        groups.setdefault((one.year, one.evaluation.author_role), []).append(one.reflection)
    authors = tuple(AuthorRole)
    return tuple(
        ReflectionTally(
            year=year,
            author=author,
            seen=found.count(Reflection.SEEN),
            not_seen=found.count(Reflection.NOT_SEEN),
            not_judged=found.count(Reflection.NOT_JUDGED),
        )
        for (year, author), found in sorted(
            groups.items(), key=lambda one: (-one[0][0].year, authors.index(one[0][1]))
        )
    )


class _Money:
    """The amounts of each year, counted once however many evaluations ask for them."""

    def __init__(self, city: City) -> None:
        self._city = city
        self._years: dict[Period, Mapping[str, tuple[ListedAmount, ...]]] = {}
        self.latest = latest_budget_year(city)

    def of(self, program: str, year: Period) -> tuple[ListedAmount, ...]:
        if year not in self._years:
            self._years[year] = program_amounts(self._city, year)
        return self._years[year].get(program, ())


@dataclass(frozen=True, slots=True)
class _Pair:
    """The budgets of two years, of one stage where there is one that both have."""

    before: ListedAmount | None
    after: ListedAmount | None
    obstacle: Unjudged | None = None

    @property
    def change(self) -> tuple[int, int] | None:
        """The budget before and by how much it changed, in whole yen, where both compare."""
        if self.before is None or self.after is None or self.obstacle is not None:
            return None
        return self.before.amount_yen, self.after.amount_yen - self.before.amount_yen


def _reflection(
    row: Evaluation,
    program: str,
    year: Period,
    boxes: tuple[EvaluationField, ...],
    money: _Money,
) -> BudgetReflection:
    distance = years_to_budget(boxes, year)
    before_year, after_year = (fiscal_year(year.year + one) for one in (distance - 1, distance))
    pair = _pair(money.of(program, before_year), money.of(program, after_year))
    expected = _expected(row, year, boxes)
    is_yet = money.latest is not None and after_year.end <= money.latest.end
    unjudged = _unjudged(expected, pair, is_yet=is_yet)
    before, change = pair.change or (0, None)
    return BudgetReflection(
        evaluation=row,
        program=program,
        year=year,
        expected=expected,
        years_to_budget=distance,
        before_year=before_year,
        after_year=after_year,
        before=pair.before,
        after=pair.after,
        change_yen=change,
        change_percent=_percent(change, before),
        reflection=Reflection.NOT_JUDGED if unjudged else _judged(expected, pair),
        unjudged=unjudged,
    )


def _expected(
    row: Evaluation, year: Period, boxes: Iterable[EvaluationField]
) -> ExpectedBudget | None:
    """What the city declared of the word that stands in the evaluation."""
    for box in boxes:
        if box.is_asked(row.author_role, year) and box.options_budget:
            return dict(zip(box.options, box.options_budget, strict=True)).get(row.direction)
    return None


def _pair(before: Iterable[ListedAmount], after: Iterable[ListedAmount]) -> _Pair:
    earlier, later = tuple(before), tuple(after)
    if not earlier or not later:
        return _Pair(
            earlier[0] if earlier else None, later[0] if later else None, Unjudged.NOT_PRINTED
        )
    for stage in _COMPARED:
        own = [[one for one in amounts if one.stage is stage] for amounts in (earlier, later)]
        if all(own):
            differ = any(len({one.amount_yen for one in amounts}) > 1 for amounts in own)
            return _Pair(own[0][0], own[1][0], Unjudged.AMOUNTS_DIFFER if differ else None)
    return _Pair(earlier[0], later[0], Unjudged.STAGES_DIFFER)


def _unjudged(expected: ExpectedBudget | None, pair: _Pair, *, is_yet: bool) -> Unjudged | None:
    if expected is None:
        return Unjudged.UNDECLARED
    if expected is ExpectedBudget.OPEN:
        return Unjudged.OPEN
    return pair.obstacle if is_yet else Unjudged.NOT_YET


def _judged(expected: ExpectedBudget | None, pair: _Pair) -> Reflection:
    assert pair.change is not None and pair.after is not None
    before, change = pair.change
    is_seen = {
        ExpectedBudget.MORE: change > 0,
        ExpectedBudget.LESS: change < 0,
        ExpectedBudget.NONE: pair.after.amount_yen == 0,
        ExpectedBudget.SAME: abs(change) <= before * SAME_WITHIN,
    }
    return Reflection.SEEN if expected is not None and is_seen[expected] else Reflection.NOT_SEEN


def _percent(change: int | None, before: int) -> Decimal | None:
    if change is None or not before:
        return None
    return round_half_away(Fraction(change, before) * 100, _PERCENT_DECIMALS)
