"""Changes between two releases of a city, figure by figure, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.rows import Row
from hoshin.exchange.cells import write_cell
from hoshin.exchange.package import column_titles
from hoshin.exchange.tables import Table, tables


class ChangeKind(StrEnum):
    """What happened to a record or a figure."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: table (or ``judgements``), record, column, old and new text, and the sentence."""

    kind: ChangeKind
    table: str
    row_id: str
    column: str
    old: str
    new: str
    sentence_ja: str
    sentence_en: str


# What of a judgement a reader would call a change; explanations follow from these.
_JUDGED_COLUMNS = {
    "printed": ("達成度(％)", "achievement (%)"),
    "ratio": ("正確な比", "exact ratio"),
    "met": ("達成か", "met"),
    "standing": ("状況", "standing"),
    "rating": ("評価", "rating"),
    "not_computable": ("計算できない理由", "reason why it is not computable"),
}
_NOTHING = ("(なし)", "(none)")


def changes_between(old: City, new: City) -> tuple[Change, ...]:
    """Every record added, removed or changed between two states of a city's folder."""
    found: list[Change] = []
    for table in tables():
        before = {row.id: row for row in getattr(old, table.name)}
        after = {row.id: row for row in getattr(new, table.name)}
        for row_id, row in before.items():
            if row_id in after:
                found.extend(_changed_cells(table, row, after[row_id]))
            else:
                found.append(_whole_row(ChangeKind.REMOVED, table.name, row_id, row))
        found.extend(
            _whole_row(ChangeKind.ADDED, table.name, row_id, row)
            for row_id, row in after.items()
            if row_id not in before
        )
    return tuple(found)


def judgement_changes(
    old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]
) -> tuple[Change, ...]:
    """Every figure of the judgements that differs between two lists of judgement rows."""
    before = {row["target"]: row for row in old}
    found: list[Change] = []
    for row in new:
        earlier = before.get(row["target"])
        if earlier is None:
            continue
        for column, (title_ja, title_en) in _JUDGED_COLUMNS.items():
            if earlier.get(column) != row.get(column):
                found.append(
                    _change(
                        "judgements",
                        row["target"],
                        str(row["name"]),
                        column,
                        (title_ja, title_en),
                        _plain(earlier.get(column)),
                        _plain(row.get(column)),
                    )
                )
    return tuple(found)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _label(row: Row) -> str:
    for name in ("name", "title", "name_printed", "heading"):
        text = getattr(row, name, "")
        if text:
            return str(text)
    return ""


def _whole_row(kind: ChangeKind, table: str, row_id: str, row: Row) -> Change:
    label = _label(row)
    named_ja = f"{table} の「{label}」({row_id})" if label else f"{table} の {row_id}"
    named_en = f'"{label}" ({row_id}) of {table}' if label else f"{row_id} of {table}"
    added = kind is ChangeKind.ADDED
    return Change(
        kind,
        table,
        row_id,
        "",
        "",
        "",
        f"{named_ja}が{'加わりました' if added else 'なくなりました'}。",
        f"{named_en} was {'added' if added else 'removed'}.",
    )


def _changed_cells(table: Table, old: Row, new: Row) -> Sequence[Change]:
    found = []
    for column in table.columns:
        before = write_cell(getattr(old, column.name), column)
        after = write_cell(getattr(new, column.name), column)
        if before != after:
            title, _ = column_titles().get(column.name, (column.name, ""))
            titles = (title, column.name.replace("_", " "))
            found.append(
                _change(table.name, new.id, _label(new), column.name, titles, before, after)
            )
    return found


def _change(
    table: str,
    row_id: str,
    label: str,
    column: str,
    titles: tuple[str, str],
    old: str,
    new: str,
) -> Change:
    named_ja = f"「{label}」({row_id})" if label else row_id
    named_en = f'"{label}" ({row_id})' if label else row_id
    return Change(
        ChangeKind.CHANGED,
        table,
        row_id,
        column,
        old,
        new,
        f"{named_ja}の{titles[0]}が「{old or _NOTHING[0]}」から"
        f"「{new or _NOTHING[0]}」に変わりました。",
        f"{named_en}: {titles[1]} changed from {old or _NOTHING[1]} to {new or _NOTHING[1]}.",
    )
