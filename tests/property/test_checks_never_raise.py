"""Checking says what is wrong with a folder, however wrong it is; it never breaks down itself."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hoshin.domain.city import City
from hoshin.domain.problems import Problem
from hoshin.domain.rows import Row
from hoshin.engine.checks import CATALOGUE, check
from hoshin.engine.checks.references import reference_columns, table_names
from hoshin.exchange.folder import read_folder

HARBOUR = Path(__file__).resolve().parents[2] / "examples" / "harbour"
DAY = date(2025, 5, 31)


@cache
def harbour() -> City:
    city = read_folder(HARBOUR).city
    assert city is not None
    return city


def pointing_at(row: Row, table: str, target: str) -> Row:
    """The row with every reference that it may lose pointing at one id."""
    changed: dict[str, Any] = {}
    for column, _ in reference_columns(table):
        held = getattr(row, column)
        if held:
            changed[column] = target if isinstance(held, str) else (target,)
    return replace(row, **changed)


@st.composite
def spoilt_cities(draw: st.DrawFn) -> City:
    """Harbour with tables emptied, and rows pointing nowhere, at themselves or elsewhere."""
    city = harbour()
    tables: dict[str, Any] = {}
    ids = [row.id for name in table_names() for row in getattr(city, name)]
    for name in table_names():
        rows = list(getattr(city, name))
        if rows and draw(st.integers(0, 9)) == 0:
            rows = []
        for place in draw(st.sets(st.integers(0, max(len(rows) - 1, 0)), max_size=3)):
            if place < len(rows):
                target = draw(st.sampled_from(["nowhere", rows[place].id, *ids[:50]]))
                rows[place] = pointing_at(rows[place], name, target)
        tables[name] = tuple(rows)
    return replace(city, **tables)


@settings(max_examples=60)
@given(spoilt_cities())
def test_any_folder_gets_problems_and_no_traceback(city: City) -> None:
    problems = check(city, DAY)
    ids = {row.id for name in table_names() for row in getattr(city, name)}
    for problem in problems:
        assert problem.code in CATALOGUE
        assert problem.level is CATALOGUE[problem.code].level
        assert problem.place.file in table_names()
        assert {problem.place.row_id, *problem.related} <= ids
        assert said(problem)


def said(problem: Problem) -> bool:
    words = [field.name for field in fields(problem) if field.name.endswith(("_ja", "_en"))]
    return all(getattr(problem, name).strip() for name in words)
