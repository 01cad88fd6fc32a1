"""A city's own boxes on its evaluation sheets: printed without a program, and read again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from hoshin.domain.city import City
from hoshin.domain.evaluation_presets import PRESETS
from hoshin.domain.evaluation_sheets import EvaluationAnswer, EvaluationField, FieldKind
from hoshin.domain.evaluations import AuthorRole, Evaluation, SheetKind
from hoshin.domain.periods import fiscal_year
from hoshin.domain.proposals import ProposedAction
from hoshin.importers.document import Document
from hoshin.importers.evaluation_sheets import sheets
from hoshin.importers.propose import propose
from hoshin.importers.readers import read_document
from hoshin.reports.comparing import compare_with_earlier
from hoshin.reports.form_settings import read_form
from hoshin.reports.gathering import gather
from hoshin.reports.papers import make_paper
from tests.contract.made_papers import DAYS, example

MEASURE, PROGRAM, PLAN = "plan-2022.1-1", "p-visitors", "plan-2022"
OWN = (
    EvaluationField(
        id="m.heard", sheet=SheetKind.MEASURE, order=1, part="声", code="heard",
        name="市民の声", kind=FieldKind.CHOICE, options=("◎", "△"), public=True,
    ),
    EvaluationField(
        id="m.cost", sheet=SheetKind.MEASURE, order=2, part="お金", code="cost",
        name="来年ほしい額", kind=FieldKind.MONEY, unit="千円", public=True,
    ),
    EvaluationField(
        id="m.inside", sheet=SheetKind.MEASURE, order=3, part="お金", code="inside",
        name="庁内の話", kind=FieldKind.TEXT, public=False,
    ),
)  # fmt: skip
# What the section says on the usual sheet: five funds, hours, three points and a direction.
FUNDS = {"national": 1_500_000, "prefecture": 0, "bond": 2_000_000, "other": 250_500}
SAID = {"necessity": "高い", "effectiveness": "普通", "efficiency": "低い", "aim": "客が泊まる。"}


def _usual(author: AuthorRole) -> Evaluation:
    return Evaluation(
        id=f"u.{author}",
        plan=PLAN,
        program=PROGRAM,
        year=fiscal_year(2024),
        author_role=author,
        findings=f"{author.value}の検証。",
        direction="継続" if author is AuthorRole.SECTION else "改善",
    )


@cache
def usual_city() -> City:
    """The harbour with the preset sheet, filled in by all five who can evaluate."""
    answers = [
        EvaluationAnswer(id=f"a.{code}", evaluation="u.section", field=f"program.{code}", text=text)
        for code, text in SAID.items()
    ]
    answers += [
        EvaluationAnswer(
            id=f"a.{code}", evaluation="u.section", field=f"program.{code}", amount_yen=yen
        )
        for code, yen in {**FUNDS, "general": 33_000_000}.items()
    ]
    answers.append(
        EvaluationAnswer(
            id="a.time", evaluation="u.section", field="program.staff_time", value=Decimal("812.5")
        )
    )
    return replace(
        example("harbour"),
        evaluation_fields=PRESETS[SheetKind.PROGRAM],
        evaluations=tuple(_usual(one) for one in AuthorRole),
        evaluation_answers=tuple(answers),
    )


@cache
def own_city() -> City:
    """The harbour with boxes of its own for measures, and two who look at one of them."""
    views = tuple(
        Evaluation(
            id=f"m.{author}",
            plan=PLAN,
            element=MEASURE,
            year=fiscal_year(2024),
            author_role=author,
            findings=f"{author.value}の検証です。",
        )
        for author in (AuthorRole.SECTION, AuthorRole.COMMITTEE)
    )
    answers = (
        EvaluationAnswer(id="m.1", evaluation="m.section", field="m.heard", text="△"),
        EvaluationAnswer(id="m.2", evaluation="m.committee", field="m.heard", text="◎"),
        EvaluationAnswer(id="m.3", evaluation="m.section", field="m.cost", amount_yen=1_234_500),
        EvaluationAnswer(id="m.4", evaluation="m.section", field="m.inside", text="言わない話"),
    )
    return replace(
        example("harbour"),
        evaluation_fields=OWN,
        evaluations=(*example("harbour").evaluations[:3], *views),
        evaluation_answers=answers,
    )


def _printed(city: City, form: str) -> Document:
    made = make_paper(read_form(form, {}), gather(city, DAYS["harbour"]), PLAN)
    document = read_document(made.content, "paper.xlsx").document
    assert document is not None
    return document


def _text(document: Document) -> str:
    return "\n".join(line.text for page in document.pages for line in page.lines)


def test_five_funds_hours_and_five_views_are_printed_and_read_again() -> None:
    document = _printed(usual_city(), "program-evaluation")
    (sheet,) = (one for one in sheets(document) if one.program == "観光誘客事業")
    full = [one for one in sheet.checks if one.what == "full-cost"]
    # 812.5 hours at 4,000 yen are 3,250,000 yen.
    assert [(one.computed, one.printed) for one in full] == [(40_000_500, 40_000_500)]
    assert {one.author for one in sheet.answers} == set(AuthorRole)
    proposal = propose(document, usual_city(), plan=PLAN)
    rows = [one for one in proposal.rows if one.table in ("evaluations", "evaluation_answers")]
    assert len(rows) == len(AuthorRole) + len(usual_city().evaluation_answers)
    assert {one.action for one in rows} == {ProposedAction.CONFIRM}
    assert "局は「今後の方向性」を「継続」から「改善」に変えました。" in _text(document)


@pytest.mark.parametrize(
    "sentence", ["港の催しを、雨の日にもひらけるようにします。", "長い言葉" * 7]
)
def test_a_long_answer_is_printed_whole_in_several_rows_and_read_as_one(sentence: str) -> None:
    city = usual_city()
    long = tuple(
        replace(one, text=sentence * 60) if one.id == "a.aim" else one
        for one in city.evaluation_answers
    )
    city = replace(city, evaluation_answers=long)
    made = make_paper(read_form("program-evaluation", {}), gather(city, DAYS["harbour"]), PLAN)
    assert made.warnings == ()
    document = read_document(made.content, "paper.xlsx").document
    assert document is not None
    (aim,) = (row for row in propose(document, city, plan=PLAN).rows if row.row.id == "a.aim")
    assert aim.action is ProposedAction.CONFIRM


def test_boxes_of_a_citys_own_for_measures_are_printed_and_read_again() -> None:
    document = _printed(own_city(), "measure-evaluation")
    text = _text(document)
    assert "1,234.5千円" in text and "市民の声" in text
    # A box that is not public stays inside.
    assert "庁内の話" not in text and "言わない話" not in text
    # What stands on the sheet does not stand among the comments as well.
    assert text.count("sectionの検証です。") == 1
    proposal = propose(document, own_city(), plan=PLAN)
    rows = [one for one in proposal.rows if one.table in ("evaluations", "evaluation_answers")]
    assert {one.row.id for one in rows} == {"m.section", "m.committee", "m.1", "m.2", "m.3"}
    assert {one.action for one in rows} == {ProposedAction.CONFIRM}


def test_a_changed_answer_is_a_change_and_a_box_nobody_knows_goes_to_a_person() -> None:
    document = _printed(own_city(), "measure-evaluation")
    city = own_city()
    answers = tuple(
        replace(one, text="◎") if one.id == "m.1" else one for one in city.evaluation_answers
    )
    proposal = propose(document, replace(city, evaluation_answers=answers), plan=PLAN)
    (changed,) = (one for one in proposal.rows if one.action is ProposedAction.CHANGE)
    assert (changed.row.id, changed.changes[0].proposed) == ("m.1", "△")
    fields = tuple(one for one in OWN if one.id != "m.heard")
    without = replace(
        city, evaluation_fields=fields, evaluation_answers=city.evaluation_answers[2:]
    )
    unknown = [
        one
        for one in propose(document, without, plan=PLAN).left_over
        if one.code == "evaluation-box-unknown"
    ]
    assert len(unknown) == 2 and "市民の声" in unknown[0].sentence_ja


def test_an_answer_printed_otherwise_than_last_time_is_told() -> None:
    old, new = usual_city(), usual_city()
    new = replace(
        new,
        evaluations=tuple(
            replace(one, direction="廃止") if one.id == "u.committee" else one
            for one in new.evaluations
        ),
        evaluation_answers=tuple(
            replace(one, value=Decimal(900)) if one.id == "a.time" else one
            for one in new.evaluation_answers
        ),
    )
    facts = [gather(one, DAYS["harbour"]) for one in (old, new)]
    found = [one for one in compare_with_earlier(*facts) if one.code == "paper-answer-changed"]
    assert len(found) == 2 and {one.place.row_id for one in found} == {PROGRAM}
    assert any("「改善」から「廃止」" in one.sentence_ja for one in found)
    assert any("812.5時間" in one.sentence_ja and "900時間" in one.sentence_ja for one in found)
    assert not list(compare_with_earlier(facts[0], facts[0]))
