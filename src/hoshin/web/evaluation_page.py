"""The page of an evaluation sheet: findings and direction, beside results and last promises.

What the section, the bureau, the planner and the committee think stays apart: each writes a sheet
of its own, and all that were approved stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hoshin.actions.typed import EVALUATION_FIELDS
from hoshin.domain.city import City
from hoshin.domain.evaluations import StatedChange
from hoshin.engine.achievement import evaluate
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table, read_rows
from hoshin.web.item_page import Choice, ItemPage


@dataclass(frozen=True, slots=True)
class View:
    """What somebody wrote of the element in one year."""

    author: str
    year: str
    findings: str
    direction: str
    rating: str


class EvaluationPage(ItemPage):
    """The page of an evaluation sheet."""

    template = "evaluation.html"
    side = "evaluation_side.html"
    words = "evaluation"
    fields = EVALUATION_FIELDS

    def _meaning(self, content: dict[str, str]) -> dict[str, Any]:
        """The results that the sheet judges, and what was written of them so far."""
        w = self._desk.w
        city = _city_of_element(self._item.element_id or "")
        judged = [
            one
            for one in evaluate(city, self._desk.today)
            if one.target.element == self._item.element_id
        ]
        views, promised = self._views()
        return {
            "changes": [
                Choice(one.value, w(f"evaluation.moved.{one.value}")) for one in StatedChange
            ],
            "results": self._results(city, judged, by_indicator=True),
            "chart": None,
            "questions": (),
            "live_problems": (),
            "views": views,
            "promised": promised,
        }

    def _views(self) -> tuple[tuple[View, ...], str]:
        """What was written before, the newest first, and the direction promised the year before."""
        desk, item = self._desk, self._item
        rows = [
            one
            for one in tables.Evaluation.objects.filter(element=item.element_id)
            if one.pk != item.evaluation_id and (one.findings or one.direction)
        ]
        rows.sort(key=lambda one: 0 if one.year is None else one.year.end.toordinal(), reverse=True)
        promised = next(
            (
                desk.speech.label(one.direction, one.direction_en)
                for one in rows
                if one.direction and one.year is not None and one.year.end < item.time_period.end
            ),
            "",
        )
        views = tuple(
            View(
                desk.w(f"terms.author.{one.author_role}"),
                "" if one.year is None else desk.speech.period(one.year),
                desk.speech.label(one.findings, one.findings_en),
                desk.speech.label(one.direction, one.direction_en),
                one.rating,
            )
            for one in rows
        )
        return views, promised


def _city_of_element(element: str) -> City:
    """The part of the city that judges the targets of one element, whatever their number."""
    indicators = list(
        tables.Target.objects.filter(element=element).values_list("indicator_id", flat=True)
    )
    wanted: dict[str, dict[str, Any]] = {
        "indicators": {"id__in": indicators},
        "targets": {"element": element},
        "plans": {"elements__id": element},
        "milestones": {"target__element": element},
        "observations": {"indicator__in": indicators},
        "known_errors": {},
    }
    rows: dict[str, Any] = {name: read_rows(plan_table(name), **by) for name, by in wanted.items()}
    return City(name="", **rows)
