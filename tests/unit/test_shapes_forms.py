"""Evaluation sheets (S11) on their way into a proposal."""

from hoshin.domain.city import City
from hoshin.domain.proposals import ProposedAction
from hoshin.importers.applying import Decisions, apply_proposal
from hoshin.importers.document import Cell, Document, DocumentKind, Page, Table, digest
from hoshin.importers.findings import Findings, ValueRole
from hoshin.importers.propose import propose
from hoshin.importers.shapes import recognise

SHEET = [
    ["事務事業評価シート"],
    ["事務事業名", "岸壁の修理", "担当課", "港の課"],
    ["政策", "海とともに", "施策", "港づくり"],
    ["区分", "", "令和4年度", "令和5年度"],
    ["財源内訳", "国庫支出金", "100", "200"],
    ["財源内訳", "一般財源", "50", "0"],
    ["事業費計(A)(千円)", "", "150", "200"],
    ["人件費計(B)(千円)", "", "30", "40"],
    ["トータルコスト(A)+(B)(千円)", "", "180", "240"],
    ["指標名", "", "単位", "令和4年度", "令和5年度"],
    ["活動指標", "直した長さ 目標", "m", "10", "20"],
    ["活動指標", "直した長さ 実績", "m", "9", "21"],
    ["今後の方向性", "□拡充 ■維持 □縮小 □廃止"],
]


def workbook(*sheets: list[list[str]]) -> Document:
    """A workbook with one sheet for each form."""
    pages = []
    for number, rows in enumerate(sheets, start=1):
        cells = tuple(
            Cell(text=text, row=row, column=column, address=f"R{row + 1}C{column + 1}")
            for row, line in enumerate(rows)
            for column, text in enumerate(line)
            if text
        )
        table = Table(page=number, cells=cells, rows=len(rows), columns=5, sheet=f"票{number}")
        pages.append(Page(number=number, tables=(table,), name=f"票{number}"))
    return Document(
        name="sheets.xlsx",
        sha256=digest(repr(sheets).encode()),
        kind=DocumentKind.WORKBOOK,
        pages=tuple(pages),
    )


def changed(rows: list[list[str]], was: str, becomes: str) -> list[list[str]]:
    return [[becomes if cell == was else cell for cell in row] for row in rows]


def test_money_is_kept_by_fund_and_added_once() -> None:
    findings = recognise(workbook(SHEET))
    (program,) = findings.programs
    amounts = {
        (one.year.period.code if one.year else "", one.fund): one.amount_yen
        for one in (program, *program.others)
    }
    assert amounts == {
        ("FY2022", "国庫支出金"): 100_000,
        ("FY2022", "一般財源"): 50_000,
        ("FY2023", "国庫支出金"): 200_000,
    }
    assert program.office == "港の課"
    assert program.section == ("海とともに", "港づくり")
    (evaluation,) = findings.evaluations
    assert evaluation.direction == "維持"
    assert [one.code for one in findings.problems] == ["evaluation-staff-not-kept"]


def test_yearly_targets_and_actuals_of_its_indicators() -> None:
    (found,) = recognise(workbook(SHEET)).indicators
    assert found.program == "岸壁の修理"
    assert [str(one.value.number) for one in found.of_role(ValueRole.ACTUAL)] == ["9", "21"]
    assert [str(one.value.number) for one in found.of_role(ValueRole.GOAL)] == ["20"]


def test_a_sheet_whose_sum_does_not_agree_is_left_over() -> None:
    broken = changed(SHEET, "150", "151")
    other = changed(SHEET, "岸壁の修理", "灯りの整備")
    findings = recognise(workbook(broken, other))
    assert [one.name for one in findings.programs] == ["灯りの整備"]
    assert [one.code for one in findings.left_over] == ["evaluation-sheet-sum"]


def test_the_same_name_in_two_forms_is_two_indicators() -> None:
    other = changed(SHEET, "岸壁の修理", "道の修理")
    city = City(name="港の市")
    proposal = propose(workbook(SHEET, other), city)
    assert len(proposal.of_table("indicators")) == 2
    everything = Decisions(frozenset(row.key for row in proposal.rows))
    after = apply_proposal(city, proposal, everything).city
    again = propose(workbook(SHEET, other), after)
    assert {row.action for row in again.rows} == {ProposedAction.CONFIRM}
    # Next year's forms find each its own.
    later = [changed(sheet, "21", "22") for sheet in (SHEET, other)]
    proposal = propose(workbook(*later), after)
    assert not proposal.of_table("indicators")
    found = {row.row.indicator for row in proposal.of_table("targets")}  # type: ignore[attr-defined]
    assert found == {one.id for one in after.indicators}


def test_a_list_of_programs_is_no_form() -> None:
    rows = [
        ["事業名", "担当課", "令和4年度予算額(千円)", "令和5年度予算額(千円)"],
        ["岸壁の修理", "港の課", "100", "200"],
        ["灯りの整備", "港の課", "50", "60"],
        ["計", "", "150", "260"],
    ]
    findings: Findings = recognise(workbook(rows))
    assert [one.evidence.shape for one in findings.programs] == ["S6", "S6"]
    assert not findings.evaluations
