"""Sources, published figures and known errors, as tables."""

from __future__ import annotations

from django.db import models

from hoshin.domain.sources import ErrorEffect, Operation, PublishedKind
from hoshin.storage.fields import CodeField, NumberField, reference
from hoshin.storage.models.rows import PlanRow


class PublishedFigure(PlanRow):
    """A figure as a document printed it, kept beside ours and never overwritten."""

    kind = CodeField(PublishedKind)
    name = models.TextField()
    name_en = models.TextField(default="")
    target = reference("Target", null=True)
    element = reference("Element", null=True)
    value = NumberField(null=True)
    text = models.TextField(default="")
    value_printed = models.TextField(default="")
    unit = models.TextField(default="")
    operation = CodeField(Operation, default=Operation.NONE)
    operands = models.JSONField(default=list)
    level = models.TextField(default="")
    reason = models.TextField(default="")
    reason_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "published_figures"


class KnownError(PlanRow):
    """An error of a source document, kept as a dated record."""

    problem = models.TextField()
    row = models.TextField()
    field = models.TextField(default="")
    printed = models.TextField(default="")
    explanation = models.TextField(default="")
    explanation_en = models.TextField(default="")
    corrected = models.TextField(default="")
    known_since = models.DateField(null=True)
    recorded_on = models.DateField()
    effect = CodeField(ErrorEffect, default=ErrorEffect.NONE)
    mended_on = models.DateField(null=True)
    mending = models.TextField(default="")
    mending_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "known_errors"


class Source(PlanRow):
    """A document."""

    title = models.TextField()
    title_en = models.TextField(default="")
    publisher = models.TextField(default="")
    published_printed = models.TextField(default="")
    file_name = models.TextField(default="")
    sha256 = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "sources"
