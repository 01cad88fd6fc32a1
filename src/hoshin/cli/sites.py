"""``hoshin site``: the public site, built from a release; a folder is made one first."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from pathlib import Path

from hoshin.cli import opening
from hoshin.cli.main import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import print_problems, progress, say
from hoshin.domain.problems import ProblemLevel
from hoshin.exchange.downloads import downloads
from hoshin.exchange.release import MANIFEST, open_release, write_release
from hoshin.site.build import SiteInTheWayError, build_site


def site(given: Namespace) -> int:
    """Build the site of a release, or of a folder by way of a release, whole or not at all."""
    folder = Path(given.folder)
    if (folder / MANIFEST).is_file():
        return _build(given, folder)
    try:
        opened = opening.open_for_judgement(given)
    except opening.BadUseError:
        return BAD_USE
    if opened is None:
        return PROBLEMS
    errors = [one for one in opened.checked() if one.level is ProblemLevel.ERROR]
    if errors:
        print_problems(errors, given.lang, to_stderr=True)
        return PROBLEMS
    with tempfile.TemporaryDirectory(prefix="hoshin-") as scratch:
        made = Path(scratch) / "release"
        write_release(opened.city, opened.as_of, made, with_parquet=False)
        return _build(given, made)


def _build(given: Namespace, path: Path) -> int:
    release, problems = open_release(path)
    if release is None:
        print_problems(problems, given.lang, to_stderr=True)
        return PROBLEMS
    try:
        with progress(given.lang, "サイトを作成中", "Building the site") as report:
            summary = build_site(
                release.city,
                release.as_of,
                release.problems,
                Path(given.output),
                downloads(release),
                report,
            )
    except SiteInTheWayError:
        say(
            given.lang,
            f"「{given.output}」には Hoshin のサイトではないものがあります。"
            "空のフォルダを指定してください。",
            f'"{given.output}" holds something that is no Hoshin site. Name an empty folder.',
            to_stderr=True,
        )
        return BAD_USE
    say(
        given.lang,
        f"{given.output} に{summary.pages}ページを作りました。"
        f"見るには: hoshin serve {given.output}",
        f"Wrote {summary.pages} pages to {given.output}. To look at them: "
        f"hoshin serve {given.output}",
    )
    return CLEAN
