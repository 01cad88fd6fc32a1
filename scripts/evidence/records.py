"""Invented raw records of the integrated project: deterministic by seed, realistic in shape.

Every function gives the records of one month, or a register, as an Arrow table. Nothing here is a
record of a real person, meter or vehicle.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

WARDS = ("ward-chuo", "ward-higashi", "ward-nishi", "ward-minami", "ward-kita")
DISTRICTS = tuple(f"trial-district-{n:02d}" for n in range(1, 11))
AGE_GROUPS = ("under-40", "40-64", "65-and-over")
Month = tuple[int, int]


def chance(seed: int, name: str, month: Month = (0, 0)) -> np.random.Generator:
    """One stream of chance for each table and month, whatever else is made."""
    return np.random.default_rng([seed, *name.encode("ascii"), *month])


def decimals(whole: np.ndarray, digits: int) -> pa.Array:
    """Whole numbers as decimals with so many digits after the point."""
    exact = pa.array(whole, pa.int64()).cast(pa.decimal128(19, 0))
    return pc.multiply(exact, pa.scalar(Decimal(1).scaleb(-digits))).cast(pa.decimal128(18, digits))


def _days(source: np.random.Generator, month: Month, size: int) -> np.ndarray:
    first = np.datetime64(f"{month[0]:04d}-{month[1]:02d}-01")
    return first + source.integers(0, calendar.monthrange(*month)[1], size)


def _times(source: np.random.Generator, month: Month, size: int) -> np.ndarray:
    days = _days(source, month, size).astype("datetime64[us]")
    # Rides and trips happen between six and twenty-two, most of them at eight and eighteen.
    hours = np.where(
        source.random(size) < 0.5, source.normal(8, 1, size), source.normal(18, 2, size)
    )
    return days + (np.clip(hours, 6, 21.99) * 3_600_000_000).astype("timedelta64[us]")


def _ids(prefix: str, numbers: np.ndarray) -> pa.Array:
    return pc.binary_join_element_wise(prefix, pa.array(numbers).cast(pa.string()), "-")


def rides(seed: int, month: Month, scale: float) -> pa.Table:
    """Card rides by ward; the ward in the west has few cards in it."""
    source = chance(seed, "rides", month)
    size = int(60_000 * scale * source.uniform(0.92, 1.08))
    cards = (source.zipf(1.6, size) % max(int(9_000 * scale), 50)).astype(np.int64)
    ward = source.choice(len(WARDS), size, p=(0.45, 0.25, 0.05, 0.13, 0.12))
    return pa.table(
        {
            "record_id": pa.array(np.arange(size) + (month[0] * 100 + month[1]) * 100_000_000),
            "card": _ids("card", cards),
            "ward": pa.array(np.array(WARDS)[ward]),
            "occurred_at": pa.array(_times(source, month, size)),
            "yen": pa.array(source.choice((180, 200, 230, 340), size)),
        }
    )


def health_points(seed: int, month: Month, scale: float) -> pa.Table:
    """Points from a health app, by school district and age group; one district is small."""
    source = chance(seed, "health", month)
    people = max(int(2_500 * scale), 400)
    home = np.random.default_rng([seed, 11]).choice(
        len(DISTRICTS), people, p=(*(0.11,) * 8, 0.112, 0.008)
    )
    age = np.random.default_rng([seed, 12]).choice(3, people, p=(0.25, 0.4, 0.35))
    size = people * 6
    # More of them take part from year to year.
    taking_part = int(people * min(0.55 + 0.07 * (month[0] - 2019), 1))
    person = source.integers(0, taking_part, size)
    return pa.table(
        {
            "record_id": pa.array(np.arange(size) + (month[0] * 100 + month[1]) * 100_000_000),
            "person": _ids("person", person),
            "school_district": pa.array(np.array(DISTRICTS)[home[person]]),
            "age_group": pa.array(np.array(AGE_GROUPS)[age[person]]),
            "occurred_on": pa.array(_days(source, month, size).astype("datetime64[D]")),
            "points": pa.array(source.choice((0, 5, 10, 20), size, p=(0.2, 0.3, 0.4, 0.1))),
        }
    )


def meter_readings(seed: int, month: Month, scale: float) -> pa.Table:
    """Half-hourly load of facilities, and what they drew from the grid with a battery."""
    source = chance(seed, "meters", month)
    facilities = max(int(20 * scale), 3)
    steps = calendar.monthrange(*month)[1] * 48
    start = np.datetime64(f"{month[0]:04d}-{month[1]:02d}-01T00:00:00", "us")
    hour = (np.arange(steps) % 48) / 2
    shape = 22 + 128 * np.exp(-(((hour - 13.5) / 2.2) ** 2))
    size = np.random.default_rng([seed, 13]).uniform(0.5, 3, facilities)
    load = np.outer(size, shape) * source.normal(1, 0.05, (facilities, steps))
    # The battery shaves whatever lies above 58 per cent of the month's peak, and charges at night.
    ceiling = load.max(axis=1, keepdims=True) * 0.58
    shaved = np.maximum(load - ceiling, 0)
    night = (hour < 6).astype(float)
    per_day = shaved.reshape(facilities, -1, 48).sum(axis=2, keepdims=True)
    charge = (per_day * night.reshape(1, -1, 48) / (night.reshape(-1, 48)[0].sum())).reshape(
        facilities, steps
    )
    grid = np.minimum(load - shaved + charge, np.maximum(ceiling, load - shaved))
    return pa.table(
        {
            "facility": _ids("facility", np.repeat(np.arange(facilities), steps)),
            "bill_month": pa.array(np.full(facilities * steps, month[0] * 100 + month[1])),
            "occurred_at": pa.array(
                np.tile(start + np.arange(steps) * np.timedelta64(30, "m"), facilities)
            ),
            "load_kw": decimals(np.rint(load.ravel() * 10), 1),
            "grid_kw": decimals(np.rint(grid.ravel() * 10), 1),
        }
    )


def waste_power(seed: int, month: Month, scale: float) -> pa.Table:
    """Daily energy from two waste plants to each facility."""
    source = chance(seed, "waste", month)
    days, facilities = calendar.monthrange(*month)[1], max(int(220 * scale), 5)
    first = np.datetime64(f"{month[0]:04d}-{month[1]:02d}-01")
    size = days * facilities
    return pa.table(
        {
            "plant": pa.array(np.array(("plant-east", "plant-west"))[np.arange(size) % 2]),
            "facility": _ids("facility", np.tile(np.arange(facilities), days)),
            "occurred_on": pa.array(np.repeat(first + np.arange(days), facilities)),
            "kwh": decimals(source.gamma(4, 90_000, size).astype(np.int64), 3),
        }
    )


def fund_ledger(seed: int, month: Month, scale: float) -> pa.Table:
    """Savings paid in, subsidies paid out: about 160 million yen of savings a year."""
    source = chance(seed, "fund", month)
    count = max(int(45 * scale), 4)
    yen = source.choice((20_000, 50_000, 100_000, 150_000), count)
    savings = int(13_300_000 * source.uniform(0.9, 1.1))
    first = np.datetime64(f"{month[0]:04d}-{month[1]:02d}-01")
    return pa.table(
        {
            "kind": pa.array(["saving", *["subsidy"] * count]),
            "occurred_on": pa.array(np.concatenate([[first], _days(source, month, count)])),
            "household": _ids(
                "household", np.concatenate([[0], source.integers(1, 90_000, count)])
            ),
            "builder_in_city": pa.array([False, *(source.random(count) < 0.83).tolist()]),
            "yen": pa.array(np.concatenate([[savings], yen])),
        }
    )


def ev_bus_trips(seed: int, month: Month, scale: float) -> pa.Table:
    """Trips of electric buses: distance and energy."""
    source = chance(seed, "bus", month)
    size = max(int(1_800 * scale), 60)
    metres = source.normal(9_000, 2_000, size).clip(1_500).astype(np.int64)
    return pa.table(
        {
            "record_id": pa.array(np.arange(size) + (month[0] * 100 + month[1]) * 100_000_000),
            "bus": _ids("bus", source.integers(1, 13, size)),
            "occurred_at": pa.array(_times(source, month, size)),
            "metres": pa.array(metres),
            "kwh": decimals((metres * source.normal(1.1, 0.08, size)).astype(np.int64), 3),
        }
    )


def paddy_floodings(seed: int, month: Month, scale: float) -> pa.Table:
    """Paddies flooded after the harvest: from May to October only."""
    source = chance(seed, "flooding", month)
    size = int(700 * scale) if 5 <= month[1] <= 10 else 0
    return pa.table(
        {
            "paddy": _ids("paddy", source.integers(0, max(int(1_500 * scale), 20), size)),
            "occurred_on": pa.array(_days(source, month, size).astype("datetime64[D]")),
            "days": pa.array(source.integers(20, 91, size)),
        }
    )


def fuel_use(seed: int, month: Month, scale: float) -> pa.Table:
    """Monthly use of fuels and power by reporting firms and households' samples."""
    source = chance(seed, "fuel", month)
    size = max(int(4_000 * scale), 200)
    decline = 1 - 0.02 * ((month[0] - 2019) + month[1] / 12)
    quantity = source.gamma(2, 19_600_000 / size * decline * 0.475, size) * 10
    return pa.table(
        {
            "reporter": _ids("reporter", np.arange(size)),
            "fuel": pa.array(
                np.array(("power", "gas", "petrol", "diesel"))[source.integers(0, 4, size)]
            ),
            "occurred_on": pa.array(_days(source, month, size).astype("datetime64[D]")),
            "quantity": decimals((quantity * 10).astype(np.int64), 1),
        }
    )


MONTHLY: dict[str, Callable[[int, Month, float], pa.Table]] = {
    "rides": rides,
    "health_points": health_points,
    "meter_readings": meter_readings,
    "waste_power": waste_power,
    "fund_ledger": fund_ledger,
    "ev_bus_trips": ev_bus_trips,
    "paddy_floodings": paddy_floodings,
    "fuel_use": fuel_use,
}


def registers(seed: int, years: tuple[int, ...], scale: float) -> dict[str, pa.Table]:
    """What is kept as one list: paddies, outages, committees, firms, products, answers."""
    source = chance(seed, "registers")
    last = date(years[-1], 12, 31)

    def founded(count: int, first: date) -> pa.Array:
        span = (last - first).days
        return pa.array(
            sorted(first + timedelta(days=int(d)) for d in source.integers(0, span, count)),
            pa.date32(),
        )

    paddies = max(int(1_500 * scale), 20)
    committees, firms, products = 79, 172, 15
    # Records bear the city's own time, without a zone.
    outages = [
        (
            f"outage-{year}",
            datetime.fromisoformat(f"{year}-09-06T02:00:00"),
            datetime.fromisoformat(f"{year}-09-08T18:00:00"),
        )
        for year in years
    ]
    lendings = [
        (name, f"ev-{n % 23}", f"shelter-{n % 17}", began + timedelta(hours=n), 1 + n % 40)
        for name, began, _ in outages
        for n in range(30)
    ]
    graduates = max(int(6_000 * scale), 300) * len(years)
    answers = max(int(3_000 * scale), 400) * len(years)
    year_of = np.array(years)
    return {
        "paddies": pa.table(
            {
                "paddy": _ids("paddy", np.arange(paddies)),
                "square_metres": pa.array(source.integers(400, 5_000, paddies)),
                "millimetres_a_day": pa.array(source.integers(60, 140, paddies)),
            }
        ),
        "emission_factors": pa.table(
            {
                "fuel": pa.array(["power", "gas", "petrol", "diesel"]),
                "kg_per_unit": decimals(np.array((402, 2_210, 2_320, 2_580)), 3),
            }
        ),
        "outages": pa.table(
            {
                "outage": pa.array([one[0] for one in outages]),
                "began_at": pa.array([one[1] for one in outages], pa.timestamp("us")),
                "ended_at": pa.array([one[2] for one in outages], pa.timestamp("us")),
            }
        ),
        "ev_lendings": pa.table(
            {
                "outage": pa.array([one[0] for one in lendings]),
                "vehicle": pa.array([one[1] for one in lendings]),
                "shelter": pa.array([one[2] for one in lendings]),
                "occurred_at": pa.array([one[3] for one in lendings], pa.timestamp("us")),
                "kwh": pa.array([one[4] for one in lendings], pa.int64()),
            }
        ),
        "shelter_committees": pa.table(
            {
                "committee": _ids("committee", np.arange(committees)),
                "occurred_on": founded(committees, date(2014, 4, 1)),
            }
        ),
        "company_locations": pa.table(
            {
                "company": _ids("company", np.arange(firms)),
                "occurred_on": founded(firms, date(2003, 4, 1)),
            }
        ),
        "products": pa.table(
            {
                "product": _ids("product", np.arange(products)),
                "occurred_on": founded(products, date(2012, 4, 1)),
            }
        ),
        "graduates": pa.table(
            {
                "graduate": _ids("graduate", np.arange(graduates)),
                "occurred_on": pa.array(
                    [
                        date(int(year), 3, 25)
                        for year in np.repeat(year_of, graduates // len(years))
                    ],
                    pa.date32(),
                ),
                "works_in_prefecture": pa.array((source.random(graduates) < 0.437).tolist()),
            }
        ),
        "survey_answers": pa.table(
            {
                "respondent": _ids("respondent", np.arange(answers)),
                "ward": pa.array(
                    np.array(WARDS)[source.choice(5, answers, p=(0.25, 0.26, 0.12, 0.18, 0.19))]
                ),
                "occurred_on": pa.array(
                    [date(int(year), 7, 1) for year in np.repeat(year_of, answers // len(years))],
                    pa.date32(),
                ),
                "acts": pa.array((source.random(answers) < 0.64).tolist()),
            }
        ),
    }
