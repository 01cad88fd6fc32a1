"""How time is taken: CPU seconds, the best of several runs, always beside something to compare."""

from __future__ import annotations

import gc
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

RUNS = 3


@dataclass(frozen=True, slots=True)
class Timing:
    """The best CPU seconds of several runs, and the wall-clock seconds of that run."""

    cpu: float
    wall: float


def in_process(work: Callable[[], object], runs: int = RUNS) -> Timing:
    """Time a function; its result is thrown away before the next run."""
    best: Timing | None = None
    for _ in range(runs):
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        taken = Timing(time.process_time() - cpu, time.perf_counter() - wall)
        best = taken if best is None or taken.cpu < best.cpu else best
    assert best is not None
    return best


def as_process(command: Sequence[str], runs: int = RUNS) -> Timing:
    """Time a command from start to end; raises CalledProcessError when it fails."""
    best: Timing | None = None
    for _ in range(runs):
        before, wall = _children(), time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        taken = Timing(_children() - before, time.perf_counter() - wall)
        best = taken if best is None or taken.cpu < best.cpu else best
    assert best is not None
    return best


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def machine() -> list[str]:
    """What was measured on: processor, system, and the versions that matter."""
    versions = [f"Python {platform.python_version()}"]
    for name in ("hoshin", "numpy", "pandas", "pyarrow"):
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            versions.append(f"{name} not installed")
    return [f"{_processor()}, {platform.platform()}", ", ".join(versions)]


def _processor() -> str:
    said = Path("/proc/cpuinfo")
    if said.is_file():
        for line in said.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or "unknown processor"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A plain table: the first column to the left, numbers to the right."""
    widths = [max(len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    lines = []
    for row in (heads, ["-" * width for width in widths], *rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def command(name: str) -> str:
    """The program of that name that belongs to this Python."""
    return str(Path(sys.executable).with_name(name))
