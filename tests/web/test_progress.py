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
