"""Grades, as a table."""

from __future__ import annotations

from django.db import models

from hoshin.domain.ratings import GradeOrder, RatedBasis, RatedFigure
from hoshin.storage.fields import CodeField, NumberField
from hoshin.storage.models.rows import PlanRow


class RatingGrade(PlanRow):
    """One grade of a scheme."""

    scheme = models.TextField()
    rank = models.IntegerField()
    grade = models.TextField()
    label = models.TextField(default="")
    label_en = models.TextField(default="")
    order = CodeField(GradeOrder, default=GradeOrder.BEST_FIRST)
    basis = CodeField(RatedBasis, default=RatedBasis.ACHIEVEMENT)
    compared = CodeField(RatedFigure, default=RatedFigure.PRINTED)
    minimum = NumberField(null=True)
    minimum_inclusive = models.BooleanField(default=True)
    maximum = NumberField(null=True)
    maximum_inclusive = models.BooleanField(default=False)
    requires = models.JSONField(default=list)
    excludes = models.JSONField(default=list)
    points = NumberField(null=True)
    valid_from = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "ratings"
