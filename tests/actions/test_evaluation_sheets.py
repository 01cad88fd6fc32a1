"""Evaluation sheets of programs: asked for, written from each view, answered for, kept apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hoshin.domain.evaluations import AuthorRole, SheetKind
from tests.actions.round_of_harbour import (
    NOW,
    OTHER_SECTION,
    SECTION,
    TODAY,
    actor,
    value_item,
)

PROGRAM = "p-visitors"
SECTION_VIEW = {
    "purpose": "港を訪れる人が増える。",
    "national": "0",
    "general": "35,980,000",
    "staff_time": "1.5",
    "residents": "はい",
    "answer_to_last_year": "夜の催しを二回ひらいた。一回は台風で中止した。",
    "findings": "客は増えた。",
    "direction": "拡大",
    "improvement": "泊まる客への案内を始める。",
    "memo": "警備の費用は未定。",
}
BUREAU_VIEW = {"findings": "一人が使う額が伸びていない。", "direction": "見直し"}


def _ask(*views: AuthorRole, sheet: SheetKind = SheetKind.PROGRAM, **more: Any) -> int:
    from hoshin.actions.requesting import request_evaluations
    from hoshin.storage.models import Round

    chosen = views or (AuthorRole.SECTION, AuthorRole.BUREAU, AuthorRole.COMMITTEE)
    given = {"sheet": sheet, "views": chosen, "now": NOW} | more
    return request_evaluations(actor("planner"), Round.objects.get().pk, **given)


def _item(view: str) -> Any:
    from hoshin.storage.models import WorkItem

    return WorkItem.objects.get(program=PROGRAM, author_role=view)


def _write(role: str, view: str, content: dict[str, str]) -> Any:
    from hoshin.actions.entering import write_evaluation

    item = _item(view)
    return write_evaluation(actor(role), item.pk, version=item.version, content=content, now=NOW)


def _approve(role: str, view: str) -> Any:
    from hoshin.actions.approving import approve

    item = _item(view)
    return approve(actor(role), item.pk, version=item.version, now=NOW)


def _problems(role: str, view: str, content: dict[str, str]) -> list[tuple[str, str]]:
    from hoshin.actions.refusals import IllFormedInputError

    with pytest.raises(IllFormedInputError) as refused:
        _write(role, view, content)
    return [(one.code, one.place.column) for one in refused.value.problems]


def test_every_listed_program_is_due_once_for_each_view(in_round: str) -> None:
    made = _ask()
    from hoshin.storage.models import WorkItem

    items = WorkItem.objects.exclude(program=None)
    programs = set(items.values_list("program", flat=True))
    # The frame that only holds other programs is evaluated with none of them.
    assert len(programs) == 11 and "p-future" not in programs
    assert made == items.count() == 33
    assert _item("section").organisation_id == "section-tourism"
    assert _item("section").due_on < _item("bureau").due_on < _item("committee").due_on
    assert _ask() == 0


def test_a_sheet_is_due_on_the_day_that_everybody_was_granted(in_round: str) -> None:
    from hoshin.actions.rounds import extend_deadline
    from hoshin.storage.models import Round

    for days in (90, 60):
        extend_deadline(
            actor("planner"), round_id=Round.objects.get().pk, reason="調査の遅れ",
            due_on=TODAY + timedelta(days=days), now=NOW - timedelta(hours=days),
        )  # fmt: skip
    _ask()
    assert _item("section").due_on == TODAY + timedelta(days=60)


def test_more_time_for_the_sections_is_none_for_the_views_above(in_round: str) -> None:
    from hoshin.actions.rounds import extend_deadline
    from hoshin.domain.cycle import Step
    from hoshin.storage.models import Round

    _ask()
    before = _item("bureau").due_on
    for step, days in ((Step.ENTER, 30), (Step.CHECK, 40)):
        assert _item("bureau").due_on == before
        extend_deadline(
            actor("planner"), round_id=Round.objects.get().pk, reason="調査の遅れ",
            step=step, due_on=TODAY + timedelta(days=days), now=NOW,
        )  # fmt: skip
    assert _item("section").due_on == TODAY + timedelta(days=30)
    assert _item("bureau").due_on == TODAY + timedelta(days=40)


def test_a_sheet_asked_for_later_takes_what_its_office_was_granted(in_round: str) -> None:
    from hoshin.actions.rounds import extend_deadline
    from hoshin.domain.cycle import Step
    from hoshin.storage.models import Organisation, Round, WorkItem

    bureau = Organisation.objects.get(pk=SECTION).parent_id
    for office, step, days in (
        (bureau, Step.ENTER, 40),
        (SECTION, Step.ENTER, 70),
        (bureau, Step.CHECK, 80),
        (OTHER_SECTION, Step.ENTER, 90),
    ):
        extend_deadline(
            actor("planner"), round_id=Round.objects.get().pk, reason="調査の遅れ",
            organisation_id=office, step=step, due_on=TODAY + timedelta(days=days), now=NOW,
        )  # fmt: skip
    _ask()
    sheets = WorkItem.objects.exclude(program=None)

    def days_of(view: str, **of: Any) -> set[int]:
        found = sheets.filter(author_role=view, **of).values_list("due_on", flat=True)
        return {(one - TODAY).days for one in found}

    # What was granted to the section goes before what its bureau was granted earlier.
    assert days_of("section", organisation=SECTION) == {70}
    assert days_of("bureau", organisation=SECTION) == {80}
    assert days_of("section", organisation=OTHER_SECTION) == {90}
    assert days_of("section", organisation="section-business") == {40}
    others = sheets.filter(organisation="section-port")
    assert days_of("section", pk__in=others).isdisjoint({40, 70, 90})
    # The committee's step was granted to nobody.
    assert days_of("committee", organisation=SECTION) == days_of("committee", pk__in=others)


def test_what_everybody_was_granted_last_goes_before_what_an_office_was(in_round: str) -> None:
    from hoshin.actions.rounds import extend_deadline
    from hoshin.storage.models import Round

    for office, days in ((SECTION, 70), (None, 50)):
        extend_deadline(
            actor("planner"), round_id=Round.objects.get().pk, reason="調査の遅れ",
            organisation_id=office, due_on=TODAY + timedelta(days=days), now=NOW,
        )  # fmt: skip
    _ask()
    assert _item("section").due_on == TODAY + timedelta(days=50)


def test_an_item_given_to_an_office_takes_what_it_was_granted(in_round: str) -> None:
    from hoshin.actions.rounds import assign, extend_deadline

    item = value_item()
    for office, days in ((OTHER_SECTION, 80), ("section-port", -1)):
        extend_deadline(
            actor("planner"), round_id=item.round_id, reason="調査の遅れ",
            organisation_id=office, due_on=TODAY + timedelta(days=days), now=NOW,
        )  # fmt: skip
    for office in (OTHER_SECTION, "section-port", None):
        item.refresh_from_db()
        assign(actor("planner"), item.pk, version=item.version, organisation_id=office, now=NOW)
        item.refresh_from_db()
        assert item.due_on == TODAY + timedelta(days=80)


def test_no_sheet_is_late_when_it_is_asked_for(in_round: str) -> None:
    from hoshin.storage.models import Deadline

    Deadline.objects.filter(step="enter").update(summary_due_on=date(2025, 8, 7))
    # A Friday long after the round's days: 27 working days lie from 1 July to 7 August.
    _ask(now=datetime(2026, 11, 20, 1, 0, tzinfo=UTC))
    assert _item("section").due_on == date(2027, 1, 4)
    assert _item("section").due_on < _item("bureau").due_on < _item("committee").due_on


def test_only_the_programs_below_an_element_are_asked_for(in_round: str) -> None:
    assert _ask(AuthorRole.SECTION, element_id="plan-2022.4") == 3


def test_a_measure_gets_the_views_that_it_does_not_have_yet(in_round: str) -> None:
    before = _ask(AuthorRole.SECTION, sheet=SheetKind.MEASURE)
    assert before == 0
    assert _ask(AuthorRole.PLANNER, sheet=SheetKind.MEASURE) > 0


def test_what_was_promised_must_be_answered(in_round: str) -> None:
    _ask()
    content = {name: text for name, text in SECTION_VIEW.items() if name != "answer_to_last_year"}
    assert _problems("officer", "section", content) == [
        ("promise-unanswered", "answer_to_last_year")
    ]
    assert _write("officer", "section", SECTION_VIEW).state == "submitted"


def test_without_a_promise_no_answer_is_asked_for(in_round: str) -> None:
    from hoshin.actions.sheets import promises_to
    from hoshin.storage.models import Evaluation, EvaluationAnswer

    _ask()
    assert [one.direction for one in promises_to(_item("section"))] == [
        "このまま",
        "見直し",
        "見直し",
    ]
    Evaluation.objects.filter(program=PROGRAM).update(direction="", direction_en="")
    EvaluationAnswer.objects.filter(evaluation__program=PROGRAM).delete()
    content = {name: text for name, text in SECTION_VIEW.items() if name != "answer_to_last_year"}
    assert _write("officer", "section", content).state == "submitted"


@pytest.mark.parametrize(
    ("box", "typed", "code"),
    [
        ("purpose", "", "box-empty"),
        ("national", "", "box-empty"),
        ("general", "三千万", "not-a-number"),
        ("general", "0.5", "not-whole-yen"),
        ("general", "-1", "negative-not-possible"),
        ("general", "9" * 30, "not-whole-yen"),
        ("staff_time", "-1", "negative-not-possible"),
        ("direction", "拡充", "not-a-choice"),
        ("direction", "<script>", "not-a-choice"),
        ("residents", "yes", "not-a-choice"),
    ],
)
def test_what_does_not_fit_a_box_is_said_beside_it(
    in_round: str, box: str, typed: str, code: str
) -> None:
    _ask()
    assert _problems("officer", "section", SECTION_VIEW | {box: typed}) == [(code, box)]


def test_a_box_of_another_view_is_refused(in_round: str) -> None:
    _ask()
    assert _problems("bureau_coordinator", "bureau", BUREAU_VIEW | {"general": "1"}) == [
        ("unknown-field", "general")
    ]


def test_views_stand_apart_and_nobody_overwrites_another(in_round: str) -> None:
    from hoshin.actions.refusals import NotAllowedError
    from hoshin.storage.models import Evaluation
    from hoshin.storage.plan import load_plan

    _ask()
    _write("officer", "section", SECTION_VIEW)
    for role, view in (("bureau_coordinator", "section"), ("committee_member", "bureau")):
        with pytest.raises(NotAllowedError):
            _write(role, view, BUREAU_VIEW)
    _approve("section_chief", "section")
    _write("bureau_coordinator", "bureau", BUREAU_VIEW)
    with pytest.raises(NotAllowedError):
        _approve("section_chief", "bureau")
    _approve("planner", "bureau")
    _write("committee_member", "committee", BUREAU_VIEW | {"direction": "終了"})
    _approve("planner", "committee")
    found = Evaluation.objects.filter(program=PROGRAM, year="FY2024").order_by("position")
    assert [(one.author_role, one.direction, one.direction_en) for one in found] == [
        ("section", "拡大", "expand"),
        ("bureau", "見直し", "rethink"),
        ("committee", "終了", "finish"),
    ]
    assert found[0].answer_to_last_year == SECTION_VIEW["answer_to_last_year"]
    assert found[0].element_id is None
    answers = {one.field_id: one for one in found[0].answers.all()}
    assert answers["program.general"].amount_yen == 35_980_000
    assert answers["program.national"].amount_yen == 0
    assert answers["program.staff_time"].value == Decimal("1.5")
    assert (answers["program.residents"].text, answers["program.residents"].text_en) == (
        "はい",
        "yes",
    )
    city = load_plan()
    own = found[0].pk
    assert {one.evaluation for one in city.evaluation_answers} >= {own}


def test_internal_boxes_are_not_published(in_round: str) -> None:
    from hoshin.domain.publication import public_part
    from hoshin.storage.plan import load_plan

    _ask()
    _write("officer", "section", SECTION_VIEW)
    _approve("section_chief", "section")
    city = load_plan()
    assert SECTION_VIEW["memo"] in {one.text for one in city.evaluation_answers}
    shown = public_part(city)
    assert SECTION_VIEW["memo"] not in {one.text for one in shown.evaluation_answers}
    assert "program.memo" not in {one.id for one in shown.evaluation_fields}
    assert public_part(shown) == shown
    money = {"national", "general", "staff_time"}
    partly = tuple(
        replace(one, public=one.public and one.code != "national") for one in city.evaluation_fields
    )
    without = public_part(replace(city, evaluation_fields=partly))
    assert money <= {one.code for one in shown.evaluation_fields}
    assert not money & {one.code for one in without.evaluation_fields}
    assert {one.id for one in without.evaluation_answers} < {
        one.id for one in shown.evaluation_answers
    }
    closed = tuple(replace(one, public=one.code != "findings") for one in city.evaluation_fields)
    quiet = public_part(replace(city, evaluation_fields=closed))
    assert {one.findings for one in quiet.evaluations if one.program} == {""}
    assert all(one.findings for one in quiet.evaluations if one.targets)


def test_a_city_without_a_sheet_of_its_own_uses_the_preset_and_then_holds_it(
    in_round: str,
) -> None:
    from hoshin.domain.evaluation_presets import PRESETS
    from hoshin.storage.models import Evaluation, EvaluationAnswer, EvaluationField
    from hoshin.storage.plan import load_plan

    EvaluationAnswer.objects.all().delete()
    EvaluationField.objects.all().delete()
    Evaluation.objects.filter(program=PROGRAM).delete()
    _ask()
    funds = dict.fromkeys(("national", "prefecture", "bond", "other"), "0")
    content = {
        **funds,
        "subject": "観光客",
        "aim": "また来たくなる。",
        "general": "35,980",
        "staff_time": "1,200",
        "necessity": "高い",
        "effectiveness": "普通",
        "efficiency": "低い",
        "findings": "客は増えた。",
        "direction": "改善",
    }
    _write("officer", "section", content)
    _approve("section_chief", "section")
    assert load_plan().evaluation_fields == PRESETS[SheetKind.PROGRAM]
    # What is typed in thousands of yen is kept in whole yen.
    assert EvaluationAnswer.objects.get(field="program.general").amount_yen == 35_980_000


def test_a_correction_replaces_the_answers_and_needs_the_whole_sheet(in_round: str) -> None:
    from hoshin.actions.correcting import correct
    from hoshin.actions.refusals import IllFormedInputError
    from hoshin.storage.models import Evaluation

    _ask()
    _write("officer", "section", SECTION_VIEW)
    item = _approve("section_chief", "section")
    planner = actor("planner")
    for content in (BUREAU_VIEW, SECTION_VIEW | {"general": ""}):
        with pytest.raises(IllFormedInputError):
            correct(planner, item.pk, version=item.version, content=content, reason="誤り", now=NOW)
    changed = SECTION_VIEW | {"general": "35,990,000", "memo": ""}
    correct(planner, item.pk, version=item.version, content=changed, reason="写し間違い", now=NOW)
    found = Evaluation.objects.get(program=PROGRAM, year="FY2024", author_role="section")
    assert found.answers.get(field="program.general").amount_yen == 35_990_000
    assert not found.answers.filter(field="program.memo").exists()


def test_those_whose_view_it_is_are_reminded_of_it(in_round: str) -> None:
    from hoshin.actions.reminding import remind
    from hoshin.storage.models import Round, WorkItem

    _ask()
    WorkItem.objects.exclude(program=PROGRAM).delete()
    WorkItem.objects.update(due_on=TODAY)
    sent = remind(actor("planner"), Round.objects.get().pk, now=NOW).sent
    found = {(one.rung, one.address.partition("@")[0]) for one in sent}
    assert found == {
        ("section", "officer"),
        ("section", "section_chief"),
        ("bureau", "bureau_coordinator"),
        ("planner", "planner"),
    }


def test_a_folder_with_two_answers_in_one_box_is_refused(
    blank_workplace: str, harbour: Path
) -> None:
    from hoshin.actions.actor import Actor, Way
    from hoshin.actions.loading import load_city
    from hoshin.actions.refusals import NotNowError
    from hoshin.exchange.folder import read_folder
    from hoshin.storage.plan import has_plan

    city = read_folder(harbour).city
    assert city is not None
    again = replace(city.evaluation_answers[0], id="again")
    twice = replace(city, evaluation_answers=(*city.evaluation_answers, again))
    with pytest.raises(NotNowError) as refused:
        load_city(Actor(None, Way.COMMAND), twice, now=NOW)
    assert refused.value.problem.code == "evaluation-answer-twice"
    assert not has_plan()
