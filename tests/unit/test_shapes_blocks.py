"""Blocks of lines (S1 to S4): each shape reads what it can prove and hands over the rest."""

from decimal import Decimal

from hoshin.domain.indicators import ObservationStatus, TargetRole
from hoshin.importers.absences import Absence
from hoshin.importers.document import Cell, Document, DocumentKind, Page, Table
from hoshin.importers.findings import Findings, FoundIndicator, ValueRole
from hoshin.importers.shapes import recognise
from hoshin.importers.text import document_of_text


def document(text: str) -> Document:
    return document_of_text(text.strip("\n"), "plan.txt", "0" * 64)


def found_in(text: str) -> Findings:
    return recognise(document(text))


def values(found: FoundIndicator, role: ValueRole) -> list[tuple[str, str]]:
    return [
        (
            str(one.value.number if one.value.number is not None else one.value.text),
            one.period.period.code if one.period else "",
        )
        for one in found.of_role(role)
    ]


LABEL_BLOCK = """
（海の仕事）

KPI

 14.4
14.7

指標：新しく漁業に就いた人の数（年間の
平均）

現在（2020年）：
12人

2026年：
30人

次の文章です。
"""


def test_s1_reads_a_label_block() -> None:
    (found,) = found_in(LABEL_BLOCK).indicators
    assert found.name == "新しく漁業に就いた人の数（年間の平均）"
    assert found.unit == "人"
    assert found.goals == ("14.4", "14.7")
    assert found.section[-1] == "(海の仕事)"
    assert values(found, ValueRole.BASELINE) == [("12", "CY2020")]
    assert values(found, ValueRole.GOAL) == [("30", "CY2026")]
    assert found.evidence.shape == "S1"
    assert found.evidence.check
    assert found.evidence.locator == "p. 1, lines 5-6, 8-9, 11-12, 14-15"


def test_s1_leaves_a_block_whose_units_differ() -> None:
    result = found_in(LABEL_BLOCK.replace("30人", "30%"))
    assert not result.indicators
    (left,) = result.left_over
    assert left.code == "label-block-units"
    assert ("goal", "30%") in [(one.what, one.text) for one in left.found]
    assert left.evidence.lines


def test_s1_leaves_a_block_whose_goal_is_before_its_baseline() -> None:
    result = found_in(LABEL_BLOCK.replace("2026年", "2016年"))
    assert [one.code for one in result.left_over] == ["label-block-order"]


TARGET_YEARS = """
単位
当初値 目標値
2020 2025 2030
港の水がきれいだと思う人の割合 % 41.5 60 80
"""


def test_s2_reads_several_target_years() -> None:
    (found,) = found_in(TARGET_YEARS).indicators
    assert found.evidence.shape == "S2"
    assert values(found, ValueRole.BASELINE) == [("41.5", "Y2020")]
    assert values(found, ValueRole.GOAL) == [("60", "Y2025"), ("80", "Y2030")]


def test_s2_leaves_a_row_with_a_value_missing() -> None:
    result = found_in(TARGET_YEARS.replace(" 60 80", " 80") + "単位\n")
    assert not result.indicators
    assert result.left_over[0].code.startswith("target-years-")


PAGE_END = """
１ 海を活かすまち

（１） 港のにぎわい
KPI

船を増やします。

（２） 浜の仕事
KPI2

浜を守ります。

基準値 目標値
R1(2019) R6(2024)

港を訪れた人の数 千人
1,250

H30(2018)
1,400以上

単位

基準値 目標値
R1(2019) R6(2024)

（再掲）浜で獲れた貝の水揚げ高 百万円 ▲3.5 12

単位
"""


def test_s3_pairs_the_nth_table_with_the_nth_anchor() -> None:
    first, second = found_in(PAGE_END).indicators
    assert first.section[-1] == "(1) 港のにぎわい"
    assert second.section[-1] == "(2) 浜の仕事"
    assert first.role is TargetRole.KPI
    # The cell's own period wins over the head of its column.
    assert values(first, ValueRole.BASELINE) == [("1250", "Y2018")]
    (baseline,) = first.of_role(ValueRole.BASELINE)
    assert baseline.column_period is not None
    assert baseline.column_period.period.code == "Y2019"
    assert values(first, ValueRole.GOAL) == [("1400", "Y2024")]
    assert second.restated
    assert second.name == "浜で獲れた貝の水揚げ高"
    assert values(second, ValueRole.BASELINE) == [("-3.5", "Y2019")]


def test_s3_asks_when_anchors_and_tables_differ() -> None:
    result = found_in(PAGE_END.replace("KPI2\n", "\n"))
    assert [one.code for one in result.left_over] == ["page-end-table-anchors"]
    assert all(one.doubtful and not one.section for one in result.indicators)


def test_s3_leaves_a_table_with_text_that_makes_no_row() -> None:
    broken = PAGE_END.replace("1,400以上\n", "").replace("H30(2018)", "")
    result = found_in(broken)
    assert "page-end-table-rows" in [one.code for one in result.left_over]
    assert [one.name for one in result.indicators] == ["浜で獲れた貝の水揚げ高"]


REVIEW = """
KPI 単位
R1

R2 R3 R4
基準値

浜の清掃に出た人
の数
※のべ人数

目標値
人
― 100以上100以上120以上

実績値
80
（H30）

90 ―

港の店の数

目標値
店
10 11 12 13

実績値 ― 10 12
※R3の浜の清掃に出た人の数は、速報値
"""


def test_s4_reads_targets_and_actuals_cell_by_cell() -> None:
    first, second = found_in(REVIEW).indicators
    assert first.name == "浜の清掃に出た人の数"
    assert first.notes == ("※のべ人数",)
    assert values(first, ValueRole.MILESTONE) == [
        ("100", "Y2020"),
        ("100", "Y2021"),
        ("120", "Y2022"),
    ]
    assert values(first, ValueRole.GOAL) == [("120", "Y2022")]
    assert values(first, ValueRole.BASELINE) == [("80", "Y2018")]
    actuals = first.of_role(ValueRole.ACTUAL)
    assert [one.value.number for one in actuals] == [Decimal(90), None]
    assert actuals[1].value.absence is Absence.DASH
    # A baseline may be printed in the row of targets, with a dash in the row of actuals.
    assert values(second, ValueRole.BASELINE) == [("10", "Y2019")]
    assert values(second, ValueRole.ACTUAL) == [("10", "Y2020"), ("12", "Y2021")]


def test_s4_leaves_a_block_with_a_cell_too_few() -> None:
    result = found_in(REVIEW.replace("10 11 12 13", "11 12 13"))
    assert [one.name for one in result.indicators] == ["浜の清掃に出た人の数"]
    assert [one.code for one in result.left_over] == ["review-block-targets"]


def test_a_footnote_reaches_the_value_that_it_names() -> None:
    text = REVIEW.replace("90 ―", "90 95")
    first = found_in(text).indicators[0]
    noted = first.of_role(ValueRole.ACTUAL)[1]
    assert noted.value.status is ObservationStatus.PROVISIONAL
    assert noted.footnote
    other = first.of_role(ValueRole.ACTUAL)[0]
    assert other.value.status is ObservationStatus.AS_PRINTED


def test_a_survey_that_was_not_made_explains_the_one_dash_of_its_year() -> None:
    text = REVIEW.replace(
        "※R3の浜の清掃に出た人の数は、速報値", "※R3年度は台風のためアンケート未実施。"
    )
    noted = found_in(text).indicators[0].of_role(ValueRole.ACTUAL)[1]
    assert noted.value.absence is Absence.NOT_SURVEYED


def test_plain_prose_holds_nothing() -> None:
    result = found_in("市は海と生きます。\n\n令和5年度に3人が来ました。\n")
    assert result == Findings()


def test_s1_reads_label_blocks_that_stand_in_cells() -> None:
    rows = [
        ["ゴール、ターゲット番号", "KPI", ""],
        ["14.4\n14.7", "指標：新しく漁業に\n就いた人の数", ""],
        ["", "現在（2020年）：\n12人", "2026年：\n30人"],
        ["8.9", "指標：港の客の数", ""],
        ["", "現在（2020年）：\n5千人", "2026年：\n6%"],
    ]
    cells = tuple(
        Cell(text=text, row=row, column=column, address=f"R{row}C{column}")
        for row, line in enumerate(rows)
        for column, text in enumerate(line)
        if text
    )
    table = Table(page=1, cells=cells, rows=5, columns=3, sheet="表")
    page = Page(number=1, tables=(table,))
    book = Document(name="a.xlsx", sha256="0" * 64, kind=DocumentKind.WORKBOOK, pages=(page,))
    result = recognise(book)
    (found,) = result.indicators
    assert found.name == "新しく漁業に就いた人の数"
    assert found.goals == ("14.4", "14.7")
    assert values(found, ValueRole.GOAL) == [("30", "CY2026")]
    assert [one.cells for one in found.evidence.cells] == ["R1C0", "R1C1", "R2C1", "R2C2"]
    assert [one.code for one in result.left_over] == ["label-block-units"]


def test_a_name_with_a_bracket_that_never_closes_is_left() -> None:
    result = found_in(LABEL_BLOCK.replace("平均）\n", "\n"))
    assert [one.code for one in result.left_over] == ["label-block-torn"]


def test_s4_leaves_a_block_that_lost_a_cell_before_its_period() -> None:
    text = REVIEW.replace("80\n（H30）\n\n90 ―", "80\n（H30）\n（R1）\n\n90 ―")
    result = found_in(text)
    assert "review-block-torn" in [one.code for one in result.left_over]
    assert "浜の清掃に出た人の数" not in [one.name for one in result.indicators]
