"""Accepting: what was approved becomes part of the city's data, as a further revision."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max

from hoshin.actions.citing import locator_of, source_of
from hoshin.actions.typed import Typed, read_evaluation, read_observation
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.rows import LONGEST_ID
from hoshin.storage.models import Evaluation, Observation, Person, WorkItem

_DIGITS_OF_NAME = 12


def accept_observation(
    item: WorkItem,
    content: Mapping[str, str],
    *,
    entered_by: Person,
    entered_at: datetime,
    approved_by: Person | None,
    approved_at: datetime,
    known_on: date,
    reason: str = "",
) -> Observation:
    """Add the next revision of the item's value; the earlier ones stay and are no longer current.

    The revision counts on from every row of the same indicator, area, breakdown and period, those
    that documents printed among them. Its source is the report of the item's round.
    """
    assert item.indicator_id is not None
    typed = read_observation(content, item.unit)
    rows = Observation.objects.filter(
        indicator=item.indicator_id,
        ref_area=item.ref_area_id,
        breakdown=item.breakdown,
        time_period=item.time_period,
    )
    revision = (rows.aggregate(last=Max("revision"))["last"] or 0) + 1
    rows.filter(is_current=True).update(is_current=False)
    last = Observation.objects.aggregate(last=Max("position"))["last"] or 0
    return Observation.objects.create(
        id=_observation_id(item, revision),
        position=last + 1,
        source_id=source_of(item.round),
        locator=locator_of(item, approved_at),
        indicator_id=item.indicator_id,
        ref_area_id=item.ref_area_id,
        breakdown=item.breakdown,
        breakdown_en=item.breakdown_en,
        time_period=item.time_period,
        revision=revision,
        known_on=known_on,
        note=typed.comment,
        entered_by=entered_by,
        entered_at=entered_at,
        approved_by=approved_by,
        approved_at=approved_at,
        reason=reason,
        **_values(typed),
    )


def _values(typed: Typed) -> dict[str, object]:
    return {
        "obs_value": typed.value,
        "value_text": typed.value_text,
        "unit_measure": typed.unit,
        "obs_status": typed.status,
        "missing_reason": typed.missing_reason,
    }


def accept_evaluation(item: WorkItem, content: Mapping[str, str]) -> Evaluation:
    """Write the item's evaluation into the city's data; a later approval replaces its texts."""
    change = read_evaluation(content)
    values = {
        "plan_id": item.plan_id,
        "element_id": item.element_id,
        "year": item.time_period,
        "author_role": item.author_role or AuthorRole.CITY,
        "stated_change": change,
        **{
            name: content.get(name, "")
            for name in (
                "heading",
                "findings",
                "findings_en",
                "direction",
                "direction_en",
                "rating",
            )
        },
    }
    if item.evaluation is not None:
        for name, value in values.items():
            setattr(item.evaluation, name, value)
        item.evaluation.save()
        return item.evaluation
    last = Evaluation.objects.aggregate(last=Max("position"))["last"] or 0
    parts = ("evaluation", item.element_id, item.time_period.code, values["author_role"])
    return Evaluation.objects.create(id=_fitting(parts), position=last + 1, **values)


def _observation_id(item: WorkItem, revision: int) -> str:
    parts = [item.indicator_id, item.ref_area_id, item.time_period.code]
    if item.breakdown:
        parts.append(hashlib.sha256(item.breakdown.encode()).hexdigest()[:_DIGITS_OF_NAME])
    return _fitting((*(one for one in parts if one), f"r{revision}"))


def _fitting(parts: tuple[object, ...]) -> str:
    """An id made of parts; one that would be too long keeps its head and a digest of the whole."""
    name = ".".join(str(one) for one in parts).replace("/", "-")
    if len(name) <= LONGEST_ID:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS_OF_NAME]
    return f"{name[: LONGEST_ID - _DIGITS_OF_NAME - 1].rstrip('.-_')}.{digest}"
