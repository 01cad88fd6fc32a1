"""How observations are computed from records, as a table."""

from __future__ import annotations

from django.db import models

from hoshin.domain.periods import PeriodKind
from hoshin.storage.fields import CodeField, reference
from hoshin.storage.models.rows import PlanRow


class Measurement(PlanRow):
    """How one indicator is computed from records."""

    indicator = reference("Indicator")
    definition = models.TextField()
    period_kind = CodeField(PeriodKind)
    keys = models.JSONField(default=list)
    unit = models.TextField()
    per = models.IntegerField(default=1)
    decimals = models.IntegerField(default=0)
    minimum_contributors = models.IntegerField(default=10)

    class Meta(PlanRow.Meta):
        db_table = "measurements"
