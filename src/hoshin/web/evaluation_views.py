"""Views side by side: what section, bureau, planner and committee say of the same item.

Each writes a sheet of its own and reads the others beside it: the earlier ones as soon as they are
submitted, the later ones once they are approved, or to decide on them. What a later view decided
otherwise is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hoshin.actions.sheets import english_keys, fields_of, figures_of
from hoshin.domain.evaluation_sheets import EvaluationField, FieldKind, FieldMeaning
from hoshin.domain.evaluations import AuthorRole
from hoshin.engine.full_cost import in_unit
from hoshin.storage import models as tables
from hoshin.web.brief_lines import OPEN_STATES, state_word
from hoshin.web.desk import Desk
from hoshin.web.lines import DONE_STATES
from hoshin.web.worklists import visible_items

# In which order views are written: each sees those before it.
ORDER = tuple(AuthorRole)


@dataclass(frozen=True, slots=True)
class BoxText:
    """One box of a sheet as it was filled in, in words."""

    code: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """One view: whose it is, how far it has come, and whether the reader sees it yet."""

    author: str
    state: str
    state_word: str
    is_own: bool
    is_hidden: bool
    item_id: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What one view says in one box; ``changed`` where it decides otherwise than the one before."""

    text: str
    is_asked: bool
    changed: bool
    before: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One box across all views."""

    name: str
    is_direction: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """All views of one item: columns, the boxes they share, and sentences of what changed."""

    columns: tuple[ViewColumn, ...]
    rows: tuple[ComparedRow, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One view as it is known to the reader: its boxes, and what stands in them if it is shown."""

    item: tables.WorkItem
    fields: tuple[EvaluationField, ...]
    content: Mapping[str, str] | None


def views_of(
    desk: Desk,
    item: tables.WorkItem,
    declared: Sequence[EvaluationField],
    content: Mapping[str, str],
) -> tuple[View, ...]:
    """The views of the item's subject in its round, the first author's first.

    ``content`` is what stands in the reader's own form. A view whose text is not for the reader
    yet has no content.
    """
    found = visible_items(desk).filter(
        round=item.round_id,
        kind=item.kind,
        program=item.program_id,
        author_role__isnull=False,
        element=item.element_id,
    )
    rows = sorted(found, key=lambda one: ORDER.index(one.author_role))
    others = [one.pk for one in rows if one.pk != item.pk]
    last = {
        one.item_id: one.content
        for one in tables.Submission.objects.filter(item__in=others).order_by("number")
    }
    place = ORDER.index(item.author_role) if item.author_role is not None else len(ORDER)
    views = []
    for one in rows:
        earlier = ORDER.index(one.author_role) < place
        shown = one.state not in OPEN_STATES and (earlier or is_for(desk, one))
        said = content if one.pk == item.pk else last.get(one.pk) if shown else None
        views.append(View(one, fields_of(one, declared), said))
    return tuple(views)


def is_for(desk: Desk, item: tables.WorkItem) -> bool:
    """Whether what was submitted is for this reader: approved, theirs to write, or to decide on."""
    verbs = ("approve", "check", "write_evaluation")
    return item.state in DONE_STATES or any(desk.may(verb, item) for verb in verbs)


def compare(desk: Desk, item: tables.WorkItem, views: Sequence[View]) -> Compared | None:
    """The views side by side, the direction first; None where there is only one."""
    if len(views) < 2:
        return None
    columns = tuple(
        ViewColumn(
            desk.w(f"terms.author.{one.item.author_role}"),
            one.item.state.value,
            state_word(desk, one.item.state),
            one.item.pk == item.pk,
            one.content is None and one.item.state not in OPEN_STATES,
            one.item.pk,
        )
        for one in views
    )
    shared = [
        one
        for one in _boxes(views)
        if sum(any(box.code == one.code for box in view.fields) for view in views) > 1
    ]
    shared.sort(key=lambda one: one.meaning is not FieldMeaning.DIRECTION)
    all_rows = (_row(desk, one, views) for one in shared)
    rows = tuple(
        one for one in all_rows if one.is_direction or any(cell.text for cell in one.cells)
    )
    changes = tuple(
        desk.w(
            "evaluation.changed",
            author=column.author,
            box=row.name,
            before=cell.before,
            after=cell.text,
        )
        for row in rows
        if row.is_direction
        for column, cell in zip(columns, row.cells, strict=True)
        if cell.changed
    )
    return Compared(columns, rows, changes)


def _boxes(views: Sequence[View]) -> list[EvaluationField]:
    """Every box of the views, each once, in the order of the sheet."""
    found = {box.code: box for view in views for box in view.fields}
    return sorted(found.values(), key=lambda one: one.order)


def _row(desk: Desk, box: EvaluationField, views: Sequence[View]) -> ComparedRow:
    cells = []
    before = ""
    for view in views:
        asked = any(one.code == box.code for one in view.fields)
        text = box_text(desk, box, view.content or {}) if asked else ""
        changed = box.kind is FieldKind.CHOICE and bool(before and text) and text != before
        cells.append(Cell(text, asked, changed, before))
        before = text or before
    return ComparedRow(desk.speech.name(box), box.meaning is FieldMeaning.DIRECTION, tuple(cells))


def box_text(desk: Desk, box: EvaluationField, content: Mapping[str, str]) -> str:
    """What stands in a box: in the reader's language where it is there, figures with their unit."""
    typed = content.get(box.code, "").strip()
    speech = desk.speech
    if box.kind is FieldKind.TEXT:
        return speech.label(typed, content.get(english_keys((box,)).get(box.code, ""), "").strip())
    if box.kind is FieldKind.CHOICE:
        words = next((one for one in box.choices if one[0] == typed), None)
        return typed if words is None else speech.label(words[1], words[2])
    yen, numbers = figures_of((box,), content)
    if box.code in yen:
        said = in_unit(yen[box.code], box.unit)
        return typed if said is None else speech.quantity(said, box.unit or "円")
    if box.code in numbers:
        return speech.quantity(numbers[box.code], box.unit)
    return typed


def filled_in(desk: Desk, view: View) -> tuple[BoxText, ...]:
    """The boxes of a view in which something stands."""
    found = (
        BoxText(one.code, desk.speech.name(one), box_text(desk, one, view.content or {}))
        for one in view.fields
    )
    return tuple(one for one in found if one.text)
