"""``hoshin site`` of a nation that was built: pages that compare its cities."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from hoshin.cli.exits import BAD_USE, PROBLEMS
from hoshin.cli.output import Report, print_problems, say
from hoshin.cli.site_writing import written
from hoshin.site.build import SiteSummary
from hoshin.site.nation.build import build_nation_site

MANIFEST = "nation.json"


def nation_site(given: Namespace) -> int:
    """Build the pages of a folder that ``hoshin nation build`` wrote."""
    from hoshin.analytics.engines import RunStoppedError
    from hoshin.analytics.nation_comparison import compared, indicators_in
    from hoshin.analytics.nation_folder import nation_problem, reading_nation

    folder = Path(given.folder)
    wrong = nation_problem(folder)
    if wrong is not None:
        print_problems([wrong], given.lang, to_stderr=True)
        return BAD_USE

    def build(report: Report) -> SiteSummary:
        count = indicators_in(folder)
        return build_nation_site(compared(folder), count, Path(given.output), report)

    try:
        with reading_nation():
            return written(given, build)
    except RunStoppedError as stop:
        print_problems([stop.problem], given.lang, to_stderr=True)
        say(
            given.lang,
            "サイトは作っていません。前のサイトはそのままです。",
            "No site was built. The earlier site is untouched.",
            to_stderr=True,
        )
        return PROBLEMS
