"""The further round of styles: tables, text whose columns are parted by blanks, nested tables."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoshin.importers.findings import Findings, ValueRole
from hoshin.importers.printed_values import read_value
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise
from hoshin.importers.text import document_of_text
from tests.contract import city_layouts
from tests.contract.other_city_layouts import AS_TEXT, STYLES, nested_word, text_of
from tests.contract.printed_table import squeezed

Figures = dict[tuple[str, int], Decimal]


def found_in(content: bytes, name: str) -> Findings:
    document = read_document(content, name).document
    assert document is not None
    return recognise(document)


def figures(findings: Findings) -> Figures:
    """Every figure by indicator and year; the same year is never both a goal and a result here."""
    found: Figures = {}
    for one in findings.indicators:
        assert not one.doubtful
        for value in one.values:
            if value.value.number is None or value.role is ValueRole.ACHIEVEMENT:
                continue
            assert value.period is not None
            year = value.period.period.final_year
            is_goal = value.role in (ValueRole.GOAL, ValueRole.MILESTONE)
            assert is_goal == (year > 2024), (one.name, value)
            assert found.setdefault((key_of(one.name), year), value.value.number) == (
                value.value.number
            )
    return found


def key_of(name: str) -> str:
    return squeezed(name).partition("(単位")[0]


def printed() -> Figures:
    found: Figures = {}
    for one in city_layouts.INDICATORS:
        texts = (one.baseline, one.first, one.second, one.middle, one.goal)
        for year, text in zip((2022, 2023, 2024, 2026, 2030), texts, strict=True):
            number = read_value(text).number
            if number is not None:
                found[squeezed(one.name), year] = number
    return found


@pytest.mark.parametrize("ending", ["xlsx", "docx"])
@pytest.mark.parametrize("style", sorted(STYLES))
def test_the_same_figures_in_every_style(style: str, ending: str) -> None:
    findings = found_in(city_layouts.FORMATS[ending](STYLES[style]()), f"{style}.{ending}")
    assert figures(findings) == printed()
    assert not findings.left_over


@pytest.mark.parametrize("style", ["blank_heads", "a_row_for_each_value", "vertical_labels"])
def test_the_same_figures_in_pdf(style: str) -> None:
    findings = found_in(city_layouts.as_pdf(STYLES[style]()), f"{style}.pdf")
    assert figures(findings) == printed()


@pytest.mark.parametrize(("gap", "full_width"), [(2, False), (4, False), (4, True)])
@pytest.mark.parametrize("style", AS_TEXT)
def test_the_same_figures_in_text_parted_by_blanks(style: str, gap: int, full_width: bool) -> None:
    findings = found_in(text_of(style, gap, full_width=full_width), f"{style}.txt")
    assert figures(findings) == printed()
    assert not findings.left_over


def test_units_and_numbers_come_with_years_as_rows() -> None:
    findings = found_in(city_layouts.as_workbook(STYLES["years_as_rows"]()), "a.xlsx")
    assert [one.number for one in findings.indicators] == list("123456")
    for one, ours in zip(findings.indicators, city_layouts.INDICATORS, strict=True):
        assert squeezed(one.unit) == squeezed(ours.unit)
        goals = [value for value in one.values if value.role is ValueRole.GOAL]
        assert [value.period.period.final_year for value in goals if value.period] == [2030]
        assert any(value.role is ValueRole.BASELINE for value in one.values)


def test_a_table_inside_a_table_of_word_is_read() -> None:
    assert figures(found_in(nested_word(), "nested.docx")) == printed()


def year_rows(*rows: tuple[str, ...]) -> Findings:
    sheet = city_layouts.Sheet(["総合計画"])
    sheet.put(0, 0, "港の店の数（単位：店）", 1, 3)
    for number, row in enumerate((("年度", "目標値", "実績値"), *rows), start=1):
        sheet.row(number, *row)
    return found_in(city_layouts.as_workbook(sheet), "a.xlsx")


@pytest.mark.parametrize(
    "rows",
    [
        # A year twice, two units, a row that is no year, a value that is not understood.
        (("R4", "", "41"), ("R4", "", "42"), ("R5", "50", "")),
        (("R4", "", "41店"), ("R5", "50人", "")),
        (("R4", "", "41"), ("港", "50", "")),
        (("R4", "", "41くらい？"), ("R5", "50", "")),
        (("R4", "", "41"),),
    ],
)
def test_years_as_rows_that_are_not_proved_are_not_read(rows: tuple[tuple[str, ...], ...]) -> None:
    assert not [one for one in year_rows(*rows).indicators if one.evidence.shape == "S15"]


def test_prose_with_gaps_is_no_table() -> None:
    text = (
        "第1章　　総論　　　　　　　　1\n第2章　　各論\n港は  2024年に  開いた。\n"
        "つぎの  年は  雨が  多かった。\nまた  風が  強い  日も  あった。\n"
        "それで  船は  出なかった。\n"
    )
    assert not list(document_of_text(text, "a.txt", "0" * 64).tables())


@given(
    st.lists(
        st.lists(st.text(alphabet="港12.あ▲ 　", max_size=6), max_size=5).map("   ".join),
        max_size=12,
    )
)
def test_a_table_of_blanks_holds_each_letter_of_its_lines_once(lines: list[str]) -> None:
    document = document_of_text("\n".join(lines), "a.txt", "0" * 64)
    texts = {line.number: line.text for line in document.lines()}
    for table in document.tables():
        for row in range(table.rows):
            cells = [one for one in table.cells if one.row == row]
            numbers = {one.lines.first for one in cells if one.lines is not None}
            assert len(numbers) == 1
            letters = "".join(one.text for one in sorted(cells, key=lambda one: one.column))
            assert squeezed(letters) == squeezed(texts[numbers.pop()])
            assert all(one is not None for one in table.grid()[row])
