"""The verification report (検証報告書): overview, course of the indicators, findings, direction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hoshin import __version__
from hoshin.charts.gathering import GatheredSeries, SeriesKey
from hoshin.charts.judged_city import JudgedCity
from hoshin.charts.picture import PAPER_NARROW, paper_picture
from hoshin.charts.series_chart import chart_of, legend_of
from hoshin.charts.speech import Speech
from hoshin.charts.words import Language
from hoshin.domain.indicators import Target
from hoshin.reports.facts import CommentFacts, ElementFacts, PlanFacts, RowFacts
from hoshin.reports.form_refusals import no_plan_fits
from hoshin.reports.lookup import look_up
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.pdf.council_summary import signs
from hoshin.reports.pdf.typesetting import typeset
from hoshin.reports.problems import PaperRefusedError
from hoshin.reports.summary import State, comment_heading, element_title, shortened, summarise
from hoshin.reports.values import Value, YearCell
from hoshin.reports.wording import report_words

# Yearly columns that fit on a page beside names, goals and achievements.
_COLUMNS = 7


def verification_report(order: PaperOrder) -> bytes:
    """The report as a PDF, on the plan that the order names, else on the one with most findings.

    Raises PaperRefusedError when no plan has a target.
    """
    return typeset(
        "verification_report.typ",
        verification_data(order),
        order.language,
        order.as_of,
        order.progress,
    )


def verification_data(order: PaperOrder) -> dict[str, Any]:
    """What the report's template prints, all text finished."""
    return _Report(order, _chosen(order)).data()


def _chosen(order: PaperOrder) -> PlanFacts:
    """The plan in question: of those with targets the one with most findings, the latest first."""
    if order.plan is not None and order.plan.rows:
        return order.plan
    plans = [] if order.plan is not None else [one for one in order.facts.plans if one.rows]
    if not plans:
        title = tuple(report_words(one)("verification.title") for one in ("ja", "en"))
        raise PaperRefusedError(
            [no_plan_fits((title[0], title[1]), ("指標の目標", "targets of indicators"))]
        )
    return max(plans, key=lambda one: (len(one.comments), one.last_year or 0))


class _Report:
    """Gathers one plan's report: the overview, then each part of the plan."""

    def __init__(self, order: PaperOrder, plan: PlanFacts) -> None:
        self._order, self._plan = order, plan
        self._speech = Speech(Language(order.language))
        self.w = report_words(order.language)
        look = look_up(order.city, order.as_of, order.language)
        self._charted = JudgedCity(order.city, look.judged, order.as_of, look.series)
        self._judged = look.judged
        self._look = look
        self._rows = {row.id: row for row in plan.rows}
        self._evaluations = {row.id: row for row in order.city.evaluations}
        self._targets: dict[str, Target] = {row.id: row for row in order.city.targets}
        self._pictures: dict[tuple[str, SeriesKey], dict[str, str]] = {}

    def data(self) -> dict[str, Any]:
        w, order, plan = self.w, self._order, self._plan
        only = PaperOrder(
            city=order.city,
            as_of=order.as_of,
            problems=order.problems,
            facts=order.facts,
            language=order.language,
            plan=plan,
        )
        state = summarise(only).states[0]
        parts = [one for one in plan.parts if one.all_rows or one.all_comments]
        made = []
        for done, part in enumerate(parts, start=1):
            made.append(self._part(part))
            order.progress(w("papers.drawing"), done, len(parts))
        loose = [row for row in plan.rows if row.element == ""]
        in_parts = {one.id for part in parts for one in part.all_comments}
        general = [one for one in plan.comments if one.id not in in_parts]
        named = (
            "overview",
            "by_part",
            "by_grade",
            "notes",
            "indicators",
            "charts",
            "findings",
            "direction",
            "comments",
            "rating",
            "actual",
            "milestone",
            "general",
        )
        return {
            "title": w("verification.title"),
            "subtitle": plan.name,
            "city": order.facts.city,
            "as_of": w("papers.as_of", day=order.facts.as_of_text),
            "made_by": w("papers.made_by", version=__version__),
            "lead": w("verification.lead", plan=plan.name, day=order.facts.as_of_text),
            "period": w("verification.period", period=plan.period) if plan.period else "",
            "words": {
                **{one: w(f"verification.{one}") for one in named},
                **{
                    one: w(f"papers.{one}")
                    for one in (
                        "contents",
                        "number",
                        "indicator",
                        "baseline",
                        "goal",
                        "achievement",
                        "standing",
                        "grade",
                        "legend",
                    )
                },
            },
            "signs": signs(order.language),
            "sentence": state.sentence,
            "states": [_state(state), *(_state(one) for one in state.parts)],
            "grades": [[one.grade, one.label, one.number] for one in plan.grades],
            "notes": [[one.citation, one.text] for one in plan.notes],
            "parts": [*made, *([self._loose(loose)] if loose else [])],
            "general": [self._comment(one) for one in general],
        }

    def _part(self, part: ElementFacts) -> dict[str, Any]:
        """One part of the plan: its rows, charts and findings, with those below it."""
        return {
            "title": element_title(self._look, part.number, part.name),
            "section": part.section or part.bureau,
            "tables": self._tables(part.all_rows),
            "pictures": self._pictures_of(part.all_rows),
            "comments": [self._comment(one) for one in part.all_comments],
        }

    def _loose(self, rows: Sequence[RowFacts]) -> dict[str, Any]:
        """Rows that the plan lists outside its tree."""
        return {
            "title": self._plan.name,
            "section": "",
            "tables": self._tables(rows),
            "pictures": self._pictures_of(rows),
            "comments": [],
        }

    def _tables(self, rows: Sequence[RowFacts]) -> list[dict[str, Any]]:
        """The rows with their yearly columns, in as many tables as the columns need."""
        heads = [
            one.heading
            for n, one in enumerate(rows[0].years if rows else ())
            if any(_is_filled(row.years[n]) for row in rows)
        ]
        starts = range(0, len(heads), _COLUMNS) if heads else range(1)
        return [
            {
                "heads": heads[start : start + _COLUMNS],
                "rows": [self._row(row, heads[start : start + _COLUMNS]) for row in rows],
            }
            for start in starts
        ]

    def _row(self, row: RowFacts, heads: Sequence[str]) -> dict[str, Any]:
        cells = {one.heading: one for one in row.years}
        standing = self._judged[row.id].standing
        shown = [cells.get(one, YearCell()) for one in heads]
        return {
            "number": row.number,
            "name": row.name,
            "note": self.w("verification.restated") if row.restated else "",
            "unit": f" ({row.unit}) " if self._order.language == "en" else f"（{row.unit}）",
            "baseline": [_figure(row.baseline, row.unit), row.baseline.period],
            "goal": [_figure(row.goal, row.unit), row.goal.period],
            "actual": [_figure(one.actual, row.unit) for one in shown],
            "milestone": [_figure(one.goal, row.unit) for one in shown],
            "achievement": row.achievement,
            "grade": row.grade,
            "standing": standing.value,
            "word": self.w(f"papers.standing_of.{standing.value}"),
            "sentence": row.sentence,
        }

    def _pictures_of(self, rows: Sequence[RowFacts]) -> list[dict[str, str]]:
        """A chart of each series that the rows measure, each once in the report."""
        found = []
        for row in rows:
            target = self._targets[row.id]
            key = SeriesKey(target.ref_area, target.breakdown)
            if (row.indicator, key) in self._pictures:
                continue
            indicator = self._judged[row.id].indicator
            gathered = GatheredSeries(self._charted, self._speech, indicator, key)
            spec = chart_of(gathered, table_below=False)
            made = {"name": "", "picture": "", "alt": ""}
            if spec is not None:
                made = {
                    "name": row.name,
                    "picture": paper_picture(spec, legend_of(gathered, spec), PAPER_NARROW),
                    "alt": spec.description,
                }
                found.append(made)
            self._pictures[row.indicator, key] = made
        return found

    def _comment(self, comment: CommentFacts) -> dict[str, str]:
        evaluation = self._evaluations[comment.id]
        return {
            "heading": comment_heading(self._look, self._rows, evaluation, comment),
            "citation": comment.citation,
            "findings": comment.findings,
            "direction": comment.direction,
            "rating": comment.rating,
            "author": comment.author,
            "year": comment.year,
        }


def _is_filled(cell: YearCell) -> bool:
    return bool(cell.actual.text or cell.goal.text)


def _figure(value: Value, own_unit: str) -> str:
    """A value in a cell: its figure, with the unit only where it is not that of the row."""
    if not value.figure:
        return value.text
    return value.figure if value.unit in ("", own_unit) else f"{value.figure} {value.unit}"


def _state(state: State) -> dict[str, Any]:
    return {
        "name": shortened(state.name),
        "total": state.total,
        "counts": [[standing.value, number] for standing, number in state.counts],
    }
