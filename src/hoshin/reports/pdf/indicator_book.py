"""The indicator book (指標集): every indicator with its chart, values, goals and sources."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from hoshin import __version__
from hoshin.charts.drawing import text_width
from hoshin.charts.gathering import SOFT_STATUS, GatheredSeries, SeriesValue, series_keys
from hoshin.charts.judged_city import JudgedCity
from hoshin.charts.picture import paper_picture
from hoshin.charts.series_chart import chart_of, legend_of, notes_of, series_names
from hoshin.charts.specification import ChartSpec, MarkKind
from hoshin.charts.speech import Speech
from hoshin.charts.words import Language
from hoshin.domain.indicators import Indicator
from hoshin.domain.sources import Source
from hoshin.domain.units import read_unit
from hoshin.engine.achievement import Achievement
from hoshin.engine.standing import Standing
from hoshin.reports.facts import RowFacts
from hoshin.reports.lookup import Lookup, look_up
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.pdf.typesetting import typeset
from hoshin.reports.values import Value
from hoshin.reports.wording import report_words

# The tables by year: their width beside the first column, and the room between cells, in mm.
_TABLE_WIDTH, _BETWEEN = 140, 3
_MOST_COLUMNS = 8
_MM_PER_POINT = 0.353
# About how many letters fill half a page beside a chart; longer entries may break.
_HALF_PAGE = 900


def indicator_book(order: PaperOrder) -> bytes:
    """The book as a PDF; a plan named in the order keeps to the indicators of that plan."""
    data = book_data(order)
    return typeset("indicator_book.typ", data, order.language, order.as_of, order.progress)


def book_data(order: PaperOrder) -> dict[str, Any]:
    """What the book's template prints, all text finished."""
    return _Book(order).data()


class _Book:
    """Gathers the book: chapters of plans, entries of indicators, and the index."""

    def __init__(self, order: PaperOrder) -> None:
        self._order = order
        self._look: Lookup = look_up(order.city, order.as_of, order.language)
        self._speech = Speech(Language(order.language))
        self.w = report_words(order.language)
        self._charted = JudgedCity(
            order.city, self._look.judged, order.as_of, self._look.series, order.forecasts
        )
        self._rows: dict[str, RowFacts] = {
            row.id: row for plan in order.facts.plans for row in plan.rows
        }
        self._plan_names = {plan.id: plan.name for plan in order.facts.plans}
        self._sources: dict[str, Source] = {row.id: row for row in order.city.sources}

    def data(self) -> dict[str, Any]:
        w, order = self.w, self._order
        chapters = self._chapters()
        shown = [one for _, indicators in chapters for one in indicators]
        made: dict[str, dict[str, Any]] = {}
        for done, one in enumerate(shown, start=1):
            made[one.id] = self._entry(one, f"i{done}")
            order.progress(w("papers.drawing"), done, len(shown))
        values = sum(
            1 for row in order.city.observations if row.indicator in made and row.obs_value
        )
        goals = sum(len(self._charted.targets_of_indicator.get(one, ())) for one in made)
        return {
            "title": w("book.title"),
            "city": order.facts.city,
            "as_of": w("papers.as_of", day=order.facts.as_of_text),
            "made_by": w("papers.made_by", version=__version__),
            "lead": w("book.lead"),
            "counts": [
                w.count("book.n_indicators", len(made)),
                w.count("book.n_targets", goals),
                w.count("book.n_values", values),
            ],
            "words": {
                **{
                    one: w(f"book.{one}")
                    for one in (
                        "how_to_read",
                        "how_chart",
                        "how_target",
                        "how_missing",
                        "how_soft",
                        "index",
                        "definition",
                        "goals_heading",
                        "values_heading",
                        "year",
                        "no_chart",
                        "remark",
                    )
                },
                **{
                    one: w(f"papers.{one}")
                    for one in (
                        "contents",
                        "sources",
                        "plan",
                        "baseline",
                        "goal",
                        "latest",
                        "achievement",
                        "standing",
                        "legend",
                    )
                },
            },
            "signs": [[one.value, w(f"papers.standing_of.{one.value}")] for one in Standing],
            "chapters": [
                {"title": title, "entries": [made[one.id] for one in indicators]}
                for title, indicators in chapters
            ],
            "index": self._index(shown, made),
        }

    # --- order ---

    def _chapters(self) -> list[tuple[str, list[Indicator]]]:
        """Plans in the folder's order, each with the indicators that no earlier one listed."""
        by_id = {row.id: row for row in self._order.city.indicators}
        placed: set[str] = set()
        chapters = []
        chosen = self._order.plan
        for plan in self._order.facts.plans if chosen is None else (chosen,):
            own = []
            for row in plan.rows:
                if row.indicator not in placed:
                    placed.add(row.indicator)
                    own.append(by_id[row.indicator])
            if own:
                chapters.append((plan.name, own))
        rest = [row for row in by_id.values() if row.id not in placed]
        if rest and chosen is None:
            chapters.append((self.w("book.no_target_chapter"), rest))
        return chapters

    def _index(
        self, shown: Sequence[Indicator], made: Mapping[str, Mapping[str, Any]]
    ) -> list[dict[str, Any]]:
        """The indicators of each organisation, in the order of its table."""
        owners: dict[str, list[str]] = defaultdict(list)
        for one in shown:
            owners[self._owner(one)].append(one.id)
        order = {row.id: n for n, row in enumerate(self._order.city.organisations)}
        names = {
            owner: self._look.tongue.name(self._look.organisations.get(owner))
            or self.w("book.index_no_owner")
            for owner in owners
        }
        return [
            {
                "name": names[owner],
                "entries": [[made[one]["anchor"], made[one]["name"]] for one in owners[owner]],
            }
            for owner in sorted(owners, key=lambda one: order.get(one, len(order)))
        ]

    def _owner(self, indicator: Indicator) -> str:
        """Who answers for an indicator: its own section, else that of an element that lists it."""
        if indicator.organisation in self._look.organisations:
            return indicator.organisation or ""
        for target in self._charted.targets_of_indicator.get(indicator.id, ()):
            element = self._look.elements.get(target.element or "")
            if element is not None and element.organisation in self._look.organisations:
                return element.organisation or ""
        return ""

    # --- one entry ---

    def _entry(self, indicator: Indicator, anchor: str) -> dict[str, Any]:
        w, tongue = self.w, self._look.tongue
        targets = self._charted.targets_of_indicator.get(indicator.id, ())
        series = [
            GatheredSeries(self._charted, self._speech, indicator, key)
            for key in series_keys(self._charted, indicator)
        ]
        badges = {row: badge for one in series for row, badge in one.badges.items()}
        definition = tongue.pick(indicator.definition, indicator.definition_en)
        goals = self._goals(
            [(self._look.judged[one.id], badges.get(one.id, "")) for one in targets]
        )
        owner = self._owner(indicator)
        latest = next((one for one in reversed(series[0].rows) if self._is_result(one)), None)
        shown = [self._series(one) for one in series]
        letters = len(definition) + sum(len(one["sentence"]) for one in goals)
        letters += sum(len(text) for one in shown for _, text in one["remarks"])
        return {
            "anchor": anchor,
            "name": tongue.name(indicator),
            "latest": "" if latest is None else self._value(latest),
            "latest_period": "" if latest is None else self._speech.period(latest.period),
            "no_value": w("book.no_value"),
            "facts": [
                [w("book.unit"), tongue.unit(indicator.unit)],
                [
                    w("book.direction"),
                    self.w(f"papers.direction_of.{indicator.direction.value}"),
                ],
                [
                    w("book.owner"),
                    tongue.name(self._look.organisations.get(owner)) or w("papers.not_printed"),
                ],
            ],
            "definition": definition,
            "goals": goals,
            "series": shown,
            "sources": self._sources_of(indicator),
            "long": len(series) > 1 or letters > _HALF_PAGE or len(goals) > 4,
        }

    def _is_result(self, value: SeriesValue) -> bool:
        return value.kind is MarkKind.ACTUAL and value.value is not None

    def _goals(self, judged: Sequence[tuple[Achievement, str]]) -> list[dict[str, Any]]:
        """The goals of all plans; listings that say the same stand in one line."""
        lines: dict[str, tuple[dict[str, Any], list[str]]] = {}
        for one, badge in judged:
            row = self._rows[one.target.id]
            said = self._goal(one, badge)
            number = f"No.{row.number}" if row.number else ""
            restated = self.w("book.restated") if row.restated else ""
            _, numbers = lines.setdefault(json.dumps(said), (said, []))
            numbers.append(f"{number} {restated}".strip())
        comma = self.w("common.comma")
        return [
            {**said, "numbers": comma.join(one for one in numbers if one)}
            for said, numbers in lines.values()
        ]

    def _goal(self, judged: Achievement, badge: str) -> dict[str, Any]:
        row, target = self._rows[judged.target.id], judged.target
        area = self._look.tongue.name(self._look.organisations.get(target.ref_area or ""))
        breakdown = self._speech.label(target.breakdown, target.breakdown_en)
        return {
            "plan": self._plan_names.get(target.plan, ""),
            "apart": " ".join(one for one in (area, breakdown) if one),
            "badge": badge,
            "baseline": _in_two(row.baseline),
            "goal": _in_two(row.goal),
            "latest": _in_two(row.latest),
            "achievement": row.achievement,
            "standing": judged.standing.value,
            "word": self.w(f"papers.standing_of.{judged.standing.value}"),
            "sentence": row.sentence,
        }

    def _series(self, gathered: GatheredSeries) -> dict[str, Any]:
        spec = chart_of(gathered)
        names = series_names(self._charted, gathered.indicator.id, gathered.key)
        return {
            "name": self.w("common.dot").join(self._speech.label(*one) for one in names),
            "picture": "" if spec is None else paper_picture(spec, legend_of(gathered, spec)),
            "alt": "" if spec is None else spec.description,
            "notes": [*notes_of(gathered, spec), *_about_the_estimate(spec)],
            "tables": self._tables(gathered),
            "remarks": self._remarks(gathered),
        }

    def _remarks(self, gathered: GatheredSeries) -> list[list[str]]:
        """What is said of the latest result of a series, with its period; none where nothing is."""
        results = [one for one in gathered.rows if one.kind is MarkKind.ACTUAL]
        row = self._look.observations.get(results[-1].row_id) if results else None
        said = "" if row is None else self._look.tongue.pick(row.note, row.note_en)
        return [] if row is None or not said else [[self._speech.period(row.time_period), said]]

    def _tables(self, gathered: GatheredSeries) -> list[dict[str, Any]]:
        """Values by year, in tables as wide as a page: results above, milestones below."""
        periods: dict[str, dict[MarkKind, str]] = {}
        for row in gathered.rows:
            if row.period is None or row.kind in (MarkKind.GOAL, MarkKind.SUPERSEDED):
                continue
            kind = MarkKind.MILESTONE if row.kind is MarkKind.MILESTONE else MarkKind.ACTUAL
            cells = periods.setdefault(self._speech.period(row.period), {})
            if kind not in cells or row.kind is MarkKind.ACTUAL:
                cells[kind] = self._value(row, gathered.indicator.unit)
        heads = list(periods)
        columns = _columns_for(
            [*heads, *(said for one in periods.values() for said in one.values())]
        )
        unit = self._look.tongue.unit(gathered.indicator.unit)
        heads_of_rows = {
            kind: self.w("common.with_note", text=self.w(f"book.{kind.value}"), note=unit)
            for kind in (MarkKind.ACTUAL, MarkKind.MILESTONE)
        }
        tables = []
        for start in range(0, len(heads), columns):
            some = heads[start : start + columns]
            rows = [
                [heads_of_rows[kind], *(periods[one].get(kind, "") for one in some)]
                for kind in (MarkKind.ACTUAL, MarkKind.MILESTONE)
                if any(kind in periods[one] for one in some)
            ]
            tables.append({"heads": some, "rows": rows, "width": _TABLE_WIDTH / columns})
        return tables

    def _value(self, row: SeriesValue, own_unit: str = "") -> str:
        """A value as a cell has it: a number, words, or the reason why there is none.

        The number has its unit beside it unless that is ``own_unit``.
        """
        if row.missing is not None:
            return self.w(f"terms.missing.{row.missing.value}")
        if row.value is None:
            return self._speech.label(*row.words)
        said = (
            self._speech.number(row.value, row.upper)
            if own_unit and read_unit(row.unit) == read_unit(own_unit)
            else self._speech.quantity(row.value, row.unit, row.upper)
        )
        observation = self._look.observations.get(row.row_id)
        soft = observation is not None and observation.obs_status in SOFT_STATUS
        return f"{said}{self.w('book.soft')}" if soft else said

    def _sources_of(self, indicator: Indicator) -> list[str]:
        """The documents behind an entry, each once, with the places in it."""
        places: dict[str, list[str]] = defaultdict(list)
        rows: list[Any] = [
            *(one for one in self._charted.series.points(indicator.id)),
            *self._charted.targets_of_indicator.get(indicator.id, ()),
        ]
        for row in rows:
            if row.source in self._sources and row.locator not in places[row.source]:
                places[row.source].append(row.locator)
        tongue = self._look.tongue
        return [
            tongue.pick(self._sources[one].title, self._sources[one].title_en) for one in places
        ]


def _about_the_estimate(spec: ChartSpec | None) -> list[str]:
    """What the band of a chart is and is not, where it has one."""
    return [] if spec is None or spec.band is None else [spec.band.caption]


def _in_two(value: Value) -> list[str]:
    """A value as two lines: its period, and what it is; the second alone where there is none."""
    if value.period and value.text.startswith(value.period):
        return [value.period, value.text.removeprefix(value.period).strip()]
    return ["", value.text]


def _columns_for(cells: Sequence[str]) -> int:
    """How many columns a table has room for, so that no number needs two lines; words may."""
    numbers = [one for one in cells if any(letter.isdigit() for letter in one)]
    widest = max((text_width(one, 8) * _MM_PER_POINT for one in numbers), default=0) + _BETWEEN
    return max(1, min(_MOST_COLUMNS, int(_TABLE_WIDTH / widest)))
