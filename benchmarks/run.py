"""Measures and prints; writes nothing: ``python -m benchmarks.run`` (``--parts`` for less).

Times are CPU seconds, the best of three runs in this one process, so the ratios hold where the
seconds do not.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial

from benchmarks import bulk_judgement, check_and_evaluate, first_load, report_book, site_building
from benchmarks.measuring import RUNS, machine

ROWS = (1_000_000, 10_000_000)


PARTS = ("judging", "site", "first-load", "book", "nation")


def main() -> int:
    """Print every table; ratios are the result, seconds only say on which machine."""
    wanted = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    wanted.add_argument(
        "--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure, all if not said"
    )
    wanted.add_argument("--rows", type=int, nargs="*", default=ROWS, help="sizes of the nation")
    wanted.add_argument(
        "--indicators", type=int, nargs="*", default=site_building.SIZES, help="sizes of the site"
    )
    given = wanted.parse_args()
    print("\n".join(machine()))
    print(f"CPU seconds, best of {RUNS} runs, everything in one run.", flush=True)
    measures: dict[str, list[Callable[[], str]]] = {
        "judging": [check_and_evaluate.measure],
        "site": [partial(site_building.measure, tuple(given.indicators))],
        "first-load": [first_load.measure],
        "book": [report_book.measure],
        "nation": [partial(bulk_judgement.measure, rows) for rows in given.rows],
    }
    for part in PARTS:
        for measure in measures[part] if part in given.parts else ():
            print(f"\n{measure()}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
