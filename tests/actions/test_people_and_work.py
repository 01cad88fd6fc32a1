"""People come and go, work passes on, targets change with a reason, reminders find somebody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.actions.round_of_harbour import NOW, OTHER_SECTION, SECTION, TODAY, actor, value_item

TARGET = "plan-2022.visitors"


def test_an_invited_person_can_sign_in_and_must_choose_a_password(in_round: str) -> None:
    from django.contrib.auth import authenticate

    from hoshin.actions.people import deactivate, invite
    from hoshin.actions.permissions import Rights
    from hoshin.actions.refusals import IllFormedInputError
    from hoshin.domain.roles import Role

    administrator = actor("administrator")
    person, password = invite(
        administrator, username="hanako", name="観光 花子", role=Role.OFFICER,
        organisation_id=SECTION, now=NOW,
    )  # fmt: skip
    assert person.must_change_password and person.check_password(password)
    with pytest.raises(IllFormedInputError):
        invite(administrator, username="Hanako", name="別の人", role=Role.OFFICER, now=NOW)
    deactivate(administrator, person.pk, now=NOW)
    person.refresh_from_db()
    assert not Rights(type(administrator)(person), TODAY).grants
    assert authenticate is not None and not person.is_active


def test_a_deputy_stands_in_between_two_days(in_round: str) -> None:
    from hoshin.actions.people import delegate
    from hoshin.actions.permissions import Rights, Verb
    from hoshin.actions.refusals import NotAllowedError
    from hoshin.storage.models import RoleGrant

    chief, deputy = actor("section_chief"), actor("finance")
    grant = RoleGrant.objects.get(person=chief.person)
    first, last = TODAY + timedelta(days=1), TODAY + timedelta(days=3)
    made = delegate(
        chief, grant.pk, to_person_id=deputy.person.pk, valid_from=first, valid_to=last, now=NOW
    )
    days = [
        Rights(deputy, TODAY + timedelta(days=day)).may(Verb.APPROVE, value_item())
        for day in range(5)
    ]
    assert days == [False, True, True, True, False]
    with pytest.raises(NotAllowedError):
        delegate(
            deputy, made.pk, to_person_id=chief.person.pk, valid_from=first, valid_to=last, now=NOW
        )


def test_an_office_passes_its_work_to_its_successor(in_round: str) -> None:
    from hoshin.actions.entering import save_draft
    from hoshin.actions.handing_over import hand_over_organisation, orphans
    from hoshin.actions.permissions import Rights
    from hoshin.actions.refusals import IllFormedInputError
    from hoshin.storage.models import Organisation, RoleGrant, WorkItem

    planner = actor("planner")
    # The bureau's and the committee's sheets move along, but are not what the office has to do.
    owed = WorkItem.objects.filter(organisation=SECTION, author_role=None).count()
    owed += WorkItem.objects.filter(organisation=SECTION, author_role="section").count()
    made = hand_over_organisation(
        planner, SECTION, to_organisation_id=OTHER_SECTION, on=TODAY, now=NOW
    )
    assert len(made.sheet) == owed
    visitors = next(one for one in made.sheet if one["indicator"] == "visitors")
    # The plan holds values of the very year that is asked for, and later ones: neither is the last.
    assert visitors["last_value"] == "102.1 万人 FY2023" and visitors["due_on"]
    office = Organisation.objects.get(pk=SECTION)
    assert (office.successor_id, office.valid_to) == (OTHER_SECTION, TODAY - timedelta(days=1))
    assert not WorkItem.objects.filter(organisation=SECTION).exists()
    grants = RoleGrant.objects.filter(person__username="officer").order_by("valid_from")
    assert [(one.organisation_id, one.valid_from <= TODAY) for one in grants] == [
        (SECTION, True),
        (OTHER_SECTION, True),
    ]
    item = value_item()
    save_draft(actor("officer"), item.pk, version=item.version, content={"value": "1"}, now=NOW)
    alone = orphans(Rights(planner, TODAY), TODAY)
    assert alone.exists() and not alone.filter(organisation=OTHER_SECTION).exists()
    with pytest.raises(IllFormedInputError):
        hand_over_organisation(planner, OTHER_SECTION, to_organisation_id=SECTION, on=TODAY)


def test_who_works_for_an_office_above_leaves_no_orphans(in_round: str) -> None:
    from hoshin.actions.handing_over import orphans
    from hoshin.actions.permissions import Rights
    from hoshin.storage.models import Organisation, RoleGrant

    rights = Rights(actor("planner"), TODAY)
    bureau = Organisation.objects.get(pk=SECTION).parent_id
    RoleGrant.objects.filter(role__in=("officer", "section_chief")).update(organisation=bureau)
    assert not orphans(rights, TODAY).filter(organisation=SECTION).exists()
    # Coordinators do not enter anything.
    RoleGrant.objects.filter(role__in=("officer", "section_chief")).delete()
    assert orphans(rights, TODAY).filter(organisation=SECTION, kind="observation").exists()


def test_what_is_done_or_others_to_do_is_not_handed_over(in_round: str) -> None:
    from hoshin.actions.handing_over import items_of_person

    item = value_item()

    def listed(role: str, state: str) -> bool:
        type(item).objects.filter(pk=item.pk).update(state=state)
        return items_of_person(actor(role).person, TODAY).filter(pk=item.pk).exists()

    states = ("draft", "submitted", "approved")
    assert [listed("officer", one) for one in states] == [True, False, False]
    assert [listed("section_chief", one) for one in states] == [True, True, False]
    found = items_of_person(actor("officer").person, TODAY)
    assert set(found.values_list("author_role", flat=True)) <= {None, "section"}


def test_a_person_passes_roles_to_the_next(in_round: str) -> None:
    from hoshin.actions.handing_over import hand_over_person
    from hoshin.actions.permissions import Rights, Verb

    before, after = actor("officer"), actor("finance")
    hand_over_person(
        actor("planner"), before.person.pk, to_person_id=after.person.pk, on=TODAY, now=NOW
    )
    assert not Rights(before, TODAY).may(Verb.SUBMIT, value_item())
    assert Rights(after, TODAY).may(Verb.SUBMIT, value_item())


def test_a_target_changes_by_two_people_and_keeps_the_rate_without(in_round: str) -> None:
    from hoshin.actions.refusals import IllFormedInputError, NotAllowedError
    from hoshin.actions.targets import approve_target_change, change_target
    from hoshin.storage.models import Target

    planner = actor("planner")
    with pytest.raises(IllFormedInputError) as refused:
        change_target(planner, TARGET, changes={"goal_value": "百"}, reason="a", now=NOW)
    assert refused.value.problem.place.column == "goal_value"
    own = change_target(
        planner, TARGET, changes={"goal_value": "140.0"}, reason="計画の見直し", now=NOW
    )
    assert own.rate_without and own.rate_after and own.rate_without != own.rate_after
    with pytest.raises(NotAllowedError):
        approve_target_change(planner, own.pk, now=NOW)
    assert f"{Target.objects.get(pk=TARGET).goal_value:f}" == "120"
    second = _second_planner()
    decided = approve_target_change(second, own.pk, note="了承", now=NOW)
    assert (decided.before, decided.after) == ({"goal_value": "120"}, {"goal_value": "140.0"})
    assert f"{Target.objects.get(pk=TARGET).goal_value:f}" == "140.0"


def _second_planner() -> Any:
    from hoshin.actions.people import grant_role
    from hoshin.domain.roles import Role

    person = actor("finance").person
    grant_role(actor("administrator"), person.pk, role=Role.PLANNER, now=NOW)
    return actor("finance")


def test_reminders_climb_until_somebody_has_an_address(in_round: str) -> None:
    from django.core import mail

    from hoshin.actions.reminding import remind
    from hoshin.storage.models import WorkItem

    mail.outbox = []
    # Views of bureau and committee have readers of their own.
    WorkItem.objects.exclude(author_role=None).exclude(author_role="section").delete()
    late = NOW + timedelta(days=60)
    round_id = value_item().round_id
    sent = remind(actor("planner"), round_id, now=late).sent
    of_section = {one.rung for one in sent if one.organisation_id == SECTION}
    assert of_section == {"section"}
    manned = {one.organisation_id for one in sent if one.rung == "section"}
    assert manned == {SECTION}
    # Whoever stands in for several offices gets one letter.
    people = {one.person_id for one in sent}
    assert len(mail.outbox) == len(people) < len(sent)
    letter = next(one for one in mail.outbox if one.to == ["officer@example.jp"])
    assert "【期限超過】観光入込客数（2024年度）" in letter.body and "Visitors" in letter.body
    remind(actor("planner"), round_id, now=late + timedelta(days=1))
    third = remind(actor("planner"), round_id, now=late + timedelta(days=2)).sent
    assert {one.rung for one in third if one.organisation_id == SECTION} == {"bureau"}
    WorkItem.objects.update(state="approved")
    nothing = remind(actor("planner"), round_id, now=late + timedelta(days=3))
    assert (nothing.sent, nothing.unreachable) == ((), 0)


def test_an_office_that_nobody_can_write_to_is_counted(in_round: str) -> None:
    from hoshin.actions.reminding import remind
    from hoshin.storage.models import Person

    Person.objects.update(email="")
    done = remind(actor("planner"), value_item().round_id, now=NOW + timedelta(days=60))
    assert done.sent == () and done.unreachable > 1


def test_a_key_opens_for_its_person_until_it_ends(in_round: str) -> None:
    from hoshin.actions.people import deactivate
    from hoshin.actions.tokens import Scope, holder_of, issue_token, revoke_token

    officer = actor("officer")
    last = TODAY + timedelta(days=30)
    made, secret = issue_token(officer, name="集計", scopes=[Scope.READ], expires_on=last, now=NOW)
    assert secret not in str(made.__dict__)
    held = holder_of(secret, TODAY)
    assert held is not None and held.person == officer.person and held.scopes == ["read"]
    assert holder_of(secret, last + timedelta(days=1)) is None
    assert holder_of(secret + "x", TODAY) is None
    revoke_token(officer, made.pk, now=NOW)
    assert holder_of(secret, TODAY) is None
    _, second = issue_token(officer, name="二つ目", scopes=[], expires_on=last, now=NOW)
    deactivate(actor("administrator"), officer.person.pk, now=NOW)
    assert holder_of(second, TODAY) is None


def test_another_day_for_an_office_reaches_its_items(in_round: str) -> None:
    from django.db.models import Q

    from hoshin.actions.rounds import extend_deadline, is_late
    from hoshin.storage.models import WorkItem

    later = TODAY + timedelta(days=90)
    extend_deadline(
        actor("bureau_coordinator"), round_id=value_item().round_id, due_on=later,
        reason="調査の遅れ", organisation_id=SECTION, now=NOW,
    )  # fmt: skip
    due = Q(author_role=None) | Q(author_role="section")
    of_section = WorkItem.objects.filter(organisation=SECTION)
    assert {one.due_on for one in of_section.filter(due)} == {later}
    assert not of_section.exclude(due).filter(due_on=later).exists()
    assert WorkItem.objects.exclude(organisation=SECTION).exclude(due_on=later).exists()
    assert not is_late(value_item(), later)


def test_a_renamed_office_keeps_its_chief_and_the_deputy_until_their_days_end(
    in_round: str,
) -> None:
    from hoshin.actions.adding_offices import add_office
    from hoshin.actions.handing_over import hand_over_organisation
    from hoshin.actions.people import delegate
    from hoshin.actions.permissions import Rights, Verb
    from hoshin.storage.models import AuditEvent, RoleGrant
    from hoshin.storage.plan import load_plan

    planner, chief, deputy = actor("planner"), actor("section_chief"), actor("finance")
    april = date(2026, 4, 1)
    new = {"name": "港の交流課", "office_kind": "section", "parent": "bureau-industry"}
    made = add_office(planner, content={**new, "valid_from": april.isoformat()}, now=NOW)
    assert AuditEvent.objects.latest("number").subject_id == made.id
    assert next(one for one in load_plan().organisations if one.id == made.id) == made
    delegate(
        chief,
        RoleGrant.objects.get(person=chief.person).pk,
        to_person_id=deputy.person.pk,
        valid_from=date(2026, 3, 25),
        valid_to=date(2026, 4, 10),
        now=NOW,
    )
    sheet = hand_over_organisation(
        planner, SECTION, to_organisation_id=made.id, on=april, now=NOW
    ).sheet
    names = {one["name"] for one in sheet if one["program"]}
    programs = {one.name for one in load_plan().programs}
    assert names <= programs
    item = value_item()
    for day, stands_in in (
        (date(2026, 3, 24), False),
        (date(2026, 3, 31), True),
        (april, True),
        (date(2026, 4, 10), True),
        (date(2026, 4, 11), False),
    ):
        assert Rights(deputy, day).may(Verb.APPROVE, item) is stands_in, day
        assert Rights(chief, day).may(Verb.APPROVE, item), day
    later = RoleGrant.objects.get(person=deputy.person, valid_from=april)
    assert later.deputy_of is not None and later.deputy_of.organisation_id == made.id


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "課" * 201}, "name"),
        ({"name": "観光交流課"}, "name"),
        ({"office_kind": "city"}, "office_kind"),
        ({"parent": "section-tourism-2017"}, "parent"),
        ({"valid_from": "4月1日"}, "valid_from"),
    ],
)
def test_what_is_no_office_is_refused_beside_its_field(
    in_round: str, wrong: dict[str, str], field: str
) -> None:
    from hoshin.actions.adding_offices import add_office
    from hoshin.actions.refusals import IllFormedInputError, NotAllowedError
    from hoshin.storage.models import Organisation

    content = {"name": "新課", "office_kind": "section", "parent": "bureau-industry"}
    content |= {"valid_from": "2026-04-01", **wrong}
    count = Organisation.objects.count()
    with pytest.raises(IllFormedInputError) as refused:
        add_office(actor("planner"), content=content, now=NOW)
    assert [one.place.column for one in refused.value.problems] == [field]
    with pytest.raises(NotAllowedError):
        add_office(actor("section_chief"), content=content, now=NOW)
    assert Organisation.objects.count() == count
