"""Reads the CSV files beside these modules: what was written by hand, with its reasons."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one file written by hand, for example ``organisations``."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))
