"""Columns of an Excel template repeated for each year: looks carried, wrong marks told."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Side

from hoshin.reports.form_settings import read_form
from hoshin.reports.gathering import gather
from hoshin.reports.papers import make_paper
from tests.contract.made_papers import example
from tests.unit.test_report_templates import cells, make, own, refused, sheet

OPEN, CLOSE = "{% 列 for 年 in 計画.年度 %}", "{% 列 endfor %}"
TC_OPEN, TC_CLOSE = "{%tc for year in plan.years %}", "{%tc endfor %}"
ACTUAL = "{{ 行.年度[列.index0].実績 | 空なら('―') }}"
HARBOUR_YEARS = ["2022年度", "2023年度", "2024年度", "2025年度", "2026年度"]


def harbour(template: bytes) -> bytes:
    facts = gather(example("harbour"), date(2025, 10, 31))
    return make_paper(read_form("form", own(template)), facts, "plan-2022").content


def test_a_column_is_made_for_each_year() -> None:
    template = sheet(
        (None, OPEN + CLOSE, None),
        ("指標", "{{ 年 }}", "番号"),
        ("{% for 行 in 計画.行 %}",),
        ("{{ 行.指標名 }}", ACTUAL, "{{ 行.番号 }}"),
        ("{% endfor %}",),
    )
    made = cells(harbour(template))
    assert made[0] == ["指標", *HARBOUR_YEARS, "番号"]
    plan = gather(example("harbour"), date(2025, 10, 31)).plan("plan-2022")
    assert plan is not None
    for row, printed in zip(plan.rows, made[1:], strict=True):
        assert printed == [
            row.name,
            *(year.actual.text or "―" for year in row.years),
            row.number or None,
        ]


def test_several_columns_keep_their_looks_and_merged_heads() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.append([None, TC_OPEN, TC_CLOSE, None])
    page.append(["name", "all the years", None, None])
    page.append([None, "{{ year }}", None, "total"])
    page.append(["{{ plan.rows[0].name }}", "goal", "actual {{ column.index }}", "end"])
    page.merge_cells("A2:A3")
    page.merge_cells("B2:D2")
    page.merge_cells("B3:C3")
    page.column_dimensions["B"].width = 31
    page.column_dimensions["C"].width = 7
    page.column_dimensions["D"].width = 22
    page["C4"].border = Border(right=Side("thick"))
    page.freeze_panes = "D4"
    stream = io.BytesIO()
    book.save(stream)
    made = load_workbook(io.BytesIO(harbour(stream.getvalue()))).worksheets[0]
    merged = {one.coord for one in made.merged_cells.ranges}
    assert merged == {"A1:A2", "B1:L1", "B2:C2", "D2:E2", "F2:G2", "H2:I2", "J2:K2"}
    assert [made.cell(2, column).value for column in (2, 4, 6, 8, 10, 12)] == [
        *HARBOUR_YEARS,
        "total",
    ]
    assert [made.cell(3, column).value for column in (3, 5, 11)] == [
        "actual 1",
        "actual 2",
        "actual 5",
    ]
    assert [made.column_dimensions[one].width for one in "BCDEL"] == [31, 7, 31, 7, 22]
    assert made["K3"].border.right.style == made["E3"].border.right.style == "thick"
    assert made["L3"].border.right.style is None
    assert made.freeze_panes == "L3"


def test_a_list_of_nothing_leaves_no_column() -> None:
    template = sheet(
        (None, "{% 列 for 注 in 計画.注記 %}", "{% 列 endfor %}", None),
        ("{{ 市 }}", "{{ 注.文 }}", "二", "終"),
    )
    assert cells(make(template).content) == [["花火町", "終"]]


@pytest.mark.parametrize(
    ("rows", "code", "spot"),
    [
        ([(None, OPEN), ("{{ 年 }}",)], "template-columns-not-closed", "表!B1"),
        ([(CLOSE,), ("{{ 市 }}",)], "template-columns-not-closed", "表!A1"),
        ([(OPEN, OPEN, CLOSE), ("{{ 市 }}",)], "template-columns-not-closed", "表!B1"),
        ([("題", OPEN + CLOSE), (None, "{{ 年 }}")], "template-columns-not-alone", "表!A1"),
        ([(OPEN + CLOSE,), ("{{ 年 }}",), (OPEN + CLOSE,)], "template-columns-twice", "表!A3"),
        (
            [("{% for 行 in 計画.行 %}",), (OPEN + CLOSE,), ("{{ 年 }}",), ("{% endfor %}",)],
            "template-columns-nested",
            "表!A2",
        ),
        ([(OPEN.replace("年度", "年號") + CLOSE,)], "template-unknown-place", "表!A1"),
        ([(OPEN.replace("計画.年度", "市") + CLOSE,)], "template-no-list", "表!A1"),
        ([(OPEN + CLOSE,), ("{{ 年.見出 }}",)], "template-unknown-place", "表!A2"),
        ([(OPEN + CLOSE, "{{ 年 }}")], "template-columns-not-alone", "表!B1"),
        ([(OPEN + CLOSE,), ("{{ 年 }}", "{{ 列.index }}")], "template-unknown-place", "表!B2"),
        ([(OPEN + CLOSE,), ("{{ 年 }}", "=SUM(A2:A2)")], "template-formula", "表!B2"),
    ],
)
def test_wrong_marks_are_told_with_their_cell(
    rows: list[tuple[object, ...]], code: str, spot: str
) -> None:
    problems = refused(sheet(*rows))
    assert (code, spot) in {(one.code, one.place.column) for one in problems}


def test_merged_cells_across_the_edge_are_told() -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "表"
    page.append([None, OPEN, CLOSE, None])
    page.append(["{{ 市 }}", None, None, None])
    page.merge_cells("A2:B2")
    stream = io.BytesIO()
    book.save(stream)
    (problem,) = refused(stream.getvalue())
    assert (problem.code, problem.place.column) == ("template-columns-cut", "表!A2:B2")
