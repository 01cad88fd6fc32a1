"""``hoshin site --many``: the site of several cities, from a folder of releases."""

from __future__ import annotations

import re
from argparse import Namespace
from pathlib import Path

from hoshin.cli.exits import BAD_USE, PROBLEMS
from hoshin.cli.output import Report, print_problems, say
from hoshin.cli.site_writing import written
from hoshin.domain.problems import Problem
from hoshin.exchange.common_series import FILE, read_common_series
from hoshin.exchange.downloads import downloads
from hoshin.exchange.release import MANIFEST, Release, open_release
from hoshin.site.build import SiteSummary
from hoshin.site.cities.build import CityToShow, build_cities_site

_FOLDER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*", re.ASCII)


def many(given: Namespace) -> int:
    """Build one site of all releases in a folder, with the series that are declared common."""
    folder = Path(given.folder)
    places = _release_folders(given, folder)
    if places is None:
        return BAD_USE
    releases: dict[str, Release] = {}
    problems: list[Problem] = []
    for place in places:
        release, found = open_release(place)
        if release is None:
            problems.extend(found)
        else:
            releases[place.name] = release
    if problems:
        print_problems(problems, given.lang, to_stderr=True)
        return PROBLEMS
    cities = {name: release.city for name, release in releases.items()}
    series, wrong = read_common_series(folder, cities)
    if wrong:
        print_problems(wrong, given.lang, to_stderr=True)
        return PROBLEMS
    shown = [
        CityToShow(name, one.city, one.as_of, one.problems, downloads(one))
        for name, one in releases.items()
    ]

    def build(report: Report) -> SiteSummary:
        return build_cities_site(
            shown, series, Path(given.output), report, address=given.address or ""
        )

    return written(given, build)


def _release_folders(given: Namespace, folder: Path) -> list[Path] | None:
    """The folders of releases, by name; None, and said why, where one cannot be published."""
    if not folder.is_dir():
        say(
            given.lang,
            f"「{folder}」というフォルダがありません。公開データを集めたフォルダを指定してください。",
            f'There is no folder "{folder}". Name a folder that holds releases.',
            to_stderr=True,
        )
        return None
    places = sorted(one for one in folder.iterdir() if one.is_dir())
    for place in places:
        if not (place / MANIFEST).is_file():
            say(
                given.lang,
                f"「{place.name}」は公開データではありません。hoshin release で作るか、"
                f"「{folder}」の外に移してください。",
                f'"{place.name}" is not a release. Make one with hoshin release, or move it out of '
                f'"{folder}".',
                to_stderr=True,
            )
            return None
        if not _FOLDER_NAME.fullmatch(place.name):
            say(
                given.lang,
                f"「{place.name}」はページのアドレスにできない名前です。英数字とハイフンだけの名前に"
                "変えてください。",
                f'"{place.name}" cannot be part of an address: letters, digits and hyphens only.',
                to_stderr=True,
            )
            return None
    if not places:
        say(
            given.lang,
            f"「{folder}」に公開データがありません。市ごとに hoshin release で作り、"
            f"同じものを測る指標を {FILE} に書いてください。",
            f'"{folder}" holds no release. Make one for each city with hoshin release, and write '
            f"which indicators measure the same thing into {FILE}.",
            to_stderr=True,
        )
        return None
    return places
