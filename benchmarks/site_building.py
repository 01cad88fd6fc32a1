"""Building the public site of ever larger cities: time, memory and bytes for each indicator.

Beside each full build stand the next ones, as shares of its time: with nothing changed, and after
a single value changed, which is what a city waits for when it corrects a figure.
"""

from __future__ import annotations

import dataclasses
import json
import resource
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from benchmarks.measuring import table

SIZES = (100, 1_000)


def measure(sizes: tuple[int, ...] = SIZES) -> str:
    """A table with one line for each size; every city is built in a process of its own."""
    lines = []
    first = None
    for size in sizes:
        found = _in_own_process(size)
        each = found["cpu"] / size
        first = each if first is None else first
        lines.append(
            [
                f"{size:,} indicators",
                f"{found['pages']:,}",
                f"{found['cpu']:.1f}",
                f"{found['wall']:.1f}",
                f"{1000 * each:.2f}",
                f"{each / first:.2f}",
                f"{found['peak'] / 1e6:.0f}",
                f"{found['size'] / size / 1000:.1f}",
                f"{found['same'] / found['cpu']:.2f}",
                f"{found['again'] / found['cpu']:.2f}",
                f"{found['made']:,}",
            ]
        )
    heads = (
        "The site, both languages",
        "pages",
        "CPU s",
        "wall s",
        "ms each",
        "x first",
        "peak MB",
        "kB each",
        "x unchanged",
        "x again",
        "made again",
    )
    return table(heads, lines)


def _in_own_process(size: int) -> dict[str, float]:
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.site_building", str(size)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    found: dict[str, float] = json.loads(made.stdout)
    return found


def _build(size: int) -> None:
    """Build one site, and again with one value changed, and print what it took."""
    from benchmarks.synthetic_city import AS_OF, synthetic_city
    from hoshin.site.build import build_site

    city = synthetic_city(size)
    changed = dataclasses.replace(city.observations[-1], obs_value=Decimal(999))
    corrected = dataclasses.replace(city, observations=(*city.observations[:-1], changed))
    with tempfile.TemporaryDirectory(prefix="hoshin-benchmark-") as folder:
        site = Path(folder) / "site"
        wall, cpu = time.perf_counter(), _cpu_seconds()
        summary = build_site(city, AS_OF, (), site, {})
        cpu, wall = _cpu_seconds() - cpu, time.perf_counter() - wall
        peak = _peak_memory()
        same = _cpu_seconds()
        build_site(city, AS_OF, (), site, {})
        same = _cpu_seconds() - same
        again = _cpu_seconds()
        rebuilt = build_site(corrected, AS_OF, (), site, {})
        again = _cpu_seconds() - again
    found = {
        "cpu": cpu,
        "wall": wall,
        "pages": summary.pages,
        "size": summary.size,
        "peak": peak,
        "same": same,
        "again": again,
        "made": rebuilt.made,
    }
    print(json.dumps(found))


def _cpu_seconds() -> float:
    """What this process and those that it started and ended have used."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak_memory() -> int:
    """The most bytes of any one process."""
    kilobytes = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return max(kilobytes) * 1024


if __name__ == "__main__":
    if len(sys.argv) == 2:
        _build(int(sys.argv[1]))
    else:
        print(measure())
