"""Figures as files: an indicator as JSON, the targets of a page as CSV, at addresses that stay."""

from __future__ import annotations

import csv
import io
import json

from hoshin.site.pages.downloads import STABLE
from tests.site.site_sample import BuiltSite


def test_an_indicator_is_data_with_the_digits_of_its_documents(harbour_site: BuiltSite) -> None:
    figure = json.loads(harbour_site.text("indicators/checkups/figure.json"))
    judged = {one["id"]: one for one in figure["targets"]}["plan-2022.checkups"]
    assert (judged["baseline"], judged["goal"], judged["comparison"]) == (
        "38.2",
        "45.0",
        "at_least",
    )
    assert (judged["ratio"], judged["printed"], judged["standing"]) == ("29/68", "43", "toward")
    listed = [one.id for one in harbour_site.city.observations if one.indicator == "checkups"]
    assert [one["id"] for one in figure["observations"]] == listed
    assert 'href="figure.json"' in harbour_site.text("indicators/checkups/index.html")


def test_a_missing_value_is_told_and_is_no_number(harbour_site: BuiltSite) -> None:
    figure = json.loads(harbour_site.text("indicators/festival/figure.json"))
    missing = [one for one in figure["observations"] if one["missing_reason"]]
    assert missing and all(one["obs_value"] is None for one in missing)


def test_the_targets_of_a_plan_and_a_section_are_tables(harbour_site: BuiltSite) -> None:
    for path in ("plans/plan-2022", "organisations/section-tourism"):
        content = harbour_site.text(f"{path}/targets.csv")
        rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
        assert content.startswith("\ufeff") and {len(one) for one in rows} == {14}
        assert any(one[0] == "観光入込客数" and one[10] == "91.3" for one in rows)
        assert 'href="targets.csv"' in harbour_site.text(f"{path}/index.html")


def test_a_table_for_people_holds_no_formula(hostile_site: BuiltSite) -> None:
    rows = csv.reader(io.StringIO(hostile_site.text("plans/p/targets.csv").removeprefix("\ufeff")))
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_every_stable_address_exists(harbour_site: BuiltSite) -> None:
    page = harbour_site.text("data/index.html")
    for what, where in STABLE:
        assert where in page, what
        if not where.startswith("data/"):
            kind = {"plans": "plan-2022"}.get(where.split("/")[0], "visitors")
            file = where.replace("{id}", kind)
            file += "index.html" if file.endswith("/") else ""
            assert (harbour_site.folder / file).is_file(), where
