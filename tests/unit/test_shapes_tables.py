"""Tables (S5, S6): heads are understood, rows proved one by one, totals added up."""

import sys

import pytest

from hoshin.domain.programs import BudgetStage, ListingKind
from hoshin.domain.proposals import Confidence, LineRange
from hoshin.importers.column_heads import read_heads
from hoshin.importers.document import Cell, Document, DocumentKind, Page, Table
from hoshin.importers.findings import Findings, FoundIndicator, ValueRole
from hoshin.importers.shapes import recognise
from hoshin.importers.text import document_of_text

Drawn = list[list[str | tuple[str, int, int]]]


def in_text(text: str) -> Findings:
    return recognise(document_of_text(text.strip("\n"), "plan.txt", "0" * 64))


def in_cells(drawn: Drawn, caption: str = "") -> Findings:
    """Findings of a table; a cell is a text, or a text with its rows and columns."""
    taken: set[tuple[int, int]] = set()
    cells = []
    width = 0
    for row, line in enumerate(drawn):
        column = 0
        for one in line:
            text, down, across = one if isinstance(one, tuple) else (one, 1, 1)
            while (row, column) in taken:
                column += 1
            cells.append(
                Cell(
                    text=text,
                    row=row,
                    column=column,
                    row_span=down,
                    column_span=across,
                    address=f"R{row + 1}C{column + 1}",
                )
            )
            taken.update((row + r, column + c) for r in range(down) for c in range(across))
            column += across
            width = max(width, column)
    table = Table(
        page=1, cells=tuple(cells), rows=len(drawn), columns=width, caption=caption, sheet="表"
    )
    document = Document(
        name="plan.xlsx",
        sha256="0" * 64,
        kind=DocumentKind.WORKBOOK,
        pages=(Page(number=1, tables=(table,)),),
    )
    return recognise(document)


def shown(found: FoundIndicator) -> list[tuple[str, str, str]]:
    """Role, value and period of every value."""
    return [
        (
            one.role.value,
            str(
                one.value.number
                if one.value.number is not None
                else one.value.text or (one.value.absence.value if one.value.absence else "")
            ),
            one.period.period.code if one.period else "",
        )
        for one in found.values
    ]


TABBED = """
## 1 港の達成状況

No\t取組名\t指標名 ※[]内はターゲット\t当初値\t2022年\t2023年\t2024年(目標値)\t達成度(%)
1\t①港の店\t店の数 【8.3,8.9】\t2020年度 10 店\t2021年度 12 店\t\t2023年 20 店\t20%
2\t\t港の客【再掲】\t2020年度 5 千人\t2022年度 ― 千人\t\t2023年 上昇\t達成
"""


def test_s5_reads_a_tabbed_table_and_lets_the_cell_win_over_its_head() -> None:
    first, second = in_text(TABBED).indicators
    assert first.name == "店の数"
    assert first.goals == ("8.3", "8.9")
    assert shown(first) == [
        ("baseline", "10", "FY2020"),
        ("actual", "12", "FY2021"),
        ("goal", "20", "CY2023"),
        ("achievement", "20", ""),
    ]
    assert first.of_role(ValueRole.ACTUAL)[0].column == "2022年"
    assert second.context == "①港の店"
    assert second.restated
    assert ("goal", "上昇", "CY2023") in shown(second)
    assert first.evidence.lines == (LineRange(4, 4),)
    assert "consecutive-numbers" in first.evidence.check


def test_s5_leaves_a_row_with_a_cell_too_few() -> None:
    result = in_text(TABBED.replace("2020年度 10 店\t2021年度 12 店\t\t", "2020年度 10 店\t"))
    assert [one.name for one in result.indicators] == ["港の客"]
    assert [one.code for one in result.left_over] == ["value-table-cells"]


def test_s5_leaves_a_row_with_a_value_that_is_not_understood() -> None:
    result = in_text(TABBED.replace("2021年度 12 店", "2021年度 12/15 店"))
    (left,) = result.left_over
    assert left.code == "value-table-value"
    assert left.sentence_ja == "「2021年度 12/15 店」は数として読めません。"
    assert left.sentence_en == "“2021年度 12/15 店” cannot be read as a number."


def test_s5_takes_no_arrow_for_a_unit() -> None:
    (left,) = in_text(TABBED.replace("2021年度 12 店", "2021年度 12→")).left_over
    assert left.code == "value-table-value"
    assert left.sentence_ja == "「2021年度 12→」は数として読めません。"


def test_s5_is_less_sure_when_the_numbers_do_not_count_up() -> None:
    result = in_text(TABBED.replace("\n2\t", "\n5\t"))
    assert {one.evidence.confidence for one in result.indicators} == {Confidence.MEDIUM}


def test_heads_in_two_rows_with_merged_cells() -> None:
    (found,) = in_cells(
        [
            [
                ("指標名", 2, 1),
                ("単位", 2, 1),
                ("基準値（R1）", 2, 1),
                ("令和4年度", 1, 2),
                ("最終目標（R8）", 2, 1),
            ],
            ["目標", "実績"],
            ["空き店の数", "件", "10", "20", "18", "60"],
        ]
    ).indicators
    assert shown(found) == [
        ("baseline", "10", "Y2019"),
        ("milestone", "20", "FY2022"),
        ("actual", "18", "FY2022"),
        ("goal", "60", "Y2026"),
    ]
    assert found.evidence.cells[0].sheet == "表"


def test_year_value_and_unit_in_cells_of_their_own() -> None:
    (found,) = in_cells(
        [
            ["No", "指標名", ("当初値", 1, 3), ("目標値", 1, 3)],
            ["1", "市の総生産", "2018", "2,620", "十億円", "2024年度", "2,692", "十億円"],
        ]
    ).indicators
    assert found.unit == "十億円"
    assert shown(found) == [("baseline", "2620", "Y2018"), ("goal", "2692", "FY2024")]


def test_rows_marked_as_targets_and_actuals() -> None:
    (found,) = in_cells(
        [
            ["指標", "単位", "区分", "R2", "R3", "R4"],
            [("客の数", 2, 1), ("万人", 2, 1), "目標", "100", "110", "120"],
            ["実績", "90", "集計中", ""],
        ]
    ).indicators
    assert shown(found) == [
        ("milestone", "100", "Y2020"),
        ("milestone", "110", "Y2021"),
        ("milestone", "120", "Y2022"),
        ("actual", "90", "Y2020"),
        ("actual", "not_yet_published", "Y2021"),
        ("goal", "120", "Y2022"),
    ]


def test_a_form_with_its_heads_at_the_left() -> None:
    (found,) = in_cells(
        [
            ["指標名", "移り住んだ人の数"],
            ["単位", "人"],
            ["現状値（令和2年度）", "120"],
            ["目標値（令和8年度）", "240"],
        ]
    ).indicators
    assert shown(found) == [("baseline", "120", "FY2020"), ("goal", "240", "FY2026")]


def test_years_alone_are_not_guessed_to_be_actuals() -> None:
    result = in_cells(
        [
            ["指標", "単位", "基準値", "R4", "R5", "目標値（R6）"],
            ["人口", "人", "10", "11", "12", "15"],
        ],
        "主な指標",
    )
    (found,) = result.indicators
    assert [role for role, _, _ in shown(found)] == ["baseline", "goal"]
    (left,) = result.left_over
    assert left.code == "value-table-role"
    assert [one.text for one in left.found] == ["R4", "R5"]


def test_a_table_of_figures_without_goals_is_no_indicator_table() -> None:
    assert in_cells([["項目", "H27", "R2"], ["人口", "10", "11"]]) == Findings()


NUMBERED = """
（単位：千円）

No. 局名 課名 事 業 名 事 業 概 要
令和7年度
当初予算額

1

港湾局

港づくり課 ■ 岸壁の修理 古い岸壁を直す 1,200

2 ■ 灯りの
整備

道に灯りをともす
800

3 浜の課 ■ 浜の清掃 浜をきれいにする 500

小計 2,500

Ⅰ 海の事業

No. 局名 課名 事 業 名 事 業 概 要
令和7年度
当初予算額
1

教育委員会

学びの課 ■ 海の学校 No.3 再掲 ―

2 ■ 船の学校 船に乗る 1,000

小計 1,000

合計 3,500
"""


def test_s6_reads_numbered_rows_and_proves_their_totals() -> None:
    result = in_text(NUMBERED)
    assert not result.left_over
    rows = [
        (one.number, one.bureau, one.office, one.name, one.amount_yen) for one in result.programs
    ]
    assert rows == [
        ("1", "港湾局", "港づくり課", "岸壁の修理", 1_200_000),
        ("2", "港湾局", "港づくり課", "灯りの整備", 800_000),
        ("3", "港湾局", "浜の課", "浜の清掃", 500_000),
        ("1", "教育委員会", "学びの課", "海の学校", None),
        ("2", "教育委員会", "学びの課", "船の学校", 1_000_000),
    ]
    assert result.programs[1].inherited == ("bureau", "office")
    assert result.programs[3].kind is ListingKind.RESTATED
    assert result.programs[3].restates == "3"
    assert result.programs[0].year is not None
    assert result.programs[0].year.period.code == "FY2025"
    assert [(one.label, one.agrees) for one in result.totals] == [
        ("小計", True),
        ("小計", True),
        ("合計", True),
    ]


@pytest.mark.parametrize(
    ("was", "becomes"), [("小計 2,500", "小計 2,600"), ("直す 1,200", "直す 1,300")]
)
def test_s6_leaves_a_table_whose_total_differs(was: str, becomes: str) -> None:
    result = in_text(NUMBERED.replace(was, becomes))
    assert "numbered-rows-total" in [one.code for one in result.left_over]
    assert "岸壁の修理" not in [one.name for one in result.programs]
    assert not all(one.agrees for one in result.totals)


def test_s6_wants_a_decision_where_no_total_is_printed() -> None:
    text = NUMBERED.partition("小計")[0]
    result = in_text(text)
    assert len(result.programs) == 3
    assert all(one.doubtful for one in result.programs)


BUDGET: Drawn = [
    [
        "番号",
        "局名",
        "課名",
        "事業名",
        "令和6年度<br>予算額".replace("<br>", "\n"),
        "令和7年度\n予算額",
        "増減",
    ],
    ["1", ("福祉局", 2, 1), "高齢課", "敬老の会", "1,000", "1,200", "200"],
    ["2", "児童課", "保育所を建てる", "20,000", "30,000", "10,000"],
    ["3", "土木局", "道路課", "道を直す（再掲）", "500", "500", "0"],
    ["", "", "", "合計", "21,000", "31,200", "10,200"],
]


def test_s6_reads_a_budget_table_in_cells() -> None:
    result = in_cells(BUDGET, "主な事業（単位：千円）")
    assert [(one.bureau, one.name, one.amount_yen) for one in result.programs] == [
        ("福祉局", "敬老の会", 1_200_000),
        ("福祉局", "保育所を建てる", 30_000_000),
        ("土木局", "道を直す", 500_000),
    ]
    assert [one.year.period.code for one in result.programs if one.year] == ["FY2025"] * 3
    assert [one.amount_yen for one in result.programs[0].others] == [1_000_000]
    assert result.programs[2].kind is ListingKind.RESTATED
    assert all(one.agrees for one in result.totals)
    assert {one.evidence.confidence for one in result.programs} == {Confidence.HIGH}


def test_s6_leaves_a_budget_table_whose_total_differs() -> None:
    broken = [*BUDGET[:-1], ["", "", "", "合計", "21,000", "31,201", ""]]
    result = in_cells(broken, "主な事業（単位：千円）")
    assert not result.programs
    assert [one.code for one in result.left_over] == ["budget-table-total"]


def test_planned_and_spent_amounts_keep_their_stage() -> None:
    result = in_cells(
        [
            ["事業名", "担当課", "R7当初予算(千円)", "R5決算額(千円)"],
            ["広報紙", "広報課", "12", "11"],
        ]
    )
    (found,) = result.programs
    assert found.stage is BudgetStage.INITIAL
    assert [(one.stage, one.amount_yen) for one in found.others] == [(BudgetStage.OUTTURN, 11_000)]


def test_a_title_over_thousands_of_columns_is_read_in_linear_time() -> None:
    def counted(columns: int) -> int:
        """How often one such row of heads looks whether two neighbours are one column."""
        title = Cell(text="まちのすがた", row=0, column=0, column_span=columns)
        under = [Cell(text=f"{n}", row=1, column=n) for n in range(columns)]
        grid = Table(page=1, cells=(title, *under), rows=2, columns=columns).grid()
        calls = 0

        def count(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event == "call"

        sys.setprofile(count)
        try:
            read_heads(grid, 0)
        finally:
            sys.setprofile(None)
        return calls

    counted(10)
    assert counted(800) < 12 * counted(100)
