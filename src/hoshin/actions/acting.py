"""Acting: what every verb shares: one transaction, the item held, permission, state, version.

The order is the same everywhere: the transaction begins, the item is read and held, permission,
state and version are looked at, the deed is done and recorded, the transaction ends. A refused
attempt that somebody made beyond their role is recorded too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.db import InterfaceError, OperationalError, transaction

from hoshin.actions import refusals
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import VERB_LABELS, Verb, verb_of
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import Difference, NotAllowedError
from hoshin.actions.standing_in import one_deed
from hoshin.domain.cycle import ItemVerb, RoundState, transition
from hoshin.storage.models import CityRecord, Draft, Person, WorkItem

Given = ParamSpec("Given")
Done = TypeVar("Done")


def action(
    verb: Verb,
) -> Callable[
    [Callable[Concatenate[Actor, Given], Done]], Callable[Concatenate[Actor, Given], Done]
]:
    """Make a function the action of a verb: one transaction, refusals recorded, trouble said."""

    def make(
        function: Callable[Concatenate[Actor, Given], Done],
    ) -> Callable[Concatenate[Actor, Given], Done]:
        @wraps(function)
        def run(actor: Actor, /, *given: Given.args, **named: Given.kwargs) -> Done:
            try:
                with one_deed(), transaction.atomic():
                    return function(actor, *given, **named)
            except NotAllowedError as refused:
                _record_refusal(actor, verb, given[:1], refused)
                raise
            except (OperationalError, InterfaceError) as trouble:
                raise refusals.busy() from trouble
            except OSError as trouble:
                raise refusals.not_kept(trouble) from trouble

        return run

    return make


def hold_plan() -> None:
    """Let nobody else change what belongs to the whole city until the transaction ends."""
    list(CityRecord.objects.select_for_update().values_list("pk", flat=True))


def _record_refusal(
    actor: Actor, verb: Verb, subject: tuple[object, ...], refused: NotAllowedError
) -> None:
    with transaction.atomic():
        record(
            actor,
            "refused",
            ("attempt", subject[0] if subject and isinstance(subject[0], int | str) else ""),
            {"verb": verb.value, "why": refused.problem.code},
            now_or(None),
        )


def note_attempt(actor: Actor, verb: Verb, item_id: int) -> None:
    """Put on record that somebody tried a verb on an item that is not theirs to see.

    Nothing is recorded of an item that does not exist.
    """
    if WorkItem.objects.filter(pk=item_id).exists():
        _record_refusal(actor, verb, (item_id,), refusals.not_allowed("", "", (), scoped=True))


@dataclass(slots=True)
class Held:
    """An item that is held for one deed, with the rights of the one who does it."""

    actor: Actor
    item: WorkItem
    rights: Rights
    now: datetime

    @property
    def today(self) -> date:
        """The day of the deed."""
        return day_of(self.now)

    def require(self, verb: Verb) -> None:
        """Raise NotAllowedError unless the verb is allowed to this item."""
        self.rights.require(verb, self.item)

    def require_open_round(self) -> None:
        """Raise NotNowError when the item's round is frozen or closed."""
        if self.item.round.state is not RoundState.OPEN:
            raise refusals.round_not_open(self.item.round.name)

    def require_state(self, verb: ItemVerb) -> None:
        """Raise NotNowError when the verb does not start from the item's state."""
        row = transition(verb)
        if self.item.state not in row.starts:
            raise refusals.not_in_this_state(row.label_ja, row.label_en, self.item.state)

    def require_another_person(self, verb: ItemVerb) -> None:
        """Raise NotAllowedError where a second person is needed and this is the first."""
        own = self.actor.person is not None and self.item.submitted_by_id == self.actor.person.pk
        if own and transition(verb).another_person and self.item.round.four_eyes:
            raise refusals.own_submission(*VERB_LABELS[verb_of(verb)])

    def require_version(self, version: int, content: Mapping[str, str] | None = None) -> None:
        """Raise ChangedMeanwhileError when the item is no longer as it was seen."""
        if version == self.item.version:
            return
        draft = Draft.objects.filter(item=self.item).select_related("saved_by").first()
        theirs = dict(draft.content) if draft is not None else {}
        raise refusals.changed_meanwhile(
            self.item.version,
            differences(content or {}, theirs) if content is not None else (),
            draft.saved_by.name if draft is not None else "",
            self.item.changed_at,
        )

    def advance(self, **changes: Any) -> WorkItem:
        """Write what changed of the item, as its next version."""
        item = self.item
        for name, value in changes.items():
            setattr(item, name, value)
        item.version += 1
        item.changed_at = self.now
        item.save(update_fields=[*changes, "version", "changed_at"])
        return item

    def record(self, verb: Verb | str, **details: Any) -> None:
        """Put the deed on record, with the version that the item has after it."""
        record(
            self.actor,
            verb,
            ("item", self.item.pk),
            {"version": self.item.version, "state": self.item.state.value, **details},
            self.now,
        )


def hold(actor: Actor, item_id: int, now: datetime | None) -> Held:
    """Read an item and keep others from changing it until the transaction ends."""
    moment = now_or(now)
    rows = WorkItem.objects.select_related("round").select_for_update(of=("self",))
    item = rows.filter(pk=item_id).first()
    if item is None:
        raise refusals.not_found("項目", "item")
    return Held(actor, item, Rights(actor, day_of(moment)), moment)


def differences(yours: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[Difference, ...]:
    """The fields in which two contents of a form differ, in the order of yours."""
    names = list(dict.fromkeys((*yours, *theirs)))
    return tuple(
        Difference(name, str(yours.get(name, "")), str(theirs.get(name, "")))
        for name in names
        if str(yours.get(name, "")) != str(theirs.get(name, ""))
    )


def person_of(actor: Actor) -> Person:
    """The person who acts; the command line of the server writes nothing in a person's name."""
    if actor.person is None:
        raise refusals.not_found("利用者", "person")
    return actor.person
