"""Revising: an approved change of a target becomes a revision of the plan folder, for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Max

from hoshin.actions.actor import Actor
from hoshin.actions.matrix import MATRIX, Verb
from hoshin.actions.permissions import Rights
from hoshin.domain.revisions import RevisedField, TargetRevision
from hoshin.domain.roles import ROLE_LABELS
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table


def write_revision(
    actor: Actor, change: tables.TargetChange, stood: Mapping[str, str], day: date
) -> None:
    """Add the rows of an approved change: each field as it ``stood`` and as it is, both rates.

    The approver appears by role and never by name.
    """
    of_target = tables.TargetRevision.objects.filter(target=change.target_id)
    number = (of_target.aggregate(last=Max("revision"))["last"] or 0) + 1
    last = tables.TargetRevision.objects.aggregate(last=Max("position"))["last"] or 0
    office, office_en = _office(actor, day)
    table = plan_table("target_revisions")
    tables.TargetRevision.objects.bulk_create(
        tables.TargetRevision(
            position=last + at,
            **table.attributes(
                TargetRevision(
                    id=f"target-revision-{change.pk}-{field}",
                    target=change.target_id,
                    revision=number,
                    decided_on=day,
                    field=RevisedField(field),
                    before=stood[field],
                    after=after,
                    reason=change.reason,
                    reason_en=change.reason_en,
                    approver=office,
                    approver_en=office_en,
                    rate_without=Decimal(change.rate_without) if change.rate_without else None,
                    rate_with=Decimal(change.rate_after) if change.rate_after else None,
                )
            ),
        )
        for at, (field, after) in enumerate(change.after.items(), start=1)
    )


def _office(actor: Actor, day: date) -> tuple[str, str]:
    """In which role somebody decides."""
    for grant in Rights(actor, day).grants:
        if grant.role in MATRIX[Verb.DECIDE_TARGET_CHANGE]:
            return ROLE_LABELS[grant.role]
    return "", ""
