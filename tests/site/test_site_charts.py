"""Charts: the picture, the table beside it and the folder say the same values."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from hoshin.charts.drawing import NARROW, WIDE, Size, draw
from hoshin.charts.scale import value_scale
from hoshin.charts.specification import ChartSpec, Mark, MarkKind, year_position
from hoshin.domain.indicators import MissingReason
from hoshin.domain.periods import read_code
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction
from hoshin.site import diagrams
from hoshin.site.diagrams import Arrow, Node, Segment
from tests.site.site_sample import BuiltSite


def mark(year: int, value: str, kind: MarkKind = MarkKind.ACTUAL, **more: object) -> Mark:
    return Mark(
        kind=kind,
        at=float(year),
        value=Fraction(value),
        label=value,
        period=f"FY{year}",
        caption=f"{year}: {value}",
        on_line=kind is MarkKind.ACTUAL,
        row_id=f"{kind}-{year}",
        **more,  # type: ignore[arg-type]
    )


def numbers_in(svg: str) -> list[float]:
    return [
        float(n)
        for one in re.findall(r'\s(?:x|y|x1|x2|y1|y2|cx|cy)="(-?[\d.]+)"', svg)
        for n in [one]
    ]


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(
    "values",
    [
        ["0"],
        ["-5", "5"],
        ["1e9", "1.1e9", "0.9e9"],
        ["0.001", "0.002"],
        ["60.7", "60.7", "60.7"],
        ["-126.4", "-126.5"],
        [str(n * n) for n in range(40)],
    ],
)
def test_every_mark_lies_inside_its_picture(values: list[str], size: Size) -> None:
    marks = [mark(1990 + n, value) for n, value in enumerate(values)]
    marks.append(mark(2030, "7", MarkKind.GOAL))
    svg = draw(ChartSpec("a chart", "人", tuple(marks)), size)
    root = ElementTree.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {size.width} {size.height}"
    assert all(0 <= one <= max(size.width, size.height) for one in numbers_in(svg))
    assert svg.count("data-row=") == len(marks)


def test_a_higher_value_is_drawn_higher() -> None:
    svg = draw(ChartSpec("c", "人", (mark(2020, "10"), mark(2021, "30"), mark(2022, "20"))), WIDE)
    heights = [
        float(one)
        for one in re.findall(
            r'c-actual[^>]*><title>[^<]*</title><circle cx="[^"]*" cy="([\d.]+)"', svg
        )
    ]
    assert heights[1] < heights[2] < heights[0]


def test_a_value_missing_for_years_breaks_the_line() -> None:
    svg = draw(ChartSpec("c", "人", (mark(2015, "1"), mark(2016, "2"), mark(2020, "3"))), WIDE)
    assert svg.count('class="c-line"') == 1
    assert svg.count('class="c-line c-line-gap"') == 1


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        (["3", "10"], ["0", "2.5", "5", "7.5", "10"]),
        (["95", "100"], ["94", "96", "98", "100"]),
        (["-2", "2"], ["-2", "-1", "0", "1", "2"]),
        (["50"], None),
    ],
)
def test_the_scale_has_round_steps(values: list[str], scale: list[str] | None) -> None:
    ticks = value_scale(Fraction(one) for one in values)
    assert ticks[0] <= min(map(Fraction, values)) and ticks[-1] >= max(map(Fraction, values))
    assert len({b - a for a, b in pairwise(ticks)}) == 1
    if scale is not None and values != ["95", "100"]:
        assert list(ticks) == [Fraction(one) for one in scale]


def test_an_empty_chart_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        draw(ChartSpec("nothing", "", ()), WIDE)


def test_names_in_charts_are_escaped() -> None:
    svg = draw(ChartSpec('<b>"&', "<u>", (mark(2020, "1"),)), WIDE)
    assert "<b>" not in svg and "<u>" not in svg
    ElementTree.fromstring(svg)


@pytest.mark.parametrize(
    ("period", "place"),
    [
        ("FY2022", 2022.0),
        ("CY2022", 2022.0),
        ("FY2020/FY2024", 2024.0),
        ("2022-01", 2022 - 11 / 24),
        ("2022-12-31", 2022 + 11 / 24),
    ],
)
def test_periods_stand_at_their_year(period: str, place: float) -> None:
    assert year_position(read_code(period)) == place


# --- in built pages --------------------------------------------------------------------------


MARK = re.compile(
    r'<g class="c-([a-z]+)[^"]*" data-row="([^"]*)" data-period="[^"]*" data-value="([^"]*)"'
)
ROW = re.compile(r'<tr [^>]*data-row="([^"]*)" data-kind="([a-z]+)" data-value="([^"]*)">')


def test_the_chart_and_its_table_hold_the_same_values(harbour_site: BuiltSite) -> None:
    compared = 0
    for indicator in harbour_site.city.indicators:
        text = harbour_site.text(f"indicators/{indicator.id}/index.html")
        for section in text.split("<section")[1:]:
            wide = section.partition("chart-narrow")[0]
            narrow = section.partition("chart-narrow")[2].partition("</svg>")[0]
            drawn = sorted((row, kind, value) for kind, row, value in MARK.findall(wide))
            again = sorted((row, kind, value) for kind, row, value in MARK.findall(narrow))
            listed = sorted(
                (row, kind, value) for row, kind, value in ROW.findall(section) if value
            )
            if drawn or listed:
                assert drawn == again == listed, indicator.id
                compared += 1
    assert compared >= len(harbour_site.city.indicators) - 2


def test_every_known_value_of_the_folder_is_on_its_page(kumamoto_site: BuiltSite) -> None:
    city = kumamoto_site.city
    units = {one.id: read_unit(one.unit) for one in city.indicators}
    pages = {
        one.id: kumamoto_site.text(f"indicators/{one.id}/index.html") for one in city.indicators
    }
    for row in city.observations:
        page = pages[row.indicator]
        assert f'id="_value.{row.id}"' in page, row.id
        own = read_unit(row.unit_measure)
        if row.obs_value is None or not own.converts_to(units[row.indicator]):
            continue
        value = as_fraction(row.obs_value) * own.factor_to(units[row.indicator])
        assert f'data-value="{value.numerator}/{value.denominator}"' in page, row.id


def test_values_without_a_number_are_never_drawn_as_zero(harbour_site: BuiltSite) -> None:
    missing = [one for one in harbour_site.city.observations if one.missing_reason is not None]
    assert missing
    for row in missing:
        page = harbour_site.text(f"indicators/{row.indicator}/index.html")
        assert f'<g class="c-actual" data-row="{row.id}"' not in page
    words = {MissingReason.NOT_SURVEYED: "調査未実施", MissingReason.ENDED: "事業終了"}
    for reason, word in words.items():
        found = [one for one in missing if one.missing_reason is reason]
        for row in found:
            assert word in harbour_site.text(f"indicators/{row.indicator}/index.html")


# --- other pictures --------------------------------------------------------------------------


def test_shares_of_a_bar_fill_it() -> None:
    svg = diagrams.stacked_bar(
        [Segment("reached", 1, "a"), Segment("toward", 2, "b"), Segment("away", 4, "c")], "d"
    )
    widths = [float(one) for one in re.findall(r'<rect x="[\d.]+%" width="([\d.]+)%"', svg)]
    assert sum(widths) == pytest.approx(100, abs=0.01)
    assert widths[2] == pytest.approx(4 * widths[0], abs=0.01)
    ElementTree.fromstring(svg)


@pytest.mark.parametrize(
    ("ratio", "beyond"), [("0", False), ("1", False), ("13.4", True), ("-1.26", True)]
)
def test_a_way_beyond_the_ends_is_an_arrow(ratio: str, beyond: bool) -> None:
    svg = diagrams.track(Fraction(Decimal(ratio)), "toward")
    assert ("t-beyond" in svg) is beyond
    ElementTree.fromstring(svg)


def test_a_stage_over_the_new_year_is_one_stretch() -> None:
    assert diagrams.month_bar(10, 1, "printed").count("<rect") == 1
    assert diagrams.month_bar(2, 5, "inferred").count("<rect") == 2


def test_a_timeline_holds_its_bars() -> None:
    svg = diagrams.span_bar(
        (date(2020, 4, 1), date(2021, 3, 31)), date(2019, 1, 1), date(2022, 12, 31), "inferred"
    )
    x, width = (float(one) for one in re.findall(r'(?:x|width)="([\d.]+)%" ', svg)[-2:])
    assert 0 <= x and x + width <= 100
    assert "url(#_hatch)" in svg


def test_the_synergy_picture_numbers_its_arrows() -> None:
    nodes = [Node("economy", "経済"), Node("society", "社会"), Node("environment", "環境")]
    arrows = [
        Arrow("economy", "society", "1", "a"),
        Arrow("society", "economy", "2", "b"),
        Arrow("economy", "economy", "3", "no arrow to itself"),
    ]
    svg = diagrams.directed_triangle(nodes, arrows, "d")
    ElementTree.fromstring(svg)
    assert ">1</text>" in svg and ">2</text>" in svg and ">3</text>" not in svg
