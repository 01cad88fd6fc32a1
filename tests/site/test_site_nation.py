"""The pages that compare a nation's cities: figures of the built nation, and every one of them."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("duckdb")
pytest.importorskip("pyarrow")

import pyarrow as pa
import pyarrow.parquet

from hoshin.analytics.nation_build import build_nation
from hoshin.analytics.nation_comparison import compared, indicators_in
from hoshin.analytics.nation_sample import write_nation
from hoshin.domain.nations import PeerKind
from hoshin.engine.presets import PRESETS
from hoshin.site.build import SiteInTheWayError
from hoshin.site.nation.build import build_nation_site
from tests.site.site_sample import HOSTILE
from tests.site.test_site_build import files_of
from tests.site.test_site_cities import links_of

GRADES = PRESETS["kitakyushu-strategy-h29"].grades
CITIES, INDICATORS = 60, 4


def _changed(path: Path, change: Any) -> None:
    """Change the rows of a Parquet file in their place."""
    read = pyarrow.parquet.read_table(path)
    rows = read.to_pylist()
    change(rows)
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows, read.schema), path)


def _hostile(rows: list[dict[str, Any]]) -> None:
    rows[0] |= {"name": HOSTILE, "name_en": "", "designated": True}


def _without_the_last(rows: list[dict[str, Any]]) -> None:
    rows[:] = [one for one in rows if one["indicator"] != INDICATORS - 1]


def _said_twice(rows: list[dict[str, Any]]) -> None:
    rows.append({**rows[0], "indicator": 0, "value": 1})
    rows.append({**rows[0], "indicator": 0, "value": 2})


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small nation: a hostile name, a value given twice, an indicator without any value."""
    place = tmp_path_factory.mktemp("nation")
    source = place / "source"
    write_nation(source, municipalities=CITIES, indicators=INDICATORS, years=3)
    _changed(source / "cities.parquet", _hostile)
    for file in (source / "observations").iterdir():
        _changed(file, _without_the_last)
    _changed(source / "observations" / "2025.parquet", _said_twice)
    build_nation(source, place / "built", GRADES, memory="200MB")
    return place / "built"


@pytest.fixture(scope="module")
def site(nation: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("nation-site") / "site"
    summary = build_nation_site(compared(nation), indicators_in(nation), place)
    assert summary.pages == 2 * (1 + INDICATORS)
    return place


def _text(site: Path, path: str) -> str:
    return (site / path).read_text("utf-8")


def test_every_link_leads_somewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for link in links_of(page).found:
            parts = urlsplit(link)
            target = (page.parent / parts.path).resolve() if parts.path else page
            assert target.is_file(), link
            assert not parts.fragment or parts.fragment in links_of(target).ids, link


def test_every_value_is_that_of_the_built_nation(nation: Path, site: Path) -> None:
    decimals = {
        one["indicator"]: one["decimals"]
        for one in pyarrow.parquet.read_table(nation / "indicators.parquet").to_pylist()
    }
    codes = {
        one["city"]: one["code"]
        for one in pyarrow.parquet.read_table(nation / "cities.parquet").to_pylist()
    }
    wanted = {
        (one["indicator"], codes[one["city"]]): one
        for one in pyarrow.parquet.read_table(nation / "series").to_pylist()
        if one["value"] is not None
    }
    found = 0
    for indicator in range(INDICATORS):
        text = (site / f"data/indicator-{indicator}.csv").read_text("utf-8-sig")
        for row in csv.DictReader(io.StringIO(text)):
            judged = wanted[indicator, row["code"]]
            assert int(row["value"].replace(".", "")) == judged["value"]
            assert len(row["value"].partition(".")[2]) == decimals[indicator]
            assert row["year"] == str(judged["year"])
            assert row["achievement_percent"] == (
                str(judged["printed"]) if judged["code"] == 0 else ""
            )
            found += 1
    assert found == len(wanted) == CITIES * (INDICATORS - 1)


def test_the_first_is_the_one_furthest_in_the_wanted_direction(nation: Path) -> None:
    seen = set()
    for one in compared(nation):
        values = [city.value for city in one.cities]
        assert values == sorted(values, reverse=one.increase_wanted)
        for city in one.cities:
            better = sum(
                other > city.value if one.increase_wanted else other < city.value
                for other in values
            )
            assert city.rank == better + 1
        seen.add(one.increase_wanted)
    assert seen == {True, False}


def test_a_quartile_is_the_value_of_a_city_of_the_group(nation: Path) -> None:
    for one in compared(nation):
        values = {city.value for city in one.cities}
        counted = sum(spread.cities for spread in one.spreads if spread.kind is PeerKind.SIZE)
        assert counted == len(one.cities)
        for spread in one.spreads:
            assert {spread.least, spread.p25, spread.p50, spread.p75, spread.most} <= values


def test_the_page_shows_ranks_groups_and_what_contradicts(site: Path) -> None:
    page = _text(site, "indicators/0/index.html")
    assert page.count('<th scope="row"') >= 20 + 6
    assert "指定都市" in page and "人口5万人未満" in page
    assert "同じ市・指標・年に、値が二つ以上あります" in page
    assert "more than one value" in _text(site, "en/indicators/0/index.html")
    assert "矛盾はありません" in _text(site, "indicators/1/index.html")


def test_an_indicator_without_values_says_so(site: Path) -> None:
    last = INDICATORS - 1
    assert "値がある市町村は、まだありません" in _text(site, f"indicators/{last}/index.html")
    assert "No municipality has a value" in _text(site, f"en/indicators/{last}/index.html")


def test_names_are_escaped_and_japanese_is_marked_in_english(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert "<script" not in page.read_text("utf-8")
    for indicator in range(INDICATORS - 1):
        english = _text(site, f"en/indicators/{indicator}/index.html")
        assert english.count("&lt;script") == english.count('<span lang="ja">&lt;script') > 0


def test_a_site_is_replaced_whole_and_other_folders_are_left_alone(
    nation: Path, site: Path, tmp_path: Path
) -> None:
    place = tmp_path / "again"
    for _ in range(2):
        summary = build_nation_site(compared(nation), INDICATORS, place)
    assert (summary.changed, summary.removed) == ((), ())
    assert files_of(place) == files_of(site)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("keep me", "utf-8")
    with pytest.raises(SiteInTheWayError):
        build_nation_site(compared(nation), INDICATORS, tmp_path / "letters")


def test_the_command_builds_it_and_says_what_it_cannot_read(
    nation: Path, site: Path, tmp_path: Path
) -> None:
    def hoshin(folder: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "hoshin.cli.main", "--lang", "en", "site", str(folder)]
        return subprocess.run(
            [*command, "-o", str(tmp_path / "site")],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    done = hoshin(nation)
    assert done.returncode == 0, done.stderr
    assert files_of(tmp_path / "site") == files_of(site)

    old = Path(shutil.copytree(nation, tmp_path / "old"))
    about = json.loads((old / "nation.json").read_text("utf-8"))
    (old / "nation.json").write_text(json.dumps({**about, "format": "hoshin-nation/1"}), "utf-8")
    done = hoshin(old)
    assert done.returncode == 2 and "nation-of-another-version" in done.stderr
    assert "Build it again" in done.stderr

    (old / "nation.json").write_text('{"format": ', "utf-8")
    done = hoshin(old)
    assert done.returncode == 2 and "nation-manifest-broken" in done.stderr

    broken = Path(shutil.copytree(nation, tmp_path / "broken"))
    (broken / "distribution.parquet").write_bytes(b"PAR1 no longer")
    done = hoshin(broken)
    assert done.returncode == 1 and "nation-unreadable" in done.stderr
    assert "No site was built" in done.stderr
    assert "Traceback" not in done.stderr
    assert files_of(tmp_path / "site") == files_of(site)
