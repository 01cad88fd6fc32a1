"""The chart of an indicator alone, small enough to stand in a frame of somebody else's page.

It shows a part of what the indicator's own page shows, and is made together with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hoshin.charts.picture import without_links
from hoshin.domain.indicators import Indicator
from hoshin.site.frame import Frame, Head, Link
from hoshin.site.pages.page import InnerPage
from hoshin.site.pages.parts import When
from hoshin.site.pages.value_series import LegendItem, SeriesView


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    """The chart, its legend and the way to the whole page; ``doubt`` is shown without its link.

    ``estimate`` says what the band is not, where the chart has one.
    """

    head: Head
    latest: When | None
    wide: Markup
    narrow: Markup
    legend: tuple[LegendItem, ...]
    goals: tuple[str, ...]
    estimate: str
    doubt: Link | None
    page_href: str


def embedded(
    frame: Frame,
    indicator: Indicator,
    title: str,
    latest: When | None,
    doubt: Link | None,
    series: SeriesView,
) -> InnerPage:
    """The page to embed; ``frame`` is that of the indicator's own page, ``series`` its first."""
    own = frame.at(frame.places.embed(indicator.id))
    view = EmbedView(
        head=Head(
            title=frame.w("embed.title", name=title),
            heading=frame.name(indicator),
            section="indicators",
        ),
        latest=latest,
        wide=Markup(without_links(series.wide)),
        narrow=Markup(without_links(series.narrow)),
        legend=series.legend,
        goals=series.goals,
        estimate=frame.w("outlook.short") if series.outlook and series.outlook.years else "",
        doubt=doubt,
        page_href=own.href_of("indicators", indicator.id),
    )
    return InnerPage(own.address, "embed.html", view)
