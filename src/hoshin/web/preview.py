"""Preview: what a typed value would mean if it were approved; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from hoshin.actions.asking import questions_about
from hoshin.actions.refusals import IllFormedInputError
from hoshin.actions.typed import OBSERVATION_FIELDS, Typed, cleaned, read_observation
from hoshin.domain.city import City
from hoshin.domain.cycle import ItemState
from hoshin.domain.indicators import Observation
from hoshin.domain.problems import Problem
from hoshin.domain.questions import Question
from hoshin.engine.achievement import Achievement, evaluate
from hoshin.storage.models import WorkItem
from hoshin.storage.plan import load_indicator

# The id of the value that is only typed: the preview is never stored.
TYPED_ID = "typed-just-now"
_ACCEPTED = (ItemState.APPROVED, ItemState.LOCKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The indicator's part of the city with the typed value in it, judged.

    ``problems`` say why what is typed cannot be read; ``questions`` what will be asked about it.
    """

    city: City
    as_of: date
    judged: tuple[Achievement, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()


def preview(item: WorkItem, content: Mapping[str, str], today: date) -> Preview:
    """Judge every target of the item's indicator with what is typed in the form."""
    if item.indicator_id is None:
        return Preview(city=City(name=""), as_of=today)
    city = load_indicator(item.indicator_id)
    typed, problems = _read(item, content)
    questions: tuple[Question, ...] = ()
    if typed is not None and item.state not in _ACCEPTED:
        questions = questions_about(item, typed)
        city = replace(city, observations=(*city.observations, _row(city, item, typed, today)))
    targets = [
        one
        for one in evaluate(city, today)
        if one.target.ref_area == item.ref_area_id and one.target.breakdown == item.breakdown
    ]
    return Preview(
        city=city, as_of=today, judged=tuple(targets), questions=questions, problems=problems
    )


def _read(item: WorkItem, content: Mapping[str, str]) -> tuple[Typed | None, tuple[Problem, ...]]:
    """What was typed, or why it cannot be read; nothing typed yet is no problem."""
    try:
        known = cleaned(content, OBSERVATION_FIELDS)
        if not (known.get("value") or known.get("value_text") or known.get("missing_reason")):
            return None, ()
        return read_observation(known, item.unit), ()
    except IllFormedInputError as refused:
        return None, refused.problems


def _row(city: City, item: WorkItem, typed: Typed, today: date) -> Observation:
    """The row that approval would add: the next revision for the item's area and period."""
    assert item.indicator_id is not None
    revisions = [
        one.revision
        for one in city.observations
        if one.ref_area == item.ref_area_id
        and one.breakdown == item.breakdown
        and one.time_period == item.time_period
    ]
    return Observation(
        id=TYPED_ID,
        indicator=item.indicator_id,
        ref_area=item.ref_area_id,
        breakdown=item.breakdown,
        time_period=item.time_period,
        obs_value=typed.value,
        value_text=typed.value_text,
        value_text_en=typed.value_text_en,
        unit_measure=typed.unit,
        obs_status=typed.status,
        missing_reason=typed.missing_reason,
        revision=max(revisions, default=0) + 1,
        known_on=today,
    )
