"""The page of a document: everything that was taken from it, in the order of its places.

This is where the way back from a chart ends: chart, row of the table, place in the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from hoshin.domain.indicators import Milestone, Observation, Target
from hoshin.domain.programs import Appropriation
from hoshin.domain.registers import ContextFigure
from hoshin.domain.rows import Row
from hoshin.domain.sources import PublishedFigure, Source
from hoshin.site.citations import PER_PAGE, Citation
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link, Quantity
from hoshin.site.page_files import PageFile, people_csv, plain_number
from hoshin.site.pages import parts
from hoshin.site.pages.context import figure_value
from hoshin.site.pages.list_data import source_data
from hoshin.site.pages.page import Page, distinct
from hoshin.site.pages.page_data import Offered, Offering, offered
from hoshin.site.pages.parts import Fact
from hoshin.site.pages.portions import Pager, Portion, cut, pager_over
from hoshin.site.pages.subjects import subject
from hoshin.site.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedFigure:
    """One figure of a record: what it is, the value, its period, and how it was printed."""

    kind: str
    value: Quantity | Label
    period: str
    printed: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedRow:
    """A record taken from the document: the place, what it is about, its figures."""

    anchor: str
    is_figure: bool
    locator: str
    what: str
    link: Link
    figures: tuple[CitedFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView(Offering):
    """Everything that one page of a document shows."""

    head: Head
    facts: tuple[Fact, ...]
    file_name: str
    sha256: str
    count: str
    rows: tuple[CitedRow, ...]
    has_others: bool
    pager: Pager | None
    offered: Offered


def pages(index: CityIndex, places: Places) -> Iterator[Page]:
    """The pages of each document; more than one where very much was taken from it."""
    titles = {
        language: distinct(
            (one.id, one.title if language == "ja" else one.title_en or one.title)
            for one in index.city.sources
        )
        for language in ("ja", "en")
    }
    for source in index.sources.values():
        own = {language: its[source.id] for language, its in titles.items()}
        for portion, cited in cut(places.citations.of_source(source.id), PER_PAGE):
            yield Page(
                places.source_page(source.id, portion.position),
                "source.html",
                partial(_view, source, own, tuple(cited), portion),
            )


def _view(
    source: Source,
    titles: dict[str, str],
    cited: tuple[Citation, ...],
    portion: Portion,
    frame: Frame,
) -> SourceView:
    w = frame.w
    figures, others = frame.places.citations.count(source.id)
    number = w("common.document_number", n=frame.index.source_number[source.id])
    rows = tuple(_row(frame, one) for one in cited)
    title = portion.title(frame, w("source.title", name=titles[frame.language.value]))
    return SourceView(
        head=Head(
            title=title,
            heading=frame.label(source.title, source.title_en),
            section="downloads",
            crumbs=frame.crumbs(frame.section_crumb("downloads")),
            eyebrow=Label(number),
            original=NOTHING if frame.is_ja or not source.title_en else Label(source.title, "ja"),
            lead=w("source.lead"),
        ),
        facts=_facts(frame, source),
        file_name=source.file_name,
        sha256=source.sha256,
        count=w("source.count", figures=f"{figures:,}", others=f"{others:,}"),
        rows=rows,
        has_others=0 < sum(one.is_figure for one in cited) < len(cited),
        pager=pager_over(frame, portion, partial(frame.places.source_page, source.id)),
        offered=offered(
            frame,
            _table(frame, cited, rows),
            source_data(source, cited) if cited else None,
            stem=f"{source.id}-{portion.position + 1}",
        ),
    )


def _table(
    frame: Frame, cited: Iterable[Citation], rows: Iterable[CitedRow]
) -> tuple[PageFile, ...]:
    """What a page of the document shows, a row for each figure; no file where there is nothing."""
    w = frame.w
    cells = [
        (row.locator, row.link.label.text, row.what, *figure, one.row.id)
        for one, row in zip(cited, rows, strict=True)
        for figure in (map(_cells, row.figures) if row.figures else (("",) * 5,))
    ]
    if not cells:
        return ()
    heads = (
        w("source.col_place"),
        w("records.name"),
        w("source.col_what"),
        w("records.kind"),
        w("source.col_value"),
        w("indicator.unit"),
        w("indicator.col_period"),
        w("source.col_printed"),
        w("figures.id"),
    )
    return (PageFile("taken.csv", people_csv(heads, cells)),)


def _cells(one: CitedFigure) -> tuple[str, ...]:
    if isinstance(one.value, Quantity):
        value, unit = plain_number(one.value.value), one.value.unit.text
    else:
        value, unit = one.value.text, ""
    return one.kind, value, unit, one.period, one.printed.text


def _facts(frame: Frame, source: Source) -> tuple[Fact, ...]:
    w = frame.w
    found = (
        (w("source.publisher"), frame.publisher(source)),
        (w("source.published"), frame.printed(source.published_printed)),
    )
    return tuple(Fact(name, value) for name, value in found if value)


def _row(frame: Frame, cited: Citation) -> CitedRow:
    row = cited.row
    return CitedRow(
        anchor=cited.anchor,
        is_figure=cited.is_figure,
        locator=parts.locator_in_words(frame, row.locator),
        what=frame.w(f"source.kind.{cited.table}"),
        link=Link(subject(frame, row), frame.href_of(cited.table, row.id)),
        figures=_figures(frame, row),
    )


def _figures(frame: Frame, row: Row) -> tuple[CitedFigure, ...]:
    match row:
        case Target():
            return _of_target(frame, row)
        case Observation():
            return (_of_observation(frame, row),)
        case Milestone():
            target = frame.index.targets.get(row.target)
            value = frame.quantity(row.value, "" if target is None else target.unit)
            period = frame.period(row.period)
            return (_figure(frame, "milestone", value, period, row.value_printed),)
        case Appropriation():
            stage = frame.w(f"terms.stage.{row.stage.value}")
            amount = Label(frame.money(row.amount_yen).readable)
            printed = f"{row.amount_printed}{row.unit_printed}" if row.amount_printed else ""
            period = frame.period(row.fiscal_year)
            return (
                CitedFigure(
                    kind=stage, value=amount, period=period, printed=frame.japanese(printed)
                ),
            )
        case ContextFigure():
            period = "" if row.period is None else frame.period(row.period)
            return (_figure(frame, "", figure_value(frame, row), period, row.value_printed),)
        case PublishedFigure():
            if row.value is None:
                return (_figure(frame, "", frame.japanese(row.text), "", row.value_printed),)
            value = frame.quantity(row.value, row.unit)
            return (_figure(frame, "", value, "", row.value_printed),)
    return ()


def _figure(
    frame: Frame, mark: str, value: Quantity | Label, period: str, printed: str
) -> CitedFigure:
    """A figure; its print is shown where it differs from how the page writes the value."""
    kind = frame.w(f"terms.mark.{mark}") if mark else ""
    same = printed in ("", value.text, value.value if isinstance(value, Quantity) else "")
    return CitedFigure(
        kind=kind,
        value=value,
        period=period,
        printed=NOTHING if same else frame.japanese(printed),
    )


def _of_target(frame: Frame, target: Target) -> tuple[CitedFigure, ...]:
    found = []
    if target.baseline_value is not None:
        value = frame.quantity(target.baseline_value, target.unit)
        period = frame.period(target.baseline_period)
        found.append(_figure(frame, "baseline", value, period, target.baseline_printed))
    quantity, words = parts.goal_value(frame, target)
    period = frame.period(target.goal_period)
    found.append(_figure(frame, "goal", quantity or words, period, target.goal_printed))
    return tuple(found)


def _of_observation(frame: Frame, row: Observation) -> CitedFigure:
    value: Quantity | Label
    if row.missing_reason is not None:
        value = Label(frame.w(f"terms.missing.{row.missing_reason.value}"))
    elif row.obs_value is None:
        value = frame.label(row.value_text, row.value_text_en)
    else:
        value = frame.quantity(row.obs_value, row.unit_measure)
    return _figure(frame, "actual", value, frame.period(row.time_period), row.value_printed)
