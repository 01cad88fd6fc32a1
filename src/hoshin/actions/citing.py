"""Citing: what a value that was reported in a round names as its source, and as its place there.

The report of a round is a document of the city like any other: it stands among the plan's sources,
so that a published figure leads back to the office that answered and the day of its approval.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max

from hoshin.actions.actor import day_of
from hoshin.domain.periods import Period, PeriodKind
from hoshin.storage.models import CityRecord, Organisation, Round, Source, WorkItem

_HIGHEST_LEVELS = 8


def source_of(round_: Round) -> str:
    """The id of a round's report among the plan's sources; made with its first value."""
    year = round_.fiscal_year
    source_id = f"round-{year.code}"
    if Source.objects.filter(pk=source_id).exists():
        return source_id
    name, name_en = CityRecord.objects.filter(pk=1).values_list("name", "name_en").first() or (
        "",
        "",
    )
    last = Source.objects.aggregate(last=Max("position"))["last"] or 0
    report = Source(
        id=source_id,
        position=last + 1,
        title=f"{name} {year.label_ja}の実績報告".strip(),
        title_en=f"{name_en or name} Reported Results {year.label_en}".strip(),
        publisher=name,
        published_printed=_begun(round_.opened_at),
    )
    # Two who approve the first values at the same moment make one report.
    Source.objects.bulk_create([report], ignore_conflicts=True)
    return source_id


def locator_of(item: WorkItem, approved_at: datetime, source: str = "") -> str:
    """The place of a value in its round's report: the office that answered, the day of approval.

    ``source`` is where the office says it has the value from: a document, an address, its own
    count. No person is named, because the place is published.
    """
    offices = Organisation.objects.select_related("parent__parent")
    office = " ".join(_names(offices.filter(pk=item.organisation_id).first()))
    approval = f"{day_of(approved_at).isoformat()}承認"
    place = f"{office}、{approval}" if office else approval
    return f"{place}（出典: {source}）" if source else place


def _names(organisation: Organisation | None) -> list[str]:
    """The names of an office and of what it belongs to, the city itself left out, widest first."""
    names: list[str] = []
    at = organisation
    # A ring of offices is refused by the checks; the bound keeps a damaged one from going on.
    while at is not None and len(names) < _HIGHEST_LEVELS:
        if at.kind != "city" or not names:
            names.insert(0, at.name)
        at = at.parent
    return names


def _begun(opened_at: datetime | None) -> str:
    if opened_at is None:
        return ""
    day = day_of(opened_at)
    printed = Period(PeriodKind.DAY, day.year, day.month, day.day).label_ja
    return f"{printed}（報告の開始）"
