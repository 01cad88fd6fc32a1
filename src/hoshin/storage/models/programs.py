"""Programs, their listings and their money, as tables."""

from __future__ import annotations

from django.db import models

from hoshin.domain.programs import AmountLink, BudgetStage, ListingKind
from hoshin.storage.fields import CodeField, PeriodField, reference
from hoshin.storage.models.rows import PlanRow


class Program(PlanRow):
    """What a section does with money."""

    name = models.TextField()
    name_en = models.TextField(default="")
    organisation = reference("Organisation", null=True)
    part_of = reference("self", null=True)
    description = models.TextField(default="")
    description_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "programs"


class ProgramListing(PlanRow):
    """One place in which a plan prints a program."""

    program = reference("Program", related_name="listings")
    element = reference("Element", related_name="program_listings")
    order = models.IntegerField(default=0)
    number = models.TextField(default="")
    name_printed = models.TextField(default="")
    organisation = reference("Organisation", null=True)
    kind = CodeField(ListingKind, default=ListingKind.LISTING)
    restates = reference("self", null=True)
    category = models.TextField(default="")
    category_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "program_elements"


class Appropriation(PlanRow):
    """Money of a program in one fiscal year, stage and fund, as one listing prints it."""

    listing = reference("ProgramListing", null=True, related_name="appropriations")
    candidates = models.JSONField(default=list)
    fiscal_year = PeriodField()
    stage = CodeField(BudgetStage, default=BudgetStage.INITIAL)
    fund = models.TextField(default="")
    fund_en = models.TextField(default="")
    amount_yen = models.BigIntegerField()
    amount_printed = models.TextField(default="")
    unit_printed = models.TextField(default="")
    link = CodeField(AmountLink, default=AmountLink.PRINTED_TOGETHER)

    class Meta(PlanRow.Meta):
        db_table = "appropriations"
