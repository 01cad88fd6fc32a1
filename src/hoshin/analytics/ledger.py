"""The ledger: what was computed from evidence and what was shown, kept beside the evidence.

``DIR/_hoshin/runs/<id>.json`` is the record of a run: definition, inputs with digests, row counts,
engine. ``DIR/_hoshin/shown/`` holds the sums that were last shown for each indicator and period,
small groups included: it is as confidential as the evidence and never part of a plan folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from hoshin.analytics.privacy import Group, Publication

FOLDER = "_hoshin"


@dataclass(frozen=True, slots=True)
class Shown:
    """What was last shown of one indicator and period, and from what it was computed."""

    publication: Publication
    definition: str
    inputs: str
    run: str


def shown(evidence: Path, indicator: str, period: str) -> Shown | None:
    """What was last shown; None when nothing was."""
    path = _shown_path(evidence, indicator, period)
    if not path.is_file():
        return None
    held = json.loads(path.read_text(encoding="utf-8"))
    groups = tuple(
        Group(
            tuple(one["key"]),
            Decimal(one["numerator"]),
            None if one["denominator"] is None else Decimal(one["denominator"]),
            one["contributors"],
        )
        for one in held["groups"]
    )
    hidden = frozenset(tuple(key) for key in held["hidden"])
    return Shown(Publication(groups, hidden), held["definition"], held["inputs"], held["run"])


def remember(evidence: Path, indicator: str, period: str, what: Shown) -> None:
    """Keep what is about to be shown; raises OSError where the folder cannot be written to."""
    _write(
        _shown_path(evidence, indicator, period),
        {
            "definition": what.definition,
            "inputs": what.inputs,
            "run": what.run,
            "hidden": sorted(list(key) for key in what.publication.hidden),
            "groups": [
                {
                    "key": list(one.key),
                    "numerator": str(one.numerator),
                    "denominator": None if one.denominator is None else str(one.denominator),
                    "contributors": one.contributors,
                }
                for one in what.publication.groups
            ],
        },
    )


def record_run(evidence: Path, record: dict[str, Any]) -> tuple[str, str]:
    """Write the record of a run; give its id and the sha256 of its file.

    The id is taken from the content: the same run gives the same record.
    """
    text = _text(record)
    digest = hashlib.sha256(text).hexdigest()
    _write_bytes(run_path(evidence, digest[:16]), text)
    return digest[:16], digest


def run_path(evidence: Path, run: str) -> Path:
    """Where the record of a run stands."""
    return evidence / FOLDER / "runs" / f"{run}.json"


def _shown_path(evidence: Path, indicator: str, period: str) -> Path:
    return evidence / FOLDER / "shown" / f"{indicator}.{period}.json"


def _text(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _write(path: Path, value: dict[str, Any]) -> None:
    _write_bytes(path, _text(value))


def _write_bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
