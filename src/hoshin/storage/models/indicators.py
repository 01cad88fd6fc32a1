"""Indicators, targets, milestones and observations, as tables."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from hoshin.domain.indicators import (
    Aggregation,
    Comparison,
    Direction,
    DirectionBasis,
    Method,
    MissingReason,
    ObservationStatus,
    ResultLevel,
    TargetRole,
)
from hoshin.domain.revisions import RevisedField
from hoshin.domain.units import Dimension
from hoshin.storage.fields import CodeField, NumberField, PeriodField, reference
from hoshin.storage.models.people import who
from hoshin.storage.models.rows import PlanRow, both_or_neither


class Indicator(PlanRow):
    """What is measured."""

    name = models.TextField()
    name_en = models.TextField(default="")
    unit = models.TextField()
    dimension = CodeField(Dimension, default=Dimension.UNKNOWN)
    direction = CodeField(Direction, default=Direction.UNDECLARED)
    direction_basis = CodeField(DirectionBasis, null=True)
    aggregation = CodeField(Aggregation, default=Aggregation.UNKNOWN)
    result_level = CodeField(ResultLevel, default=ResultLevel.UNKNOWN)
    publication_lag_years = models.IntegerField(null=True)
    organisation = reference("Organisation", null=True)
    definition = models.TextField(default="")
    definition_en = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "indicators"


class Target(PlanRow):
    """One listing of a target in one plan."""

    plan = reference("Plan", related_name="targets")
    element = reference("Element", null=True, related_name="targets")
    indicator = reference("Indicator", related_name="targets")
    number = models.TextField(default="")
    role = CodeField(TargetRole, default=TargetRole.KPI)
    name_printed = models.TextField(default="")
    unit = models.TextField()
    restates = reference("self", null=True)
    restated_in_print = models.BooleanField(default=False)
    ref_area = reference("Organisation", null=True)
    breakdown = models.TextField(default="")
    breakdown_en = models.TextField(default="")
    baseline_value = NumberField(null=True)
    baseline_printed = models.TextField(default="")
    baseline_period = PeriodField(null=True)
    baseline_period_printed = models.TextField(default="")
    baseline_column = models.TextField(default="")
    goal_value = NumberField(null=True)
    goal_upper = NumberField(null=True)
    goal_text = models.TextField(default="")
    goal_text_en = models.TextField(default="")
    goal_printed = models.TextField(default="")
    goal_period = PeriodField(null=True)
    goal_period_printed = models.TextField(default="")
    goal_column = models.TextField(default="")
    goal_provisional_year = models.IntegerField(null=True)
    comparison = CodeField(Comparison, default=Comparison.REACH)
    method = CodeField(Method, default=Method.PROGRESS)
    prorated_method = CodeField(Method, null=True)
    decimals = models.IntegerField(default=0)
    definition_note = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "targets"


class TargetRevision(PlanRow):
    """What one decision changed in one field of a target."""

    target = reference("Target", related_name="revisions")
    revision = models.IntegerField(default=1)
    decided_on = models.DateField()
    field = CodeField(RevisedField)
    before = models.TextField(default="")
    after = models.TextField(default="")
    reason = models.TextField(default="")
    reason_en = models.TextField(default="")
    approver = models.TextField(default="")
    approver_en = models.TextField(default="")
    rate_without = NumberField(null=True)
    rate_with = NumberField(null=True)

    class Meta(PlanRow.Meta):
        db_table = "target_revisions"
        constraints = (
            models.UniqueConstraint(
                name="target_revisions_once", fields=("target", "revision", "field")
            ),
            models.CheckConstraint(
                name="target_revisions_number", condition=models.Q(revision__gte=1)
            ),
        )


class Milestone(PlanRow):
    """A yearly target on the way to a target's goal."""

    target = reference("Target", related_name="milestones")
    value = NumberField()
    value_printed = models.TextField(default="")
    period = PeriodField()
    period_printed = models.TextField(default="")
    reporting_column = models.TextField(default="")
    comparison = CodeField(Comparison, default=Comparison.REACH)

    class Meta(PlanRow.Meta):
        db_table = "milestones"


class Observation(PlanRow):
    """A value for an area and a period, or why there is none.

    Rows are only ever added; a correction is a further row with the next revision. A row with
    ``entered_by``, or without ``source``, was entered by hand: of those, one is current for an
    indicator, area, breakdown and period. Any other row is what a document printed.
    """

    indicator = reference("Indicator", related_name="observations")
    target = reference("Target", null=True)
    ref_area = reference("Organisation", null=True)
    breakdown = models.TextField(default="")
    breakdown_en = models.TextField(default="")
    time_period = PeriodField()
    period_printed = models.TextField(default="")
    reporting_column = models.TextField(default="")
    obs_value = NumberField(null=True)
    value_printed = models.TextField(default="")
    value_text = models.TextField(default="")
    value_text_en = models.TextField(default="")
    unit_measure = models.TextField()
    obs_status = CodeField(ObservationStatus, default=ObservationStatus.AS_PRINTED)
    missing_reason = CodeField(MissingReason, null=True)
    revision = models.IntegerField(default=1)
    known_on = models.DateField(null=True)
    note_en = models.TextField(default="")
    is_current = models.BooleanField(default=True)
    entered_by = who()
    entered_at = models.DateTimeField(null=True)
    approved_by = who()
    approved_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")

    class Meta(PlanRow.Meta):
        db_table = "observations"
        indexes = (models.Index(fields=("indicator", "time_period")),)
        constraints = (
            models.UniqueConstraint(
                F("indicator"),
                Coalesce(F("ref_area"), Value("")),
                F("breakdown"),
                F("time_period"),
                name="observations_one_current",
                condition=Q(is_current=True)
                & (Q(source__isnull=True) | Q(entered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="observations_value_or_reason",
                condition=(
                    Q(missing_reason__isnull=True)
                    & (Q(obs_value__isnull=False) | ~Q(value_text=""))
                )
                | Q(missing_reason__isnull=False, obs_value__isnull=True, value_text=""),
            ),
            models.CheckConstraint(
                name="observations_unit_with_value",
                condition=Q(obs_value__isnull=True) | ~Q(unit_measure=""),
            ),
            models.CheckConstraint(name="observations_revision", condition=Q(revision__gte=1)),
            both_or_neither("observations", "entered"),
            both_or_neither("observations", "approved"),
        )
