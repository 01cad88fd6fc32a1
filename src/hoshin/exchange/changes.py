"""Changes between two releases of a city, figure by figure, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.rows import Row
from hoshin.exchange.cell_words import NOTHING, cell_in_words, word_of
from hoshin.exchange.cells import write_cell
from hoshin.exchange.package import english_name, table_titles, title_of
from hoshin.exchange.row_names import RowNames
from hoshin.exchange.tables import Table, tables
from hoshin.exchange.tables import table as table_named


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
# Columns whose values are codes, with the part of the vocabulary that has their words.
_CODED = {"standing": "terms.standing", "not_computable": "terms.not_computable"}


def changes_of_releases(
    old: City,
    old_rows: Iterable[Mapping[str, Any]],
    new: City,
    new_rows: Iterable[Mapping[str, Any]],
) -> tuple[Change, ...]:
    """Every change from one judged city to another: of judged figures first, then of records."""
    return (*judgement_changes(old_rows, new_rows, new), *changes_between(old, new))


def changes_between(old: City, new: City) -> tuple[Change, ...]:
    """Every record added, removed or changed between two states of a city's folder."""
    found: list[Change] = []
    names_before, names_after = RowNames(old), RowNames(new)
    for table in tables():
        if getattr(old, table.name) is getattr(new, table.name):
            continue
        before = {row.id: row for row in getattr(old, table.name)}
        after = {row.id: row for row in getattr(new, table.name)}
        for row_id, row in before.items():
            if after.get(row_id) is row:
                continue
            if row_id in after:
                label = names_after.of(table, after[row_id])
                names = (names_before, names_after)
                found.extend(_changed_cells(table, row, after[row_id], label, names))
            else:
                label = names_before.of(table, row)
                found.append(_whole_row(ChangeKind.REMOVED, table.name, row_id, label))
        found.extend(
            _whole_row(ChangeKind.ADDED, table.name, row_id, names_after.of(table, row))
            for row_id, row in after.items()
            if row_id not in before
        )
    return tuple(found)


def judgement_changes(
    old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]], city: City
) -> tuple[Change, ...]:
    """Every figure of the judgements that differs between two lists of judgement rows.

    ``city`` is that of the newer ones: a listing is named with its plan and place in it, for one
    indicator may be judged in several. Where it does not hold the listing, the indicator is named.
    The exact ratio is told only where the percentage printed from it stays the same.
    """
    before = {row["target"]: row for row in old}
    targets = {one.id: one for one in city.targets}
    names = RowNames(city)
    found: list[Change] = []
    for row in new:
        earlier = before.get(row["target"])
        if earlier is None:
            continue
        target = targets.get(row["target"])
        name = (
            (str(row["name"]), str(row.get("name_en") or row["name"]))
            if target is None
            else names.of(table_named("targets"), target)
        )
        for column, (title_ja, title_en) in _JUDGED_COLUMNS.items():
            if column == "ratio" and earlier.get("printed") != row.get("printed"):
                continue
            if earlier.get(column) != row.get(column):
                cells = (_plain(earlier.get(column)), _plain(row.get(column)))
                said = [_said(column, one) for one in cells]
                titles = (title_ja, title_en)
                found.append(
                    _change("judgements", row["target"], name, column, titles, cells, said)
                )
    return tuple(found)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _said(column: str, value: str) -> tuple[str, str]:
    """A value of a judgement in words, in Japanese and English; figures stay as they are."""
    if not value:
        return NOTHING
    if column in _CODED:
        return word_of(f"{_CODED[column]}.{value}", value)
    if column == "met":
        return word_of("terms.met.yes" if value == "true" else "terms.met.no", value)
    return value, value


def _whole_row(kind: ChangeKind, table: str, row_id: str, names: tuple[str, str]) -> Change:
    label, label_en = names
    title = table_titles()[table]
    ja, en = title.title_ja, title.title_en
    named_ja = f"{ja}の「{label}」" if label else f"{ja}の {row_id}"
    named_en = f'"{label_en}" of {en}' if label else f"{row_id} of {en}"
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


def _changed_cells(
    table: Table,
    old: Row,
    new: Row,
    label: tuple[str, str],
    names: tuple[RowNames, RowNames],
) -> Sequence[Change]:
    """The cells that differ; ``names`` are those of the city before and after."""
    found = []
    for column in table.columns:
        values = [getattr(one, column.name) for one in (old, new)]
        before, after = (write_cell(one, column) for one in values)
        if before == after:
            continue
        titles = (title_of(table, column)[0], english_name(column.name))
        said = [cell_in_words(column, *one) for one in zip(values, names, strict=True)]
        if any(one == other for one, other in zip(*said, strict=True)):
            # Two records of one name, or two spellings of one figure: only the cells differ.
            said = [(before, before), (after, after)]
        found.append(_change(table.name, new.id, label, column.name, titles, (before, after), said))
    return found


def _change(
    table: str,
    row_id: str,
    label: tuple[str, str],
    column: str,
    titles: tuple[str, str],
    cells: tuple[str, str],
    said: Sequence[tuple[str, str]],
) -> Change:
    """A changed figure; ``cells`` as they are stored, ``said`` as people read them."""
    named_ja = f"「{label[0]}」" if label[0] else row_id
    named_en = f'"{label[1]}"' if label[1] else row_id
    (old_ja, old_en), (new_ja, new_en) = said
    return Change(
        ChangeKind.CHANGED,
        table,
        row_id,
        column,
        *cells,
        f"{named_ja}の{titles[0]}が「{old_ja}」から「{new_ja}」に変わりました。",
        f"{named_en}: {titles[1]} changed from {old_en} to {new_en}.",
    )
