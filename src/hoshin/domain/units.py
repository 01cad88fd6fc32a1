"""Units: what a number counts, and in which scale.

A unit has a dimension (money, people, area …) and an exact scale to the dimension's base unit.
Units convert only within one dimension and one counted thing: ㎡ is never ㎥, 件 is never 箇所,
and ％ is never ポイント. The catalogue holds what Japanese plans print; a unit outside it is kept
as printed, with a dimension of its own, and converts to nothing else.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache, lru_cache


class Dimension(StrEnum):
    """The kind of quantity that a unit measures."""

    MONEY = "money"
    PEOPLE = "people"
    COUNT = "count"
    SHARE = "share"
    POINTS = "points"
    MULTIPLE = "multiple"
    AREA = "area"
    VOLUME = "volume"
    LENGTH = "length"
    MASS = "mass"
    ENERGY = "energy"
    POWER = "power"
    TIME = "time"
    DENSITY = "density"
    AREA_PER_YEAR = "area_per_year"
    MONEY_PER_YEAR = "money_per_year"
    PERSON_DAYS = "person_days"
    SCORE = "score"
    RANK = "rank"
    UNKNOWN = "unknown"


_IN_DIGITS = (("ten thousand ", "10,000 "), ("hundred million ", "100 million "))


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: symbol as normalised, dimension, counted thing, exact scale, English label.

    ``scale`` is how many base units one of this unit holds (千円: 1000). ``thing`` tells counts
    of different things apart; it is empty where the dimension says enough.
    """

    symbol: str
    dimension: Dimension
    scale: Fraction
    label_en: str
    thing: str = ""

    @property
    def written_en(self) -> str:
        """The English label as tables of statistics head it: 億円 is ``100 million yen``.

        English counts in thousands. A number never stands right before a label that begins with
        digits: it is said in the next English step, or multiplied by the label.
        """
        for words, digits in _IN_DIGITS:
            if self.label_en.startswith(words):
                return f"{digits}{self.label_en.removeprefix(words)}"
        return self.label_en

    def converts_to(self, other: Unit) -> bool:
        """Whether a number in this unit can be said exactly in the other."""
        return (self.dimension, self.thing) == (other.dimension, other.thing)

    def factor_to(self, other: Unit) -> Fraction:
        """What a number in this unit is multiplied by to be said in the other.

        Raises ValueError when the two do not measure the same thing.
        """
        if not self.converts_to(other):
            raise ValueError(f"{self.symbol} does not convert to {other.symbol}")
        return self.scale / other.scale


@lru_cache(maxsize=4096)
def normalise_symbol(printed: str) -> str:
    """The one spelling of a unit: NFKC, without white space (㎡ → m2, ％ → %, ＴＪ → TJ)."""
    tight = "".join(unicodedata.normalize("NFKC", printed).split())
    # Without its spaces a text may hold an accent beside its letter: they become one character.
    return unicodedata.normalize("NFKC", tight)


def _catalogue() -> dict[str, Unit]:
    units: dict[str, Unit] = {}

    def add(
        symbol: str, dimension: Dimension, scale: Fraction | int, en: str, thing: str = ""
    ) -> None:
        units[symbol] = Unit(symbol, dimension, Fraction(scale), en, thing)

    scales = (("", 1, ""), ("千", 1000, "thousand "), ("万", 10_000, "ten thousand "))
    for prefix, scale, en in (
        *scales,
        ("百万", 10**6, "million "),
        ("億", 10**8, "hundred million "),
        ("十億", 10**9, "billion "),
        ("兆", 10**12, "trillion "),
    ):
        add(f"{prefix}円", Dimension.MONEY, scale, f"{en}yen")
        add(f"{prefix}円/年", Dimension.MONEY_PER_YEAR, scale, f"{en}yen a year")
    for prefix, scale, en in scales:
        add(f"{prefix}人", Dimension.PEOPLE, scale, f"{en}people")
        add(f"{prefix}名", Dimension.PEOPLE, scale, f"{en}people")
        add(f"{prefix}件", Dimension.COUNT, scale, f"{en}cases", "件")
        add(f"{prefix}世帯", Dimension.COUNT, scale, f"{en}households", "世帯")
        add(f"{prefix}戸", Dimension.COUNT, scale, f"{en}dwellings", "戸")
        add(f"{prefix}台", Dimension.COUNT, scale, f"{en}units", "台")
        add(f"{prefix}回", Dimension.COUNT, scale, f"{en}times", "回")
        add(f"{prefix}m2", Dimension.AREA, scale, f"{en}square metres")
        add(f"{prefix}m3", Dimension.VOLUME, scale, f"{en}cubic metres")
        add(f"{prefix}トン", Dimension.MASS, scale * 1000, f"{en}tonnes")
        add(f"{prefix}t", Dimension.MASS, scale * 1000, f"{en}tonnes")
        add(f"{prefix}kWh", Dimension.ENERGY, scale * 3_600_000, f"{en}kilowatt-hours")
    # One word that is printed in five spellings.
    for symbol in ("箇所", "か所", "カ所", "ヵ所", "ヶ所"):
        add(symbol, Dimension.COUNT, 1, "places", "箇所")
    for symbol, en in (
        ("校区", "school districts"),
        ("校", "schools"),
        ("団体", "organisations"),
        ("社", "companies"),
        ("本", "wells or items"),
        ("基", "installations"),
        ("施設", "facilities"),
        ("事業", "programs"),
        ("項目", "items"),
        ("指標", "indicators"),
        ("市町村", "municipalities"),
        ("団体数", "organisations"),
        ("区画", "plots"),
        ("工程", "steps"),
        ("冊", "books"),
    ):
        add(symbol, Dimension.COUNT, 1, en, symbol)
    add("%", Dimension.SHARE, Fraction(1, 100), "%")
    add("割", Dimension.SHARE, Fraction(1, 10), "tenths")
    add("ポイント", Dimension.POINTS, 1, "percentage points")
    add("倍", Dimension.MULTIPLE, 1, "times")
    add("ha", Dimension.AREA, 10_000, "hectares")
    add("km2", Dimension.AREA, 10**6, "square kilometres")
    add("m2/年", Dimension.AREA_PER_YEAR, 1, "square metres a year")
    add("L", Dimension.VOLUME, Fraction(1, 1000), "litres")
    add("m", Dimension.LENGTH, 1, "metres")
    add("km", Dimension.LENGTH, 1000, "kilometres")
    add("kg", Dimension.MASS, 1, "kilograms")
    add("g", Dimension.MASS, Fraction(1, 1000), "grams")
    add("t-CO2", Dimension.MASS, 1000, "tonnes of CO2")
    add("千t-CO2", Dimension.MASS, 10**6, "thousand tonnes of CO2")
    add("J", Dimension.ENERGY, 1, "joules")
    add("GJ", Dimension.ENERGY, 10**9, "gigajoules")
    add("TJ", Dimension.ENERGY, 10**12, "terajoules")
    add("MWh", Dimension.ENERGY, 3_600_000_000, "megawatt-hours")
    add("kW", Dimension.POWER, 1000, "kilowatts")
    add("時間", Dimension.TIME, 3600, "hours")
    add("分", Dimension.TIME, 60, "minutes")
    add("日", Dimension.TIME, 86_400, "days")
    add("年", Dimension.TIME, 31_557_600, "years")
    add("人/ha", Dimension.DENSITY, Fraction(1, 10_000), "people per hectare")
    add("人/km2", Dimension.DENSITY, Fraction(1, 1_000_000), "people per square kilometre")
    add("人日", Dimension.PERSON_DAYS, 1, "person-days")
    add("点", Dimension.SCORE, 1, "points (score)")
    add("位", Dimension.RANK, 1, "rank")
    return units


_CATALOGUE = _catalogue()


@lru_cache(maxsize=4096)
def read_unit(printed: str) -> Unit:
    """The unit that a document printed, for example ``万㎡``, ``％`` or ``十億円``.

    A unit outside the catalogue is returned with unknown dimension and itself as the thing.
    """
    symbol = normalise_symbol(printed)
    known = _CATALOGUE.get(symbol)
    if known is not None:
        return known
    return Unit(symbol, Dimension.UNKNOWN, Fraction(1), printed, symbol)


def is_catalogued(printed: str) -> bool:
    """Whether the unit is one whose dimension and scale Hoshin knows."""
    return normalise_symbol(printed) in _CATALOGUE


@cache
def english_symbols() -> dict[str, str]:
    """The symbol that each English label of the catalogue stands for; of several the first.

    Two symbols with one label count the same thing (人 and 名), but for ``times``, which a
    multiple and a number of occasions share: it stands for the number of occasions.
    """
    found: dict[str, str] = {}
    for symbol, unit in _CATALOGUE.items():
        found.setdefault(unit.label_en, symbol)
    return found
