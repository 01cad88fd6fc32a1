"""Every figure of the real documents is in the example: its digits, its unit, period and place."""

import csv
import re
import unicodedata
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import Comparison, MissingReason, ObservationStatus, Target
from hoshin.domain.sources import Operation, PublishedKind
from hoshin.exchange.folder import read_folder

LISTINGS, MILESTONES, ACTUALS = 89, 60, 92


@pytest.fixture(scope="module")
def city(kumamoto: Path) -> City:
    reading = read_folder(kumamoto)
    assert reading.problems == ()
    assert reading.city is not None
    return reading.city


@pytest.fixture(scope="module")
def targets(city: City) -> dict[str, Target]:
    return {target.id: target for target in city.targets}


def transcribed(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def target_of(listing: str) -> str:
    """S0-01 is sdgs-2019.k01, S2-21 strategy-1.k21, S3-2.10 sdgs-2022.t2-10."""
    found = re.fullmatch(r"S3-(\d)\.(\d\d)", listing)
    if found:
        return f"sdgs-2022.t{found[1]}-{found[2]}"
    if listing.startswith("S0"):
        return f"sdgs-2019.k{listing[3:]}"
    return f"strategy-{1 if int(listing[3:]) > 20 else 2}.k{listing[3:]}"


def code(kind: str, year: str) -> str:
    return {"FY": "FY", "CY": "CY", "unknown": "Y"}[kind] + year


def digits(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def one_width(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


# --- against the transcription ---------------------------------------------------------------


def test_every_listing_is_a_target(shared_transcription: Path, targets: dict[str, Target]) -> None:
    rows = transcribed(shared_transcription, "indicators")
    assert {target_of(row["ind_id"]) for row in rows} == set(targets)
    for row in rows:
        target = targets[target_of(row["ind_id"])]
        marks = re.sub(r"【[^】]*】|（再掲）|^※", "", row["indicator_printed"])
        assert one_width(target.name_printed) == one_width(marks), target.id
        assert target.unit == row["unit"], target.id
        assert target.restated_in_print is (row["repeated"] == "yes"), target.id


def test_every_listing_keeps_its_columns_and_periods(
    shared_transcription: Path, targets: dict[str, Target]
) -> None:
    for row in transcribed(shared_transcription, "indicators"):
        target = targets[target_of(row["ind_id"])]
        assert target.baseline_period is not None and target.goal_period is not None
        found = (
            target.baseline_period.code,
            target.baseline_period_printed,
            one_width(target.baseline_column),
            target.goal_period.code,
            target.goal_period_printed,
            one_width(target.goal_column),
        )
        assert found == (
            code(row["baseline_period_kind"], row["baseline_year_ad"]),
            row["baseline_period"],
            one_width(row["baseline_column"]),
            code(row["target_period_kind"], row["target_year_ad"]),
            row["target_period"],
            one_width(row["target_column"]),
        ), target.id


Value = tuple[str, str, str, str, str, str, str]


def transcribed_value(row: dict[str, str]) -> Value:
    """A value as (what, target, column, period, digits, printed, unit)."""
    target = target_of(row["ind_id"])
    column = row["column_period"]
    # The share of those who do not know the SDGs has no year beside it, only a survey's month.
    period = code(row["reference_period_kind"], row["ref_year_ad"]) if row["ref_year_ad"] else ""
    what = row["kind"]
    if what == "target":
        if "本文" in row["section"]:
            # The text speaks of the first strategy, whose listing is number 23.
            return (
                "text",
                "strategy-1.k23",
                "",
                "",
                row["value"],
                row["value_printed"],
                row["unit"],
            )
        first_strategy = target.startswith("strategy-1")
        what = "milestone" if first_strategy and column != "H31" else "goal"
    if what in ("goal", "baseline"):
        column = ""
    # The one goal that is a word has no unit of its own; its listing counts wells.
    unit = row["unit"] or "本"
    return (what, target, column, period, row["value"], row["value_printed"], unit)


def values_of(city: City) -> list[Value]:
    found: list[Value] = []
    cells = set()
    units = {target.id: target.unit for target in city.targets}
    for t in city.targets:
        assert t.baseline_period is not None and t.goal_period is not None
        cell = (t.source, t.locator)
        # Two listings of one printed row have one baseline cell between them.
        if cell not in cells:
            cells.add(cell)
            baseline = digits(t.baseline_value)
            found.append(
                (
                    "baseline",
                    t.id,
                    "",
                    t.baseline_period.code,
                    baseline,
                    t.baseline_printed,
                    t.unit,
                )
            )
        goal = digits(t.goal_value)
        found.append(("goal", t.id, "", t.goal_period.code, goal, t.goal_printed, t.unit))
    for m in city.milestones:
        place = (m.target, m.reporting_column, m.period.code)
        found.append(("milestone", *place, digits(m.value), m.value_printed, units[m.target]))
    for o in city.observations:
        period = "" if o.time_period.code == "2019-01" else o.time_period.code
        place = (o.target or "", o.reporting_column, period)
        found.append(("actual", *place, digits(o.obs_value), o.value_printed, o.unit_measure))
    for p in city.published_figures:
        if p.kind is PublishedKind.OTHER and p.target:
            row = ("text", p.target, "", "", digits(p.value), p.value_printed, p.unit)
            found.append(row)
    return found


def test_every_value_is_there_once(shared_transcription: Path, city: City) -> None:
    expected = [transcribed_value(row) for row in transcribed(shared_transcription, "observations")]
    assert len(expected) == 330
    found = Counter(values_of(city))
    wanted = Counter(expected)
    assert list((wanted - found).elements()) == [], "in the transcription, not in the example"
    assert list((found - wanted).elements()) == [], "in the example, not in the transcription"


def test_every_printed_achievement_is_there(shared_transcription: Path, city: City) -> None:
    printed = {
        target_of(row["ind_id"]): row["published"]
        for row in transcribed(shared_transcription, "achievement_check")
    }
    found = {
        row.target: row for row in city.published_figures if row.operation is Operation.ACHIEVEMENT
    }
    assert {target: row.value_printed for target, row in found.items()} == printed
    for target, row in found.items():
        in_digits = f"{digits(row.value)}%" if row.value is not None else row.text
        assert in_digits == printed[str(target)]


def test_every_printed_sdg_target_is_linked(shared_transcription: Path, city: City) -> None:
    expected = Counter(
        (target_of(row["ind_id"]) if row["ind_id"] else "", sdg_target)
        for row in transcribed(shared_transcription, "sdg_matrix")
        if row["kind"] != "matrix"
        for sdg_target in row["targets"].split(";")
    )
    found = Counter((link.target or "", link.sdg_target) for link in city.sdg_links)
    assert found == expected
    marks = [row for row in transcribed(shared_transcription, "sdg_matrix") if row["marks"]]
    assert [(row.primary_count, row.related_count) for row in city.sdg_mark_counts] == [
        (int(row["n_double"]), int(row["n_single"])) for row in marks
    ]


def test_every_synergy_is_there(shared_transcription: Path, city: City) -> None:
    aspects = {"経済": "economy", "社会": "society", "環境": "environment"}
    expected = {
        (aspects[row["from"]], aspects[row["to"]], target_of(row["ind_id"]))
        for row in transcribed(shared_transcription, "synergies")
    }
    assert len(expected) == 6
    assert expected == {
        (str(row.from_aspect), str(row.to_aspect), row.target)
        for row in city.contributions
        if row.from_aspect
    }


# --- without it ------------------------------------------------------------------------------


def test_counts(city: City) -> None:
    assert len(city.targets) == LISTINGS
    assert len(city.milestones) == MILESTONES
    assert len(city.observations) == ACTUALS
    assert Counter(value[0] for value in values_of(city)) == {
        "baseline": 88,
        "goal": 89,
        "milestone": 60,
        "actual": 92,
        "text": 1,
    }


def test_printed_digits_are_kept(targets: dict[str, Target]) -> None:
    recharge = targets["sdgs-2019.k11"], targets["sdgs-2019.k20"]
    assert [row.baseline_printed for row in recharge] == ["1,317.1", "1317.1"]
    assert [digits(row.baseline_value) for row in recharge] == ["1317.1", "1317.1"]
    assert digits(targets["sdgs-2019.k01"].goal_value) == "50.0"
    assert digits(targets["strategy-2.k15"].goal_value) == "44"
    assert targets["strategy-2.k09"].goal_printed == "7,000以上"
    assert targets["strategy-2.k09"].comparison is Comparison.AT_LEAST


def test_listings_name_the_one_that_they_repeat(targets: dict[str, Target]) -> None:
    printed = {row.id for row in targets.values() if row.restated_in_print}
    assert printed == {
        "sdgs-2022.t1-04",
        "sdgs-2022.t1-08",
        "strategy-2.k10",
        "strategy-2.k16",
        "strategy-2.k18",
    }
    for row in targets.values():
        if row.restates is not None:
            first = targets[row.restates]
            assert first.restates is None
            assert (row.plan, row.indicator) == (first.plan, first.indicator)
            assert (row.baseline_value, row.goal_value) == (first.baseline_value, first.goal_value)
            assert (row.goal_period, row.goal_text) == (first.goal_period, first.goal_text)
    assert sum(row.restates is None for row in targets.values()) == 72


def test_provisional_goals_name_the_year_whose_value_they_show(targets: dict[str, Target]) -> None:
    provisional = [row for row in targets.values() if row.goal_provisional_year is not None]
    assert len(provisional) == 7
    for row in provisional:
        assert row.goal_period is not None
        assert (row.goal_period.code, row.goal_provisional_year) == ("CY2030", 2023)


def test_a_missing_value_is_not_zero_and_zero_is_a_value(city: City) -> None:
    missing = [row for row in city.observations if row.obs_value is None]
    assert [(row.id, row.missing_reason) for row in missing] == [
        ("strategy-1.k35.actual-Y2016", MissingReason.NOT_SURVEYED)
    ]
    zeros = [row.id for row in city.observations if row.obs_value == 0]
    assert zeros == [f"strategy-1.k33.actual-Y{year}" for year in (2016, 2017, 2018)]


def test_estimated_births_are_provisional(city: City) -> None:
    provisional = {
        row.id for row in city.observations if row.obs_status is ObservationStatus.PROVISIONAL
    }
    assert provisional == {"strategy-1.k23.actual-Y2018", "strategy-1.k32.actual-Y2018"}


def test_a_cells_own_year_wins_over_its_column(city: City) -> None:
    product = {
        row.reporting_column: row.time_period.code
        for row in city.observations
        if row.target == "strategy-1.k21"
    }
    assert product == {"H28": "Y2013", "H29": "Y2014", "H30": "Y2015"}


def test_every_indicator_is_named_and_explained_in_both_languages(city: City) -> None:
    assert len(city.indicators) == 36
    for row in city.indicators:
        assert row.name and row.name_en, row.id
        assert row.definition and row.definition_en, row.id
    assert {row.id for row in city.indicators} == {row.indicator for row in city.targets}


def test_marks_without_a_goal_are_never_assigned(city: City) -> None:
    marked = {row.element for row in city.sdg_mark_counts}
    assert len(marked) == 8
    assert not marked & {link.element for link in city.sdg_links}
