"""The 52 totals, counts and ratios that the documents print, each with its arithmetic.

What is printed comes from the transcription; what it is made of stands in ``published_totals.csv``:
``context:NAME@PERIOD`` is a context figure, ``amount:V1-04`` an amount, ``figure:ID`` another
published figure. An operand named twice counts twice.
"""

from __future__ import annotations

import re
from decimal import Decimal

from hoshin.domain.sources import Operation, PublishedFigure, PublishedKind
from scripts.kumamoto import curated, transcription
from scripts.kumamoto.appropriations import appropriation_id
from scripts.kumamoto.context import context_id
from scripts.kumamoto.identifiers import SOURCE_OF_DOCUMENT, element_id, lines

TOTALS = 52
# The three changes that add up to the printed change of the population, with their lines.
_CHANGES = (
    ("change-2040-65-and-over", "65歳以上", "people aged 65 and over", "＋4万人", "4", "282"),
    ("change-2040-15-to-64", "15～64歳", "people aged 15 to 64", "▲8万人", "-8", "283"),
    ("change-2040-0-to-14", "0～14歳", "people aged 0 to 14", "▲2万人", "-2", "284"),
)


def published_figures() -> tuple[PublishedFigure, ...]:
    """The 52 figures, then the three printed changes of the population that one of them adds."""
    printed, made_of = transcription.read("totals"), curated.read("published_totals")
    if [row["what"] for row in printed] != [row["what"] for row in made_of]:
        raise ValueError("published_totals.csv does not list the rows of the transcription")
    if len(printed) != TOTALS:
        raise ValueError(f"{len(printed)} printed totals, not {TOTALS}")
    return (
        *(_figure(row, own) for row, own in zip(printed, made_of, strict=True)),
        *(_change(*one) for one in _CHANGES),
    )


def _figure(row: dict[str, str], own: dict[str, str]) -> PublishedFigure:
    is_number = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", row["printed_number"]) is not None
    return PublishedFigure(
        id=own["id"],
        kind=PublishedKind(own["kind"]),
        name=own["name"],
        name_en=own["name_en"],
        element=element_id(own["node"]) if own["node"] else None,
        value=Decimal(row["printed_number"]) if is_number else None,
        text="" if is_number else row["printed_value"],
        value_printed=row["printed_value"],
        unit=own["unit"],
        operation=Operation(own["operation"]),
        operands=tuple(_operand(row["doc"], one) for one in own["operands"].split(";") if one),
        level=own["level"],
        reason=own["reason"],
        reason_en=own["reason_en"],
        source=SOURCE_OF_DOCUMENT[row["doc"]],
        locator=lines(row["line"]),
    )


def _operand(doc: str, text: str) -> str:
    kind, _, name = text.partition(":")
    if kind == "amount":
        return appropriation_id(name)
    if kind == "figure":
        return name
    statistic, _, period = name.partition("@")
    return context_id(doc, statistic, period)


def _change(one: str, ja: str, en: str, printed: str, value: str, line: str) -> PublishedFigure:
    return PublishedFigure(
        id=one,
        kind=PublishedKind.OTHER,
        name=f"2040年の人口の増減（{ja}）",
        name_en=f"Change in population by 2040: {en}",
        value=Decimal(value),
        value_printed=printed,
        unit="万人",
        reason="比べる前の年の人口が印字されていません。",
        reason_en="The population of the year it is compared with is not printed.",
        source=SOURCE_OF_DOCUMENT["001_728e76378814b05b.txt"],
        locator=lines(line),
    )
