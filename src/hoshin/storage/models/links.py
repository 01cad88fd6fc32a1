"""Links to the SDGs, contributions and stakeholders, as tables."""

from __future__ import annotations

from django.db import models

from hoshin.domain.links import ContributionKind, LinkStrength
from hoshin.domain.plans import Aspect
from hoshin.storage.fields import CodeField, reference
from hoshin.storage.models.rows import PlanRow


class SdgLink(PlanRow):
    """One tie of a plan element, a target listing or a program to an SDG goal or target."""

    element = reference("Element", null=True)
    target = reference("Target", null=True)
    program = reference("Program", null=True)
    goal = models.IntegerField()
    sdg_target = models.TextField(default="")
    sdg_indicator = models.TextField(default="")
    strength = CodeField(LinkStrength, default=LinkStrength.NOT_PRINTED)

    class Meta(PlanRow.Meta):
        db_table = "sdg_links"


class SdgMarkCount(PlanRow):
    """How many ◎ and ○ an element has where the goals they stand under are not known."""

    element = reference("Element")
    primary_count = models.IntegerField()
    related_count = models.IntegerField()
    marks_printed = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "sdg_mark_counts"


class Contribution(PlanRow):
    """Cause and effect as data."""

    kind = CodeField(ContributionKind)
    element = reference("Element", null=True)
    from_aspect = CodeField(Aspect, null=True)
    to_aspect = CodeField(Aspect, null=True)
    from_element = reference("Element", null=True)
    to_element = reference("Element", null=True)
    from_program = reference("Program", null=True)
    to_program = reference("Program", null=True)
    from_indicator = reference("Indicator", null=True)
    to_indicator = reference("Indicator", null=True)
    target = reference("Target", null=True)
    description = models.TextField(default="")
    description_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "contributions"


class Stakeholder(PlanRow):
    """An organisation that takes part in a plan or an element, and as what."""

    organisation = reference("Organisation")
    plan = reference("Plan")
    element = reference("Element", null=True)
    role = models.TextField(default="")
    role_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "stakeholders"
