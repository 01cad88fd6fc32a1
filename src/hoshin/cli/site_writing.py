"""Writing a site from the command line: the bar while it is made, and what came of it."""

from __future__ import annotations

import errno
from argparse import Namespace
from collections.abc import Callable

from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import Report, progress, say
from hoshin.site.build import SiteInTheWayError, SiteSummary

_MOST_NAMED = 5


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
