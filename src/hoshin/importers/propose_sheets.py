"""From the views of evaluation sheets to rows: an evaluation for each, and an answer for each box.

A box is known by its name and the year of the sheet; the city's own boxes come first, then those
of the preset that it uses. What stands in a box that the city does not have goes to a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hoshin.domain.evaluation_presets import PRESETS, all_fields
from hoshin.domain.evaluation_sheets import (
    OWN_COLUMNS,
    EvaluationAnswer,
    EvaluationField,
    FieldKind,
    FieldMeaning,
)
from hoshin.domain.evaluations import Evaluation, SheetKind, StatedChange
from hoshin.domain.problems import IllFormedError
from hoshin.importers.findings import FoundAnswer, FoundEvaluation
from hoshin.importers.matching import Matcher
from hoshin.importers.printed_values import in_yen, read_value
from hoshin.importers.proposing import Draft
from hoshin.importers.row_ids import place_hash, short_hash
from hoshin.importers.wording import bare_key, name_key

_IN_ENGLISH = frozenset(
    (FieldMeaning.FINDINGS, FieldMeaning.DIRECTION, FieldMeaning.ANSWER_TO_LAST_YEAR)
)


def propose_sheet(draft: Draft, matcher: Matcher, found: FoundEvaluation) -> None:
    """Propose one view of a program or a measure in one year, and what stands in its boxes."""
    subject = _subject(draft, matcher, found)
    year = found.year.period if found.year is not None else None
    if not subject or year is None:
        name = found.program or "".join(found.section[-1:])
        draft.leave(
            found.evidence,
            "evaluation-sheet-whose",
            f"「{name}」の評価が、どの事業や施策の何年度のものか決まりません。",
            f'It is not settled of which program or measure and year the sheet of "{name}" is.',
        )
        return
    boxes = _boxes(draft, SheetKind.PROGRAM if found.program else SheetKind.MEASURE)
    columns: dict[str, Any] = {}
    answers: list[tuple[_Box, FoundAnswer]] = []
    for one in found.answers:
        box = boxes.get(name_key(one.name)) or boxes.get(bare_key(one.name))
        if box is None:
            draft.leave(
                found.evidence,
                "evaluation-box-unknown",
                f"評価シートの欄「{one.name}」が市の欄にありません。記入は「{one.text}」です。",
                f'The city\'s sheet has no box "{one.name}"; "{one.text}" stands in it.',
            )
        elif box.column and box.column not in columns:
            columns[box.column] = box.kept(one.text)
        else:
            answers.append((box, one))
    evaluation = _evaluation(draft, found, subject, columns)
    rows = draft.rows_by("evaluation_answers", "evaluation").get(evaluation, ())
    known = {one.field: one for one in rows}
    for box, one in answers:
        _answer(draft, found, evaluation, known.get(box.field.id), box, one)


def _subject(draft: Draft, matcher: Matcher, found: FoundEvaluation) -> str:
    """The id of the program or, of a sheet without one, of the element that is evaluated."""
    if found.program:
        return _program(draft, matcher, found)
    return draft.element(found.section, found.evidence) if found.section else ""


def _program(draft: Draft, matcher: Matcher, found: FoundEvaluation) -> str:
    """The program that is evaluated: one the city has, or one that this document proposes."""
    certain = matcher.match(found.program).certain
    if certain:
        return certain
    proposed = f"prog-{short_hash(name_key(found.program), found.bureau)}"
    return proposed if proposed in draft.ids("programs") else ""


@dataclass(frozen=True, slots=True)
class _Box:
    """A box under the name of one language; answers are of the language of the name."""

    field: EvaluationField
    english: bool

    @property
    def column(self) -> str:
        """The column of evaluations that holds the answer; empty where a row of answers does."""
        meaning = self.field.meaning
        if meaning not in OWN_COLUMNS:
            return ""
        return f"{meaning}_en" if self.english and meaning in _IN_ENGLISH else str(meaning)

    def kept(self, text: str) -> str | StatedChange:
        """What is kept of a text: of a choice the word or the code that stands for it."""
        chosen = next((one for one in self.field.choices if text in one), None)
        if chosen is None:
            return text
        if self.field.meaning is FieldMeaning.STATED_CHANGE:
            return StatedChange(chosen[0])
        in_english = self.english and self.field.meaning in _IN_ENGLISH
        return chosen[2] if in_english else chosen[0]


def _boxes(draft: Draft, sheet: SheetKind) -> Mapping[str, _Box]:
    """The boxes of the city's sheet by name; texts that every evaluation has, too."""
    found: dict[str, _Box] = {}
    texts = [one for one in PRESETS[SheetKind.MEASURE] if one.meaning in OWN_COLUMNS]
    for one in (*texts, *all_fields(draft.city.evaluation_fields, sheet)):
        if one.name_en:
            found[name_key(one.name_en)] = _Box(one, english=True)
        found[name_key(one.name)] = _Box(one, english=False)
    return found


def _evaluation(
    draft: Draft, found: FoundEvaluation, subject: str, columns: Mapping[str, Any]
) -> str:
    """The id of the evaluation that is confirmed, changed or proposed."""
    year = found.year.period if found.year is not None else None
    of_what = "program" if found.program else "element"
    for one in draft.rows_by("evaluations", of_what).get(subject, ()):
        if (one.year, one.author_role, one.targets) == (year, found.author, ()):
            draft.confirm_or_change("evaluations", one, dict(columns), found.evidence)
            return str(one.id)
    place = place_hash(found.evidence, str(year), found.author)
    made = draft.new_id("evaluations", f"evaluation-{place}")
    row = Evaluation(
        id=made,
        plan=draft.plan,
        year=year,
        author_role=found.author,
        source=draft.source,
        locator=found.evidence.locator,
        program=subject if found.program else None,
        element=None if found.program else subject,
        **columns,
    )
    draft.add("evaluations", row, found.evidence, needs_decision=found.doubtful)
    return made


def _answer(
    draft: Draft,
    found: FoundEvaluation,
    evaluation: str,
    known: EvaluationAnswer | None,
    box: _Box,
    answer: FoundAnswer,
) -> None:
    said = _said(box, answer)
    if known is not None:
        draft.confirm_or_change("evaluation_answers", known, said, found.evidence)
        return
    said.setdefault("text", said.get("text_en", ""))
    try:
        row = EvaluationAnswer(
            id=draft.new_id("evaluation_answers", f"{evaluation}.{box.field.code}"),
            evaluation=evaluation,
            field=box.field.id,
            source=draft.source,
            locator=found.evidence.locator,
            **said,
        )
    except IllFormedError as refused:
        name, name_en = box.field.name, box.field.name_en or box.field.name
        draft.leave(
            found.evidence,
            "evaluation-box-unread",
            f"評価シートの欄「{name}」の「{answer.text}」を、この欄の種類として読めません。",
            f'"{answer.text}" in the box "{name_en}" is not of its kind.',
            refused,
        )
        return
    draft.add("evaluation_answers", row, found.evidence, needs_decision=found.doubtful)


def _said(box: _Box, answer: FoundAnswer) -> dict[str, Any]:
    """The columns of an answer, as its box takes them."""
    kind = box.field.kind
    if kind is FieldKind.CHOICE:
        return {"text": box.kept(answer.text)}
    if kind is FieldKind.TEXT:
        return {"text_en" if box.english else "text": answer.text}
    value = answer.value or read_value(answer.text, box.field.unit)
    if kind is FieldKind.NUMBER:
        return {"value": value.number}
    return {"amount_yen": answer.amount_yen if answer.value is not None else in_yen(value)}
