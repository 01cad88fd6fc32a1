"""Agreements, pledges and context figures, as tables."""

from __future__ import annotations

from django.db import models

from hoshin.domain.registers import PledgeProgress
from hoshin.storage.fields import CodeField, NumberField, PeriodField, reference
from hoshin.storage.models.rows import PlanRow


class Agreement(PlanRow):
    """An agreement (協定) with partners."""

    name = models.TextField()
    name_en = models.TextField(default="")
    element = reference("Element", null=True)
    partners = models.JSONField(default=list)
    partners_printed = models.TextField(default="")
    concluded = PeriodField(null=True)
    concluded_printed = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "agreements"


class Pledge(PlanRow):
    """A pledge (公約) of a manifesto, by office and not by name, and the plan it went into."""

    manifesto = models.TextField()
    manifesto_en = models.TextField(default="")
    number = models.TextField(default="")
    name = models.TextField()
    name_en = models.TextField(default="")
    pledged = PeriodField(null=True)
    term_printed = models.TextField(default="")
    plan = reference("Plan", null=True)
    element = reference("Element", null=True)
    other_elements = models.JSONField(default=list)

    class Meta(PlanRow.Meta):
        db_table = "pledges"


class PledgeState(PlanRow):
    """How far a pledge had come on a day, and why the city says so."""

    pledge = reference("Pledge", related_name="states")
    stated_on = models.DateField()
    progress = CodeField(PledgeProgress)
    reason = models.TextField(default="")
    reason_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "pledge_states"


class ContextFigure(PlanRow):
    """A figure of a document that is no target."""

    plan = reference("Plan", null=True)
    series = models.TextField(default="")
    name = models.TextField()
    name_en = models.TextField(default="")
    ref_area = reference("Organisation", null=True)
    value = NumberField(null=True)
    value_printed = models.TextField(default="")
    qualifier = models.TextField(default="")
    unit = models.TextField(default="")
    period = PeriodField(null=True)
    period_printed = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "context_figures"
