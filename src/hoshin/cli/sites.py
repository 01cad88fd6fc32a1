"""``hoshin site``: the public site of a plan folder."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from hoshin.cli import opening
from hoshin.cli.main import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import print_problems, progress, say
from hoshin.domain.problems import ProblemLevel
from hoshin.site.build import SiteInTheWayError, build_site


def site(given: Namespace) -> int:
    """Check a folder, judge it and build its site, whole or not at all."""
    try:
        opened = opening.open_for_judgement(given)
    except opening.BadUseError:
        return BAD_USE
    if opened is None:
        return PROBLEMS
    problems = opened.checked()
    errors = [one for one in problems if one.level is ProblemLevel.ERROR]
    if errors:
        print_problems(errors, given.lang, to_stderr=True)
        return PROBLEMS
    folder = Path(given.folder)
    downloads = {
        one.name: one.read_bytes()
        for one in sorted(folder.iterdir())
        if one.is_file() and one.suffix in (".csv", ".json")
    }
    try:
        with progress(given.lang, "サイトを作成中", "Building the site") as report:
            summary = build_site(
                opened.city, opened.as_of, problems, Path(given.output), downloads, report
            )
    except SiteInTheWayError as refused:
        say(
            given.lang,
            f"「{refused}」には Hoshin のサイトではないものがあります。"
            "空のフォルダを指定してください。",
            f'"{refused}" holds something that is no Hoshin site. Name an empty folder.',
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
