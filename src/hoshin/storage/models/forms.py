"""The city's own forms, and the layouts by which it reads documents: every version of each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoshin.storage.models.people import who
from hoshin.storage.models.round_work import EvidenceFile


class FormFile(models.Model):
    """One version of a file of a form, by its path below ``forms``: append-only.

    The latest version counts; one without a file says that the file was taken away. ``kept_by`` is
    empty where the file came with the plan folder.
    """

    path = models.CharField(max_length=400)
    version = models.IntegerField()
    file = models.ForeignKey(
        EvidenceFile, null=True, on_delete=models.PROTECT, related_name="form_files"
    )
    kept_by = who()
    kept_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "form_files"
        ordering = ("path", "version")
        constraints = (
            models.UniqueConstraint(name="form_files_once", fields=("path", "version")),
            models.CheckConstraint(name="form_files_version", condition=Q(version__gte=1)),
        )


class LayoutFile(models.Model):
    """One version of a layout by which documents are read, by its name: append-only.

    The latest version counts; one without a file says that the layout is no longer used.
    ``upload`` is the document from which it was learnt, where it was.
    """

    name = models.CharField(max_length=200)
    version = models.IntegerField()
    file = models.ForeignKey(
        EvidenceFile, null=True, on_delete=models.PROTECT, related_name="layout_files"
    )
    upload = models.ForeignKey("Upload", null=True, on_delete=models.PROTECT, related_name="+")
    kept_by = who()
    kept_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "layout_files"
        ordering = ("name", "version")
        constraints = (
            models.UniqueConstraint(name="layout_files_once", fields=("name", "version")),
            models.CheckConstraint(name="layout_files_version", condition=Q(version__gte=1)),
        )
