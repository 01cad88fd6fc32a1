"""Proposed rows in words: their values, changes, place and proof, never a code or an id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hoshin.domain.code_words import code_words
from hoshin.domain.periods import Period
from hoshin.domain.problems import IllFormedError
from hoshin.exchange.cells import read_cell
from hoshin.exchange.package import table_titles
from hoshin.exchange.tables import Column, codes, table
from hoshin.importers.proposal_words import code_word
from hoshin.web.column_titles import column_word
from hoshin.web.desk import Desk

# What a person wants to see of a row of each table; a table that is not here shows what it has.
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "sources": ("title", "publisher", "published_printed", "file_name"),
    "organisations": ("name", "kind", "parent"),
    "plans": ("name", "kind", "period"),
    "levels": ("plan", "depth", "name"),
    "elements": ("plan", "level", "parent", "number", "name"),
    "indicators": ("name", "unit", "direction", "organisation", "definition"),
    "targets": (
        "plan",
        "element",
        "baseline_value",
        "baseline_period",
        "goal_value",
        "goal_upper",
        "goal_text",
        "goal_period",
        "comparison",
        "unit",
    ),
    "milestones": ("value", "period", "comparison"),
    "observations": (
        "obs_value",
        "value_text",
        "unit_measure",
        "time_period",
        "obs_status",
        "missing_reason",
        "ref_area",
        "breakdown",
    ),
    "published_figures": ("name", "value", "text", "unit", "kind"),
    "programs": ("name", "organisation", "description"),
    "program_elements": ("number", "element", "organisation", "kind", "name_printed"),
    "appropriations": ("fiscal_year", "stage", "fund", "amount_yen"),
    "evaluations": (
        "program",
        "element",
        "year",
        "author_role",
        "direction",
        "rating",
        "findings",
        "answer_to_last_year",
    ),
    "evaluation_answers": ("field", "text", "value", "amount_yen"),
    "sdg_links": ("goal", "sdg_target", "strength", "element"),
}
_NOT_SHOWN = frozenset({"id", "source", "locator"})
_UNITS = {
    "obs_value": "unit_measure",
    "baseline_value": "unit",
    "goal_value": "unit",
    "goal_upper": "unit",
    "value": "unit",
}
_LONG = frozenset({"findings", "description", "definition", "note", "findings_en"})


@dataclass(frozen=True, slots=True)
class ShownValue:
    """A value of a row with the name of its column."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A value that would change: what stands in the plan, what the document says."""

    label: str
    current: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field in which a person corrects a value: its text, and its choices where it has some."""

    name: str
    label: str
    text: str
    proposed: str
    choices: tuple[tuple[str, str], ...]
    suggestion: str
    is_long: bool
    is_number: bool


class RowWords:
    """Speaks of the rows of one kept proposal in one language."""

    def __init__(self, desk: Desk, names: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._desk = desk
        self._names = names

    def name(self, given: list[str]) -> str:
        """A name that is kept in both languages."""
        return self._desk.speech.label(*given)

    def table(self, name: str) -> str:
        """What a table is called."""
        title = table_titles()[name]
        return self._desk.speech.label(title.title_ja, title.title_en)

    def column(self, name: str, column: Column) -> str:
        """What a column is called."""
        return column_word(self._desk, name, column)

    def values(self, data: Mapping[str, Any]) -> tuple[ShownValue, ...]:
        """The values of a row that a person wants to see."""
        name, texts = data["table"], data["values"]
        found = []
        for column in self._columns(name):
            text = self.text(name, column, texts.get(column.name, ""), texts)
            if text and text != self.name(data["name"]):
                found.append(ShownValue(self.column(name, column), text))
        return tuple(found)

    def changes(self, data: Mapping[str, Any]) -> tuple[ShownChange, ...]:
        """What a row would change."""
        columns = {one.name: one for one in table(data["table"]).columns}
        return tuple(
            ShownChange(
                self.column(data["table"], columns[one["field"]]),
                self.text(data["table"], columns[one["field"]], one["current"], data["values"])
                or self._desk.w("importing.blank"),
                self.text(data["table"], columns[one["field"]], one["proposed"], data["values"])
                or self._desk.w("importing.blank"),
            )
            for one in data["changes"]
        )

    def text(self, name: str, column: Column, text: str, texts: Mapping[str, str]) -> str:
        """A cell's text in words: names for ids, words for codes, units beside numbers."""
        if not text:
            return ""
        if column.references:
            known = self._names.get(column.references, {})
            parts = [
                self.name(known[one]) if one in known else one
                for one in (text.split(";") if column.is_list else (text,))
            ]
            return self._desk.w("common.comma").join(part for part in parts if part)
        try:
            value = read_cell(text, column)
        except IllFormedError:
            return text
        speech = self._desk.speech
        if isinstance(value, Period):
            return speech.period(value)
        if isinstance(value, StrEnum | bool):
            return speech.label(*code_words(text, column.name))
        if column.name == "amount_yen":
            return speech.quantity(Decimal(value), self._desk.w("importing.yen"))
        if isinstance(value, Decimal):
            unit = texts.get(_UNITS.get(column.name, ""), "")
            return speech.quantity(value, unit) if unit else speech.number(value)
        return text

    def fields(
        self, data: Mapping[str, Any], typed: Mapping[str, str], columns: tuple[Column, ...]
    ) -> tuple[Field, ...]:
        """The fields in which a row is corrected: those that are shown, and those filled in."""
        name, texts = data["table"], data["values"]
        wanted = _SHOWN.get(name, ())
        suggested = {one["field"]: one["proposed"] for one in data["suggestions"]}
        order = {one: at for at, one in enumerate(wanted)}
        chosen = [
            one
            for one in columns
            if one.name in wanted
            or one.name in typed
            or (texts.get(one.name) and not one.name.endswith(("_printed", "_column")))
        ]
        chosen.sort(key=lambda one: order.get(one.name, len(order)))
        is_ja = self._desk.speech.is_ja
        return tuple(
            Field(
                name=one.name,
                label=self.column(name, one),
                text=typed.get(one.name, texts.get(one.name, "")),
                proposed=texts.get(one.name, ""),
                choices=_choices(one, is_ja),
                suggestion=code_word(suggested[one.name], is_ja) if one.name in suggested else "",
                is_long=one.name in _LONG,
                is_number=one.kind in (int, Decimal),
            )
            for one in chosen
        )

    def _columns(self, name: str) -> list[Column]:
        columns = {one.name: one for one in table(name).columns}
        shown = _SHOWN.get(name)
        if shown is None:
            return [one for one in columns.values() if one.name not in _NOT_SHOWN]
        # A unit stands beside its number.
        beside = {_UNITS.get(one) for one in shown}
        return [columns[one] for one in shown if one not in beside]

    def place(self, evidence: Mapping[str, Any], page_name: str = "") -> str:
        """Where a row was read: page or sheet, lines, cells."""
        w = self._desk.w
        parts = []
        if page_name and evidence["cells"]:
            parts.append(w("importing.sheet", name=page_name))
        elif evidence["page"] is not None:
            parts.append(w("shell.page", number=evidence["page"]))
        if evidence["cells"]:
            cells = [one.rpartition("!")[2] for one in evidence["cells"]]
            parts.append(w("importing.cells", cells=w("common.comma").join(cells)))
        elif evidence["lines"]:
            lines = w("common.comma").join(
                str(first) if first == last else f"{first}–{last}"
                for first, last in evidence["lines"]
            )
            parts.append(w("importing.lines", lines=lines))
        return " ".join(parts)


def _choices(column: Column, is_ja: bool) -> tuple[tuple[str, str], ...]:
    if column.kind is bool:
        return tuple((code, code_word(code, is_ja)) for code in ("true", "false"))
    said = 0 if is_ja else 1
    found = tuple(
        (one.value, code_words(one.value, column.name)[said]) for one in codes(column.kind)
    )
    return (("", "―"), *found) if found and not column.required else found
