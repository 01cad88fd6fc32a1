"""The list of all indicators: the course of each in small, its latest value, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from hoshin.charts.gathering import SOFT_STATUS
from hoshin.domain.indicators import Indicator
from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link
from hoshin.site.page_files import PageFile, people_csv, plain_number
from hoshin.site.pages import parts
from hoshin.site.pages.doubts import doubt
from hoshin.site.pages.list_data import indicators_data
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, offered
from hoshin.site.pages.parts import Sign, Tally, When
from hoshin.site.pages.portions import Pager, Portion, cut, pager, portion_address
from hoshin.site.pages.value_series import gathered_series, latest_point
from hoshin.site.sparklines import sparkline

PER_PAGE = 100
_MOST_YEARS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """An indicator in the list of all: its course in small, its latest value, its standings."""

    link: Link
    spark: Markup
    latest: When | None
    sign: Sign | None
    figure: str
    doubt: Link | None
    plan: Link | None
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorListView(Offering):
    """Indicators in the order of their table; the first page counts all of them.

    ``tally`` is how they stand, ``freshness`` of which years their latest values are.
    """

    head: Head
    tally: Tally | None
    freshness: str
    method: Link
    lines: tuple[IndicatorLine, ...]
    pager: Pager | None
    offered: Offered


def pages(index: CityIndex) -> Iterator[Page]:
    """The pages that list every indicator."""
    for portion, ids in cut(tuple(index.indicators), PER_PAGE):
        address = portion_address(addresses.INDICATORS, portion.position)
        make = partial(_list_view, ids, portion, len(index.indicators))
        yield Page(address, "indicators.html", make)


def _list_view(
    ids: Sequence[str], portion: Portion, how_many: int, frame: Frame
) -> IndicatorListView:
    index = frame.index
    lines = []
    for indicator in (index.indicators[one] for one in ids):
        targets = index.targets_of_indicator.get(indicator.id, ())
        shown = parts.main_target(frame, targets)
        judged = None if shown is None else index.judged[shown.id]
        others = len(parts.own_targets(frame, targets)) - 1
        lines.append(
            IndicatorLine(
                link=Link(frame.name(indicator), frame.href_of("indicators", indicator.id)),
                spark=frame.once(("spark", indicator.id), partial(_spark, frame, indicator)),
                latest=latest_value(frame, indicator),
                sign=None if judged is None else parts.sign(frame, judged.standing),
                figure="" if judged is None else parts.plainly(frame, judged),
                doubt=doubt(frame, (indicator.id, *(one.id for one in targets))),
                plan=None if shown is None else frame.link("plans", shown.plan),
                others=frame.w.count("indicator.other_targets", others) if others > 0 else "",
            )
        )
    heading = Label(frame.w("pages.indicators.title"))
    return IndicatorListView(
        head=Head(
            title=portion.title(frame, heading.text),
            heading=heading,
            section="indicators",
            crumbs=frame.crumbs(),
            lead=frame.w.count("pages.indicators.lead", how_many),
        ),
        tally=None if portion.position else parts.tally(frame, index.targets.values()),
        freshness="" if portion.position else _freshness(frame),
        method=Link(Label(frame.w("common.method_link")), frame.href(addresses.METHOD)),
        lines=tuple(lines),
        pager=pager(frame, portion, addresses.INDICATORS),
        offered=offered(
            frame,
            _table(frame, ids, lines),
            indicators_data(frame, ids) if lines else None,
            stem=f"indicators-{portion.position + 1}",
        ),
    )


def _spark(frame: Frame, indicator: Indicator) -> Markup:
    return Markup(sparkline(gathered_series(frame, indicator)[0].marks))


def _table(
    frame: Frame, ids: Sequence[str], lines: Sequence[IndicatorLine]
) -> tuple[PageFile, ...]:
    """The list of a page as a table; no file where it is empty."""
    if not lines:
        return ()
    w = frame.w
    heads = (
        w("indicator.eyebrow"),
        w("indicator.latest"),
        w("indicator.unit"),
        w("indicator.col_period"),
        w("indicator.head_standing"),
        w("readings.figure"),
        w("records.plan"),
        w("figures.id"),
    )
    rows = (
        (
            line.link.label.text,
            *_latest_cells(line.latest),
            "" if line.sign is None else line.sign.word,
            line.figure,
            "" if line.plan is None else line.plan.label.text,
            row_id,
        )
        for row_id, line in zip(ids, lines, strict=True)
    )
    return (PageFile("indicators.csv", people_csv(heads, rows)),)


def _latest_cells(latest: When | None) -> tuple[str, str, str]:
    if latest is None:
        return "", "", ""
    if latest.value is None:
        return latest.text.text, "", latest.period
    return plain_number(latest.value.value), latest.value.unit.text, latest.period


def _freshness(frame: Frame) -> str:
    """Of which years the latest values are, the newest first; the oldest are counted together."""
    w = frame.w
    years = dict(frame.index.indicators_of_latest_year)
    without = years.pop("", 0)
    newest = sorted(years, reverse=True)[:_MOST_YEARS]
    earlier = sum(number for year, number in years.items() if year not in newest)
    said = [w("indicator.latest_in", year=int(year), n=years[year]) for year in newest]
    if earlier:
        said.append(w("indicator.latest_earlier", n=earlier))
    if without:
        said.append(w("indicator.latest_none", n=without))
    return w("indicator.freshness", years=w("common.comma").join(said)) if newest else ""


def latest_value(frame: Frame, indicator: Indicator) -> When | None:
    """The latest value of the indicator's first series, whatever target it belongs to."""
    last = latest_point(frame.index, indicator)
    if last is None:
        return None
    soft = frame.w(f"terms.status.{last.status.value}") if last.status in SOFT_STATUS else ""
    period = frame.period(last.period)
    if last.value is None:
        row = frame.index.observations.get(last.row_id)
        return When(None, frame.label(last.text, row.value_text_en if row else ""), period, soft)
    return When(frame.quantity(last.value, last.unit), NOTHING, period, soft)
