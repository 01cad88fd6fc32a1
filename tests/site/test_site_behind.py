"""Around a figure: the programs, the money and the indicators of its place; the parts of a plan."""

from __future__ import annotations

import re

from tests.site.site_sample import BuiltSite


def section(page: str, anchor: str) -> str:
    """The section of a page whose heading has this anchor."""
    begun = page.index(f'<h2 id="{anchor}">')
    return page[begun : page.index("</section>", begun)]


def test_an_indicator_shows_the_programs_and_sisters_of_its_place(
    harbour_site: BuiltSite,
) -> None:
    said = section(harbour_site.text("indicators/checkups/index.html"), "_behind")
    assert "健診受診勧奨事業" in said and "1,400万円 (2024年度 当初)" in said
    assert "2025年度 1事業で1,450万円" in said
    assert "計画が、この指標につながると示しているもの" in said
    english = section(harbour_site.text("en/indicators/income/index.html"), "_behind")
    assert "What leads to it, by the plan" in english and "New businesses (total" in english


def test_sisters_stand_with_their_own_state(kumamoto_site: BuiltSite) -> None:
    said = section(kumamoto_site.text("indicators/commercialised-products/index.html"), "_behind")
    assert "企業立地件数（累計）" in said and "110％" in said
    assert "産学連携" not in said.partition("</p>")[2].partition("</section>")[0]
    assert "これらの項目に、事業は載っていません。" in said


def test_a_program_stands_beside_results(harbour_site: BuiltSite) -> None:
    said = section(harbour_site.text("programs/p-checkup/index.html"), "_results")
    assert "特定健診受診率" in said and "進捗率" in said
    assert "事業が指標を動かしたかどうかは" in said


def test_the_overview_says_how_every_main_part_stands(kumamoto_site: BuiltSite) -> None:
    page = section(kumamoto_site.text("index.html"), "_plans")
    for number in range(1, 9):
        assert f"ビジョン{number} " in page
    assert "17事業で128億1,287万1,000円" in page
    assert len(re.findall(r'<details class="main-parts" open>', page)) == 1
    assert "Vision 8 " in section(kumamoto_site.text("en/index.html"), "_plans")


def test_the_timeline_shows_what_was_planned_and_what_happened(harbour_site: BuiltSite) -> None:
    page = harbour_site.text("schedule/index.html")
    row = page[page.index("調査・設計") :].partition("</tr>")[0]
    assert row.count("<svg") == 2 and 'class="done"' in row
    assert "濃い色の帯は実績" in page


def test_a_ward_is_no_point_on_the_line_of_the_city(harbour_site: BuiltSite) -> None:
    page = harbour_site.text("context/index.html")
    chart = page[page.index("<figure") :].partition("</figure>")[0]
    assert "58,120" in chart and "31,400" not in chart


def test_a_published_figure_is_named_by_its_indicator(harbour_site: BuiltSite) -> None:
    page = harbour_site.text("sources/doc-review-2024/index.html")
    assert "観光入込客数" in page and ">達成度<" not in page
