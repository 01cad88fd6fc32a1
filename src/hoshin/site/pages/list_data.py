"""Lists as data: indicators, programs, bodies, what was found, what was taken from a document.

A record has every column of its table, in the codes and digits of the plan folder; what the list
shows of it besides stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hoshin.domain.plans import Organisation
from hoshin.domain.problems import Problem, problem_row
from hoshin.domain.rows import Row
from hoshin.domain.sources import Source
from hoshin.engine.series import Point
from hoshin.site.citations import Citation
from hoshin.site.frame import Frame
from hoshin.site.pages import parts
from hoshin.site.pages.figure_files import target_data
from hoshin.site.pages.money_files import budget_data, listing_data
from hoshin.site.pages.record_files import record_data, row_data
from hoshin.site.pages.value_series import latest_point


def indicators_data(frame: Frame, ids: Sequence[str]) -> dict[str, Any]:
    """Indicators with their latest value and the target that a list shows of each."""
    index = frame.index
    found = []
    for indicator in (index.indicators[one] for one in ids):
        latest = latest_point(index, indicator)
        shown = parts.main_target(frame, index.targets_of_indicator.get(indicator.id, ()))
        found.append(
            row_data(indicator)
            | {
                "latest": None if latest is None else _point(latest),
                "target": None if shown is None else target_data(frame, shown),
            }
        )
    return {"indicators": found}


def _point(point: Point) -> dict[str, Any]:
    return {
        "row": point.row_id,
        "time_period": point.period.code,
        "obs_value": None if point.value is None else f"{point.value:f}",
        "value_text": point.text or None,
        "unit_measure": point.unit,
        "obs_status": point.status.value,
    }


def programs_data(frame: Frame, ids: Sequence[str]) -> dict[str, Any]:
    """Programs with the places where plans list them and the amounts printed there."""
    index = frame.index
    return {
        "programs": [
            row_data(index.programs[one])
            | {
                "listings": [
                    listing_data(frame, its) for its in index.listings_of_program.get(one, ())
                ]
            }
            for one in ids
        ]
    }


def organisations_data(frame: Frame, rows: Iterable[Organisation]) -> dict[str, Any]:
    """Bodies with their targets and the budget of their programs."""
    index = frame.index
    return {
        "organisations": [
            row_data(one)
            | {
                "targets": [its.id for its in index.targets_of_organisation.get(one.id, ())],
                "budget": None
                if (budget := index.budget_of_organisation.get(one.id)) is None
                else budget_data(budget),
            }
            for one in rows
        ]
    }


def problems_data(problems: Iterable[Problem]) -> dict[str, Any]:
    """What was found in the plans and their documents, as ``hoshin check`` says it."""
    return {"problems": [problem_row(one) for one in problems]}


def source_data(source: Source, cited: Iterable[Citation]) -> dict[str, Any]:
    """A document, and by their tables the records that a page of it shows."""
    taken: dict[str, list[Row]] = {}
    for one in cited:
        taken.setdefault(one.table, []).append(one.row)
    return {"document": row_data(source)} | record_data(taken)
