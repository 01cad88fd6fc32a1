"""Observations: every actual value that the documents print, each at its place."""

from __future__ import annotations

from decimal import Decimal

from hoshin.domain.indicators import MissingReason, Observation, ObservationStatus
from hoshin.domain.periods import PrintedPeriod, read_printed
from scripts.kumamoto import transcription
from scripts.kumamoto.identifiers import SOURCE_OF_DOCUMENT, lines
from scripts.kumamoto.listings import column_head, listings, period_of

_TEXT_NOTE = "本文の数値。 / A figure in running text."
_NOTES = {
    "sdgs-2019.k17a.text-2019-01": (
        "本文の数値。知らないという二つの回答の合計で、指標とは逆の割合。期間は調査の月。 / "
        "A figure in running text: two answers of not knowing together, the opposite of the "
        "indicator. The period is the month of the survey."
    ),
    "sdgs-2022.t2-02.text-FY2013": (
        "本文の数値。短い名称で印字され、この指標と同じとは書かれていない。 / "
        "A figure in running text, under a shorter name; the text does not say that it is this "
        "indicator."
    ),
    "sdgs-2022.t2-02.text-FY2021": (
        "本文の数値。短い名称で印字され、この指標と同じとは書かれていない。 / "
        "A figure in running text, under a shorter name; the text does not say that it is this "
        "indicator."
    ),
    "strategy-1.k35.actual-Y2016": (
        "地震のためアンケートが行われなかった年。 / "
        "No survey was held in that year because of the earthquake."
    ),
}
# The text gives the share of those who do not know the SDGs: same survey, other group.
_BREAKDOWNS = {"sdgs-2019.k17a.text-2019-01": ("知らない", "do not know")}
_SURVEY_MONTH_OF_THE_SDGS_QUESTION = "平成31年1月"
_MARK_OF_ESTIMATED_COUNT = "概算値"


def is_running_text(row: dict[str, str]) -> bool:
    """Whether a transcribed value stands in running text and not in a table."""
    return "本文" in row["section"]


def observations() -> tuple[Observation, ...]:
    """All actual values, the missing one included, in the order of the transcription."""
    return tuple(
        _observation(row) for row in transcription.read("observations") if row["kind"] == "actual"
    )


def _period(row: dict[str, str]) -> PrintedPeriod:
    printed = row["reference_period"] or row["column_period"]
    if not printed:
        return read_printed(_SURVEY_MONTH_OF_THE_SDGS_QUESTION)
    return period_of(printed, row["reference_period_kind"], row["ref_year_ad"])


def _observation(row: dict[str, str]) -> Observation:
    listing = listings()[row["ind_id"]]
    period = _period(row)
    place = "text" if is_running_text(row) else "actual"
    identifier = f"{listing.target}.{place}-{period.period.code}"
    breakdown, breakdown_en = _BREAKDOWNS.get(identifier, ("", ""))
    provisional = row["note"].startswith(_MARK_OF_ESTIMATED_COUNT)
    return Observation(
        id=identifier,
        indicator=listing.indicator,
        target=listing.target,
        ref_area=listing.ref_area,
        breakdown=breakdown,
        breakdown_en=breakdown_en,
        time_period=period.period,
        period_printed=period.printed,
        reporting_column=column_head(row["column_period"]),
        obs_value=Decimal(row["value"]) if row["value"] else None,
        value_printed=row["value_printed"],
        unit_measure=row["unit"],
        obs_status=ObservationStatus.PROVISIONAL if provisional else ObservationStatus.AS_PRINTED,
        missing_reason=None if row["value"] else MissingReason.NOT_SURVEYED,
        source=SOURCE_OF_DOCUMENT[row["doc"]],
        locator=lines(row["line"]),
        note=_NOTES.get(identifier, _TEXT_NOTE if place == "text" else ""),
    )
