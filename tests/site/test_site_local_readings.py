"""The page of global SDG indicators beside what the city's plans name for the same targets."""

from __future__ import annotations

import csv
import io
import json

import pytest

from hoshin.domain.links import SdgLink
from hoshin.domain.problems import IllFormedError
from hoshin.domain.sdg import TARGET_CODES
from hoshin.site.global_indicators import global_indicators
from tests.site.site_sample import BuiltSite

# The framework lists 248 indicators, of which 231 differ; 11.c has had none since 2020.
LISTED = 248


def test_the_framework_is_whole_and_named_in_both_languages() -> None:
    listed = [one for items in global_indicators().values() for one in items]
    assert len(listed) == len({one.code for one in listed}) == LISTED
    assert set(TARGET_CODES) - set(global_indicators()) == {"11.c"}
    assert set(global_indicators()) <= set(TARGET_CODES)
    assert all(one.name and one.name_en.isascii() for one in listed)


def test_what_the_city_measures_stands_beside_the_indicators_of_its_target(
    kumamoto_site: BuiltSite,
) -> None:
    page = kumamoto_site.text("en/sdgs/indicators/index.html")
    row = page.partition('id="_code-2.3"')[2].partition("</tr>")[0]
    assert "2.3.1" in row and "Average income of small-scale food producers" in row
    assert "Shipments per commercial farm household" in row and "Reached" in row
    assert "lines" in row or "line " in row
    assert 'href="../sdgs/indicators/index.html#_goal-2"' in kumamoto_site.text(
        "en/sdgs/index.html"
    )


def test_every_target_code_stands_on_the_page_and_in_its_files(kumamoto_site: BuiltSite) -> None:
    page = kumamoto_site.text("sdgs/indicators/index.html")
    for items in global_indicators().values():
        assert all(f">{one.code}</span>" in page for one in items)
    text = kumamoto_site.text("sdgs/indicators/readings.csv").removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {one["世界の指標の番号"] for one in rows} == {
        one.code for items in global_indicators().values() for one in items
    }
    data = json.loads(kumamoto_site.text("sdgs/indicators/data.json"))["readings"]
    named = {one["sdg_target"] for one in data if one["named_by"]}
    assert named == {one.sdg_target for one in kumamoto_site.city.sdg_links if one.sdg_target}


def test_a_city_without_ties_still_shows_the_framework(empty_site: BuiltSite) -> None:
    page = empty_site.text("sdgs/indicators/index.html")
    assert "17.19.2" in page and 'id="_code-' not in page


def test_what_a_city_says_it_reads_is_said_there_and_on_the_indicators_page(
    harbour_site: BuiltSite, kumamoto_site: BuiltSite
) -> None:
    page = harbour_site.text("en/sdgs/indicators/index.html")
    row = page.partition('id="_code-3.6"')[2].partition("</tr>")[0]
    said = row.partition("3.6.1")[2].partition("</li>")[0]
    assert "Read by" in said and "indicators/accidents/index.html#plan-2022.accidents" in said
    own = harbour_site.text("en/indicators/accidents/index.html")
    assert "The city reads by it the global SDG indicator" in own
    assert 'href="../../sdgs/indicators/index.html#_code-3.6"' in own
    # A plan that names no more than a target code says nothing of the kind.
    other = harbour_site.text("en/indicators/waste/index.html")
    assert "12.5" in other and "The city reads by it" not in other
    assert "Read by" not in kumamoto_site.text("en/sdgs/indicators/index.html")


def test_what_a_city_says_it_reads_is_in_the_files_of_the_page(harbour_site: BuiltSite) -> None:
    text = harbour_site.text("en/sdgs/indicators/readings.csv").removeprefix("\ufeff")
    head = "Said by the city to be its local reading"
    rows = list(csv.DictReader(io.StringIO(text)))
    said = [one["Code of the global indicator"] for one in rows if one[head]]
    assert said == ["3.6.1", "7.2.1"]
    data = json.loads(harbour_site.text("sdgs/indicators/data.json"))["readings"]
    named = [one["sdg_indicator"] for row in data for one in row["named_by"]]
    assert sorted(filter(None, named)) == ["3.6.1", "7.2.1"]


@pytest.mark.parametrize(
    ("target", "indicator", "is_well_formed"),
    [("3.4", "3.4.1", True), ("6.b", "6.b.1", True), ("3.4", "", True)]
    + [("3.4", one, False) for one in ("3.5.1", "3.4", "3.4.x", "3.4.01", "３.4.1")]
    + [("", "3.4.1", False)],
)
def test_the_code_of_a_global_indicator_belongs_to_its_target(
    target: str, indicator: str, is_well_formed: bool
) -> None:
    goal = int((target or "3").partition(".")[0])

    def link() -> SdgLink:
        return SdgLink(id="l", element="e", goal=goal, sdg_target=target, sdg_indicator=indicator)

    if is_well_formed:
        assert link().sdg_indicator == indicator
        return
    with pytest.raises(IllFormedError) as said:
        link()
    assert said.value.code == "sdg-indicator-form"
