"""Figures as files: an indicator as JSON, the targets of a page as CSV, at addresses that stay."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

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


def read_table(content: str) -> list[dict[str, str]]:
    """The rows of a table made for people, which begins with a byte order mark."""
    assert content.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))


def test_the_targets_of_a_plan_and_a_section_are_tables(harbour_site: BuiltSite) -> None:
    for path in ("plans/plan-2022", "organisations/section-tourism", "elements/plan-2022.1-1"):
        rows = read_table(harbour_site.text(f"{path}/targets.csv"))
        assert {len(one) for one in rows} == {15}
        assert any(one["指標"] == "観光入込客数" and one["％"] == "91.3" for one in rows)
        assert 'href="targets.csv"' in harbour_site.text(f"{path}/index.html")


def test_a_program_is_a_table_of_its_printed_amounts(harbour_site: BuiltSite) -> None:
    rows = read_table(harbour_site.text("en/programs/p-checkup/programs.csv"))
    listings = {one.id for one in harbour_site.city.program_elements if one.program == "p-checkup"}
    printed = [one for one in harbour_site.city.appropriations if one.listing in listings]
    assert [(one["Id"], one["Yen"]) for one in rows] == [
        (one.id, str(one.amount_yen)) for one in printed
    ]
    page = harbour_site.text("en/programs/p-checkup/index.html")
    assert 'href="programs.csv"' in page and 'href="../../../programs/p-checkup/data.json"' in page


def test_an_amount_that_two_programs_may_claim_names_neither(kumamoto_site: BuiltSite) -> None:
    untied = next(one for one in kumamoto_site.city.appropriations if one.candidates)
    listed = next(
        one for one in kumamoto_site.city.program_elements if one.id == untied.candidates[0]
    )
    rows = read_table(kumamoto_site.text(f"elements/{listed.element}/programs.csv"))
    row = next(one for one in rows if one["記号"] == untied.id)
    assert row["事業との結びつき"] == "どの事業の金額か文書から分からない"
    data = json.loads(kumamoto_site.text(f"elements/{listed.element}/data.json"))
    program = next(one for one in data["programs"] if one["id"] == listed.id)
    assert untied.id in {one["id"] for one in program["untied_amounts"]}
    assert untied.id not in {one["id"] for one in program["amounts"]}


def test_the_data_of_an_element_stand_once_and_hold_what_its_page_shows(
    harbour_site: BuiltSite,
) -> None:
    data = json.loads(harbour_site.text("elements/plan-2022.1-1/data.json"))
    assert (data["name"], data["name_en"]) == (
        "港の観光を広げる",
        "Widen harbour tourism",
    )
    assert data["budget"]["amount_yen"] == 38_000_000
    shown = {"plan-2022.1-1", "plan-2022.1-1-1", "plan-2022.1-1-2"}
    assert {one["element"] for one in data["targets"]} <= shown
    page = harbour_site.text("elements/plan-2022.1-1/index.html")
    assert data["targets"] and all(f"#{one['id']}" in page for one in data["targets"])
    english = harbour_site.folder / "en" / "elements" / "plan-2022.1-1"
    assert not (english / "data.json").exists() and (english / "targets.csv").exists()


def test_the_budget_page_offers_its_budgets_and_the_printed_totals(
    kumamoto_site: BuiltSite,
) -> None:
    rows = read_table(kumamoto_site.text("en/budget/budget.csv"))
    data = json.loads(kumamoto_site.text("budget/data.json"))
    assert rows[0]["Yen"] == str(data["city"]["amount_yen"])
    assert len(rows) == 1 + len(data["elements"]) + len(data["organisations"])
    totals = {one["Id"]: one for one in read_table(kumamoto_site.text("en/budget/totals.csv"))}
    assert totals["total-priority-1"]["Value"] == "11198571"
    assert totals.keys() == {one["id"] for one in data["totals"]}


def test_a_page_with_nothing_to_count_offers_no_file(empty_site: BuiltSite) -> None:
    assert "data.json" not in empty_site.text("budget/index.html")
    offered = {one.relative_to(empty_site.folder) for one in empty_site.folder.rglob("data.json")}
    assert offered == {Path("sdgs/indicators/data.json")}


def test_a_table_for_people_holds_no_formula(hostile_site: BuiltSite) -> None:
    tables = [
        one
        for name in ("targets.csv", "programs.csv", "budget.csv", "totals.csv")
        for one in hostile_site.folder.rglob(name)
    ]
    assert {one.name for one in tables} == {"targets.csv", "programs.csv", "budget.csv"}
    for one in tables:
        cells = [
            cell for row in csv.reader(io.StringIO(one.read_text("utf-8-sig"))) for cell in row
        ]
        assert not any(cell.startswith(("=", "+", "@")) for cell in cells), one


def test_every_stable_address_exists(harbour_site: BuiltSite) -> None:
    page = harbour_site.text("data/index.html")
    ids = {
        "plans": "plan-2022",
        "elements": "plan-2022.1-1",
        "indicators": "visitors",
        "sources": "doc-minutes",
    }
    for what, where in STABLE:
        assert where in page, what
        if not where.startswith("data/"):
            file = where.replace("{id}", ids.get(where.split("/")[0], ""))
            file += "index.html" if file.endswith("/") else ""
            assert (harbour_site.folder / file).is_file(), where
