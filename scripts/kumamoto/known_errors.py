"""Known errors of the five documents: contradictions that the checks find, with our explanation.

The records stand in known_errors.csv. Each covers one problem of the named check; once the check
no longer finds it, the record itself is reported.
"""

from __future__ import annotations

from datetime import date

from hoshin.domain.sources import ErrorEffect, KnownError
from scripts.kumamoto import curated
from scripts.kumamoto.identifiers import lines


def known_errors() -> tuple[KnownError, ...]:
    """All records, each with the document and the lines that contradict."""
    return tuple(
        KnownError(
            id=row["id"],
            problem=row["problem"],
            row=row["row"],
            field=row["field"],
            printed=row["printed"],
            explanation=row["explanation"],
            explanation_en=row["explanation_en"],
            recorded_on=date.fromisoformat(row["recorded_on"]),
            effect=ErrorEffect(row["effect"]),
            source=row["source"],
            locator=lines(row["lines"]),
        )
        for row in curated.read("known_errors")
    )
