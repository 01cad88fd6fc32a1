"""What a row is called where a person reads of it: a name and a period, never an id.

Rows without a name of their own are called by what they belong to: a value by its indicator and
its period, an amount by its program and its year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.proposals import Proposal
from hoshin.domain.rows import Row

Name = tuple[str, str]
"""A name in Japanese and in English; the same where there is only one."""

# By table: the fields that name the row it belongs to (table, field), then those that tell it
# apart from its neighbours.
_BELONGS: Mapping[str, tuple[tuple[tuple[str, str], ...], tuple[str, ...]]] = {
    "targets": ((("indicators", "indicator"),), ("goal_period",)),
    "milestones": ((("targets", "target"),), ("period",)),
    "observations": ((("indicators", "indicator"),), ("time_period",)),
    "program_elements": ((("programs", "program"),), ("number",)),
    "appropriations": ((("program_elements", "listing"),), ("fiscal_year",)),
    "evaluations": (
        (("programs", "program"), ("elements", "element"), ("plans", "plan")),
        ("year",),
    ),
    "evaluation_answers": ((("evaluation_fields", "field"),), ()),
    "sdg_links": (
        (("targets", "target"), ("programs", "program"), ("elements", "element")),
        ("sdg_target",),
    ),
}
_LABELS = (("name", "name_en"), ("title", "title_en"), ("name_printed", ""))
_DEEPEST = 4


class RowNames:
    """The names of rows of a city and of a proposal; rows that are proposed win."""

    def __init__(self, city: City, proposal: Proposal | None = None) -> None:
        self._city = city
        self._tables: dict[str, dict[str, Row]] = {}
        self._proposed: dict[str, dict[str, Row]] = {}
        for one in proposal.rows if proposal is not None else ():
            self._proposed.setdefault(one.table, {})[one.row.id] = one.row

    def of(self, table: str, row_id: str) -> Name:
        """The name of a row by its id; empty when there is no such row."""
        row = self._row(table, row_id)
        return ("", "") if row is None else self.of_row(table, row)

    def of_row(self, table: str, row: Row) -> Name:
        """The name of a row."""
        return self._named(table, row, 0)

    def _row(self, table: str, row_id: str) -> Row | None:
        proposed = self._proposed.get(table, {}).get(row_id)
        if proposed is not None:
            return proposed
        if table not in self._tables:
            self._tables[table] = {row.id: row for row in getattr(self._city, table, ())}
        return self._tables[table].get(row_id)

    def _named(self, table: str, row: Row, depth: int) -> Name:
        for ja, en in _LABELS:
            label = str(getattr(row, ja, "") or "")
            if label and table not in ("targets", "program_elements"):
                return label, str(getattr(row, en, "") or "") or label if en else label
        belongs, apart = _BELONGS.get(table, ((), ()))
        owner: Name = ("", "")
        for owner_table, field in belongs:
            known = self._row(owner_table, getattr(row, field) or "")
            if known is not None and depth < _DEEPEST:
                owner = self._named(owner_table, known, depth + 1)
                break
        told = list(_told(row, apart)) if depth == 0 or table != "targets" else []
        ja = " ".join(part for part in (owner[0], *(one[0] for one in told)) if part)
        en = " ".join(part for part in (owner[1], *(one[1] for one in told)) if part)
        return ja or str(getattr(row, "name_printed", "")), en or str(
            getattr(row, "name_printed", "")
        )


def _told(row: Row, fields: tuple[str, ...]) -> Iterator[Name]:
    for field in fields:
        value: Any = getattr(row, field)
        if value in (None, ""):
            continue
        if hasattr(value, "label_ja"):
            yield value.label_ja, value.label_en
        else:
            yield str(value), str(value)
