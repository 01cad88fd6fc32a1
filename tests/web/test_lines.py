"""Lines of lists: which earlier value stands beside an item, of whatever kind its period is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hoshin.domain.periods import read_code
from tests.web.conftest import Office


@pytest.mark.parametrize(
    ("periods", "shown"),
    [
        (("FY2009", "FY2010"), "FY2010"),
        (("FY2019", "FY2020"), "FY2020"),
        (("FY2023", "FY2024"), "FY2023"),
        (("CY2012", "FY2010"), "CY2012"),
        (("FY2020", "CY2019"), "FY2020"),
        (("FY2005/FY2023", "FY2021"), "FY2005/FY2023"),
        (("FY2024",), None),
    ],
)
def test_the_latest_value_before_the_items_period_is_shown(
    office: Office, periods: tuple[str, ...], shown: str | None
) -> None:
    from hoshin.storage.models import Indicator, Observation, WorkItem
    from hoshin.web.lines import _latest_of, as_listed

    item = office.items()[0]
    # A series of its own, so that nothing that the city holds already is in the way.
    own = Indicator.objects.get(pk=item.indicator_id)
    own.pk = "of-this-test"
    own.save(force_insert=True)
    WorkItem.objects.filter(pk=item.pk).update(indicator_id=own.pk)
    item.refresh_from_db()
    for at, code in enumerate(periods):
        Observation.objects.create(
            id=f"of-this-test.{at}",
            indicator_id=own.pk,
            time_period=read_code(code),
            obs_value=Decimal(at),
            unit_measure=item.unit,
            position=10_000 + at,
        )
    latest, standing = _latest_of([as_listed(item)])
    found = latest.get(item.pk)
    assert (None if found is None else found.time_period.code) == shown
    assert (item.pk in standing) == (item.time_period.code in periods)
