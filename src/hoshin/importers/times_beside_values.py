"""Times in columns of their own: 目標年度 | 目標値 beside each other are one column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hoshin.importers.columns import TIME_HEAD, Column, ColumnKind
from hoshin.importers.indicator_words import role_of_label
from hoshin.importers.wording import squeezed


def with_own_times(columns: Sequence[Column]) -> tuple[Column, ...]:
    """基準年度 and 基準値, 目標値 and 年度: a value and its time in columns of their own are one.

    A time that names no role goes with the value on one side only when each value has such a time
    on that side; otherwise the columns stay apart.
    """
    named = {
        at: at + 1
        for at in range(len(columns) - 1)
        if _is_time(columns[at]) and _is_value_of(columns[at], columns[at + 1])
    }
    pairs = named or _beside_each(columns)
    if not pairs:
        return tuple(columns)
    found = []
    for at, column in enumerate(columns):
        if at in pairs:
            value = columns[pairs[at]]
            parts = tuple((one.index, squeezed(one.text)) for one in (column, value))
            found.append(replace(value, index=min(column.index, value.index), parts=parts))
        elif at not in pairs.values():
            found.append(column)
    return tuple(found)


def _is_time(column: Column) -> bool:
    """Whether a head says that its column holds times, and prints none itself."""
    free = column.kind in (ColumnKind.VALUE, ColumnKind.OTHER) and not column.parts
    return free and column.period is None and bool(TIME_HEAD.fullmatch(squeezed(column.text)))


def _is_value(column: Column) -> bool:
    is_free = column.role is not None and column.period is None and not column.parts
    return column.kind is ColumnKind.VALUE and is_free and not _is_time(column)


def _is_value_of(time: Column, value: Column) -> bool:
    """Whether a head of times names the role of the value beside it."""
    found = TIME_HEAD.fullmatch(squeezed(time.text))
    stem = found["stem"] if found is not None else ""
    role = time.role or (role_of_label(stem) if stem else None)
    return _is_value(value) and role is not None and role is value.role


def _beside_each(columns: Sequence[Column]) -> dict[int, int]:
    """Times without a role before or behind every value: the place of each and of its value."""
    times = [at for at, one in enumerate(columns) if _is_time(one) and one.role is None]
    values = [at for at, one in enumerate(columns) if _is_value(one)]
    for step in (1, -1):
        if len(times) > 1 and [at + step for at in times] == values:
            return dict(zip(times, values, strict=True))
    return {}
