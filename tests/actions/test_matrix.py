"""Every verb × every role, on both databases: who may does it on record, else nothing changes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hoshin.domain.roles import Role
from tests.actions.layouts_of_harbour import LAYOUT
from tests.actions.round_of_harbour import (
    NOW,
    OTHER_SECTION,
    SECTION,
    TODAY,
    actor,
    approved,
    submitted,
    value_item,
)


@dataclass
class Deed:
    """One verb, ready to be done: what it needs was made, who tries it comes last."""

    do: Callable[[Any], Any]
    kept: Callable[[], Any] = field(default=lambda: None)


def _of_item(item: Any, function: Callable[..., Any], **given: Any) -> Deed:
    def state() -> Any:
        item.refresh_from_db()
        return (item.version, item.state)

    return Deed(lambda who: function(who, item.pk, version=item.version, now=NOW, **given), state)


def _deeds(role: Role) -> dict[str, Callable[[], Deed]]:
    from hoshin.actions import (
        approving,
        attaching,
        correcting,
        declaring_boxes,
        entering,
        handing_over,
        keeping_errors,
        keeping_forms,
        keeping_layouts,
        keeping_pledges,
        keeping_search_words,
        loading,
        people,
        reminding,
        requesting,
        rounds,
        targets,
        tokens,
        uploading,
        workbooks,
    )
    from hoshin.domain.city import City
    from hoshin.domain.evaluations import AuthorRole, SheetKind
    from hoshin.domain.periods import fiscal_year
    from hoshin.domain.proposals import Proposal
    from hoshin.storage.models import Person, RoleGrant, Round, WorkItem

    def the_round() -> int:
        return Round.objects.get().pk

    def somebody() -> int:
        return Person.objects.get(username="auditor").pk

    def evaluation() -> Any:
        view = _VIEWS.get(role, "section")
        return WorkItem.objects.filter(author_role=view, organisation=SECTION).first()

    def own_grant(who: Any) -> int:
        return RoleGrant.objects.get(person=who.person).pk

    def frozen() -> int:
        return rounds.freeze(actor("planner"), the_round(), with_gaps=True, now=NOW).pk

    def proposed() -> int:
        chief = actor("section_chief")
        changes = {"goal_value": "130"}
        return targets.change_target(chief, _TARGET, changes=changes, reason="a", now=NOW).pk

    def uploaded() -> int:
        planner = actor("planner")
        given = {"name": "計画.pdf", "content": b"%PDF", "now": NOW}
        return uploading.upload_document(planner, **given).upload.pk

    year = TODAY + timedelta(days=300)
    return {
        "save_draft": lambda: _of_item(value_item(), entering.save_draft, content={"value": "1"}),
        "submit": lambda: _of_item(
            value_item(), entering.submit_observation, content={"value": "105"}
        ),
        "withdraw": lambda: _of_item(submitted(), entering.withdraw),
        "return": lambda: _of_item(submitted(), approving.return_, note="桁を見てください"),
        "check": lambda: _of_item(submitted(), approving.check),
        "approve": lambda: _of_item(submitted(), approving.approve),
        "lock": lambda: _of_item(approved(), approving.lock),
        "correct": lambda: _of_item(
            approved(), correcting.correct, content={"value": "104"}, reason="写し間違い"
        ),
        "write_evaluation": lambda: _of_item(
            evaluation(), entering.write_evaluation, content={"findings": "来訪者が戻った。"}
        ),
        "request_evaluation": lambda: Deed(
            lambda who: requesting.request_evaluations(
                who, the_round(), sheet=SheetKind.PROGRAM, views=(AuthorRole.BUREAU,), now=NOW
            )
        ),
        "declare_boxes": lambda: Deed(
            lambda who: declaring_boxes.declare_boxes(who, declaring_boxes.boxes_as_csv(), now=NOW)
        ),
        "attach_evidence": lambda: Deed(
            lambda who: attaching.attach_evidence(
                who, value_item().pk, name="調査.pdf", content=b"%PDF", now=NOW
            )
        ),
        "write_comment": lambda: Deed(
            lambda who: entering.write_comment(who, evaluation().pk, body="確認中", now=NOW)
        ),
        "assign": lambda: _of_item(value_item(), rounds.assign, organisation_id=SECTION),
        "open_round": lambda: Deed(
            lambda who: rounds.open_round(who, fiscal_year=fiscal_year(2023), name="前年", now=NOW)
        ),
        "freeze_round": lambda: Deed(
            lambda who: rounds.freeze(who, the_round(), with_gaps=True, now=NOW)
        ),
        "close_round": lambda: _close(frozen(), rounds.close_round),
        "extend_deadline": lambda: Deed(
            lambda who: rounds.extend_deadline(
                who,
                round_id=the_round(),
                due_on=TODAY,
                reason="調査の遅れ",
                organisation_id=SECTION,
                now=NOW,
            )
        ),
        "remind": lambda: Deed(lambda who: reminding.remind(who, the_round(), now=NOW)),
        "propose_target_change": lambda: Deed(
            lambda who: targets.change_target(
                who, _TARGET, changes={"goal_value": "130"}, reason="計画の見直し", now=NOW
            )
        ),
        "decide_target_change": lambda: _decide(proposed(), targets.approve_target_change),
        "delegate": lambda: Deed(
            lambda who: people.delegate(
                who,
                own_grant(who),
                to_person_id=Person.objects.exclude(pk=who.person.pk).first().pk,
                valid_from=TODAY,
                valid_to=TODAY,
                now=NOW,
            )
        ),
        "hand_over": lambda: Deed(
            lambda who: handing_over.hand_over_organisation(
                who, SECTION, to_organisation_id=OTHER_SECTION, on=TODAY, now=NOW
            )
        ),
        "invite": lambda: Deed(
            lambda who: people.invite(who, username="new", name="新任", role=Role.OFFICER, now=NOW)
        ),
        "deactivate": lambda: Deed(
            lambda who: people.deactivate(
                who, Person.objects.exclude(pk=who.person.pk).first().pk, now=NOW
            )
        ),
        "grant_role": lambda: Deed(
            lambda who: people.grant_role(who, somebody(), role=Role.FINANCE, now=NOW)
        ),
        "issue_token": lambda: Deed(
            lambda who: tokens.issue_token(
                who, name="集計", scopes=[tokens.Scope.READ], expires_on=year, now=NOW
            )
        ),
        "upload_document": lambda: Deed(
            lambda who: uploading.upload_document(who, name="計画.pdf", content=b"%PDF", now=NOW)
        ),
        "review_proposal": lambda: _close(uploaded(), uploading.close_upload),
        "accept_proposal": lambda: Deed(
            lambda who: loading.accept_proposal(
                who, Proposal(document="a.pdf", sha256="0" * 64, source_id="a"), now=NOW
            )
        ),
        "issue_workbook": lambda: Deed(
            lambda who: workbooks.issue_workbook(who, the_round(), organisation_id=SECTION, now=NOW)
        ),
        "keep_form": lambda: Deed(
            lambda who: keeping_forms.keep_form(who, "年報", _form(), now=NOW)
        ),
        "keep_pledge": lambda: Deed(
            lambda who: keeping_pledges.keep_pledge(
                who, content={"manifesto": "市長公約2025", "name": "島の診療所を残す"}, now=NOW
            )
        ),
        "keep_known_error": lambda: Deed(
            lambda who: keeping_errors.record_error(
                who, "visitors", content={"explanation": "単位の誤り。"}, now=NOW
            )
        ),
        "keep_search_word": lambda: Deed(
            lambda who: keeping_search_words.keep_search_word(
                who, content={"asked": "あかりの家", "meant": "診療所"}, now=NOW
            )
        ),
        "keep_layout": lambda: Deed(
            lambda who: keeping_layouts.keep_layout(
                who, name="年報.toml", content=LAYOUT.encode(), now=NOW
            )
        ),
        "load_plan": lambda: Deed(lambda who: _load(who, loading.load_city, City(name="市"))),
    }


def _form() -> dict[str, bytes]:
    """A template of one cell."""
    from openpyxl import Workbook

    book = Workbook()
    book.worksheets[0]["A1"] = "{{ 計画.名称 }}"
    stream = io.BytesIO()
    book.save(stream)
    return {"年報.xlsx": stream.getvalue()}


# Each point of view has an evaluation of its own.
_VIEWS = {Role.BUREAU_COORDINATOR: "bureau", Role.COMMITTEE_MEMBER: "committee"}
_TARGET = "plan-2022.visitors"


def _close(round_id: int, function: Callable[..., Any]) -> Deed:
    return Deed(lambda who: function(who, round_id, now=NOW))


def _decide(change_id: int, function: Callable[..., Any]) -> Deed:
    return Deed(lambda who: function(who, change_id, now=NOW))


def _load(who: Any, function: Callable[..., Any], city: Any) -> None:
    from hoshin.actions.recording import record
    from hoshin.actions.refusals import NotNowError

    try:
        function(who, city, now=NOW)
    except NotNowError as there:
        # The permission was there; the plan is too, and is never thrown away.
        assert there.problem.code == "plan-is-there"
        record(who, "load_plan", ("city", "市"), {}, NOW)


# Seeing is no deed; publishing and returns make files, and are tried below.
_ELSEWHERE = {"read", "publish_release", "import_workbook"}


def test_every_verb_is_tried(django_ready: Path) -> None:
    from hoshin.actions.permissions import MATRIX, VERB_LABELS, Verb

    assert set(MATRIX) == set(Verb) == set(VERB_LABELS)
    assert {one.value for one in Verb} - _ELSEWHERE == set(_deeds(Role.PLANNER))


@pytest.mark.parametrize("role", list(Role))
def test_verbs_of_a_role(in_round: str, role: Role) -> None:
    from django.db import transaction

    from hoshin.actions.permissions import MATRIX, Verb
    from hoshin.actions.refusals import NotAllowedError
    from hoshin.storage.models import AuditEvent

    for name, make in _deeds(role).items():
        with transaction.atomic():
            deed = make()
            before = deed.kept()
            count = AuditEvent.objects.count()
            allowed = role in MATRIX[Verb(name)]
            try:
                deed.do(actor(role.value))
            except NotAllowedError:
                assert not allowed, f"{role} is refused {name}"
                assert deed.kept() == before
                assert AuditEvent.objects.latest("number").verb == "refused"
            else:
                assert allowed, f"{role} may {name}"
                assert AuditEvent.objects.latest("number").verb != "refused"
            assert AuditEvent.objects.count() == count + 1, name
            transaction.set_rollback(True)


@pytest.mark.parametrize(
    "role",
    [Role.PLANNER, Role.OFFICER, Role.SECTION_CHIEF, Role.BUREAU_COORDINATOR, Role.FINANCE],
)
def test_the_record_says_for_whom_a_deputy_acted(in_round: str, role: Role) -> None:
    from django.db import transaction

    from hoshin.actions.permissions import MATRIX, Verb
    from hoshin.storage.models import AuditEvent

    deputy, holder = _deputy_of(role), actor(role.value)
    for name, make in _deeds(role).items():
        # A key is one's own, and what is held as a deputy is not passed on.
        if role not in MATRIX[Verb(name)] or name in ("issue_token", "delegate"):
            continue
        with transaction.atomic():
            make().do(deputy)
            details = AuditEvent.objects.latest("number").details
            assert details.get("acting_for") == [holder.person.pk], name
            assert details["acting_for_name"] == holder.name, name
            transaction.set_rollback(True)
        with transaction.atomic():
            make().do(holder)
            assert "acting_for" not in AuditEvent.objects.latest("number").details, name
            transaction.set_rollback(True)


def test_nobody_acts_for_another_by_a_right_of_their_own(in_round: str) -> None:
    from hoshin.actions.entering import save_draft
    from hoshin.storage.models import AuditEvent, RoleGrant

    deputy = _deputy_of(Role.SECTION_CHIEF)
    granted = RoleGrant.objects.get(person=deputy.person)
    RoleGrant.objects.create(
        person=deputy.person,
        role=Role.OFFICER,
        organisation_id=SECTION,
        valid_from=granted.valid_from,
        granted_at=NOW,
    )
    item = value_item()
    save_draft(deputy, item.pk, version=item.version, content={"value": "1"}, now=NOW)
    assert "acting_for" not in AuditEvent.objects.latest("number").details


def _deputy_of(role: Role) -> Any:
    """Somebody without a role of their own who stands in for the one who holds this one."""
    from hoshin.actions.actor import Actor
    from hoshin.actions.people import delegate
    from hoshin.storage.models import Person, RoleGrant

    holder = actor(role.value)
    deputy = Person.objects.create(username="deputy", name="代理の人", email="deputy@example.jp")
    delegate(
        holder,
        RoleGrant.objects.get(person=holder.person).pk,
        to_person_id=deputy.pk,
        valid_from=TODAY,
        valid_to=TODAY,
        now=NOW,
    )
    return Actor(deputy)


def test_files_are_made_only_by_those_who_may(in_round: str) -> None:
    from hoshin.actions.matrix import MATRIX, Verb
    from hoshin.actions.receiving_workbooks import receive_workbook
    from hoshin.actions.refusals import NotAllowedError
    from hoshin.actions.releasing import publish_release
    from hoshin.actions.workbooks import issue_workbook
    from hoshin.storage.models import AuditEvent

    round_id = value_item().round_id
    _, sent = issue_workbook(actor("planner"), round_id, organisation_id=SECTION, now=NOW)
    for role in Role:
        who = actor(role.value)
        if role in MATRIX[Verb.IMPORT_WORKBOOK]:
            receive_workbook(who, name="a.xlsx", content=sent, now=NOW)
        else:
            with pytest.raises(NotAllowedError):
                receive_workbook(who, name="a.xlsx", content=sent, now=NOW)
            assert AuditEvent.objects.latest("number").details["verb"] == "import_workbook"
        if role not in MATRIX[Verb.PUBLISH_RELEASE]:
            with pytest.raises(NotAllowedError):
                publish_release(who, as_of=TODAY, now=NOW)
            assert AuditEvent.objects.latest("number").details["verb"] == "publish_release"


def test_a_role_for_one_section_ends_at_its_border(in_round: str) -> None:
    from hoshin.actions.entering import save_draft
    from hoshin.actions.refusals import NotAllowedError
    from hoshin.storage.models import WorkItem

    other = WorkItem.objects.filter(organisation=OTHER_SECTION, kind="observation").first()
    assert other is not None
    with pytest.raises(NotAllowedError) as refused:
        save_draft(actor("officer"), other.pk, version=1, content={"value": "1"}, now=NOW)
    assert refused.value.problem.code == "not-yours"


def test_seen_items_end_where_the_role_does(in_round: str) -> None:
    from hoshin.actions.permissions import Rights
    from hoshin.storage.models import WorkItem

    everything = WorkItem.objects.count()
    own = WorkItem.objects.filter(organisation=SECTION).count()
    seen = {role: Rights(actor(role.value), TODAY).visible_items().count() for role in Role}
    assert seen[Role.OFFICER] == seen[Role.SECTION_CHIEF] == own
    assert own < seen[Role.BUREAU_COORDINATOR] < everything
    assert seen[Role.PLANNER] == seen[Role.AUDITOR] == seen[Role.FINANCE] == everything
    own_view = WorkItem.objects.filter(author_role="committee").count()
    assert 0 < seen[Role.COMMITTEE_MEMBER] == own_view
