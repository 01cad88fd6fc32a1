"""Forms of the registers: what they all read and write in one way.

A register is changed by one person at a time. A form names the record as it was seen, by a short
digest; what was changed from another window since is refused and not overwritten.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from django.db.models import Max

from hoshin.actions import refusals
from hoshin.actions.refusals import IllFormedInputError, NotNowError, problem
from hoshin.domain.problems import Problem
from hoshin.domain.rows import Row
from hoshin.storage.models import AuditEvent
from hoshin.storage.models.rows import PlanRow
from hoshin.storage.plan import PlanTable, plan_table


def seen_of(row: Row) -> str:
    """A short digest of a record, by which a form says what its reader saw."""
    return hashlib.sha256(repr(row).encode()).hexdigest()[:16]


def record_of(table: str, row_id: str, seen: str | None = None) -> tuple[PlanTable, Any]:
    """A record of a register as the domain knows it.

    Raises NotFoundError where there is none, NotNowError where it is not as it was ``seen``.
    """
    of = plan_table(table)
    attributes = [attribute for _, attribute in of.columns]
    values = of.model._default_manager.filter(pk=row_id).values_list(*attributes).first()
    if values is None:
        raise refusals.not_found("記録", "record")
    row = of.row(values)
    if seen is not None and seen != seen_of(row):
        raise NotNowError(
            problem(
                "record-changed-meanwhile",
                "開いている間に、ほかの画面でこの記録が変わりました。保存していません。",
                "This record was changed elsewhere while you had it open. Nothing was saved.",
                "入力はこの画面に残っています。別の画面で今の記録を見てから、開き直してください。",
                "What you typed is still here. Look at the record in another window, then open it "
                "anew.",
            )
        )
    return of, row


def write(table: PlanTable, row: Row) -> None:
    """Put a record in place of the one with its id, or after all others where it is new."""
    rows = table.model._default_manager
    values = table.attributes(row)
    if not rows.filter(pk=row.id).update(**values):
        last = rows.aggregate(last=Max("position"))["last"] or 0
        rows.create(position=last + 1, **values)


def free_id(model: type[PlanRow], stem: str) -> str:
    """The first id of a register with this stem and a number that no record has or ever had.

    The audit trail goes on naming a record that was removed: its id is not given again.
    """
    start = f"{stem}-"
    taken = set(model._default_manager.filter(pk__startswith=start).values_list("pk", flat=True))
    told = AuditEvent.objects.filter(subject_id__startswith=start).order_by()
    taken |= set(told.values_list("subject_id", flat=True))
    number = len(taken) + 1
    while f"{start}{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def read_day(text: str, field: str, problems: list[Problem]) -> date | None:
    """A day that was typed as YYYY-MM-DD; None where it is none, with the problem."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(
            problem(
                "not-a-day",
                f"「{text[:40]}」は日付として読めません。" if text else "日付が入っていません。",
                f'"{text[:40]}" cannot be read as a day.' if text else "The day is missing.",
                "2025-04-01 のように書いてください。",
                "Write it like 2025-04-01.",
                field=field,
            )
        )
        return None


def read_past_day(text: str, field: str, today: date, problems: list[Problem]) -> date | None:
    """A day that was typed and has come; None where it is none, with the problem."""
    day = read_day(text, field, problems)
    if day is not None and day > today:
        problems.append(
            problem(
                "day-to-come",
                "まだ来ていない日です。",
                "This day has not come yet.",
                "今日か、それより前の日を書いてください。",
                "Write today or an earlier day.",
                field=field,
            )
        )
        return None
    return day


def needed(text: str, field: str, problems: list[Problem]) -> str:
    """A text that may not be empty, with the problem where it is."""
    if not text:
        problems.extend(refusals.empty_text(field).problems)
    return text


def refuse(problems: list[Problem]) -> None:
    """Raise IllFormedInputError with all problems of a form; nothing where there are none."""
    if problems:
        raise IllFormedInputError(tuple(problems))
