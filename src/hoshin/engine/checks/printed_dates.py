"""Dates as printed: an era year beside the wrong western year, a weekday that does not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cache

from hoshin.domain.evaluations import Meeting
from hoshin.domain.periods import ERAS, Period, PeriodKind, era_label, read_printed
from hoshin.domain.problems import IllFormedError, Problem
from hoshin.domain.rows import Row
from hoshin.domain.words import Name, Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.references import row_class, rows_of, table_names
from hoshin.engine.checks.rule import Check, at, warning

DATE_PRINTED_WRONG = warning(
    "date-printed-wrong",
    Words("印刷された日付が成り立たない", "A printed date that cannot be right"),
    Words(
        "和暦と西暦、日付と曜日のどちらかが誤りで、そのまま引用すると別の年や日になります。",
        "Era and western year, or date and weekday, contradict each other: quoted as they stand, "
        "they name another year or day.",
    ),
)
PERIOD_DIFFERS_FROM_PRINT = warning(
    "period-differs-from-print",
    Words("期間が印刷と違う", "A period other than the printed one"),
    Words(
        "転記のときに年を取り違えると、実績が別の年のものとして判定されます。",
        "Where a year was copied wrongly, a value is judged as that of another year.",
    ),
)

_WEEKDAYS = "月火水木金土日"
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_YEAR = r"(?:(?:明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR])\s*(?:元|\d{1,2})|(?<!\d)\d{4}(?!\d))"
_DATE = re.compile(
    rf"{_YEAR}\s*(?:年度|年)?\s*(?:\(\s*\d{{4}}\s*\))?\s*(?:年度|年)?"
    r"(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?(?:\s*\([月火水木金土日]\))?"
)
# The column that holds what a printed one says.
_HELD_IN = {
    "period_printed": ("time_period", "period", "planned"),
    "baseline_period_printed": ("baseline_period",),
    "goal_period_printed": ("goal_period",),
    "concluded_printed": ("concluded",),
}


@cache
def _printed_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that may hold a printed date: those of print, and column heads."""
    names = (field.name for field in fields(row_class(table)))
    return tuple(
        name
        for name in names
        if (name.endswith("_printed") and not name.endswith(("value_printed", "unit_printed")))
        or name.endswith("_column")
    )


def dates_in(text: str) -> tuple[str, ...]:
    """The dates and years that stand in a printed text."""
    return tuple(found[0].strip() for found in _DATE.finditer(unicodedata.normalize("NFKC", text)))


def years_in(text: str) -> tuple[int, ...]:
    """The western years of the readable dates in a printed text."""
    years = []
    for one in dates_in(text):
        try:
            years.append(read_printed(one).period.final_year)
        except IllFormedError:
            continue
    return tuple(years)


def printed_dates(facts: Facts) -> Iterator[Problem]:
    """Printed dates that contradict themselves, once for each text of a table."""
    for table in table_names():
        found: dict[tuple[str, str], list[Row]] = {}
        for row in rows_of(facts.city, table):
            for column in _printed_columns(table):
                text = getattr(row, column)
                if text and isinstance(text, str):
                    found.setdefault((column, text), []).append(row)
        for (column, text), rows in found.items():
            for one in dates_in(text):
                wrong = _contradiction(one)
                if wrong is not None:
                    yield DATE_PRINTED_WRONG.problem(
                        at(table, rows[0], column),
                        wrong,
                        Words(
                            "原典を確かめ、正しい日付を記録してください。印刷どおりの文字は残します。",
                            "Look up and record the right date. The text stays as printed.",
                        ),
                        (row.id for row in rows),
                    )
                    break


def _contradiction(text: str) -> Words | None:
    try:
        read = read_printed(text)
    except IllFormedError as refused:
        if refused.code == "period-era-mismatch":
            return _with_weekday_hint(text, refused)
        if refused.code == "period-impossible-date":
            return _outside_era(text) or refused.sentence
        return None
    if not read.weekday or read.period.kind is not PeriodKind.DAY:
        return None
    day = read.period.start
    if _WEEKDAYS[day.weekday()] == read.weekday:
        return None
    return Words(
        f"「{text}」の曜日は（{read.weekday}）ですが、"
        f"{read.period.label_ja}は（{_WEEKDAYS[day.weekday()]}）です。",
        f'"{text}" is printed as a {_WEEKDAYS_EN[_WEEKDAYS.index(read.weekday)]}, '
        f"but {read.period.label_en} was a {_WEEKDAYS_EN[day.weekday()]}.",
    )


_ERA_DAY = re.compile(r"(\D+)(元|\d+)年?(\d+)月(?:(\d+)日)?")


def _outside_era(text: str) -> Words | None:
    """For a month or day that its era does not hold: what it is called in the era that does."""
    found = _ERA_DAY.match("".join(text.split()))
    era = next((one for one in ERAS if found and found[1] in (one.name, one.letter)), None)
    if found is None or era is None:
        return None
    year = era.western(1 if found[2] == "元" else int(found[2]))
    kind = PeriodKind.MONTH if found[4] is None else PeriodKind.DAY
    try:
        period = Period(kind, year, int(found[3]), int(found[4]) if found[4] else None)
    except IllFormedError:
        return None
    label = era_label(period)
    return Words(
        f"「{text}」という日付はその元号にありません。{period.label_ja}は{label}にあたります。",
        f'"{text}" lies outside its era: {period.label_en} is {label}.',
    )


def _with_weekday_hint(text: str, refused: IllFormedError) -> Words:
    """Where a weekday is printed beside two years, say which of them it fits."""
    weekday = re.search(r"\(([月火水木金土日])\)$", text)
    paired = re.search(r"\(\s*(\d{4})\s*\)", text)
    if weekday is None or paired is None:
        return refused.sentence
    era_only = text.replace(paired[0], "", 1)
    western_only = re.sub(rf"^{_YEAR}\s*\(\s*(\d{{4}})\s*\)", r"\1", text)
    fitting = [
        str(day.year)
        for day in (_day(era_only), _day(western_only))
        if day is not None and _WEEKDAYS[day.weekday()] == weekday[1]
    ]
    if len(fitting) != 1:
        return refused.sentence
    return Words(
        f"{refused.sentence.ja}曜日（{weekday[1]}）は{fitting[0]}年に合います。",
        f"{refused.sentence.en} The weekday fits {fitting[0]}.",
    )


def _day(text: str) -> date | None:
    try:
        period = read_printed(text).period
    except IllFormedError:
        return None
    return period.start if period.kind is PeriodKind.DAY else None


def held_periods(facts: Facts) -> Iterator[Problem]:
    """Rows whose period is another than the one printed beside it."""
    for table in table_names():
        for row in rows_of(facts.city, table):
            for column in _printed_columns(table):
                for held_column in _HELD_IN.get(column, ()):
                    held = getattr(row, held_column, None)
                    text: str = getattr(row, column)
                    if held is None or not text or _may_be(held, text):
                        continue
                    held_in, printed_in = Name(held_column), Name(column)
                    yield PERIOD_DIFFERS_FROM_PRINT.problem(
                        at(table, row, held_column),
                        Words(
                            f"印刷は「{text}」ですが、「{held_in}」は{held.label_ja}です。",
                            f'"{text}" is printed, but "{held_in}" is {held.label_en}.',
                        ),
                        Words(
                            f"原典を見て「{held_in}」か「{printed_in}」を直してください。",
                            f'Look at the source and correct "{held_in}" or "{printed_in}".',
                        ),
                    )
    for meeting in facts.city.meetings:
        yield from _meeting_day(meeting)


def _may_be(held: Period, text: str) -> bool:
    """Whether a printed text leaves room for the period that is held."""
    years = years_in(text)
    if not years:
        return True
    first = held.first.year if held.first is not None else held.year
    return first in years or held.final_year in years or len(years) != len(dates_in(text))


def _meeting_day(meeting: Meeting) -> Iterator[Problem]:
    printed = dates_in(meeting.date_printed)
    day = _day(printed[0]) if printed else None
    if meeting.held_on is None or day is None or day == meeting.held_on:
        return
    held = meeting.held_on
    yield PERIOD_DIFFERS_FROM_PRINT.problem(
        at("meetings", meeting, "held_on"),
        Words(
            f"印刷は「{meeting.date_printed}」ですが、開催日は{held.isoformat()}です。",
            f'The document prints "{meeting.date_printed}", but "held_on" is {held.isoformat()}.',
        ),
        Words(
            "印刷の誤りなら既知の誤りとして記録し、転記の誤りなら直してください。",
            "Record it as a known error if the print is wrong; correct it if the copy is.",
        ),
    )


CHECKS = (
    Check(printed_dates, (DATE_PRINTED_WRONG,)),
    Check(held_periods, (PERIOD_DIFFERS_FROM_PRINT,)),
)
