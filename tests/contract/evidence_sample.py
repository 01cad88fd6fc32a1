"""Small evidence for tests: check-ups by ward and sex, in the invented city's own terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from hoshin.analytics.engines import Engine
from hoshin.analytics.evidence import Evidence
from hoshin.analytics.measuring import measure
from hoshin.domain.city import City
from hoshin.domain.measurements import Measurement
from hoshin.domain.periods import PeriodKind, fiscal_year

YEAR = fiscal_year(2024)
TODAY = date(2025, 10, 31)
# Invited and came, by ward and sex. The island ward is small.
GROUPS: Mapping[tuple[str, str], tuple[int, int]] = {
    ("ward-hamate", "female"): (60, 41),
    ("ward-hamate", "male"): (55, 30),
    ("ward-yamate", "female"): (48, 33),
    ("ward-yamate", "male"): (37, 20),
    ("ward-shima", "female"): (12, 7),
    ("ward-shima", "male"): (4, 3),
}
CHECKUPS = Measurement(
    id="checkups.by-ward",
    indicator="checkups",
    definition="measurements/checkups.sql",
    period_kind=PeriodKind.FISCAL_YEAR,
    keys=("ref_area", "breakdown"),
    unit="%",
    per=100,
    decimals=1,
)


def write(path: Path, columns: Mapping[str, Sequence[object]]) -> Path:
    """Write columns as one Parquet file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pyarrow.parquet.write_table(pa.table(dict(columns)), path)
    return path


def write_checkups(
    folder: Path, groups: Mapping[tuple[str, str], tuple[int, int]] = GROUPS
) -> Path:
    """Invitations and visits of one fiscal year: a person for each number."""
    invited: dict[str, list[object]] = {"person": [], "ward": [], "sex": [], "occurred_on": []}
    visits: dict[str, list[object]] = {"record_id": [], "person": [], "occurred_on": []}
    for (ward, sex), (count, came) in groups.items():
        for number in range(count):
            person = f"{ward}.{sex}.{number}"
            invited["person"].append(person)
            invited["ward"].append(ward)
            invited["sex"].append(sex)
            invited["occurred_on"].append(date(2024, 5, 1))
            if number < came:
                visits["record_id"].append(person)
                visits["person"].append(person)
                visits["occurred_on"].append(date(2024, 6 + number % 6, 1 + number % 28))
    write(folder / "checkup_invitations" / "FY2024" / "part.parquet", invited)
    write(folder / "checkup_visits" / "FY2024" / "part.parquet", visits)
    return folder


def figures(
    trial: Path, city: City, engine: Engine, evidence: Evidence
) -> dict[str, dict[str, Any]]:
    """Every measurement of the trial, for every period that its records reach into."""
    aggregations = {one.id: one.aggregation for one in city.indicators}
    found = {}
    for one in city.measurements:
        run = measure(
            trial / "plan",
            one,
            evidence,
            engine,
            TODAY,
            aggregation=aggregations[one.indicator],
            keep=False,
        )
        assert run.problems == (), one.id
        found[one.id] = {
            measured.period.code: sorted(measured.publication.groups, key=lambda group: group.key)
            for measured in run.measured
        }
    return found
