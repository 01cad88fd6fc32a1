"""Forecasts as a table of a release: one row for each target and year, each marked as an estimate.

A row that is taken out alone still says what it is: ``kind`` is ``estimate``, and method, interval
and back-test stand in it. Targets without an estimate have one row with the reason.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import groupby
from pathlib import Path

from hoshin.domain.forecasts import (
    INTERVAL_PERCENT,
    Forecast,
    ForecastMethod,
    ForecastScore,
    ForecastYear,
    NoForecast,
)

FORECASTS = "estimates/forecasts"
KIND = "estimate"
COLUMNS = (
    "kind",
    "target",
    "indicator",
    "unit",
    "year",
    "point",
    "low",
    "high",
    "interval_percent",
    "chance_tenths",
    "last_year",
    "last_value",
    "method",
    "relative_error",
    "coverage",
    "tries",
    "own_tries",
    "why_none",
)
Row = dict[str, str]


class ForecastTableError(ValueError):
    """A table of forecasts is not one that a release holds."""


def forecast_rows(forecasts: Iterable[Forecast]) -> list[Row]:
    """The rows of the table, every cell as text; a chance stands in the goal's year only."""
    return [row for one in forecasts for row in _rows(one)]


def forecast_csv(forecasts: Iterable[Forecast]) -> str:
    """The table as canonical CSV text; the same forecasts give the same text."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(forecast_rows(forecasts))
    return stream.getvalue()


def read_forecasts(path: Path) -> tuple[Forecast, ...]:
    """Read the table back; raises ForecastTableError when it holds anything else, and OSError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise ForecastTableError("columns")
        by_target = groupby(reader, key=lambda row: row["target"])
        return tuple(_forecast(list(rows)) for _, rows in by_target)
    except (ValueError, KeyError, TypeError, InvalidOperation, csv.Error) as wrong:
        raise ForecastTableError(str(wrong)) from wrong


def forecast_files(forecasts: Sequence[Forecast], *, with_parquet: bool) -> dict[str, bytes]:
    """The table by its path in a release, as CSV and, if asked, as Parquet."""
    files = {f"{FORECASTS}.csv": forecast_csv(forecasts).encode("utf-8-sig")}
    if with_parquet:
        from hoshin.exchange.parquet import text_file

        files[f"{FORECASTS}.parquet"] = text_file(forecast_rows(forecasts), COLUMNS)
    return files


def _rows(one: Forecast) -> Iterator[Row]:
    row = dict.fromkeys(COLUMNS, "") | {
        "kind": KIND,
        "target": one.target,
        "indicator": one.indicator,
        "unit": one.unit,
    }
    if one.why_none is not None:
        yield row | {"why_none": one.why_none.value}
        return
    assert one.score is not None and one.last_value is not None
    row |= {
        "interval_percent": str(INTERVAL_PERCENT),
        "last_year": str(one.last_year),
        "last_value": format(one.last_value, "f"),
        "method": one.score.method.value,
        "relative_error": format(one.score.relative_error, "f"),
        "coverage": format(one.score.coverage, "f"),
        "tries": str(one.score.tries),
        "own_tries": str(one.score.own_tries),
    }
    for at in one.course:
        is_goal = at is one.at_goal and one.chance_tenths is not None
        yield row | {
            "year": str(at.year),
            "point": format(at.point, "f"),
            "low": format(at.low, "f"),
            "high": format(at.high, "f"),
            "chance_tenths": str(one.chance_tenths) if is_goal else "",
        }


def _forecast(rows: Sequence[Row]) -> Forecast:
    first, last = rows[0], rows[-1]
    if any(row["kind"] != KIND for row in rows):
        raise ForecastTableError("kind")
    if first["why_none"]:
        return Forecast(
            target=first["target"],
            indicator=first["indicator"],
            unit=first["unit"],
            why_none=NoForecast(first["why_none"]),
        )
    return Forecast(
        target=first["target"],
        indicator=first["indicator"],
        unit=first["unit"],
        last_year=int(first["last_year"]),
        last_value=Decimal(first["last_value"]),
        course=tuple(
            ForecastYear(
                year=int(row["year"]),
                point=Decimal(row["point"]),
                low=Decimal(row["low"]),
                high=Decimal(row["high"]),
            )
            for row in rows
        ),
        chance_tenths=int(last["chance_tenths"]) if last["chance_tenths"] else None,
        score=ForecastScore(
            method=ForecastMethod(first["method"]),
            relative_error=Decimal(first["relative_error"]),
            coverage=Decimal(first["coverage"]),
            tries=int(first["tries"]),
            own_tries=int(first["own_tries"]),
        ),
    )
