"""``hoshin site`` of a nation that was built: pages that compare its cities."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from hoshin.cli.exits import BAD_USE, PROBLEMS
from hoshin.cli.output import Report, say
from hoshin.cli.site_writing import written
from hoshin.site.build import SiteSummary
from hoshin.site.nation.build import build_nation_site

MANIFEST = "nation.json"


def nation_site(given: Namespace) -> int:
    """Build the pages of a folder that ``hoshin nation build`` wrote."""
    import duckdb

    from hoshin.analytics.nation_comparison import compared, indicators_in
    from hoshin.analytics.nation_query import is_current

    folder = Path(given.folder)
    if not is_current(folder):
        say(
            given.lang,
            f"「{folder}」は別の版の Hoshin が作った形です。"
            "hoshin nation build で作り直してください。",
            f'"{folder}" was laid out by another version. Build it again: hoshin nation build.',
            to_stderr=True,
        )
        return BAD_USE

    def build(report: Report) -> SiteSummary:
        count = indicators_in(folder)
        return build_nation_site(compared(folder), count, Path(given.output), report)

    try:
        return written(given, build)
    except duckdb.Error as refused:
        detail = str(refused).splitlines()[0]
        say(
            given.lang,
            f"全国のデータが読めないため、サイトを作りませんでした。前のサイトはそのままです。({detail})",
            "The nation cannot be read, so no site was built. The earlier site is untouched. "
            f"({detail})",
            to_stderr=True,
        )
        return PROBLEMS
