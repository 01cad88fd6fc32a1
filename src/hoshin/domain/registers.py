"""Registers: agreements, manifesto pledges and how far they have come, context figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hoshin.domain.periods import Period
from hoshin.domain.rows import ElementRef, OrganisationRef, PlanRef, PledgeRef, Row


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
    """A pledge (公約) of a manifesto, by office and not by name, and where it went in the plans.

    ``element`` is the measure that carries it, ``other_elements`` are further ones, of any plan.
    """

    manifesto: str
    manifesto_en: str = ""
    number: str = ""
    name: str
    name_en: str = ""
    pledged: Period | None = None
    term_printed: str = ""
    plan: PlanRef | None = None
    element: ElementRef | None = None
    other_elements: tuple[ElementRef, ...] = ()

    @property
    def elements(self) -> tuple[str, ...]:
        """Every element that the pledge is linked to, each once, the first one first."""
        first = () if self.element is None else (self.element,)
        return tuple(dict.fromkeys((*first, *self.other_elements)))


class PledgeProgress(StrEnum):
    """How far a pledge has come, in the words in which Japanese cities report on manifestos."""

    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    PARTLY_ACHIEVED = "partly_achieved"
    ACHIEVED = "achieved"
    ENDED = "ended"


PROGRESS_LABELS: dict[PledgeProgress, tuple[str, str]] = {
    PledgeProgress.NOT_STARTED: ("未着手", "not started"),
    PledgeProgress.UNDER_WAY: ("取組中", "under way"),
    PledgeProgress.PARTLY_ACHIEVED: ("一部達成", "partly achieved"),
    PledgeProgress.ACHIEVED: ("達成", "achieved"),
    PledgeProgress.ENDED: ("終了", "ended"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeState(Row):
    """How far a pledge had come on a day, and why the city says so; the latest day counts.

    Of two states of one day the later row counts.
    """

    pledge: PledgeRef
    stated_on: date
    progress: PledgeProgress
    reason: str = ""
    reason_en: str = ""


def latest_states(states: Iterable[PledgeState]) -> dict[str, PledgeState]:
    """The state of each pledge that counts, by the pledge's id."""
    found: dict[str, PledgeState] = {}
    for one in states:
        known = found.get(one.pledge)
        if known is None or known.stated_on <= one.stated_on:
            found[one.pledge] = one
    return found


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
