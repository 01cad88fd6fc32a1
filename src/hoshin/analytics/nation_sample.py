"""An invented nation of plans, as large as wanted: plain, unsorted Parquet, made by counting.

1,788 municipalities x 300 indicators x 20 years are 10.7 million values. Names and figures are
invented; the same size and seed give the same files.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from hoshin.domain.municipal_codes import check_digit
from hoshin.engine.bulk_columns import METHODS, Side

MUNICIPALITIES, INDICATORS, YEARS = 1_788, 300, 20
LAST_YEAR = 2025
_PREFECTURES, _DESIGNATED = 47, 20
_ROWS_AT_ONCE = 1_000_000


def write_nation(
    folder: Path,
    *,
    municipalities: int = MUNICIPALITIES,
    indicators: int = INDICATORS,
    years: int = YEARS,
    seed: int = 47,
) -> int:
    """Write cities, indicators, targets and observations; give the number of observations.

    Observations come year by year, each year's series in scattered order, one in twenty missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    codes = _write_cities(folder / "cities.parquet", municipalities, seed)
    increase = _write_indicators(folder / "indicators.parquet", indicators, seed)
    series = municipalities * indicators
    source = np.random.default_rng(seed)
    start = source.integers(500, 900_000, series)
    slope = source.normal(0.01, 0.03, series)
    _write_targets(folder / "targets.parquet", codes, increase, start, slope, source)
    rows = 0
    (folder / "observations").mkdir(exist_ok=True)
    for back in range(years):
        year = LAST_YEAR - years + 1 + back
        order = source.permutation(series)
        path = folder / "observations" / f"{year}.parquet"
        with pyarrow.parquet.ParquetWriter(path, _OBSERVATIONS, compression="zstd") as writer:
            for first in range(0, series, _ROWS_AT_ONCE):
                some = order[first : first + _ROWS_AT_ONCE]
                # A walk around the trend; growth is counted from the twelfth year before the last.
                growth = 1 + slope[some] * (back - years + 12)
                value = start[some] * np.maximum(growth, 0.1) * source.normal(1, 0.02, len(some))
                missing = source.random(len(some)) < 0.05
                writer.write_table(
                    pa.table(
                        [
                            pa.array(codes[some // indicators], pa.int32()),
                            pa.array((some % indicators).astype(np.int32)),
                            pa.array(np.full(len(some), year, np.int16)),
                            pa.array(np.rint(value).astype(np.int64), mask=missing),
                        ],
                        schema=_OBSERVATIONS,
                    )
                )
                rows += len(some)
    return rows


_OBSERVATIONS = pa.schema(
    [("city", pa.int32()), ("indicator", pa.int32()), ("year", pa.int16()), ("value", pa.int64())]
)


def _write_cities(path: Path, count: int, seed: int) -> np.ndarray:
    source = np.random.default_rng([seed, 1])
    prefecture = np.sort(source.integers(1, _PREFECTURES + 1, count))
    within = np.zeros(count, np.int64)
    for number in range(1, _PREFECTURES + 1):
        some = prefecture == number
        within[some] = 100 + np.arange(some.sum())
    fives = [f"{p:02d}{n:03d}" for p, n in zip(prefecture.tolist(), within.tolist(), strict=True)]
    codes = np.array([int(five + check_digit(five)) for five in fives], np.int32)
    population = np.rint(np.exp(source.normal(10.2, 1.3, count))).astype(np.int64)
    designated = np.zeros(count, bool)
    designated[np.argsort(population)[-_DESIGNATED:]] = True
    pyarrow.parquet.write_table(
        pa.table(
            {
                "city": pa.array(codes, pa.int32()),
                "code": [f"{code:06d}" for code in codes.tolist()],
                "name": [f"第{n + 1}市町村" for n in range(count)],
                "name_en": [f"Municipality {n + 1}" for n in range(count)],
                "prefecture": pa.array(prefecture.astype(np.int16)),
                "population": population,
                "designated": designated,
            }
        ),
        path,
    )
    return codes


def _write_indicators(path: Path, count: int, seed: int) -> np.ndarray:
    source = np.random.default_rng([seed, 2])
    increase = source.random(count) < 0.7
    pyarrow.parquet.write_table(
        pa.table(
            {
                "indicator": pa.array(np.arange(count, dtype=np.int32)),
                "name": [f"第{n + 1}指標" for n in range(count)],
                "name_en": [f"Indicator {n + 1}" for n in range(count)],
                "unit": ["件"] * count,
                "decimals": pa.array((np.arange(count) % 3).astype(np.int8)),
                "direction": np.where(increase, "increase", "decrease"),
            }
        ),
        path,
    )
    return increase


def _write_targets(
    path: Path,
    codes: np.ndarray,
    increase: np.ndarray,
    start: np.ndarray,
    slope: np.ndarray,
    source: np.random.Generator,
) -> None:
    indicators = len(increase)
    series = np.arange(len(start))
    up = increase[series % indicators]
    wanted = np.where(up, 1, -1) * source.uniform(0.05, 0.3, len(start))
    method = np.where(series % 10 < 7, 0, np.where(series % 10 < 9, 1, 2))
    pyarrow.parquet.write_table(
        pa.table(
            {
                "city": pa.array(codes[series // indicators], pa.int32()),
                "indicator": pa.array((series % indicators).astype(np.int32)),
                "baseline": start,
                "goal": np.rint(start * (1 + wanted)).astype(np.int64),
                "goal_year": pa.array(np.full(len(start), 2030, np.int16)),
                "method": pa.array(method.astype(np.int8)),
                "side": pa.array(np.where(up, Side.AT_LEAST, Side.AT_MOST).astype(np.int8)),
            }
        ),
        path,
        compression="zstd",
    )


assert len(METHODS) == 4  # the method column holds positions in this tuple
