"""Evaluation sheets: made in several forms and formats, read back to the last figure, proved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.evaluation_sheets import (
    FORMS,
    RENDERERS,
    Made,
    facts,
    facts_read,
    form_of_rows,
    made,
    scored,
)
from hoshin.domain.programs import BudgetStage
from hoshin.importers.document import Document
from hoshin.importers.evaluation_sheets import left_over, sheets
from hoshin.importers.evaluation_words import Money, chosen, money_of, money_of_path
from hoshin.importers.findings import ValueRole
from hoshin.importers.readers import read_document
from tests.contract import evaluation_form_styles, pdf_layouts, valley_evaluation_forms


def _document(content: bytes, name: str) -> Document:
    reading = read_document(content, name)
    assert reading.document is not None
    return reading.document


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("ending", sorted(RENDERERS))
def test_every_figure_is_read_and_every_sheet_proved(form: str, ending: str) -> None:
    truth = made(12, seed=3)
    document = _document(RENDERERS[ending](truth, FORMS[form]), f"評価.{ending}")
    found = list(sheets(document))
    score, proved = scored(truth, found)
    assert [one.program for one in found] == [one.program for one in truth]
    assert (score.precision, score.recall, proved) == (1.0, 1.0, 12)
    for number, one in enumerate(found, start=1):
        assert one.pages == [number]
        assert one.layers[0][1] == truth[number - 1].policy
        assert all(amount.cell.text for amount in one.amounts)
        assert left_over(document, one) is None


@pytest.mark.parametrize("style", sorted(evaluation_form_styles.STYLES))
@pytest.mark.parametrize("ending", sorted(RENDERERS))
def test_forms_of_other_cities(style: str, ending: str) -> None:
    truth = made(8, seed=5)
    form = evaluation_form_styles.STYLES[style]
    found = list(sheets(_document(RENDERERS[ending](truth, form), f"評価.{ending}")))
    score, proved = scored(truth, found)
    assert (score.precision, score.recall, proved) == (1.0, 1.0, 8)


@pytest.mark.parametrize("style", sorted(valley_evaluation_forms.STYLES))
@pytest.mark.parametrize("ending", sorted(RENDERERS))
def test_forms_of_a_city_in_the_valleys(style: str, ending: str) -> None:
    truth = made(6, seed=9)
    form = valley_evaluation_forms.STYLES[style]
    found = list(sheets(_document(RENDERERS[ending](truth, form), f"評価.{ending}")))
    assert [one.program for one in found] == [one.program for one in truth]
    assert all(one.is_proved for one in found)
    for sheet, one in zip(truth, found, strict=True):
        wanted, read = facts(sheet), facts_read(one)
        # The rate of achievement is printed besides; funds-across prints no cost with the staff's.
        assert {fact[2] for fact in read - wanted} <= {"achievement"}
        assert {fact[0] for fact in wanted - read} <= {Money.FULL_COST.value}
        assert wanted <= read or style == "funds-across"


def test_the_word_of_a_sum_is_left_where_the_figures_do_not_say_which() -> None:
    truth = made(1)[0]
    money = {**truth.money, Money.TOTAL: (1, 2, 3)}
    form = valley_evaluation_forms.STYLES["funds-across"]
    content = RENDERERS["xlsx"]([replace(truth, money=money)], form)
    (one,) = sheets(_document(content, "評価.xlsx"))
    assert not one.is_proved
    assert Money.TOTAL not in {amount.kind for amount in one.amounts}


def test_the_stage_is_what_the_head_says() -> None:
    truth = made(1)
    document = _document(RENDERERS["pdf"](truth, FORMS["columns"]), "評価.pdf")
    (sheet,) = sheets(document)
    stages = {amount.year.period.code: amount.stage for amount in sheet.amounts}
    assert stages == {
        "FY2022": BudgetStage.OUTTURN,
        "FY2023": BudgetStage.OUTTURN,
        "FY2024": BudgetStage.INITIAL,
    }


def _with_a_wrong_total(sheet: Made) -> Made:
    first, second, third = sheet.money[Money.TOTAL]
    return replace(sheet, money={**sheet.money, Money.TOTAL: (first, second + 1, third)})


@pytest.mark.parametrize("ending", sorted(RENDERERS))
def test_a_sheet_whose_sums_do_not_agree_goes_to_a_person(ending: str) -> None:
    truth = made(3)
    truth[1] = _with_a_wrong_total(truth[1])
    document = _document(RENDERERS[ending](truth, form_of_rows), f"評価.{ending}")
    found = list(sheets(document))
    assert [one.is_proved for one in found] == [True, False, True]
    left = left_over(document, found[1])
    assert left is not None and left.code == "evaluation-sheet-sum"
    assert "令和5年度" in left.sentence_ja and truth[1].program in left.sentence_ja
    assert left.evidence.page == 2


def test_sheets_stacked_in_one_worksheet() -> None:
    truth = made(3, seed=11)
    single = [form_of_rows(one)[1] for one in truth]
    stacked = lambda _: (6, [row for form in single for row in form])  # noqa: E731
    document = _document(RENDERERS["xlsx"](truth[:1], stacked), "評価.xlsx")
    found = list(sheets(document))
    score, proved = scored(truth, found)
    assert (len(found), proved) == (3, 3)
    assert (score.precision, score.recall) == (1.0, 1.0)


def test_a_sheet_that_goes_on_over_a_page() -> None:
    body = """
#table(columns: 4, [事業名], table.cell(colspan: 3)[地下水保全事業],
[施策], table.cell(colspan: 3)[水と緑の保全])
#pagebreak()
#table(columns: 4, [事業費の推移(千円)], [令和4年度決算], [令和5年度決算], [令和6年度予算],
[国庫支出金], [100], [―], [300], [一般財源], [1,000], [2,000], [3,000],
[事業費計], [1,100], [2,000], [3,300])
#pagebreak()
= 第2章 資料編
本文だけのページである。
"""
    document = _document(pdf_layouts.compiled(body, size=10), "評価.pdf")
    (sheet,) = sheets(document)
    assert sheet.pages == [1, 2] and sheet.is_proved
    amount = sheet.amount(Money.GENERAL, "FY2023")
    assert amount is not None and amount.yen == 2_000_000
    missing = sheet.amount(Money.NATIONAL, "FY2023")
    assert missing is not None and missing.yen is None


def _with_a_row_for_each_stage(general: str) -> Document:
    body = f"""
#table(columns: 4, [事業名], table.cell(colspan: 3)[市民活動の支援],
[事業費（単位：千円）], [], [令和5年度], [令和6年度],
table.cell(rowspan: 2)[予算・決算], [当初予算], [1,000], [3,300], [決算], [1,100], [],
table.cell(rowspan: 2)[財源内訳], [国庫支出金], [100], [300], [一般財源], [{general}], [3,000],
[指標名], [実績値], [目標値], [達成度],
[登録した団体の数], [令和5年度 40団体], [令和8年度 50団体], [80%])
"""
    return _document(pdf_layouts.compiled(body, size=10), "評価.pdf")


def test_funds_are_of_the_stage_to_whose_total_they_add_up() -> None:
    (sheet,) = sheets(_with_a_row_for_each_stage("1,000"))
    assert sheet.program == "市民活動の支援" and sheet.is_proved
    funds = {
        (one.year.period.code, one.stage, one.yen)
        for one in sheet.amounts
        if one.kind is Money.GENERAL
    }
    assert funds == {
        ("FY2023", BudgetStage.OUTTURN, 1_000_000),
        ("FY2024", BudgetStage.INITIAL, 3_000_000),
    }


def test_funds_of_no_stage_go_to_a_person() -> None:
    document = _with_a_row_for_each_stage("950")
    (sheet,) = sheets(document)
    left = left_over(document, sheet)
    assert (
        left is not None and "1,050,000円" in left.sentence_ja and "1,100,000円" in left.sentence_ja
    )


def test_indicators_whose_columns_are_roles() -> None:
    (sheet,) = sheets(_with_a_row_for_each_stage("1,000"))
    (indicator,) = sheet.indicators
    assert (indicator.name, indicator.unit, indicator.by_year) == (
        "登録した団体の数",
        "団体",
        False,
    )
    assert [(one.role, one.year.period.code, one.value.number) for one in indicator.values] == [
        (ValueRole.ACTUAL, "FY2023", 40),
        (ValueRole.GOAL, "FY2026", 50),
        (ValueRole.ACHIEVEMENT, "FY2023", 80),
    ]


def test_a_list_of_programs_is_no_evaluation_sheet() -> None:
    body = """
#table(columns: 4, [No.], [事業名], [担当課], [予算額(千円)],
[1], [地下水保全事業], [水保全課], [1,000], [2], [図書館運営費], [図書館], [2,000])
"""
    assert not list(sheets(_document(pdf_layouts.compiled(body), "一覧.pdf")))


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("国庫支出金", Money.NATIONAL),
        ("①県支出金（千円）", Money.PREFECTURE),
        ("市債", Money.BOND),
        ("その他特定財源", Money.OTHER),
        ("(5) 一般財源", Money.GENERAL),
        ("事業費計（A）", Money.TOTAL),
        ("人件費計(B)(千円)", Money.STAFF_COST),
        ("トータルコスト(A)+(B)", Money.FULL_COST),
        ("総コスト C=A+B", Money.FULL_COST),
        ("延べ業務時間", Money.STAFF_HOURS),
        ("正規職員数", Money.STAFF_COUNT),
        ("地下水保全事業", None),
        ("事業の概要", None),
    ],
)
def test_labels_of_money(label: str, kind: Money | None) -> None:
    assert money_of(label) is kind


def test_a_bare_sum_belongs_to_its_group() -> None:
    assert money_of_path(("財源内訳", "計")) is Money.TOTAL
    assert money_of_path(("人件費", "計")) is Money.STAFF_COST
    assert money_of_path(("成果", "計")) is None


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("□拡充 ■維持 □縮小", "維持"),
        ("☑ 拡充　☐ 維持", "拡充"),
        ("拡充 維持○ 縮小", "維持"),
        ("○拡充・維持", "拡充・維持"),
        ("□拡充 □維持", ""),
        ("見直しの上で継続", "見直しの上で継続"),
    ],
)
def test_what_is_ticked(text: str, taken: str) -> None:
    assert chosen(text) == taken
