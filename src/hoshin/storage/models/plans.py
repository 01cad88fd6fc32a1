"""Organisations, plans, their levels and their trees, as tables."""

from __future__ import annotations

from django.db import models

from hoshin.domain.plans import Aspect, OrganisationKind
from hoshin.storage.fields import CodeField, PeriodField, reference
from hoshin.storage.models.rows import PlanRow


class Organisation(PlanRow):
    """A body that leads, takes part or is an area."""

    name = models.TextField()
    name_en = models.TextField(default="")
    kind = CodeField(OrganisationKind)
    parent = reference("self", null=True, related_name="children")
    municipal_code = models.TextField(default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = reference("self", null=True)

    class Meta(PlanRow.Meta):
        db_table = "organisations"


class Plan(PlanRow):
    """An adopted document with a period, an edition, and the plan it supersedes."""

    name = models.TextField()
    name_en = models.TextField(default="")
    kind = models.TextField(default="")
    edition = models.TextField(default="")
    period = PeriodField(null=True)
    period_printed = models.TextField(default="")
    adopted_on = models.DateField(null=True)
    organisation = reference("Organisation", null=True)
    supersedes = reference("self", null=True)
    rating_scheme = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "plans"


class Level(PlanRow):
    """One level of a plan's own tree (ビジョン, 基本目標, 施策 …), labelled in both languages."""

    plan = reference("Plan", related_name="levels")
    depth = models.IntegerField()
    name = models.TextField()
    name_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "levels"


class Element(PlanRow):
    """A node of a plan's tree."""

    plan = reference("Plan", related_name="elements")
    level = reference("Level", related_name="elements")
    parent = reference("self", null=True, related_name="children")
    order = models.IntegerField(default=0)
    number = models.TextField(default="")
    name = models.TextField()
    name_en = models.TextField(default="")
    description = models.TextField(default="")
    description_en = models.TextField(default="")
    aspect = CodeField(Aspect, null=True)
    organisation = reference("Organisation", null=True)
    related = models.JSONField(default=list)

    class Meta(PlanRow.Meta):
        db_table = "elements"
