"""One table in dozens of layouts of PDF, workbooks, Word, HTML and text: the same figures found."""

from __future__ import annotations

from decimal import Decimal
from types import ModuleType

import pytest

from hoshin.importers.findings import Findings, ValueRole
from hoshin.importers.printed_values import read_value
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise
from tests.contract import office_layouts, pdf_layouts, text_layouts
from tests.contract.pdf_layouts import compiled
from tests.contract.printed_table import RECORDS, squeezed

LAYOUTS = [
    (module, name)
    for module in (pdf_layouts, office_layouts, text_layouts)
    for name in module.LAYOUTS
]
# A table that prints goals only.
WITHOUT_BASELINE = {"two-columns"}

Wanted = dict[str, tuple[Decimal | None, Decimal | None, str]]


def wanted() -> Wanted:
    """Baseline, goal and unit of every record by its name."""
    return {
        squeezed(record[1]): (
            read_value(record[3]).number,
            read_value(record[6]).number,
            squeezed(record[2]),
        )
        for record in RECORDS
    }


def found_in(content: bytes, name: str) -> Findings:
    document = read_document(content, name).document
    assert document is not None
    return recognise(document)


@pytest.mark.parametrize(("module", "name"), LAYOUTS, ids=[name for _, name in LAYOUTS])
def test_the_same_figures_in_every_layout(module: ModuleType, name: str) -> None:
    findings = found_in(module.content(name), name if "." in name else f"{name}.pdf")
    found: Wanted = {}
    for one in findings.indicators:
        values = {
            role: next((value.value.number for value in one.of_role(role)), None)
            for role in (ValueRole.BASELINE, ValueRole.GOAL)
        }
        baseline = values[ValueRole.BASELINE]
        found[squeezed(one.name)] = (baseline, values[ValueRole.GOAL], squeezed(one.unit))
        assert not one.doubtful
        assert one.evidence.cells or one.evidence.boxes or one.evidence.lines
    expected = wanted()
    if name in WITHOUT_BASELINE:
        expected = {key: (None, goal, unit) for key, (_, goal, unit) in expected.items()}
    assert found == expected
    assert len(findings.indicators) == len(expected)
    # Columns headed by a year alone are never guessed: they are handed over, or said 実績.
    years = {
        value.column
        for one in findings.indicators
        for value in one.values
        if value.role is ValueRole.ACTUAL
    }
    assert all("実績" in column for column in years)


CARDS = [
    (
        "港の灯りをともす取組",
        "港の道に灯りをともし、夜も安心して歩ける港にします。まちの人と一緒に取り組みます。",
        "1,200千円",
    ),
    (
        "海の学校をひらく取組",
        "こどもが海のことを学べる学校を港のそばにひらきます。先生もそろえます。",
        "800千円",
    ),
    (
        "浜の清掃を広げる取組",
        "浜の清掃に出る人をふやすための会をひらき、浜をいつもきれいにします。",
        "500千円",
    ),
    (
        "船の安全を守る取組",
        "船の安全を守るため、港の入口に見張りを置き、嵐のときは知らせを出します。",
        "66,300千円",
    ),
]


def slide(cards: list[tuple[str, str, str]]) -> Findings:
    """The findings of a slide with two columns of cards."""
    boxes = ",".join(
        f"[#rect(width: 100%, inset: 6pt)[*{title}*\\ {text}\\ #align(right)[{amount}]]]"
        for title, text, amount in cards
    )
    body = f"= 令和7年度の主な取組\n#grid(columns: (1fr, 1fr), gutter: 10pt, {boxes})"
    page = 'paper: "a4", flipped: true, margin: 15mm'
    return found_in(compiled(body, page=page, size=10), "cards.pdf")


def test_cards_side_by_side_on_a_slide() -> None:
    findings = slide(CARDS)
    read = {one.name: one.amount_yen for one in findings.programs if not one.doubtful}
    assert read == {
        "港の灯りをともす取組": 1_200_000,
        "海の学校をひらく取組": 800_000,
        "浜の清掃を広げる取組": 500_000,
        "船の安全を守る取組": 66_300_000,
    }
    assert not findings.left_over


def test_cards_whose_columns_cannot_be_told_apart_are_handed_over() -> None:
    short = [(title, f"{text.partition('。')[0]}。", amount) for title, text, amount in CARDS]
    findings = slide(short)
    pairs = {(title, amount) for title, _, amount in CARDS}
    for one in findings.programs:
        assert one.doubtful or (one.name, f"{one.amount_printed}{one.unit_printed}") in pairs
    said = " ".join(one.evidence.raw for one in findings.left_over)
    said += " ".join(f"{one.amount_printed}{one.unit_printed}" for one in findings.programs)
    assert all(amount in said for _, _, amount in CARDS)
