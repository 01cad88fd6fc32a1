"""The plans in やさしい日本語: each goal in a few short sentences, readings above their kanji.

The sentences are those of the public site, and so are the readings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from hoshin import __version__
from hoshin.charts.readings import Run, filled, runs_of, unit_reading, with_times_read
from hoshin.domain.indicators import Comparison
from hoshin.engine.achievement import Achievement
from hoshin.engine.explain import figure_text
from hoshin.reports.facts import PlanFacts, RowFacts
from hoshin.reports.form_refusals import no_plan_fits
from hoshin.reports.lookup import Lookup, look_up
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.pdf.council_summary import signs
from hoshin.reports.pdf.typesetting import typeset
from hoshin.reports.problems import PaperRefusedError
from hoshin.reports.values import Value
from hoshin.reports.wording import report_words

_SIDES = {Comparison.AT_LEAST: "goal_at_least", Comparison.AT_MOST: "goal_at_most"}
Marked = Iterable[Run]


def plain_summary(order: PaperOrder) -> bytes:
    """The booklet as a PDF; a plan named in the order keeps to that plan.

    Raises PaperRefusedError when no plan has a target.
    """
    data = plain_data(order)
    if not data["chapters"]:
        w = report_words
        title = (w("ja")("plain_summary.title"), w("en")("plain_summary.title"))
        raise PaperRefusedError((no_plan_fits(title, ("指標の目標", "targets of indicators")),))
    return typeset("plain_summary.typ", data, order.language, order.as_of, order.progress)


def plain_data(order: PaperOrder) -> dict[str, Any]:
    """What the booklet's template prints, as stretches of text with their readings."""
    return _Booklet(order).data()


class _Booklet:
    """Gathers the booklet: chapters of plans, an entry for each goal that is not a repeat."""

    def __init__(self, order: PaperOrder) -> None:
        self._order = order
        self._w = report_words(order.language)
        self._look: Lookup = look_up(order.city, order.as_of, order.language)

    def data(self) -> dict[str, Any]:
        """All that is printed."""
        facts, w = self._order.facts, self._w
        plans = facts.plans if self._order.plan is None else (self._order.plan,)
        return {
            "title": w("plain_summary.title"),
            "city": facts.city,
            "as_of": w("papers.as_of", day=facts.as_of_text),
            "made_by": w("papers.made_by", version=__version__),
            "words": {},
            "signs": signs(self._order.language),
            "title_read": _pairs(self._said("plain_summary.title_read")),
            "lead": _pairs(self._said("plain_summary.lead")),
            "known": _pairs(
                self._said("plain_summary.as_of", day=self._time(facts.as_of_text)),
            ),
            "chapters": [self._chapter(one) for one in plans if one.rows],
        }

    def _chapter(self, plan: PlanFacts) -> dict[str, Any]:
        rows: dict[tuple[str, str], RowFacts] = {}
        for row in plan.rows:
            if not row.restated:
                rows.setdefault((row.indicator, row.name), row)
        return {
            "title": plan.name,
            "entries": [self._entry(one, self._look.judged[one.id]) for one in rows.values()],
        }

    def _entry(self, row: RowFacts, judged: Achievement) -> dict[str, Any]:
        said = [
            self._said("plain.about", name=(Run(row.name),)),
            self._said(f"plain.direction.{judged.indicator.direction.value}")
            if judged.target.goal_value is not None
            else (),
            self._latest(row.latest),
            self._goal(row, judged),
            self._said(f"plain.standing.{judged.standing.value}"),
        ]
        return {
            "name": row.name,
            "standing": judged.standing.value,
            "word": self._w(f"papers.standing_of.{judged.standing.value}"),
            "sentences": [_pairs(one) for one in said if one],
        }

    def _latest(self, latest: Value) -> Marked:
        if not latest.figure:
            return self._said("plain.no_value")
        period, value = self._time(latest.period), self._value(latest)
        return self._said("plain.latest", period=period, value=value)

    def _goal(self, row: RowFacts, judged: Achievement) -> Marked:
        target, goal = judged.target, row.goal
        if target.comparison in _SIDES and goal.number is not None:
            # Which side of it is wanted is said by the sentence.
            goal = replace(goal, figure=figure_text(goal.number))
        value = self._value(goal)
        if target.goal_period is None:
            return self._said("plain.goal_no_period", value=value)
        side = _SIDES.get(target.comparison, "goal")
        is_over = target.goal_period.end < self._order.as_of
        key = f"plain.past.{side}" if is_over else f"plain.{side}"
        return self._said(key, period=self._time(row.goal.period), value=value)

    def _said(self, key: str, **values: Marked) -> Marked:
        return filled(self._w(key), values)

    def _time(self, period: str) -> Marked:
        """A period with its readings; where a year's kind is not known it is a year."""
        if self._order.language != "ja":
            return (Run(period),)
        return runs_of(with_times_read(period.replace("(度)", "")))

    def _value(self, value: Value) -> Marked:
        """A figure with its unit and the unit's reading."""
        if not value.figure:
            return (Run(value.text),)
        reading = unit_reading(value.unit) if self._order.language == "ja" else ""
        if reading:
            return (Run(value.figure), Run(value.unit, reading))
        between = "" if self._order.language == "ja" or value.unit == "%" else " "
        return (Run(f"{value.figure}{between}{value.unit}".strip()),)


def _pairs(runs: Marked) -> list[list[str]]:
    """Stretches as the template takes them: text and reading."""
    return [[one.text, one.reading] for one in runs]
