"""What of a city is published: boxes of evaluation sheets that are not public stay inside."""

from __future__ import annotations

from dataclasses import replace

from hoshin.domain.city import City
from hoshin.domain.evaluation_presets import all_fields
from hoshin.domain.evaluation_sheets import FUNDS, EvaluationField, FieldMeaning
from hoshin.domain.evaluations import Evaluation, SheetKind

# What adds up to the full cost of a program.
_COST = frozenset({*FUNDS, FieldMeaning.STAFF_TIME})

# The columns of an evaluation that hold what a box of this meaning says.
_COLUMNS: dict[FieldMeaning, tuple[str, ...]] = {
    FieldMeaning.FINDINGS: ("findings", "findings_en"),
    FieldMeaning.DIRECTION: ("direction", "direction_en"),
    FieldMeaning.RATING: ("rating",),
    FieldMeaning.STATED_CHANGE: ("stated_change",),
    FieldMeaning.ANSWER_TO_LAST_YEAR: ("answer_to_last_year", "answer_to_last_year_en"),
}


def public_part(city: City) -> City:
    """The city without what its evaluation sheets declare internal; the same when done again.

    An answer is left out together with the box that it stands in; a column of an evaluation whose
    box is internal is emptied. Where one part of a sheet's cost is internal, all of it is: a sum of
    the other parts would be published as the cost of the program, and the hidden part could be
    worked out from a sum that holds it.
    """
    internal = _internal(city.evaluation_fields)
    if not internal:
        return city
    hidden = {sheet: _hidden(city, sheet) for sheet in SheetKind}
    return replace(
        city,
        evaluation_fields=tuple(one for one in city.evaluation_fields if one.id not in internal),
        evaluations=tuple(_without(one, hidden[one.sheet]) for one in city.evaluations),
        evaluation_answers=tuple(
            one for one in city.evaluation_answers if one.field not in internal
        ),
    )


def _internal(fields: tuple[EvaluationField, ...]) -> set[str]:
    cost_is_internal = {one.sheet for one in fields if not one.public and one.meaning in _COST}
    return {
        one.id
        for one in fields
        if not one.public or (one.meaning in _COST and one.sheet in cost_is_internal)
    }


def _hidden(city: City, sheet: SheetKind) -> frozenset[str]:
    fields = all_fields(city.evaluation_fields, sheet)
    shown = {one.meaning for one in fields if one.public}
    return frozenset(
        column
        for one in fields
        if not one.public and one.meaning not in shown
        if one.meaning is not None
        for column in _COLUMNS.get(one.meaning, ())
    )


def _without(row: Evaluation, columns: frozenset[str]) -> Evaluation:
    emptied = {name: None if name == "stated_change" else "" for name in columns}
    return replace(row, **emptied) if emptied else row  # type: ignore[arg-type]
