"""Measures and prints; writes nothing: ``python -m benchmarks.run`` (``--rows`` for other sizes).

Times are CPU seconds, the best of three runs in this one process, so the ratios hold where the
seconds do not.
"""

from __future__ import annotations

import argparse

from benchmarks import bulk_judgement, check_and_evaluate, first_load, report_book, site_building
from benchmarks.measuring import RUNS, machine

ROWS = (1_000_000, 10_000_000)


def main() -> int:
    """Print every table; ratios are the result, seconds only say on which machine."""
    wanted = argparse.ArgumentParser(prog="python -m benchmarks.run", description=__doc__)
    wanted.add_argument("--rows", type=int, nargs="*", default=ROWS, help="sizes of the nation")
    wanted.add_argument(
        "--indicators", type=int, nargs="*", default=site_building.SIZES, help="sizes of the site"
    )
    given = wanted.parse_args()
    print("\n".join(machine()))
    print(f"CPU seconds, best of {RUNS} runs, everything in one run.\n")
    print(check_and_evaluate.measure())
    print()
    print(site_building.measure(tuple(given.indicators)), flush=True)
    print()
    print(first_load.measure(), flush=True)
    print()
    print(report_book.measure(), flush=True)
    for rows in given.rows:
        print()
        print(bulk_judgement.measure(rows), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
