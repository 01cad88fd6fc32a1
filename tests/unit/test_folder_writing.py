"""Writing a plan folder: whole or not at all, and nothing lost that stood beside the tables."""

import json
import os
import stat
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import Indicator, Observation
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Plan
from hoshin.domain.problems import IllFormedError
from hoshin.exchange.folder import FolderInTheWayError, read_folder, write_folder

CITY = City(
    name="試し市",
    plans=(Plan(id="plan", name="計画"),),
    indicators=(Indicator(id="forest", name="森林面積", unit="ha"),),
    observations=(
        Observation(
            id="forest.2024",
            indicator="forest",
            time_period=fiscal_year(2024),
            obs_value=Decimal("101.50"),
            unit_measure="ha",
        ),
    ),
)
CHANGED = replace(CITY, plans=(Plan(id="plan", name="新しい計画"),))


class BreaksWhenWritten(Decimal):
    """A number that fails when it is asked for its digits."""

    def __format__(self, spec: str) -> str:
        raise RuntimeError("no digits")


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def observed(value: Decimal) -> City:
    return replace(CITY, observations=(replace(CITY.observations[0], obs_value=value),))


UNWRITABLE = [
    pytest.param(observed(BreaksWhenWritten(1)), RuntimeError, id="breaks"),
    pytest.param(observed(Decimal("Infinity")), IllFormedError, id="infinite"),
    pytest.param(observed(Decimal("NaN")), IllFormedError, id="not a number"),
    pytest.param(observed(Decimal("1e60")), IllFormedError, id="longer than is read"),
    pytest.param(replace(CITY, plans=(Plan(id="p", name=""),)), IllFormedError, id="empty name"),
    pytest.param(replace(CITY, plans=(Plan(id="p", name="a\0"),)), IllFormedError, id="nul"),
    pytest.param(replace(CITY, plans=(Plan(id="p", name="\ud800"),)), IllFormedError, id="half"),
    pytest.param(
        replace(CITY, plans=(Plan(id="p", name="長" * 100_001),)), IllFormedError, id="too long"
    ),
    pytest.param(
        replace(CITY, elements=(Element(id="e", plan="p", level="l", name="x", related=("a;b",)),)),
        IllFormedError,
        id="separator in a list",
    ),
    pytest.param(
        replace(CITY, elements=(Element(id="e", plan="p", level="l", name="x", related=("",)),)),
        IllFormedError,
        id="empty item in a list",
    ),
]


@pytest.mark.parametrize(("city", "raised"), UNWRITABLE)
def test_a_value_that_cannot_be_written_leaves_no_folder(
    tmp_path: Path, city: City, raised: type[Exception]
) -> None:
    with pytest.raises(raised):
        write_folder(city, tmp_path / "city")
    assert everything(tmp_path) == []


@pytest.mark.parametrize(("city", "raised"), UNWRITABLE)
def test_a_value_that_cannot_be_written_leaves_the_folder_as_it_was(
    tmp_path: Path, city: City, raised: type[Exception]
) -> None:
    write_folder(CITY, tmp_path / "city")
    before = content(tmp_path)
    with pytest.raises(raised):
        write_folder(city, tmp_path / "city")
    assert content(tmp_path) == before
    assert not [name for name in everything(tmp_path) if ".hoshin" in name]


def test_when_replacing_fails_half_way_every_file_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "city"
    write_folder(CITY, folder)
    before = content(tmp_path)
    replace_file = os.replace

    def fail_at_the_indicators(source: Path, target: Path) -> None:
        if Path(target) == folder / "indicators.csv" and Path(source).parent.name == "new":
            raise OSError(28, "No space left on device")
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", fail_at_the_indicators)
    with pytest.raises(OSError, match="No space"):
        write_folder(CHANGED, folder)
    assert content(tmp_path) == before


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError):
        write_folder(CITY, tmp_path / "file" / "city")
    assert everything(tmp_path) == ["file"]


@pytest.mark.parametrize("kind", ["file", "full folder", "folder named like a table"])
def test_a_place_that_is_taken(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "place"
    if kind == "file":
        place.write_text("mine")
    elif kind == "full folder":
        place.mkdir()
        (place / "letter.txt").write_text("mine")
    else:
        write_folder(CITY, place)
        (place / "plans.csv").unlink()
        (place / "plans.csv").mkdir()
        (place / "plans.csv" / "letter.txt").write_text("mine")
    before = content(tmp_path)
    with pytest.raises(FolderInTheWayError):
        write_folder(CHANGED, place)
    assert content(tmp_path) == before


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    write_folder(CITY, tmp_path / "city")
    assert read_folder(tmp_path / "city").city == CITY


def test_a_new_folder_is_made_with_its_parents_and_ordinary_rights(tmp_path: Path) -> None:
    (tmp_path / "ordinary").mkdir()
    write_folder(CITY, tmp_path / "a" / "b" / "city")
    made = stat.S_IMODE((tmp_path / "a" / "b" / "city").stat().st_mode)
    assert made == stat.S_IMODE((tmp_path / "ordinary").stat().st_mode)
    assert read_folder(tmp_path / "a" / "b" / "city").city == CITY


def test_what_is_no_table_stays(tmp_path: Path) -> None:
    folder = tmp_path / "city"
    write_folder(CITY, folder)
    (folder / "README.md").write_text("読んでください", encoding="utf-8")
    (folder / "documents").mkdir()
    (folder / "documents" / "plan.pdf").write_bytes(b"%PDF")
    write_folder(CHANGED, folder)
    assert (folder / "README.md").read_text(encoding="utf-8") == "読んでください"
    assert (folder / "documents" / "plan.pdf").read_bytes() == b"%PDF"
    assert read_folder(folder).city == CHANGED


def test_what_datapackage_says_besides_stays(tmp_path: Path) -> None:
    folder = tmp_path / "city"
    write_folder(CITY, folder)
    file = folder / "datapackage.json"
    described = json.loads(file.read_text(encoding="utf-8"))
    described["licenses"] = [{"name": "CC-BY-4.0"}]
    described["name"] = "trial-city-plans"
    described["hoshin"]["contact"] = "企画課"
    file.write_text(json.dumps(described), encoding="utf-8")
    write_folder(CHANGED, folder)
    now = json.loads(file.read_text(encoding="utf-8"))
    assert now["licenses"] == [{"name": "CC-BY-4.0"}]
    assert now["name"] == "trial-city-plans"
    assert now["hoshin"] == {"format": "1", "name": "試し市", "contact": "企画課"}


def test_a_table_that_lost_its_rows_keeps_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "city"
    write_folder(CITY, folder, also=("pledges",))
    write_folder(replace(CITY, indicators=()), folder)
    assert (folder / "pledges.csv").is_file()
    assert read_folder(folder).problems == ()


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    write_folder(CITY, tmp_path / "city")
    (tmp_path / "link").symlink_to(tmp_path / "city")
    write_folder(CHANGED, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert read_folder(tmp_path / "city").city == CHANGED


def test_the_folder_one_stands_in_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_folder(CITY, tmp_path / "city")
    monkeypatch.chdir(tmp_path / "city")
    write_folder(CHANGED, Path("."))
    assert read_folder(Path(".")).city == CHANGED
