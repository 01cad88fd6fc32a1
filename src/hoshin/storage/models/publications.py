"""Publications under way: what a planner asked for, how far it has come, and how it ended."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q

from hoshin.storage.fields import CodeField
from hoshin.storage.models.people import who
from hoshin.storage.models.records import Release


class PublicationKind(StrEnum):
    """What is made: only the difference against the last release, or a release."""

    PREVIEW = "preview"
    RELEASE = "release"


class PublicationState(StrEnum):
    """How far it has come; a ``refused`` one says why, a ``stopped`` one was cut off by a fault."""

    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    STOPPED = "stopped"


class Publication(models.Model):
    """One making of a preview or of a release, by a process of its own.

    ``step``, ``done`` and ``total`` say how far it is; ``found`` holds what a preview found, or the
    problem for which it was refused.
    """

    kind = CodeField(PublicationKind)
    state = CodeField(PublicationState, default=PublicationState.RUNNING)
    as_of = models.DateField()
    note = models.TextField(default="")
    step = models.CharField(max_length=40, default="")
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    found = models.JSONField(default=dict)
    release = models.ForeignKey(Release, null=True, on_delete=models.PROTECT, related_name="+")
    started_by = who(null=False)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "storage"
        db_table = "publications"
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                name="publications_one_at_a_time",
                fields=("state",),
                condition=Q(state=PublicationState.RUNNING.value),
            ),
        )
