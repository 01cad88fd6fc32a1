"""Evaluations, and the committee with its meetings and opinions, as tables."""

from __future__ import annotations

from django.db import models

from hoshin.domain.evaluation_sheets import FieldKind, FieldMeaning
from hoshin.domain.evaluations import AuthorRole, SheetKind, StatedChange
from hoshin.storage.fields import CodeField, NumberField, PeriodField, reference
from hoshin.storage.models.rows import PlanRow


class EvaluationField(PlanRow):
    """One box of a city's evaluation sheet."""

    sheet = CodeField(SheetKind)
    order = models.IntegerField(default=0)
    part = models.TextField(default="")
    part_en = models.TextField(default="")
    code = models.CharField(max_length=40)
    name = models.TextField()
    name_en = models.TextField(default="")
    kind = CodeField(FieldKind, default=FieldKind.TEXT)
    meaning = CodeField(FieldMeaning, null=True)
    required = models.BooleanField(default=False)
    options = models.JSONField(default=list)
    options_en = models.JSONField(default=list)
    options_budget = models.JSONField(default=list)
    years_to_budget = models.IntegerField(null=True)
    unit = models.TextField(default="")
    yen_per_unit = NumberField(null=True)
    authors = models.JSONField(default=list)
    public = models.BooleanField(default=False)
    help = models.TextField(default="")
    help_en = models.TextField(default="")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta(PlanRow.Meta):
        db_table = "evaluation_fields"


class Evaluation(PlanRow):
    """The year's evaluation of an element, a program or target listings."""

    plan = reference("Plan")
    element = reference("Element", null=True, related_name="evaluations")
    program = reference("Program", null=True, related_name="evaluations")
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
    answer_to_last_year = models.TextField(default="")
    answer_to_last_year_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "evaluations"


class EvaluationAnswer(PlanRow):
    """What one evaluation says in one box of its sheet."""

    evaluation = reference("Evaluation", related_name="answers")
    field = reference("EvaluationField", related_name="answers")
    text = models.TextField(default="")
    text_en = models.TextField(default="")
    value = NumberField(null=True)
    amount_yen = models.BigIntegerField(null=True)

    class Meta(PlanRow.Meta):
        db_table = "evaluation_answers"
        constraints = (
            models.UniqueConstraint(name="evaluation_answers_once", fields=("evaluation", "field")),
        )


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
