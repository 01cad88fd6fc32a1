"""A nation of plans, one indicator at a time: what its cities' latest values look like together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class PeerKind(StrEnum):
    """By what cities are grouped with their like."""

    ALL = "all"
    DESIGNATED = "designated"
    SIZE = "size"
    PREFECTURE = "prefecture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How an indicator's latest values lie in a group of cities; every figure is a city's own.

    ``peer`` names the group within its kind: a class of size, or a prefecture's two digits.
    ``cities`` counts those with a value. ``met`` and ``not_met`` count targets; a target of which
    neither can be said is in none of them.
    """

    kind: PeerKind
    peer: str
    cities: int
    least: Decimal | None
    p10: Decimal | None
    p25: Decimal | None
    p50: Decimal | None
    p75: Decimal | None
    p90: Decimal | None
    most: Decimal | None
    met: int
    not_met: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCity:
    """A city's latest value of an indicator, and its rank in the wanted direction.

    Cities with one value share a rank. ``achievement`` is the printed per cent and None where
    nothing could be computed; ``grade`` is empty where there is none; ``met`` is None where it
    cannot be said.
    """

    code: str
    name: str
    name_en: str
    designated: bool
    year: int
    value: Decimal
    rank: int
    achievement: int | None
    grade: str
    met: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What stands out when cities are laid side by side; a city that is not listed has no name."""

    sentence_ja: str
    sentence_en: str
    code: str
    name: str
    name_en: str
    year: int | None
    value: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedIndicator:
    """One indicator of a nation: its cities in the order of their rank, and its spreads."""

    number: int
    name: str
    name_en: str
    unit: str
    increase_wanted: bool
    cities: tuple[RankedCity, ...]
    spreads: tuple[Spread, ...]
    contradictions: tuple[Contradiction, ...]
