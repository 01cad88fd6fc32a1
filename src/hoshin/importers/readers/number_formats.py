"""Number formats: a stored number as a workbook displays it (ECMA-376 part 1, 18.8.30-31).

Reads the formats that plans use: digits, separators, percent, thousands scaling (``#,##0,``),
signs such as ▲, words in quotation marks, dates in both calendars. A format that is not
understood gives None and the caller shows the plain number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation, localcontext
from functools import lru_cache

_ERA_STARTS = (
    (date(2019, 5, 1), "令和", "令", "R"),
    (date(1989, 1, 8), "平成", "平", "H"),
    (date(1926, 12, 25), "昭和", "昭", "S"),
    (date(1912, 7, 30), "大正", "大", "T"),
    (date(1868, 1, 25), "明治", "明", "M"),
)
_LONG_DATE = '[$-411]ggge"年"m"月"d"日"'
_SHORT_ERA = "[$-411]ge.m.d"
_YEAR_MONTH = 'yyyy"年"m"月"'
_MONTH_DAY = 'm"月"d"日"'
BUILT_IN = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _SHORT_ERA,
    28: _LONG_DATE,
    29: _LONG_DATE,
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"時"mm"分"',
    33: 'h"時"mm"分"ss"秒"',
    34: _YEAR_MONTH,
    35: _MONTH_DAY,
    36: _SHORT_ERA,
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '"¥"#,##0;"¥"-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;"¥"-#,##0.00;"-"',
    49: "@",
    50: _SHORT_ERA,
    51: _LONG_DATE,
    52: _YEAR_MONTH,
    53: _MONTH_DAY,
    54: _LONG_DATE,
    55: _YEAR_MONTH,
    56: _MONTH_DAY,
    57: _SHORT_ERA,
    58: _LONG_DATE,
}
"""The formats that a workbook means by number alone, as a Japanese office program shows them."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"'
    r"|\\(?P<escaped>.)"
    r"|_(?P<space>.)"
    r"|\*(?P<fill>.)"
    r"|\[(?P<bracket>[^\]]*)\]"
    r"|(?P<general>General|G/標準|標準)"
    r"|(?P<ampm>AM/PM|A/P)"
    r"|(?P<exponent>[Ee][+-])"
    r"|(?P<date>[yYdDhHsSgGeEbB]+|[mM]+|a{3,4})"
    r"|(?P<digit>[0#?])"
    r"|(?P<mark>[.,%])"
    r"|(?P<text>@)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_WIDE = Context(prec=60)
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a format between semicolons, cut into (kind, text) pieces."""

    tokens: tuple[tuple[str, str], ...]
    condition: str = ""

    @property
    def is_date(self) -> bool:
        """Whether it shows a day or a time."""
        return any(kind in ("date", "ampm", "elapsed") for kind, _ in self.tokens)

    @property
    def is_percent(self) -> bool:
        """Whether it shows hundredths with the percent sign."""
        return ("mark", "%") in self.tokens


def stored_number(text: str) -> Decimal | None:
    """A number as a workbook stores it, in the shortest digits that mean the same.

    Workbooks hold binary numbers of 15 significant digits: ``0.82499999999999996`` is 0.825.
    """
    try:
        value = float(text)
    except (ValueError, OverflowError):
        return None
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return shortest(value)


def shortest(value: float) -> Decimal:
    """A binary number as the decimal of at most 15 digits that stands for it."""
    digits = repr(value)
    if len(digits) > 16:
        digits = f"{value:.15g}"
    exact = Decimal(digits)
    # 12.0 is 12, and whole numbers are written out: 1E+2 would print as such.
    if digits.endswith(".0"):
        return exact.quantize(Decimal(1)) if abs(value) < 1e15 else exact.to_integral_value()
    if "e" in digits:
        exact = exact.normalize()
        exponent = exact.as_tuple().exponent
        if isinstance(exponent, int) and 0 < exponent <= 30:
            exact = exact.quantize(Decimal(1), context=_WIDE)
    return exact


def plain(value: Decimal) -> str:
    """The number without a format: digits only, never an exponent unless it is enormous."""
    if abs(value.adjusted()) > 30:
        return str(value)
    return format(value, "f")


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """The parts of a format: positive, negative, zero, text."""
    found: list[Section] = []
    tokens: list[tuple[str, str]] = []
    condition = ""

    def close() -> None:
        nonlocal tokens, condition
        found.append(Section(tuple(tokens), condition))
        tokens, condition = [], ""

    for match in _TOKEN.finditer(code[:300]):
        kind = match.lastgroup or "other"
        text = match[kind]
        if kind == "other" and text == ";":
            close()
        elif kind == "bracket":
            if text[:1] in "<>=":
                condition = text
            elif text.startswith("$"):
                symbol = text[1:].split("-")[0]
                if symbol:
                    tokens.append(("quoted", symbol))
            elif re.fullmatch(r"[hHmMsS]+", text):
                tokens.append(("elapsed", text.lower()))
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(("quoted", text))
        elif kind == "date":
            # A run such as ``ggge`` or ``yyyymm`` holds several fields.
            lowered = text.lower()
            tokens.extend(("date", m[0]) for m in re.finditer(r"(.)\1*", lowered))
        elif kind in ("space", "fill"):
            continue
        else:
            tokens.append((kind, text))
    close()
    return tuple(found)


def is_date(code: str) -> bool:
    """Whether a format shows numbers as days or times."""
    return any(one.is_date for one in sections(code)[:1])


def is_percent(code: str) -> bool:
    """Whether a format shows numbers in percent."""
    return any(one.is_percent for one in sections(code))


def displayed(value: Decimal, code: str, *, from_1904: bool = False) -> str | None:
    """The number as a workbook shows it, or None when the format is not understood.

    ``from_1904`` tells that days are counted from 1904 (old Macintosh workbooks).
    """
    if not code or code in ("General", "G/標準", "@"):
        return plain(value)
    section, value = _chosen(sections(code), value)
    if section is None:
        return None
    if section.is_date:
        return _date_text(value, section, from_1904)
    return _number_text(value, section)


def _chosen(found: tuple[Section, ...], value: Decimal) -> tuple[Section | None, Decimal]:
    """The section for this number, and the number with the sign that is still to be shown."""
    numeric = [one for one in found[:3] if ("text", "@") not in one.tokens] or [found[0]]
    if any(one.condition for one in numeric):
        for one in numeric:
            if not one.condition or _holds(one.condition, value):
                return one, value
        return None, value
    if value < 0 and len(numeric) > 1:
        return numeric[1], -value
    if value == 0 and len(numeric) > 2:
        return numeric[2], value
    return numeric[0], value


def _holds(condition: str, value: Decimal) -> bool:
    match = re.fullmatch(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)", condition)
    if not match:
        return False
    bound = Decimal(match[2]) if match[2].count(".") <= 1 else Decimal(0)
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[match[1]]


@dataclass(frozen=True, slots=True)
class _Digits:
    """The digit places of a section, as indexes into its tokens."""

    first: int
    last: int
    before: tuple[int, ...]
    after: tuple[int, ...]
    point: int | None
    grouped: bool
    shift: int


def _digits(section: Section) -> _Digits | None:
    """Where the digits of a section stand; ``shift`` is the power of ten it is shown at."""
    tokens = section.tokens
    places = [i for i, (k, t) in enumerate(tokens) if k == "digit" or (k == "mark" and t in ".,")]
    digits = [i for i in places if tokens[i][0] == "digit"]
    if not digits:
        return None
    point = next((i for i in places if tokens[i][1] == "."), None)
    before = tuple(i for i in digits if point is None or i < point)
    after = tuple(i for i in digits if point is not None and i > point)
    last = digits[-1] if point is None or after else point
    commas = [i for i in places if tokens[i][1] == ","]
    scale = sum(1 for i in commas if i > digits[-1])
    percent = sum(1 for token in tokens if token == ("mark", "%"))
    return _Digits(
        first=places[0],
        last=last,
        before=before,
        after=after,
        point=point,
        grouped=any(before and before[0] < i < before[-1] for i in commas),
        shift=2 * percent - 3 * scale,
    )


def _number_text(value: Decimal, section: Section) -> str | None:
    tokens = section.tokens
    kinds = [kind for kind, _ in tokens]
    if "exponent" in kinds or (("quoted", "/") in tokens and "digit" in kinds):
        return None
    if "general" in kinds or "text" in kinds:
        return "".join(plain(value) if k in ("general", "text") else t for k, t in tokens)
    places = _digits(section)
    if places is None:
        return "".join(text for kind, text in tokens if kind in ("quoted", "mark"))
    # Words between digit places (telephone numbers and the like) are beyond what is read here.
    if any(k == "quoted" for k, _ in tokens[places.first : places.last + 1]):
        return None
    rounded = _rounded(value, places)
    if rounded is None:
        return None
    whole, _, fraction = format(rounded, "f").partition(".")
    least = sum(1 for i in places.before if tokens[i][1] == "0")
    whole = whole.lstrip("0").rjust(least, "0")
    if places.grouped and whole:
        whole = f"{int(whole):,}".rjust(len(whole), "0")
    kept = sum(1 for i in places.after if tokens[i][1] == "0")
    while len(fraction) > kept and fraction.endswith("0"):
        fraction = fraction[:-1]
    bare_point = places.point is not None and not places.after
    number = whole + ("." + fraction if fraction or bare_point else "")
    head = "".join(t for k, t in tokens[: places.first] if k == "quoted" or t == "%")
    tail = "".join(t for k, t in tokens[places.last + 1 :] if k == "quoted" or t == "%")
    sign = "-" if value < 0 and rounded != 0 else ""
    return f"{sign}{head}{number}{tail}"


def _rounded(value: Decimal, places: _Digits) -> Decimal | None:
    with localcontext() as exact:
        exact.prec = 60
        try:
            return abs(value.scaleb(places.shift)).quantize(
                Decimal(1).scaleb(-len(places.after)), ROUND_HALF_UP
            )
        except InvalidOperation:
            return None


def shows_fewer_digits(value: Decimal, code: str) -> bool:
    """Whether a format rounds this number when it shows it."""
    section, value = _chosen(sections(code), value)
    if section is None or section.is_date:
        return False
    places = _digits(section)
    rounded = _rounded(value, places) if places else None
    return rounded is not None and places is not None and rounded != abs(value.scaleb(places.shift))


def is_scaled(code: str) -> bool:
    """Whether a format shows thousands or millions of what is stored (``#,##0,``)."""
    places = _digits(sections(code)[0])
    return places is not None and places.shift < 0


@dataclass(frozen=True, slots=True)
class Moment:
    """A day and the second of it, as a clock on the wall shows them: workbooks know no zone."""

    day: date
    second: int


def moment(value: Decimal, *, from_1904: bool = False) -> Moment | None:
    """The day and time that a stored number means; None outside 1900-9999."""
    origin = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    # Lotus 1-2-3, and every workbook since, counts a 29 February 1900 that never was.
    counted = value + 1 if not from_1904 and value < 60 else value
    try:
        days, second = divmod(int((counted * 86400).to_integral_value(ROUND_HALF_UP)), 86400)
        return Moment(origin + timedelta(days=days), second)
    except (OverflowError, InvalidOperation, ValueError):
        return None


def _date_text(value: Decimal, section: Section, from_1904: bool) -> str | None:
    if value < 0 or any(kind == "elapsed" for kind, _ in section.tokens):
        return None
    when = moment(value, from_1904=from_1904)
    if when is None:
        return None
    era = next((one for one in _ERA_STARTS if one[0] <= when.day), _ERA_STARTS[-1])
    half = any(kind == "ampm" for kind, _ in section.tokens)
    text = ""
    before = ""
    rest = list(section.tokens)
    for index, (kind, token) in enumerate(rest):
        if kind == "ampm":
            text += "AM" if when.second < 43200 else "PM"
        elif kind != "date":
            text += token if kind in ("quoted", "mark") else ""
        else:
            following = next((t[0] for k, t in rest[index + 1 :] if k == "date"), "")
            field = _date_field(when, token, era, half, before, following)
            if field is None:
                return None
            text += field
            before = token[0]
    return text


def _date_field(
    when: Moment,
    token: str,
    era: tuple[date, str, str, str],
    half: bool,
    before: str,
    following: str,
) -> str | None:
    size = len(token)
    day = when.day
    hour, rest = divmod(when.second, 3600)
    minute, second = divmod(rest, 60)
    letter = token[0]
    if letter == "m" and (before == "h" or (following == "s" and before != "y")):
        return f"{minute:02}" if size > 1 else str(minute)
    if letter == "m":
        return {3: _MONTHS[day.month - 1], 2: f"{day.month:02}", 1: str(day.month)}.get(size)
    if letter == "y":
        return f"{day.year:04}" if size > 2 else f"{day.year % 100:02}"
    if letter == "g":
        return {1: era[3], 2: era[2]}.get(size, era[1])
    if letter == "a":
        return _WEEKDAYS[day.weekday()] + ("曜日" if size > 3 else "")
    numbers = {
        "d": day.day,
        "h": (hour % 12 or 12) if half else hour,
        "s": second,
        "e": day.year - era[0].year + 1,
    }
    if letter not in numbers or size > 2:
        return None
    return f"{numbers[letter]:02}" if size > 1 else str(numbers[letter])
