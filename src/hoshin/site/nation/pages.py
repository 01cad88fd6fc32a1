"""What the pages of a nation show: every figure is some city's own, nothing is divided again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from hoshin.charts.figures import number, plain_minus
from hoshin.charts.words import Language
from hoshin.domain.nations import ComparedIndicator, Contradiction, PeerKind, RankedCity, Spread
from hoshin.domain.prefectures import PREFECTURES
from hoshin.domain.units import read_unit
from hoshin.site.addresses import Address
from hoshin.site.frame import Label
from hoshin.site.nation.box import Scale, box
from hoshin.site.words import Words

FOREMOST = 20
MOST_CONTRADICTIONS = 20
CSV_HEADS = "code,name,name_en,year,value,unit,rank,achievement_percent,grade,met".split(",")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """An indicator in the list of all."""

    path: str
    name: Label
    unit: Label
    wanted: str
    cities: str
    middle: str
    met: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadLine:
    """A group of cities in the table of spreads."""

    group: str
    cities: str
    box: Markup
    p25: str
    p50: str
    p75: str
    least: str
    most: str
    met: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CityLine:
    """A city in a table of ranks."""

    rank: str
    name: Label
    year: str
    value: str
    achievement: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionLine:
    """What contradicts, and where."""

    sentence: str
    city: Label
    year: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """The page of one indicator."""

    name: Label
    unit: Label
    wanted: str
    years: str
    groups: tuple[SpreadLine, ...]
    prefectures: tuple[SpreadLine, ...]
    foremost: tuple[CityLine, ...]
    designated: tuple[CityLine, ...]
    contradictions: tuple[ContradictionLine, ...]
    n_more: str
    n_cities: str


def indicator_page(indicator: int) -> Address:
    """The page of an indicator."""
    return Address(f"indicators/{indicator}/index.html")


def csv_path(indicator: int) -> str:
    """Where the values of all cities stand, below the site's root."""
    return f"data/indicator-{indicator}.csv"


def indicator_line(one: ComparedIndicator, w: Words) -> IndicatorLine:
    """An indicator as the list of all shows it."""
    whole = next((spread for spread in one.spreads if spread.kind is PeerKind.ALL), None)
    return IndicatorLine(
        path=indicator_page(one.number).path,
        name=_name(one, w),
        unit=_unit(one.unit, w),
        wanted=_wanted(one, w),
        cities=w.count("nation.n_cities", len(one.cities)),
        middle="" if whole is None else _value(whole.p50),
        met="" if whole is None else _met(whole, w),
    )


def indicator_view(one: ComparedIndicator, w: Words) -> IndicatorView:
    """The page of an indicator in one language."""
    scale = Scale.of(one.spreads)
    lines = {spread: _spread_line(spread, scale, w) for spread in _in_order(one.spreads)}
    years = sorted({city.year for city in one.cities})
    more = len(one.contradictions) - MOST_CONTRADICTIONS
    return IndicatorView(
        name=_name(one, w),
        unit=_unit(one.unit, w),
        wanted=_wanted(one, w),
        years=""
        if not years
        else str(years[0])
        if len(years) == 1
        else w("nation.years", first=years[0], last=years[-1]),
        groups=tuple(line for spread, line in lines.items() if not _of_prefecture(spread)),
        prefectures=tuple(line for spread, line in lines.items() if _of_prefecture(spread)),
        foremost=tuple(_city_line(city, w) for city in one.cities[:FOREMOST]),
        designated=tuple(_city_line(city, w) for city in one.cities if city.designated),
        contradictions=tuple(
            _contradiction(found, w) for found in one.contradictions[:MOST_CONTRADICTIONS]
        ),
        n_more=w.count("nation.n_more", more) if more > 0 else "",
        n_cities=w.count("nation.n_cities", len(one.cities)),
    )


def cities_csv(one: ComparedIndicator) -> bytes:
    """The latest values of all cities in the order of their rank, as UTF-8 with its mark."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(CSV_HEADS)
    for city in one.cities:
        writer.writerow(
            (
                city.code,
                city.name,
                city.name_en,
                city.year,
                format(city.value, "f"),
                one.unit,
                city.rank,
                "" if city.achievement is None else city.achievement,
                city.grade,
                "" if city.met is None else str(city.met).lower(),
            )
        )
    return text.getvalue().encode("utf-8-sig")


def _name(row: ComparedIndicator | RankedCity | Contradiction, w: Words) -> Label:
    """A name in the page's language, or the Japanese one marked as such."""
    if w.language is Language.JA:
        return Label(row.name)
    return Label(row.name_en) if row.name_en else Label(row.name, "ja")


def _wanted(one: ComparedIndicator, w: Words) -> str:
    return w("nation.increase" if one.increase_wanted else "nation.decrease")


def _in_order(spreads: Sequence[Spread]) -> list[Spread]:
    """Classes of size from the largest; everything else as it came."""
    sizes = ("500k", "200k", "100k", "50k", "small")
    rest = [one for one in spreads if one.kind is not PeerKind.SIZE]
    sized = sorted(
        (one for one in spreads if one.kind is PeerKind.SIZE), key=lambda one: sizes.index(one.peer)
    )
    at = sum(one.kind in (PeerKind.ALL, PeerKind.DESIGNATED) for one in rest)
    return [*rest[:at], *sized, *rest[at:]]


def _of_prefecture(spread: Spread) -> bool:
    return spread.kind is PeerKind.PREFECTURE


def _spread_line(spread: Spread, scale: Scale, w: Words) -> SpreadLine:
    return SpreadLine(
        group=_group(spread, w),
        cities=number(Decimal(spread.cities)),
        box=Markup(box(spread, scale)),
        p25=_value(spread.p25),
        p50=_value(spread.p50),
        p75=_value(spread.p75),
        least=_value(spread.least),
        most=_value(spread.most),
        met=_met(spread, w),
    )


def _group(spread: Spread, w: Words) -> str:
    if spread.kind is PeerKind.PREFECTURE:
        known = PREFECTURES.get(spread.peer)
        return spread.peer if known is None else known[w.language is not Language.JA]
    if spread.kind is PeerKind.SIZE:
        return w(f"nation.size.{spread.peer}")
    return w(f"nation.peers.{spread.kind.value}")


def _met(spread: Spread, w: Words) -> str:
    judged = spread.met + spread.not_met
    return w("nation.met_of", met=f"{spread.met:,}", judged=f"{judged:,}") if judged else ""


def _city_line(city: RankedCity, w: Words) -> CityLine:
    return CityLine(
        rank=f"{city.rank:,}",
        name=_name(city, w),
        year=str(city.year),
        value=_value(city.value),
        achievement=""
        if city.achievement is None
        else w("nation.percent", n=plain_minus(f"{city.achievement:,}")),
        grade=city.grade,
    )


def _contradiction(found: Contradiction, w: Words) -> ContradictionLine:
    named = _name(found, w)
    return ContradictionLine(
        sentence=found.sentence_ja if w.language is Language.JA else found.sentence_en,
        city=named if named.text else Label(found.code),
        year="" if found.year is None else str(found.year),
        value=_value(found.value),
    )


def _unit(printed: str, w: Words) -> Label:
    """A unit as the page's language writes it."""
    if w.language is Language.JA:
        return Label(printed)
    known = read_unit(printed).written_en
    return Label(known, "" if known.isascii() else "ja")


def _value(value: Decimal | None) -> str:
    return "" if value is None else number(value)
