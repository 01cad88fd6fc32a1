"""Building the public site of ever larger cities: time, memory and bytes for each indicator."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
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
    """Build one site and print what it took; memory is that of the whole process."""
    import resource

    from benchmarks.synthetic_city import AS_OF, synthetic_city
    from hoshin.site.build import build_site

    city = synthetic_city(size)
    with tempfile.TemporaryDirectory(prefix="hoshin-benchmark-") as folder:
        wall, cpu = time.perf_counter(), time.process_time()
        summary = build_site(city, AS_OF, (), Path(folder) / "site", {})
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    found = {
        "cpu": cpu,
        "wall": wall,
        "pages": summary.pages,
        "size": summary.size,
        "peak": peak,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    if len(sys.argv) == 2:
        _build(int(sys.argv[1]))
    else:
        print(measure())
