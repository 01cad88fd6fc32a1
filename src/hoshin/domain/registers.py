"""Registers: agreements, manifesto pledges, context figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hoshin.domain.periods import Period
from hoshin.domain.rows import ElementRef, OrganisationRef, PlanRef, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Row):
    """An agreement (協定) with partners: what about, with whom, since when.

    ``partners`` are organisations; a group without single names stays in ``partners_printed``.
    """

    name: str
    name_en: str = ""
    element: ElementRef | None = None
    partners: tuple[OrganisationRef, ...] = ()
    partners_printed: str = ""
    concluded: Period | None = None
    concluded_printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge(Row):
    """A pledge (公約) of a manifesto, by office and not by name, and the plan it went into."""

    manifesto: str
    manifesto_en: str = ""
    number: str = ""
    name: str
    name_en: str = ""
    pledged: Period | None = None
    term_printed: str = ""
    plan: PlanRef | None = None
    element: ElementRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextFigure(Row):
    """A figure of a document that is no target: population, survey results, staffing series.

    Figures with the same ``series`` form a time series. A figure printed only in words
    (4割以上) keeps ``value`` empty and its print in ``value_printed``.
    """

    plan: PlanRef | None = None
    series: str = ""
    name: str
    name_en: str = ""
    ref_area: OrganisationRef | None = None
    value: Decimal | None = None
    value_printed: str = ""
    qualifier: str = ""
    unit: str = ""
    period: Period | None = None
    period_printed: str = ""
