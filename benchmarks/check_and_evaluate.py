"""The example city, checked and evaluated: as a process from its start, and inside one."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.measuring import Timing, as_process, command, in_process, table
from hoshin.engine.achievement import evaluate
from hoshin.engine.checks import check
from hoshin.exchange.folder import read_folder

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "kumamoto"


def measure() -> str:
    """Two tables, or a sentence when the example is not there."""
    if not EXAMPLE.is_dir():
        return "examples/kumamoto is not there, so checking and evaluating it was not measured."
    return "\n\n".join((_processes(), _inside()))


def _processes() -> str:
    hoshin = command("hoshin")
    bare = as_process([sys.executable, "-c", "pass"])
    helped = as_process([hoshin, "--help"])
    timed = [
        ("python -c pass", bare),
        ("hoshin --help", helped),
        ("hoshin check examples/kumamoto", as_process([hoshin, "check", str(EXAMPLE)])),
        ("hoshin evaluate examples/kumamoto", as_process([hoshin, "evaluate", str(EXAMPLE)])),
    ]
    lines = [
        [
            name,
            f"{one.wall:.3f}",
            f"{one.cpu:.3f}",
            f"{one.cpu / bare.cpu:.1f}",
            f"{one.cpu / helped.cpu:.1f}",
        ]
        for name, one in timed
    ]
    heads = ("As a process", "wall s", "CPU s", "x python", "x --help")
    return table(heads, lines)


def _inside() -> str:
    reading = read_folder(EXAMPLE)
    city = reading.city
    if city is None or city.as_of is None:
        return "examples/kumamoto cannot be read whole, so its judgement was not measured."
    as_of = city.as_of
    timed: list[tuple[str, Timing]] = [
        ("read the folder", in_process(lambda: read_folder(EXAMPLE))),
        ("check", in_process(lambda: check(city, as_of))),
        ("evaluate", in_process(lambda: evaluate(city, as_of))),
    ]
    total = sum(one.cpu for _, one in timed)
    lines = [[name, f"{one.cpu:.4f}", f"{one.cpu / total:.0%}"] for name, one in timed]
    lines.append(["together", f"{total:.4f}", "100%"])
    return table(("Inside one process", "CPU s", "share"), lines)
