"""Budget tables in the styles of other cities: totals above, units in a corner, many years."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hoshin.domain.programs import BudgetStage
from hoshin.importers.findings import Findings
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise
from tests.contract.city_layouts import FORMATS, Sheet

PROGRAMS = (
    ("港湾課", "灯台補修事業", 1_200),
    ("港湾課", "浮桟橋整備事業", 34_500),
    ("環境課", "海岸清掃事業", 800),
    ("教育課", "海の学校事業", 2_650),
)
TOTAL = sum(amount for _, _, amount in PROGRAMS)


def total_above(total: int = TOTAL) -> Sheet:
    """The total stands above its rows; the unit under the title."""
    sheet = Sheet(["令和7年度 主要事業一覧", "（単位：千円）"])
    sheet.row(0, "所管課", "事業名", "予算額", "事業概要")
    sheet.row(1, "", "合計", f"{total:,}", "")
    for row, (office, name, amount) in enumerate(PROGRAMS, start=2):
        sheet.row(row, office, name, f"{amount:,}", "説明")
    return sheet


def unit_in_corner() -> Sheet:
    sheet = Sheet(["令和7年度当初予算 主な事業"])
    sheet.put(0, 0, "(単位：千円)", 1, 4)
    sheet.row(1, "番号", "事業名称", "担当課", "R7当初予算")
    for row, (office, name, amount) in enumerate(PROGRAMS, start=2):
        sheet.row(row, str(row - 1), name, office, f"{amount:,}")
    sheet.row(len(PROGRAMS) + 2, "", "計", "", f"{TOTAL:,}")
    return sheet


def three_years() -> Sheet:
    """事業費 over three years of two stages."""
    sheet = Sheet(["主要施策事業費の推移"])
    sheet.put(0, 0, "事業名", 2)
    sheet.put(0, 1, "所管", 2)
    sheet.put(0, 2, "事業費（千円）", 1, 3)
    for column, head in enumerate(("R5決算", "R6予算", "R7予算"), start=2):
        sheet.put(1, column, head)
    for row, (office, name, amount) in enumerate(PROGRAMS, start=2):
        sheet.row(row, name, office, f"{amount - 100:,}", f"{amount - 50:,}", f"{amount:,}")
    totals = (TOTAL - 400, TOTAL - 200, TOTAL)
    sheet.row(len(PROGRAMS) + 2, "合計", "", *(f"{one:,}" for one in totals))
    return sheet


def groups() -> Sheet:
    """A row for each section, a subtotal below its programs."""
    sheet = Sheet(["令和7年度 予算の概要(単位:千円)"])
    sheet.row(0, "事業名", "予算額(千円)")
    row = 1
    for office in dict.fromkeys(one for one, _, _ in PROGRAMS):
        own = [(name, amount) for other, name, amount in PROGRAMS if other == office]
        sheet.put(row, 0, f"【{office}】", 1, 2)
        for name, amount in own:
            row += 1
            sheet.row(row, name, f"{amount:,}")
        sheet.row(row + 1, "小計", f"{sum(amount for _, amount in own):,}")
        row += 2
    sheet.row(row, "合計", f"{TOTAL:,}")
    return sheet


STYLES: dict[str, Callable[[], Sheet]] = {
    "total-above": total_above,
    "unit-in-corner": unit_in_corner,
    "three-years": three_years,
    "groups": groups,
}


def read(sheet: Sheet, ending: str) -> Findings:
    document = read_document(FORMATS[ending](sheet), f"budget.{ending}").document
    assert document is not None
    return recognise(document)


@pytest.mark.parametrize("ending", sorted(FORMATS))
@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_amount_in_yen_and_every_total_proved(style: str, ending: str) -> None:
    findings = read(STYLES[style](), ending)
    wanted = {(name, 1000 * amount, "FY2025") for _, name, amount in PROGRAMS}
    found = {
        (one.name, one.amount_yen, one.year.period.code if one.year is not None else "")
        for one in findings.programs
    }
    assert found == wanted
    assert findings.totals
    assert all(one.agrees for one in findings.totals)
    assert not findings.left_over


def test_each_year_and_stage_of_a_program_is_kept() -> None:
    first = read(three_years(), "xlsx").programs[0]
    assert {
        (one.year.period.code, one.stage, one.amount_yen) for one in first.others if one.year
    } == {
        ("FY2023", BudgetStage.OUTTURN, 1_100_000),
        ("FY2024", BudgetStage.INITIAL, 1_150_000),
    }


CHAPTERS = (
    ("2 総務費", "5 企画費", (("移住促進事業", 12_400, 10_100), ("計画推進事業", 3_200, 4_500))),
    ("6 農林費", "1 林業費", (("間伐推進事業", 45_210, 39_800), ("林道補修事業", 8_000, 12_500))),
    ("6 農林費", "2 獣害費", (("有害鳥獣捕獲事業", 9_870, 9_870),)),
)


def chapters(off: int = 0) -> Sheet:
    """款, 項, 目: this year beside the last one, the difference with ▲, a sum below each 目."""
    sheet = Sheet(["令和7年度一般会計予算 主要事業", "（単位：千円）"])
    sheet.row(0, "款", "目", "事業名", "本年度予算額", "前年度予算額", "比較", "説明")
    row = 1
    sums = []
    for chapter, item, programs in CHAPTERS:
        for at, (name, now, before) in enumerate(programs):
            difference = f"{now - before:,}".replace("-", "▲")
            first = (chapter, item) if at == 0 else ("", "")
            sheet.row(row, *first, name, f"{now:,}", f"{before:,}", difference, "継続")
            row += 1
        own = [sum(one[place] for one in programs) for place in (1, 2)]
        sheet.put(row, 0, "目計", 1, 3)
        for column, amount in enumerate((*own, own[0] - own[1]), start=3):
            sheet.put(row, column, f"{amount:,}".replace("-", "▲"))
        row += 1
        sums.append(own)
    sheet.put(row, 0, "合計", 1, 3)
    sheet.put(row, 3, f"{sum(one[0] for one in sums) + off:,}")
    sheet.put(row, 4, f"{sum(one[1] for one in sums):,}")
    return sheet


@pytest.mark.parametrize("ending", ["xlsx", "docx", "pdf"])
def test_last_years_amount_beside_this_years_is_of_last_year(ending: str) -> None:
    findings = read(chapters(), ending)
    amounts = {
        (one.name, each.year.period.code, each.amount_yen)
        for one in findings.programs
        for each in (one, *one.others)
        if each.year is not None
    }
    assert amounts == {
        (name, year, amount * 1000)
        for _, _, programs in CHAPTERS
        for name, now, before in programs
        for year, amount in (("FY2025", now), ("FY2024", before))
    }
    assert len(findings.totals) == 8 and all(one.agrees for one in findings.totals)
    assert not findings.left_over


def test_a_sum_of_chapters_that_does_not_agree_goes_to_a_person() -> None:
    findings = read(chapters(off=1), "xlsx")
    assert not findings.programs
    assert [one.code for one in findings.left_over] == ["budget-table-total"]


def test_two_amounts_of_one_year_and_stage_go_to_a_person() -> None:
    sheet = Sheet(["令和7年度 主要事業（単位：千円）"])
    sheet.row(0, "事業名", "予算額", "事業費")
    sheet.row(1, "灯台補修事業", "1,200", "1,500")
    findings = read(sheet, "xlsx")
    assert not findings.programs
    assert [one.code for one in findings.left_over] == ["budget-table-columns"]


def test_a_total_above_that_does_not_agree_goes_to_a_person() -> None:
    findings = read(total_above(TOTAL + 1), "xlsx")
    assert not findings.programs
    assert [one.code for one in findings.left_over] == ["budget-table-total"]
