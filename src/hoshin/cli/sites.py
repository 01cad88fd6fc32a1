"""``hoshin site``: the public site, built from a release; a folder is made one first."""

from __future__ import annotations

import errno
import tempfile
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from hoshin.cli import opening
from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import Report, print_problems, progress, say
from hoshin.domain.problems import ProblemLevel
from hoshin.exchange.changes import changes_between, judgement_changes
from hoshin.exchange.downloads import downloads
from hoshin.exchange.release import (
    MANIFEST,
    Release,
    judgements_of,
    open_release,
    write_release,
)
from hoshin.site.build import SiteInTheWayError, SiteSummary, build_site
from hoshin.site.release_notes import ChangeNote, ReleaseNotes

_MOST_NAMED = 5


def site(given: Namespace) -> int:
    """Build the site of a release, or of a folder by way of a release, whole or not at all."""
    folder = Path(given.folder)
    if given.many:
        from hoshin.cli.many_cities import many

        return many(given)
    if (folder / MANIFEST).is_file():
        return _build(given, folder)
    opened = opening.open_for_judgement(given)
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
    notes = None
    if given.since is not None:
        earlier, problems = open_release(Path(given.since))
        if earlier is None:
            print_problems(problems, given.lang, to_stderr=True)
            return PROBLEMS
        notes = _notes(earlier, release)
    output = Path(given.output)
    content = downloads(release)

    def build(report: Report) -> SiteSummary:
        return build_site(
            release.city, release.as_of, release.problems, output, content, report, notes
        )

    return written(given, build)


def written(given: Namespace, build: Callable[[Report], SiteSummary]) -> int:
    """Build a site with a progress bar, and say what came of it."""
    try:
        with progress(given.lang, "サイトを作成中", "Building the site") as report:
            summary = build(report)
    except SiteInTheWayError as refused:
        _say_in_the_way(given, refused)
        return BAD_USE
    except OSError as failed:
        return _not_written(given, failed)
    say(
        given.lang,
        f"{given.output} に{summary.pages}ページを作りました。"
        f"見るには: hoshin serve {given.output}",
        f"Wrote {summary.pages} pages to {given.output}. To look at them: "
        f"hoshin serve {given.output}",
    )
    if summary.changed or summary.removed:
        changed, removed = len(summary.changed), len(summary.removed)
        say(
            given.lang,
            f"前のサイトから変わったファイルは{changed}、なくなったファイルは{removed}です。"
            "ほかは前のままです。",
            f"{changed} of {summary.files} files changed since the earlier site, and {removed} are "
            "gone. The others are as they were.",
        )
    return CLEAN


def _say_in_the_way(given: Namespace, refused: SiteInTheWayError) -> None:
    named = "、".join(refused.foreign[:_MOST_NAMED])
    named_en = ", ".join(refused.foreign[:_MOST_NAMED])
    count = len(refused.foreign)
    say(
        given.lang,
        f"「{given.output}」には Hoshin が作ったのではないファイルが{count}個あります"
        f"（{named}）。"
        "消さないように止めました。移すか、別のフォルダを指定してください。",
        f'"{given.output}" holds {count} files that Hoshin did not make ({named_en}). '
        "Nothing was removed: move them, or name another folder.",
        to_stderr=True,
    )


def _notes(earlier: Release, release: Release) -> ReleaseNotes:
    """What changed from one release to the next, in the words of ``hoshin diff``."""
    changes = (
        *judgement_changes(
            judgements_of(earlier.city, earlier.as_of, earlier.problems),
            judgements_of(release.city, release.as_of, release.problems),
        ),
        *changes_between(earlier.city, release.city),
    )
    return ReleaseNotes(
        earlier.as_of,
        tuple(
            ChangeNote(one.kind.value, one.table, one.row_id, one.sentence_ja, one.sentence_en)
            for one in changes
        ),
    )


def _not_written(given: Namespace, failed: OSError) -> int:
    """Say why the site could not be written; what stood there before still stands."""
    if failed.errno in (errno.ENOSPC, errno.EDQUOT):
        why = ("ディスクの空きが足りません。", "The disk is full.")
        hint = (
            "場所を空けるか、別のディスクを -o で指定してください。",
            "Make room, or name a place on another disk with -o.",
        )
    else:
        why = (
            f"書き込めませんでした（{failed.strerror}）。",
            f"Writing failed: {failed.strerror}.",
        )
        hint = (
            "-o の場所に書き込めるか確かめてください。",
            "See whether the place named with -o can be written to.",
        )
    say(
        given.lang,
        f"サイトを作れませんでした。{why[0]}前のサイトはそのままです。{hint[0]}",
        f"The site was not built. {why[1]} The earlier site is untouched. {hint[1]}",
        to_stderr=True,
    )
    return PROBLEMS
