"""Tokens: keys with which a program acts for a person, within scopes, until a day."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.typed import required_text
from hoshin.storage.models import AccessToken

LONGEST_DAYS = 366
_PREFIX = "hoshin_"


class Scope(StrEnum):
    """What a key may be used for, within what its person may do."""

    READ = "read"
    WRITE = "write"


@action(Verb.ISSUE_TOKEN)
def issue_token(
    actor: Actor,
    *,
    name: str,
    scopes: Collection[Scope],
    expires_on: date,
    now: datetime | None = None,
) -> tuple[AccessToken, str]:
    """Make a key for oneself; returns it with its secret, which is shown once and not kept."""
    moment = now_or(now)
    today = day_of(moment)
    Rights(actor, today).require_anywhere(Verb.ISSUE_TOKEN, in_own_name=True)
    title = required_text(name, "name")
    if not today <= expires_on <= today + timedelta(days=LONGEST_DAYS):
        raise refusals.one_problem(
            "expires_on",
            "key-expiry",
            "鍵の期限は、今日から1年以内にしてください。",
            "A key ends within a year from today.",
            "期限の日を選び直してください。",
            "Choose another last day.",
        )
    secret = _PREFIX + secrets.token_urlsafe(32)
    made = AccessToken.objects.create(
        person=person_of(actor),
        name=title,
        digest=digest_of(secret),
        scopes=sorted(str(one) for one in scopes),
        made_at=moment,
        expires_on=expires_on,
    )
    details = {"name": title, "scopes": made.scopes, "expires_on": expires_on.isoformat()}
    record(actor, Verb.ISSUE_TOKEN, ("token", made.pk), details, moment)
    return made, secret


@action(Verb.ISSUE_TOKEN)
def revoke_token(actor: Actor, token_id: int, *, now: datetime | None = None) -> AccessToken:
    """Stop one of one's own keys."""
    moment = now_or(now)
    Rights(actor, day_of(moment)).require_anywhere(Verb.ISSUE_TOKEN, in_own_name=True)
    found = AccessToken.objects.filter(pk=token_id, person=person_of(actor)).first()
    if found is None:
        raise refusals.not_found("鍵", "key")
    if found.revoked_at is None:
        found.revoked_at = moment
        found.save(update_fields=["revoked_at"])
        record(actor, "revoke_token", ("token", found.pk), {"name": found.name}, moment)
    return found


def holder_of(secret: str, today: date) -> AccessToken | None:
    """The key of a secret with its person; None when it is unknown, over, or its person is out."""
    found = (
        AccessToken.objects.select_related("person")
        .filter(digest=digest_of(secret), revoked_at=None, expires_on__gte=today)
        .filter(person__is_active=True)
        .first()
    )
    if found is not None and found.last_used_on != today:
        AccessToken.objects.filter(pk=found.pk).update(last_used_on=today)
    return found


def digest_of(secret: str) -> str:
    """What is kept of a secret: its sha256, which is enough for 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()
