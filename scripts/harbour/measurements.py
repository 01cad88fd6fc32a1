"""How two indicators of the invented city are computed from records; the SQL stands beside them."""

from __future__ import annotations

from hoshin.domain.measurements import Measurement
from hoshin.domain.periods import PeriodKind
from scripts.harbour.plans import PLAN_DOC


def measurements() -> tuple[Measurement, ...]:
    """One share by ward and sex, and one count by ward."""
    return (
        Measurement(
            id="checkups.by-ward",
            indicator="checkups",
            definition="measurements/checkups.sql",
            period_kind=PeriodKind.FISCAL_YEAR,
            keys=("ref_area", "breakdown"),
            unit="%",
            per=100,
            decimals=1,
            source=PLAN_DOC,
            locator="p. 44",
        ),
        Measurement(
            id="placements.by-ward",
            indicator="placements",
            definition="measurements/placements.sql",
            period_kind=PeriodKind.FISCAL_YEAR,
            keys=("ref_area",),
            unit="人",
            source=PLAN_DOC,
            locator="p. 44",
        ),
    )
