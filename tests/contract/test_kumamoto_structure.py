"""The example's plans and trees: whole against the transcription, named in two languages."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.evaluations import StatedChange
from hoshin.domain.periods import read_code
from hoshin.domain.rounds import Certainty
from hoshin.exchange.folder import read_folder


@pytest.fixture(scope="module")
def city(kumamoto: Path) -> City:
    found = read_folder(kumamoto).city
    assert found is not None
    return found


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def by_level(city: City, level: str) -> list[str]:
    return [one.id for one in city.elements if one.level == level]


def test_every_transcribed_node_is_an_element_or_left_out_with_a_reason(
    city: City, repository: Path, shared_transcription: Path
) -> None:
    sources = {one.file_name: one.id for one in city.sources}
    nodes = {row["node_id"]: row for row in rows(shared_transcription / "structure.csv")}
    left_out = rows(repository / "scripts" / "kumamoto" / "nodes_left_out.csv")
    assert all(row["reason"] for row in left_out)
    places = Counter(
        (sources[row["doc"]], "lines " + row["line"].replace(";", ", ")) for row in nodes.values()
    )
    for row in left_out:
        node = nodes[row["node_id"]]
        places[sources[node["doc"]], "lines " + node["line"].replace(";", ", ")] -= 1
    assert +places == Counter((one.source, one.locator) for one in city.elements)
    assert min(places.values()) >= 0
    assert len(city.elements) + len(left_out) == len(nodes) == 570


def test_every_schedule_row_and_context_figure_is_held(
    city: City, shared_transcription: Path
) -> None:
    schedule = rows(shared_transcription / "schedule.csv")
    assert len(city.stages) + len(city.meetings) + len(city.schedules) == len(schedule) == 53
    printed = [row["value_printed"] for row in rows(shared_transcription / "context_stats.csv")]
    printed += [row["value_printed"] for row in rows(shared_transcription / "timeseries.csv")]
    assert Counter(one.value_printed for one in city.context_figures) == Counter(printed)
    assert len(printed) == 136


@pytest.mark.parametrize(
    ("level", "count"),
    [
        ("action-2025.vision", 8),
        ("action-2025.measure", 32),
        ("action-2025.priority", 3),
        ("action-2025.direction", 13),
        ("strategy-2.goal", 3),
        ("strategy-2.measure", 9),
        ("strategy-2.leading-project", 4),
        ("strategy-1.goal", 3),
        ("comprehensive-7-revision.priority", 5),
        ("comprehensive-7.field", 8),
        ("sdgs-2019.synergy-direction", 6),
        ("sdgs-2019.pillar", 4),
        ("sdgs-2022.initiative", 6),
    ],
)
def test_a_level_has_as_many_elements_as_the_plan_prints(
    city: City, level: str, count: int
) -> None:
    assert len(by_level(city, level)) == count


def test_the_five_wards_are_elements_with_their_offices(city: City) -> None:
    offices = [one.organisation for one in city.elements if one.level == "action-2025.ward"]
    wards = ["ward-chuo", "ward-higashi", "ward-nishi", "ward-minami", "ward-kita"]
    assert offices == [None, *wards]
    codes = {one.id: one.municipal_code for one in city.organisations}
    assert [codes[ward] for ward in wards] == ["431010", "431028", "431036", "431044", "431052"]


def test_the_visions_name_the_visions_related_to_them(city: City) -> None:
    related = {one.id: one.related for one in city.elements}
    assert related["action-2025.V1"] == ("action-2025.V2", "action-2025.V4", "action-2025.V6")
    assert related["action-2025.V8"] == ()


def test_every_tree_reaches_its_plan_within_the_depth_of_its_levels(city: City) -> None:
    elements = {one.id: one for one in city.elements}
    depth_of_level = {one.id: one.depth for one in city.levels}
    for element in city.elements:
        depth, above = 1, element
        while above.parent is not None:
            above = elements[above.parent]
            depth += 1
            assert above.plan == element.plan
            assert depth <= 4, f"{element.id} is its own ancestor, or too deep"
        assert depth == depth_of_level[element.level]


def test_siblings_are_counted_from_one(city: City) -> None:
    siblings: dict[tuple[str, str | None], list[int]] = {}
    for element in city.elements:
        siblings.setdefault((element.plan, element.parent), []).append(element.order)
    assert all(sorted(one) == list(range(1, len(one) + 1)) for one in siblings.values())


def without_english(records: Iterable[object]) -> list[object]:
    return [one for one in records if not getattr(one, "name_en", "")]


@pytest.mark.parametrize(
    "table",
    [
        "organisations",
        "plans",
        "levels",
        "elements",
        "cycles",
        "stages",
        "schedules",
        "agreements",
        "pledges",
        "context_figures",
        "committees",
        "meetings",
    ],
)
def test_everything_has_a_japanese_and_an_english_name(city: City, table: str) -> None:
    records = getattr(city, table)
    assert records
    assert without_english(records) == []
    assert all(one.name for one in records)
    assert not [one.name_en for one in records if any(ord(c) > 0x2E80 for c in one.name_en)]


def test_roles_findings_and_agendas_are_in_both_languages(city: City) -> None:
    assert all(one.role and one.role_en for one in city.stakeholders)
    assert all(one.affiliation and one.affiliation_en for one in city.members)
    assert all(one.agenda and one.agenda_en for one in city.meetings)
    for one in city.evaluations:
        assert bool(one.findings) == bool(one.findings_en)
        assert bool(one.direction) == bool(one.direction_en)


def test_names_are_names_and_not_sentences(city: City) -> None:
    endings = ("します", "ます。", "です。", "。")
    assert not [one.name for one in city.elements if one.name.endswith(endings)]
    assert not [one.name for one in city.elements if "します。" in one.name]


def test_a_seat_that_changed_hands_is_one_seat(city: City) -> None:
    seats = [one for one in city.members if one.committee == "committee-verification"]
    later = [one for one in seats if one.succeeds]
    committee = next(one for one in city.committees if one.id == "committee-verification")
    assert [one.succeeds for one in later] == ["verification-seat-higo-bank-1"]
    assert len(seats) - len(later) == committee.seats_printed == 8


def test_the_fifth_meeting_keeps_its_printed_date_beside_the_true_one(city: City) -> None:
    fifth = next(one for one in city.meetings if one.number == 5)
    assert fifth.date_printed == "令和 2（2019）年 2 月 14日（金）"
    assert fifth.held_on == date(2020, 2, 14)


def test_what_the_layout_lost_is_not_guessed(city: City) -> None:
    lost = [one for one in city.schedules if one.certainty is Certainty.NOT_KNOWN]
    assert len(lost) == 5
    assert all(one.element is None and one.planned is None for one in lost)
    assert {one.certainty for one in city.stages} == {Certainty.INFERRED}


def test_comments_cite_their_rows_and_keep_the_change_that_they_state(city: City) -> None:
    comments = [one for one in city.evaluations if one.plan == "sdgs-2022"]
    assert len(comments) == 7
    first = comments[0]
    assert first.targets == ("sdgs-2022.t1-01", "sdgs-2022.t1-04", "sdgs-2022.t1-08")
    assert first.stated_change is StatedChange.DECREASE
    changes = Counter(one.stated_change for one in comments)
    assert changes == {StatedChange.DECREASE: 3, StatedChange.INCREASE: 3, None: 1}


def test_periods_of_plans_stand_only_where_they_are_printed(city: City) -> None:
    periods = {one.id: one.period for one in city.plans if one.period}
    assert periods == {
        "strategy-2": read_code("FY2020/FY2023"),
        "sdgs-2022": read_code("CY2022/CY2024"),
        "action-2025": read_code("FY2025"),
    }


def test_an_empty_cell_of_a_time_series_is_no_zero(city: City) -> None:
    figures = {one.id: one for one in city.context_figures}
    empty = figures["ctx-004-student-assistant-r4"]
    assert empty.value is None and empty.value_printed == "ー"
    counted = figures["ctx-004-school-absence-supporter-r7"]
    assert counted.value == 21 and counted.value_printed == "２１"


def test_sources_are_the_files_that_were_read(city: City, shared_documents: Path) -> None:
    assert len(city.sources) == 5
    for source in city.sources:
        content = (shared_documents / source.file_name).read_bytes()
        assert source.sha256 == hashlib.sha256(content).hexdigest()
