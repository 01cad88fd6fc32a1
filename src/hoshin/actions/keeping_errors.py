"""Keeping known errors: the planner records what is wrong in a document, and how it was mended.

Whether an error withholds a judgement is the planner's decision (docs/decisions/0006).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import models

from hoshin.actions.acting import action, hold_plan
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import NotNowError, problem
from hoshin.actions.register_forms import (
    free_id,
    needed,
    read_past_day,
    record_of,
    refuse,
    write,
)
from hoshin.actions.typed import cleaned
from hoshin.domain.problems import Problem
from hoshin.domain.sources import NOTICED, ErrorEffect, KnownError
from hoshin.engine.checks import CATALOGUE
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table, plan_tables

# ``problem`` and ``row`` say what the error is about, and stay what they are once it is recorded.
ERROR_FIELDS = (
    *("printed", "corrected", "explanation", "explanation_en", "known_since", "effect"),
    "field",
)
MENDING_FIELDS = ("mended_on", "mending", "mending_en")


@action(Verb.KEEP_KNOWN_ERROR)
def record_error(
    actor: Actor,
    row_id: str,
    *,
    content: Mapping[str, object],
    code: str = NOTICED,
    now: datetime | None = None,
) -> KnownError:
    """Put an error on record: at which record it is, what is wrong, what would be right.

    ``code`` is the kind of the problem that the checks found there; without one it is an error that
    only a person noticed. Raises IllFormedInputError with a problem for each field at fault.
    """
    moment = now_or(now)
    today = day_of(moment)
    Rights(actor, today).require(Verb.KEEP_KNOWN_ERROR)
    hold_plan()
    if row_id not in tables_of((row_id,)) or code not in CATALOGUE:
        raise _about_nothing()
    known = tables.KnownError.objects.filter(problem=code, row=row_id, mended_on=None)
    if code != NOTICED and known.exists():
        raise _on_record()
    start = KnownError(
        id=free_id(tables.KnownError, "known-error"), problem=code, row=row_id, recorded_on=today
    )
    return _write(actor, start, content, moment, changed=False)


@action(Verb.KEEP_KNOWN_ERROR)
def correct_error(
    actor: Actor,
    error_id: str,
    *,
    content: Mapping[str, object],
    seen: str | None = None,
    now: datetime | None = None,
) -> KnownError:
    """Say of an error on record anew what is wrong; ``seen`` is the digest of what the form held.

    Raises NotNowError where it was mended or changed meanwhile.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_KNOWN_ERROR)
    hold_plan()
    _, before = record_of("known_errors", error_id, seen)
    if not before.is_open:
        raise _closed()
    return _write(actor, before, content, moment, changed=True)


@action(Verb.KEEP_KNOWN_ERROR)
def mend_error(
    actor: Actor,
    error_id: str,
    *,
    content: Mapping[str, object],
    now: datetime | None = None,
) -> KnownError:
    """Close the record of an error: on which day it was mended, and how. Nothing is withheld."""
    moment = now_or(now)
    today = day_of(moment)
    Rights(actor, today).require(Verb.KEEP_KNOWN_ERROR)
    hold_plan()
    table, before = record_of("known_errors", error_id)
    if not before.is_open:
        raise _closed()
    typed = cleaned(content, MENDING_FIELDS)
    problems: list[Problem] = []
    day = read_past_day(typed.get("mended_on", ""), "mended_on", today, problems)
    how = needed(typed.get("mending", ""), "mending", problems)
    refuse(problems)
    closed: KnownError = dataclasses.replace(
        before, mended_on=day, mending=how, mending_en=typed.get("mending_en", "")
    )
    write(table, closed)
    details = {"row": closed.row, "mended_on": str(day), "mending": how}
    record(actor, Verb.KEEP_KNOWN_ERROR, ("known_error", error_id), details, moment)
    return closed


@action(Verb.KEEP_KNOWN_ERROR)
def reopen_error(actor: Actor, error_id: str, *, now: datetime | None = None) -> KnownError:
    """Take back that an error was mended; what had been said of it goes on record."""
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_KNOWN_ERROR)
    hold_plan()
    table, before = record_of("known_errors", error_id)
    if before.is_open:
        return before
    open_again: KnownError = dataclasses.replace(before, mended_on=None, mending="", mending_en="")
    write(table, open_again)
    details = {"row": before.row, "taken_back": True, "mending": before.mending}
    record(actor, Verb.KEEP_KNOWN_ERROR, ("known_error", error_id), details, moment)
    return open_again


def tables_of(row_ids: Collection[str]) -> dict[str, str]:
    """The table of the plan in which each record stands, in one statement; others are left out.

    Of an id in several tables, the first one.
    """
    rows = [
        table.model._default_manager.filter(pk__in=row_ids)
        .order_by()
        .annotate(of_table=models.Value(number))
        .values_list("pk", "of_table")
        for number, table in enumerate(plan_tables())
    ]
    found = sorted(rows[0].union(*rows[1:], all=True), key=lambda one: -one[1])
    return {row_id: plan_tables()[number].name for row_id, number in found}


def _write(
    actor: Actor,
    start: KnownError,
    content: Mapping[str, object],
    moment: datetime,
    *,
    changed: bool,
) -> KnownError:
    typed = cleaned(content, ERROR_FIELDS)
    problems: list[Problem] = []
    since = None
    if typed.get("known_since"):
        since = read_past_day(typed["known_since"], "known_since", day_of(moment), problems)
    explanation = needed(typed.get("explanation", ""), "explanation", problems)
    effect = typed.get("effect") or ErrorEffect.NONE.value
    if effect not in set(ErrorEffect):
        problems.append(_not_an_effect())
    refuse(problems)
    made = dataclasses.replace(
        start,
        field=typed.get("field", ""),
        printed=typed.get("printed", ""),
        corrected=typed.get("corrected", ""),
        explanation=explanation,
        explanation_en=typed.get("explanation_en", ""),
        known_since=since,
        effect=ErrorEffect(effect),
    )
    write(plan_table("known_errors"), made)
    details = {
        "changed": changed,
        "row": made.row,
        "problem": made.problem,
        "printed": made.printed,
        "corrected": made.corrected,
        "explanation": made.explanation,
        "withheld": made.withholds,
    }
    record(actor, Verb.KEEP_KNOWN_ERROR, ("known_error", made.id), details, moment)
    return made


def _about_nothing() -> NotNowError:
    return NotNowError(
        problem(
            "error-about-nothing",
            "誤りのある記録が見つかりません。",
            "The record that the error is about was not found.",
            "どの数字の誤りか、一覧から選び直してください。",
            "Choose again from the list which figure it is about.",
        )
    )


def _on_record() -> NotNowError:
    return NotNowError(
        problem(
            "error-on-record",
            "この誤りは、もう記録されています。",
            "This error is on record already.",
            "一覧にあるその記録を直してください。",
            "Change the record in the list.",
        )
    )


def _closed() -> NotNowError:
    return NotNowError(
        problem(
            "error-is-mended",
            "この誤りは、直したことになっています。",
            "This error is closed as mended.",
            "まだ残っているなら、「直したことを取り消す」を押してください。",
            "If it still stands, take back first that it was mended.",
        )
    )


def _not_an_effect() -> Problem:
    return problem(
        "not-a-choice",
        "判定への影響が選ばれていません。",
        "What the error does to judgement is not chosen.",
        "一覧から選んでください。",
        "Choose from the list.",
        field="effect",
    )
