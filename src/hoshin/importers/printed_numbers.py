"""Printed numbers: sign, digits, scale, unit and bound, taken apart without losing a digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Qualifier(StrEnum):
    """How a printed number bounds or blurs the value."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    RANGE = "range"


_MINUS_SIGNS = tuple("▲△－‐‑‒–—―−﹣")
_SCALES = {"兆": 10**12, "億": 10**8, "万": 10**4, "千": 10**3, "百": 10**2}
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(rf"([+-]?)\s*({_DIGITS})")
_PART = re.compile(rf"\s*({_DIGITS})")
_SCALE = re.compile(r"(?:[兆億万千百十]+)")
_BEFORE = re.compile(r"^(?:約|およそ|おおよそ|概ね|おおむね|ほぼ)\s*")
_AFTER = (
    (re.compile(r"(?:程度|前後|ほど|強|弱)$"), Qualifier.ABOUT),
    (re.compile(r"以上$"), Qualifier.AT_LEAST),
    (re.compile(r"以下$|以内$"), Qualifier.AT_MOST),
    (re.compile(r"(?:を)?(?:超える|超|上回る)$"), Qualifier.MORE_THAN),
    (re.compile(r"未満$|(?:を)?下回る$"), Qualifier.LESS_THAN),
)
_BOUND_BEFORE_UNIT = re.compile(r"(以上|以下|以内|超|未満)(?=[^\d()])(.+)$")
# An arrow leads to another value or says how a value moves; it is never part of a unit.
_SIGN = r"(?:[^\d\s()\[\]【】「」、。,:;=<>※~/←-⇿]|(?<=[mO])[23])"
_UNIT = re.compile(rf"{_SIGN}{{0,12}}(?:/{_SIGN}{{1,8}})?")
_CHANGE = re.compile(r"(?:増加?|減少?|アップ|ダウン|上昇|低下|向上|達成|実施)$")


@dataclass(frozen=True, slots=True)
class Number:
    low: Decimal
    high: Decimal | None
    printed: str
    unit: str
    qualifier: Qualifier
    notes: tuple[str, ...]


def read_number(text: str, column_unit: str) -> Number | None:
    before = _BEFORE.match(text)
    qualifier = Qualifier.ABOUT if before is not None else Qualifier.EXACT
    signed = text[before.end() :] if before is not None else text
    if signed[:1] in _MINUS_SIGNS:
        signed = "-" + signed[1:]
    found = _NUMBER.match(signed)
    if found is None:
        return None
    digits = found[1] + found[2]
    value = Decimal(digits.replace(",", ""))
    rest = signed[found.end() :]
    if rest[:1] in (",", ".") and rest[1:2].isdigit():
        return None
    rest, notes = _take_brackets(rest.lstrip())
    whole = digits + rest.replace(" ", "")
    upper, rest = _range_end(rest)
    composite = _composite(digits, rest) if upper is None else None
    if composite is not None:
        value, rest = composite
    rest = rest.replace(" ", "")
    # The unit may stand in a cell of its own, behind the bound: 70.0以上 ％ is 70.0％以上.
    between = _BOUND_BEFORE_UNIT.match(rest)
    if between is not None:
        rest = between[2] + between[1]
    for pattern, bound in _AFTER:
        match = pattern.search(rest)
        if match is not None:
            qualifier = bound if qualifier is Qualifier.EXACT else qualifier
            rest = rest[: match.start()]
            break
    decade = _is_decade(rest)
    unit = rest[:-1] if decade else rest
    if _UNIT.fullmatch(unit) is None or _CHANGE.search(unit):
        return None
    if decade:
        return _decade(value, whole, unit, column_unit, notes)
    if upper is not None:
        if upper < value or qualifier not in (Qualifier.EXACT, Qualifier.ABOUT):
            return None
        notes = notes if qualifier is Qualifier.EXACT else (*notes, "約")
        qualifier = Qualifier.RANGE
    plainly = qualifier is Qualifier.EXACT and composite is None
    return Number(value, upper, digits if plainly else whole, unit or column_unit, qualifier, notes)


def _range_end(rest: str) -> tuple[Decimal | None, str]:
    match = re.match(rf"([^\d\s~()]{{0,4}})\s*~\s*({_DIGITS})", rest)
    if match is None:
        return None, rest
    after = rest[match.end() :]
    if match[1] and not after.lstrip().startswith(match[1]):
        return None, rest
    return Decimal(match[2].replace(",", "")), after


def _composite(digits: str, rest: str) -> tuple[Decimal, str] | None:
    """The value of ``1億2百万`` and ``73万4千`` in ones, and what follows; None for one scale."""
    if not re.match(r"[兆億万千百十]+\s*\d", rest):
        return None
    total = Decimal(0)
    text = digits + rest
    place = 0
    last_scale: int | None = None
    while True:
        number = _PART.match(text, place)
        if number is None:
            break
        scale = _SCALE.match(text, number.end())
        factor = _factor(scale[0]) if scale else 1
        if factor is None or (last_scale is not None and factor >= last_scale):
            return None
        total += Decimal(number[1].replace(",", "")) * factor
        last_scale = factor
        place = scale.end() if scale else number.end()
        if scale is None:
            break
    return total, text[place:]


def _factor(scale: str) -> int | None:
    """What 千万, 百万 or 億 multiplies by; None when the signs are in no known order."""
    known = {**_SCALES, "十": 10, "百万": 10**6, "千万": 10**7, "十億": 10**9, "百億": 10**10}
    known.update({"十万": 10**5, "千億": 10**11, "十兆": 10**13})
    return known.get(scale)


def _is_decade(rest: str) -> bool:
    """Whether 台 means a band of values (22万人台) and not pieces of equipment (4台)."""
    return re.match(r"[兆億万千百十]+[^台]*台$|[点%]台$|[^\d台]*人台$", rest) is not None


def _decade(
    value: Decimal, printed: str, unit: str, column_unit: str, notes: tuple[str, ...]
) -> Number | None:
    """22万人台 is from 220,000 to 229,999 people; 70%台 from 70 to 79 % as whole numbers."""
    if value != value.to_integral_value():
        return None
    scale = _SCALE.match(unit)
    factor = _factor(scale[0]) if scale is not None else None
    if scale is not None and factor is not None:
        low = value * factor
        unit = unit[scale.end() :]
        return Number(low, low + factor - 1, printed, unit, Qualifier.RANGE, notes)
    if scale is not None or value % 10 != 0:
        return None
    return Number(value, value + 9, printed, unit or column_unit, Qualifier.RANGE, notes)


def _take_brackets(rest: str) -> tuple[str, tuple[str, ...]]:
    notes: list[str] = []
    while True:
        match = re.search(r"[(\[][^()\[\]]{1,60}[)\]]\s*$", rest)
        if match is None:
            return rest, tuple(notes)
        notes.append(match[0].strip())
        rest = rest[: match.start()].rstrip()


def with_one_minus(text: str) -> str:
    return "-" + text[1:] if text[:1] in _MINUS_SIGNS else text
