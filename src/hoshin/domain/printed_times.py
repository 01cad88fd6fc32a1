"""Times as documents print them, said in English: 5月～, 12月上旬～2月下旬, 2020年春～, 令和4年3月.

A plan prints many times that are no period of the calendar: months without a year, thirds of a
month, seasons, stretches with one end. They stay as printed in the data; here they are only read
out in another language. What is not understood as a whole is not said at all.
"""

from __future__ import annotations

import calendar
import re
import unicodedata

from hoshin.domain.periods import read_printed
from hoshin.domain.problems import IllFormedError

_DASH = re.compile(r"[~〜～–—―−-]")
_STOP = re.compile("[;、・]")
# A western year in brackets may carry its own 年: 令和7年(2025年)5月.
_PAIRED_YEAR = re.compile(r"\((\d{4})年\)")
_MONTH = r"(?P<month>1[0-2]|[1-9])"
_PART = r"(?P<part>上旬|中旬|下旬|初旬|初め|頭|半ば|末)"
_IN_A_YEAR = re.compile(rf"{_MONTH}月(?:(?P<day>\d{{1,2}})日|{_PART})?(?P<around>頃|ごろ)?")
_SLASHED = re.compile(rf"{_MONTH}/(?P<day>\d{{1,2}})")
_PARTS = {
    "上旬": "early",
    "初旬": "early",
    "初め": "early",
    "頭": "early",
    "中旬": "mid",
    "半ば": "mid",
    "下旬": "late",
    "末": "the end of",
}
_SEASONS = {
    "春": "spring of {year}",
    "夏": "summer of {year}",
    "秋": "autumn of {year}",
    "冬": "winter of {year}",
    "春頃": "about spring of {year}",
    "夏頃": "about summer of {year}",
    "秋頃": "about autumn of {year}",
    "冬頃": "about winter of {year}",
    "当初": "the start of {year}",
    "初め": "the start of {year}",
    "上半期": "the first half of {year}",
    "下半期": "the second half of {year}",
    "前期": "the first half of {year}",
    "後期": "the second half of {year}",
    "中": "{year}",
    "末": "the end of {year}",
}
_DATED_PART = re.compile(rf"(?P<dated>.*年{_MONTH}月){_PART}")
_SEASON = re.compile(rf"(?P<year>.*年度?)(?P<when>{'|'.join(_SEASONS)})")
_WORDS = {
    "毎年": "every year",
    "毎年度": "every fiscal year",
    "毎月": "every month",
    "通年": "all year",
    "随時": "as needed",
    "年度末": "the end of the fiscal year",
    "年度当初": "the start of the fiscal year",
    "上半期": "the first half of the year",
    "下半期": "the second half of the year",
    "春": "spring",
    "夏": "summer",
    "秋": "autumn",
    "冬": "winter",
    "未定": "not decided",
}
_WEEKDAYS = dict(
    zip(
        "月火水木金土日",
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        strict=True,
    )
)


def time_in_english(printed: str) -> str:
    """A printed time in English words; empty where it is not understood as a whole.

    Several times parted by a semicolon or 、 are read one by one: ``4～5月;～3月`` is "April to
    May; until March".
    """
    tight = "".join(unicodedata.normalize("NFKC", printed).split())
    tight = _PAIRED_YEAR.sub(r"(\1)", tight)
    said = [_stretch(one) for one in _STOP.split(tight)]
    return "; ".join(said) if all(said) else ""


def _stretch(text: str) -> str:
    """One time or a stretch of time, either end of which may be open."""
    whole = _point(text)
    if whole:
        return whole
    ends = _DASH.split(text)
    if len(ends) != 2:
        return ""
    first, last = ends
    if not last:
        begun = _point(first)
        return f"from {begun}" if begun else ""
    end = _point(last)
    if not first:
        return f"until {end}" if end else ""
    # The month sign is said once, at the end: 4～5月.
    begun = _point(first) or (_point(f"{first}月") if "月" in last and first.isdigit() else "")
    return f"{begun} to {end}" if begun and end else ""


def _point(text: str) -> str:
    """A day, a month, a part of one, a season or a year, with or without its year."""
    if text in _WORDS:
        return _WORDS[text]
    found = _IN_A_YEAR.fullmatch(text) or _SLASHED.fullmatch(text)
    if found is not None:
        return _in_a_year(**found.groupdict())
    dated = _DATED_PART.fullmatch(text)
    if dated is not None:
        month = _dated(dated["dated"])
        return _with_part(month, dated["part"]) if month else ""
    season = _SEASON.fullmatch(text)
    if season is not None:
        year = _dated(season["year"])
        return _SEASONS[season["when"]].format(year=year) if year else ""
    return _dated(text)


def _in_a_year(month: str, day: str | None, part: str = "", around: str = "") -> str:
    name = calendar.month_name[int(month)]
    if day is not None:
        # 2020 was a leap year: 29 February is a day of some years.
        if not 1 <= int(day) <= calendar.monthrange(2020, int(month))[1]:
            return ""
        name = f"{int(day)} {name}"
    said = _with_part(name, part) if part else name
    return f"about {said}" if around else said


def _with_part(month: str, part: str) -> str:
    word = _PARTS[part]
    return f"mid-{month}" if word == "mid" else f"{word} {month}"


def _dated(text: str) -> str:
    """A period of the calendar in English, with its weekday where one is printed."""
    try:
        read = read_printed(text)
    except IllFormedError:
        return ""
    said = read.period.label_en
    if read.weekday:
        said = f"{_WEEKDAYS[read.weekday]}, {said}"
    if read.provisional_year is not None:
        said = f"{said} (for now that of {read.provisional_year})"
    return said
