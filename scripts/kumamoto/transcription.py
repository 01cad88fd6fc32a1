"""Reads the transcription's CSV files."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "transcription"


@cache
def read(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one file of the transcription, for example ``indicators``."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))
