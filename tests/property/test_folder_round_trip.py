"""Round trip: whatever a city holds, written and read again it is the same, digit for digit.

Rows are drawn for every table from its columns alone, so a new table or column takes part by
itself; a row that the domain refuses is mended or drawn again.
"""

import string
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from hoshin.domain.city import City
from hoshin.domain.evaluation_sheets import FieldKind, FieldMeaning
from hoshin.domain.indicators import Comparison, Method
from hoshin.domain.measurements import GROUP_KEYS, MEASURED_PERIODS
from hoshin.domain.municipal_codes import check_digit
from hoshin.domain.periods import (
    Period,
    PeriodKind,
    calendar_year,
    fiscal_year,
    span,
    year_of_unknown_kind,
)
from hoshin.domain.problems import IllFormedError
from hoshin.domain.revisions import RevisedField
from hoshin.domain.rows import Row
from hoshin.domain.sdg import TARGET_CODES, goal_of_target
from hoshin.exchange.cells import CONTROL, LIST_SEPARATOR
from hoshin.exchange.folder import read_folder, write_folder
from hoshin.exchange.tables import Column, Table, codes, tables

MOST_YEARS = 9999
AWKWARD = (
    "目標値,以上",
    '「"引用"」',
    "一行目\n二行目",
    "一行目\r\n二行目",
    "\r",
    "全角　１２３，４５６",
    " 前後の空白 ",
    "\ufeff先頭の印",
    "行\u2028区切り\x85",
    "=1+1",
    "-",
    '"',
    '""',
    ",",
    "a\tb",
    "𠮷野家🏯",
)

words = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=12).filter(
        lambda text: not CONTROL.search(text)
    ),
)
letters = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
ids = st.builds("{}{}{}".format, letters, st.sampled_from(("", ".", "-", "_")), letters)
numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**18), 10**18),
    st.integers(0, 12),
)
whole_numbers = st.integers(-(10**18), 10**18)
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
years = st.integers(1, MOST_YEARS)
points_in_time = st.one_of(
    st.builds(fiscal_year, years),
    st.builds(calendar_year, years),
    st.builds(year_of_unknown_kind, years),
    st.builds(lambda day: Period(PeriodKind.MONTH, day.year, day.month), days),
    st.builds(lambda day: Period(PeriodKind.DAY, day.year, day.month, day.day), days),
)


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """A period of any kind."""
    first = draw(points_in_time)
    if draw(st.booleans()):
        return first
    last = draw(points_in_time)
    if first.start > last.end:
        first, last = last, first
    return span(first, last)


@cache
def values(column: Column) -> st.SearchStrategy[Any]:
    """Values that a column can hold, none where it needs none."""
    single: st.SearchStrategy[Any]
    if column.references or column.name == "id":
        single = ids
    elif choices := codes(column.kind):
        single = st.sampled_from(choices)
    else:
        single = {
            str: words,
            int: whole_numbers,
            bool: st.booleans(),
            Decimal: numbers,
            date: days,
            Period: periods(),
        }[column.kind]
    if column.is_list:
        if column.kind is str:
            single = single.filter(lambda text: text and LIST_SEPARATOR not in text)
        return st.lists(single, max_size=3).map(tuple)
    if column.required and column.kind is str:
        return single.filter(bool)
    return single if column.required else st.one_of(st.just(column.default), single)


def mend_organisation(found: dict[str, Any]) -> None:
    if found["municipal_code"]:
        five = f"{len(found['name']) * 7919 % 100_000:05d}"
        found["municipal_code"] = five + check_digit(five)
    if found["valid_from"] and found["valid_to"]:
        found["valid_from"], found["valid_to"] = sorted((found["valid_from"], found["valid_to"]))


def mend_target(found: dict[str, Any]) -> None:
    if found["goal_value"] is None:
        found["goal_value"] = Decimal("0.0")
    if found["comparison"] is Comparison.RANGE:
        found["goal_upper"] = found["goal_value"] + 1
    if found["method"] is Method.PRORATED:
        found["prorated_method"] = Method.PROGRESS
    else:
        found["prorated_method"] = None


def mend_observation(found: dict[str, Any]) -> None:
    if found["missing_reason"] is not None:
        found["obs_value"], found["value_text"] = None, ""
    elif found["obs_value"] is None:
        found["obs_value"] = Decimal("12.30")
    found["revision"] = abs(found["revision"]) + 1


def mend_measurement(found: dict[str, Any]) -> None:
    found["definition"] = "measurements/a-definition.sql"
    found["period_kind"] = MEASURED_PERIODS[len(found["unit"]) % len(MEASURED_PERIODS)]
    found["keys"] = GROUP_KEYS[: len(found["keys"])]
    for name in ("per", "decimals", "minimum_contributors"):
        found[name] = abs(found[name]) + 1


def mend_sdg_link(found: dict[str, Any]) -> None:
    found["sdg_target"] = TARGET_CODES[found["goal"] % len(TARGET_CODES)]
    found["goal"] = goal_of_target(found["sdg_target"])
    found["element"], found["target"] = "an-element", None
    found["program"] = None


def mend_stage(found: dict[str, Any]) -> None:
    found["first_month"] = found["first_month"] % 12 + 1
    found["last_month"] = found["last_month"] % 12 + 1


def mend_rating(found: dict[str, Any]) -> None:
    if found["minimum"] is not None and found["maximum"] is not None:
        found["minimum"], found["maximum"] = sorted((found["minimum"], found["maximum"]))


def mend_appropriation(found: dict[str, Any]) -> None:
    found["fiscal_year"] = fiscal_year(found["fiscal_year"].year)


def mend_evaluation_field(found: dict[str, Any]) -> None:
    found["code"] = "box"
    asked = found["options_budget"][:1]
    found["meaning"] = FieldMeaning.DIRECTION if asked else None
    if asked:
        found["kind"] = FieldKind.CHOICE
    found["years_to_budget"] = 1 if asked else None
    found["unit"] = "千円"
    is_choice = found["kind"] is FieldKind.CHOICE
    found["options"] = (found["options"] or ("高い",)) if is_choice else ()
    found["options_en"] = found["options"] if found["options_en"] else ()
    found["options_budget"] = asked * len(found["options"])


def mend_evaluation_answer(found: dict[str, Any]) -> None:
    if found["text"]:
        found["value"] = found["amount_yen"] = None
    elif found["value"] is not None:
        found["amount_yen"] = None
    elif found["amount_yen"] is None:
        found["amount_yen"] = -1


def mend_source(found: dict[str, Any]) -> None:
    if found["sha256"]:
        found["sha256"] = "0123456789abcdef" * 4


def mend_known_error(found: dict[str, Any]) -> None:
    if found["mended_on"] is None:
        found["mending"], found["mending_en"] = "", ""


def mend_target_revision(found: dict[str, Any]) -> None:
    found["revision"] = abs(found["revision"]) + 1
    standing = STANDING_IN.get(found["field"])
    if standing is not None:
        found["before"], found["after"] = "", standing


# What may stand in the fields of a target that do not take every text.
STANDING_IN: dict[RevisedField, str] = {
    RevisedField.GOAL_VALUE: "12.30",
    RevisedField.GOAL_UPPER: "-0.5",
    RevisedField.BASELINE_VALUE: "0",
    RevisedField.GOAL_PERIOD: "FY2024",
    RevisedField.BASELINE_PERIOD: "2024-07",
    RevisedField.COMPARISON: Comparison.AT_LEAST.value,
    RevisedField.METHOD: Method.PROGRESS.value,
}


MENDED: dict[str, Callable[[dict[str, Any]], None]] = {
    "organisations": mend_organisation,
    "targets": mend_target,
    "observations": mend_observation,
    "measurements": mend_measurement,
    "sdg_links": mend_sdg_link,
    "stages": mend_stage,
    "ratings": mend_rating,
    "appropriations": mend_appropriation,
    "evaluation_fields": mend_evaluation_field,
    "evaluation_answers": mend_evaluation_answer,
    "sources": mend_source,
    "known_errors": mend_known_error,
    "target_revisions": mend_target_revision,
}


@st.composite
def rows_of(draw: st.DrawFn, table: Table) -> Row:
    found = {column.name: draw(values(column)) for column in table.columns}
    MENDED.get(table.name, lambda _: None)(found)
    try:
        return table.row_class(**found)
    except IllFormedError:
        assume(False)
        raise


@st.composite
def cities(draw: st.DrawFn) -> City:
    """A city with up to three rows in each of two tables."""
    chosen = draw(st.lists(st.sampled_from(tables()), min_size=2, max_size=2, unique=True))
    held = {
        table.name: tuple(draw(st.lists(rows_of(table), max_size=3, unique_by=lambda row: row.id)))
        for table in chosen
    }
    return City(
        name=draw(words.filter(bool)),
        name_en=draw(words),
        as_of=draw(st.none() | days),
        **held,
    )


def digits(city: City) -> list[str]:
    """Every number of a city with all its printed digits."""
    return [
        format(value, "f")
        for table in tables()
        for row in getattr(city, table.name)
        for column in table.columns
        if isinstance(value := getattr(row, column.name), Decimal)
    ]


@settings(
    max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(cities())
def test_written_and_read_again_is_the_same(city: City) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "city"
        write_folder(city, folder)
        first = {path.name: path.read_bytes() for path in folder.iterdir()}
        reading = read_folder(folder)
        assert reading.problems == ()
        assert reading.city == city
        assert digits(reading.city) == digits(city)
        write_folder(reading.city, folder)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


# Table by table: all of them in one example are more than the library cares to draw at once.
@pytest.mark.parametrize("table", tables(), ids=lambda table: table.name)
@given(st.data())
@settings(
    max_examples=5,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_a_row_of_every_table_comes_back(table: Table, data: st.DataObject) -> None:
    row = data.draw(rows_of(table))
    city = replace(City(name="市"), **{table.name: (row,)})
    with tempfile.TemporaryDirectory() as place:
        write_folder(city, Path(place) / "city")
        reading = read_folder(Path(place) / "city")
    assert reading.problems == ()
    assert reading.city == city
