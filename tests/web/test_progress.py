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
