"""A repository of Open SDG: series, units, breakdowns, targets, goals, and what is wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Direction,
    Indicator,
    Method,
    MissingReason,
    Observation,
    Target,
)
from hoshin.domain.links import SdgLink
from hoshin.domain.proposals import Proposal, ProposedAction
from hoshin.engine.checks import check
from hoshin.importers.applying import apply_proposal
from hoshin.importers.open_sdg.propose import propose_repository
from hoshin.importers.open_sdg.repository import is_repository, read_repository

FILES = {
    # One unit, disaggregated; a blank value is missing and not zero.
    "data/indicator_4-2-2.csv": "Year,Sex,GeoCode,Value\n2019,,,91.5\n2020,,,92.0\n2020,F,,93.1\n"
    "2020,M,,\n2020,F,E0101,0\n",
    # Two series with units of their own.
    "data/indicator_12-5-1.csv": "Year,Units,Series,Value\n2020,t,ごみ排出量,812\n"
    "2021,t,ごみ排出量,790\n2021,%,リサイクル率,21.0\n",
    # Not yet measured.
    "meta/17-1-1.md": "---\nindicator_name: 税収の割合\nreporting_status: notstarted\n---\ntext\n",
    "meta/4-2-2.md": "---\nindicator_name: global_indicators.4-2-2-title\n"
    "computation_units: '%'\ntarget_id: 4.2\n---\n",
    "meta/12-5-1.yml": "indicator_name: ごみの減量\nreporting_status: complete\n",
    "indicator-config/4-2-2.yml": "progress_calculation_options:\n  - base_year: 2019\n"
    "    target: 100\n    target_year: 2030\n    direction: positive\n",
    "indicator-config/12-5-1.yml": "progress_calculation_options:\n  - series: ごみ排出量\n"
    "    unit: t\n    target: 600\n    direction: negative\n",
    "translations/ja/global_indicators.yml": "4-2-2-title: 就学前の教育を受けるこどもの割合\n",
    "translations/en/global_indicators.yml": "4-2-2-title: Participation in organized learning\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "sdg-data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "sdg-data"


def proposed(folder: Path, city: City | None = None) -> Proposal:
    return propose_repository(read_repository(folder), city or City(name="港の市"))


def test_indicators_have_names_units_and_directions_as_declared(folder: Path) -> None:
    assert is_repository(folder)
    rows = {one.row.id: one.row for one in proposed(folder).of_table("indicators")}
    assert len(rows) == 3
    learning = rows["sdg-4-2-2"]
    assert isinstance(learning, Indicator)
    assert learning.name == "就学前の教育を受けるこどもの割合"
    assert learning.name_en == "Participation in organized learning"
    assert (learning.unit, learning.direction) == ("%", Direction.INCREASE)
    waste = next(one for one in rows.values() if "ごみ排出量" in getattr(one, "name", ""))
    assert isinstance(waste, Indicator)
    assert (waste.unit, waste.direction) == ("t", Direction.DECREASE)


def test_disaggregations_are_kept_and_blank_is_never_zero(folder: Path) -> None:
    rows = [
        one.row
        for one in proposed(folder).of_table("observations")
        if isinstance(one.row, Observation) and one.row.indicator == "sdg-4-2-2"
    ]
    found = {(one.time_period.code, one.breakdown): one.obs_value for one in rows}
    assert found == {
        ("Y2019", ""): Decimal("91.5"),
        ("Y2020", ""): Decimal("92.0"),
        ("Y2020", "Sex: F"): Decimal("93.1"),
        ("Y2020", "Sex: M"): None,
        ("Y2020", "Sex: F; GeoCode: E0101"): Decimal(0),
    }
    blank = next(one for one in rows if one.breakdown == "Sex: M")
    assert blank.missing_reason is MissingReason.NOT_PRINTED
    assert blank.locator == "data/indicator_4-2-2.csv, line 5"


def test_declared_targets_are_tied_to_their_goal(folder: Path) -> None:
    proposal = proposed(folder)
    targets = {
        one.row.indicator: one.row
        for one in proposal.of_table("targets")
        if isinstance(one.row, Target)
    }
    learning = targets["sdg-4-2-2"]
    assert (learning.baseline_value, learning.goal_value) == (Decimal("91.5"), Decimal(100))
    assert learning.method is Method.PROGRESS
    links = {
        one.row.target: one.row
        for one in proposal.of_table("sdg_links")
        if isinstance(one.row, SdgLink)
    }
    assert (links[learning.id].goal, links[learning.id].sdg_target) == (4, "4.2")
    # No baseline year is declared: nothing is taken for one.
    waste = next(one for key, one in targets.items() if key != "sdg-4-2-2")
    assert (waste.baseline_value, waste.method) == (None, Method.THRESHOLD)


def test_accepted_it_is_a_sound_city_and_the_same_again_is_confirmed(folder: Path) -> None:
    from datetime import date

    city = City(name="港の市")
    applied = apply_proposal(city, proposed(folder)).city
    assert len(applied.observations) == 8
    assert not [one for one in check(applied, date(2026, 1, 1)) if one.level.value == "error"]
    again = proposed(folder, applied)
    assert {row.action for row in again.rows} == {ProposedAction.CONFIRM}


def test_next_year_adds_and_a_revised_value_is_a_change(folder: Path) -> None:
    applied = apply_proposal(City(name="港の市"), proposed(folder)).city
    data = folder / "data/indicator_4-2-2.csv"
    text = data.read_text(encoding="utf-8").replace("2020,,,92.0", "2020,,,92.4")
    data.write_text(text + "2021,,,92.9\n", encoding="utf-8")
    rows = [
        one
        for one in proposed(folder, applied).of_table("observations")
        if one.action is not ProposedAction.CONFIRM
    ]
    assert [(one.action, one.needs_decision) for one in rows] == [
        (ProposedAction.CHANGE, True),
        (ProposedAction.ADD, False),
    ]
    assert rows[0].changes[0].proposed == "92.4"


def test_what_is_wrong_is_named_by_file_and_line_and_the_rest_is_read(folder: Path) -> None:
    (folder / "data/indicator_1-1-1.csv").write_text("Jahr,Wert\n2020,1\n", encoding="utf-8")
    (folder / "data/indicator_3-1-1.csv").write_text(
        "Year,Unit multiplier,Value\n2020,,about 5\n20x1,,3\n2021,6,3\n2022,,7\n2022,,8\n",
        encoding="utf-8",
    )
    (folder / "meta/3-1-1.yml").write_text("a: [1, 2\nb: 3\n", encoding="utf-8")
    proposal = proposed(folder)
    said = [(one.code, one.place.file, one.place.line) for one in proposal.problems]
    assert ("open-sdg-heads", "data/indicator_1-1-1.csv", 1) in said
    assert [line for code, _, line in said if code == "open-sdg-row"] == [2, 3, 4]
    assert ("open-sdg-yaml", "meta/3-1-1.yml", 2) in said
    assert [one.code for one in proposal.left_over] == ["open-sdg-row-twice"]
    unnamed = next(one for one in proposal.of_table("indicators") if one.row.id == "sdg-3-1-1")
    assert unnamed.needs_decision
    assert "open-sdg-without-data" in {one.code for one in proposal.problems}


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['touch made']\n",
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
        "- a\n- b\n",
        "[" * 5000,
        "\x00\x01",
    ],
)
def test_yaml_makes_no_object_and_never_raises(
    folder: Path, text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (folder / "meta/12-5-1.yml").write_text(text, encoding="utf-8")
    assert proposed(folder).of_table("observations")
    assert not (tmp_path / "made").exists()


def test_a_link_out_of_the_repository_is_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "indicator_9-9-9.csv"
    outside.write_text("Year,Value\n2020,1\n", encoding="utf-8")
    (folder / "data/indicator_9-1-1.csv").symlink_to(outside)
    assert {one.indicator for one in read_repository(folder).series} == {"4-2-2", "12-5-1"}


def test_another_folder_is_no_repository(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "notes.csv").write_text("Year,Value\n", encoding="utf-8")
    assert not is_repository(tmp_path)
