"""Asking: the questions about a value that was typed, beside the series in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from hoshin.actions import refusals
from hoshin.actions.typed import Typed
from hoshin.domain.indicators import Aggregation
from hoshin.domain.periods import Period
from hoshin.domain.questions import Question
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction
from hoshin.engine.oddness import questions
from hoshin.storage.models import Indicator, Observation, WorkItem


def questions_about(item: WorkItem, typed: Typed) -> tuple[Question, ...]:
    """What is to be asked about a value beside its series, and one that the period has already."""
    if typed.value is None or item.indicator_id is None:
        return ()
    indicator = (
        Indicator.objects.filter(pk=item.indicator_id).values_list("unit", "aggregation").first()
    )
    declared, aggregation = indicator or (typed.unit, Aggregation.UNKNOWN)
    known = _values(item, typed.unit)
    return questions(
        typed.value,
        _before(item, known),
        unit=typed.unit,
        aggregation=aggregation,
        declared_unit=declared,
        standing=known.get(item.time_period),
    )


def confirmed_questions(item: WorkItem, typed: Typed, confirmed: Collection[str]) -> list[str]:
    """The codes of the questions that a value asks, all of which a person has confirmed.

    What was confirmed of another value and is not asked of this one is left out. Raises AskedError
    with the questions that are open.
    """
    asked = questions_about(item, typed)
    still_open = tuple(one for one in asked if one.code not in confirmed)
    if still_open:
        raise refusals.asked(still_open)
    return sorted(one.code for one in asked)


def earlier_values(item: WorkItem, unit: str) -> list[Decimal]:
    """The values before the item's period, in time, one for each period, said in a unit.

    A value that cannot be said in the unit exactly as a decimal is left out.
    """
    return _before(item, _values(item, unit))


def _before(item: WorkItem, known: Mapping[Period, Decimal]) -> list[Decimal]:
    before = [one for one in known if one.end < item.time_period.end]
    return [known[period] for period in sorted(before, key=lambda one: (one.end, one.start))]


def _values(item: WorkItem, unit: str) -> dict[Period, Decimal]:
    """The current values of the item's series, by period."""
    rows = Observation.objects.filter(
        indicator=item.indicator_id,
        ref_area=item.ref_area_id,
        breakdown=item.breakdown,
        is_current=True,
        obs_value__isnull=False,
    ).values_list("time_period", "obs_value", "unit_measure")
    found: dict[Period, Decimal] = {}
    for period, value, own in rows:
        if value is not None:
            said = _said_in(value, own, unit)
            if said is not None:
                found[period] = said
    return found


def _said_in(value: Decimal, own: str, wanted: str) -> Decimal | None:
    if own == wanted:
        return value
    have, want = read_unit(own), read_unit(wanted)
    if not have.converts_to(want):
        return None
    exact = as_fraction(value) * have.factor_to(want)
    denominator = exact.denominator
    digits = 0
    while denominator % 10 == 0 or denominator % 5 == 0 or denominator % 2 == 0:
        # Each digit after the point takes one two and one five out of the denominator.
        denominator = (exact * 10 ** (digits + 1)).denominator
        digits += 1
        if digits > 12:
            return None
    if denominator != 1:
        return None
    return Decimal((exact * 10**digits).numerator).scaleb(-digits)
