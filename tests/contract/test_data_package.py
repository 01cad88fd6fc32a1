"""Every example is a Data Package that other people's tools validate and load, offline."""

from pathlib import Path

import pytest
from frictionless import Package

from hoshin.exchange.folder import read_folder
from hoshin.exchange.tables import tables

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*/datapackage.json"))


@pytest.fixture(params=EXAMPLES, ids=[path.parent.name for path in EXAMPLES])
def descriptor(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_there_are_examples() -> None:
    assert {path.parent.name for path in EXAMPLES} >= {"harbour", "kumamoto"}


def test_it_is_valid_and_every_row_loads(descriptor: Path) -> None:
    report = Package(str(descriptor)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    city = read_folder(descriptor.parent).city
    assert city is not None
    held = {table.name: len(getattr(city, table.name)) for table in tables()}
    loaded = {task.name: task.stats["rows"] for task in report.tasks}
    assert loaded == {name: held[name] for name in loaded}
    assert sum(loaded.values()) == sum(held.values())


def test_every_file_is_described(descriptor: Path) -> None:
    described = {resource.path for resource in Package(str(descriptor)).resources}
    assert described == {path.name for path in descriptor.parent.glob("*.csv")}


def test_the_schema_finds_a_wrong_value(harbour: Path, tmp_path: Path) -> None:
    for path in filter(Path.is_file, harbour.iterdir()):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    table = tmp_path / "indicators.csv"
    text = table.read_text(encoding="utf-8-sig")
    assert ",increase," in text
    table.write_text(text.replace(",increase,", ",upwards,", 1), encoding="utf-8-sig")
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.flatten(["fieldName"]) == [["direction"]]
