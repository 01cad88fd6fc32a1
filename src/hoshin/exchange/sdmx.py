"""Observations as SDMX-CSV 2.0, written and read without loss.

Dimensions FREQ, REF_AREA, INDICATOR, BREAKDOWN, TIME_PERIOD; measure OBS_VALUE; attributes
UNIT_MEASURE, DECIMALS, OBS_STATUS (codes of CL_OBS_STATUS) and, marked as ours by their prefix,
what SDMX has no code for. A fiscal year is a reporting year that starts on 1 April
(``2022-A1`` with REPORTING_YEAR_START_DAY ``--04-01``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from hoshin.domain.indicators import MissingReason, Observation, ObservationStatus
from hoshin.domain.periods import Period, PeriodKind, read_code
from hoshin.domain.problems import IllFormedError, Place, Problem, ProblemLevel
from hoshin.exchange.cells import read_cell, write_cell
from hoshin.exchange.tables import table

STRUCTURE_ID = "HOSHIN:PLAN_OBSERVATIONS(1.0)"
_STATUS = {
    ObservationStatus.FINAL: "A",
    ObservationStatus.AS_PRINTED: "A",
    ObservationStatus.REVISED: "A",
    ObservationStatus.PROVISIONAL: "P",
    ObservationStatus.ESTIMATED: "E",
}
_MISSING = {
    MissingReason.NOT_SURVEYED: "L",
    MissingReason.NOT_YET_PUBLISHED: "O",
    MissingReason.NOT_PRINTED: "O",
    MissingReason.NOT_SET: "M",
    MissingReason.ENDED: "M",
    MissingReason.SUPPRESSED: "Q",
}
_STANDARD = (
    "STRUCTURE",
    "STRUCTURE_ID",
    "ACTION",
    "FREQ",
    "REF_AREA",
    "INDICATOR",
    "BREAKDOWN",
    "TIME_PERIOD",
    "OBS_VALUE",
    "UNIT_MEASURE",
    "DECIMALS",
    "OBS_STATUS",
    "REPORTING_YEAR_START_DAY",
)
# These columns of the observations table have a standard column; every other one is ours.
_CARRIED = frozenset(("indicator", "ref_area", "breakdown", "obs_value", "unit_measure"))
_OURS = tuple(c.name for c in table("observations").columns if c.name not in _CARRIED)
_PREFIX = "HOSHIN_"


def time_period(period: Period) -> str:
    """A period as SDMX writes it; a year of unknown kind is written as the bare year."""
    match period.kind:
        case PeriodKind.FISCAL_YEAR:
            return f"{period.year:04d}-A1"
        case PeriodKind.SPAN:
            return f"{period.start.isoformat()}/{period.end.isoformat()}"
        case PeriodKind.MONTH | PeriodKind.DAY:
            return period.code
        case _:
            return f"{period.year:04d}"


def write_observations(observations: Iterable[Observation]) -> str:
    """Observations as SDMX-CSV text, one line each."""
    columns = {column.name: column for column in table("observations").columns}
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*_STANDARD, *(f"{_PREFIX}{name.upper()}" for name in _OURS)])
    for row in observations:
        fiscal = row.time_period.kind is PeriodKind.FISCAL_YEAR
        status = (
            _STATUS[row.obs_status] if row.missing_reason is None else _MISSING[row.missing_reason]
        )
        exponent = 0 if row.obs_value is None else row.obs_value.as_tuple().exponent
        decimals = max(-exponent, 0) if isinstance(exponent, int) else 0
        writer.writerow(
            [
                "dataflow",
                STRUCTURE_ID,
                "I",
                "A" if row.time_period.kind is not PeriodKind.DAY else "D",
                row.ref_area or "_Z",
                row.indicator,
                row.breakdown or "_T",
                time_period(row.time_period),
                write_cell(row.obs_value, columns["obs_value"]),
                row.unit_measure,
                "" if row.obs_value is None else decimals,
                status,
                "--04-01" if fiscal else "",
                *(write_cell(getattr(row, name), columns[name]) for name in _OURS),
            ]
        )
    return stream.getvalue()


def read_observations(text: str) -> tuple[tuple[Observation, ...], tuple[Problem, ...]]:
    """Observations from SDMX-CSV text that Hoshin wrote, and what could not be read."""
    columns = {column.name: column for column in table("observations").columns}
    found: list[Observation] = []
    problems: list[Problem] = []
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for record in reader:
        try:
            values: dict[str, Any] = {
                name: read_cell(record.get(f"{_PREFIX}{name.upper()}") or "", columns[name])
                for name in _OURS
                if name != "time_period"
            }
            area, breakdown = record.get("REF_AREA"), record.get("BREAKDOWN")
            found.append(
                Observation(
                    indicator=record.get("INDICATOR") or "",
                    ref_area=None if area in (None, "", "_Z") else area,
                    breakdown="" if breakdown in (None, "_T") else breakdown,
                    time_period=_period_of(record),
                    obs_value=read_cell(record.get("OBS_VALUE") or "", columns["obs_value"]),
                    unit_measure=record.get("UNIT_MEASURE") or "",
                    **values,
                )
            )
        except IllFormedError as wrong:
            problems.append(
                Problem(
                    code=wrong.code,
                    level=ProblemLevel.ERROR,
                    place=Place(file="observations.sdmx.csv", line=reader.line_num),
                    sentence=wrong.sentence,
                    hint=wrong.hint,
                )
            )
    return tuple(found), tuple(problems)


def _period_of(record: dict[str, str]) -> Period:
    """Our own code where it is there; else what the standard column says."""
    ours = record.get(f"{_PREFIX}TIME_PERIOD")
    if ours:
        return read_code(ours)
    standard = record.get("TIME_PERIOD") or ""
    if standard.endswith("-A1"):
        return read_code(f"FY{standard[:4]}")
    return read_code(f"CY{standard}" if len(standard) == 4 else standard)
