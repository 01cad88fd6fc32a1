"""The sheet of a hand-over: what is open, its last value, why it came back, what was promised.

It is kept as it was on the day of the hand-over, so that a new owner can read it whenever they
come.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from hoshin.storage.models import Comment, Element, Evaluation, Indicator, Observation, WorkItem


def sheet_of(items: Iterable[WorkItem]) -> list[dict[str, Any]]:
    """What the new owner needs to know of each item, in as many statements as there are columns."""
    rows = list(items)
    values = _last_values(rows)
    notes = dict(
        Comment.objects.filter(item__in=rows, kind="return")
        .order_by("written_at")
        .values_list("item_id", "body")
    )
    promises = _last_directions(rows)
    names = _names(rows)
    return [
        {
            "item": one.pk,
            "key": one.key,
            "kind": str(one.kind),
            "indicator": one.indicator_id,
            "name": names.get(one.indicator_id or one.element_id or "", ("", ""))[0],
            "name_en": names.get(one.indicator_id or one.element_id or "", ("", ""))[1],
            "element": one.element_id,
            "period": one.time_period.code,
            "state": str(one.state),
            "due_on": one.due_on.isoformat(),
            "last_value": " ".join(values.get(one.indicator_id or "", ())),
            "last": list(values.get(one.indicator_id or "", ())),
            "returned_with": notes.get(one.pk, ""),
            "promised": promises.get(one.element_id or "", ""),
        }
        for one in rows
    ]


def _names(rows: Iterable[WorkItem]) -> dict[str, tuple[str, str]]:
    """The names of the items' indicators and elements, in both languages."""
    elements = {one.element_id for one in rows if one.indicator_id is None}
    indicators = {one.indicator_id for one in rows if one.indicator_id is not None}
    found = [
        *Element.objects.filter(pk__in=elements).values_list("pk", "name", "name_en"),
        *Indicator.objects.filter(pk__in=indicators).values_list("pk", "name", "name_en"),
    ]
    return {key: (name, name_en) for key, name, name_en in found}


def _last_values(rows: Iterable[WorkItem]) -> dict[str, tuple[str, str, str]]:
    """The latest value of each indicator, its unit and the code of its period."""
    wanted = {one.indicator_id for one in rows if one.indicator_id is not None}
    latest: dict[str, Observation] = {}
    for row in Observation.objects.filter(indicator__in=wanted, is_current=True).exclude(
        obs_value=None
    ):
        known = latest.get(row.indicator_id)
        if known is None or known.time_period.end <= row.time_period.end:
            latest[row.indicator_id] = row
    return {
        indicator: (f"{row.obs_value:f}", row.unit_measure, row.time_period.code)
        for indicator, row in latest.items()
    }


def _last_directions(rows: Iterable[WorkItem]) -> dict[str, str]:
    wanted = {one.element_id for one in rows if one.element_id is not None}
    found: dict[str, tuple[date, str]] = {}
    for element, year, direction in Evaluation.objects.filter(element__in=wanted).values_list(
        "element_id", "year", "direction"
    ):
        ends = year.end if year is not None else date.min
        if element is not None and direction and found.get(element, (date.min, ""))[0] <= ends:
            found[element] = (ends, direction)
    return {element: direction for element, (_, direction) in found.items()}
