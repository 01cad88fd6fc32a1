"""Sites built once for all unit tests: of the examples, of hostile names, of nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.problems import Problem
from hoshin.engine.checks import check
from hoshin.exchange.folder import read_folder
from hoshin.site.build import build_site
from tests.site.site_sample import AS_OF, PROBLEMS, BuiltSite, city_of_hostile_names


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., BuiltSite]:
    def built(city: City, problems: tuple[Problem, ...] = (), **files: bytes) -> BuiltSite:
        folder = tmp_path_factory.mktemp("built") / "site"
        downloads = {name.replace("_csv", ".csv"): content for name, content in files.items()}
        return BuiltSite(city, folder, build_site(city, AS_OF, problems, folder, downloads))

    return built


@pytest.fixture(scope="session")
def hostile_site(build: Callable[..., BuiltSite]) -> BuiltSite:
    return build(city_of_hostile_names(), PROBLEMS)


@pytest.fixture(scope="session")
def empty_site(build: Callable[..., BuiltSite]) -> BuiltSite:
    return build(City(name="空の市"))


def _example(folder: Path, build: Callable[..., BuiltSite]) -> BuiltSite:
    city = read_folder(folder).city
    assert city is not None
    files = {"targets_csv": (folder / "targets.csv").read_bytes()}
    return build(city, check(city, AS_OF), **files)


@pytest.fixture(scope="session")
def harbour_site(harbour: Path, build: Callable[..., BuiltSite]) -> BuiltSite:
    return _example(harbour, build)


@pytest.fixture(scope="session")
def kumamoto_site(kumamoto: Path, build: Callable[..., BuiltSite]) -> BuiltSite:
    return _example(kumamoto, build)
