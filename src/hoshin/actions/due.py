"""What is due: the items of a round, from the plans' targets and the elements that carry them.

An indicator is due once, however many plans list it; its period is the reported year less the years
after which its value is known. Whose it is: the indicator's organisation, else that of the nearest
element above a target; a body that has ended passes its work to its successor. What is nobody's is
an orphan, and the planner gives it to somebody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from hoshin.domain.cycle import ItemKind
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import Period, PeriodKind
from hoshin.domain.plans import Element, Organisation
from hoshin.domain.rows import Row
from hoshin.storage.plan import plan_table, read_rows

_YEARLY = (PeriodKind.FISCAL_YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.YEAR_KIND_UNKNOWN)


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing that is due: its key in the round, what it is about and whose it is."""

    key: str
    kind: ItemKind
    period: Period
    organisation: str | None
    plan: str | None = None
    element: str | None = None
    indicator: str | None = None
    ref_area: str | None = None
    breakdown: str = ""
    breakdown_en: str = ""
    unit: str = ""
    author_role: AuthorRole | None = None


def due_items(
    reported: Period, today: date, views: Collection[AuthorRole] = (AuthorRole.SECTION,)
) -> tuple[DueItem, ...]:
    """Every item that the round of a fiscal year asks for, values first, then evaluations.

    Each element that carries targets is evaluated once from each of the ``views``.
    """
    rows = {name: read_rows(plan_table(name)) for name in _READ}
    running = {one.id for one in rows["plans"] if runs(one.period, reported)}
    targets = [one for one in rows["targets"] if one.plan in running]
    owners = Owners(rows["organisations"], rows["elements"], today)
    indicators = {one.id: one for one in rows["indicators"]}
    kinds = _usual_kinds(rows["observations"])
    found: dict[str, DueItem] = {}
    for target in targets:
        indicator = indicators.get(target.indicator)
        if indicator is None:
            continue
        period = _period(reported, indicator.publication_lag_years, kinds.get(indicator.id))
        owner = owners.of(indicator.organisation) or owners.of_element(target.element)
        key = "|".join(
            ("value", target.indicator, target.ref_area or "", target.breakdown, period.code)
        )
        present = found.get(key)
        if present is None or (present.organisation is None and owner is not None):
            found[key] = DueItem(
                key=key,
                kind=ItemKind.OBSERVATION,
                period=period,
                organisation=owner,
                plan=target.plan,
                element=target.element,
                indicator=target.indicator,
                ref_area=target.ref_area,
                breakdown=target.breakdown,
                breakdown_en=target.breakdown_en,
                unit=indicator.unit,
            )
    carrying = dict.fromkeys(one.element for one in targets if one.element is not None)
    plans = {one.id: one.plan for one in rows["elements"]}
    for element, view in product(carrying, views):
        key = f"evaluation|{element}|{view}"
        found[key] = DueItem(
            key=key,
            kind=ItemKind.EVALUATION,
            period=reported,
            organisation=owners.of_element(element),
            plan=plans.get(element),
            element=element,
            author_role=view,
        )
    return tuple(found.values())


_READ = ("plans", "elements", "targets", "indicators", "observations", "organisations")


def runs(period: Period | None, reported: Period) -> bool:
    """Whether a plan runs in the reported year; one without a period does."""
    return period is None or (period.start <= reported.end and reported.start <= period.end)


def _usual_kinds(observations: tuple[Row, ...]) -> dict[str, PeriodKind]:
    """The kind of year of each indicator's latest yearly value."""
    latest: dict[str, Period] = {}
    for row in observations:
        indicator, period = getattr(row, "indicator"), getattr(row, "time_period")  # noqa: B009
        if period.kind in _YEARLY and (
            indicator not in latest or latest[indicator].end <= period.end
        ):
            latest[indicator] = period
    return {indicator: period.kind for indicator, period in latest.items()}


def _period(reported: Period, lag: int | None, kind: PeriodKind | None) -> Period:
    return Period(kind or PeriodKind.FISCAL_YEAR, reported.year - (lag or 0))


class Owners:
    """Whose things are: organisations with their successors, elements with those above them."""

    def __init__(
        self, organisations: tuple[Organisation, ...], elements: tuple[Element, ...], today: date
    ) -> None:
        """Take the organisations and elements as they are on a day."""
        self._organisations: Mapping[str, Organisation] = {one.id: one for one in organisations}
        self._elements: Mapping[str, Element] = {one.id: one for one in elements}
        self._today = today

    def of(self, organisation: str | None) -> str | None:
        """The organisation itself, or whichever succeeded it; None when it ended without one."""
        seen: set[str] = set()
        while organisation is not None and organisation not in seen:
            seen.add(organisation)
            found = self._organisations.get(organisation)
            if found is None:
                return None
            if found.valid_to is None or found.valid_to >= self._today:
                return found.id
            organisation = found.successor
        return None

    def of_element(self, element: str | None) -> str | None:
        """The organisation that leads an element, or the nearest one above it."""
        seen: set[str] = set()
        while element is not None and element not in seen:
            seen.add(element)
            found = self._elements.get(element)
            if found is None:
                return None
            owner = self.of(found.organisation)
            if owner is not None:
                return owner
            element = found.parent
        return None
