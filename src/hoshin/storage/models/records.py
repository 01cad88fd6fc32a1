"""What is on record: target changes, releases, hand-overs, reminders, every deed in one chain."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hoshin.storage.fields import reference
from hoshin.storage.models.people import who
from hoshin.storage.models.round_work import WorkItem
from hoshin.storage.models.rows import both_or_neither


class CityRecord(models.Model):
    """The city that this database is of: its names, its day, what its folder said besides."""

    name = models.TextField()
    name_en = models.TextField(default="")
    as_of = models.DateField(null=True)
    also = models.JSONField(default=dict)

    class Meta:
        app_label = "storage"
        db_table = "city"
        constraints = (models.CheckConstraint(name="city_only_one", condition=Q(id=1)),)


class TargetChange(models.Model):
    """A change of a target: from what, to what, why, who approved it, and the rate without it."""

    target = models.ForeignKey("Target", on_delete=models.PROTECT, related_name="changes")
    before = models.JSONField()
    after = models.JSONField()
    reason = models.TextField()
    reason_en = models.TextField(default="")
    rate_after = models.TextField(default="")
    rate_without = models.TextField(default="")
    state = models.CharField(max_length=20, default="proposed")
    proposed_by = who(null=False)
    proposed_at = models.DateTimeField()
    decided_by = who()
    decided_at = models.DateTimeField(null=True)
    decision_note = models.TextField(default="")

    class Meta:
        app_label = "storage"
        db_table = "target_changes"
        constraints = (
            both_or_neither("target_changes", "decided"),
            models.UniqueConstraint(
                name="target_changes_one_open",
                fields=("target",),
                condition=Q(state="proposed"),
            ),
            models.CheckConstraint(
                name="target_changes_decided",
                condition=Q(state="proposed", decided_by__isnull=True)
                | Q(state__in=("approved", "refused"), decided_by__isnull=False),
            ),
        )


class Release(models.Model):
    """A release that was published: its identity and the folders of its data and its site."""

    identity = models.CharField(max_length=64, db_index=True)
    as_of = models.DateField()
    folder = models.TextField()
    note = models.TextField(default="")
    target_count = models.IntegerField(default=0)
    published_by = who(null=False)
    published_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "releases"
        ordering = ("published_at", "id")


class HandOver(models.Model):
    """Work that passed from one to another, with the sheet for the new owner."""

    from_organisation = reference("Organisation", null=True)
    to_organisation = reference("Organisation", null=True)
    from_person = who()
    to_person = who()
    takes_effect_on = models.DateField()
    sheet = models.JSONField()
    made_by = who(null=False)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "hand_overs"


class Reminder(models.Model):
    """A reminder that was sent: to whom, of how many items, by which rung of the chain."""

    round = models.ForeignKey("Round", on_delete=models.PROTECT, related_name="reminders")
    organisation = reference("Organisation", null=True)
    person = who()
    address = models.TextField(default="")
    rung = models.CharField(max_length=20)
    items = models.ManyToManyField(WorkItem, related_name="reminders")
    sent_by = who()
    sent_at = models.DateTimeField()

    class Meta:
        app_label = "storage"
        db_table = "reminders"


class AuditEvent(models.Model):
    """One deed on record: append-only, and each one holds the hash of the one before.

    Names no other table by a foreign key, so that history outlives what it tells of.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.BigIntegerField(null=True)
    actor_name = models.TextField(default="")
    via = models.CharField(max_length=20)
    verb = models.CharField(max_length=40)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=400)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "storage"
        db_table = "audit_events"
        ordering = ("number",)
        indexes = (
            models.Index(fields=("subject_kind", "subject_id")),
            models.Index(fields=("actor", "number")),
        )
