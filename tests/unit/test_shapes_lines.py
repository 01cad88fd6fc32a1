"""S14: labels and values on lines, one below the other or with an arrow between them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hoshin.importers.findings import FoundIndicator
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise

BASE, GOAL = "現状値（令和4年度）：38人", "目標値（令和12年度）：20人以下"


def found(text: str, name: str = "plan.txt") -> tuple[FoundIndicator, ...]:
    document = read_document(text.encode(), name).document
    assert document is not None
    return recognise(document).indicators


def figures(one: FoundIndicator) -> list[tuple[str, Decimal | None, str]]:
    return [
        (value.role.value, value.value.number, value.period.period.code if value.period else "")
        for value in one.values
    ]


WANTED = [("baseline", Decimal(38), "FY2022"), ("goal", Decimal(20), "FY2030")]


@pytest.mark.parametrize(
    "named", ["指標：待機児童数", "【成果指標】待機児童数", "■ KPI：待機児童数"]
)
def test_labels_below_a_named_indicator(named: str) -> None:
    (one,) = found(f"第1章 くらし\n{named}\n　{BASE}\n　{GOAL}\n\n本文が続く。\n")
    assert (one.name, one.unit, one.doubtful) == ("待機児童数", "人", False)
    assert figures(one) == WANTED
    assert one.section == ("第1章 くらし",)
    assert [(lines.first, lines.last) for lines in one.evidence.lines] == [(2, 4)]


def test_a_name_that_no_label_names_is_for_a_person() -> None:
    page = f"<html><body><h3>待機児童数</h3><ul><li>{BASE}</li><li>{GOAL}</li></ul></body></html>"
    (one,) = found(page, "plan.html")
    assert figures(one) == WANTED
    assert one.doubtful


def test_an_arrow_between_baseline_and_goal() -> None:
    (one,) = found("【成果指標】待機児童数　　38人（R4年度）　→　20人以下（R12年度）\n")
    assert figures(one) == WANTED
    assert not one.doubtful


@pytest.mark.parametrize(
    "text",
    [
        f"指標：待機児童数\n{BASE}\n",
        f"次のとおり、目標を定める。\n{BASE}\n{GOAL}\n",
        f"指標：待機児童数\n{BASE}\n目標値（令和12年度）：20件\n",
        f"指標：待機児童数\n{BASE}\n目標値（令和12年度）：二割ほど減らし、さらに\n",
        "【成果指標】待機児童数　　38人　→　20人\n",
    ],
)
def test_what_holds_no_proof_is_not_read(text: str) -> None:
    assert not found(text)
