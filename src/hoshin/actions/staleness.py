"""Staleness: what has changed in the plan since a proposal was made against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hoshin.actions import refusals
from hoshin.domain.city import City
from hoshin.domain.indicators import Observation
from hoshin.domain.proposals import FieldChange, ProposedAction, ProposedRow
from hoshin.importers.proposing import as_text
from hoshin.importers.row_names import Name, RowNames


@dataclass(frozen=True, slots=True)
class StaleRow:
    """A row that is not as the proposal saw it, and how it differs.

    ``differences`` give for a field its value then and its value now. ``is_there`` is true for a
    row to add that the plan has by now, ``is_gone`` for one to change that it no longer has.
    """

    table: str
    row_id: str
    name: Name
    differences: tuple[FieldChange, ...] = ()
    is_there: bool = False
    is_gone: bool = False


class StaleError(refusals.NotNowError):
    """Nothing was written, because these rows have changed since the proposal was made."""

    def __init__(self, rows: tuple[StaleRow, ...]) -> None:
        names_ja = "、".join(f"「{one.name[0] or one.row_id}」" for one in rows[:3])
        names_en = ", ".join(f'"{one.name[1] or one.row_id}"' for one in rows[:3])
        more_ja = f"ほか{len(rows) - 3}件" if len(rows) > 3 else ""
        more_en = f" and {len(rows) - 3} more" if len(rows) > 3 else ""
        super().__init__(
            refusals.problem(
                "proposal-stale",
                f"この取り込みの案を作ったあとに、{names_ja}{more_ja}が変わりました。"
                "何も書いていません。",
                f"Since this proposal was made, {names_en}{more_en} changed in the plan. "
                "Nothing was written.",
                "いまの計画ともう一度比べて、違いを確かめてください。",
                "Compare the document with the plan of today, and look at how it differs.",
            )
        )
        self.rows = rows


def require_fresh(before: City, taken: Iterable[ProposedRow]) -> None:
    """Raise StaleError when a row to add is there, or one to change is not as it was seen."""
    taken = tuple(taken)
    stale = tuple(_stale_rows(before, taken))
    if stale:
        raise StaleError(stale)


def _stale_rows(before: City, taken: Iterable[ProposedRow]) -> Iterator[StaleRow]:
    taken = tuple(taken)
    tables = {one.table for one in taken}
    known = {(name, row.id): row for name in tables for row in getattr(before, name)}
    names = RowNames(before)
    for one in taken:
        now = known.get(one.key)
        name = names.of_row(one.table, one.row)
        if one.action is ProposedAction.ADD:
            if now is not None:
                yield StaleRow(one.table, one.row.id, name, is_there=True)
            continue
        if now is None:
            yield StaleRow(one.table, one.row.id, name, is_gone=True)
            continue
        if isinstance(now, Observation):
            now = _latest(before, now)
        differences = tuple(
            FieldChange(it.field, it.current, as_text(getattr(now, it.field)))
            for it in one.changes
            if as_text(getattr(now, it.field)) != it.current
        )
        if differences or now.id != one.row.id:
            yield StaleRow(one.table, one.row.id, name, differences)


def _latest(city: City, row: Observation) -> Observation:
    """The last revision that the same document has given of a value."""
    same = (row.indicator, row.target, row.ref_area, row.breakdown, row.time_period, row.source)
    latest = row
    for one in city.observations:
        key = (one.indicator, one.target, one.ref_area, one.breakdown, one.time_period, one.source)
        if key == same and one.revision > latest.revision:
            latest = one
    return latest
