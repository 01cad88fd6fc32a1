"""Values as Japanese plans print them: number, unit, period, bounds, and every kind of nothing.

``read_value`` never raises and never guesses: what a cell says beyond a number is kept in fields
of its own, and a text that is not wholly understood is marked as not clear. A dash, an empty
cell, an ellipsis and 0 are four different things.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from hoshin.domain.indicators import Comparison, MissingReason, ObservationStatus
from hoshin.domain.periods import PrintedPeriod, read_printed
from hoshin.domain.problems import IllFormedError
from hoshin.domain.units import Dimension, is_catalogued, normalise_symbol, read_unit
from hoshin.importers.absences import DASHES, REASON_OF_ABSENCE, Absence, absence_of
from hoshin.importers.printed_numbers import Qualifier, read_number, with_one_minus

LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedValue:
    """One cell as printed.

    ``number`` is in ``unit`` and keeps the printed digits; ``upper`` is the upper bound of a
    range. ``text`` is set when the cell says its value in words (上昇, 達成). ``period`` is the
    period that the cell itself prints. ``clear`` is false when a part of the text was not
    understood: such a value is for a person. ``notes`` are marks and brackets beside the value.
    """

    raw: str
    number: Decimal | None = None
    upper: Decimal | None = None
    printed: str = ""
    unit: str = ""
    period: PrintedPeriod | None = None
    qualifier: Qualifier = Qualifier.EXACT
    absence: Absence | None = None
    text: str = ""
    status: ObservationStatus = ObservationStatus.AS_PRINTED
    restated: bool = False
    cumulative: bool = False
    notes: tuple[str, ...] = ()
    clear: bool = True

    @property
    def missing_reason(self) -> MissingReason | None:
        """Why there is no value, where the cell says so; a dash alone says nothing."""
        return REASON_OF_ABSENCE.get(self.absence) if self.absence else None

    @property
    def comparison(self) -> Comparison:
        """How an actual is compared with this value when it is a goal: only as printed."""
        if self.number is None:
            return Comparison.TEXT
        return {
            Qualifier.AT_LEAST: Comparison.AT_LEAST,
            Qualifier.AT_MOST: Comparison.AT_MOST,
            Qualifier.RANGE: Comparison.RANGE,
        }.get(self.qualifier, Comparison.REACH)


_RESULT_WORDS = re.compile(
    r"(?:前年度?|現状|基準値?|当初)?(?:値|より|比|から|を|の|以上|以下|に|で)*"
    r"(?:上昇|増加|減少|低下|低減|維持|向上|改善|横ばい|拡大|縮小|上回る|下回る|抑制|現状維持|増|減|"
    r"達成|未達成|一部達成|概ね達成|おおむね達成|実施|実施済み?|完了|策定|策定済み?|公表|継続|"
    r"継続実施|検討|着手|未着手|順調|整備|開設|設置|導入|設立|制定|作成|開始|供用開始|運用開始|"
    r"確立|構築|把握|100%実施|全校実施|全校)(?:する|した|済|済み|こと|中|傾向)?"
)
_ERA = r"(?:明治|大正|昭和|平成|令和|(?<![A-Za-z])[MTSHR])"
PERIOD = (
    rf"(?:(?:18|19|20|21)\d\d\s*(?:年度|年)?\s*\(\s*{_ERA}\s*\.?\s*(?:元|\d{{1,2}})\s*(?:年度|年)?"
    rf"\s*\)|{_ERA}\s*\.?\s*(?:元|\d{{1,2}})|(?:18|19|20|21)\d\d)"
    r"\s*(?:年度|年)?\s*(?:\(\s*(?:18|19|20|21)\d\d\s*(?:年度|年)?\s*\))?\s*(?:年度|年)?"
    r"(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?"
    r"(?:(?<=\d)\.\d{1,2}(?:\.\d{1,2})?(?!\d))?"
)
_PERIOD_END = r"(?:末|時点|現在|実績値?|見込み?|平均|値|調査|の数値|累計|合計|計|まで)*"
_LEADING_PERIOD = re.compile(rf"[(\[]?\s*({PERIOD}){_PERIOD_END}\s*[)\]]?\s*[:]?\s*(?=\S)")
_BRACKETED_PERIOD = re.compile(rf"[(\[]\s*({PERIOD}(?:\s*[~-]\s*{PERIOD})?){_PERIOD_END}\s*[)\]]")
_TRAILING_PERIOD = re.compile(rf"\s+({_ERA}\s*(?:元|\d{{1,2}})\s*\(\s*\d{{4}}\s*\)(?:年度|年)?)$")
_STATUS = (
    (re.compile(r"[(\[]?(?:概算値?|速報値?|暫定値?|見込み?値?|決算見込)[)\]]?"), "provisional"),
    (re.compile(r"[(\[]?(?:推計値?|推定値?)[)\]]?"), "estimated"),
    (re.compile(r"[(\[](?:確定値?|確報値?)[)\]]"), "final"),
    (re.compile(r"[(\[](?:改定値?|遡及改定)[)\]]"), "revised"),
)
_RESTATED = re.compile(r"[(\[【]\s*再\s*掲\s*[)\]】]|^再掲")
_CUMULATIVE = re.compile(r"[(\[]\s*(?:累計|延べ|通算)\s*[)\]]|^累計\s*|^延べ\s*")
# 2024年(度): a year of which a document does not say whether it is a fiscal one.
_EITHER_YEAR = re.compile(r"(?<!\d)(\d{4})年\(度\)")
_FOOTNOTE = re.compile(r"\s*[※*](?:\d{1,2}(?!\d)|(?=\s|$|[(※])|[^\d\s].*$)|\s*注\d{1,2}\)?\s*$")


def read_value(text: str, unit: str = "") -> PrintedValue:
    """Read one cell; ``unit`` is the unit of its column, used where the cell prints none."""
    raw = text
    if len(text) > LONGEST_VALUE:
        return PrintedValue(raw=raw, text=text.strip(), clear=False)
    blank = absence_of(text)
    if blank is not None:
        return PrintedValue(raw=raw, absence=blank, unit=unit)
    rest = " ".join(_normalised(_period_first(text)).split())
    found = _Found()
    if not rest.isdigit():
        found.period = period_of(rest)
        if found.period is not None:
            return _result(raw, found, text=rest, unit=unit, clear=False)
    rest = _take_marks(rest, found)
    rest = _take_period(rest, found)
    rest = rest.strip()
    blank = absence_of(rest)
    if blank is None and rest[:1] in DASHES and is_catalogued(rest[1:]):
        blank = Absence.DASH
    if blank is not None:
        return _result(raw, found, absence=blank, unit=unit)
    number = read_number(rest, unit)
    if number is not None:
        found.notes.extend(number.notes)
        return _result(
            raw,
            found,
            number=number.low,
            upper=number.high,
            printed=as_printed(raw, number.printed),
            unit=as_printed(raw, number.unit),
            qualifier=number.qualifier,
            clear=not any(c.isdigit() for one in number.notes for c in one),
        )
    known = _RESULT_WORDS.fullmatch(rest.replace(" ", "")) is not None
    return _result(raw, found, text=rest, unit=unit, clear=known)


class _Found:
    """What was taken off a cell's text before its number is read."""

    def __init__(self) -> None:
        self.period: PrintedPeriod | None = None
        self.status = ObservationStatus.AS_PRINTED
        self.restated = False
        self.cumulative = False
        self.notes: list[str] = []


def _result(
    raw: str,
    found: _Found,
    *,
    number: Decimal | None = None,
    upper: Decimal | None = None,
    printed: str = "",
    unit: str = "",
    qualifier: Qualifier = Qualifier.EXACT,
    absence: Absence | None = None,
    text: str = "",
    clear: bool = True,
) -> PrintedValue:
    return PrintedValue(
        raw=raw,
        number=number,
        upper=upper,
        printed=printed,
        unit=unit,
        period=found.period,
        qualifier=qualifier,
        absence=absence,
        text=text,
        status=found.status,
        restated=found.restated,
        cumulative=found.cumulative,
        notes=tuple(found.notes),
        clear=clear,
    )


def _normalised(text: str) -> str:
    """NFKC, but an ellipsis stays one character and a dash before a digit becomes a minus."""
    kept = "".join(c if c in "…‥" else unicodedata.normalize("NFKC", c) for c in text)
    kept = kept.replace("〜", "~").replace("【", "[").replace("】", "]")
    return _EITHER_YEAR.sub(r"(\1)", kept)


def _period_first(text: str) -> str:
    """A value over its period, each on a line of its own, with the period before it."""
    value, _, period = text.strip().rpartition("\n")
    if value and period[:1] not in "([（［" and period_of(period) is not None:
        return f"{period} {value}"
    return text


def _take_marks(text: str, found: _Found) -> str:
    if _RESTATED.search(text) or "[再掲]" in text:
        found.restated = True
        text = _RESTATED.sub(" ", text.replace("[再掲]", " "))
    if _CUMULATIVE.search(text):
        found.cumulative = True
        text = _CUMULATIVE.sub(" ", text)
    note = _FOOTNOTE.search(text)
    if note is not None:
        found.notes.append(note[0].strip())
        said = next((status for pattern, status in _STATUS if pattern.search(note[0])), None)
        found.status = ObservationStatus(said) if said else found.status
        text = text[: note.start()] + text[note.end() :]
    for pattern, status in _STATUS:
        match = pattern.search(text)
        if match is not None and match[0].strip() != text.strip():
            found.status = ObservationStatus(status)
            found.notes.append(match[0])
            text = text[: match.start()] + " " + text[match.end() :]
            break
    return text


def _take_period(text: str, found: _Found) -> str:
    text = text.strip()
    for pattern in (_TRAILING_PERIOD, _LEADING_PERIOD, _BRACKETED_PERIOD):
        match = pattern.match(text) if pattern is _LEADING_PERIOD else pattern.search(text)
        if match is None:
            continue
        rest = (text[: match.start()] + " " + text[match.end() :]).strip()
        period = period_of(match[1])
        if period is None or not rest:
            continue
        if pattern is _LEADING_PERIOD and not _marked(match[0]):
            # A bare four-digit number before another number may be a value of its own.
            continue
        if "累計" in match[0]:
            found.cumulative = True
        found.period = period
        return rest
    return text


def _marked(text: str) -> bool:
    return "年" in text or re.match(rf"[(\[]?\s*{_ERA}", text) is not None or ")" in text


def period_of(text: str) -> PrintedPeriod | None:
    """The period that a text prints, with 末, 時点 and the like left aside; None when it is none.

    The printed text is kept without those words' white space.
    """
    plain = unicodedata.normalize("NFKC", text).strip().strip("[]: ")
    if plain.startswith("(") and plain.endswith(")"):
        plain = plain[1:-1]
    plain = re.sub(rf"{_PERIOD_END}$", "", plain) or plain
    plain = _DOTTED.sub(_with_words, plain)
    plain = re.sub(r"\s+", " ", plain)
    if not plain or len(plain) > 40:
        return None
    paired = _both_years(plain)
    try:
        return replace(read_printed(paired), printed=plain) if paired else read_printed(plain)
    except IllFormedError:
        return None


_BOTH = (
    rf"(?P<west>(?:18|19|20|21)\d\d)\s*(?P<a>年度|年)?\s*\(\s*(?P<era>{_ERA})\s*"
    r"(?P<n>元|\d{1,2})\s*(?P<b>年度|年)?\s*\)\s*(?P<c>年度|年)?",
    rf"(?P<era>{_ERA})\s*(?P<n>元|\d{{1,2}})\s*(?P<a>年度|年)(?:末|時点)?\s*"
    r"\(\s*(?P<west>(?:18|19|20|21)\d\d)\s*(?P<b>年度|年)?(?:末|時点)?\s*\)\s*(?P<c>年度|年)?",
)


def _both_years(text: str) -> str:
    """``2026(令和8)年度`` and ``令和8年度(2026年度)`` as ``令和8(2026)年度``; empty for others."""
    for pattern in _BOTH:
        found = re.fullmatch(pattern, text)
        marks = {found[key] for key in "abc" if found[key]} if found is not None else set()
        if found is not None and len(marks) < 2:
            return f"{found['era']}{found['n']}({found['west']}){''.join(marks)}"
    return ""


_DOTTED = re.compile(r"^([MTSHR])\s*(\d{1,2})\.(\d{1,2})(?:\.(\d{1,2}))?$")


def _with_words(found: re.Match[str]) -> str:
    """R5.3.31 as R5年3月31日."""
    day = f"{found[4]}日" if found[4] else ""
    return f"{found[1]}{found[2]}年{found[3]}月{day}"


def as_printed(raw: str, normal: str) -> str:
    """The shortest stretch of the raw text that reads as this normalised text, else that text."""
    wanted = with_one_minus(normalise_symbol(normal))
    if not wanted or normal in raw:
        return normal
    for start in range(len(raw)):
        for end in range(start + 1, min(len(raw), start + len(wanted) + 4) + 1):
            piece = raw[start:end].strip()
            if piece and with_one_minus(normalise_symbol(piece)) == wanted:
                return piece
    return normal


def in_yen(value: PrintedValue) -> int | None:
    """An amount of money in whole yen; None when the unit is no money or yen are not whole."""
    if value.number is None:
        return None
    unit = read_unit(value.unit)
    if unit.dimension is not Dimension.MONEY:
        return None
    yen = Fraction(value.number) * unit.scale
    return int(yen) if yen.denominator == 1 else None


def same_unit(one: str, other: str) -> bool:
    """Whether two printed units are one unit in two spellings (％ and %, 人／ha and 人/ha)."""
    return normalise_symbol(one) == normalise_symbol(other)
