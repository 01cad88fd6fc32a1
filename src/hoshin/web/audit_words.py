"""The audit trail in words: what a deed was done to, and each detail of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from hoshin.storage import models as tables
from hoshin.web.audit_details import detail_text, detail_word
from hoshin.web.desk import Desk

# Details that name a record of the plan or a person, with the kinds of which it may be.
_NAMED: Mapping[str, tuple[str, ...]] = {
    "organisation": ("organisation",),
    "accepted": ("observation",),
    "before": ("observation", "organisation"),
    "element": ("element",),
    "person": ("person",),
    "from": ("person", "organisation"),
    "to": ("person", "organisation"),
    "elements": ("element",),
    "moved": ("organisation",),
    "row": ("target", "observation"),
    "round": ("round",),
}


class Names:
    """What the records are called that some deeds name by their ids: a statement for each kind."""

    def __init__(self, desk: Desk, events: Iterable[tables.AuditEvent]) -> None:
        self._desk = desk
        wanted: dict[str, set[str]] = defaultdict(set)
        for one in events:
            wanted[one.subject_kind].add(one.subject_id)
            for name, kinds in _NAMED.items():
                for kind in kinds:
                    wanted[kind].update(_ids(one.details.get(name)))
        self._names = {
            kind: read(desk, wanted[kind]) for kind, read in _READ.items() if wanted[kind]
        }

    def of(self, kinds: Iterable[str], identity: str) -> str:
        """The name of a record; its id where it has none, or is there no more."""
        known = (self._names.get(kind, {}) for kind in kinds)
        return next((one[identity] for one in known if identity in one), identity)


def _ids(value: Any) -> list[str]:
    """The ids in a detail: one, several, or those that have something each."""
    if isinstance(value, bool):
        return []
    if isinstance(value, str | int):
        return [str(value)]
    return [str(one) for one in value] if isinstance(value, list | Mapping) else []


def _people(desk: Desk, ids: set[str]) -> dict[str, str]:
    numbers = [one for one in ids if one.isdecimal() and len(one) < 10]
    rows = tables.Person.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def _organisations(desk: Desk, ids: set[str]) -> dict[str, str]:
    rows = tables.Organisation.objects.filter(pk__in=ids).only("id", "name", "name_en")
    return {one.pk: desk.speech.name(one) for one in rows}


def _elements(desk: Desk, ids: set[str]) -> dict[str, str]:
    rows = tables.Element.objects.filter(pk__in=ids).only("id", "name", "name_en")
    return {one.pk: desk.speech.name(one) for one in rows}


def _rounds(desk: Desk, ids: set[str]) -> dict[str, str]:
    rows = tables.Round.objects.filter(pk__in=[one for one in ids if one.isdecimal()])
    return {str(one.pk): desk.speech.name(one) for one in rows}


def _targets(desk: Desk, ids: set[str]) -> dict[str, str]:
    rows = tables.Target.objects.filter(pk__in=ids).select_related("indicator")
    return {one.pk: desk.speech.name(one.indicator) for one in rows}


def _observations(desk: Desk, ids: set[str]) -> dict[str, str]:
    rows = tables.Observation.objects.filter(pk__in=ids).select_related("indicator")
    return {
        one.pk: desk.w(
            "audit.value_of",
            name=desk.speech.name(one.indicator),
            period=desk.speech.period(one.time_period),
            n=one.revision,
        )
        for one in rows
    }


_READ: Mapping[str, Callable[[Desk, set[str]], dict[str, str]]] = {
    "person": _people,
    "organisation": _organisations,
    "element": _elements,
    "round": _rounds,
    "target": _targets,
    "observation": _observations,
}


# Who acts for whom stands beside the name of the one who acted.
_SAID_BESIDE = ("acting_for", "acting_for_name")


def doer_in_words(desk: Desk, event: tables.AuditEvent) -> str:
    """Who did a deed, and for whom where a deputy did it, by the names of that day."""
    holder = event.details.get("acting_for_name", "")
    if not holder:
        return event.actor_name
    return desk.w("audit.for_whom", name=event.actor_name, holder=holder)


def subject_in_words(desk: Desk, kind: str, identity: str, names: Names) -> str:
    """What a deed was done to, by its name; the identity stands where it has none."""
    key = f"audit.kind.{kind}"
    return f"{desk.w(key) if key in desk.w else kind} {names.of((kind,), identity)}".strip()


def details_in_words(
    desk: Desk, details: Mapping[str, Any], names: Names
) -> tuple[tuple[str, str], ...]:
    """The details of a deed, each with its name; what says nothing is left out."""
    found = []
    for name, value in details.items():
        if name in _SAID_BESIDE:
            continue
        text = detail_text(desk, name, value, partial(names.of, _NAMED.get(name, ())))
        if text:
            found.append((detail_word(desk, name), text))
    return tuple(found)
