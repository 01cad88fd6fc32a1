"""Every page that shows data offers it: tables for people, the same records as data."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.plans import Organisation, OrganisationKind
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.rounds import Schedule
from hoshin.domain.words import Words
from hoshin.site.build import build_site
from hoshin.site.pages.record_files import COLUMNS
from hoshin.site.release_notes import ChangeNote, ReleaseNotes
from tests.site.site_sample import AS_OF, BuiltSite

TABLES = {
    "committees": ("committees", "members", "meetings", "opinions"),
    "schedule": ("schedules",),
    "registers": ("stakeholders", "agreements", "pledges", "pledge_states"),
    "context": ("context_figures",),
    "calendar": ("cycles", "stages"),
    "synergies": ("contributions",),
    "sdgs": ("sdg_links",),
}
"""The records that each page shows whole."""

OTHERS = {
    "": "plans.csv",
    "plans": "plans.csv",
    "indicators": "indicators.csv",
    "programs": "programs.csv",
    "organisations": "organisations.csv",
    "problems": "problems.csv",
    "sources/doc-minutes": "taken.csv",
    "sdgs": "matrix.csv",
}
"""Tables that a page makes of what it shows."""


def read_table(content: str) -> list[dict[str, str]]:
    assert content.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))


def offers(page: str) -> str:
    """The part of a page that offers its files."""
    found = re.search(r'<p class="chart-files page-files">.*', page)
    assert found
    return found[0]


@pytest.mark.parametrize("page", TABLES)
def test_a_page_of_records_offers_each_of_its_tables_and_all_of_it_as_data(
    harbour_site: BuiltSite, page: str
) -> None:
    data = json.loads(harbour_site.text(f"{page}/data.json"))
    for table in TABLES[page]:
        rows = getattr(harbour_site.city, table)
        assert [one["id"] for one in data[table]] == [one.id for one in rows] != []
        assert set(data[table][0]) == {one.name for one in fields(rows[0])}
        for root, head in (("", "記号"), ("en/", "Id")):
            listed = read_table(harbour_site.text(f"{root}{page}/{table}.csv"))
            assert [one[head] for one in listed] == [one.id for one in rows]
            assert f'href="{table}.csv"' in offers(harbour_site.text(f"{root}{page}/index.html"))
    assert f'href="../../{page}/data.json"' in offers(harbour_site.text(f"en/{page}/index.html"))


@pytest.mark.parametrize("page", OTHERS)
def test_a_page_of_its_own_making_offers_it_as_a_table(harbour_site: BuiltSite, page: str) -> None:
    folder = f"{page}/" if page else ""
    for root in ("", "en/"):
        assert read_table(harbour_site.text(f"{root}{folder}{OTHERS[page]}"))
        shown = offers(harbour_site.text(f"{root}{folder}index.html"))
        assert f'href="{OTHERS[page]}"' in shown


LISTS = {
    "indicators": ("indicators", "indicators"),
    "programs": ("programs", "programs"),
    "organisations": ("organisations", "organisations"),
}
"""The records that each list holds, by its page and the name of their table."""


@pytest.mark.parametrize("page", LISTS)
def test_a_list_is_data_too(harbour_site: BuiltSite, page: str) -> None:
    name, table = LISTS[page]
    data = json.loads(harbour_site.text(f"{page}/data.json"))
    rows = getattr(harbour_site.city, table)
    assert {one["id"] for one in data[name]} == {one.id for one in rows} != set()
    assert {one.name for one in fields(rows[0])} < set(data[name][0])
    for root, address in (("", "data.json"), ("en/", f"../../{page}/data.json")):
        assert f'href="{address}"' in offers(harbour_site.text(f"{root}{page}/index.html"))


def test_what_a_list_shows_of_an_indicator_is_in_its_data(harbour_site: BuiltSite) -> None:
    rows = json.loads(harbour_site.text("indicators/data.json"))["indicators"]
    for one in rows:
        figure = json.loads(harbour_site.text(f"indicators/{one['id']}/figure.json"))
        if one["target"] is not None:
            assert one["target"] in figure["targets"]
        if one["latest"] is not None:
            printed = {its["id"]: its["obs_value"] for its in figure["observations"]} | {
                its["id"]: its["baseline"] for its in figure["targets"]
            }
            assert printed[one["latest"]["row"]] == one["latest"]["obs_value"]
    assert any(one["target"] and one["latest"] for one in rows)


def test_what_was_found_is_data_too(harbour_site: BuiltSite) -> None:
    found = json.loads(harbour_site.text("problems/data.json"))["problems"]
    table = read_table(harbour_site.text("en/problems/problems.csv"))
    said = {text for row in table for text in row.values()}
    assert len(found) == len(table) > 0
    assert {one["sentence_en"] for one in found} <= said
    assert "\ufdd0" not in harbour_site.text("problems/data.json")


def test_what_was_taken_from_a_document_is_data_too(harbour_site: BuiltSite) -> None:
    data = json.loads(harbour_site.text("sources/doc-minutes/data.json"))
    taken = read_table(harbour_site.text("sources/doc-minutes/taken.csv"))
    assert data["document"]["id"] == "doc-minutes"
    ids = {row["id"] for name, rows in data.items() if isinstance(rows, list) for row in rows}
    assert ids == {one["記号"] for one in taken} != set()


def test_a_record_is_said_in_the_words_of_the_page(harbour_site: BuiltSite) -> None:
    step = next(one for one in harbour_site.city.schedules if one.actual and one.element)
    data = json.loads(harbour_site.text("schedule/data.json"))
    own = next(one for one in data["schedules"] if one["id"] == step.id)
    assert own["actual"] == step.actual.code and own["element"] == step.element
    names = {one.id: (one.name, one.name_en) for one in harbour_site.city.elements}
    for root, key, name, word in (
        ("", "計画の項目", names[step.element or ""][0], "記載どおり"),
        ("en/", "Element", names[step.element or ""][1], "As printed"),
    ):
        rows = read_table(harbour_site.text(f"{root}schedule/schedules.csv"))
        row = next(one for one in rows if step.id in one.values())
        assert row[key] == name and word in row.values()


def test_what_an_element_a_program_and_a_body_show_besides_is_in_their_files(
    harbour_site: BuiltSite,
) -> None:
    city = harbour_site.city
    step = next(one for one in city.schedules if one.element)
    data = json.loads(harbour_site.text(f"elements/{step.element}/data.json"))
    assert step.id in {one["id"] for one in data["schedules"]}
    seat = next(one for one in city.members if one.organisation)
    data = json.loads(harbour_site.text(f"organisations/{seat.organisation}/data.json"))
    assert seat.id in {one["id"] for one in data["members"]}


def test_the_standings_are_those_of_the_pages(harbour_site: BuiltSite) -> None:
    rows = read_table(harbour_site.text("en/plans/plans.csv"))
    data = json.loads(harbour_site.text("plans/data.json"))["standings"]
    assert [one["Id"] for one in rows] == [one["plan"] or "" for one in data]
    whole = data[0]
    parts = {name: n for name, n in whole.items() if name not in ("plan", "targets")}
    assert whole["plan"] is None and sum(parts.values()) == whole["targets"] > 0
    assert rows[0]["Reached"] == str(parts["reached"])
    assert harbour_site.text("plans.csv") == harbour_site.text("plans/plans.csv")


def test_the_matrix_is_a_table_with_the_marks_of_the_page(kumamoto_site: BuiltSite) -> None:
    rows = read_table(kumamoto_site.text("sdgs/matrix.csv"))
    page = kumamoto_site.text("sdgs/index.html")
    marks = sum(cell in ("◎", "○", "●") for row in rows for cell in row.values())
    assert marks == len(re.findall('<span aria-hidden="true">[◎○●]</span>', page)) > 0
    counted = [one for one in rows if one["どのゴールか分からない印"]]
    assert len(counted) == page.count('class="matrix-counted"') > 0


def test_every_table_of_records_has_its_columns() -> None:
    kinds = {one.name: one.type for one in fields(City)}
    assert set(COLUMNS) <= set(kinds)


def test_what_changed_is_a_table(tmp_path: Path, harbour_site: BuiltSite) -> None:
    note = ChangeNote("changed", "targets", "plan-2022.visitors", "変わりました。", "It changed.")
    notes = ReleaseNotes(date(2025, 1, 1), (note,))
    build_site(harbour_site.city, AS_OF, (), tmp_path / "site", {}, release_notes=notes)
    rows = read_table((tmp_path / "site" / "en" / "changes" / "changes.csv").read_text("utf-8"))
    assert [list(one.values())[1:] for one in rows] == [
        ["Changed", "It changed.", "plan-2022.visitors"]
    ]


def test_no_table_of_any_page_holds_a_formula(
    hostile_site: BuiltSite, build: Callable[..., BuiltSite]
) -> None:
    bad = "=1+1"
    problem = Problem(
        code="unit-dimension",
        level=ProblemLevel.WARNING,
        place=Place(file=bad, row_id="", column=bad),
        sentence=Words(bad, bad),
        hint=Words(bad, bad),
    )
    city = replace(hostile_site.city, schedules=(Schedule(id="s", name=bad, name_en=bad),))
    folder = build(city, (problem,)).folder
    tables = [one for one in folder.rglob("*.csv") if one.parent != folder / "data"]
    names = {one.name for one in tables}
    assert {"schedules.csv", "problems.csv", "plans.csv", "organisations.csv"} <= names
    for one in tables:
        cells = [
            cell for row in csv.reader(io.StringIO(one.read_text("utf-8-sig"))) for cell in row
        ]
        assert not any(cell.startswith(("=", "+", "@")) for cell in cells), one


def test_a_record_named_like_a_file_of_a_list_stands_beside_it(
    build: Callable[..., BuiltSite],
) -> None:
    body = Organisation(id="Organisations.csv", name="港", kind=OrganisationKind.OTHER)
    built = build(City(name="市", organisations=(body, replace(body, id="data.json"))))
    assert len(read_table(built.text("organisations/organisations.csv"))) == 2
    pages = {one.parent.name for one in (built.folder / "organisations").glob("*/index.html")}
    assert len(pages) == 2 and not pages & {"Organisations.csv", "data.json"}


def test_only_the_page_whose_records_changed_is_made_again(
    tmp_path: Path, harbour_site: BuiltSite
) -> None:
    site = tmp_path / "site"
    build_site(harbour_site.city, AS_OF, (), site, {})
    first, *rest = harbour_site.city.cycles
    city = replace(harbour_site.city, cycles=(replace(first, note="見直し済み"), *rest))
    summary = build_site(city, AS_OF, (), site, {})
    assert "見直し済み" in (site / "calendar" / "data.json").read_text("utf-8")
    assert "calendar/data.json" in summary.changed
    assert "committees/data.json" not in summary.changed
    assert build_site(city, AS_OF, (), site, {}).made == 0
