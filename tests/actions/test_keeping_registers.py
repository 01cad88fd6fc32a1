"""Registers kept by the planner: pledges with their states, errors of documents with their end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.actions.round_of_harbour import NOW, TODAY, actor

NEW = {"manifesto": "市長公約2025", "number": "4", "name": "島の診療所を残す", "pledged": "2025-04"}
STATE = {"progress": "under_way", "stated_on": "2025-07-01", "reason": "医師が決まった。"}


def _pledge(content: dict[str, str] | None = None, **more: Any) -> Any:
    from hoshin.actions.keeping_pledges import keep_pledge

    return keep_pledge(
        actor("planner"), content=NEW if content is None else content, now=NOW, **more
    )


def _state(pledge_id: str, **changes: str) -> Any:
    from hoshin.actions.keeping_pledges import state_pledge

    return state_pledge(actor("planner"), pledge_id, content=STATE | changes, now=NOW)


def _error(row: str = "plan-2022.visitors", **more: Any) -> Any:
    from hoshin.actions.keeping_errors import record_error

    content = {"printed": "91.3%", "corrected": "93.1%", "explanation": "数字が入れ替わっている。"}
    return record_error(
        actor("planner"), row, content=content | more.pop("content", {}), now=NOW, **more
    )


def _fields(refused: Any) -> list[tuple[str, str]]:
    return [(one.code, one.place.column) for one in refused.value.problems]


def _city() -> Any:
    from hoshin.storage.plan import load_plan

    return load_plan()


def test_a_pledge_is_linked_to_measures_of_any_plan(in_round: str) -> None:
    from hoshin.domain.registers import latest_states

    made = _pledge(elements=("plan-2022.2-2", "strategy-2022.1-2"))
    assert (made.plan, made.element) == ("plan-2022", "plan-2022.2-2")
    assert made.other_elements == ("strategy-2022.1-2",)
    changed = _pledge(
        NEW | {"name_en": "Keep the island's clinic"},
        pledge_id=made.id,
        elements=("plan-2022.2-3",),
    )
    assert changed.elements == ("plan-2022.2-3",)
    _state(made.id)
    _state(made.id, progress="achieved", stated_on="2025-07-09", reason="開いた。")
    city = _city()
    assert city.pledges[-1] == changed
    assert latest_states(city.pledge_states)[made.id].progress == "achieved"


def test_registers_go_out_with_the_folder_and_come_back(in_round: str, tmp_path: Path) -> None:
    from hoshin.actions.keeping_errors import mend_error
    from hoshin.exchange.folder import read_folder, write_folder

    made = _pledge(elements=("plan-2022.2-2", "strategy-2022.1-2"))
    _state(made.id, reason_en="A doctor was found.")
    error = _error(content={"known_since": "2025-07-01", "effect": "withhold"})
    mending = {"mended_on": "2025-07-10", "mending": "正誤表が出た。", "mending_en": "Corrected."}
    mend_error(actor("planner"), error.id, content=mending, now=NOW)
    city = _city()
    assert len(city.known_errors) == 1 and city.known_errors[0].mended_on == TODAY
    write_folder(city, tmp_path / "city")
    assert read_folder(tmp_path / "city").city == city


def test_a_pledge_that_is_not_whole_is_refused_field_by_field(in_round: str) -> None:
    from hoshin.actions.refusals import IllFormedInputError

    with pytest.raises(IllFormedInputError) as refused:
        _pledge({"name": " ", "pledged": "いつか"}, elements=("nowhere",))
    assert _fields(refused) == [
        ("text-empty", "manifesto"),
        ("text-empty", "name"),
        ("period-not-read", "pledged"),
        ("no-such-element", "elements"),
    ]
    with pytest.raises(IllFormedInputError) as refused:
        _state("pledge-1", progress="", stated_on="2025-07-11", reason="")
    assert [field for _, field in _fields(refused)] == ["progress", "stated_on", "reason"]


def test_a_state_is_taken_back_and_stays_on_record(in_round: str) -> None:
    from hoshin.actions.keeping_pledges import take_back_state
    from hoshin.storage.models import AuditEvent

    before = _city().pledge_states
    state = _state("pledge-1")
    assert take_back_state(actor("planner"), state.id, now=NOW) == "pledge-1"
    assert _city().pledge_states == before
    last = AuditEvent.objects.order_by("-number").first()
    assert last is not None and last.details["reason"] == STATE["reason"]


def test_only_what_was_entered_by_mistake_is_removed(in_round: str) -> None:
    from hoshin.actions.keeping_pledges import remove_pledge, take_back_state
    from hoshin.actions.refusals import NotNowError

    made = _pledge()
    state = _state(made.id)
    for pledge_id, code in (("pledge-1", "record-of-a-document"), (made.id, "pledge-has-states")):
        with pytest.raises(NotNowError) as refused:
            remove_pledge(actor("planner"), pledge_id, now=NOW)
        assert refused.value.problem.code == code
    take_back_state(actor("planner"), state.id, now=NOW)
    remove_pledge(actor("planner"), made.id, now=NOW)
    assert made.id not in {one.id for one in _city().pledges}
    # The audit trail goes on naming it, so that another pledge gets another id.
    assert _pledge().id != made.id


def test_what_was_changed_elsewhere_is_not_overwritten(in_round: str) -> None:
    from hoshin.actions.refusals import NotNowError
    from hoshin.actions.register_forms import seen_of

    made = _pledge()
    seen = seen_of(made)
    _pledge(NEW | {"name": "別の窓"}, pledge_id=made.id, seen=seen)
    with pytest.raises(NotNowError) as refused:
        _pledge(NEW | {"name": "この窓"}, pledge_id=made.id, seen=seen)
    assert refused.value.problem.code == "record-changed-meanwhile"
    assert _city().pledges[-1].name == "別の窓"


def test_an_error_withholds_until_it_is_mended_and_again_when_that_is_taken_back(
    in_round: str,
) -> None:
    from hoshin.actions.keeping_errors import correct_error, mend_error, reopen_error
    from hoshin.engine.achievement import evaluate
    from hoshin.engine.formulas import NotComputable

    def withheld() -> bool:
        judged = {one.target.id: one for one in evaluate(_city(), TODAY)}
        return judged["plan-2022.visitors"].not_computable is NotComputable.WITHHELD

    planner = actor("planner")
    error = _error()
    assert not withheld()
    correct_error(
        planner,
        error.id,
        now=NOW,
        content={"explanation": "判定に使えない。", "effect": "withhold"},
    )
    assert withheld()
    mend_error(
        planner, error.id, now=NOW, content={"mended_on": str(TODAY), "mending": "正誤表が出た。"}
    )
    assert not withheld()
    reopen_error(planner, error.id, now=NOW)
    assert withheld()


def test_a_noticed_error_is_a_problem_of_the_city_until_it_is_mended(in_round: str) -> None:
    from hoshin.actions.keeping_errors import mend_error
    from hoshin.engine.checks import check

    def found() -> list[tuple[str, bool]]:
        codes = ("noticed-error", "known-error-cured")
        return [(one.code, one.known) for one in check(_city(), TODAY) if one.code in codes]

    error = _error()
    assert found() == [("noticed-error", True)]
    content = {"mended_on": str(TODAY), "mending": "正誤表が出た。"}
    mend_error(actor("planner"), error.id, now=NOW, content=content)
    assert found() == []


def test_an_error_that_is_not_whole_is_refused(in_round: str) -> None:
    from hoshin.actions.keeping_errors import correct_error, mend_error
    from hoshin.actions.refusals import IllFormedInputError, NotFoundError, NotNowError

    with pytest.raises(NotNowError) as about_nothing:
        _error("no-such-row")
    assert about_nothing.value.problem.code == "error-about-nothing"
    with pytest.raises(NotNowError):
        _error(code="no-such-problem")
    with pytest.raises(IllFormedInputError) as refused:
        tomorrow = str(TODAY + timedelta(days=1))
        _error(content={"explanation": "", "known_since": tomorrow, "effect": "perhaps"})
    assert _fields(refused) == [
        ("day-to-come", "known_since"),
        ("text-empty", "explanation"),
        ("not-a-choice", "effect"),
    ]
    _error(code="unit-dimension")
    with pytest.raises(NotNowError) as twice:
        _error(code="unit-dimension")
    assert twice.value.problem.code == "error-on-record"
    error = _error()
    with pytest.raises(IllFormedInputError) as refused:
        mend_error(actor("planner"), error.id, content={"mended_on": "きのう"}, now=NOW)
    assert _fields(refused) == [("not-a-day", "mended_on"), ("text-empty", "mending")]
    done = {"mended_on": str(TODAY), "mending": "正誤表が出た。"}
    mend_error(actor("planner"), error.id, content=done, now=NOW)
    with pytest.raises(NotNowError) as closed:
        correct_error(actor("planner"), error.id, content={"explanation": "x"}, now=NOW)
    assert closed.value.problem.code == "error-is-mended"
    with pytest.raises(NotFoundError):
        correct_error(actor("planner"), "none", content={"explanation": "x"}, now=NOW)


def test_an_approved_change_of_a_target_is_a_revision_of_the_folder(in_round: str) -> None:
    from hoshin.actions.targets import approve_target_change, change_target
    from hoshin.engine.checks import check
    from hoshin.storage.models import Person, RoleGrant

    second = Person.objects.create(username="planner2", name="second planner")
    RoleGrant.objects.create(
        person=second, role="planner", valid_from=TODAY - timedelta(days=9), granted_at=NOW
    )
    from hoshin.actions.actor import Actor

    for goal, reason in (("46.0", "対象者の数え方が変わった。"), ("47.0", "もう一度見直した。")):
        change = change_target(
            actor("planner"),
            "plan-2022.checkups",
            changes={"goal_value": goal, "goal_period": "FY2027"},
            reason=reason,
            reason_en="Counted anew.",
            now=NOW,
        )
        approve_target_change(Actor(second), change.pk, now=NOW)
    city = _city()
    rows = [one for one in city.target_revisions if one.revision > 1]
    assert [(one.revision, one.field, one.before, one.after) for one in rows] == [
        (2, "goal_value", "45.0", "46.0"),
        (2, "goal_period", "FY2026", "FY2027"),
        (3, "goal_value", "46.0", "47.0"),
    ]
    first = rows[0]
    assert (first.decided_on, first.approver, first.approver_en) == (TODAY, "企画担当", "planner")
    assert (first.reason, first.reason_en) == ("対象者の数え方が変わった。", "Counted anew.")
    assert first.rate_without is not None and first.rate_with is not None
    assert first.rate_without > first.rate_with
    assert not [one for one in check(city, TODAY) if one.code == "revision-not-in-force"]
