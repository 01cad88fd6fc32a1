"""Periods: fiscal years, calendar years, months, days, spans, and years whose kind is not printed.

A Japanese fiscal year is named by the calendar year in which it starts: FY2025 runs from
1 April 2025 to 31 March 2026. A document that prints "2018" or "H30(2018)" does not say which
kind of year it means; such a period keeps the kind *unknown* for ever. Data hold western years;
Japanese era years (和暦) are read and written at the edges only (GIF 441, JIS X 0301).

No other module adds or subtracts months.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoshin.domain.problems import IllFormedError

FIRST_MONTH_OF_FISCAL_YEAR = 4


class PeriodKind(StrEnum):
    """What kind of stretch of time a period is."""

    FISCAL_YEAR = "fiscal_year"
    CALENDAR_YEAR = "calendar_year"
    YEAR_KIND_UNKNOWN = "year_kind_unknown"
    MONTH = "month"
    DAY = "day"
    SPAN = "span"


def _refuse(
    text: str, reason_ja: str, reason_en: str, code: str = "period-not-read"
) -> IllFormedError:
    return IllFormedError(
        code,
        f"「{text}」は期間として読めません。{reason_ja}",
        f'"{text}" cannot be read as a period: {reason_en}',
        "FY2022(年度)、CY2022(暦年)、Y2022(種別不明の年)、2022-07(月)、2022-07-22(日)、"
        "FY2022/FY2024(期間)のいずれかで書いてください。",
        "Write FY2022 (fiscal year), CY2022 (calendar year), Y2022 (year of unknown kind), "
        "2022-07 (month), 2022-07-22 (day) or FY2022/FY2024 (span).",
    )


def _no_such_date(text: str) -> IllFormedError:
    return _refuse(text, "暦にない日付です。", "no such date exists.", "period-impossible-date")


@dataclass(frozen=True, slots=True)
class Period:
    """One stretch of time with its kind; two periods are equal when kind and dates are.

    ``month`` and ``day`` are set for months and days only; ``last`` is the final period of a
    span, whose first is described by ``first``. Raises IllFormedError for impossible dates.
    """

    kind: PeriodKind
    year: int
    month: int | None = None
    day: int | None = None
    first: Period | None = None
    last: Period | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= 9999:
            raise _refuse(str(self.year), "年が範囲外です。", "the year is out of range.")
        if self.kind is PeriodKind.SPAN:
            if self.first is None or self.last is None:
                raise _refuse("span", "期間の両端が必要です。", "a span needs both ends.")
            if PeriodKind.SPAN in (self.first.kind, self.last.kind):
                raise _refuse("span", "期間の中に期間があります。", "a span holds a span.")
            if (self.year, self.month, self.day) != (self.first.year, None, None):
                raise _refuse("span", "始まりと年が合いません。", "its year is not its start's.")
            if self.first.start > self.last.end:
                raise _refuse(
                    f"{self.first.code}/{self.last.code}",
                    "終わりが始まりより前です。",
                    "it ends before it begins.",
                )
            return
        if self.first is not None or self.last is not None:
            raise _refuse(str(self.year), "両端は期間だけが持ちます。", "only spans have ends.")
        if (self.month is not None) != (self.kind in (PeriodKind.MONTH, PeriodKind.DAY)):
            raise _refuse(
                str(self.year), "月の有無が種別と合いません。", "month does not fit kind."
            )
        if (self.day is not None) != (self.kind is PeriodKind.DAY):
            raise _refuse(str(self.year), "日の有無が種別と合いません。", "day does not fit kind.")
        if self.month is not None:
            try:
                date(self.year, self.month, self.day or 1)
            except ValueError:
                raise _no_such_date(self.code) from None

    @property
    def code(self) -> str:
        """The period as the plan folder writes it; ``read_code`` reads it back."""
        match self.kind:
            case PeriodKind.FISCAL_YEAR:
                return f"FY{self.year:04d}"
            case PeriodKind.CALENDAR_YEAR:
                return f"CY{self.year:04d}"
            case PeriodKind.YEAR_KIND_UNKNOWN:
                return f"Y{self.year:04d}"
            case PeriodKind.MONTH:
                return f"{self.year:04d}-{self.month:02d}"
            case PeriodKind.DAY:
                return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
            case PeriodKind.SPAN:
                assert self.first is not None and self.last is not None
                return f"{self.first.code}/{self.last.code}"

    @property
    def start(self) -> date:
        """The first day that the period can cover."""
        if self.kind is PeriodKind.SPAN:
            assert self.first is not None
            return self.first.start
        if self.kind is PeriodKind.FISCAL_YEAR:
            return date(self.year, FIRST_MONTH_OF_FISCAL_YEAR, 1)
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def end(self) -> date:
        """The last day that the period can cover.

        A year of unknown kind may be a fiscal year, so it can reach to 31 March of the next.
        """
        if self.kind is PeriodKind.SPAN:
            assert self.last is not None
            return self.last.end
        if self.kind in (PeriodKind.FISCAL_YEAR, PeriodKind.YEAR_KIND_UNKNOWN):
            if self.year == 9999:
                return date(9999, 12, 31)
            return date(self.year + 1, FIRST_MONTH_OF_FISCAL_YEAR - 1, 31)
        if self.kind is PeriodKind.CALENDAR_YEAR:
            return date(self.year, 12, 31)
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def final_year(self) -> int:
        """The year that names the period; for a span, the year that names its last period."""
        if self.kind is PeriodKind.SPAN:
            assert self.last is not None
            return self.last.final_year
        return self.year

    @property
    def label_ja(self) -> str:
        """The period in Japanese, with western years: 2022年度, 2022年, 2022年7月22日."""
        match self.kind:
            case PeriodKind.FISCAL_YEAR:
                return f"{self.year}年度"
            case PeriodKind.CALENDAR_YEAR:
                return f"{self.year}年"
            case PeriodKind.YEAR_KIND_UNKNOWN:
                return f"{self.year}年(度)"
            case PeriodKind.MONTH:
                return f"{self.year}年{self.month}月"
            case PeriodKind.DAY:
                return f"{self.year}年{self.month}月{self.day}日"
            case PeriodKind.SPAN:
                assert self.first is not None and self.last is not None
                return f"{self.first.label_ja}～{self.last.label_ja}"

    @property
    def label_en(self) -> str:
        """The period in English: FY2022, 2022, July 2022, 22 July 2022."""
        match self.kind:
            case PeriodKind.FISCAL_YEAR:
                return f"FY{self.year}"
            case PeriodKind.CALENDAR_YEAR:
                return f"{self.year}"
            case PeriodKind.YEAR_KIND_UNKNOWN:
                return f"{self.year} or FY{self.year}"
            case PeriodKind.MONTH:
                return f"{calendar.month_name[self.month or 1]} {self.year}"
            case PeriodKind.DAY:
                return f"{self.day} {calendar.month_name[self.month or 1]} {self.year}"
            case PeriodKind.SPAN:
                assert self.first is not None and self.last is not None
                return f"{self.first.label_en} to {self.last.label_en}"

    @property
    def short_label(self) -> str:
        """The period for a chart axis: FY2022, 2022, 2022-07."""
        if self.kind in (PeriodKind.CALENDAR_YEAR, PeriodKind.YEAR_KIND_UNKNOWN):
            return f"{self.year}"
        return self.code


def fiscal_year(year: int) -> Period:
    """The fiscal year that starts in April of ``year``."""
    return Period(PeriodKind.FISCAL_YEAR, year)


def calendar_year(year: int) -> Period:
    """The calendar year ``year``."""
    return Period(PeriodKind.CALENDAR_YEAR, year)


def year_of_unknown_kind(year: int) -> Period:
    """The year ``year`` of a document that does not print which kind of year it means."""
    return Period(PeriodKind.YEAR_KIND_UNKNOWN, year)


def span(first: Period, last: Period) -> Period:
    """The stretch from the start of ``first`` to the end of ``last``."""
    return Period(PeriodKind.SPAN, first.year, first=first, last=last)


_CODE = re.compile(r"(?:(FY|CY|Y)(\d{4})|(\d{4})-(\d{2})(?:-(\d{2}))?)", re.ASCII)
_KIND_OF_PREFIX = {
    "FY": PeriodKind.FISCAL_YEAR,
    "CY": PeriodKind.CALENDAR_YEAR,
    "Y": PeriodKind.YEAR_KIND_UNKNOWN,
}


def read_code(text: str) -> Period:
    """Read a period as the plan folder writes it, for example ``FY2022`` or ``CY2022/CY2024``.

    Raises IllFormedError when the text is no such code or names an impossible date.
    """
    if "/" in text:
        head, _, tail = text.partition("/")
        if "/" in tail:
            raise _refuse(text, "区切り「/」が2つ以上あります。", "it has more than one '/'.")
        return span(read_code(head), read_code(tail))
    found = _CODE.fullmatch(text)
    if found is None:
        raise _refuse(text, "書き方が違います。", "it has another form.")
    prefix, year, dated_year, month, day = found.groups()
    if prefix is not None:
        return Period(_KIND_OF_PREFIX[prefix], int(year))
    if day is None:
        return Period(PeriodKind.MONTH, int(dated_year), int(month))
    return Period(PeriodKind.DAY, int(dated_year), int(month), int(day))


# --- 和暦: era years, in and out -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Era:
    """A Japanese era: its names, first day, and last day where it has ended."""

    name: str
    letter: str
    first_day: date
    last_day: date | None

    def western(self, era_year: int) -> int:
        """The western year of the era's ``era_year``-th year (the first year is 元年, 1)."""
        return self.first_day.year + era_year - 1


ERAS = (
    Era("明治", "M", date(1868, 10, 23), date(1912, 7, 29)),
    Era("大正", "T", date(1912, 7, 30), date(1926, 12, 24)),
    Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7)),
    Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30)),
    Era("令和", "R", date(2019, 5, 1), None),
)
# Plans printed before an era's end name years that it never reached (平成32年度 in a plan of
# 2016). Such years are read; days and months outside the era are refused.
_LONGEST_ERA_YEAR = 99


def era_label(period: Period) -> str:
    """The period in Japanese era years: 令和4年度, 平成30年, 令和4年(度), 令和元年7月22日.

    A year is named by the era of its last day for calendar years (2019 is 令和元年) and by the
    era in force on 1 May for fiscal years (2019年度 is 令和元年度), as cities print them.
    """
    if period.kind is PeriodKind.SPAN:
        assert period.first is not None and period.last is not None
        return f"{era_label(period.first)}～{era_label(period.last)}"
    if period.kind is PeriodKind.FISCAL_YEAR:
        reference = date(period.year, 5, 1)
    elif period.kind in (PeriodKind.CALENDAR_YEAR, PeriodKind.YEAR_KIND_UNKNOWN):
        reference = date(period.year, 12, 31)
    else:
        reference = period.start
    era = next((one for one in reversed(ERAS) if one.first_day <= reference), None)
    number = 0 if era is None else reference.year - era.first_day.year + 1
    if era is None or number > _LONGEST_ERA_YEAR:
        return period.label_ja
    year = f"{era.name}{'元' if number == 1 else number}年"
    match period.kind:
        case PeriodKind.FISCAL_YEAR:
            return f"{year}度"
        case PeriodKind.MONTH:
            return f"{year}{period.month}月"
        case PeriodKind.DAY:
            return f"{year}{period.month}月{period.day}日"
        case PeriodKind.YEAR_KIND_UNKNOWN:
            return f"{year}(度)"
        case _:
            return year


@dataclass(frozen=True, slots=True)
class PrintedPeriod:
    """A period as a document printed it.

    ``provisional_year`` is set for forms such as ``2030（2023）年``: the target of 2030 carries,
    for the time being, the value of 2023. ``weekday`` is the weekday printed beside a day (水).
    """

    period: Period
    printed: str
    provisional_year: int | None = None
    weekday: str = ""


_ERA_NAMES = "|".join(era.name for era in ERAS)
_ERA_LETTERS = "".join(era.letter for era in ERAS)
_PRINTED = re.compile(
    rf"""
    (?: (?P<era>{_ERA_NAMES}|[{_ERA_LETTERS}])\s*(?P<era_year>元|\d{{1,2}}) | (?P<year>\d{{4}}) )
    \s* (?P<mark_before>年\(度\)|年度|年)? \s*
    (?: \( \s* (?P<paired>\d{{4}}) \s* \) )?
    \s* (?P<mark_after>年\(度\)|年度|年)?
    (?: \s* (?P<month>\d{{1,2}}) \s* 月 (?: \s* (?P<day>\d{{1,2}}) \s* 日 )? )?
    (?: \s* \( (?P<weekday>[月火水木金土日]) \) )?
    """,
    re.VERBOSE | re.ASCII,
)
_DASHES = re.compile(r"\s*[~〜～\-–—−]\s*")
_BARE_ERA_YEAR = re.compile(r"(?:元|\d{1,2})(?:年度|年)?", re.ASCII)
_MARKS = ("年(度)", "年度", "年")


def read_printed(text: str) -> PrintedPeriod:
    """Read a period as Japanese documents print it.

    Takes full and half width, 昭和/平成/令和 and S/H/R, ``H30(2018)``, ``令和元(2019)年度``,
    ``2018年3月``, ``R2～R5``, ``令和4～8年度`` and ``2030（2023）年``. A bare year, or one with no
    年 or 年度, is of unknown kind; in a span the era is said once at its start, 年 or 年度 once at
    its end. Raises IllFormedError for anything else, for impossible dates, and when the era year
    and the western year beside it disagree (``period-era-mismatch``).
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    parts = _DASHES.split(plain)
    if len(parts) == 2 and all(parts):
        return _read_printed_span(text, *parts)
    found = _PRINTED.fullmatch(plain)
    if found is None:
        raise _refuse(text, "印刷された年月日の形ではありません。", "it is no printed date.")
    if found["mark_before"] and found["mark_after"]:
        raise _refuse(text, "「年」が2回あります。", "it names the kind of year twice.")
    mark = found["mark_before"] or found["mark_after"]
    month = int(found["month"]) if found["month"] else None
    day = int(found["day"]) if found["day"] else None
    paired = int(found["paired"]) if found["paired"] else None
    provisional: int | None = None
    if found["year"]:
        year = int(found["year"])
        if paired is not None and paired != year:
            provisional = paired
    else:
        year = _western_year(text, found["era"], found["era_year"], month, day)
        if paired is not None and paired != year:
            raise IllFormedError(
                "period-era-mismatch",
                f"「{text}」の和暦と西暦が合いません（和暦は{year}年にあたります）。",
                f'"{text}": the era year is {year}, not {paired}.',
                "原典を確かめ、どちらが正しいか記録してください。",
                "Look at the source and record which of the two is right.",
            )
    if month is not None:
        if mark == "年度":
            raise _refuse(text, "年度と月は同時に読めません。", "a month cannot follow 年度.")
        return PrintedPeriod(
            _dated(text, year, month, day), text, provisional, found["weekday"] or ""
        )
    kind = {"年度": PeriodKind.FISCAL_YEAR, "年": PeriodKind.CALENDAR_YEAR}.get(
        mark, PeriodKind.YEAR_KIND_UNKNOWN
    )
    return PrintedPeriod(Period(kind, year), text, provisional)


def _read_printed_span(text: str, first: str, last: str) -> PrintedPeriod:
    era = _PRINTED.match(first)
    # After a hyphen a bare number may be a month (R7-03), so there the era must be said again.
    said_once = "-" not in unicodedata.normalize("NFKC", text)
    if said_once and era is not None and era["era"] and _BARE_ERA_YEAR.fullmatch(last):
        last = era["era"] + last
    ended = next((mark for mark in _MARKS if last.endswith(mark)), "")
    if ended and "年" not in first and "月" not in first:
        first += ended
    return PrintedPeriod(span(read_printed(first).period, read_printed(last).period), text)


def _dated(text: str, year: int, month: int, day: int | None) -> Period:
    """A month or a day; the refusal of an impossible one quotes what is printed."""
    try:
        return Period(PeriodKind.MONTH if day is None else PeriodKind.DAY, year, month, day)
    except IllFormedError:
        raise _no_such_date(text) from None


def _western_year(text: str, name: str, number: str, month: int | None, day: int | None) -> int:
    era = next(one for one in ERAS if name in (one.name, one.letter))
    era_year = 1 if number == "元" else int(number)
    if not 1 <= era_year <= _LONGEST_ERA_YEAR:
        raise _refuse(text, "元号の年が範囲外です。", "the era has no such year.")
    year = era.western(era_year)
    if month is not None:
        asked = _dated(text, year, month, day)
        outside = asked.end < era.first_day or (
            era.last_day is not None and asked.start > era.last_day
        )
        if outside:
            raise _refuse(
                text,
                f"{era.name}の期間の外の日付です。",
                f"the date lies outside the era {era.name}.",
                "period-impossible-date",
            )
    return year
