"""The work of turning findings into rows: what is known, what was proposed so far, how to add.

A ``Draft`` collects proposed rows of one document against one city. It answers the same id for
the same thing, so that two findings that need one new row share it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.periods import Period
from hoshin.domain.plans import Element, Level, Organisation, OrganisationKind
from hoshin.domain.problems import IllFormedError
from hoshin.domain.proposals import (
    Candidate,
    Confidence,
    Evidence,
    FieldChange,
    LeftOver,
    ProposedAction,
    ProposedRow,
)
from hoshin.domain.rows import Row
from hoshin.domain.units import normalise_symbol
from hoshin.importers.program_words import is_bureau
from hoshin.importers.row_ids import short_hash, unused
from hoshin.importers.wording import name_key

TABLE_ORDER = (
    "sources",
    "organisations",
    "plans",
    "levels",
    "elements",
    "indicators",
    "targets",
    "milestones",
    "observations",
    "published_figures",
    "programs",
    "program_elements",
    "appropriations",
    "evaluations",
    "evaluation_answers",
    "sdg_links",
)

# No row is without a unit; this one asks the person who looks at it for the right one.
UNIT_NOT_PRINTED = "単位の記載なし"


@dataclass(slots=True)
class Draft:
    """The rows proposed so far; ``plan`` is the plan to which new listings belong."""

    city: City
    source: str
    plan: str
    plan_is_new: bool = False
    rows: dict[str, list[ProposedRow]] = field(default_factory=dict)
    left_over: list[LeftOver] = field(default_factory=list)
    used: set[tuple[str, str]] = field(default_factory=set)
    _keys: set[tuple[str, str]] = field(default_factory=set)
    _by_field: dict[tuple[str, str], dict[Any, list[Any]]] = field(default_factory=dict)
    _ids: dict[str, set[str]] = field(default_factory=dict)
    _elements: dict[tuple[str, str], str] = field(default_factory=dict)
    _organisations: dict[str, str] = field(default_factory=dict)

    def rows_by(self, table: str, name: str) -> dict[Any, list[Any]]:
        """The city's rows of a table by the value of one field; made once."""
        if (table, name) not in self._by_field:
            found: dict[Any, list[Any]] = {}
            for row in getattr(self.city, table):
                found.setdefault(getattr(row, name), []).append(row)
            self._by_field[table, name] = found
        return self._by_field[table, name]

    def unit(self, printed: str, indicator: str = "") -> str:
        """The unit that a document prints, else that of the plan's indicator, else that none is.

        Whoever takes the unit from elsewhere marks the row as needing a decision.
        """
        known = self.rows_by("indicators", "id").get(indicator, ())
        return printed or next((one.unit for one in known), "") or UNIT_NOT_PRINTED

    def ids(self, table: str) -> set[str]:
        """The ids that a table has, those of proposed rows among them."""
        if table not in self._ids:
            self._ids[table] = {row.id for row in getattr(self.city, table)}
        return self._ids[table]

    def add(
        self,
        table: str,
        row: Row,
        evidence: Evidence,
        *,
        candidates: tuple[Candidate, ...] = (),
        suggestions: tuple[FieldChange, ...] = (),
        needs_decision: bool = False,
    ) -> None:
        """Propose a new row; its id must come from ``new_id``."""
        self._append(
            ProposedRow(
                table=table,
                row=row,
                action=ProposedAction.ADD,
                evidence=evidence,
                candidates=candidates,
                suggestions=suggestions,
                needs_decision=needs_decision,
            )
        )

    def confirm_or_change(
        self, table: str, current: Row, changes: dict[str, Any], evidence: Evidence
    ) -> None:
        """Propose what a document says of an existing row; nothing may change without a look."""
        self.used.add((table, current.id))
        differing = {
            name: value
            for name, value in changes.items()
            if not same(getattr(current, name), value)
        }
        if not differing:
            action, row = ProposedAction.CONFIRM, current
        else:
            action, row = ProposedAction.CHANGE, dataclasses.replace(current, **differing)
        self._append(
            ProposedRow(
                table=table,
                row=row,
                action=action,
                evidence=evidence,
                changes=tuple(
                    FieldChange(name, as_text(getattr(current, name)), as_text(value))
                    for name, value in differing.items()
                ),
                needs_decision=bool(differing),
            )
        )

    def _append(self, row: ProposedRow) -> None:
        if row.key not in self._keys:
            self._keys.add(row.key)
            self.rows.setdefault(row.table, []).append(row)

    def new_id(self, table: str, wanted: str) -> str:
        """An id for a new row, not yet taken in its table."""
        return unused(wanted, self.ids(table))

    def ordered(self) -> tuple[ProposedRow, ...]:
        """All proposed rows, tables in the order in which they refer to each other."""
        return tuple(row for table in TABLE_ORDER for row in self.rows.get(table, ()))

    def known_organisation(self, name: str) -> str | None:
        """The id of the city's one organisation of this name; None when none or several have it."""
        key = name_key(name)
        known = [one.id for one in self.city.organisations if name_key(one.name) == key]
        return known[0] if len(known) == 1 else None

    def organisation(self, name: str, parent: str, evidence: Evidence) -> str | None:
        """The id of the organisation of this name, proposed when the city has none."""
        if not name:
            return None
        key = name_key(name)
        if key not in self._organisations:
            known = [one.id for one in self.city.organisations if name_key(one.name) == key]
            if len(known) == 1:
                self._organisations[key] = known[0]
            else:
                kind = OrganisationKind.BUREAU if is_bureau(name) else OrganisationKind.SECTION
                kind = OrganisationKind.WARD if name.endswith(("区", "区役所")) else kind
                made = self.new_id("organisations", f"org-{short_hash(key)}")
                row = Organisation(
                    id=made,
                    name=name,
                    kind=kind,
                    parent=self._organisations.get(name_key(parent)) if parent else None,
                    source=self.source,
                    locator=evidence.locator,
                )
                self.add("organisations", row, evidence, needs_decision=len(known) > 1)
                self._organisations[key] = made
        return self._organisations[key]

    def element(self, section: Iterable[str], evidence: Evidence) -> str:
        """The id of the element under which a listing stands: by name, else proposed.

        Of several headings above the listing the innermost that names an element wins. A new
        element is named by the innermost heading. A sentence is no heading.
        """
        headings = named_headings(section)
        for heading in reversed(headings):
            known = self._known_element(heading)
            if known:
                return known
        name = headings[-1] if headings else "見出しなし"
        key = (self.plan, name_key(name))
        if key not in self._elements:
            level = self._level(evidence)
            made = self.new_id("elements", f"{self.plan}.e-{short_hash(*key)}")
            row = Element(
                id=made,
                plan=self.plan,
                level=level,
                name=name,
                source=self.source,
                locator=evidence.locator,
            )
            self.add("elements", row, evidence)
            self._elements[key] = made
        return self._elements[key]

    def _known_element(self, heading: str) -> str:
        key = (self.plan, name_key(heading))
        if key in self._elements:
            return self._elements[key]
        wanted = {key[1], name_key(_without_number(heading))} - {""}
        found = [
            one.id
            for one in self.rows_by("elements", "plan").get(self.plan, ())
            if not wanted.isdisjoint((name_key(one.name), name_key(one.name_en), _numbered(one)))
        ]
        if len(found) == 1:
            self._elements[key] = found[0]
            return found[0]
        return ""

    def _level(self, evidence: Evidence) -> str:
        for one in self.city.levels:
            if one.plan == self.plan and one.depth == 1:
                return one.id
        made = f"{self.plan}.section"
        if made not in self.ids("levels"):
            self.ids("levels").add(made)
            row = Level(
                id=made,
                plan=self.plan,
                depth=1,
                name="見出し",
                name_en="Section",
                source=self.source,
                locator=evidence.locator,
            )
            self.add("levels", row, evidence)
        return made

    def leave(
        self, evidence: Evidence, code: str, ja: str, en: str, refused: IllFormedError | None = None
    ) -> None:
        """Hand something over to a person that the domain cannot hold as it was read."""
        if refused is not None:
            why = refused.sentence.in_files
            ja, en = f"{ja} {why.ja}", f"{en} {why.en}"
        low = dataclasses.replace(evidence, confidence=Confidence.LOW)
        self.left_over.append(LeftOver(evidence=low, code=code, sentence_ja=ja, sentence_en=en))


def named_headings(section: Iterable[str]) -> list[str]:
    """The headings that can name an element: a whole sentence (it ends with 。) is none."""
    return [one for one in section if one and not one.rstrip(" 　」』)）").endswith("。")]


def _numbered(element: Element) -> str:
    return name_key(f"{element.number}{element.name}")


def _without_number(heading: str) -> str:
    text = heading.strip()
    for mark in ("「", "　", " "):
        if mark in text:
            return text.partition(mark)[2].strip("」　 ")
    return text.lstrip("0123456789０１２３４５６７８９.．、()（）①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣⅤ")


def same(current: Any, proposed: Any) -> bool:
    """Whether two field values say the same: digits by value, units and texts by their spelling."""
    if isinstance(current, Decimal) and isinstance(proposed, Decimal):
        return current == proposed
    if isinstance(current, str) and isinstance(proposed, str):
        return normalise_symbol(current) == normalise_symbol(proposed)
    return bool(current == proposed)


def as_text(value: Any) -> str:
    """A field's value as the plan folder writes it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Period):
        return value.code
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ";".join(as_text(one) for one in value)
    return str(value)
