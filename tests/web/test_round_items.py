"""From the board to the items behind each of its numbers."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.conftest import Office


def _items_on(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'class="work-name"><a href="/items/(\d+)/"', page)]


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize("view", ["bureau", "section", "plan"])
def test_every_part_of_the_board_leads_to_as_many_items_as_it_counts(
    office: Office, view: str
) -> None:
    client = office.client("planner")
    board = client.get(f"/board/?by={view}").content.decode()
    parts = re.findall(r'<p class="board-name"><a href="([^"]+)">[^<]*</a>.*?(\d+)件 承認', board)
    assert parts
    for address, total in parts:
        page = client.get(address.replace("&amp;", "&")).content.decode()
        found = _items_on(page)
        assert f"全体 {int(total):,}件" in page, address
        assert len(found) == min(int(total), 50)
        if view == "section":
            asked = parse_qs(urlsplit(address.replace("&amp;", "&")).query, keep_blank_values=True)
            office_id = asked["part"][0] or None
            assert found == list(
                office.round.items.filter(organisation=office_id)
                .order_by("due_on", "position", "pk")
                .values_list("pk", flat=True)[:50]
            )


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_items_are_narrowed_to_how_they_stand_and_pages_keep_it(office: Office) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from hoshin.domain.cycle import ItemState

    today = timezone.localdate()
    office.round.items.update(due_on=today + timedelta(days=30))
    first, second, third = office.items()[:3]
    office.round.items.filter(pk=first.pk).update(due_on=today - timedelta(days=1))
    office.round.items.filter(pk=second.pk).update(state=ItemState.DRAFT)
    client = office.client("auditor")
    address = f"/board/{office.round.pk}/items/"
    assert _items_on(client.get(address + "?step=late").content.decode()) == [first.pk]
    assert _items_on(client.get(address + "?step=draft").content.decode()) == [second.pk]
    assert "いまありません" in client.get(address + "?step=returned").content.decode()
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address + "?by=section&part=&step=open").content.decode()
    assert len(asked) <= 12
    assert 'aria-current="true"' in page
    for at in range(60):
        third.pk, third.key = None, f"one more {at}"
        third.save(force_insert=True)
    every = client.get(address + "?step=open").content.decode()
    assert "?page=2&amp;step=open" in every
    assert len(_items_on(every)) == 50


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_what_is_not_there_is_not_found_and_nobody_sees_more_than_they_may(office: Office) -> None:
    client = office.client("planner")
    address = f"/board/{office.round.pk}/items/"
    for wrong in ("?by=colour", "?by=section&part=nobody-knows", "?by=plan&part=%27%3B--"):
        assert client.get(address + wrong).status_code == 404, wrong
    assert client.get("/board/999999/items/").status_code == 404
    seen = _items_on(office.client("committee").get(address).content.decode())
    assert seen == []


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_offices_of_one_name_are_counted_and_called_apart(office: Office) -> None:
    from hoshin.storage.models import Organisation

    ids = sorted(set(office.round.items.values_list("organisation_id", flat=True)) - {None})
    assert len(ids) >= 2
    bureaus = {}
    for at, section in enumerate(ids):
        bureaus[section] = f"第{at}局"
        Organisation.objects.create(
            id=f"bureau-{at}", name=bureaus[section], kind="bureau", position=900 + at
        )
        Organisation.objects.filter(pk=section).update(
            name="総務課", kind="section", parent_id=f"bureau-{at}"
        )
    board = office.client("planner").get("/board/?by=section").content.decode()
    chosen = office.client("admin").get("/people/").content.decode()
    for section, bureau in bureaus.items():
        assert f'part={section}">総務課（{bureau}）</a>' in board
        assert f'<option value="{section}">総務課（{bureau}）</option>' in board
        assert f">総務課（{bureau}）</option>" in chosen
