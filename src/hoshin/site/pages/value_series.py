"""A series of an indicator as a chart, with its legend and notes, and the table beside it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hoshin.charts.drawing import NARROW, WIDE, draw, symbol
from hoshin.charts.gathering import GatheredSeries, SeriesKey, SeriesValue, series_keys
from hoshin.charts.picture import svg_file
from hoshin.charts.series_chart import chart_of, legend_of, notes_of, series_names
from hoshin.charts.specification import MarkKind
from hoshin.domain.indicators import Indicator
from hoshin.domain.rows import Row
from hoshin.engine.exact import ratio_text
from hoshin.engine.series import Origin, Point
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import NOTHING, Frame, Label, Quantity
from hoshin.site.page_files import PageFile, people_csv, plain_number
from hoshin.site.pages.outlook import OutlookView, outlook
from hoshin.site.pages.parts import SourceNote, source_note


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A shape of the chart and what it stands for."""

    symbol: Markup
    word: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One row of the table: the same value as the mark on the chart with this id and kind."""

    row_id: str
    kind: str
    kind_word: str
    symbol: Markup
    period: str
    value: Quantity | None
    text: Label
    notes: tuple[str, ...]
    exact: str
    anchor: str
    source: SourceNote


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One series: its chart for wide and narrow pages, the legend, and the table.

    ``goals`` says what the numbers in circles on the chart stand for.
    """

    anchor: str
    heading: Label
    wide: Markup
    narrow: Markup
    legend: tuple[LegendItem, ...]
    goals: tuple[str, ...]
    rows: tuple[ValueRow, ...]
    notes: tuple[str, ...]
    outlook: OutlookView | None
    files: tuple[PageFile, ...]


def gathered_series(frame: Frame, indicator: Indicator) -> tuple[GatheredSeries, ...]:
    """Every series of an indicator, gathered in the language of a page."""
    city = frame.index.charted
    return tuple(
        GatheredSeries(city, frame.speech, indicator, key) for key in series_keys(city, indicator)
    )


def latest_point(index: CityIndex, indicator: Indicator) -> Point | None:
    """The latest value of the indicator's first series, whatever target it belongs to."""
    key = series_keys(index.charted, indicator)[0]
    points = index.charted.known_points(indicator.id, key.ref_area, key.breakdown)
    # Sorted in time; of several prints of the last period, an observation before a baseline.
    return max(
        (one for one in points if one.has_value),
        key=lambda one: (one.period.end, one.period.start, one.origin is Origin.OBSERVATION),
        default=None,
    )


def series_view(frame: Frame, gathered: GatheredSeries, position: int = 0) -> SeriesView:
    """The series as the page shows it; ``position`` counts the series of the page."""
    spec = chart_of(gathered)
    heading = _heading(frame, gathered.indicator, gathered.key)
    wide = "" if spec is None else draw(spec, WIDE, row_anchor)
    legend = () if spec is None else legend_of(gathered, spec)
    keys = tuple(LegendItem(Markup(symbol(one.symbol)), one.word) for one in legend)
    rows = tuple(_row(frame, one, _record(frame, gathered, one)) for one in gathered.rows)
    suffix = "" if position == 0 else f"-{position + 1}"
    return SeriesView(
        anchor=f"_values{suffix}",
        heading=heading,
        wide=Markup(wide),
        narrow=Markup("" if spec is None else draw(spec, NARROW, row_anchor)),
        legend=keys,
        goals=tuple(f"{one.badge} {one.caption}" for one in gathered.marks if one.badge),
        rows=rows,
        notes=notes_of(gathered, spec),
        outlook=outlook(frame, gathered, f"_outlook{suffix}"),
        files=_files(frame, gathered.indicator, heading, wide, keys, rows, suffix),
    )


def _heading(frame: Frame, indicator: Indicator, key: SeriesKey) -> Label:
    """The name of a series; empty for the whole city without breakdown."""
    names = [frame.label(*one) for one in series_names(frame.index.charted, indicator.id, key)]
    if not names:
        return NOTHING
    lang = next((one.lang for one in names if one.lang), "")
    return Label(frame.w("common.dot").join(one.text for one in names), lang)


def row_anchor(kind: str, row_id: str) -> str:
    """The place of a row of the table, to which its mark on the chart leads.

    A value that is missing stands in the table among the actual ones.
    """
    return f"_row.{MarkKind.ACTUAL if kind == 'gap' else kind}.{row_id}"


def _record(frame: Frame, gathered: GatheredSeries, value: SeriesValue) -> Row | None:
    """The record behind a row: baseline and goal stand in a target, the others for themselves."""
    index = frame.index
    if value.kind in (MarkKind.BASELINE, MarkKind.GOAL):
        return index.targets.get(value.row_id)
    if value.kind is MarkKind.MILESTONE:
        milestones = (
            row
            for target in gathered.targets
            for row in index.milestones_of_target.get(target.id, ())
        )
        return next((row for row in milestones if row.id == value.row_id), None)
    return index.observations.get(value.row_id)


def _row(frame: Frame, value: SeriesValue, record: Row | None) -> ValueRow:
    quantity, text = None, NOTHING
    if value.missing is not None:
        text = Label(frame.w(f"terms.missing.{value.missing.value}"))
    elif value.value is None:
        text = frame.label(*value.words)
    else:
        number = frame.speech.number(value.value, value.upper)
        quantity = Quantity(number, frame.unit(value.unit))
    return ValueRow(
        row_id=value.row_id,
        kind=value.kind.value,
        kind_word=f"{frame.w(f'terms.mark.{value.kind.value}')}{value.badge}",
        symbol=Markup(symbol(value.kind.value)),
        period=frame.period(value.period),
        value=quantity,
        text=text,
        notes=value.notes,
        exact="" if value.exact is None else ratio_text(value.exact),
        anchor=row_anchor(value.kind, value.row_id),
        source=source_note(frame, record),
    )


def _files(
    frame: Frame,
    indicator: Indicator,
    heading: Label,
    wide: str,
    legend: tuple[LegendItem, ...],
    rows: tuple[ValueRow, ...],
    suffix: str,
) -> tuple[PageFile, ...]:
    """The chart as a picture and its points as a table, for download."""
    if not wide:
        return ()
    w = frame.w
    name = frame.name(indicator).text
    title = w("common.with_note", text=name, note=heading.text) if heading else name
    note = w("indicator.file_note", city=frame.city.text)
    until = next((one.period for one in reversed(rows) if one.kind == MarkKind.ACTUAL), "")
    if until:
        note = w("indicator.file_note_until", note=note, period=until)
    keys = tuple((str(one.symbol), one.word) for one in legend)
    heads = [
        w(f"indicator.{one}") for one in ("col_period", "col_kind", "col_value", "unit", "col_note")
    ]
    heads.append(w("common.source"))
    cells = [
        (
            row.period,
            row.kind_word,
            row.text.text if row.value is None else plain_number(row.value.value),
            "" if row.value is None else row.value.unit.text,
            w("common.comma").join(row.notes),
            row.source.text,
        )
        for row in rows
    ]
    return (
        PageFile(f"chart{suffix}.svg", svg_file(wide, title, keys, note, frame.language.value)),
        PageFile(f"chart{suffix}.csv", people_csv(heads, cells)),
    )
