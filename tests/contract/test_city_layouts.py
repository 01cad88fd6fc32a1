"""The styles of many cities, as PDF, workbook and Word: every figure right, or left to a person."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hoshin.importers.findings import Findings
from hoshin.importers.printed_values import read_value
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise
from tests.contract import city_layouts, more_city_layouts
from tests.contract.pdf_layouts import compiled
from tests.contract.printed_table import squeezed

Figures = dict[tuple[str, int | None], Decimal]


STYLES = {**city_layouts.STYLES, **more_city_layouts.STYLES}


def read(style: str, ending: str) -> Findings:
    content = city_layouts.drawn(STYLES[style], ending)
    document = read_document(content, f"{style}.{ending}").document
    assert document is not None
    return recognise(document)


def printed(style: str) -> dict[str, tuple[str, Figures]]:
    """Unit and figures of every indicator, as the style prints them."""
    found = {}
    for one in city_layouts.INDICATORS:
        first = "actual" if style in city_layouts.BASELINE_AS_ACTUAL else "baseline"
        texts = {(first, 2022): one.baseline, ("target", 2030): one.goal}
        if style not in city_layouts.WITHOUT_MIDDLE:
            texts["target", 2026] = one.middle
        if style not in city_layouts.WITHOUT_ACTUALS:
            texts |= {("actual", 2023): one.first, ("actual", 2024): one.second}
        numbers = {key: read_value(text).number for key, text in texts.items()}
        figures = {key: number for key, number in numbers.items() if number is not None}
        name = f"{one.name}({one.unit})" if style in city_layouts.UNIT_IN_NAME else one.name
        found[squeezed(name)] = (squeezed(one.unit), figures)
    return found


def figures(findings: Findings) -> dict[str, tuple[str, Figures]]:
    found: dict[str, tuple[str, Figures]] = {}
    for one in findings.indicators:
        assert not one.doubtful
        own = found.setdefault(squeezed(one.name), (squeezed(one.unit), {}))
        for value in one.values:
            role = {"goal": "target", "milestone": "target"}.get(value.role, value.role.value)
            if value.value.number is not None:
                year = value.period.period.final_year if value.period is not None else None
                own[1][role, year] = value.value.number
    return found


@pytest.mark.parametrize("ending", sorted(city_layouts.FORMATS))
@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_same_figures_in_every_style(style: str, ending: str) -> None:
    findings = read(style, ending)
    assert figures(findings) == printed(style)
    left = {one.code for one in findings.left_over}
    assert left == city_layouts.SAID.get(style, set())


def test_figures_under_heads_that_nobody_understands_are_said() -> None:
    sheet = city_layouts.Sheet(["総合計画"])
    sheet.row(0, "指標名", "単位", "基準値(R4)", "よみ(R6)", "ひびき", "目標値(R12)")
    sheet.row(1, "港の店の数", "店", "41", "44", "7", "60")
    sheet.row(2, "朝市の日数", "日", "12", "18", "9", "24")
    document = read_document(city_layouts.as_workbook(sheet), "a.xlsx").document
    assert document is not None
    findings = recognise(document)
    assert len(findings.indicators) == 2
    (left,) = findings.left_over
    assert left.code == "value-table-column"
    assert [found.text for found in left.found] == ["よみ(R6)", "ひびき"]


HEADS = ("指標名", "単位", "基準値(R4)", "目標値(R12)")


def side_by_side() -> city_layouts.Sheet:
    """Two tables beside each other, a blank column between them."""
    sheet = city_layouts.Sheet(["総合計画の指標"])
    for left, ours in ((0, city_layouts.INDICATORS[:3]), (5, city_layouts.INDICATORS[3:])):
        for row, texts in enumerate(
            [HEADS, *((one.name, one.unit, one.baseline, one.goal) for one in ours)]
        ):
            for column, text in enumerate(texts):
                sheet.put(row, left + column, text)
    return sheet


@pytest.mark.parametrize("ending", sorted(city_layouts.FORMATS))
def test_tables_side_by_side_are_two_tables(ending: str) -> None:
    content = city_layouts.FORMATS[ending](side_by_side())
    document = read_document(content, f"beside.{ending}").document
    assert document is not None
    found = figures(recognise(document))
    assert {name: set(own) for name, (_, own) in found.items()} == {
        squeezed(one.name): {("baseline", 2022), ("target", 2030)}
        for one in city_layouts.INDICATORS
    }


def test_columns_of_borderless_text_side_by_side() -> None:
    def table(ours: tuple[city_layouts.Printed, ...]) -> str:
        rows = ",".join(f"[{o.name}],[{o.unit}],[{o.baseline}],[{o.goal}]" for o in ours)
        heads = ",".join(f"[{head}]" for head in HEADS)
        return f"#table(columns: (1fr, auto, auto, auto), stroke: none, {heads}, {rows})"

    first, second = city_layouts.INDICATORS[:3], city_layouts.INDICATORS[3:]
    body = f"#columns(2, gutter: 18pt)[{table(first)}\n#colbreak()\n{table(second)}]"
    document = read_document(compiled(body), "beside.pdf").document
    assert document is not None
    found = figures(recognise(document))
    assert found["年転入超過数"][1] == {
        ("baseline", 2022): Decimal(-215),
        ("target", 2030): Decimal(50),
    }
    assert len(found) == 6


@pytest.mark.parametrize(
    "text",
    [
        "総合計画,,,,,\n,,,,,\n指標名,単位,基準値(R4),目標値(R12),,\n,,,,,\n港の店の数,店,41,60,,\n"
        ",,,,,\n,,,,,\n朝市の日数,日,12,24,,,\n,,,,,\n※ 各年度末の値,,,,,\n",
        "指標名,単位,基準値(R4),目標値(R12)\n\n\n\n港の店の数,店,41,60\n【くらし】\n朝市の日数,日,12,24\n",
    ],
    ids=["trailing-commas", "blank-rows-below-heads"],
)
def test_blank_rows_and_trailing_commas_lose_nothing(text: str) -> None:
    document = read_document(text.encode(), "a.csv").document
    assert document is not None
    findings = recognise(document)
    assert {name: own[1]["target", 2030] for name, own in figures(findings).items()} == {
        "港の店の数": Decimal(60),
        "朝市の日数": Decimal(24),
    }
    assert not findings.left_over
