"""References: every id that names another row must name one that exists."""

from __future__ import annotations

import difflib
import typing
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from functools import cache

from hoshin.domain.city import City
from hoshin.domain.problems import Problem
from hoshin.domain.rows import Reference, Row
from hoshin.domain.words import Name, Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, Rule, at, error

# Near ids are looked for only so often: in a folder without its indicators, every row misses one.
_MOST_GUESSES = 50
# Columns that point to rows without saying to which table in their type.
_UNTYPED = {
    ("members", "succeeds"): ("members",),
    ("published_figures", "operands"): ("context_figures", "appropriations", "published_figures"),
    ("published_figures", "level"): ("levels",),
}

REFERENCE_BROKEN: Rule = error(
    "reference-broken",
    Words("参照先の行がない", "A reference to a row that does not exist"),
    Words(
        "計画、指標、事業のつながりが切れると、その行は集計にも画面にも現れません。",
        "Where a tie between plans, indicators or programs is cut, a row drops out of every total "
        "and every page.",
    ),
)


@cache
def reference_columns(table: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The columns of a table that hold ids, each with the tables in which the ids may stand."""
    hints = typing.get_type_hints(row_class(table), include_extras=True)
    found = []
    for field in fields(row_class(table)):
        named = _tables_in(hints[field.name]) or _UNTYPED.get((table, field.name), ())
        if named:
            found.append((field.name, tuple(named)))
    return tuple(found)


def _tables_in(hint: object) -> tuple[str, ...]:
    if typing.get_origin(hint) is typing.Annotated:
        marks = typing.get_args(hint)[1:]
        return tuple(mark.table for mark in marks if isinstance(mark, Reference))
    return tuple(table for part in typing.get_args(hint) for table in _tables_in(part))


@cache
def row_class(table: str) -> type[Row]:
    """The class of the rows of a table."""
    found: type[Row] = typing.get_args(typing.get_type_hints(City)[table])[0]
    return found


@cache
def table_names() -> tuple[str, ...]:
    """The names of all tables of a city."""
    hints = typing.get_type_hints(City)
    return tuple(name for name, hint in hints.items() if typing.get_origin(hint) is tuple)


def rows_of(city: City, table: str) -> tuple[Row, ...]:
    """The rows of one table."""
    rows: tuple[Row, ...] = getattr(city, table)
    return rows


def row_of(city: City, row_id: str) -> tuple[str, Row] | None:
    """The table and the record of an id, the first table that has it; None where none has."""
    for table in fields(city):
        rows = getattr(city, table.name)
        if isinstance(rows, tuple):
            for row in rows:
                if row.id == row_id:
                    return table.name, row
    return None


def ids_in(row: Row, column: str) -> tuple[str, ...]:
    """The ids that stand in a reference column of a row, whether it holds one, several or none."""
    held: str | tuple[str, ...] | None = getattr(row, column)
    if not held:
        return ()
    return (held,) if isinstance(held, str) else held


def broken_references(facts: Facts) -> Iterator[Problem]:
    """One problem for each missing id and column, at the first row that names it."""
    city = facts.city
    ids = {table: {row.id for row in rows_of(city, table)} for table in table_names()}
    guesses = 0
    for table in table_names():
        missing: dict[tuple[str, str, tuple[str, ...]], list[Row]] = defaultdict(list)
        for column, named in reference_columns(table):
            for row in rows_of(city, table):
                for one in ids_in(row, column):
                    if not any(one in ids[other] for other in named):
                        missing[column, one, named].append(row)
        for (column, one, named), rows in missing.items():
            guesses += 1
            candidates = [known for other in named for known in ids[other]]
            near = _nearest(one, candidates) if guesses <= _MOST_GUESSES else ""
            yield _problem(table, column, one, named, rows, near)


def _nearest(missing: str, candidates: list[str]) -> str:
    found = difflib.get_close_matches(missing, sorted(candidates), n=1)
    return found[0] if found else ""


def _problem(
    table: str, column: str, missing: str, named: tuple[str, ...], rows: list[Row], near: str
) -> Problem:
    own = Name(column)
    where = " / ".join(str(Name(table=one)) for one in named)
    repeated = Words("", "")
    if len(rows) > 1:
        repeated = Words(f"同じ参照が{len(rows)}行あります。", f" {len(rows)} rows name it.")
    hint = Words(
        f"{where} に「{missing}」の行を加えるか、「{own}」のIDを直してください。",
        f'Add a row "{missing}" to {where}, or correct the id in "{own}".',
    )
    if near:
        hint = Words(f"「{near}」ではありませんか。{hint.ja}", f'Did you mean "{near}"? {hint.en}')
    return REFERENCE_BROKEN.problem(
        at(table, rows[0], column),
        Words(
            f"列「{own}」の「{missing}」という行は {where} にありません。{repeated.ja}",
            f'"{missing}" in column "{own}" is no row of {where}.{repeated.en}',
        ),
        hint,
        (row.id for row in rows),
    )


CHECKS = (Check(broken_references, (REFERENCE_BROKEN,)),)
