"""The audit trail in words: what a deed was done to, and each detail of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hoshin.actions.matrix import VERB_LABELS
from hoshin.domain.cycle import STATE_LABELS, STEP_LABELS
from hoshin.domain.roles import ROLE_LABELS
from hoshin.storage import models as tables
from hoshin.web.desk import Desk
from hoshin.web.field_words import field_text, field_word

_LABELS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "state": {one.value: label for one, label in STATE_LABELS.items()},
    "step": {one.value: label for one, label in STEP_LABELS.items()},
    "role": {one.value: label for one, label in ROLE_LABELS.items()},
    "verb": {one.value: label for one, label in VERB_LABELS.items()},
}


# Details that name a record of the plan or a person, with the kinds of which it may be.
_NAMED: Mapping[str, tuple[str, ...]] = {
    "organisation": ("organisation",),
    "accepted": ("observation",),
    "before": ("observation", "organisation"),
    "element": ("element",),
    "person": ("person",),
    "from": ("person", "organisation"),
    "to": ("person", "organisation"),
}


class Names:
    """What the records are called that some deeds name by their ids: a statement for each kind."""

    def __init__(self, desk: Desk, events: Iterable[tables.AuditEvent]) -> None:
        self._desk = desk
        wanted: dict[str, set[str]] = defaultdict(set)
        for one in events:
            wanted[one.subject_kind].add(one.subject_id)
            for name, kinds in _NAMED.items():
                if isinstance(one.details.get(name), str | int):
                    for kind in kinds:
                        wanted[kind].add(str(one.details[name]))
        self._names = {
            kind: read(desk, wanted[kind]) for kind, read in _READ.items() if wanted[kind]
        }

    def of(self, kinds: Iterable[str], identity: str) -> str:
        """The name of a record; its id where it has none, or is there no more."""
        known = (self._names.get(kind, {}) for kind in kinds)
        return next((one[identity] for one in known if identity in one), identity)


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
    "target": _targets,
    "observation": _observations,
}


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
        if name in _NAMED and isinstance(value, str | int) and not isinstance(value, bool):
            value = names.of(_NAMED[name], str(value))
        text = _text(desk, name, value)
        if text:
            key = f"audit.detail.{name}"
            found.append((desk.w(key) if key in desk.w else name, text))
    return tuple(found)


def _text(desk: Desk, name: str, value: Any) -> str:
    w = desk.w
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return w("audit.yes" if value else "audit.no")
    if isinstance(value, Mapping):
        parts = (
            w("audit.pair", name=field_word(desk, field), text=field_text(desk, field, str(text)))
            for field, text in value.items()
            if text not in (None, "", [], {})
        )
        return w("common.comma").join(parts)
    if name == "views" and isinstance(value, list):
        return w("common.comma").join(w(f"terms.author.{one}") for one in value)
    if name == "sheet" and f"evaluations.sheet.{value}" in w:
        return w(f"evaluations.sheet.{value}")
    if isinstance(value, list):
        word = field_word if name == "fields" else _said
        return w("common.comma").join(word(desk, str(one)) for one in value)
    if name == "choice" and f"importing.choice.{value}" in w:
        return w(f"importing.choice.{value}")
    label = _LABELS.get(name, {}).get(str(value))
    return str(value) if label is None else label[0 if desk.speech.is_ja else 1]


def _said(desk: Desk, text: str) -> str:
    """An entry of a list: a question's code as words, anything else as it is."""
    key = f"audit.question.{text}"
    return desk.w(key) if key in desk.w else text
