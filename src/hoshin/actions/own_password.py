"""One's own password: changed by whoever is signed in, without asking for any role."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from hoshin.actions.acting import person_of
from hoshin.actions.actor import Actor, now_or
from hoshin.actions.recording import record
from hoshin.storage.models import Person


@transaction.atomic
def change_own_password(actor: Actor, password: str, *, now: datetime | None = None) -> Person:
    """Keep a person's new password; the one for the first sign-in has then done its work.

    The rules for passwords and the present password are looked at before, by the form.
    """
    person = person_of(actor)
    person.password, person.must_change_password = make_password(password), False
    person.save(update_fields=["password", "must_change_password"])
    record(actor, "change_password", ("person", person.pk), {}, now_or(now))
    return person
