"""Sheets: the boxes of an evaluation, what was promised before, and what was typed in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hoshin.actions.refusals import IllFormedInputError, problem
from hoshin.actions.typed import read_number
from hoshin.domain.evaluation_presets import fields_of_sheet
from hoshin.domain.evaluation_sheets import (
    FUNDS,
    OWN_COLUMNS,
    EvaluationField,
    FieldKind,
    FieldMeaning,
)
from hoshin.domain.evaluations import AuthorRole, SheetKind
from hoshin.domain.problems import Problem
from hoshin.engine.full_cost import whole_yen
from hoshin.engine.promises import Promise, promises_before
from hoshin.storage.models import Evaluation, EvaluationAnswer, Target, WorkItem
from hoshin.storage.plan import plan_table, read_rows

MOST_YEN = 10**15
# Texts of an evaluation that may be given in English, too.
_IN_ENGLISH = frozenset(
    (FieldMeaning.FINDINGS, FieldMeaning.DIRECTION, FieldMeaning.ANSWER_TO_LAST_YEAR)
)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in one box: words in both languages, or a number, or whole yen."""

    field: EvaluationField
    text: str = ""
    text_en: str = ""
    value: Decimal | None = None
    amount_yen: int | None = None


def sheet_of(item: WorkItem) -> SheetKind:
    """The sheet on which an item is evaluated."""
    return SheetKind.MEASURE if item.program_id is None else SheetKind.PROGRAM


def declared_fields(item: WorkItem) -> tuple[EvaluationField, ...]:
    """The boxes that the city declares for an item's sheet; none where it uses the preset."""
    return read_rows(plan_table("evaluation_fields"), sheet=sheet_of(item))


def fields_of(
    item: WorkItem, declared: Sequence[EvaluationField] | None = None
) -> tuple[EvaluationField, ...]:
    """The boxes that an evaluation's author fills in, in their order."""
    known = declared_fields(item) if declared is None else declared
    author = item.author_role or AuthorRole.CITY
    return fields_of_sheet(known, sheet_of(item), author, item.time_period)


def keys_of(fields: Sequence[EvaluationField]) -> tuple[str, ...]:
    """The names that a sheet's content may have: its boxes, a heading, English texts."""
    return (*(one.code for one in fields), "heading", *english_keys(fields).values())


def english_keys(fields: Sequence[EvaluationField]) -> dict[str, str]:
    """Under which name the English text of a box stands, by the box's code.

    Boxes of words have one, except a grade, which has no language, and a box beside which the city
    declared one of that name itself.
    """
    codes = {one.code for one in fields}
    return {
        one.code: f"{one.code}_en"
        for one in fields
        if one.kind is FieldKind.TEXT
        and one.meaning is not FieldMeaning.RATING
        and f"{one.code}_en" not in codes
    }


def promises_to(item: WorkItem) -> tuple[Promise, ...]:
    """What was promised in the latest earlier year in which anything was, by every author.

    For a measure that is what was written of it, or of one of its targets.
    """
    known = evaluations_of(item)
    improved = EvaluationAnswer.objects.filter(
        evaluation__in=[one.pk for one in known], field__meaning=FieldMeaning.IMPROVEMENT
    )
    return promises_before(item.time_period, known, {one.evaluation_id: one for one in improved})


def evaluations_of(item: WorkItem) -> list[Evaluation]:
    """The evaluations of an item's program, or of its element and the targets of that."""
    rows = Evaluation.objects.order_by("position")
    if item.program_id is not None:
        return list(rows.filter(program=item.program_id))
    own = set(Target.objects.filter(element=item.element_id).values_list("pk", flat=True))
    return [
        one
        for one in rows.filter(plan=item.plan_id, program=None)
        if one.element_id == item.element_id or not own.isdisjoint(one.targets)
    ]


def read_sheet(
    fields: Sequence[EvaluationField], content: Mapping[str, str], *, promised: bool = False
) -> tuple[Written, ...]:
    """What was typed in the boxes; raises IllFormedInputError with a problem for each at fault.

    With ``promised``, the box that answers for last year has to be filled in, where there is one.
    """
    problems: list[Problem] = []
    found = []
    in_english = english_keys(fields)
    for one in fields:
        text = content.get(one.code, "").strip()
        english = content.get(in_english.get(one.code, ""), "").strip()
        if text:
            found.append(_read(one, text, problems, english))
        elif english:
            problems.append(_english_alone(one))
        elif promised and one.meaning is FieldMeaning.ANSWER_TO_LAST_YEAR:
            problems.append(_unanswered(one))
        elif one.required:
            problems.append(_empty(one))
    if problems:
        raise IllFormedInputError(tuple(problems))
    return tuple(one for one in found if one is not None)


def columns_and_answers(
    written: Sequence[Written],
) -> tuple[dict[str, str], tuple[Written, ...]]:
    """What goes into an evaluation's own columns, by their names, and what becomes answers."""
    columns: dict[str, str] = {}
    answers = []
    for one in written:
        meaning = one.field.meaning
        if meaning not in OWN_COLUMNS or meaning.value in columns:
            answers.append(one)
            continue
        columns[meaning.value] = one.text
        if meaning in _IN_ENGLISH:
            columns[f"{meaning.value}_en"] = one.text_en
    return columns, tuple(answers)


def _read(
    field: EvaluationField, text: str, problems: list[Problem], english: str = ""
) -> Written | None:
    if field.kind is FieldKind.TEXT:
        return Written(field, text, english)
    if field.kind is FieldKind.CHOICE:
        chosen = next((one for one in field.choices if one[0] == text), None)
        if chosen is None:
            problems.append(_not_a_choice(field, text))
            return None
        return Written(field, chosen[0], chosen[2])
    number = read_number(text)
    if number is None:
        problems.append(_not_a_number(field, text))
    elif number < 0 and field.meaning is not None:
        problems.append(_negative(field))
    elif field.kind is FieldKind.NUMBER:
        return Written(field, value=number)
    else:
        yen = whole_yen(number, field.unit)
        if yen is None or abs(yen) > MOST_YEN:
            problems.append(_not_yen(field, text))
        else:
            return Written(field, amount_yen=yen)
    return None


def figures_of(
    fields: Sequence[EvaluationField], content: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, Decimal]]:
    """The money in whole yen and the numbers that can be read so far, by the code of their box."""
    yen: dict[str, int] = {}
    numbers: dict[str, Decimal] = {}
    for one in fields:
        typed = content.get(one.code, "").strip()
        if not typed or (one.meaning not in FUNDS and one.kind is not FieldKind.NUMBER):
            continue
        read = _read(one, typed, [])
        if read is not None and read.amount_yen is not None:
            yen[one.code] = read.amount_yen
        elif read is not None and read.value is not None:
            numbers[one.code] = read.value
    return yen, numbers


def _unanswered(field: EvaluationField) -> Problem:
    return problem(
        "promise-unanswered",
        f"前年度に約束したことがあるのに、「{field.name}」が書かれていません。",
        "Something was promised last year, and there is no answer to it yet.",
        "できたこと、できなかったことと、その理由を書いてから提出してください。",
        "Write what was done, what was not, and why; then submit.",
        field=field.code,
    )


def _english_alone(field: EvaluationField) -> Problem:
    return problem(
        "english-alone",
        f"「{field.name}」に、英語だけが書かれています。",
        f'"{field.name_en or field.name}" is written in English alone.',
        "日本語でも書いてください。英語の文は、あれば添えるものです。",
        "Write it in Japanese, too; the English text goes beside it.",
        field=field.code,
    )


def _empty(field: EvaluationField) -> Problem:
    hint = {
        FieldKind.MONEY: ("ない場合は0と書いてください。", "Write 0 where there is none."),
        FieldKind.CHOICE: ("一つ選んでから提出してください。", "Choose one, then submit."),
    }.get(field.kind, ("書いてから提出してください。", "Fill it in, then submit."))
    return problem(
        "box-empty",
        f"「{field.name}」が空です。",
        f'"{field.name_en or field.name}" is empty.',
        *hint,
        field=field.code,
    )


def _not_a_choice(field: EvaluationField, text: str) -> Problem:
    return problem(
        "not-a-choice",
        f"「{text[:40]}」は「{field.name}」で選べる値ではありません。",
        f'"{text[:40]}" is not one of the choices of "{field.name_en or field.name}".',
        "一覧から選んでください。",
        "Choose from the list.",
        field=field.code,
    )


def _not_a_number(field: EvaluationField, text: str) -> Problem:
    return problem(
        "not-a-number",
        f"「{text[:40]}」は数として読めません。",
        f'"{text[:40]}" cannot be read as a number.',
        "数字だけを書いてください（例: 1,234.5）。単位は書きません。",
        "Write digits only, such as 1,234.5, without the unit.",
        field=field.code,
    )


def _negative(field: EvaluationField) -> Problem:
    return problem(
        "negative-not-possible",
        f"「{field.name}」が0より小さくなっています。",
        f'"{field.name_en or field.name}" is below zero.',
        "0か、それより大きい数を書いてください。",
        "Write zero or more.",
        field=field.code,
    )


def _not_yen(field: EvaluationField, text: str) -> Problem:
    unit = field.unit or "円"
    return problem(
        "not-whole-yen",
        f"「{text[:40]}{unit}」は、円の整数になりません。",
        f'"{text[:40]}" in {unit} is no amount of whole yen.',
        f"{unit}の単位で、1円の桁までで書いてください。",
        f"Write it in {unit}, down to single yen at most.",
        field=field.code,
    )
