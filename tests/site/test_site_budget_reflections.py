"""From evaluation to budget: directions beside the money that followed, as people read them."""

from __future__ import annotations

import csv
import io
import json
import re

from tests.site.site_sample import BuiltSite

PAGE = "budget/evaluations/index.html"


def _plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_every_view_stands_beside_the_money_that_followed(harbour_site: BuiltSite) -> None:
    page = _plain(harbour_site.text(PAGE))
    assert "2023年度の評価 2025年度の予算に表れたか" in page
    assert "比べられる5件のうち4件が、予算に表れました。1件は判定できません。" in page
    assert "9,000 → 9,500" in page and "+500,000円（+5.6%）" in page
    english = _plain(harbour_site.text(f"en/{PAGE}"))
    assert "4 of 5 that can be compared are seen in the budget. One cannot be judged." in english
    assert "+¥500,000 (+5.6%)" in english


def test_programs_whose_money_does_not_show_the_direction_come_first(
    harbour_site: BuiltSite,
) -> None:
    page = harbour_site.text(PAGE)
    order = re.findall(r'id="_program\.(p-[a-z]+)\.FY2023"', page)
    assert order[0] == "p-waste" and order[-1] == "p-visitors"


def test_the_table_and_the_data_say_the_same(harbour_site: BuiltSite) -> None:
    text = harbour_site.text("budget/evaluations/reflections.csv").removeprefix("\ufeff")
    rows = {one["記号"]: one for one in csv.DictReader(io.StringIO(text))}
    data = json.loads(harbour_site.text("budget/evaluations/data.json"))["reflections"]
    assert {one["evaluation"] for one in data} == set(rows) and len(rows) == len(data)
    for one in data:
        row = rows[one["evaluation"]]
        assert row["増減（円）"] == ("" if one["change_yen"] is None else str(one["change_yen"]))
        assert row["増減（％）"] == (one["change_percent"] or "")
    solar = next(one for one in data if one["program"] == "p-solar")
    assert solar["before"]["amount_yen"] == 39_000_000 and solar["reflection"] == "seen"


def test_the_sheet_of_a_program_says_what_became_of_its_direction(harbour_site: BuiltSite) -> None:
    page = _plain(harbour_site.text("programs/p-waste/index.html"))
    assert "表れていない 2024年度から2025年度への予算の増減：+500,000円（+5.6%）" in page
    visitors = _plain(harbour_site.text("en/programs/p-visitors/index.html"))
    assert "cannot be judged Money cannot show this direction." in visitors


def test_the_budget_leads_there_where_there_is_something_to_see(
    harbour_site: BuiltSite, empty_site: BuiltSite
) -> None:
    assert 'href="../budget/evaluations/index.html"' in harbour_site.text("budget/index.html")
    assert "budget/evaluations" not in empty_site.text("budget/index.html")
    page = empty_site.text(PAGE)
    assert "市が評価を公表すると" in page and "data.json" not in page
