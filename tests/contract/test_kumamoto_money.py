"""The money of the example: every printed amount once, nothing guessed, every total done again."""

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.periods import fiscal_year
from hoshin.domain.programs import AmountLink, BudgetStage, ListingKind
from hoshin.domain.sources import Operation, PublishedFigure
from hoshin.engine.arithmetic import recompute
from hoshin.engine.budgets import budget_by_element, budget_by_organisation, budget_total
from hoshin.exchange.folder import read_folder

PLAN = "action-2025"


@pytest.fixture(scope="module")
def city(kumamoto: Path) -> City:
    reading = read_folder(kumamoto)
    assert reading.problems == ()
    assert reading.city is not None
    return reading.city


def transcribed(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def listing_id(prog_id: str) -> str:
    return f"listing-{prog_id.lower()}"


def money_figures(city: City) -> dict[str, PublishedFigure]:
    """The printed totals, counts and ratios: published figures that belong to no target."""
    return {row.id: row for row in city.published_figures if row.target is None}


# --- against the transcription ---------------------------------------------------------------


def test_each_listing_stands_once(city: City, shared_transcription: Path) -> None:
    rows = transcribed(shared_transcription, "programs")
    held = {row.id: row for row in city.program_elements}
    assert len(rows) == 170
    assert len(held) == 173
    added = held.keys() - {listing_id(row["prog_id"]) for row in rows}
    assert {held[one].kind for one in added} == {ListingKind.BREAKDOWN}
    for row in rows:
        listing = held[listing_id(row["prog_id"])]
        assert (listing.number, listing.name_printed) == (row["no"], row["program"])


def test_each_amount_stands_once_in_whole_yen(city: City, shared_transcription: Path) -> None:
    rows = transcribed(shared_transcription, "programs")
    printed = {
        listing_id(row["prog_id"]): (int(row["amount_thousand_yen"]) * 1000, row["amount_printed"])
        for row in rows
        if row["amount_thousand_yen"]
    }
    assert len(printed) == 151
    tied = Counter(row.listing for row in city.appropriations if row.listing is not None)
    assert set(tied.values()) == {1}
    held = {
        row.listing: (row.amount_yen, row.amount_printed)
        for row in city.appropriations
        if row.listing in printed
    }
    assert held == printed
    parts = {one.id for one in city.program_elements if one.kind is ListingKind.BREAKDOWN}
    assert tied.keys() - printed.keys() == {*parts, "listing-w-00"}


def test_how_an_amount_was_tied_is_kept(city: City, shared_transcription: Path) -> None:
    how = {
        "inline": AmountLink.PRINTED_TOGETHER,
        "adjacent": AmountLink.PRINTED_TOGETHER,
        "cross-checked": AmountLink.CROSS_CHECKED,
        "elimination": AmountLink.ELIMINATED,
    }
    links = {row.listing: row.link for row in city.appropriations}
    for row in transcribed(shared_transcription, "programs"):
        if row["amount_thousand_yen"]:
            assert links[listing_id(row["prog_id"])] is how[row["amount_link"]]


def test_lost_ward_amounts_are_candidates_and_never_assigned(
    city: City, shared_transcription: Path
) -> None:
    lost = {
        listing_id(row["prog_id"]): {int(one) * 1000 for one in row["amount_candidates"].split("|")}
        for row in transcribed(shared_transcription, "programs")
        if row["amount_link"] == "ambiguous"
    }
    assert len(lost) == 4
    assert not lost.keys() & {row.listing for row in city.appropriations}
    for listing, amounts in lost.items():
        found = {row.amount_yen for row in city.appropriations if listing in row.candidates}
        assert found == amounts


def test_every_cross_check_of_programs_is_a_match(city: City, shared_transcription: Path) -> None:
    """Two listings that the cross-check pairs show one program, or one is made up of the others."""
    program = {row.id: row.program for row in city.program_elements}
    part_of = {row.id: row.part_of for row in city.programs}
    checked = 0
    for row in transcribed(shared_transcription, "crosscheck"):
        pair = re.match(r"([FV][0-9][^ ]*) vs ([FVW][^; ]*)", row["remark"])
        if pair is None:
            continue
        checked += 1
        one, other = sorted(
            ({program[listing_id(x)] for x in side.split("+")} for side in pair.groups()), key=len
        )
        assert one == other or {part_of[part] for part in other} == one, row["topic"]
    assert checked == 30


def test_printed_totals_keep_their_digits(city: City, shared_transcription: Path) -> None:
    rows = transcribed(shared_transcription, "totals")
    figures = list(money_figures(city).values())
    held = Counter((row.value_printed, str(row.value or "")) for row in figures)
    single = [row for row in rows if re.fullmatch(r"-?[0-9.]+", row["printed_number"])]
    assert len(rows) == 52
    wanted = Counter((row["printed_value"], row["printed_number"]) for row in single)
    wanted.update((row["printed_value"], "") for row in rows if row not in single)
    assert not wanted - held


def test_the_total_counts_each_program_once(city: City, shared_transcription: Path) -> None:
    """All amounts, less the second print of each cross-checked program, less money of FY2024."""
    rows = transcribed(shared_transcription, "programs")
    everything = sum(int(row["amount_thousand_yen"] or 0) for row in rows)
    again = sum(
        int(row["value_b"])
        for row in transcribed(shared_transcription, "crosscheck")
        if re.match(r"[FV][0-9][^ ]* vs ", row["remark"])
    )
    fy2024 = sum(int(row["amount_thousand_yen"]) for row in rows if row["prog_id"] == "V3-06")
    assert budget_total(city).amount_yen == (everything - again - fy2024) * 1000


# --- the folder alone ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "thousand_yen", "programs"),
    [
        ("total-priority-1-soft", 1_145_100, 10),
        ("total-priority-1-hard", 10_053_471, 5),
        ("total-priority-1", 11_198_571, 15),
        ("total-priority-2", 1_084_962, 32),
    ],
)
def test_printed_subtotals_hold(city: City, figure: str, thousand_yen: int, programs: int) -> None:
    answer = recompute(city, money_figures(city)[figure])
    assert (answer.value, answer.agrees) == (thousand_yen, True)
    assert len(answer.rows) == programs


def test_every_printed_figure_that_can_be_done_again_agrees(city: City) -> None:
    answers = {one: recompute(city, row) for one, row in money_figures(city).items()}
    assert Counter(answer.agrees for answer in answers.values())[True] == 38
    assert not [one for one, answer in answers.items() if answer.agrees is False]


def test_a_figure_without_arithmetic_says_why_in_both_languages(city: City) -> None:
    for row in money_figures(city).values():
        recomputable = recompute(city, row).value is not None
        assert recomputable == (row.operation is not Operation.NONE), row.id
        assert recomputable or (row.reason and row.reason_en), row.id


def test_half_is_printed_upward(city: City) -> None:
    answer = recompute(city, money_figures(city)["ratio-absence-supporters"])
    assert (answer.value, answer.printed) == (Decimal("5.25"), Decimal("5.3"))


def test_names_are_in_both_languages(city: City) -> None:
    assert all(row.name and row.name_en for row in city.programs)
    assert all(row.name and row.name_en for row in money_figures(city).values())
    assert all(bool(row.category) == bool(row.category_en) for row in city.program_elements)


def test_money_of_another_year_or_stage_is_marked(city: City) -> None:
    unusual = {
        row.listing: (row.fiscal_year, row.stage)
        for row in city.appropriations
        if (row.fiscal_year, row.stage) != (fiscal_year(2025), BudgetStage.INITIAL)
    }
    mixed = (fiscal_year(2025), BudgetStage.INITIAL_AND_SUPPLEMENTARY)
    assert unusual == {
        "listing-v1-05": mixed,
        "listing-v7-09": mixed,
        "listing-v3-06": (fiscal_year(2024), BudgetStage.SUPPLEMENTARY),
    }


def test_kinds_that_are_never_added(city: City) -> None:
    kinds = Counter(row.kind for row in city.program_elements)
    assert kinds == {
        ListingKind.LISTING: 155,
        ListingKind.RESTATED: 1,
        ListingKind.NAME_ONLY: 13,
        ListingKind.ENVELOPE: 1,
        ListingKind.BREAKDOWN: 3,
    }


def test_elements_show_their_own_print_and_the_city_counts_once(city: City) -> None:
    by_element = {row.subject: row for row in budget_by_element(city, PLAN)}
    assert by_element[f"{PLAN}.F1"].amount_yen == 11_198_571_000
    assert by_element[f"{PLAN}.F2"].amount_yen == 1_084_962_000
    assert by_element[f"{PLAN}.F2"].repeated == 1
    assert by_element[f"{PLAN}.W-minami"].amount_yen is None
    assert by_element[f"{PLAN}.W-minami"].untied_yen == 1_609_000
    assert by_element[f"{PLAN}.W"].frames == ("listing-w-00",)
    total = budget_total(city)
    assert total.fiscal_year == fiscal_year(2025)
    assert total.other_years == ("neighbourhood-crime-prevention",)
    assert {one.program for one in total.differing} == {
        "foreign-residents-reception",
        "child-sexual-abuse-prevention",
    }


def test_organisations_add_up_to_the_city(city: City) -> None:
    parents = {row.id: row.parent for row in city.organisations}
    budgets = budget_by_organisation(city)
    tops = [row for row in budgets if row.subject is None or parents[row.subject] is None]
    total = budget_total(city)
    assert sum(row.amount_yen or 0 for row in tops) == total.amount_yen
    assert sum(row.programs for row in tops) == total.programs
    assert sum(row.untied_yen for row in tops) == total.untied_yen
