"""The outlook on a page: an estimate that cannot be taken for a figure of the city."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hoshin.analytics.published_forecasts import published_forecasts
from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast, NoForecast
from hoshin.exchange.folder import read_folder
from hoshin.site.build import build_site

AS_OF = date(2025, 5, 31)
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "kumamoto"
WITH = "indicators/farm-household-shipments/index.html"
SHORT = "indicators/births/index.html"


@pytest.fixture(scope="module")
def city() -> City:
    whole = read_folder(EXAMPLE).city
    assert whole is not None
    kept = {"farm-household-shipments", "births"}
    targets = tuple(one for one in whole.targets if one.indicator in kept)
    return City(
        name=whole.name,
        name_en=whole.name_en,
        plans=whole.plans,
        indicators=tuple(one for one in whole.indicators if one.id in kept),
        targets=targets,
        observations=tuple(one for one in whole.observations if one.indicator in kept),
        sources=whole.sources,
    )


@pytest.fixture(scope="module")
def forecasts(city: City) -> tuple[Forecast, ...]:
    return published_forecasts(city, AS_OF)


@pytest.fixture(scope="module")
def site(
    city: City, forecasts: tuple[Forecast, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    folder = tmp_path_factory.mktemp("outlook") / "site"
    build_site(city, AS_OF, (), folder, {}, processes=1, forecasts=forecasts)
    return folder


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_method_page_says_how_an_estimate_is_made_and_how_it_did(
    city: City, forecasts: tuple[Forecast, ...], site: Path, tmp_path: Path
) -> None:
    scores = {one.score for one in forecasts if one.score is not None}
    assert scores
    for place in ("", "en/"):
        said = text_of((site / place / "method/index.html").read_text("utf-8"))
        for score in scores:
            assert f" {score.relative_error} " in said
            assert f"{score.tries:,}" in said
        assert said.count("80") >= 1
    assert "no official figure" in said
    build_site(city, AS_OF, (), tmp_path / "none", {}, processes=1)
    assert "_estimates" not in (tmp_path / "none/method/index.html").read_text("utf-8")


def test_the_band_is_dashed_in_the_legend_and_in_the_words(site: Path) -> None:
    page = (site / WITH).read_text("utf-8")
    assert page.count('class="c-band-area"') == 3, "two sizes of the chart and the legend"
    assert "見込み（推計と80％の幅）" in page
    (described,) = set(re.findall(r'role="group" aria-label="([^"]*値の図[^"]*)"', page))
    assert "推計で、実績でも市の公式な値でもありません" in described
    assert "1,050–1,412万円" in described


def test_the_estimate_says_its_interval_chance_score_and_what_it_is_not(site: Path) -> None:
    said = text_of((site / "en" / WITH).read_text("utf-8"))
    assert "The estimate for 2030 is about 12,310,000 yen" in said
    assert "80 % interval of 10,500,000–14,120,000 yen" in said
    assert "chance of reaching the goal of 10,250,000 yen" in said and "about 9 in 10" in said
    assert "no official figure or promise of the city" in said
    assert re.search(r"its error was 0\.\d\d times that of “no change", said)
    assert "That year is over, but no document prints its value yet" in said


def test_the_years_stand_in_a_table_with_the_digits_of_the_release(
    site: Path, forecasts: tuple[Forecast, ...]
) -> None:
    page = (site / WITH).read_text("utf-8")
    table = page.partition('class="estimates"')[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row">(\d+)</th>' + r'<td class="num">([^<]*)</td>' * 3, table)
    (longest,) = {one.course for one in forecasts if len(one.course) == 8}
    assert rows == [
        (str(one.year), f"{one.point:,}", f"{one.low:,}", f"{one.high:,}") for one in longest
    ]


def test_no_mark_and_no_row_of_values_is_made_of_an_estimate(site: Path, city: City) -> None:
    page = (site / WITH).read_text("utf-8")
    known = {one.id for one in (*city.observations, *city.targets)}
    milestones = re.compile(r"\.m\d|milestone")
    for row in re.findall(r'data-row="([^"]*)"', page):
        assert row in known or milestones.search(row)
    points = (site / "indicators/farm-household-shipments/chart.csv").read_text("utf-8")
    assert "1231" not in points and "推計" not in points


def test_the_chart_on_a_page_of_others_says_what_its_band_is_not(site: Path) -> None:
    embedded = site / "en/indicators/farm-household-shipments/embed/index.html"
    page = embedded.read_text("utf-8")
    assert "c-band-area" in page and "no official figure of the city" in page


def test_too_few_values_is_said_without_a_band(site: Path) -> None:
    page = (site / SHORT).read_text("utf-8")
    assert "5年分に満たないので、見込みは言えません" in page
    assert "c-band" not in page and "この市の系列" not in page


def test_without_forecasts_a_page_does_not_speak_of_them(city: City, tmp_path: Path) -> None:
    build_site(city, AS_OF, (), tmp_path / "plain", {}, processes=1)
    for path in (WITH, SHORT, f"en/{WITH}"):
        page = (tmp_path / "plain" / path).read_text("utf-8")
        assert "c-band" not in page and 'class="outlook"' not in page


def test_a_changed_estimate_makes_its_page_anew(
    city: City, forecasts: tuple[Forecast, ...], tmp_path: Path
) -> None:
    site = tmp_path / "site"
    build_site(city, AS_OF, (), site, {}, processes=1, forecasts=forecasts)
    same = build_site(city, AS_OF, (), site, {}, processes=1, forecasts=forecasts)
    assert same.made == 0
    changed = tuple(
        one if one.score is None else replace(one, last_value=Decimal(1)) for one in forecasts
    )
    again = build_site(city, AS_OF, (), site, {}, processes=1, forecasts=changed)
    assert any(path.startswith("indicators/farm-household") for path in again.changed)
    assert not any(path.startswith("indicators/births") for path in again.changed)


def test_a_withheld_target_and_an_odd_value_have_no_estimate() -> None:
    whole = read_folder(EXAMPLE).city
    assert whole is not None
    of_target = {one.target: one.why_none for one in published_forecasts(whole, AS_OF)}
    assert of_target["sdgs-2019.k16"] is NoForecast.WITHHELD
    without = replace(whole, known_errors=())
    of_target = {one.target: one.why_none for one in published_forecasts(without, AS_OF)}
    assert of_target["strategy-2.k01"] is NoForecast.ODD_VALUE
