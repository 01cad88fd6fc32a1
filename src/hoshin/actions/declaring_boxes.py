"""Declaring boxes: the planner changes what the city's evaluation sheets ask, as one table.

The table is that of the plan folder, ``evaluation_fields.csv``. A box in which something was
written stays what it was: it may get another name, place or help, and it may end, but its answers
must keep their meaning.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from hoshin.actions.acting import action
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import IllFormedInputError, problem
from hoshin.domain.evaluation_presets import PRESETS
from hoshin.domain.evaluation_sheets import EvaluationField
from hoshin.domain.evaluations import SheetKind
from hoshin.domain.problems import Problem
from hoshin.domain.words import named
from hoshin.exchange.csv_tables import read_table, table_text
from hoshin.exchange.tables import table
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table, read_rows

TABLE = "evaluation_fields"
FILE = f"{TABLE}.csv"
LARGEST = 1_000_000


def declared_boxes() -> tuple[EvaluationField, ...]:
    """Every box of the city's sheets; for a sheet that it does not declare, those of the preset."""
    own = read_rows(plan_table(TABLE))
    missing = [sheet for sheet in SheetKind if not any(one.sheet is sheet for one in own)]
    return (*own, *(one for sheet in missing for one in PRESETS[sheet]))


def boxes_as_csv() -> bytes:
    """The boxes as the file that ``declare_boxes`` takes back, for a spreadsheet."""
    return table_text(table(TABLE), declared_boxes()).encode("utf-8-sig")


@action(Verb.DECLARE_BOXES)
def declare_boxes(actor: Actor, content: bytes, *, now: datetime | None = None) -> int:
    """Let a table of boxes stand in place of the present one; returns how many boxes it has.

    Raises IllFormedInputError with every problem of the file; nothing has changed then.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.DECLARE_BOXES)
    boxes = _read(content)
    before = {one.pk: one for one in tables.EvaluationField.objects.select_for_update()}
    used = set(tables.EvaluationAnswer.objects.values_list("field_id", flat=True).distinct())
    problems = [*_twice(boxes), *_lost(boxes, before, used)]
    if problems:
        raise IllFormedInputError(tuple(problems))
    kept = {one.id for one in boxes}
    tables.EvaluationField.objects.exclude(pk__in=kept).delete()
    columns = plan_table(TABLE)
    rows = [
        tables.EvaluationField(position=at, **columns.attributes(one))
        for at, one in enumerate(boxes, start=1)
    ]
    names = [attribute for _, attribute in columns.columns if attribute != "id"]
    tables.EvaluationField.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=["position", *names]
    )
    details = {
        "boxes": len(boxes),
        "added": sorted(kept - set(before)),
        "removed": sorted(set(before) - kept),
    }
    record(actor, Verb.DECLARE_BOXES, ("boxes", ""), details, moment)
    return len(boxes)


def _read(content: bytes) -> tuple[EvaluationField, ...]:
    if len(content) > LARGEST:
        raise IllFormedInputError(
            (
                problem(
                    "file-too-large",
                    f"ファイルが{LARGEST:,}バイトを超えています。",
                    f"The file is larger than {LARGEST:,} bytes.",
                    f"{FILE} だけを選んでください。",
                    f"Choose {FILE} alone.",
                    field="file",
                ),
            )
        )
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / FILE
        file.write_bytes(content)
        reading = read_table(file, table(TABLE))
    if reading.problems:
        raise IllFormedInputError(tuple(reading.problems))
    return tuple(one for one in reading.rows if isinstance(one, EvaluationField))


def _twice(boxes: Iterable[EvaluationField]) -> list[Problem]:
    counted = Counter((one.sheet, one.code) for one in boxes)
    return [
        problem(
            "box-twice",
            f"欄のコード「{code}」が、同じシートに{number}回あります。",
            f'The code "{code}" stands {number} times on one sheet.',
            "コードは、シートの中で一つずつにしてください。",
            "Let each code stand once on a sheet.",
            field="file",
        )
        for (_, code), number in counted.items()
        if number > 1
    ]


def _lost(
    boxes: Iterable[EvaluationField], before: dict[str, tables.EvaluationField], used: set[str]
) -> list[Problem]:
    """Boxes with answers that the new table leaves out, or whose answers it would turn about."""
    by_id = {one.id: one for one in boxes}
    problems = []
    for one in before.values():
        new = by_id.get(one.pk)
        same = new is not None and (new.sheet, new.code, new.kind, new.meaning) == (
            one.sheet,
            one.code,
            one.kind,
            one.meaning,
        )
        if one.pk in used and not same:
            problems.append(
                problem(
                    "box-in-use",
                    f"「{one.name}」にはすでに記入があるので、消したり種類を変えたりできません。",
                    f'"{one.name_en or one.name}" has answers: it cannot be removed or become '
                    "another kind.",
                    named(
                        "やめる欄には {valid_to} に最後の日を書き、"
                        "新しい欄は別のIDで加えてください。"
                    ),
                    named(
                        "Write the last day into {valid_to} to end it; add what is new under "
                        "another id."
                    ),
                    field="file",
                )
            )
    return problems
