"""``hoshin site`` of a nation that was built: pages that compare its cities."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from hoshin.cli.exits import PROBLEMS
from hoshin.cli.nation import require_current
from hoshin.cli.output import Report, say
from hoshin.cli.site_writing import written
from hoshin.site.build import SiteSummary
from hoshin.site.nation.build import build_nation_site

MANIFEST = "nation.json"


def nation_site(given: Namespace) -> int:
    """Build the pages of a folder that ``hoshin nation build`` wrote."""
    import duckdb

    from hoshin.analytics.nation_comparison import compared, indicators_in

    folder = Path(given.folder)
    require_current(folder, given.lang)

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
