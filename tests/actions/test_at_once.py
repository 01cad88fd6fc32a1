"""Many at once: no value is lost, none is written twice, whoever comes late is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.actions.round_of_harbour import NOW, actor, value_item
from tests.workplace import Databases

PEOPLE = 12


def _in_thread(databases: Databases, address: str, work: Any, given: Any) -> Any:
    from django.db import connections

    connections["default"] = databases.connection(address)
    try:
        return work(given)
    finally:
        connections["default"].close()


def test_many_save_different_items_at_once(committed_workplace: str, databases: Databases) -> None:
    from hoshin.actions.entering import submit_observation
    from hoshin.actions.recording import first_broken_event
    from hoshin.storage.models import AuditEvent, Submission, WorkItem

    planner = actor("planner")
    items = list(WorkItem.objects.filter(kind="observation").order_by("pk")[:PEOPLE])
    events = AuditEvent.objects.count()

    def submit(item: Any) -> str:
        done = submit_observation(
            planner,
            item.pk,
            version=item.version,
            content={"missing_reason": "not_surveyed"},
            now=NOW,
        )
        return str(done.state)

    with ThreadPoolExecutor(PEOPLE) as people:
        states = list(
            people.map(lambda item: _in_thread(databases, committed_workplace, submit, item), items)
        )
    assert states == ["submitted"] * len(items)
    assert Submission.objects.count() == len(items)
    assert AuditEvent.objects.count() == events + len(items)
    assert first_broken_event() is None


def test_of_many_who_save_one_item_one_is_kept(
    committed_workplace: str, databases: Databases
) -> None:
    from hoshin.actions.entering import submit_observation
    from hoshin.actions.refusals import RefusedError
    from hoshin.storage.models import Submission

    item, officer = value_item(), actor("officer")

    def submit(value: int) -> str:
        try:
            submit_observation(
                officer, item.pk, version=item.version, content={"value": f"{value}"}, now=NOW
            )
        except RefusedError as refused:
            return refused.problem.code
        return "kept"

    with ThreadPoolExecutor(PEOPLE) as people:
        answers = list(
            people.map(
                lambda value: _in_thread(databases, committed_workplace, submit, value),
                range(100, 100 + PEOPLE),
            )
        )
    assert answers.count("kept") == 1
    assert set(answers) <= {"kept", "not-in-this-state", "changed-meanwhile"}
    assert Submission.objects.count() == 1
