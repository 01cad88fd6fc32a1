"""The chart of an indicator alone, small enough to stand in a frame of somebody else's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from hoshin.charts.drawing import NARROW, WIDE, draw, symbol
from hoshin.charts.series_chart import chart_of, legend_of
from hoshin.domain.indicators import Indicator
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import Frame, Head, Link
from hoshin.site.pages.doubts import doubt
from hoshin.site.pages.indicator_list import latest_value
from hoshin.site.pages.page import Page, distinct
from hoshin.site.pages.parts import When
from hoshin.site.pages.value_series import LegendItem, gathered_series
from hoshin.site.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """The chart, its legend and the way to the whole page."""

    head: Head
    latest: When | None
    wide: Markup
    narrow: Markup
    legend: tuple[LegendItem, ...]
    goals: tuple[str, ...]
    doubt: Link | None
    page_href: str


def pages(index: CityIndex, places: Places) -> Iterator[Page]:
    """A page to embed for each indicator."""
    names = {
        language: distinct(
            (one.id, one.name if language == "ja" else one.name_en or one.name)
            for one in index.city.indicators
        )
        for language in ("ja", "en")
    }
    for indicator in index.indicators.values():
        titles = {key: its[indicator.id] for key, its in names.items()}
        yield Page(places.embed(indicator.id), "embed.html", partial(_view, indicator, titles))


def _view(indicator: Indicator, titles: dict[str, str], frame: Frame) -> EmbedView:
    series = gathered_series(frame, indicator)[0]
    spec = chart_of(series)
    legend = () if spec is None else legend_of(series, spec)
    targets = frame.index.targets_of_indicator.get(indicator.id, ())
    return EmbedView(
        head=Head(
            title=frame.w("embed.title", name=titles[frame.language.value]),
            heading=frame.name(indicator),
            section="indicators",
        ),
        latest=latest_value(frame, indicator),
        wide=Markup("" if spec is None else draw(spec, WIDE)),
        narrow=Markup("" if spec is None else draw(spec, NARROW)),
        legend=tuple(LegendItem(Markup(symbol(one.symbol)), one.word) for one in legend),
        goals=tuple(f"{one.badge} {one.caption}" for one in series.marks if one.badge),
        doubt=doubt(frame, (indicator.id, *(one.id for one in targets))),
        page_href=frame.href_of("indicators", indicator.id),
    )
