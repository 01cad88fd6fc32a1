"""Evaluation sheets as papers print them: every view side by side, cost, and earlier promises.

The boxes are the city's own, whatever they are called; what is calculated comes from the engine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from hoshin.domain.evaluation_presets import PRESETS, all_fields
from hoshin.domain.evaluation_sheets import (
    FUNDS,
    OWN_COLUMNS,
    EvaluationAnswer,
    EvaluationField,
    FieldKind,
    FieldMeaning,
)
from hoshin.domain.evaluations import AuthorRole, Evaluation, SheetKind
from hoshin.domain.periods import Period
from hoshin.engine.amounts import in_thousands
from hoshin.engine.explain import figure_text, with_unit
from hoshin.engine.full_cost import FullCost, answered_cost, explain_full_cost, in_unit
from hoshin.engine.promises import Promise, promises_before
from hoshin.reports.facts import BoxFacts, CostLine, SheetFacts
from hoshin.reports.lookup import Lookup, grouped
from hoshin.reports.values import Value, YearCell
from hoshin.reports.wording import author_word, report_words

_COST = frozenset((*FUNDS, FieldMeaning.STAFF_TIME))
_ORDER = tuple(AuthorRole)
# So many characters fill the tallest row that Excel prints, over the width of all views.
_MOST_CHARACTERS = 800
_ENDS = ("\n", "。", ". ")
# One view: what its author wrote of the subject in the year, mostly in one evaluation.
_Views = Mapping[AuthorRole, tuple[Evaluation, ...]]


class Sheets:
    """The evaluation sheets of a city, in the language of its lookup."""

    def __init__(self, look: Lookup) -> None:
        """Index the answers, and take every box that the city's sheets ever had."""
        city = look.city
        self._look, self._tongue = look, look.tongue
        self._words = report_words(look.tongue.language)
        of_evaluation = grouped(city.evaluation_answers, lambda one: one.evaluation)
        self._answers: dict[str, dict[str, EvaluationAnswer]] = {
            key: {one.field: one for one in its} for key, its in of_evaluation.items()
        }
        self._boxes = {sheet: all_fields(city.evaluation_fields, sheet) for sheet in SheetKind}

    def of(self, subject: str, rows: Sequence[Evaluation]) -> tuple[SheetFacts, ...]:
        """The sheets of one subject, the latest year first; ``rows`` are all that say something."""
        return tuple(
            replace(self._sheet(subject, year, views, rows), latest=number == 0)
            for number, (year, views) in enumerate(_by_year(rows).items())
        )

    def costs(self, rows: Sequence[Evaluation]) -> tuple[tuple[str, ...], tuple[CostLine, ...]]:
        """The yearly columns of the cost that sheets state, the earliest first, and its lines."""
        stated = [
            (year, cost)
            for year, views in reversed(_by_year(rows).items())
            if year is not None and (cost := self._cost(views, year)) is not None
        ]
        heads = tuple(
            self._words("sheets.cost.year", year=self._tongue.period(year)) for year, _ in stated
        )
        costs = [cost for _, cost in stated]
        boxes = {one.field.id: one.field for cost in costs for one in cost.funds}
        lines = [
            self._money_line(
                self._tongue.name(box),
                heads,
                [next((f.yen for f in one.funds if f.field.id == box.id), None) for one in costs],
            )
            for box in sorted(boxes.values(), key=lambda one: one.order)
        ]
        if boxes:
            name = self._words("sheets.cost.program")
            lines.append(self._money_line(name, heads, [one.program_yen for one in costs]))
        staff = [one.staff_field for one in costs if one.staff_field is not None]
        if staff:
            lines.append(self._staff_line(staff[-1], heads, [one.staff_time for one in costs]))
            name = self._words("sheets.cost.staff")
            lines.append(self._money_line(name, heads, [one.staff_yen for one in costs]))
        if costs:
            name = self._words("sheets.cost.full")
            lines.append(self._money_line(name, heads, [one.full_yen for one in costs]))
        return heads, tuple(lines)

    # --- one sheet ---

    def _sheet(
        self, subject: str, year: Period | None, views: _Views, rows: Sequence[Evaluation]
    ) -> SheetFacts:
        cost = self._cost(views, year)
        promises = () if year is None else promises_before(year, rows, self._improvements(rows))
        authors = [
            one for one in _ORDER if one in views or any(one is own.author for own in promises)
        ]
        boxes = self._asked(views)
        in_table = {one.id for one in boxes if cost is not None and one.meaning in _COST}
        lines = [
            BoxFacts(
                part=self._tongue.pick(one.part, one.part_en),
                name=self._tongue.name(one),
                answers=tuple(self._said(one, views.get(author, ())) for author in authors),
            )
            for one in boxes
            if one.id not in in_table
        ]
        said = [one for one in lines if any(one.answers)]
        boxes_said = (*self._promised(promises, authors, boxes), *said)
        most = _MOST_CHARACTERS // max(len(authors), 1)
        return SheetFacts(
            subject=subject,
            year=self._tongue.period(year),
            latest=False,
            authors=tuple(author_word(one, self._tongue).capitalize() for one in authors),
            boxes=tuple(part for one in boxes_said for part in self._in_parts(one, most)),
            changes=self._changes(boxes, views),
            cost_sentence=self._cost_sentence(cost),
        )

    def _in_parts(self, box: BoxFacts, most: int) -> Iterator[BoxFacts]:
        """A box, in as many as its longest answer needs: a row of a sheet is only so tall."""
        answers = [in_parts(one, most) for one in box.answers]
        for number in range(max(map(len, answers))):
            yield replace(
                box,
                name=box.name if number == 0 else self._words("sheets.continued", name=box.name),
                answers=tuple(one[number] if number < len(one) else "" for one in answers),
            )

    def _asked(self, views: _Views) -> tuple[EvaluationField, ...]:
        """The boxes of the sheet; a text of evaluations that has none there has that of a preset.

        The answer to last year stands first, right below what was promised.
        """
        sheet = next(its[0].sheet for its in views.values())
        boxes = list(self._boxes[sheet])
        known = {one.meaning for one in boxes}
        boxes += [
            one
            for one in PRESETS[SheetKind.MEASURE]
            if one.meaning in OWN_COLUMNS and one.meaning not in known
        ]
        return tuple(
            sorted(boxes, key=lambda one: one.meaning is not FieldMeaning.ANSWER_TO_LAST_YEAR)
        )

    def _said(self, box: EvaluationField, rows: Sequence[Evaluation]) -> str:
        return "\n".join(text for one in rows if (text := self._text(box, one)))

    def _text(self, box: EvaluationField, row: Evaluation) -> str:
        """What an evaluation says in a box, in words, with the unit of a figure."""
        answer = self._answers.get(row.id, {}).get(box.id)
        if answer is not None:
            return self._answered(box, answer)
        first = next((one for one in self._boxes[row.sheet] if one.meaning is box.meaning), box)
        if box.meaning not in OWN_COLUMNS or first.id != box.id:
            return ""
        column = str(getattr(row, box.meaning) or "")
        if box.meaning is FieldMeaning.STATED_CHANGE:
            words = next((one for one in box.choices if one[0] == column), (column,) * 3)
            return self._tongue.pick(words[1], words[2])
        return self._tongue.pick(column, getattr(row, f"{box.meaning}_en", ""))

    def _answered(self, box: EvaluationField, answer: EvaluationAnswer) -> str:
        figure, unit = answer.value, box.unit
        if answer.amount_yen is not None:
            figure, unit = in_unit(answer.amount_yen, box.unit), box.unit or "円"
            if figure is None:
                figure, unit = Decimal(answer.amount_yen), "円"
        if figure is not None:
            said = with_unit(figure_text(figure), unit)
            return self._tongue.pick(said.ja, said.en)
        return self._tongue.pick(answer.text, answer.text_en)

    # --- promises and changes ---

    def _improvements(self, rows: Sequence[Evaluation]) -> dict[str, EvaluationAnswer]:
        return {
            row.id: answer
            for row in rows
            for box in self._boxes[row.sheet]
            if box.meaning is FieldMeaning.IMPROVEMENT
            and (answer := self._answers.get(row.id, {}).get(box.id)) is not None
        }

    def _promised(
        self,
        promises: Sequence[Promise],
        authors: Sequence[AuthorRole],
        boxes: Sequence[EvaluationField],
    ) -> tuple[BoxFacts, ...]:
        """What was promised before, under the names of the boxes that promise now."""
        if not promises:
            return ()
        part = self._words("sheets.promised", year=self._tongue.period(promises[0].year))
        found = []
        for meaning in (FieldMeaning.DIRECTION, FieldMeaning.IMPROVEMENT):
            box = next((one for one in boxes if one.meaning is meaning), None)
            said = tuple(
                "\n".join(
                    text
                    for one in promises
                    if one.author is author and (text := self._promise_text(one, meaning))
                )
                for author in authors
            )
            if any(said):
                name = "" if box is None else self._tongue.name(box)
                found.append(BoxFacts(part=part, name=name, answers=said))
        return tuple(found)

    def _promise_text(self, promise: Promise, meaning: FieldMeaning) -> str:
        if meaning is FieldMeaning.DIRECTION:
            return self._tongue.pick(promise.direction, promise.direction_en)
        return self._tongue.pick(promise.improvement, promise.improvement_en)

    def _changes(self, boxes: Sequence[EvaluationField], views: _Views) -> tuple[str, ...]:
        """Where a view decides otherwise on the direction than the one before it, in sentences."""
        found = []
        for box in boxes:
            if box.meaning is not FieldMeaning.DIRECTION or box.kind is not FieldKind.CHOICE:
                continue
            before = ""
            for author, rows in views.items():
                after = self._said(box, rows)
                if before and after and before != after:
                    found.append(
                        self._words(
                            "sheets.changed",
                            author=author_word(author, self._tongue).capitalize(),
                            box=self._tongue.name(box),
                            before=before,
                            after=after,
                        )
                    )
                before = after or before
        return tuple(found)

    # --- cost ---

    def _cost(self, views: _Views, year: Period | None) -> FullCost | None:
        """The cost that the first view with a box of it states; None where none is filled in."""
        if year is None:
            return None
        for author, rows in views.items():
            for row in rows:
                asked = [one for one in self._boxes[row.sheet] if one.is_asked(author, year)]
                cost = answered_cost(asked, self._answers.get(row.id, {}))
                if cost is not None and (
                    cost.staff_time is not None or any(one.yen is not None for one in cost.funds)
                ):
                    return cost
        return None

    def _cost_sentence(self, cost: FullCost | None) -> str:
        if cost is None or cost.full_yen is None:
            return ""
        return self._tongue.pick(*explain_full_cost(cost))

    def _money_line(
        self, label: str, heads: Sequence[str], amounts: Sequence[int | None]
    ) -> CostLine:
        figures = [None if one is None else in_thousands(one) for one in amounts]
        return self._line(label, "千円", heads, figures)

    def _staff_line(
        self, box: EvaluationField, heads: Sequence[str], times: Sequence[Decimal | None]
    ) -> CostLine:
        name, unit = self._tongue.name(box), self._tongue.unit(box.unit)
        label = self._tongue.pick(f"{name}（{unit}）", f"{name} ({unit})") if unit else name
        return self._line(label, box.unit, heads, times)

    def _line(
        self, label: str, unit: str, heads: Sequence[str], figures: Sequence[Decimal | None]
    ) -> CostLine:
        said = self._tongue.unit(unit)
        return CostLine(
            label=label,
            unit=said,
            years=tuple(
                YearCell(
                    heading=head,
                    actual=Value()
                    if one is None
                    else Value(
                        text=figure_text(one), figure=figure_text(one), unit=said, number=one
                    ),
                )
                for head, one in zip(heads, figures, strict=True)
            ),
        )


def _by_year(rows: Sequence[Evaluation]) -> dict[Period | None, _Views]:
    """What was written in each year, the latest first, by author in the order of views."""
    found: dict[Period | None, dict[AuthorRole, list[Evaluation]]] = defaultdict(dict)
    for row in sorted(rows, key=lambda one: _ORDER.index(one.author_role)):
        found[row.year].setdefault(row.author_role, []).append(row)
    latest = sorted(found, key=lambda one: 0 if one is None else one.end.toordinal(), reverse=True)
    return {year: {who: tuple(its) for who, its in found[year].items()} for year in latest}


def in_parts(text: str, most: int) -> tuple[str, ...]:
    """A text in parts of so many characters at most, ended after a sentence where there is one."""
    parts = []
    while len(text) > most:
        end = max(text.rfind(one, 0, most) + len(one) for one in _ENDS)
        end = end if end > most // 3 else most
        parts.append(text[:end].strip())
        text = text[end:].strip()
    return (*parts, text)
