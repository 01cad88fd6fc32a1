"""Measurements: how an indicator's observations are computed from raw records."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hoshin.domain.periods import PeriodKind
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import IndicatorRef, Row
from hoshin.domain.words import named

GROUP_KEYS = ("ref_area", "breakdown")
MEASURED_PERIODS = (
    PeriodKind.FISCAL_YEAR,
    PeriodKind.CALENDAR_YEAR,
    PeriodKind.MONTH,
    PeriodKind.DAY,
)
_DEFINITION = re.compile(r"(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.sql", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement(Row):
    """How one indicator is computed from records: a definition, its periods, groups and threshold.

    ``definition`` names an SQL file inside the plan folder; it returns sums and counts only, with
    numerator and denominator apart, and the engine divides. ``keys`` are the groups it returns,
    each within the one before: ``ref_area``, ``breakdown``, both in this order, or none. The
    figure is numerator (/ denominator x ``per``) in ``unit``, said in the indicator's unit with
    ``decimals`` digits after the point. A group with fewer than ``minimum_contributors`` persons
    or bodies behind it is suppressed; 1 says that no person stands behind the records. The word
    *minimum frequency rule* is that of statistical disclosure control.
    """

    indicator: IndicatorRef
    definition: str
    period_kind: PeriodKind
    keys: tuple[str, ...] = ()
    unit: str
    per: int = 1
    decimals: int = 0
    minimum_contributors: int = 10

    def __post_init__(self) -> None:
        super(Measurement, self).__post_init__()
        if not _DEFINITION.fullmatch(self.definition):
            raise IllFormedError(
                "measurement-definition-path",
                f"「{self.definition}」は計画フォルダの中のSQLファイルの名ではありません。",
                f'"{self.definition}" names no SQL file inside the plan folder.',
                "measurements/visitors.sql のように、英数字で書いてください。",
                "Write it like measurements/visitors.sql, in ASCII letters and digits.",
                field="definition",
            )
        if self.period_kind not in MEASURED_PERIODS:
            kinds = ", ".join(MEASURED_PERIODS)
            raise IllFormedError(
                "measurement-period-kind",
                "算定の期間は、年度・暦年・月・日のいずれかです。",
                "A measurement is for fiscal years, calendar years, months or days.",
                f"使える値: {kinds}",
                f"Values: {kinds}",
                field="period_kind",
            )
        if self.keys not in ((), *((key,) for key in GROUP_KEYS), GROUP_KEYS):
            raise IllFormedError(
                "measurement-keys",
                f"区分「{';'.join(self.keys)}」は使えません。",
                f'"{";".join(self.keys)}" are no groups that a measurement can have.',
                named(
                    "{keys=ref_area}、{keys=breakdown}、{keys=ref_area};{keys=breakdown} "
                    "のいずれかにするか、空にしてください。"
                ),
                named(
                    "Write {keys=ref_area}, {keys=breakdown} or {keys=ref_area};"
                    "{keys=breakdown}, or leave it empty."
                ),
                field="keys",
            )
        for name, least in (("per", 1), ("decimals", 0), ("minimum_contributors", 1)):
            if getattr(self, name) < least:
                raise IllFormedError(
                    "measurement-number",
                    f"{name} は{least}以上です。",
                    f"{name} is at least {least}.",
                    f"{least}以上の整数を書いてください。",
                    f"Write a whole number of at least {least}.",
                    field=name,
                )
