"""Names of records in words: by their own name, or by what they belong to and their period."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from hoshin.domain.city import City
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import Period
from hoshin.domain.rows import Row
from hoshin.exchange.tables import Column, Table, tables

# By which columns people know a record that has no name of its own. Other tables: by the first two
# records that one of theirs belongs to, and by its periods.
_KNOWN_BY = {
    "targets": ("plan", "element", "indicator", "ref_area", "breakdown"),
    "observations": ("indicator", "ref_area", "breakdown", "time_period"),
    "evaluations": ("program", "element", "heading", "year", "author_role"),
}
_AUTHORS = {
    AuthorRole.SECTION: ("課の評価", "by the section"),
    AuthorRole.BUREAU: ("局の評価", "by the bureau"),
    AuthorRole.PLANNER: ("企画担当の評価", "by the planner"),
    AuthorRole.COMMITTEE: ("委員会の評価", "by the committee"),
    AuthorRole.CITY: ("市の評価", "by the city"),
}
_OWN_NAMES = ("name", "title", "name_printed", "heading")
_NOT_TOLD = ("source", "restates")
_MOST_PARTS = 2
# Records without a name that others point to; what these point to has a name.
_NAMED_BY_OTHERS = ("evaluations", "program_elements", "targets")

Name = tuple[str, str]


class RowNames:
    """What the records of a city are called; the records that they point to are found by id."""

    def __init__(self, city: City) -> None:
        self._city = city

    @cached_property
    def _rows(self) -> dict[str, dict[str, Row]]:
        return {
            table.name: {row.id: row for row in getattr(self._city, table.name)}
            for table in tables()
        }

    def of(self, table: Table, row: Row) -> tuple[str, str]:
        """The name of a record in Japanese and in English; empty where it has none."""
        own = None if table.name in _KNOWN_BY else _own_name(row)
        parts = list(self._parts(table, row)) if own is None else [own]
        return "　".join(ja for ja, _ in parts), ", ".join(en for _, en in parts)

    def _parts(self, table: Table, row: Row) -> Iterator[Name]:
        """What tells a record from others of its table, part by part."""
        for column in self._columns(table, row):
            value = getattr(row, column.name)
            if isinstance(value, Period):
                yield value.label_ja, value.label_en
            elif isinstance(value, AuthorRole):
                yield _AUTHORS[value]
            elif column.references and value:
                ids = value if isinstance(value, tuple) else (value,)
                found = [self.of_id(column.references, one) for one in ids]
                yield "・".join(ja for ja, _ in found), ", ".join(en for _, en in found)
            elif value:
                yield str(value), str(getattr(row, f"{column.name}_en", "") or value)
        revision = getattr(row, "revision", 1)
        if revision > 1:
            yield f"第{revision}版", f"revision {revision}"

    def _columns(self, table: Table, row: Row) -> list[Column]:
        """The columns by which people know a record of a table."""
        names = _KNOWN_BY.get(table.name)
        if names is None:
            pointing = [
                one
                for one in table.columns
                if one.references and one.name not in _NOT_TOLD and getattr(row, one.name)
            ]
            return pointing[:_MOST_PARTS] + [one for one in table.columns if one.kind is Period]
        of_program = getattr(row, "program", None) is not None
        by_name = {one.name: one for one in table.columns}
        return [by_name[one] for one in names if not (of_program and one == "element")]

    def of_id(self, name: str, row_id: str) -> Name:
        """The name of a record that another one points to; its id where it has none."""
        row = self._rows[name].get(row_id)
        if row is None:
            return row_id, row_id
        own = _own_name(row)
        if own is not None or name not in _NAMED_BY_OTHERS:
            return own or (row_id, row_id)
        return self.of(next(one for one in tables() if one.name == name), row)


def _own_name(row: Row) -> Name | None:
    """The name that a record bears itself, in Japanese and, where it is known, in English."""
    for name in _OWN_NAMES:
        text = str(getattr(row, name, "") or "")
        if text:
            return text, str(getattr(row, f"{name}_en", "") or text)
    return None
