"""The sheet of a hand-over: what is open, its last value, why it came back, what was promised.

It is kept as it was on the day of the hand-over, so that a new owner can read it whenever they
come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from hoshin.actions.workbooks import Series, last_before, series_names
from hoshin.storage.models import Comment, Element, Evaluation, Observation, Program, WorkItem


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
            "name": names[one.pk][0],
            "name_en": names[one.pk][1],
            "element": one.element_id,
            "program": one.program_id,
            "period": one.time_period.code,
            "state": str(one.state),
            "due_on": one.due_on.isoformat(),
            "last_value": " ".join(values.get(one.pk, ())),
            "last": list(values.get(one.pk, ())),
            "returned_with": notes.get(one.pk, ""),
            "promised": promises.get(one.element_id or "", ""),
        }
        for one in rows
    ]


def _names(rows: Iterable[WorkItem]) -> dict[int, tuple[str, str]]:
    """The names of the items in both languages, with the area and the breakdown of a value."""
    sheets = [one for one in rows if one.indicator_id is None]
    programs = _both_names(Program, (one.program_id for one in sheets))
    elements = _both_names(Element, (one.element_id for one in sheets if one.program_id is None))
    judged = {
        one.pk: programs.get(one.program_id or "") or elements.get(one.element_id or "", ("", ""))
        for one in sheets
    }
    values = WorkItem.objects.filter(
        pk__in=[one.pk for one in rows if one.indicator_id is not None]
    ).select_related("indicator", "ref_area")
    named = {one.pk: series_names(one) for one in values}
    return {one.pk: named.get(one.pk) or judged.get(one.pk, ("", "")) for one in rows}


def _both_names(
    model: type[Element] | type[Program], ids: Iterable[str | None]
) -> dict[str, tuple[str, str]]:
    found = model._default_manager.filter(pk__in={one for one in ids if one is not None})
    return {
        key: (name, name_en) for key, name, name_en in found.values_list("pk", "name", "name_en")
    }


def _last_values(rows: Iterable[WorkItem]) -> dict[int, tuple[str, str, str]]:
    """The value of each item's own series before its period, with unit and code of the period."""
    wanted = {one.indicator_id for one in rows if one.indicator_id is not None}
    series: dict[Series, list[Observation]] = defaultdict(list)
    for row in Observation.objects.filter(indicator__in=wanted, is_current=True).exclude(
        obs_value=None
    ):
        series[row.indicator_id, row.ref_area_id, row.breakdown].append(row)
    return {
        one.pk: (f"{last.obs_value:f}", last.unit_measure, last.time_period.code)
        for one in rows
        if (last := last_before(one, series)) is not None
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
