"""JSON Schemas of the data that stand beside pages, published with the site.

``figure.schema.json`` is of an indicator's ``figure.json``, ``data.schema.json`` of every
``data.json``: what may stand under each name, whichever page it is of. Records follow the domain's
dataclasses, so that a column that is added is in the schema too. JSON Schema 2020-12.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from hoshin.domain.city import City
from hoshin.domain.evaluation_sheets import ExpectedBudget
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.indicators import (
    Comparison,
    Direction,
    Indicator,
    Method,
    MissingReason,
    ObservationStatus,
)
from hoshin.domain.links import LinkStrength
from hoshin.domain.periods import Period
from hoshin.domain.plans import Organisation
from hoshin.domain.problems import ProblemLevel
from hoshin.domain.programs import AmountLink, BudgetStage, ListingKind, Program
from hoshin.domain.rows import Row
from hoshin.domain.sources import Operation, Source
from hoshin.engine.budget_reflection import Reflection, Unjudged
from hoshin.engine.standing import Standing
from hoshin.site.addresses import SCHEMA_OF
from hoshin.site.citations import TABLES
from hoshin.site.pages.record_files import COLUMNS

_Schema = dict[str, Any]
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: _Schema = {"type": "string"}
_WHOLE: _Schema = {"type": "integer"}
_FLAG: _Schema = {"type": "boolean"}
_DIGITS: _Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_RATIO: _Schema = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?(/[0-9]+)?$"}
_DAY: _Schema = {"type": "string", "format": "date"}


def _or_null(schema: _Schema) -> _Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(codes: type[StrEnum]) -> _Schema:
    return {"enum": [one.value for one in codes]}


def _list(items: _Schema) -> _Schema:
    return {"type": "array", "items": items}


def _object(properties: dict[str, _Schema], optional: tuple[str, ...] = ()) -> _Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [one for one in properties if one not in optional],
        "additionalProperties": False,
    }


_NULL_TEXT, _NULL_DIGITS = _or_null(_TEXT), _or_null(_DIGITS)
_PLACE: dict[str, _Schema] = {"source": _NULL_TEXT, "locator": _TEXT}
_TARGET = _object(
    {
        "id": _TEXT,
        "indicator": _TEXT,
        "plan": _TEXT,
        "element": _NULL_TEXT,
        "restates": _NULL_TEXT,
        "unit": _TEXT,
        "baseline": _NULL_DIGITS,
        "baseline_period": _NULL_TEXT,
        "goal": _NULL_DIGITS,
        "goal_upper": _NULL_DIGITS,
        "goal_text": _NULL_TEXT,
        "goal_period": _NULL_TEXT,
        "comparison": _one_of(Comparison),
        "method": _one_of(Method),
        "ratio": _or_null(_RATIO),
        "printed": _NULL_DIGITS,
        "met": _or_null(_FLAG),
        "standing": _one_of(Standing),
        **_PLACE,
    }
)
_OBSERVATION = _object(
    {
        "id": _TEXT,
        "target": _NULL_TEXT,
        "ref_area": _NULL_TEXT,
        "breakdown": _NULL_TEXT,
        "time_period": _TEXT,
        "obs_value": _NULL_DIGITS,
        "value_text": _NULL_TEXT,
        "missing_reason": _or_null(_one_of(MissingReason)),
        "unit_measure": _TEXT,
        "obs_status": _one_of(ObservationStatus),
        "revision": _WHOLE,
        **_PLACE,
    }
)
_POINT = _object(
    {
        "row": _TEXT,
        "time_period": _TEXT,
        "obs_value": _NULL_DIGITS,
        "value_text": _NULL_TEXT,
        "unit_measure": _TEXT,
        "obs_status": _one_of(ObservationStatus),
    }
)
_AMOUNT = _object(
    {
        "id": _TEXT,
        "fiscal_year": _TEXT,
        "stage": _one_of(BudgetStage),
        "fund": _NULL_TEXT,
        "amount_yen": _WHOLE,
        "amount_printed": _TEXT,
        "link": _one_of(AmountLink),
        "candidates": _list(_TEXT),
        **_PLACE,
    }
)
_LISTING = _object(
    {
        "id": _TEXT,
        "program": _TEXT,
        "element": _TEXT,
        "number": _TEXT,
        "kind": _one_of(ListingKind),
        "restates": _NULL_TEXT,
        "organisation": _NULL_TEXT,
        "amounts": _list(_AMOUNT),
        "untied_amounts": _list(_AMOUNT),
        **_PLACE,
    }
)
_BUDGET = _object(
    {
        "subject": _NULL_TEXT,
        "fiscal_year": _NULL_TEXT,
        "amount_yen": _or_null(_WHOLE),
        **dict.fromkeys(("programs", "without_amount", "parts", "repeated"), _WHOLE),
        "untied_yen": _WHOLE,
        "other_years": _list(_TEXT),
        "frames": _list(_TEXT),
    }
)
_TOTAL = _object(
    {
        "id": _TEXT,
        "name": _TEXT,
        "name_en": _TEXT,
        "element": _NULL_TEXT,
        "value": _NULL_DIGITS,
        "value_printed": _TEXT,
        "unit": _TEXT,
        "operation": _one_of(Operation),
        "recomputed": _or_null(_RATIO),
        "agrees": _or_null(_FLAG),
        "rows": _list(_TEXT),
        **_PLACE,
    }
)
_STANDING = _object(
    {"plan": _NULL_TEXT, "targets": _WHOLE, **{one.value: _WHOLE for one in Standing}},
    optional=tuple(one.value for one in Standing),
)
_READING = _object(
    {
        "sdg_target": _TEXT,
        "global_indicators": _list(_TEXT),
        "named_by": _list(
            _object(
                {
                    "target": _NULL_TEXT,
                    "element": _NULL_TEXT,
                    "program": _NULL_TEXT,
                    "sdg_indicator": _NULL_TEXT,
                    "strength": _one_of(LinkStrength),
                    **_PLACE,
                }
            )
        ),
    }
)
_YEAR_BUDGET = _or_null(
    _object({"listing": _TEXT, "stage": _one_of(BudgetStage), "amount_yen": _WHOLE})
)
_REFLECTION = _object(
    {
        "evaluation": _TEXT,
        "program": _TEXT,
        "year": _TEXT,
        "author_role": _one_of(AuthorRole),
        "direction": _TEXT,
        "direction_en": _TEXT,
        "expected_budget": _or_null(_one_of(ExpectedBudget)),
        "before_year": _TEXT,
        "before": _YEAR_BUDGET,
        "after_year": _TEXT,
        "after": _YEAR_BUDGET,
        "change_yen": _or_null(_WHOLE),
        "change_percent": _NULL_DIGITS,
        "reflection": _one_of(Reflection),
        "unjudged": _or_null(_one_of(Unjudged)),
    }
)
_CHANGE = _object(dict.fromkeys(("kind", "table", "row_id", "sentence_ja", "sentence_en"), _TEXT))
_PROBLEM = _object(
    {
        "code": _TEXT,
        "level": _one_of(ProblemLevel),
        "known": _FLAG,
        "file": _TEXT,
        "line": _or_null(_WHOLE),
        **dict.fromkeys(("column", "row", "source", "locator"), _NULL_TEXT),
        "related": _list(_TEXT),
        **dict.fromkeys(("sentence_ja", "sentence_en", "hint_ja", "hint_en"), _TEXT),
    }
)


def schema_files() -> Iterator[tuple[str, bytes]]:
    """Path in the site and content of each schema."""
    for name, schema in (("figure.json", figure_schema()), ("data.json", data_schema())):
        yield SCHEMA_OF[name], f"{json.dumps(schema, ensure_ascii=False, indent=1)}\n".encode()


def figure_schema() -> _Schema:
    """What an indicator's ``figure.json`` holds."""
    content = {
        "id": _TEXT,
        "name": _TEXT,
        "name_en": _TEXT,
        "unit": _TEXT,
        "direction": _one_of(Direction),
        "definition": _TEXT,
        "definition_en": _TEXT,
        "release": _TEXT,
        "targets": _list(_TARGET),
        "observations": _list(_OBSERVATION),
    }
    return {"$schema": _DIALECT, "title": "An indicator as data", **_object(content)}


def data_schema() -> _Schema:
    """What the ``data.json`` of a page may hold; only the way to the release is in every one."""
    of_lists: dict[str, list[_Schema]] = {
        table: [_record(_row_classes()[table])] for table in (*COLUMNS, *TABLES.values())
    }
    for name, schema in (
        ("targets", _TARGET),
        ("programs", _LISTING),
        ("programs", _record(Program, listings=_list(_LISTING))),
        ("indicators", _record(Indicator, latest=_or_null(_POINT), target=_or_null(_TARGET))),
        ("organisations", _BUDGET),
        (
            "organisations",
            _record(Organisation, targets=_list(_TEXT), budget=_or_null(_BUDGET)),
        ),
        ("elements", _BUDGET),
        ("totals", _TOTAL),
        ("standings", _STANDING),
        ("readings", _READING),
        ("reflections", _REFLECTION),
        ("changes", _CHANGE),
        ("problems", _PROBLEM),
    ):
        of_lists.setdefault(name, []).append(schema)
    content: dict[str, _Schema] = {
        "release": _TEXT,
        "id": _TEXT,
        "name": _TEXT,
        "name_en": _TEXT,
        "budget": _BUDGET,
        "city": _BUDGET,
        "since": _DAY,
        "document": _record(Source),
        **{name: _list({"anyOf": schemas}) for name, schemas in of_lists.items()},
    }
    optional = tuple(one for one in content if one != "release")
    return {"$schema": _DIALECT, "title": "A page as data", **_object(content, optional)}


def _row_classes() -> dict[str, type[Row]]:
    """The class of each table's records."""
    hints = get_type_hints(City)
    return {
        one.name: get_args(hints[one.name])[0]
        for one in fields(City)
        if get_origin(hints[one.name]) is tuple
    }


def _record(row_class: type[Row], **more: _Schema) -> _Schema:
    """A record with every column of its table, and what a list says of it besides."""
    hints = get_type_hints(row_class)
    return _object({one.name: _value(hints[one.name]) for one in fields(row_class)} | more)


def _value(hint: Any) -> _Schema:
    """A column as data: codes, periods and digits are texts, an empty text is null."""
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (one for one in get_args(hint) if one is not NoneType)
        return _or_null(_value(inner))
    if get_origin(hint) is tuple:
        return _list(_value(get_args(hint)[0]))
    if issubclass(hint, StrEnum):
        return _one_of(hint)
    known = {str: _NULL_TEXT, Period: _TEXT, Decimal: _DIGITS, date: _DAY, bool: _FLAG, int: _WHOLE}
    return known[hint]
