"""The passport of a figure: who, when, from which cell, by which formula, and where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Q

from hoshin.actions.matrix import Verb
from hoshin.domain.city import City
from hoshin.domain.locators import locator_words
from hoshin.engine.achievement import evaluate
from hoshin.engine.explain import METHOD_NAMES
from hoshin.site.figures import exact
from hoshin.storage import models as tables
from hoshin.web.audit_words import doer_in_words
from hoshin.web.desk import Desk
from hoshin.web.document_place import place_in_document
from hoshin.web.lines import value_text
from hoshin.web.results import results_of

MOST_DEEDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One earlier or later value for the same period."""

    row_id: str
    number: int
    value: str
    entered: str
    approved: str
    reason: str
    source: str
    is_this: bool
    is_current: bool


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed on record about the item behind the figure."""

    verb: str
    by: str


def passport_of(desk: Desk, row: tables.Observation, city: City) -> dict[str, Any]:
    """Everything that is known of one value."""
    w, speech = desk.w, desk.speech
    as_of = max(desk.today, city.as_of or desk.today)
    judged = [
        one
        for one in evaluate(city, as_of)
        if one.actual is not None and one.actual.row_id == row.pk
    ]
    items = list(
        tables.WorkItem.objects.filter(
            indicator=row.indicator_id,
            ref_area=row.ref_area_id,
            breakdown=row.breakdown,
            time_period=row.time_period,
        )
        .select_related("round")
        .order_by("position", "pk")
    )
    item = items[0] if items else None
    record = _on_record(items)
    submission = _submission_of(row, item)
    revisions = list(
        tables.Observation.objects.filter(
            indicator=row.indicator_id,
            ref_area=row.ref_area_id,
            breakdown=row.breakdown,
            time_period=row.time_period,
        )
        .select_related("source", "entered_by", "approved_by")
        .order_by("-revision", "position")
    )
    return {
        "heading": speech.name(row.indicator),
        "eyebrow": w("passport.eyebrow", period=speech.period(row.time_period)),
        "row": row,
        "value": value_text(desk, row, row.unit_measure),
        "printed": row.value_printed,
        "status": w(f"terms.status.{row.obs_status}"),
        "owner": ""
        if row.indicator.organisation is None
        else speech.name(row.indicator.organisation),
        "area": "" if row.ref_area is None else speech.name(row.ref_area),
        "breakdown": speech.label(row.breakdown, row.breakdown_en),
        "entered": _entered(desk, row, record),
        "approved": _approved(desk, row, record),
        "source": "" if row.source is None else speech.label(row.source.title, row.source.title_en),
        "sha256": "" if row.source is None else row.source.sha256,
        "locator": speech.label(*locator_words(row.locator)),
        "stands": None
        if row.source is None
        else place_in_document(desk, row.source.sha256, row.locator),
        "submission": submission,
        "place": "" if submission is None else submission.place,
        "confirmed": [] if submission is None else submission.confirmed,
        "uses": results_of(speech, city, judged, desk.today),
        "exact": tuple(
            dict.fromkeys(
                w(
                    "common.with_note",
                    text=exact(one.ratio),
                    note=METHOD_NAMES[one.method][0 if speech.is_ja else 1],
                )
                for one in judged
                if one.ratio is not None
            )
        ),
        "revisions": [_revision(desk, one, row, record) for one in revisions],
        "releases": _releases(desk, row, revisions),
        "evidence": [] if item is None else list(item.evidence.select_related("attached_by")),
        "item": item,
        "deeds": [] if item is None else _deeds(desk, item, record),
    }


def _on_record(items: Sequence[tables.WorkItem]) -> tuple[tables.AuditEvent, ...]:
    """The deeds on record about the items behind a figure, in order; not every draft saved."""
    events = tables.AuditEvent.objects.filter(
        subject_kind="item", subject_id__in=[str(one.pk) for one in items]
    )
    return tuple(events.exclude(verb=Verb.SAVE_DRAFT).order_by("number")) if items else ()


def _by(desk: Desk, name: str, at: datetime | None) -> str:
    return "" if at is None else desk.w("work.by", name=name, at=desk.moment(at))


def _entered(desk: Desk, row: tables.Observation, record: Iterable[tables.AuditEvent]) -> str:
    """Who entered a value, and when."""
    return _person_by(desk, row.entered_by, row.entered_at, record)


def _approved(desk: Desk, row: tables.Observation, record: Iterable[tables.AuditEvent]) -> str:
    """Who approved a value, and when."""
    return _person_by(desk, row.approved_by, row.approved_at, record)


def _person_by(
    desk: Desk,
    person: tables.Person | None,
    at: datetime | None,
    record: Iterable[tables.AuditEvent],
) -> str:
    """A person and a moment; what was done then by that person says for whom, if for anybody."""
    if person is None:
        return _by(desk, "", at)
    deed = next((one for one in record if one.at == at and one.actor == person.pk), None)
    return _by(desk, person.name if deed is None else doer_in_words(desk, deed), at)


def _submission_of(
    row: tables.Observation, item: tables.WorkItem | None
) -> tables.Submission | None:
    """The submission that became this value."""
    if item is None or row.entered_at is None:
        return None
    return (
        item.submissions.filter(submitted_at=row.entered_at)
        .select_related("workbook")
        .order_by("-number")
        .first()
    )


def _revision(
    desk: Desk,
    one: tables.Observation,
    this: tables.Observation,
    record: Iterable[tables.AuditEvent],
) -> Revision:
    return Revision(
        row_id=one.pk,
        number=one.revision,
        value=value_text(desk, one, one.unit_measure),
        entered=_entered(desk, one, record),
        approved=_approved(desk, one, record),
        reason=one.reason,
        source=""
        if one.source is None
        else f"{desk.speech.label(one.source.title, one.source.title_en)} "
        f"{desk.speech.label(*locator_words(one.locator))}".strip(),
        is_this=one.pk == this.pk,
        is_current=one.is_current,
    )


def _releases(
    desk: Desk, row: tables.Observation, revisions: list[tables.Observation]
) -> list[dict[str, str]]:
    """The releases that were published while this value was the one that counted."""
    later = [
        one.approved_at for one in revisions if one.revision > row.revision and one.approved_at
    ]
    wanted = Q()
    if row.approved_at is not None:
        wanted &= Q(published_at__gte=row.approved_at)
    if later:
        wanted &= Q(published_at__lt=min(later))
    elif not row.is_current:
        return []
    base = settings.PUBLIC_SITE.rstrip("/")
    found = tables.Release.objects.filter(wanted).select_related("published_by")
    return [
        {
            "word": desk.w("passport.release", day=desk.day(one.as_of)),
            "by": _by(desk, one.published_by.name, one.published_at),
            "href": f"{base}/indicators/{row.indicator_id}/index.html#_value.{row.pk}"
            if base
            else "",
        }
        for one in found
    ]


def _deeds(desk: Desk, item: tables.WorkItem, record: Iterable[tables.AuditEvent]) -> list[Deed]:
    about = (one for one in record if one.subject_id == str(item.pk))
    return [
        Deed(
            desk.w(f"passport.verb.{one.verb}")
            if f"passport.verb.{one.verb}" in desk.w
            else one.verb,
            _by(desk, doer_in_words(desk, one), one.at),
        )
        for one in islice(about, MOST_DEEDS)
    ]
