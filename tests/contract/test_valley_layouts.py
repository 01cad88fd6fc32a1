"""The plan of a city in the valleys: the same figures from every layout, or said to be unread."""

from __future__ import annotations

import pytest

from hoshin.importers.findings import Findings, ValueRole
from hoshin.importers.indicator_words import without_unit
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise
from tests.contract.city_layouts import Sheet, as_workbook, drawn
from tests.contract.pdf_layouts import compiled
from tests.contract.printed_table import squeezed
from tests.contract.valley_layouts import (
    GOAL,
    LAYOUTS,
    LINES,
    RESULT,
    Figure,
    digits,
    era,
    truth,
)

# What a layout does not say of itself goes to a person: how many figures, and under which code.
HANDED_OVER = {
    # One line in a cell where the others have two, goal over result.
    "two-lines-in-a-cell": (6, "value-table-merged"),
    # Years alone between a base year and a goal: results, or goals on the way.
    "unit-under-the-name": (12, "value-table-role"),
    # 中間: a value halfway, or a goal.
    "groups-by-rows": (5, "value-table-column"),
}


def found_in(content: bytes, name: str) -> Findings:
    document = read_document(content, name).document
    assert document is not None
    return recognise(document)


def figures(findings: Findings) -> set[Figure]:
    """Every figure read, by indicator, kind and year; a yearly target that is the goal is one."""
    found = set()
    for one in findings.indicators:
        assert not one.doubtful
        assert one.unit, one.name
        for value in one.values:
            if value.role is ValueRole.ACHIEVEMENT or value.value.number is None:
                continue
            assert value.period is not None, (one.name, value)
            is_goal = value.role in (ValueRole.GOAL, ValueRole.MILESTONE)
            number = str(value.value.number.normalize() + 0)
            year = value.period.period.final_year
            found.add((named(one.name), GOAL if is_goal else RESULT, year, number))
    return found


def named(name: str) -> str:
    return squeezed(without_unit(squeezed(name)))


def same(wanted: set[Figure]) -> set[Figure]:
    return {(named(name), kind, year, number) for name, kind, year, number in wanted}


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_same_figures_in_every_layout(layout: str, ending: str) -> None:
    _, wanted = LAYOUTS[layout]()
    findings = found_in(drawn(lambda: LAYOUTS[layout]()[0], ending), f"{layout}.{ending}")
    read = figures(findings)
    lacking, code = HANDED_OVER.get(layout, (0, ""))
    assert read <= same(wanted)
    assert len(same(wanted) - read) == lacking
    assert not code or code in {one.code for one in findings.left_over}


def years_as_rows(named_by: str, *, repeats: bool) -> bytes:
    """A table with a row for each year that goes on over several pages."""
    rows = []
    for one in LINES:
        goals = dict(zip((2025, 2030), one.goals, strict=True))
        for at, year in enumerate((*range(2015, 2026), 2030)):
            first = f"[{one.name}], [{one.unit}], "
            if named_by == "merged cells":
                first = "".join(
                    f"table.cell(rowspan: 12)[{text}], " if at == 0 else ""
                    for text in (one.name, one.unit)
                )
            elif named_by == "its first row":
                first = first if at == 0 else "[], [], "
            values = f"[{goals[year]}], []" if year in goals else f"[], [{one.of(year)}]"
            rows.append(f"{first}[{era(year)}], {values}")
    heads = "[指標名], [単位], [年度], [目標値], [実績値]"
    heads = f"table.header({heads})" if repeats else heads
    body = f"= 進行管理\n#table(columns: 5, {heads},\n" + ",\n".join(rows) + ")"
    return compiled(body, page="width: 160mm, height: 110mm, margin: 10mm")


@pytest.mark.parametrize("repeats", [True, False])
@pytest.mark.parametrize("named_by", ["merged cells", "each row", "its first row"])
def test_rows_of_years_go_on_over_pages(named_by: str, repeats: bool) -> None:
    findings = found_in(years_as_rows(named_by, repeats=repeats), "a.pdf")
    years = dict.fromkeys(range(2015, 2025), RESULT)
    assert figures(findings) == same(truth({**years, 2025: GOAL, 2030: GOAL}))
    assert len(findings.indicators) == len(LINES) and not findings.left_over
    for one in findings.indicators:
        # The lines of all pages are cited; boxes are those of the page where the name stands.
        assert (
            len(one.evidence.raw.split(" / ")) > len(one.evidence.boxes) > 0 or one.evidence.lines
        )


def by_kind(last: str) -> Findings:
    sheet = Sheet(["進行管理"])
    sheet.row(0, "指標", "単位", "区分", "R4年度", "R5年度", last)
    sheet.put(1, 0, "谷の橋の数", 2)
    sheet.put(1, 1, "橋", 2)
    for row, texts in enumerate((("目標", "3", "4"), ("実績", "2", "5")), start=1):
        for column, text in enumerate(texts, start=2):
            sheet.put(row, column, text)
    sheet.put(1, 5, "9", 2)
    return found_in(as_workbook(sheet), "a.xlsx")


def test_a_value_merged_over_goal_and_result_is_neither() -> None:
    findings = by_kind("R12年度")
    assert {(kind, year) for _, kind, year, _ in figures(findings)} == {
        (kind, year) for kind in (GOAL, RESULT) for year in (2022, 2023)
    }
    # The last yearly target read is not the goal: the goal may be the value that was not read.
    (one,) = findings.indicators
    assert not one.of_role(ValueRole.GOAL)
    (left,) = findings.left_over
    assert left.code == "value-table-merged" and left.evidence.cells[0].cells == "F4"


def test_a_value_merged_under_the_head_of_a_goal_is_the_goal() -> None:
    (one,) = by_kind("R12年度目標").indicators
    assert [value.value.number for value in one.of_role(ValueRole.GOAL)] == [9]


def statistics(title: str, *rows: tuple[str, ...]) -> Findings:
    sheet = Sheet([title])
    for row, texts in enumerate(rows):
        sheet.row(row, *texts)
    return found_in(as_workbook(sheet), "a.xlsx")


YEARS_DOWN = (
    ("年度", "人口（人）", "世帯数（世帯）"),
    ("令和4年度", "9,120", "3,300"),
    ("令和5年度", "9,001", "3,290"),
)


def test_years_down_are_indicators_only_where_the_table_says_so() -> None:
    findings = statistics("人口と世帯", *YEARS_DOWN)
    assert not findings.indicators and not findings.left_over
    read = statistics("指標の推移", *YEARS_DOWN)
    assert {year for _, _, year, _ in figures(read)} == {2022, 2023}


@pytest.mark.parametrize(
    "rows",
    [
        # Neither is read: a head without its value, a name of no unit, other cells beside.
        (("谷の橋の数（橋）", "", ""), ("現状値", "目標値", ""), ("3", "", "")),
        (("谷の橋の数", "", ""), ("現状値", "目標値", ""), ("3", "5", "")),
        (("谷の橋の数（橋）", "", ""), ("現状値", "目標値", ""), ("3", "5", "7")),
    ],
)
def test_cards_that_are_not_proved_are_said(rows: tuple[tuple[str, ...], ...]) -> None:
    findings = statistics("橋", *rows)
    assert not findings.indicators and findings.left_over


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (("現状値", "年度", "目標値", "年度"), ("3", "R5", "5", "R12")),
        (("年度", "現状値", "年度", "目標値"), ("R5", "3", "R12", "5")),
        (("現状年度", "現状値", "目標年度", "目標値"), ("2023", "3", "2030", "5")),
    ],
)
def test_times_in_columns_of_their_own(heads: tuple[str, ...], cells: tuple[str, ...]) -> None:
    findings = statistics("橋", ("指標名", "単位", *heads), ("谷の橋の数", "橋", *cells))
    assert figures(findings) == {("谷の橋の数", RESULT, 2023, "3"), ("谷の橋の数", GOAL, 2030, "5")}
    (one,) = findings.indicators
    # The head says 年度: R5 below it is the fiscal year, not one or the other.
    assert [v.period.period.code for v in one.values if v.period] == ["FY2023", "FY2030"]


def test_goal_over_result_is_split_only_where_it_is_said() -> None:
    rows = (("指標", "単位", "R5年度", "R6年度"), ("谷の橋の数", "橋", "3\n2", "5\n4"))
    assert len(figures(statistics("進捗（上段：目標　下段：実績）", *rows))) == 4
    upside_down = figures(statistics("進捗（上段：実績　下段：目標）", *rows))
    assert ("谷の橋の数", RESULT, 2023, "3") in upside_down
    silent = statistics("進捗", *rows)
    assert not figures(silent) and silent.left_over


def test_digits_of_the_truth_are_those_of_the_reader() -> None:
    assert digits("▲1,234.50") == "-1234.5" and digits("集計中") is None
