"""Evaluations, and the committee with its meetings and opinions, as tables."""

from __future__ import annotations

from django.db import models

from hoshin.domain.evaluations import AuthorRole, StatedChange
from hoshin.storage.fields import CodeField, PeriodField, reference
from hoshin.storage.models.rows import PlanRow


class Evaluation(PlanRow):
    """The year's evaluation of an element or of target listings."""

    plan = reference("Plan")
    element = reference("Element", null=True, related_name="evaluations")
    targets = models.JSONField(default=list)
    year = PeriodField(null=True)
    author_role = CodeField(AuthorRole, default=AuthorRole.CITY)
    heading = models.TextField(default="")
    heading_en = models.TextField(default="")
    stated_change = CodeField(StatedChange, null=True)
    findings = models.TextField(default="")
    findings_en = models.TextField(default="")
    direction = models.TextField(default="")
    direction_en = models.TextField(default="")
    rating = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "evaluations"


class Committee(PlanRow):
    """A committee with its rules."""

    name = models.TextField()
    name_en = models.TextField(default="")
    plan = reference("Plan", null=True)
    organisation = reference("Organisation", null=True)
    seats_printed = models.IntegerField(null=True)
    term_printed = models.TextField(default="")
    quorum_printed = models.TextField(default="")
    public = models.BooleanField(null=True)

    class Meta(PlanRow.Meta):
        db_table = "committees"


class Member(PlanRow):
    """A seat of a committee, by affiliation and office."""

    committee = reference("Committee", related_name="members")
    affiliation = models.TextField()
    affiliation_en = models.TextField(default="")
    organisation = reference("Organisation", null=True)
    role = models.TextField(default="")
    role_en = models.TextField(default="")
    term = PeriodField(null=True)
    succeeds = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "members"


class Meeting(PlanRow):
    """A meeting."""

    committee = reference("Committee", null=True, related_name="meetings")
    number = models.IntegerField(null=True)
    name = models.TextField(default="")
    name_en = models.TextField(default="")
    held_on = models.DateField(null=True)
    date_printed = models.TextField(default="")
    agenda = models.TextField(default="")
    agenda_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "meetings"


class Opinion(PlanRow):
    """An opinion voiced in a meeting and the city's answer, followed over the years."""

    meeting = reference("Meeting", related_name="opinions")
    element = reference("Element", null=True)
    target = reference("Target", null=True)
    organisation = reference("Organisation", null=True)
    opinion = models.TextField()
    opinion_en = models.TextField(default="")
    answer = models.TextField(default="")
    answer_en = models.TextField(default="")
    answered_on = models.DateField(null=True)

    class Meta(PlanRow.Meta):
        db_table = "opinions"
