"""The global SDG indicators: their codes, by target, with what each measures in our short words.

Codes are those of the United Nations' global indicator framework (A/RES/71/313 as revised since,
231 indicators of which some stand below several targets). The wording there is the United
Nations'; here each is named in a few plain words of our own.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class GlobalIndicator:
    """One indicator of the framework below one target: code and short name in both languages."""

    code: str
    name: str
    name_en: str

    @property
    def target(self) -> str:
        """The code of the target that it measures (3.4.1 measures 3.4)."""
        return self.code.rpartition(".")[0]


@cache
def global_indicators() -> Mapping[str, tuple[GlobalIndicator, ...]]:
    """The indicators below each target code, in the framework's order."""
    text = files("hoshin.site").joinpath("global_indicators.csv").read_text("utf-8")
    found: dict[str, tuple[GlobalIndicator, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        one = GlobalIndicator(row["code"], row["ja"], row["en"])
        found[one.target] = (*found.get(one.target, ()), one)
    return found
