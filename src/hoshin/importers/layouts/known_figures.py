"""What a city holds under each name: its units, and what each of its figures means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from hoshin.domain.city import City
from hoshin.domain.periods import Period, PeriodKind
from hoshin.importers.indicator_words import role_of_label
from hoshin.importers.layouts.model import VALUE_ROLES, Meaning
from hoshin.importers.layouts.tables import period_under
from hoshin.importers.wording import name_key, squeezed

Fact = tuple[Meaning, Period | None]


@dataclass(slots=True)
class Known:
    """What the city holds under one name: its units, and the meanings of each figure."""

    units: set[str] = field(default_factory=set)
    figures: dict[Decimal, set[Fact]] = field(default_factory=dict)

    def add(self, number: Decimal | None, meaning: Meaning, period: Period | None) -> None:
        if number is not None:
            self.figures.setdefault(number, set()).add((meaning, period))


KnownNames = Mapping[str, Known]


def known_names(city: City) -> dict[str, Known]:
    """What the city holds under each name that one indicator alone has."""
    by_indicator: dict[str, Known] = {}
    names: dict[str, dict[str, Known]] = {}
    for indicator in city.indicators:
        one = by_indicator.setdefault(indicator.id, Known())
        one.units.add(squeezed(indicator.unit))
        names.setdefault(name_key(indicator.name), {})[indicator.id] = one
    for target in city.targets:
        one = by_indicator.setdefault(target.indicator, Known())
        one.units.add(squeezed(target.unit))
        one.add(target.baseline_value, Meaning.BASELINE, target.baseline_period)
        one.add(target.goal_value, Meaning.GOAL, target.goal_period)
        names.setdefault(name_key(target.name_printed), {})[target.indicator] = one
    of_target = {one.id: one.indicator for one in city.targets}
    for milestone in city.milestones:
        one = by_indicator.setdefault(of_target.get(milestone.target, ""), Known())
        one.add(milestone.value, Meaning.MILESTONE, milestone.period)
    for observation in city.observations:
        one = by_indicator.setdefault(observation.indicator, Known())
        one.add(observation.obs_value, Meaning.ACTUAL, observation.time_period)
    # A name that two indicators have tells nothing.
    return {
        key: next(iter(found.values())) for key, found in names.items() if key and len(found) == 1
    }


def decided(votes: Counter[Fact], head: str) -> Fact | None:
    """The one meaning of a column; where several fit, what its head says, else none."""
    facts = list(votes)
    if len(facts) == 1:
        return facts[0]
    role = role_of_label(head)
    said = [fact for fact in facts if role is not None and VALUE_ROLES[fact[0]] is role]
    printed = period_under(head, "", fiscal=True)
    if len(said) != 1 and printed is not None:
        year = printed.period.final_year
        said = [
            fact for fact in said or facts if fact[1] is not None and fact[1].final_year == year
        ]
    # The last milestone is the goal, and an actual of the first year is the baseline.
    for stronger in (Meaning.GOAL, Meaning.BASELINE):
        named = [fact for fact in said or facts if fact[0] is stronger]
        others = [fact for fact in said or facts if fact[0] is not stronger]
        if len(named) == 1 and all(fact[1] == named[0][1] for fact in others):
            return named[0]
    return said[0] if len(said) == 1 else None


def written(head: str, period: Period | None) -> str:
    """The period as a layout writes it, where the head does not print it whole."""
    printed = period_under(head, "")
    if period is None or (printed is not None and printed.period == period):
        return ""
    if period.kind is PeriodKind.FISCAL_YEAR:
        return f"{period.final_year}年度"
    if period.kind is PeriodKind.CALENDAR_YEAR:
        return f"{period.final_year}年"
    return ""
