"""What every table of the plan folder has in common: id, place in its file, source, note."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoshin.storage.fields import id_field, reference


def both_or_neither(table: str, deed: str) -> models.CheckConstraint:
    """A deed has a doer and a moment, or has not happened: the database holds this."""
    by, at = f"{deed}_by", f"{deed}_at"
    return models.CheckConstraint(
        name=f"{table}_{deed}_who_and_when",
        condition=Q(**{f"{by}__isnull": True, f"{at}__isnull": True})
        | Q(**{f"{by}__isnull": False, f"{at}__isnull": False}),
    )


class PlanRow(models.Model):
    """One row of a table of the plan folder; ``position`` keeps the order of the file's rows."""

    id = id_field()
    position = models.IntegerField(default=0, db_index=True)
    source = reference("storage.Source", null=True)
    locator = models.TextField(default="")
    note = models.TextField(default="")

    class Meta:
        abstract = True
        app_label = "storage"
        ordering = ("position", "id")
