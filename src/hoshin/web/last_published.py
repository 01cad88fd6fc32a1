"""The value that the last release published for what an item reports, seen before approval."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Subquery

from hoshin.storage.models import Observation, Release
from hoshin.web.lines import Listed


@dataclass(frozen=True, slots=True)
class PublishedValue:
    """A value as the last release had it, in its own unit."""

    value: Decimal
    unit: str


def published_values(items: Iterable[Listed]) -> dict[int, PublishedValue]:
    """By item, what was public of its very period; nothing before the first release.

    Public is the highest revision that was approved, or loaded with the plans, when the last
    release was published. One statement for all items.
    """
    wanted = {
        (one.indicator_id, one.ref_area_id, one.breakdown, one.time_period): one.pk
        for one in items
        if one.indicator_id is not None
    }
    if not wanted:
        return {}
    last = Subquery(Release.objects.order_by("-published_at").values("published_at")[:1])
    loaded = Q(entered_at=None, approved_at=None)
    rows = (
        Observation.objects.annotate(released_at=last)
        .filter(released_at__isnull=False, obs_value__isnull=False)
        .filter(loaded | Q(approved_at__lte=last))
        .filter(
            indicator__in={one[0] for one in wanted}, time_period__in={one[3] for one in wanted}
        )
        .order_by("revision")
        .values_list(
            *("indicator", "ref_area", "breakdown", "time_period", "obs_value", "unit_measure")
        )
    )
    found = {}
    for *key, value, unit in rows:
        item = wanted.get(tuple(key))
        if item is not None:
            found[item] = PublishedValue(value, unit)
    return found
