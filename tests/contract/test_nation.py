"""A nation of plans: what is built from plain files is what the readable rule says, row by row."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

import duckdb
import pyarrow as pa
import pyarrow.parquet

from hoshin.analytics.engines import RunStoppedError
from hoshin.analytics.nation_build import NationInTheWayError, build_nation
from hoshin.analytics.nation_folder import nation_problem, reading_nation
from hoshin.analytics.nation_query import ask
from hoshin.analytics.nation_sample import write_nation
from hoshin.analytics.nation_source import source_problems
from hoshin.engine.bulk_columns import METHODS, Code
from hoshin.engine.formulas import percentage, ratio_of
from hoshin.engine.presets import PRESETS

GRADES = PRESETS["kitakyushu-strategy-h29"].grades


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small nation with its source: 60 municipalities, 8 indicators, 6 years."""
    place = tmp_path_factory.mktemp("nation")
    assert write_nation(place / "source", municipalities=60, indicators=8, years=6) == 2_880
    built = build_nation(place / "source", place / "built", GRADES, memory="200MB")
    assert (built.observations, built.series) == (2_880, 480)
    return place


def rows(path: Path) -> list[dict[str, Any]]:
    return list(pyarrow.parquet.read_table(path).to_pylist())


def test_every_series_is_judged_by_its_latest_value_as_the_readable_rule_says(nation: Path) -> None:
    latest: dict[tuple[int, int], tuple[int, int]] = {}
    for file in sorted((nation / "source" / "observations").iterdir()):
        for row in rows(file):
            if row["value"] is not None:
                latest[row["city"], row["indicator"]] = (row["year"], row["value"])
    judged = rows(nation / "built" / "series")
    for row in judged:
        year, value = latest[row["city"], row["indicator"]]
        assert (row["year"], row["value"]) == (year, value)
        ratio, why = ratio_of(
            METHODS[row["method"]],
            Fraction(value),
            Fraction(row["baseline"]),
            Fraction(row["goal"]),
        )
        assert (row["code"] == Code.COMPUTED) == (why is None)
        if ratio is not None:
            assert Decimal(row["printed"]) == percentage(ratio, 0)
            bounds = GRADES[row["grade"]]
            assert bounds.minimum is None or row["printed"] >= bounds.minimum
            assert bounds.maximum is None or row["printed"] < bounds.maximum
    assert len({row["grade"] for row in judged}) == 4


def test_the_layout_is_sorted_by_series(nation: Path) -> None:
    judged = rows(nation / "built" / "series")
    keys = [(row["indicator"], row["city"]) for row in judged]
    assert keys == sorted(keys)
    observed = [
        (row["indicator"], row["city"], row["year"])
        for row in rows(nation / "built" / "observations")
    ]
    assert observed == sorted(observed)


def test_parts_of_any_size_give_the_same_layout(nation: Path, tmp_path: Path) -> None:
    """360 observations of an indicator: parts of two indicators, of one, and of one too large."""
    for rows_at_once, parts in ((800, 4), (400, 8), (1, 8)):
        again = tmp_path / str(rows_at_once)
        build_nation(nation / "source", again, GRADES, memory="200MB", rows_at_once=rows_at_once)
        assert len(list((again / "series").iterdir())) == parts
        for name in ("series", "observations", "distribution.parquet", "findings.parquet"):
            assert rows(again / name) == rows(nation / "built" / name), name
        assert (again / "nation.json").read_bytes() == (
            nation / "built" / "nation.json"
        ).read_bytes()
        assert not (again / "spill").exists()


@pytest.mark.parametrize("largest", [9, 2**47, 2**62])
def test_of_two_values_of_a_year_the_larger_one_counts(tmp_path: Path, largest: int) -> None:
    """Whether or not year and value fit into one whole number, and for values below zero."""
    source = tmp_path / "source"
    write_nation(source, municipalities=3, indicators=2, years=2)
    cities = [row["city"] for row in rows(source / "cities.parquet")]
    schema = pyarrow.parquet.read_schema(source / "observations" / "2025.parquet")
    observed = [
        (cities[0], 0, 2024, largest),
        (cities[0], 0, 2025, 3),
        (cities[0], 0, 2025, -largest),
        (cities[0], 0, 2026, None),
        (cities[1], 0, 2025, -largest),
        (cities[1], 0, 2025, -largest - 1),
        (cities[2], 1, 2020, largest - 1),
        (cities[2], 1, None, largest),
    ]
    for file in (source / "observations").iterdir():
        file.unlink()
    pyarrow.parquet.write_table(
        pa.Table.from_pylist(
            [dict(zip(schema.names, row, strict=True)) for row in observed], schema
        ),
        source / "observations" / "all.parquet",
    )
    build_nation(source, tmp_path / "built", GRADES, memory="200MB")
    latest = {
        (row["city"], row["indicator"]): (row["year"], row["value"])
        for row in rows(tmp_path / "built" / "series")
        if row["value"] is not None
    }
    assert latest == {
        (cities[0], 0): (2025, 3),
        (cities[1], 0): (2025, -largest),
        (cities[2], 1): (2020, largest - 1),
    }


def test_targets_without_any_observation_are_in_the_layout(tmp_path: Path) -> None:
    source = tmp_path / "source"
    write_nation(source, municipalities=5, indicators=4, years=3)
    for file in (source / "observations").iterdir():
        kept = [row for row in rows(file) if row["indicator"] in (0, 2)]
        schema = pyarrow.parquet.read_schema(file)
        pyarrow.parquet.write_table(pa.Table.from_pylist(kept, schema), file)
    built = build_nation(source, tmp_path / "built", GRADES, memory="200MB", rows_at_once=1)
    judged = rows(tmp_path / "built" / "series")
    assert built.series == len(judged) == 20
    without = [row for row in judged if row["indicator"] in (1, 3)]
    assert {(row["value"], row["code"], row["grade"]) for row in without} == {
        (None, Code.NO_ACTUAL, -1)
    }


def test_a_city_is_ranked_among_its_peers_in_the_wanted_direction(nation: Path) -> None:
    cities = rows(nation / "source" / "cities.parquet")
    designated = {one["code"] for one in cities if one["designated"]}
    for indicator in rows(nation / "source" / "indicators.parquet"):
        code = sorted(designated)[0]
        answer = ask(
            nation / "built", str(indicator["indicator"]), city=code, peers="designated", limit=99
        )
        assert answer is not None and answer.city is not None
        assert {one["city"] for one in answer.best} <= designated
        found = [one["value"] for one in answer.best]
        assert found == sorted(found, reverse=indicator["direction"] == "increase")
        assert answer.city["rank"] == 1 + sum(
            one != answer.city["value"] for one in found[: found.index(answer.city["value"])]
        )
        assert answer.distribution is not None
        assert answer.distribution["least"] == min(found)
        assert answer.distribution["cities"] == len(found)


def test_what_contradicts_across_cities_is_found(nation: Path, tmp_path: Path) -> None:
    source = tmp_path / "source"
    write_nation(source, municipalities=20, indicators=3, years=4)
    schema = pyarrow.parquet.read_schema(source / "observations" / "2025.parquet")
    city = rows(source / "cities.parquet")[0]["city"]
    odd = {
        "city": [city, city],
        "indicator": [1, 2],
        "year": [2025, 2025],
        "value": [7, 9_000_000_000_000],
    }
    pyarrow.parquet.write_table(
        pa.table(odd, schema=schema), source / "observations" / "odd.parquet"
    )
    targets = pyarrow.parquet.read_table(source / "targets.parquet").to_pylist()
    targets[0]["goal"] = -targets[0]["goal"] if targets[0]["side"] == 6 else 10**9
    targets[1]["city"] = 999_999
    pyarrow.parquet.write_table(
        pa.Table.from_pylist(targets, pyarrow.parquet.read_schema(source / "targets.parquet")),
        source / "targets.parquet",
    )
    built = build_nation(source, tmp_path / "built", GRADES, memory="200MB")
    found = Counter(row["finding"] for row in rows(tmp_path / "built" / "findings.parquet"))
    assert found["observed-twice"] >= 1
    assert found["goal-on-the-wrong-side"] == 1
    assert found["city-unknown"] == 1
    assert found["scale-far-from-all"] >= 1
    assert built.findings == sum(found.values())


def test_a_nation_is_replaced_whole_and_other_folders_are_left_alone(
    nation: Path, tmp_path: Path
) -> None:
    again = build_nation(nation / "source", nation / "built", GRADES, memory="200MB")
    assert again.series == 480
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("keep me", "utf-8")
    with pytest.raises(NationInTheWayError):
        build_nation(nation / "source", tmp_path / "letters", GRADES)
    (nation / "source" / "broken").mkdir(exist_ok=True)
    before = sorted(one.name for one in tmp_path.iterdir())
    with pytest.raises(duckdb.Error):
        build_nation(nation / "built", tmp_path / "none", GRADES)
    assert sorted(one.name for one in tmp_path.iterdir()) == before


def test_what_is_missing_of_a_source_is_said(tmp_path: Path) -> None:
    assert {one.code for one in source_problems(tmp_path)} == {"nation-source-missing"}


def test_a_file_that_cannot_be_used_is_named(nation: Path, tmp_path: Path) -> None:
    source = Path(shutil.copytree(nation / "source", tmp_path / "source"))
    assert source_problems(source) == []
    observations = source / "observations"
    (observations / "2023.parquet").write_bytes(b"")
    (observations / "2024.parquet").write_bytes(b"PAR1 no longer")
    newest = pyarrow.parquet.read_table(observations / "2025.parquet")
    renamed = newest.rename_columns(["city", "indicater", "year", "value"])
    pyarrow.parquet.write_table(renamed, observations / "2025.parquet")
    targets = pyarrow.parquet.read_table(source / "targets.parquet")
    at = targets.schema.get_field_index("goal")
    floats = targets.set_column(at, "goal", targets.column("goal").cast(pa.float64()))
    pyarrow.parquet.write_table(floats, source / "targets.parquet")
    found = {(one.place.file, one.code, one.place.column) for one in source_problems(source)}
    assert found == {
        ("observations/2023.parquet", "nation-file-unreadable", ""),
        ("observations/2024.parquet", "nation-file-unreadable", ""),
        ("observations/2025.parquet", "nation-column-missing", "indicator"),
        ("targets.parquet", "nation-column-not-whole", "goal"),
    }
    (missing,) = (one for one in source_problems(source) if "missing" in one.code)
    assert "indicater" in missing.hint_en


def test_the_command_builds_and_answers(nation: Path, tmp_path: Path) -> None:
    def hoshin(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "hoshin.cli.main", "--lang", "en", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    done = hoshin("nation", "build", nation / "source", "-o", tmp_path / "built")
    assert done.returncode == 0, done.stderr
    assert "480 targets" in done.stdout
    done = hoshin("nation", "query", tmp_path / "built", "3", "--format", "json", "--limit", 2)
    answer = json.loads(done.stdout)
    assert [one["rank"] for one in answer["best"]] == [1, 2]
    assert "/ 60" in hoshin("nation", "query", tmp_path / "built", "3").stdout
    assert hoshin("nation", "query", tmp_path / "built", "none").returncode == 2
    assert hoshin("nation", "query", tmp_path / "built", "3", "--peers", "size").returncode == 2
    assert hoshin("nation", "build", tmp_path, "-o", tmp_path / "x").returncode == 1
    done = hoshin("nation", "build", nation / "source", "-o", tmp_path / "x", "--memory", "1MB")
    assert done.returncode == 1 and "allow more with --memory" in done.stderr
    assert not (tmp_path / "x").exists()


def test_a_nation_that_cannot_be_asked_is_a_problem(nation: Path, tmp_path: Path) -> None:
    assert nation_problem(nation / "built") is None
    broken = Path(shutil.copytree(nation / "built", tmp_path / "broken"))
    (broken / "distribution.parquet").write_bytes(b"PAR1 no longer")
    with pytest.raises(RunStoppedError) as refused, reading_nation():
        ask(broken, "3")
    found = [refused.value.problem]
    for manifest in ("{", "[]", '{"format": "hoshin-nation/1"}'):
        (broken / "nation.json").write_text(manifest, "utf-8")
        found.append(nation_problem(broken) or pytest.fail(manifest))
    found.append(nation_problem(tmp_path) or pytest.fail("nothing was built here"))
    assert [one.code for one in found] == [
        "nation-unreadable",
        "nation-manifest-broken",
        "nation-manifest-broken",
        "nation-of-another-version",
        "nation-not-built",
    ]
    assert all(one.sentence_ja and one.sentence_en and one.hint_ja for one in found)
