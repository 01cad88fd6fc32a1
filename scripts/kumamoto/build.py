"""Writes examples/kumamoto: run ``python -m scripts.kumamoto.build`` from the repository.

Each module gives some tables; this one puts them together. What the transcription does not say
(English names, declared directions, matches between documents, our own words) stands in the
modules and in the CSV files beside them, each with its reason.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from hoshin.domain.city import City
from hoshin.exchange.folder import write_folder
from scripts.kumamoto import indicators, programs, structure
from scripts.kumamoto.transcription import FOLDER

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "kumamoto"
AS_OF = date(2025, 5, 31)


def city() -> City:
    """The city of Kumamoto as its five documents show it."""
    tables = {**structure.tables(), **indicators.tables(), **programs.tables()}
    # published_figures come from two modules: achievements of targets, totals of money.
    tables["published_figures"] = (
        *indicators.published_figures(),
        *programs.published_figures(),
    )
    return City(name="熊本市", name_en="Kumamoto City", as_of=AS_OF, **tables)  # type: ignore[arg-type]


def main() -> int:
    """Write the folder; say plainly when the transcription is not there."""
    if not FOLDER.is_dir():
        print(f"The transcription is not at {FOLDER}; examples/kumamoto stays as it is.")
        return 2
    write_folder(city(), EXAMPLE)
    print(f"Wrote {EXAMPLE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
