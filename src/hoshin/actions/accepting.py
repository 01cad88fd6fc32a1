"""Accepting: what was approved becomes part of the city's data, as a further revision."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max

from hoshin.actions.citing import locator_of, source_of
from hoshin.actions.sheets import Written, columns_and_answers, fields_of, read_sheet, sheet_of
from hoshin.actions.typed import Typed, read_observation
from hoshin.domain.evaluation_presets import PRESETS
from hoshin.domain.evaluations import AuthorRole, SheetKind, StatedChange
from hoshin.domain.rows import LONGEST_ID
from hoshin.storage.models import (
    Evaluation,
    EvaluationAnswer,
    EvaluationField,
    Observation,
    Person,
    WorkItem,
)
from hoshin.storage.plan import plan_table

_DIGITS_OF_NAME = 12


def accept_observation(
    item: WorkItem,
    content: Mapping[str, str],
    *,
    entered_by: Person,
    entered_at: datetime,
    approved_by: Person | None,
    approved_at: datetime,
    known_on: date,
    reason: str = "",
) -> Observation:
    """Add the next revision of the item's value; the earlier ones stay and are no longer current.

    The revision counts on from every row of the same indicator, area, breakdown and period, those
    that documents printed among them. Its source is the report of the item's round.
    """
    assert item.indicator_id is not None
    typed = read_observation(content, item.unit)
    rows = Observation.objects.filter(
        indicator=item.indicator_id,
        ref_area=item.ref_area_id,
        breakdown=item.breakdown,
        time_period=item.time_period,
    )
    revision = (rows.aggregate(last=Max("revision"))["last"] or 0) + 1
    rows.filter(is_current=True).update(is_current=False)
    last = Observation.objects.aggregate(last=Max("position"))["last"] or 0
    return Observation.objects.create(
        id=_observation_id(item, revision),
        position=last + 1,
        source_id=source_of(item.round),
        locator=locator_of(item, approved_at, typed.source),
        indicator_id=item.indicator_id,
        ref_area_id=item.ref_area_id,
        breakdown=item.breakdown,
        breakdown_en=item.breakdown_en,
        time_period=item.time_period,
        revision=revision,
        known_on=known_on,
        note=typed.comment,
        note_en=typed.comment_en,
        entered_by=entered_by,
        entered_at=entered_at,
        approved_by=approved_by,
        approved_at=approved_at,
        reason=reason,
        **_values(typed),
    )


def _values(typed: Typed) -> dict[str, object]:
    return {
        "obs_value": typed.value,
        "value_text": typed.value_text,
        "value_text_en": typed.value_text_en,
        "unit_measure": typed.unit,
        "obs_status": typed.status,
        "missing_reason": typed.missing_reason,
    }


def accept_evaluation(item: WorkItem, content: Mapping[str, str]) -> Evaluation:
    """Write the item's evaluation into the city's data; a later approval replaces what it says."""
    columns, answers = columns_and_answers(read_sheet(fields_of(item), content))
    change = columns.pop("stated_change", "")
    texts = dict.fromkeys(_TEXTS, "") | columns | {"heading": content.get("heading", "")}
    evaluation = item.evaluation or _new_evaluation(item)
    evaluation.stated_change = StatedChange(change) if change else None
    for name, text in texts.items():
        setattr(evaluation, name, text)
    evaluation.save()
    _replace_answers(item, evaluation, answers)
    return evaluation


_TEXTS = (
    *("heading", "findings", "findings_en", "direction", "direction_en", "rating"),
    *("answer_to_last_year", "answer_to_last_year_en"),
)


def _new_evaluation(item: WorkItem) -> Evaluation:
    """The evaluation of an element or of a program, which stands for no element."""
    assert item.plan_id is not None
    last = Evaluation.objects.aggregate(last=Max("position"))["last"] or 0
    author = item.author_role or AuthorRole.CITY
    about = item.program_id or item.element_id
    return Evaluation(
        id=_fitting(("evaluation", about, item.time_period.code, author)),
        position=last + 1,
        plan_id=item.plan_id,
        element_id=None if item.program_id else item.element_id,
        program_id=item.program_id,
        year=item.time_period,
        author_role=author,
    )


def _replace_answers(item: WorkItem, evaluation: Evaluation, answers: tuple[Written, ...]) -> None:
    EvaluationAnswer.objects.filter(evaluation=evaluation).delete()
    if not answers:
        return
    _declare_preset(sheet_of(item))
    last = EvaluationAnswer.objects.aggregate(last=Max("position"))["last"] or 0
    EvaluationAnswer.objects.bulk_create(
        EvaluationAnswer(
            id=_fitting((evaluation.pk, one.field.code)),
            position=last + at,
            evaluation=evaluation,
            field_id=one.field.id,
            text=one.text,
            text_en=one.text_en,
            value=one.value,
            amount_yen=one.amount_yen,
        )
        for at, one in enumerate(answers, start=1)
    )


def _declare_preset(sheet: SheetKind) -> None:
    """A city that has answers on a preset sheet holds the boxes of it as its own from then on."""
    if EvaluationField.objects.filter(sheet=sheet).exists():
        return
    table = plan_table("evaluation_fields")
    last = EvaluationField.objects.aggregate(last=Max("position"))["last"] or 0
    EvaluationField.objects.bulk_create(
        (
            EvaluationField(position=last + at, **table.attributes(one))
            for at, one in enumerate(PRESETS[sheet], start=1)
        ),
        # Two who approve the first sheets at the same moment declare it once.
        ignore_conflicts=True,
    )


def _observation_id(item: WorkItem, revision: int) -> str:
    parts = [item.indicator_id, item.ref_area_id, item.time_period.code]
    if item.breakdown:
        parts.append(hashlib.sha256(item.breakdown.encode()).hexdigest()[:_DIGITS_OF_NAME])
    return _fitting((*(one for one in parts if one), f"r{revision}"))


def _fitting(parts: tuple[object, ...]) -> str:
    """An id made of parts; one that would be too long keeps its head and a digest of the whole."""
    name = ".".join(str(one) for one in parts).replace("/", "-")
    if len(name) <= LONGEST_ID:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGITS_OF_NAME]
    return f"{name[: LONGEST_ID - _DIGITS_OF_NAME - 1].rstrip('.-_')}.{digest}"
