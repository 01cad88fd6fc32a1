"""The evaluation sheets of a program: every view with the boxes that the city publishes."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.domain.evaluation_sheets import EvaluationAnswer, EvaluationField
from hoshin.domain.evaluations import Evaluation, SheetKind
from hoshin.domain.programs import Program
from hoshin.engine.full_cost import answered_cost, explain_full_cost, in_unit
from hoshin.site.frame import Frame, Label, Quantity
from hoshin.site.pages.budget_reflections import ReflectedView, change_between, reflected_view


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One box of a sheet and what stands in it."""

    name: Label
    text: Label | Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetView:
    """One view of a program in one year: the direction first, then the other boxes."""

    year: str
    author: str
    direction: Label
    reflection: ReflectedView | None
    change: str
    findings: Label
    boxes: tuple[BoxLine, ...]
    full_cost: str


def sheets(frame: Frame, program: Program) -> tuple[SheetView, ...]:
    """The sheets of a program, the latest year first, its views in the order of their rows."""
    rows = frame.index.evaluations_of_program.get(program.id, ())
    ordered = sorted(
        rows, key=lambda one: 0 if one.year is None else one.year.end.toordinal(), reverse=True
    )
    return tuple(_sheet(frame, one) for one in ordered)


def _sheet(frame: Frame, row: Evaluation) -> SheetView:
    index = frame.index
    answers = {one.field: one for one in index.answers_of_evaluation.get(row.id, ())}
    declared = index.evaluation_fields_of_sheet.get(SheetKind.PROGRAM, ())
    fields = tuple(sorted((one for one in declared if one.public), key=lambda one: one.order))
    lines = [
        BoxLine(frame.name(one), _text(frame, one, answers[one.id]))
        for one in fields
        if one.id in answers
    ]
    reflections = index.reflections_of_program.get(row.program or "", ())
    money = next((one for one in reflections if one.evaluation.id == row.id), None)
    answer = frame.label(row.answer_to_last_year, row.answer_to_last_year_en)
    if answer:
        lines.append(BoxLine(Label(frame.w("program.answer")), answer))
    return SheetView(
        year="" if row.year is None else frame.period(row.year),
        author=frame.w(f"terms.author.{row.author_role.value}"),
        direction=frame.label(row.direction, row.direction_en),
        reflection=None if money is None else reflected_view(frame, money),
        change="" if money is None else change_between(frame, money),
        findings=frame.label(row.findings, row.findings_en),
        boxes=tuple(lines),
        full_cost=_full_cost(frame, fields, answers),
    )


def _text(frame: Frame, field: EvaluationField, answer: EvaluationAnswer) -> Label | Quantity:
    if answer.amount_yen is not None:
        said = in_unit(answer.amount_yen, field.unit)
        if said is not None:
            return frame.quantity(said, field.unit or "円")
        return Label(frame.money(answer.amount_yen).exact)
    if answer.value is not None:
        return frame.quantity(answer.value, field.unit)
    return frame.label(answer.text, answer.text_en)


def _full_cost(
    frame: Frame, fields: tuple[EvaluationField, ...], answers: dict[str, EvaluationAnswer]
) -> str:
    """The sentence of the full cost, where the sheet has every part of it."""
    cost = answered_cost(fields, answers)
    if cost is None or cost.full_yen is None:
        return ""
    return explain_full_cost(cost)[0 if frame.is_ja else 1]
