"""Work measured in a process of its own: CPU seconds, wall-clock seconds, peak memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Measured:
    """What one process used, and what it answered; ``answer`` is None where it could not run."""

    cpu: float
    wall: float
    peak_mb: float
    answer: Any
    why: str = ""


def separately(module: str, name: str, *arguments: object, runs: int = 1) -> Measured:
    """Run ``python -m module --one name arguments`` and read what it prints; best CPU of runs."""
    best: Measured | None = None
    command = [sys.executable, "-m", module, "--one", name, *map(str, arguments)]
    for _ in range(runs):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            why = done.stderr.strip().splitlines()[-1:] or ["it failed"]
            return Measured(0, 0, 0, None, why[0][:120])
        found = Measured(**json.loads(done.stdout.splitlines()[-1]))
        best = found if best is None or found.cpu < best.cpu else best
    assert best is not None
    return best


def print_measured(work: Callable[[], Any]) -> None:
    """Do the work and print what it used; imports before it are not counted as CPU."""
    cpu, wall = time.process_time(), time.perf_counter()
    answer = work()
    used = time.process_time() - cpu, time.perf_counter() - wall
    peak = _peak_mb()
    print(json.dumps({"cpu": used[0], "wall": used[1], "peak_mb": peak, "answer": answer}))


def _peak_mb() -> float:
    """The most memory that this process has held, without what it inherited from its parent."""
    status = Path("/proc/self/status")
    if status.is_file():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1_024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1_024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
