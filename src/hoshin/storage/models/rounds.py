"""A plan's cycles, their stages and schedules, as tables."""

from __future__ import annotations

from django.db import models

from hoshin.domain.rounds import Certainty
from hoshin.storage.fields import CodeField, PeriodField, reference
from hoshin.storage.models.rows import PlanRow


class Cycle(PlanRow):
    """One year's round of a plan, or the pattern that every year follows (no ``period``)."""

    plan = reference("Plan")
    name = models.TextField()
    name_en = models.TextField(default="")
    period = PeriodField(null=True)

    class Meta(PlanRow.Meta):
        db_table = "cycles"


class Stage(PlanRow):
    """A step of a cycle."""

    cycle = reference("Cycle", related_name="stages")
    order = models.IntegerField()
    name = models.TextField()
    name_en = models.TextField(default="")
    first_month = models.IntegerField()
    last_month = models.IntegerField()
    months_printed = models.TextField(default="")
    certainty = CodeField(Certainty, default=Certainty.PRINTED)

    class Meta(PlanRow.Meta):
        db_table = "stages"


class Schedule(PlanRow):
    """A step of an element or a program in time."""

    element = reference("Element", null=True)
    program = reference("Program", null=True)
    order = models.IntegerField(default=0)
    name = models.TextField()
    name_en = models.TextField(default="")
    planned = PeriodField(null=True)
    actual = PeriodField(null=True)
    period_printed = models.TextField(default="")
    certainty = CodeField(Certainty, default=Certainty.PRINTED)

    class Meta(PlanRow.Meta):
        db_table = "schedules"
