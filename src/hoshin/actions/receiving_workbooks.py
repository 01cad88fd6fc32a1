"""Receiving: a workbook that came back is read, known again, and kept unchanged under its digest.

Nothing of it is taken in yet: what it says is laid beside what was sent and what stands now
(``taking_in``), and a person looks at it first.
"""

from __future__ import annotations

from datetime import datetime

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.attaching import LARGEST_FILE, file_name
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import IllFormedInputError, NotAllowedError, NotNowError
from hoshin.actions.workbooks import series_names
from hoshin.domain.cycle import RoundState
from hoshin.domain.problems import Problem, problem_of_file
from hoshin.domain.section_returns import SectionReturn
from hoshin.importers.readers.guarded import read_file
from hoshin.importers.readers.limits import Limits
from hoshin.importers.section_returns import read_section_return
from hoshin.storage.evidence import keep_evidence
from hoshin.storage.models import EvidenceFile, IssuedWorkbook, ReturnedWorkbook, WorkItem

# A section's workbook is small; what unpacks to more than this is none.
_LIMITS = Limits(
    file_bytes=LARGEST_FILE,
    unpacked_bytes=100_000_000,
    held_bytes=50_000_000,
    cells=200_000,
    seconds=60.0,
)

# The hidden row and column are the marks by which the workbook is known again.
_OUR_OWN = ("workbook-hidden",)
_MOST_NAMES = 3


def receive_workbook(
    actor: Actor, *, name: str, content: bytes, now: datetime | None = None
) -> tuple[ReturnedWorkbook, bool]:
    """Read and keep a returned workbook; also whether this very file came for the first time.

    Raises IllFormedInputError for a file that is no workbook of ours, NotAllowedError for that of
    an office outside the actor's, NotNowError when its round is over.
    """
    moment = now_or(now)
    shown = file_name(name)
    reading = read_file((content, shown), _LIMITS, processes=1)
    if reading.document is None:
        raise IllFormedInputError(reading.problems)
    returned = read_section_return(reading.document)
    if not returned.code:
        raise IllFormedInputError(returned.problems)
    told = tuple(one for one in reading.problems if one.code not in _OUR_OWN)
    problems = (*told, *returned.problems)
    return _keep(actor, returned, problems, name=shown, content=content, now=moment)


@action(Verb.IMPORT_WORKBOOK)
def _keep(
    actor: Actor,
    returned: SectionReturn,
    problems: tuple[Problem, ...],
    *,
    name: str,
    content: bytes,
    now: datetime,
) -> tuple[ReturnedWorkbook, bool]:
    """Keep the file, once, where the actor may take it in and its round is open."""
    issued = (
        IssuedWorkbook.objects.select_related("round", "organisation")
        .filter(pk=returned.code)
        .first()
    )
    if issued is None:
        raise _never_issued(name)
    rights = Rights(actor, day_of(now))
    if rights.holds(Verb.IMPORT_WORKBOOK) and not rights.may(
        Verb.IMPORT_WORKBOOK, organisation=issued.organisation_id
    ):
        raise _another_office(issued)
    rights.require(Verb.IMPORT_WORKBOOK, organisation=issued.organisation_id)
    if issued.round.state is not RoundState.OPEN:
        raise _round_is_over(issued)
    problems = (*problems, *_missing(issued, returned, name))
    sha256 = keep_evidence(content)
    file, _ = EvidenceFile.objects.get_or_create(sha256=sha256, defaults={"size": len(content)})
    made, is_new = ReturnedWorkbook.objects.get_or_create(
        issued=issued,
        file=file,
        defaults={
            "name": name,
            "content": {
                str(one.item): {"content": dict(one.content), "cells": dict(one.cells)}
                for one in returned.rows
            },
            "problems": [in_words(one) for one in problems],
            "received_by": person_of(actor),
            "received_at": now,
        },
    )
    if is_new:
        details = {"name": name, "sha256": sha256, "rows": len(returned.rows)}
        record(actor, Verb.IMPORT_WORKBOOK, ("workbook", issued.pk), details, now)
    return made, is_new


def _missing(issued: IssuedWorkbook, returned: SectionReturn, file: str) -> tuple[Problem, ...]:
    """That rows which were sent did not come back: what stands in their items stays."""
    there = {one.item for one in returned.rows} | returned.twice
    gone = [int(one) for one in issued.content if int(one) not in there]
    items = WorkItem.objects.filter(pk__in=gone).select_related("indicator", "ref_area")
    names = [series_names(one) for one in items.order_by("position")]
    if not names:
        return ()
    more_ja = f"など{len(names)}件" if len(names) > _MOST_NAMES else f"（{len(names)}件）"
    more_en = ", ..." if len(names) > _MOST_NAMES else ""
    told_ja = "、".join(ja for ja, _ in names[:_MOST_NAMES])
    told_en = ", ".join(en or ja for ja, en in names[:_MOST_NAMES])
    return (
        problem_of_file(
            "return-rows-missing",
            file,
            f"送った行のうち、戻ったブックにないものがあります: {told_ja}{more_ja}。",
            f"{len(names)} of the rows that were sent did not come back: {told_en}{more_en}.",
            "その項目の、いまの内容は変わりません。書いた値があるときは、画面で入力してください。",
            "What stands in those items stays. Enter their values on the screen, if you had any.",
        ),
    )


def in_words(problem: Problem) -> dict[str, str]:
    """A problem as it is kept beside a returned workbook."""
    return {
        "code": problem.code,
        "level": problem.level.value,
        "field": problem.place.column,
        "sentence_ja": problem.sentence_ja,
        "sentence_en": problem.sentence_en,
        "hint_ja": problem.hint_ja,
        "hint_en": problem.hint_en,
    }


def _never_issued(name: str) -> IllFormedInputError:
    return IllFormedInputError(
        (
            refusals.problem(
                "return-never-issued",
                f"「{name}」を発行した記録がありません。",
                f'There is no record of "{name}" being issued here.',
                "ここから受け取ったブックか確かめてください。ほかの市や、お試しのものかもしれません。",
                "See whether the workbook was got here; it may be another city's, or of a trial.",
            ),
        )
    )


def _another_office(issued: IssuedWorkbook) -> NotAllowedError:
    office = issued.organisation
    return NotAllowedError(
        refusals.problem(
            "return-of-another-office",
            f"このブックは「{office.name}」のものです。あなたの担当の範囲ではありません。",
            f'This workbook is that of "{office.name_en or office.name}", outside what your role '
            "was given for.",
            "何も取り込んでいません。その組織の担当者に渡してください。",
            "Nothing was taken in. Pass it on to that office.",
        )
    )


def _round_is_over(issued: IssuedWorkbook) -> NotNowError:
    found = issued.round
    return NotNowError(
        refusals.problem(
            "round-not-open",
            f"このブックは「{found.name}」のもので、その受付はもう終わっています。",
            f'This workbook belongs to "{found.name_en or found.name}", which is frozen or closed.',
            "何も取り込んでいません。今の年度のブックを受け取って、値を写してください。"
            "過ぎた年度の値を直すときは、企画担当に訂正を頼んでください。",
            "Nothing was taken in. Get this year's workbook and copy the values. To put a past "
            "year right, ask the planner for a correction.",
        )
    )
