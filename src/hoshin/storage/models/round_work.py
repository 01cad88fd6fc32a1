"""A year's round at work: its stages and deadlines, what is due of whom, drafts, submissions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoshin.domain.cycle import ItemKind, ItemState, RoundState, Step
from hoshin.domain.evaluations import AuthorRole
from hoshin.storage.fields import CodeField, PeriodField, reference
from hoshin.storage.models.people import who
from hoshin.storage.models.rows import both_or_neither


class Round(models.Model):
    """One year's round: the reporting of one fiscal year, opened once."""

    fiscal_year = PeriodField(unique=True)
    name = models.TextField()
    name_en = models.TextField(default="")
    cycle = reference("Cycle", null=True)
    state = CodeField(RoundState, default=RoundState.OPEN)
    grace_days = models.IntegerField(default=0)
    four_eyes = models.BooleanField(default=True)
    opened_by = who()
    opened_at = models.DateTimeField(null=True)
    frozen_by = who()
    frozen_at = models.DateTimeField(null=True)
    closed_by = who()
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        app_label = "storage"
        db_table = "rounds"
        constraints = (
            both_or_neither("rounds", "opened"),
            both_or_neither("rounds", "frozen"),
            both_or_neither("rounds", "closed"),
        )


class RoundStage(models.Model):
    """A stage of one round with its days."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="stages")
    order = models.IntegerField()
    code = models.CharField(max_length=40)
    name = models.TextField()
    name_en = models.TextField(default="")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        app_label = "storage"
        db_table = "round_stages"
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(name="round_stages_once", fields=("round", "code")),
            models.CheckConstraint(
                name="round_stages_dates", condition=Q(ends_on__gte=models.F("starts_on"))
            ),
        )


class Deadline(models.Model):
    """The day on which a step of one round is due, for single items and for summaries."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="deadlines")
    step = CodeField(Step)
    due_on = models.DateField()
    summary_due_on = models.DateField()

    class Meta:
        app_label = "storage"
        db_table = "deadlines"
        ordering = ("due_on",)
        constraints = (models.UniqueConstraint(name="deadlines_once", fields=("round", "step")),)


class DeadlineException(models.Model):
    """Another day for one item or one organisation, with the reason; the latest one counts."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="exceptions")
    step = CodeField(Step)
    item = models.ForeignKey("WorkItem", null=True, on_delete=models.CASCADE, related_name="+")
    organisation = reference("Organisation", null=True)
    due_on = models.DateField()
    reason = models.TextField()
    granted_by = who()
    granted_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "deadline_exceptions"


class WorkItem(models.Model):
    """One thing that is due in a round: a value or an evaluation, whose it is, how far it has come.

    The sheet of a program names the program, and as its ``element`` the one that lists it first.
    ``version`` counts every change; whoever saves names the version that was seen. ``organisation``
    is empty for an orphan, which the planner gives to somebody.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="items")
    kind = CodeField(ItemKind)
    key = models.CharField(max_length=400)
    author_role = CodeField(AuthorRole, null=True)
    position = models.IntegerField(default=0)
    plan = reference("Plan", null=True)
    element = reference("Element", null=True, related_name="items")
    program = reference("Program", null=True, related_name="items")
    indicator = reference("Indicator", null=True, related_name="items")
    ref_area = reference("Organisation", null=True)
    breakdown = models.TextField(default="")
    breakdown_en = models.TextField(default="")
    time_period = PeriodField()
    unit = models.TextField(default="")
    organisation = reference("Organisation", null=True, related_name="items")
    assigned_to = who()
    state = CodeField(ItemState, default=ItemState.NOT_STARTED)
    version = models.IntegerField(default=1)
    due_on = models.DateField()
    changed_at = models.DateTimeField()
    observation = models.ForeignKey(
        "Observation", null=True, on_delete=models.PROTECT, related_name="items"
    )
    evaluation = models.ForeignKey(
        "Evaluation", null=True, on_delete=models.PROTECT, related_name="items"
    )
    submitted_by = who()
    submitted_at = models.DateTimeField(null=True)
    checked_by = who()
    checked_at = models.DateTimeField(null=True)
    approved_by = who()
    approved_at = models.DateTimeField(null=True)
    locked_by = who()
    locked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "storage"
        db_table = "work_items"
        ordering = ("position", "id")
        indexes = (
            models.Index(fields=("round", "organisation", "state")),
            models.Index(fields=("round", "state", "due_on")),
        )
        constraints = (
            models.UniqueConstraint(name="work_items_once", fields=("round", "key")),
            models.CheckConstraint(
                name="work_items_subject",
                condition=Q(kind="observation", indicator__isnull=False)
                | Q(kind="evaluation", element__isnull=False),
            ),
            both_or_neither("work_items", "submitted"),
            both_or_neither("work_items", "checked"),
            both_or_neither("work_items", "approved"),
            both_or_neither("work_items", "locked"),
        )


class Draft(models.Model):
    """What stands in the form of an item, exactly as it was typed; saved as one types."""

    item = models.OneToOneField(
        WorkItem, on_delete=models.CASCADE, primary_key=True, related_name="draft"
    )
    content = models.JSONField(default=dict)
    saved_by = who(null=False)
    saved_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "drafts"


class Submission(models.Model):
    """What was submitted, and which questions of the form were answered with yes: append-only."""

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="submissions")
    number = models.IntegerField()
    content = models.JSONField()
    confirmed = models.JSONField(default=list)
    submitted_by = who(null=False)
    submitted_at = models.DateTimeField()
    via = models.CharField(max_length=20)
    workbook = models.ForeignKey(
        "ReturnedWorkbook", null=True, on_delete=models.PROTECT, related_name="submissions"
    )
    place = models.TextField(default="")

    class Meta:
        app_label = "storage"
        db_table = "submissions"
        ordering = ("number",)
        constraints = (models.UniqueConstraint(name="submissions_once", fields=("item", "number")),)


class Comment(models.Model):
    """A remark on an item, or the note with which it was returned: append-only."""

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=20, default="remark")
    body = models.TextField()
    written_by = who(null=False)
    written_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "comments"
        ordering = ("written_at", "id")


class EvidenceFile(models.Model):
    """A file, kept unchanged under its sha256."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120, default="")

    class Meta:
        app_label = "storage"
        db_table = "evidence_files"
        constraints = (models.CheckConstraint(name="evidence_size", condition=Q(size__gte=0)),)


class Evidence(models.Model):
    """A file that supports an item, under the name it had when it was attached."""

    item = models.ForeignKey(WorkItem, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, related_name="uses")
    name = models.TextField()
    note = models.TextField(default="")
    attached_by = who(null=False)
    attached_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "evidence"
        ordering = ("attached_at", "id")
        constraints = (models.UniqueConstraint(name="evidence_once", fields=("item", "file")),)


class IssuedWorkbook(models.Model):
    """A workbook that went out to a section: what stood in it, row by row."""

    code = models.CharField(primary_key=True, max_length=40)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="workbooks")
    organisation = reference("Organisation")
    content = models.JSONField()
    issued_by = who(null=False)
    issued_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "issued_workbooks"


class ReturnedWorkbook(models.Model):
    """A workbook that came back: the file under its digest, what it says, what became of it.

    ``content`` holds for each item its fields and their cells, ``problems`` what the reader had to
    say of the file, ``decisions`` for each item what a person decided and what came of it.
    """

    issued = models.ForeignKey(IssuedWorkbook, on_delete=models.PROTECT, related_name="returns")
    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    content = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    decisions = models.JSONField(default=dict)
    received_by = who(null=False)
    received_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "returned_workbooks"
        constraints = (
            models.UniqueConstraint(name="returned_workbooks_once", fields=("issued", "file")),
        )
