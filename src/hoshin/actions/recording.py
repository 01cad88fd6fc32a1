"""The record: one event for each deed, in a chain that shows when anything was altered or removed.

Each event holds the hash of the one before. Whoever changes an event must change all that follow;
the last hash, written down elsewhere (each backup and release names it), gives that away.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from hoshin.actions.actor import Actor
from hoshin.actions.matrix import Verb
from hoshin.actions.standing_in import acting_for
from hoshin.storage.models import AuditEvent, Person

FIRST_HASH = "0" * 64
_CHAIN_LOCK = 4_682_001
_LONGEST_SUBJECT = 400


def record(
    actor: Actor,
    verb: Verb | str,
    subject: tuple[str, object],
    details: Mapping[str, Any],
    now: datetime,
) -> AuditEvent:
    """Add one event to the chain, inside the transaction of the deed.

    ``subject`` is the kind of thing and its id. ``details`` hold texts, whole numbers, lists and
    mappings only. Where a deputy acts, they name besides for whom: ``acting_for`` holds the ids,
    ``acting_for_name`` the names of that day.
    """
    if connection.vendor == "postgresql":
        # One chain has one end: whoever adds to it waits for the one before to be kept or dropped.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = AuditEvent.objects.order_by("-number").values_list("number", "hash").first()
    number, previous = (last[0] + 1, last[1]) if last else (1, FIRST_HASH)
    kind, subject_id = subject
    event = AuditEvent(
        number=number,
        at=now,
        actor=actor.person.pk if actor.person is not None else None,
        actor_name=actor.name,
        via=str(actor.via),
        verb=str(verb),
        subject_kind=kind,
        subject_id=str(subject_id)[:_LONGEST_SUBJECT],
        details=json.loads(json.dumps({**details, **_for_whom()}, default=str)),
        previous_hash=previous,
    )
    event.hash = hash_of(event)
    event.save(force_insert=True)
    return event


def _for_whom() -> dict[str, Any]:
    """The persons for whom the deed under way is done, as details of its record."""
    ids = acting_for()
    if not ids:
        return {}
    names = Person.objects.filter(pk__in=ids).order_by("pk").values_list("name", flat=True)
    return {"acting_for": list(ids), "acting_for_name": "、".join(names)}


def hash_of(event: AuditEvent) -> str:
    """The sha256 of an event's content and of the hash before it."""
    content = [
        event.number,
        event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor,
        event.actor_name,
        event.via,
        event.verb,
        event.subject_kind,
        event.subject_id,
        event.details,
        event.previous_hash,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def first_broken_event() -> int | None:
    """The number of the first event that does not follow from the one before; None when all do."""
    previous, expected = FIRST_HASH, 1
    for event in AuditEvent.objects.order_by("number").iterator(chunk_size=2_000):
        whole = event.previous_hash == previous and event.hash == hash_of(event)
        if not whole or event.number != expected:
            return expected
        previous, expected = event.hash, expected + 1
    return None
