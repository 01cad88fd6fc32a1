"""What the MCP server answers: a plan folder and its documents, read only, as plain data.

Figures are texts with their printed digits; every one has its source and place. The folder is
read again when a file of it has changed.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hoshin.cli.finding import filled, hit_data
from hoshin.domain.city import City
from hoshin.domain.folding import fold
from hoshin.domain.problems import ProblemLevel, problem_row
from hoshin.engine.achievement import Judge
from hoshin.engine.checks import check
from hoshin.engine.explain import figure_text
from hoshin.engine.ratings import rated
from hoshin.engine.series import Point, Series
from hoshin.exchange.folder import FolderReading, read_folder
from hoshin.exchange.judgements import judgement_row
from hoshin.importers.full_text import FullText

MOST_ANSWERS = 200


class NoAnswerError(Exception):
    """A question that has no answer; its text, in both languages, says what to ask instead."""


class Answers:
    """Answers questions about one plan folder and the documents beside it."""

    def __init__(
        self,
        folder: Path,
        documents: Sequence[Path] = (),
        index: Path | None = None,
        as_of: date | None = None,
    ) -> None:
        self._folder = folder
        self._documents = documents
        self._index = index
        self._as_of = as_of
        self._stamp: tuple[tuple[str, int, int], ...] = ()
        self._reading: FolderReading | None = None
        self._text: FullText | None = None
        self._digests: list[str] = []
        self._unread: list[dict[str, Any]] = []

    def city(self) -> City:
        """The folder's city as it stands now."""
        stamp = tuple(
            (one.name, one.stat().st_mtime_ns, one.stat().st_size)
            for one in sorted(os.scandir(self._folder), key=lambda one: one.name)
            if one.is_file()
        )
        if self._reading is None or stamp != self._stamp:
            self._reading, self._stamp = read_folder(self._folder), stamp
        if self._reading.city is None or self._reading.has_errors:
            raise NoAnswerError(
                f"「{self._folder}」に誤りがあります。hoshin check で確かめてください。 / "
                f'The plan folder "{self._folder}" has errors. Look with hoshin check.'
            )
        return self._reading.city

    def day(self, city: City) -> date:
        """The day on which everything is judged."""
        return self._as_of or city.as_of or datetime.now(UTC).astimezone().date()

    # --- plans and figures ----------------------------------------------------------------------

    def plans(self) -> dict[str, Any]:
        """Every plan with its period, levels, and how many targets it has."""
        city = self.city()
        return {
            "city": city.name,
            "city_en": city.name_en,
            "judged_as_of": self.day(city).isoformat(),
            "plans": [
                {
                    "id": plan.id,
                    "name": plan.name,
                    "name_en": plan.name_en,
                    "period": plan.period.code if plan.period is not None else None,
                    "period_printed": plan.period_printed,
                    "levels": [
                        {"name": one.name, "name_en": one.name_en}
                        for one in city.levels
                        if one.plan == plan.id
                    ],
                    "targets": sum(one.plan == plan.id for one in city.targets),
                    "source": self._source(city, plan.source, plan.locator),
                }
                for plan in city.plans
            ],
        }

    def search(self, words: str, plan: str, limit: int) -> dict[str, Any]:
        """Indicators whose name, printed names or definition hold all the words."""
        city = self.city()
        wanted = [fold(one) for one in words.split()]
        names: dict[str, set[str]] = {}
        plans: dict[str, set[str]] = {}
        for target in city.targets:
            names.setdefault(target.indicator, set()).add(target.name_printed)
            plans.setdefault(target.indicator, set()).add(target.plan)
        found = []
        for one in city.indicators:
            if plan and plan not in plans.get(one.id, ()):
                continue
            text = fold(
                " ".join((one.id, one.name, one.name_en, one.definition, *names.get(one.id, ())))
            )
            if all(word in text for word in wanted):
                found.append(one)
        limit = max(1, min(limit, MOST_ANSWERS))
        return {
            "found": len(found),
            "indicators": [
                {
                    "id": one.id,
                    "name": one.name,
                    "name_en": one.name_en,
                    "unit": one.unit,
                    "plans": sorted(plans.get(one.id, ())),
                }
                for one in found[:limit]
            ],
        }

    def indicator(self, wanted: str) -> dict[str, Any]:
        """One indicator: every figure with its period and source, and every target, judged."""
        city = self.city()
        one = {row.id: row for row in city.indicators}.get(wanted)
        if one is None:
            raise _unknown("指標", "indicator", wanted, [row.id for row in city.indicators])
        judge = Judge(city, self.day(city))
        judged = [judge.achievement(row) for row in city.targets if row.indicator == wanted]
        grades = rated(city, judged)
        return {
            "id": one.id,
            "name": one.name,
            "name_en": one.name_en,
            "unit": one.unit,
            "direction": one.direction.value,
            "definition": one.definition,
            "figures": [self._figure(city, point) for point in Series(city).points(one.id)],
            "targets": [
                {
                    **judgement_row(each, grades.get(each.target.id)),
                    "source": self._source(city, each.target.source, each.target.locator),
                }
                for each in judged
            ],
        }

    def explanation(self, wanted: str) -> dict[str, Any]:
        """How one listing of a target is judged: the sentence, the exact ratio, every input."""
        city = self.city()
        target = {row.id: row for row in city.targets}.get(wanted)
        if target is None:
            raise _unknown("目標", "target", wanted, [row.id for row in city.targets])
        judged = Judge(city, self.day(city)).achievement(target)
        grade = rated(city, [judged]).get(target.id)
        actual = judged.actual
        return {
            **judgement_row(judged, grade),
            "source": self._source(city, target.source, target.locator),
            "actual_source": (
                None if actual is None else self._source(city, actual.source, actual.locator)
            ),
        }

    def contradictions(self, level: str, limit: int) -> dict[str, Any]:
        """What the documents and figures contradict each other in, gravest first."""
        city = self.city()
        assert self._reading is not None
        found = [self._reading.located(one) for one in check(city, self.day(city))]
        if level:
            if level not in set(ProblemLevel):
                raise _unknown("段階", "level", level, [one.value for one in ProblemLevel])
            found = [one for one in found if one.level.value == level]
        order = list(ProblemLevel)
        found.sort(key=lambda one: order.index(one.level))
        limit = max(1, min(limit, MOST_ANSWERS))
        return {"found": len(found), "problems": [problem_row(one) for one in found[:limit]]}

    def _figure(self, city: City, point: Point) -> dict[str, Any]:
        return {
            "period": point.period.code,
            "value": figure_text(point.value) if point.value is not None else None,
            "text": point.text or None,
            "missing_reason": point.missing_reason.value if point.missing_reason else None,
            "unit": point.unit,
            "breakdown": point.breakdown or None,
            "origin": point.origin.value,
            "status": point.status.value,
            "row": point.row_id,
            "source": self._source(city, point.source, point.locator),
        }

    @staticmethod
    def _source(city: City, source: str | None, locator: str) -> dict[str, Any] | None:
        one = next((row for row in city.sources if row.id == source), None)
        if one is None:
            return None
        return {
            "id": one.id,
            "title": one.title,
            "title_en": one.title_en,
            "sha256": one.sha256 or None,
            "place": locator,
        }

    # --- documents ------------------------------------------------------------------------------

    def passages(self, query: str, limit: int) -> dict[str, Any]:
        """Places in the documents that hold every word, each cited by document, page and line."""
        if not self._documents:
            raise NoAnswerError(
                "文書が渡されていません。hoshin mcp に --documents を付けて始めてください。 / "
                "No documents were given. Start hoshin mcp with --documents."
            )
        if self._text is None:
            self._text = FullText(self._index)
            self._digests, unread = filled(self._text, self._documents, "ja")
            self._unread = [problem_row(one) for one in unread]
        limit = max(1, min(limit, MOST_ANSWERS))
        hits = self._text.find(query, within=self._digests, limit=limit)
        return {
            "documents": len(self._digests),
            "passages": [hit_data(one) for one in hits],
            "not_read": self._unread,
        }


def _unknown(ja: str, en: str, wanted: str, known: Sequence[str]) -> NoAnswerError:
    near = ", ".join(difflib.get_close_matches(wanted, known, n=3))
    return NoAnswerError(
        f"「{wanted}」という{ja}はありません。"
        + (f"近いもの: {near}。" if near else "")
        + f' / There is no {en} "{wanted}".'
        + (f" Near it: {near}." if near else "")
    )
