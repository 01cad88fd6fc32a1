"""Documents that somebody uploads: as read, what they would do to the plan, what was decided."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from hoshin.domain.rows import LONGEST_ID
from hoshin.storage.fields import LONGEST_CODE, CodeField, reference
from hoshin.storage.models.people import who
from hoshin.storage.models.round_work import EvidenceFile
from hoshin.storage.models.rows import both_or_neither


class UploadState(StrEnum):
    """How far an uploaded document has come.

    ``waiting`` documents are read soon, ``reading`` ones now. A ``ready`` one has a proposal to
    review, an ``unreadable`` one only its problems. A ``closed`` one was put away by a person.
    """

    WAITING = "waiting"
    READING = "reading"
    READY = "ready"
    UNREADABLE = "unreadable"
    CLOSED = "closed"


class Upload(models.Model):
    """A document that was uploaded: its file, its state, its proposal, and what came of it.

    ``version`` counts every change of the proposal and of the decisions. ``proposal`` is what
    ``importers.kept_proposals`` writes, with the names of the rows that it points to; its page is
    not read for lists. ``results`` tells of each time that rows were written into the plan.
    ``layout`` names the one layout that is to read it; empty, it is read without any, and where
    there is none, every layout in use is tried. ``beat_at`` is when whoever reads it was last heard
    of, ``tries`` how often it was begun.
    """

    name = models.TextField()
    file = models.ForeignKey(EvidenceFile, on_delete=models.PROTECT, related_name="uploads")
    plan = reference("Plan", null=True)
    layout = models.CharField(max_length=200, null=True)
    state = CodeField(UploadState, default=UploadState.WAITING)
    version = models.IntegerField(default=1)
    pages_done = models.IntegerField(default=0)
    pages_total = models.IntegerField(default=0)
    tries = models.IntegerField(default=0)
    beat_at = models.DateTimeField(null=True)
    problems = models.JSONField(default=list)
    proposal = models.JSONField(null=True)
    results = models.JSONField(default=list)
    uploaded_by = who(null=False)
    uploaded_at = models.DateTimeField()
    closed_by = who()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "storage"
        db_table = "uploads"
        ordering = ("-uploaded_at", "-id")
        indexes = (models.Index(fields=("state", "uploaded_at")),)
        constraints = (
            both_or_neither("uploads", "closed"),
            models.CheckConstraint(
                name="uploads_ready_has_proposal",
                condition=~Q(state="ready") | Q(proposal__isnull=False),
            ),
            models.UniqueConstraint(
                name="uploads_one_open_of_a_file",
                fields=("file",),
                condition=Q(closed_at__isnull=True) & ~Q(state="unreadable"),
            ),
        )


class RowDecision(models.Model):
    """What a person decided of one proposed row, and what was typed to correct it.

    ``choice`` is empty while nothing is decided. ``corrections`` are texts by column, exactly as
    typed, whether or not they can be read.
    """

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="decisions")
    table = models.CharField(max_length=LONGEST_CODE)
    row_id = models.CharField(max_length=LONGEST_ID)
    choice = models.CharField(max_length=LONGEST_CODE, default="")
    same_as = models.CharField(max_length=LONGEST_ID, default="")
    corrections = models.JSONField(default=dict)
    version = models.IntegerField(default=1)
    decided_by = who(null=False)
    decided_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "row_decisions"
        constraints = (
            models.UniqueConstraint(
                name="row_decisions_once", fields=("upload", "table", "row_id")
            ),
            models.CheckConstraint(
                name="row_decisions_choice", condition=Q(choice__in=("", "take", "leave", "same"))
            ),
            models.CheckConstraint(
                name="row_decisions_same_as", condition=~Q(choice="same") | ~Q(same_as="")
            ),
        )


class ReadDocument(models.Model):
    """A document as it was read, by its file: what the review, the search and a passport show."""

    file = models.OneToOneField(
        EvidenceFile, on_delete=models.PROTECT, primary_key=True, related_name="document"
    )
    name = models.TextField()
    kind = models.CharField(max_length=LONGEST_CODE)
    title = models.TextField(default="")
    page_count = models.IntegerField()
    read_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "read_documents"


class ReadPage(models.Model):
    """One page or sheet of a document as it was read: its lines and tables."""

    document = models.ForeignKey(ReadDocument, on_delete=models.CASCADE, related_name="pages")
    number = models.IntegerField()
    content = models.JSONField()

    class Meta:
        app_label = "storage"
        db_table = "read_pages"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(name="read_pages_once", fields=("document", "number")),
        )
