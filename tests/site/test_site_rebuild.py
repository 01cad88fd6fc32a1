"""Building again: pages are taken over where nothing they show changed, and only there."""

from __future__ import annotations

import dataclasses
import gzip
import json
import os
import shutil
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoshin.domain.city import City
from hoshin.domain.problems import IllFormedError
from hoshin.engine.checks import check
from hoshin.exchange.folder import read_folder
from hoshin.site.build import MARKER, SiteSummary, build_site
from hoshin.site.page_memory import MEMORY, read_memory
from hoshin.site.release_notes import ReleaseNotes
from tests.site.site_sample import AS_OF
from tests.site.test_site_build import files_of

TABLES = [one.name for one in dataclasses.fields(City) if one.type.startswith("tuple")]


@pytest.fixture(scope="module")
def city(harbour: Path) -> City:
    read = read_folder(harbour).city
    assert read is not None
    return read


@pytest.fixture(scope="module")
def site(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the harbour city; only ever copied, never built over."""
    place = tmp_path_factory.mktemp("first") / "site"
    build(city, place)
    return place


def build(city: City, place: Path, as_of: date = AS_OF, **more: Any) -> SiteSummary:
    return build_site(city, as_of, check(city, as_of), place, {}, **more)


def the_day_of(city: City) -> date:
    """The day up to which the city's records go: nothing in them is still to come."""
    assert city.as_of is not None
    return city.as_of


def copied(site: Path, place: Path) -> Path:
    shutil.copytree(site, place, copy_function=os.link)
    return place


# --- whatever changes, the site is the one that a full build gives ---


def changed(city: City, random: Random) -> City:
    """The city with one row changed in a column, taken out, moved or doubled."""
    table = random.choice([one for one in TABLES if getattr(city, one)])
    rows = list(getattr(city, table))
    at = random.randrange(len(rows))
    how = random.choice(["column"] * 6 + ["out", "moved", "doubled"])
    if how == "out":
        del rows[at]
    elif how == "moved":
        rows.insert(0, rows.pop(at))
    elif how == "doubled":
        rows.insert(at, replace(rows[at], id=f"{rows[at].id}-2"))
    else:
        column = random.choice([one.name for one in dataclasses.fields(rows[at])][1:])
        known = [getattr(one, column) for one in rows]
        value = another(getattr(rows[at], column), known, random)
        try:
            rows[at] = replace(rows[at], **{column: value})
        except IllFormedError:
            return changed(city, random)
    return replace(city, **{table: tuple(rows)})


def another(value: Any, known: list[Any], random: Random) -> Any:
    """Another value of a column: one that another row has, or one like it."""
    like: list[Any] = [one for one in known if one != value]
    if type(value) is str:
        like.append(f"{value}改<&")
    elif type(value) is Decimal:
        like += [value + 1, -value, value * 10]
    elif type(value) is int:
        like.append(value + 1000)
    elif type(value) is date:
        like.append(value + timedelta(days=1))
    return random.choice(like or [value])


@settings(
    max_examples=int(os.environ.get("REBUILDS", "8")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(random=st.randoms(use_true_random=False))
def test_after_any_changes_the_site_is_that_of_a_full_build(
    random: Random, city: City, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("rebuilt")
    place = copied(site, folder / "site")
    day = AS_OF
    for _ in range(3):
        city = changed(city, random)
        if random.random() < 0.3:
            day += timedelta(days=random.choice([1, 200]))
        build(city, place, day)
    build(city, folder / "full", day)
    assert files_of(place) == files_of(folder / "full")
    shutil.rmtree(folder)


# --- only what shows the change is made again ---


def test_nothing_is_made_again_when_nothing_changed(city: City, site: Path, tmp_path: Path) -> None:
    place = copied(site, tmp_path / "site")
    again = build(city, place)
    assert (again.made, again.changed, again.removed) == (0, (), ())
    assert files_of(place) == files_of(site)


def test_a_site_that_would_come_out_the_same_is_left_as_it_stands(
    city: City, site: Path, tmp_path: Path
) -> None:
    place = copied(site, tmp_path / "site")
    folder = place.stat().st_ino
    again = build(city, place)
    assert place.stat().st_ino == folder
    files = [one for one in place.rglob("*") if one.is_file()]
    assert (again.files, again.size) == (len(files), sum(one.stat().st_size for one in files))
    assert again.pages == sum(one.suffix == ".html" for one in files)
    build(city, place, AS_OF + timedelta(days=1))
    assert place.stat().st_ino != folder


@pytest.mark.parametrize("path", ["static/site.css", "404.html", "plans/index.html"])
def test_a_file_that_is_gone_is_written_again(
    path: str, city: City, site: Path, tmp_path: Path
) -> None:
    place = copied(site, tmp_path / "site")
    (place / path).unlink()
    build(city, place)
    assert files_of(place) == files_of(site)


def test_one_value_touches_only_the_pages_that_show_it(
    city: City, site: Path, tmp_path: Path
) -> None:
    place = copied(site, tmp_path / "site")
    observations = list(city.observations)
    at = next(n for n, one in enumerate(observations) if one.obs_value is not None)
    value = observations[at].obs_value
    assert value is not None
    observations[at] = replace(observations[at], obs_value=value + 1)
    again = build(replace(city, observations=tuple(observations)), place)
    page = f"indicators/{observations[at].indicator}/index.html"
    assert page in again.changed and f"en/{page}" in again.changed
    others = [one for one in again.changed if one.startswith("indicators/") and one.count("/") > 1]
    assert {one.split("/")[1] for one in others} == {observations[at].indicator}
    assert 0 < again.made < again.pages / 4


def test_the_next_day_touches_only_what_is_about_the_release(city: City, tmp_path: Path) -> None:
    """The day of judgement stands in no page whose figures do not depend on it."""
    day, place = the_day_of(city), tmp_path / "site"
    build(city, place, day)
    again = build(city, place, day + timedelta(days=1), release_notes=ReleaseNotes(day))
    pages = {"index.html", "changes/index.html", "data/index.html", "method/index.html"}
    pages |= {f"en/{one}" for one in pages}
    others = {"feed.xml", "en/feed.xml", "release.json", "release.css"}
    assert set(again.changed) == pages | others | {MARKER, MEMORY}
    assert again.made == len(pages)
    build(city, tmp_path / "full", day + timedelta(days=1), release_notes=ReleaseNotes(day))
    assert files_of(place) == files_of(tmp_path / "full")


def test_a_page_changes_with_the_day_where_its_figure_does(city: City, tmp_path: Path) -> None:
    """A value that is known only later is not shown before, and is from then on."""
    day, place = the_day_of(city), tmp_path / "site"
    last = max(
        (one for one in city.observations if one.obs_value is not None),
        key=lambda one: one.time_period.end,
    )
    assert last.obs_value is not None
    corrected = replace(
        last,
        id=f"{last.id}-2",
        revision=last.revision + 1,
        known_on=day + timedelta(days=10),
        obs_value=last.obs_value + 1,
    )
    city = replace(city, observations=(*city.observations, corrected))
    build(city, place, day)
    page = f"indicators/{last.indicator}/index.html"
    for wait, is_shown in ((1, False), (10, True)):
        again = build(city, place, day + timedelta(days=wait))
        assert (page in again.changed) is is_shown
    build(city, tmp_path / "full", day + timedelta(days=10))
    assert files_of(place) == files_of(tmp_path / "full")


def test_every_page_is_remembered(site: Path) -> None:
    pages = {one.relative_to(site).as_posix() for one in site.rglob("*.html")} - {"404.html"}
    remembered = {path for one in read_memory(site).values() for path in one.files}
    assert pages <= remembered


# --- nothing is taken over that is not certain ---


def test_a_page_changed_by_hand_is_made_again(city: City, site: Path, tmp_path: Path) -> None:
    place = tmp_path / "site"
    shutil.copytree(site, place)
    page = place / "plans" / "index.html"
    page.write_text(page.read_text("utf-8").replace("計画", "計　画"), "utf-8")
    (place / "en" / "index.html").unlink()
    assert build(city, place).made == 4
    assert files_of(place) == files_of(site)


@pytest.mark.parametrize("what", ["gone", "cut off", "no archive", "other shape", "other program"])
def test_without_a_memory_to_trust_every_page_is_made(
    what: str, city: City, site: Path, tmp_path: Path
) -> None:
    place = tmp_path / "site"
    shutil.copytree(site, place)
    memory = place / MEMORY
    held = memory.read_bytes()
    if what == "gone":
        memory.unlink()
    elif what == "cut off":
        memory.write_bytes(held[: len(held) // 2])
    elif what == "no archive":
        memory.write_bytes(b"{}")
    else:
        changes: dict[str, Any] = {"pages": [1]} if what == "other shape" else {"program": "x"}
        memory.write_bytes(
            gzip.compress(json.dumps(json.loads(gzip.decompress(held)) | changes).encode())
        )
    assert read_memory(place) == {}
    again = build(city, place)
    assert again.made == again.pages - 1
    assert files_of(place) == files_of(site)


# --- several processes ---


@pytest.mark.parametrize("threads", [0, 1])
def test_several_processes_make_the_same_site(
    threads: int, city: City, site: Path, tmp_path: Path
) -> None:
    """Without other threads processes are forked on Linux, else they start empty."""
    stop = Event()
    others = [Thread(target=stop.wait) for _ in range(threads)]
    for one in others:
        one.start()
    try:
        build(city, tmp_path / "site", processes=2)
    finally:
        stop.set()
    assert files_of(tmp_path / "site") == files_of(site)


def test_pages_are_taken_over_from_a_site_that_stands_elsewhere(
    city: City, site: Path, tmp_path: Path
) -> None:
    """Each publication is a folder of its own beside the one before."""
    before = files_of(site)
    made = build(city, tmp_path / "site", earlier=site)
    assert made.made == 0
    assert files_of(tmp_path / "site") == before == files_of(site)
    page = "plans/index.html"
    assert (tmp_path / "site" / page).stat().st_ino == (site / page).stat().st_ino
