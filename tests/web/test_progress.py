"""Progress of a round: what was handed in on its day is counted alike, known day or not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tests.web.conftest import Office

DAY = date(2025, 7, 31)


def test_the_last_moment_of_a_day_is_on_time_and_the_next_one_is_late(office: Office) -> None:
    from django.utils import timezone

    from hoshin.web.progress import _on_time

    midnight = timezone.make_aware(datetime.combine(DAY + timedelta(days=1), time.min))
    moments = (midnight - timedelta(days=9), midnight - timedelta(microseconds=1), midnight, None)
    items = office.items()[: len(moments)]
    for item, moment in zip(items, moments, strict=True):
        person = None if moment is None else office.people["officer"]
        office.round.items.filter(pk=item.pk).update(
            due_on=DAY, submitted_at=moment, submitted_by=person
        )
    wanted = {one.pk for one in items[:2]}
    for known in (set(), {DAY}, {DAY + timedelta(days=1)}, {DAY, DAY + timedelta(days=1)}):
        found = office.round.items.filter(_on_time(known), pk__in=[one.pk for one in items])
        assert {one.pk for one in found} == wanted, known


def test_within_its_grace_nothing_is_late_and_the_day_after_it_is(office: Office) -> None:
    from django.utils import timezone

    today = timezone.localdate()
    item = office.items()[0]
    office.round.items.update(due_on=today + timedelta(days=30))
    office.round.items.filter(pk=item.pk).update(due_on=today - timedelta(days=3))
    said = {3: "猶予はあと0日", 5: "猶予はあと2日", 2: "3日超過", 0: "3日超過"}
    for grace, word in said.items():
        office.round.grace_days = grace
        office.round.save(update_fields=["grace_days"])
        board = office.client("planner").get("/board/").content.decode()
        assert ("締切超過 1件" in board) == (grace < 3), grace
        assert ("日の猶予があります" in board) == (grace > 0), grace
        by_plan = office.client("planner").get("/board/?by=plan").content.decode()
        assert ("締切超過 1件" in by_plan) == (grace < 3), grace
        assert word in office.client("officer").get("/").content.decode()
        assert word in office.client("officer").get(f"/items/{item.pk}/").content.decode()


def test_a_round_is_opened_with_the_days_of_grace_that_were_typed(office: Office) -> None:
    from hoshin.domain.cycle import RoundState
    from hoshin.storage.models import Round

    planner = office.client("planner")
    Round.objects.update(state=RoundState.CLOSED)
    for typed in ("32", "-1", "三日", "999999999999"):
        refused = planner.post(
            "/board/do/open/", {"year": "2023", "grace_days": typed}, follow=True
        ).content.decode()
        assert "31までの数字で入力してください" in refused, typed
        assert f'name="grace_days" value="{typed}"' in refused
    planner.post("/board/do/open/", {"year": "2023", "grace_days": "4"}, follow=True)
    assert Round.objects.get(fiscal_year="FY2023").grace_days == 4


def test_late_items_and_those_nobody_owes_are_listed_each_in_its_place(office: Office) -> None:
    import re

    from django.utils import timezone

    from hoshin.web.screens.board import MOST_SHOWN

    today = timezone.localdate()
    early, late = today - timedelta(days=9), today - timedelta(days=2)
    items = office.items()
    owner = items[0].organisation_id
    office.round.items.update(due_on=today + timedelta(days=30), organisation=owner)
    assert len(items) >= MOST_SHOWN + 4
    owed, *many = (one.pk for one in items)
    both, alone, *many = many
    many = many[:MOST_SHOWN]
    office.round.items.filter(pk__in=(owed, both)).update(due_on=early)
    office.round.items.filter(pk__in=(both, alone)).update(organisation=None)
    office.round.items.filter(pk__in=many).update(due_on=late)

    page = office.client("planner").get("/board/").content.decode()
    parts = {
        part.partition('"')[0]: re.findall(r'href="/items/(\d+)/"', part)
        for part in page.split('<section aria-labelledby="')
    }
    assert sorted(map(int, parts["_orphans"])) == sorted((both, alone))
    shown = list(map(int, parts["_late"]))
    assert set(shown[:2]) == {owed, both}
    assert len(shown) == MOST_SHOWN
    assert set(shown[2:]) <= set(many)
    assert (
        f"はじめの{MOST_SHOWN}件を示しています" in page.split('<section aria-labelledby="_late"')[1]
    )


def test_other_days_are_said_for_whom_they_are(office: Office) -> None:
    from django.utils import timezone

    from hoshin.actions import rounds
    from hoshin.domain.cycle import Step
    from hoshin.storage.models import Organisation

    day = timezone.localdate() + timedelta(days=40)
    item = office.items()[0]
    section = Organisation.objects.get(pk=item.organisation_id)
    for given in ({}, {"organisation_id": section.pk}, {"item_id": item.pk}):
        rounds.extend_deadline(
            office.actor("planner"),
            round_id=office.round.pk,
            step=Step.ENTER,
            due_on=day,
            reason="試し",
            **given,
        )
    said = office.client("planner").get("/board/").content.decode()
    for who in ("全員", section.name, item.indicator.name):
        assert f"<li>{who}（" in said, who
