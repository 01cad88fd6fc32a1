"""Applying a proposal: the city with the rows that a person, or a command of a person, took."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.problems import IllFormedError
from hoshin.domain.proposals import FieldChange, Proposal, ProposedAction, ProposedRow
from hoshin.domain.rows import Row
from hoshin.importers.proposing import as_text

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided: rows taken, and new rows that are an existing one.

    ``taken`` is None when nothing was decided one by one: then every row that needs no decision
    is taken. ``same_as`` gives for a proposed new row the id of the existing row that it is.
    ``corrections`` are values that a person declared, as ``corrected`` takes them.
    """

    taken: frozenset[Key] | None = None
    same_as: Mapping[Key, str] = field(default_factory=dict)
    corrections: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)

    def takes(self, row: ProposedRow) -> bool:
        """Whether a proposed row is taken."""
        return not row.needs_decision if self.taken is None else row.key in self.taken


@dataclass(frozen=True, slots=True)
class Applied:
    """The city after a proposal, the rows that were taken, and those held back and why.

    ``held_back`` rows refer to a proposed row that was not taken; ``waiting`` rows were themselves
    not taken.
    """

    city: City
    taken: tuple[ProposedRow, ...]
    held_back: tuple[ProposedRow, ...]
    waiting: tuple[ProposedRow, ...] = ()


def apply_proposal(city: City, proposal: Proposal, decisions: Decisions | None = None) -> Applied:
    """Apply what was decided; a row that refers to one that is not taken is held back."""
    decisions = decisions or Decisions()
    proposal, _ = corrected(proposal, decisions.corrections)
    renamed = {key[1]: existing for key, existing in decisions.same_as.items()}
    refused = {
        row.row.id
        for row in proposal.rows
        if row.action is ProposedAction.ADD
        and row.row.id not in renamed
        and not decisions.takes(row)
    }
    tables: dict[str, tuple[Row, ...]] = {}
    taken: list[ProposedRow] = []
    held_back: list[ProposedRow] = []
    for one in proposal.rows:
        if one.action is ProposedAction.CONFIRM or not decisions.takes(one):
            continue
        if one.row.id in renamed and one.action is ProposedAction.ADD:
            continue
        row = _renamed(one.row, renamed)
        if one.action is ProposedAction.ADD and _refers_to(row, refused):
            refused.add(one.row.id)
            held_back.append(one)
            continue
        rows = tables.get(one.table, getattr(city, one.table))
        if one.action is ProposedAction.ADD:
            rows = (*rows, row)
        else:
            rows = tuple(row if other.id == row.id else other for other in rows)
        tables[one.table] = rows
        taken.append(one)
    changed = dataclasses.replace(city, **tables)  # type: ignore[arg-type]
    waiting = tuple(
        one
        for one in proposal.rows
        if one.action is not ProposedAction.CONFIRM
        and not decisions.takes(one)
        and one.key not in decisions.same_as
    )
    return Applied(changed, tuple(taken), tuple(held_back), waiting)


CORRECTED = "corrected-by-a-person"


def corrected(
    proposal: Proposal, corrections: Mapping[Key, Mapping[str, Any]]
) -> tuple[Proposal, dict[Key, IllFormedError]]:
    """The proposal with some fields of its rows as a person corrected them, and what was refused.

    A correction is a value of the field's own type. A row that would be ill-formed stays as it
    was. A corrected row says so in the check of its evidence; what was printed stays in its raw
    text and its ``*_printed`` fields, unless those were corrected too.
    """
    rows: list[ProposedRow] = []
    refused: dict[Key, IllFormedError] = {}
    for one in proposal.rows:
        fields = corrections.get(one.key)
        if not fields:
            rows.append(one)
            continue
        try:
            row = dataclasses.replace(one.row, **fields)
        except IllFormedError as wrong:
            refused[one.key] = wrong
            rows.append(one)
            continue
        if row == one.row:
            rows.append(one)
            continue
        check = ", ".join(part for part in (one.evidence.check, CORRECTED) if part)
        evidence = dataclasses.replace(one.evidence, check=check)
        action = ProposedAction.CHANGE if one.action is ProposedAction.CONFIRM else one.action
        changes = _changes_with(one, row, fields) if action is ProposedAction.CHANGE else ()
        rows.append(
            dataclasses.replace(one, row=row, action=action, evidence=evidence, changes=changes)
        )
    return dataclasses.replace(proposal, rows=tuple(rows)), refused


def _changes_with(one: ProposedRow, row: Row, fields: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """What a corrected row would change of the current one: as proposed, and as corrected."""
    found = {
        change.field: dataclasses.replace(
            change, proposed=as_text(getattr(row, change.field, change.proposed))
        )
        for change in one.changes
    }
    for name in fields:
        current, wanted = as_text(getattr(one.row, name)), as_text(getattr(row, name))
        if name not in found and current != wanted:
            found[name] = FieldChange(name, current, wanted)
    return tuple(change for change in found.values() if change.current != change.proposed)


def _renamed(row: Row, renamed: Mapping[str, str]) -> Row:
    if not renamed:
        return row
    changes = {
        one.name: renamed[value]
        for one in dataclasses.fields(row)
        if one.name != "id"
        and isinstance(value := getattr(row, one.name), str)
        and value in renamed
    }
    return dataclasses.replace(row, **changes) if changes else row


def _refers_to(row: Row, refused: set[str]) -> bool:
    return any(
        isinstance(value := getattr(row, one.name), str) and value in refused
        for one in dataclasses.fields(row)
        if one.name != "id"
    )
