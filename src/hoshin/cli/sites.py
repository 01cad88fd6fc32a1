"""``hoshin site``: the public site, built from a release; a folder is made one first."""

from __future__ import annotations

import re
import tempfile
from argparse import Namespace
from pathlib import Path

from hoshin.cli import opening
from hoshin.cli.estimating import forecasts_for
from hoshin.cli.exits import BAD_USE, PROBLEMS
from hoshin.cli.many_cities import many
from hoshin.cli.nation_site import MANIFEST as NATION
from hoshin.cli.nation_site import nation_site
from hoshin.cli.output import Report, print_problems, say
from hoshin.cli.site_writing import written
from hoshin.domain.problems import ProblemLevel
from hoshin.exchange.attached_definitions import read_definitions
from hoshin.exchange.changes import changes_of_releases
from hoshin.exchange.downloads import downloads
from hoshin.exchange.published import Published, open_published
from hoshin.exchange.release import (
    MANIFEST,
    Release,
    judgements_of,
    open_release,
    write_release,
)
from hoshin.site.build import SiteSummary, build_site
from hoshin.site.release_notes import ChangeNote, ReleaseNotes

_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9._~/-]*)?", re.ASCII)


def site(given: Namespace) -> int:
    """Build the site of a release, or of a folder by way of a release, whole or not at all."""
    folder = Path(given.folder)
    if given.address and not _ADDRESS.fullmatch(given.address):
        say(
            given.lang,
            f"「{given.address}」はサイトのアドレスとして使えません。"
            "「https://plans.example.jp/」のように書いてください。",
            f'"{given.address}" is no address of a site. '
            'Please write it like "https://plans.example.jp/".',
            to_stderr=True,
        )
        return BAD_USE
    if given.many:
        return many(given)
    if (folder / NATION).is_file():
        return nation_site(given)
    if (folder / MANIFEST).is_file():
        return _build(given, folder)
    opened = opening.open_for_judgement(given)
    errors = [one for one in opened.checked() if one.level is ProblemLevel.ERROR]
    if errors:
        print_problems(errors, given.lang, to_stderr=True)
        return PROBLEMS
    forecasts = forecasts_for(given, opened)
    definitions, _ = read_definitions(folder, opened.city)
    with tempfile.TemporaryDirectory(prefix="hoshin-") as scratch:
        made = Path(scratch) / "release"
        write_release(
            opened.city,
            opened.as_of,
            made,
            with_parquet=False,
            definitions=definitions,
            forecasts=forecasts,
        )
        return _build(given, made)


def _build(given: Namespace, path: Path) -> int:
    release, problems = open_release(path)
    if release is None:
        print_problems(problems, given.lang, to_stderr=True)
        return PROBLEMS
    notes = None
    if given.since is not None:
        earlier, problems = open_published(Path(given.since))
        if earlier is None:
            print_problems(problems, given.lang, to_stderr=True)
            return PROBLEMS
        notes = _notes(earlier, release)
    if given.forecast and release.forecasts is None:
        say(
            given.lang,
            "この公開データには見込み(推計)がありません。"
            "hoshin release --forecast で作ってください。",
            "This release holds no forecasts. Make one with hoshin release --forecast.",
            to_stderr=True,
        )
        return BAD_USE
    forecasts = None if given.forecast is False else release.forecasts
    output = Path(given.output)
    content = downloads(release)

    def build(report: Report) -> SiteSummary:
        return build_site(
            release.city,
            release.as_of,
            release.problems,
            output,
            content,
            report,
            notes,
            address=given.address or "",
            forecasts=forecasts,
            judge=release.judge,
        )

    return written(given, build)


def _notes(earlier: Published, release: Release) -> ReleaseNotes:
    """What changed from one release to the next, in the words of ``hoshin diff``.

    The earlier one says what it published, even where this version would judge otherwise.
    """
    rows = judgements_of(release.city, release.as_of, release.problems)
    changes = changes_of_releases(earlier.city, earlier.rows, release.city, rows)
    return ReleaseNotes(
        earlier.as_of,
        tuple(
            ChangeNote(one.kind.value, one.table, one.row_id, one.sentence_ja, one.sentence_en)
            for one in changes
        ),
    )
