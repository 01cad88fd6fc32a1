"""Arrival: measured groups become a proposal of observations, to be accepted like any other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from hoshin.analytics.measuring import Measured
from hoshin.analytics.privacy import Key
from hoshin.analytics.refusals import meant, refusal
from hoshin.domain.city import City
from hoshin.domain.indicators import Indicator, MissingReason, Observation, ObservationStatus
from hoshin.domain.measurements import Measurement
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.proposals import (
    Confidence,
    Evidence,
    FieldChange,
    Proposal,
    ProposedAction,
    ProposedRow,
)
from hoshin.domain.sources import Source
from hoshin.engine.measured import observed_value, unit_factor

SHAPE, VERSION = "measurement", 1
_RUN_PREFIX = "run-"


def measurement_problems(city: City, measurements: Iterable[Measurement]) -> tuple[Problem, ...]:
    """What forbids measurements to run: unknown indicator, unit, or periods within periods."""
    indicators = {one.id: one for one in city.indicators}
    problems: list[Problem] = []
    for one in measurements:
        indicator = indicators.get(one.indicator)
        if indicator is None:
            problems.append(_no_indicator(one, indicators))
            continue
        try:
            unit_factor(one, indicator)
        except ValueError:
            problems.append(_other_unit(one, indicator))
        kinds = {
            other.period_kind for other in city.measurements if other.indicator == one.indicator
        }
        if len(kinds) > 1 and one.minimum_contributors > 1:
            problems.append(_periods_in_periods(one))
    return tuple(problems)


def propose(measured: Measured, city: City, as_of: date) -> Proposal:
    """The observations of one measurement and period, each with its run as evidence.

    Suppressed groups are proposed as missing, with that reason. A value that differs from what a
    run gave before is a new revision; one that differs from what a person or a document gave needs
    a decision.
    """
    measurement = measured.measurement
    indicator = next(one for one in city.indicators if one.id == measurement.indicator)
    run = _RUN_PREFIX + measured.run
    evidence = Evidence(
        document=f"{measured.run}.json",
        sha256=measured.run_sha256,
        shape=SHAPE,
        version=VERSION,
        raw=f"{measurement.definition} {measured.period.code}",
        confidence=Confidence.HIGH,
        check="definition, files and row counts are in the record of the run",
    )
    rows: list[ProposedRow] = []
    problems: list[Problem] = []
    areas = {one.id for one in city.organisations}
    current = _current(city.observations)
    taken = {one.id for one in city.observations}
    for group in sorted(measured.publication.groups, key=lambda one: one.key):
        area, breakdown = _place(measurement, group.key)
        if "" in group.key or (area is not None and area not in areas):
            problems.append(_unknown_area(measurement, group.key, areas))
            continue
        hidden = group.key in measured.publication.hidden
        value = (
            None
            if hidden
            else observed_value(measurement, indicator, group.numerator, group.denominator)
        )
        if value is None and not hidden:
            problems.append(_nobody_asked(measurement, group.key))
            continue
        known = current.get((indicator.id, area, breakdown, measured.period.code))
        made = Observation(
            id=_row_id(indicator, area, breakdown, measured.period.code, known),
            indicator=indicator.id,
            ref_area=area,
            breakdown=breakdown,
            breakdown_en=breakdown if breakdown.isascii() else "",
            time_period=measured.period,
            obs_value=value,
            unit_measure=indicator.unit,
            obs_status=ObservationStatus.REVISED if known else ObservationStatus.PROVISIONAL,
            missing_reason=MissingReason.SUPPRESSED if hidden else None,
            revision=known.revision + 1 if known else 1,
            known_on=as_of,
            source=run,
            locator=measurement.definition,
        )
        rows.append(_row(made, known, taken, evidence))
    if any(one.action is not ProposedAction.CONFIRM for one in rows) and run not in {
        one.id for one in city.sources
    }:
        rows.insert(0, _source(measured, indicator, run, evidence))
    return Proposal(
        document=f"{measurement.id} {measured.period.code}",
        sha256=measured.run_sha256,
        source_id=run,
        rows=tuple(rows),
        problems=tuple(problems),
    )


_Cell = tuple[str, str | None, str, str]


def _current(observations: Sequence[Observation]) -> dict[_Cell, Observation]:
    """The highest revision of each indicator, area, breakdown and period."""
    found: dict[_Cell, Observation] = {}
    for one in observations:
        cell = (one.indicator, one.ref_area, one.breakdown, one.time_period.code)
        if cell not in found or one.revision > found[cell].revision:
            found[cell] = one
    return found


def _place(measurement: Measurement, key: Key) -> tuple[str | None, str]:
    named = dict(zip(measurement.keys, key, strict=False))
    return named.get("ref_area") or None, named.get("breakdown", "")


def _row_id(
    indicator: Indicator,
    area: str | None,
    breakdown: str,
    period: str,
    known: Observation | None,
) -> str:
    part = breakdown
    if breakdown and not (breakdown.isascii() and breakdown.replace("-", "").isalnum()):
        # An id is part of an address: words in Japanese become a short digest.
        part = "b" + hashlib.sha256(breakdown.encode("utf-8")).hexdigest()[:8]
    text = ".".join(one for one in (indicator.id, area, part, period, "measured") if one)
    return text if known is None else f"{text}.r{known.revision + 1}"


def _row(
    made: Observation, known: Observation | None, taken: set[str], evidence: Evidence
) -> ProposedRow:
    if known is None:
        return ProposedRow(
            table="observations", row=made, action=ProposedAction.ADD, evidence=evidence
        )
    if (known.obs_value, known.missing_reason) == (made.obs_value, made.missing_reason):
        return ProposedRow(
            table="observations", row=known, action=ProposedAction.CONFIRM, evidence=evidence
        )
    measured_before = bool(known.source and known.source.startswith(_RUN_PREFIX))
    return ProposedRow(
        table="observations",
        row=made,
        action=ProposedAction.ADD,
        evidence=evidence,
        changes=(FieldChange("obs_value", _said(known.obs_value), _said(made.obs_value)),),
        needs_decision=not measured_before or made.id in taken,
    )


def _said(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _source(measured: Measured, indicator: Indicator, run: str, evidence: Evidence) -> ProposedRow:
    period = measured.period
    name_en = indicator.name_en or indicator.name
    row = Source(
        id=run,
        title=f"「{indicator.name}」{period.label_ja}の算定の記録",
        title_en=f"Record of the run that measured {name_en}, {period.label_en}",
        file_name=f"{measured.run}.json",
        sha256=measured.run_sha256,
        locator=measured.measurement.definition,
    )
    return ProposedRow(table="sources", row=row, action=ProposedAction.ADD, evidence=evidence)


def say_group(key: Key) -> str:
    """A group's key in words."""
    return " / ".join(one or "-" for one in key) or "-"


def _no_indicator(one: Measurement, known: Iterable[str]) -> Problem:
    return refusal(
        "measurement-no-indicator",
        (f"指標「{one.indicator}」がありません。", f'There is no indicator "{one.indicator}".'),
        meant(one.indicator, known),
        file="measurements.csv",
        column="indicator",
        row_id=one.id,
    )


def _other_unit(one: Measurement, indicator: Indicator) -> Problem:
    return refusal(
        "measurement-other-unit",
        (
            f"算定の単位「{one.unit}」は、指標の単位「{indicator.unit}」に直せません。",
            f'The unit "{one.unit}" does not convert to "{indicator.unit}", the indicator\'s own.',
        ),
        (
            "measurements.csv の unit を、同じものを数える単位にしてください。",
            "Write a unit in measurements.csv that counts the same thing.",
        ),
        file="measurements.csv",
        column="unit",
        row_id=one.id,
    )


def _periods_in_periods(one: Measurement) -> Problem:
    return refusal(
        "measurement-periods-overlap",
        (
            f"指標「{one.indicator}」を、年と月のように重なる期間で算定しています。"
            "引き算で少人数の値が分かってしまいます。",
            f'"{one.indicator}" is measured for periods that contain each other: a difference '
            "would tell of a few people.",
        ),
        ("一つの期間の種別だけにしてください。", "Keep one kind of period for it."),
        file="measurements.csv",
        column="period_kind",
        row_id=one.id,
    )


def _unknown_area(one: Measurement, key: Key, areas: Iterable[str]) -> Problem:
    return refusal(
        "measured-area-unknown",
        (
            f"区分「{say_group(key)}」は、organisations.csv にある地域ではありません。"
            "合計には入っています。",
            f'The group "{say_group(key)}" is no area of organisations.csv. It is in the total.',
        ),
        meant(key[0] if key else "", areas),
        file=one.definition,
        row_id=one.id,
        level=ProblemLevel.WARNING,
    )


def _nobody_asked(one: Measurement, key: Key) -> Problem:
    return refusal(
        "measured-denominator-zero",
        (
            f"区分「{say_group(key)}」は分母が0なので、値がありません。",
            f'The group "{say_group(key)}" has a denominator of zero, so it has no figure.',
        ),
        (
            "その区分の記録が届いているか確かめてください。",
            "See whether that group's records have arrived.",
        ),
        file=one.definition,
        row_id=one.id,
        level=ProblemLevel.WARNING,
    )
