"""Writes a trial of the integrated project: ``python -m scripts.evidence.build DIR``.

``DIR/raw`` holds invented raw records, ``DIR/plan`` the example city with measurements of them.
Both are inventions for trying things out and belong to no repository. Then:
``hoshin measure DIR/plan --evidence DIR/raw --accept`` and ``hoshin site DIR/plan -o DIR/site``.
"""

from __future__ import annotations

import argparse
import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from hoshin.domain.city import City
from hoshin.domain.indicators import Aggregation, Direction, DirectionBasis, Indicator
from hoshin.domain.measurements import Measurement
from hoshin.domain.periods import PeriodKind
from hoshin.domain.plans import Organisation, OrganisationKind
from hoshin.domain.sources import Source
from hoshin.domain.units import Dimension
from hoshin.exchange.folder import read_folder, write_folder
from scripts.evidence.records import DISTRICTS, MONTHLY, WARDS, registers

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "examples" / "kumamoto"
SOURCE = "trial-evidence"


def write_raw(folder: Path, years: tuple[int, ...], seed: int, scale: float) -> int:
    """Write the records, month by month; give how many there are."""
    written = 0
    for name, make in MONTHLY.items():
        for year in years:
            for month in range(1, 13):
                table = make(seed, (year, month), scale)
                written += _write(table, folder / name / f"{year:04d}-{month:02d}" / "part.parquet")
    for name, table in registers(seed, years, scale).items():
        written += _write(table, folder / f"{name}.parquet")
    return written


def _write(table: pa.Table, path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    pyarrow.parquet.write_table(table, path, compression="zstd")
    return int(table.num_rows)


def trial_city(city: City) -> City:
    """The city with trial indicators, districts and measurements; its own figures untouched."""
    with (HERE / "trial.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    districts = tuple(
        Organisation(
            id=one,
            name=f"試行校区{number}",
            name_en=f"Trial District {number}",
            kind=OrganisationKind.SCHOOL_DISTRICT,
            parent=WARDS[number % len(WARDS)],
            source=SOURCE,
        )
        for number, one in enumerate(DISTRICTS, start=1)
    )
    return replace(
        city,
        organisations=(*city.organisations, *districts),
        indicators=(*city.indicators, *(_indicator(row) for row in rows if row["name"])),
        measurements=tuple(_measurement(row) for row in rows),
        sources=(
            *city.sources,
            Source(
                id=SOURCE,
                title="試行用に作った生の記録(実在の記録ではありません)",
                title_en="Raw records invented for a trial (no real records)",
            ),
        ),
    )


def _indicator(row: dict[str, str]) -> Indicator:
    return Indicator(
        id=row["indicator"],
        name=row["name"],
        name_en=row["name_en"],
        unit=row["indicator_unit"],
        dimension=Dimension(row["dimension"]),
        direction=Direction(row["direction"]),
        direction_basis=DirectionBasis.DECLARED,
        aggregation=Aggregation(row["aggregation"]),
        source=SOURCE,
    )


def _measurement(row: dict[str, str]) -> Measurement:
    return Measurement(
        id=row["id"],
        indicator=row["indicator"],
        definition=f"measurements/{row['definition']}.sql",
        period_kind=PeriodKind.CALENDAR_YEAR,
        keys=tuple(row["keys"].split(";")) if row["keys"] else (),
        unit=row["unit"],
        per=int(row["per"]),
        decimals=int(row["decimals"]),
        minimum_contributors=int(row["minimum_contributors"]),
        source=SOURCE,
    )


def write_plan(folder: Path) -> None:
    """Write the trial's plan folder with its definitions."""
    reading = read_folder(EXAMPLE)
    assert reading.city is not None
    write_folder(trial_city(reading.city), folder)
    shutil.copytree(HERE / "definitions", folder / "measurements", dirs_exist_ok=True)


def main() -> int:
    """Write both."""
    wanted = argparse.ArgumentParser(prog="python -m scripts.evidence.build", description=__doc__)
    wanted.add_argument("folder", type=Path)
    wanted.add_argument("--years", type=int, nargs="+", default=[2020, 2021])
    wanted.add_argument("--seed", type=int, default=7)
    wanted.add_argument("--scale", type=float, default=1.0)
    given = wanted.parse_args()
    rows = write_raw(given.folder / "raw", tuple(given.years), given.seed, given.scale)
    write_plan(given.folder / "plan")
    print(f"Wrote {rows:,} records to {given.folder / 'raw'}, and {given.folder / 'plan'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
