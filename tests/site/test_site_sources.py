"""Documents: every figure leads to its place in the page of its document, and back."""

from __future__ import annotations

import re

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import Indicator, MissingReason, Observation
from hoshin.domain.periods import fiscal_year
from hoshin.domain.sources import Source
from hoshin.site.citations import PER_PAGE, Citations, place_order
from tests.site.site_sample import BuiltSite


@pytest.mark.parametrize(
    "in_order",
    [
        ["lines 8", "lines 31", "lines 241, 243", "lines 1000-1002"],
        ["p. 2", "p. 10"],
        ["実績!C5", "実績!AA5", "実績!B12"],
    ],
)
def test_places_are_in_the_order_in_which_they_are_read(in_order: list[str]) -> None:
    mixed = [in_order[-1], *in_order[:-1]]
    assert sorted(mixed, key=place_order) == in_order


def cited_anchors(site: BuiltSite) -> set[str]:
    found = set()
    for page in (site.folder / "sources").rglob("index.html"):
        path = page.relative_to(site.folder).as_posix()
        found |= {f"{path}#{one}" for one in re.findall(r' id="(_cited[^"]*)"', page.read_text())}
    return found


@pytest.mark.parametrize("example", ["harbour_site", "kumamoto_site"])
def test_every_value_of_every_document_stands_in_its_page(
    example: str, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue(example)
    anchors = cited_anchors(site)
    for table in ("targets", "observations", "milestones", "appropriations", "context_figures"):
        for row in getattr(site.city, table):
            if row.source:
                place = f"#_cited.{table}.{row.id}"
                assert any(
                    one.startswith(f"sources/{row.source}/") and one.endswith(place)
                    for one in anchors
                ), row.id


def test_a_figure_leads_to_its_document_and_back(kumamoto_site: BuiltSite) -> None:
    page = kumamoto_site.text("indicators/groundwater-recharge/index.html")
    place = "_cited.targets.sdgs-2022.t1-09"
    assert f'href="../../sources/doc-sdgs-report/index.html#{place}"' in page
    document = kumamoto_site.text("sources/doc-sdgs-report/index.html")
    row = re.search(rf'<tr [^>]*id="{re.escape(place)}".*?</tr>', document)
    assert row is not None
    assert "行目" in row[0] and "2,415" in row[0] and "3,000" in row[0]
    assert 'href="../../indicators/groundwater-recharge/index.html#sdgs-2022.t1-09"' in row[0]


def test_a_document_tells_who_made_it_and_which_file_was_read(kumamoto_site: BuiltSite) -> None:
    for source in kumamoto_site.city.sources:
        document = kumamoto_site.text(f"sources/{source.id}/index.html")
        assert source.sha256 in document and source.publisher in document
        assert source.published_printed in document


def test_a_long_list_is_split_and_every_record_keeps_its_page() -> None:
    rows = tuple(
        Observation(
            id=f"v{n}",
            indicator="i",
            time_period=fiscal_year(2020),
            unit_measure="人",
            missing_reason=MissingReason.NOT_SURVEYED,
            source="doc",
            locator=f"p. {n}",
        )
        for n in range(PER_PAGE + 1)
    )
    city = City(
        name="市",
        sources=(Source(id="doc", title="文書"), Source(id="other", title="別の文書")),
        indicators=(Indicator(id="i", name="指標", unit="人"),),
        observations=rows,
    )
    citations = Citations(city)
    assert citations.count("doc") == (PER_PAGE + 1, 0)
    assert citations.count("other") == (0, 0)
    assert citations.page_of(rows[0]) == 0
    assert citations.page_of(rows[-1]) == 1
