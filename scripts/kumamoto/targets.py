"""Targets and milestones: the 89 listings, and the yearly targets of the first strategy."""

from __future__ import annotations

from decimal import Decimal

from hoshin.domain.indicators import Milestone, Target
from scripts.kumamoto import transcription
from scripts.kumamoto.identifiers import SOURCE_OF_DOCUMENT, STRATEGY_1, lines
from scripts.kumamoto.listings import Listing, column_head, listings, period_of, plain_name

_YEAR_OF_THE_REVIEWS_GOALS = "H31"
_WORDS = {"上昇": "rise"}


def _decimal(digits: str) -> Decimal | None:
    return Decimal(digits) if digits else None


def targets() -> tuple[Target, ...]:
    """All target listings, one row for each place in which a document prints one."""
    return tuple(_target(listing) for listing in listings().values())


def _target(listing: Listing) -> Target:
    row = listing.printed
    baseline = period_of(
        row["baseline_period"], row["baseline_period_kind"], row["baseline_year_ad"]
    )
    goal = period_of(row["target_period"], row["target_period_kind"], row["target_year_ad"])
    word = row["qualitative_text"]
    return Target(
        id=listing.target,
        plan=listing.plan,
        element=listing.element,
        indicator=listing.indicator,
        number=listing.number,
        role=listing.role,
        name_printed=plain_name(row["indicator_printed"]),
        unit=row["unit"],
        restates=listing.restates,
        restated_in_print=row["repeated"] == "yes",
        ref_area=listing.ref_area,
        baseline_value=_decimal(row["baseline_value"]),
        baseline_printed=row["baseline_printed"],
        baseline_period=baseline.period,
        baseline_period_printed=baseline.printed,
        baseline_column=column_head(row["baseline_column"]),
        goal_value=_decimal(row["target_value"]),
        goal_text=word,
        goal_text_en=_WORDS[word] if word else "",
        goal_printed=_goal_digits(listing),
        goal_period=goal.period,
        goal_period_printed=goal.printed,
        goal_column=column_head(row["target_column"]),
        goal_provisional_year=goal.provisional_year,
        comparison=listing.comparison,
        method=listing.method,
        definition_note=listing.definition_note,
        source=SOURCE_OF_DOCUMENT[row["doc"]],
        locator=lines(row["line"]),
        note=listing.note,
    )


def _goal_digits(listing: Listing) -> str:
    """The goal as printed; document 003 prints year and unit in the same cell, kept apart here."""
    row = listing.printed
    printed = row["target_printed"].removeprefix(row["target_period"]).strip()
    return printed.removesuffix(row["unit"]).strip() if row["unit"] else printed


def milestones() -> tuple[Milestone, ...]:
    """The yearly targets on the way to the review's goals, which stand in its last column."""
    return tuple(
        _milestone(row, listings()[row["ind_id"]])
        for row in transcription.read("observations")
        if is_milestone(row)
    )


def is_milestone(row: dict[str, str]) -> bool:
    """Whether a transcribed value is a yearly target before the last year of the first strategy."""
    return (
        row["kind"] == "target"
        and listings()[row["ind_id"]].plan == STRATEGY_1
        and row["column_period"] != _YEAR_OF_THE_REVIEWS_GOALS
    )


def _milestone(row: dict[str, str], listing: Listing) -> Milestone:
    printed = row["reference_period"] or row["column_period"]
    return Milestone(
        id=f"{listing.target}.milestone-{row['column_period']}",
        target=listing.target,
        value=Decimal(row["value"]),
        value_printed=row["value_printed"],
        period=period_of(printed, row["reference_period_kind"], row["ref_year_ad"]).period,
        period_printed=printed,
        reporting_column=column_head(row["column_period"]),
        comparison=listing.comparison,
        source=SOURCE_OF_DOCUMENT[row["doc"]],
        locator=lines(row["line"]),
    )
