"""Uploading: a document is kept unchanged, read in the background, compared with the plan.

Whoever uploads does not wait. Reading takes its turn: a file is claimed, read within its limits
in a process that can be stopped, and its pages and its proposal are kept, so that a person can
review it today and tomorrow.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.attaching import file_name
from hoshin.actions.finding import index_document, kept_document
from hoshin.actions.keeping_layouts import findings_of, require_layout
from hoshin.actions.kept_reviews import kept_proposal, review_data, same_row, storable
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.domain.problems import Problem, problem_row
from hoshin.importers.document import Document
from hoshin.importers.proposal_data import data_of_page
from hoshin.importers.propose import propose
from hoshin.importers.readers.guarded import Progressed, read_file
from hoshin.storage.evidence import keep_evidence, open_evidence
from hoshin.storage.models import (
    EvidenceFile,
    Plan,
    ReadDocument,
    ReadPage,
    RowDecision,
    Upload,
    UploadState,
)
from hoshin.storage.plan import load_plan

LARGEST_DOCUMENT = 60_000_000
MOST_DOCUMENTS = 20
# Whoever reads is heard of every few seconds; after this silence another one begins anew.
SILENCE = timedelta(seconds=60)
_MOST_TRIES = 3
_PAGES_AT_ONCE = 200
_MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Uploaded:
    """An upload, and whether it is new: the same file is not taken up twice."""

    upload: Upload
    is_new: bool


@action(Verb.UPLOAD_DOCUMENT)
def upload_document(
    actor: Actor,
    *,
    name: str,
    content: bytes,
    plan_id: str | None = None,
    layout: str | None = None,
    now: datetime | None = None,
) -> Uploaded:
    """Keep a document under its digest and let it be read soon.

    ``plan_id`` names the plan to which new listings of the document belong, ``layout`` the one
    that is to read it: empty for none, None for every layout in use. A file that waits for
    review already is that one. Raises IllFormedInputError for an empty file or one too large,
    NotFoundError for a layout that is not in use.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.UPLOAD_DOCUMENT)
    person = person_of(actor)
    shown = file_name(name)
    _require_size(shown, len(content))
    if plan_id is not None and not Plan.objects.filter(pk=plan_id).exists():
        raise refusals.not_found("計画", "plan")
    require_layout(layout)
    sha256 = keep_evidence(content)
    file, _ = EvidenceFile.objects.get_or_create(
        sha256=sha256,
        defaults={"size": len(content), "media_type": mimetypes.guess_type(shown)[0] or ""},
    )
    known = (
        Upload.objects.select_for_update()
        .filter(file=file, closed_at=None)
        .exclude(state=UploadState.UNREADABLE)
        .first()
    )
    if known is not None:
        return Uploaded(known, is_new=False)
    made = Upload.objects.create(
        name=shown,
        file=file,
        plan_id=plan_id,
        layout=layout,
        uploaded_by=person,
        uploaded_at=moment,
    )
    details = {"name": shown, "sha256": sha256, "size": len(content)}
    if layout is not None:
        details["layout"] = layout
    record(actor, Verb.UPLOAD_DOCUMENT, ("upload", made.pk), details, moment)
    return Uploaded(made, is_new=True)


@action(Verb.REVIEW_PROPOSAL)
def compare_again(
    actor: Actor, upload_id: int, *, layout: str | None = None, now: datetime | None = None
) -> Upload:
    """Let a document be compared with the plan of today; decisions on unchanged rows stay.

    ``layout`` is as in ``upload_document``: it may be read by another one than before.
    """
    moment = now_or(now)
    require_layout(layout)
    upload = held_upload(actor, upload_id, Verb.REVIEW_PROPOSAL, moment)
    if upload.state is not UploadState.READY:
        raise not_ready(upload)
    upload.state = UploadState.WAITING
    upload.tries = 0
    upload.version += 1
    upload.layout = layout
    upload.save(update_fields=["state", "tries", "version", "layout"])
    details: dict[str, object] = {"compare_again": True}
    if layout is not None:
        details["layout"] = layout
    record(actor, Verb.REVIEW_PROPOSAL, ("upload", upload.pk), details, moment)
    return upload


@action(Verb.REVIEW_PROPOSAL)
def close_upload(actor: Actor, upload_id: int, *, now: datetime | None = None) -> Upload:
    """Put an upload away; its file, its pages and what was decided stay on record."""
    moment = now_or(now)
    upload = held_upload(actor, upload_id, Verb.REVIEW_PROPOSAL, moment)
    if upload.closed_at is not None:
        return upload
    upload.state = UploadState.CLOSED
    upload.closed_by, upload.closed_at = person_of(actor), moment
    upload.version += 1
    upload.save(update_fields=["state", "closed_by", "closed_at", "version"])
    record(actor, Verb.REVIEW_PROPOSAL, ("upload", upload.pk), {"closed": True}, moment)
    return upload


def held_upload(actor: Actor, upload_id: int, verb: Verb, moment: datetime) -> Upload:
    """An upload, held until the transaction ends.

    Raises NotAllowedError for somebody whose role does not include the verb, NotFoundError where
    there is no such upload.
    """
    Rights(actor, day_of(moment)).require(verb)
    upload = Upload.objects.select_for_update().filter(pk=upload_id).first()
    if upload is None:
        raise refusals.not_found("取り込み", "upload")
    return upload


# --- reading, in the background ---


def claim_upload(now: datetime | None = None) -> Upload | None:
    """Take the next document to read; None when nothing waits.

    One that somebody began and left (the server was stopped) is begun anew, and given up after
    three times: a file that stops the server does not stop it for ever.
    """
    moment = now_or(now)
    left = Q(state=UploadState.READING, beat_at__lt=moment - SILENCE)
    while True:
        wanted = Upload.objects.filter(Q(state=UploadState.WAITING) | left)
        found = wanted.order_by("uploaded_at", "pk").first()
        if found is None:
            return None
        mine = Upload.objects.filter(pk=found.pk, state=found.state, beat_at=found.beat_at)
        if found.tries >= _MOST_TRIES:
            mine.update(state=UploadState.UNREADABLE, problems=[problem_row(_given_up(found.name))])
        elif mine.update(state=UploadState.READING, beat_at=moment, tries=F("tries") + 1):
            return Upload.objects.select_related("file").get(pk=found.pk)


def beat(upload_id: int, done: int = 0, total: int = 0, now: datetime | None = None) -> None:
    """Say that a document is still being read, and how far it is."""
    news: dict[str, Any] = {"beat_at": now_or(now)}
    if total:
        news.update(pages_done=done, pages_total=total)
    Upload.objects.filter(pk=upload_id, state=UploadState.READING).update(**news)


def read_upload(
    upload: Upload, *, told: Callable[[Progressed], None] | None = None, now: datetime | None = None
) -> None:
    """Read a claimed document, and keep what it says and what it would do to the plan.

    Where it was read before, its kept pages are compared with the plan anew.
    """
    read = ReadDocument.objects.filter(pk=upload.file_id).first()
    problems: tuple[Problem, ...] = ()
    document: Document | None
    if upload.proposal is not None and read is not None:
        document = kept_document(read)
    else:
        with open_evidence(upload.file_id) as file:
            content = file.read()
        reading = read_file((content, upload.name), progress=told)
        document, problems = reading.document, reading.problems
    if document is None:
        give_up(upload.pk, problems)
        return
    city = load_plan()
    proposal = propose(
        document,
        city,
        plan=upload.plan_id or "",
        problems=problems,
        findings=findings_of(document, upload.layout),
    )
    data = review_data(proposal, city)
    told_of = {one.code for one in proposal.left_over}
    said = [problem_row(one) for one in proposal.problems if one.code not in told_of]
    with transaction.atomic():
        _keep_pages(document, now_or(now))
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.state is not UploadState.READING:
            # Somebody put it away meanwhile.
            return
        if held.proposal is not None:
            _open_changed_rows(held, data)
        held.state = UploadState.READY
        held.proposal = data
        held.problems = storable(said[:_MOST_PROBLEMS])
        held.pages_done = held.pages_total = len(document.pages)
        held.version += 1
        held.save(
            update_fields=["state", "proposal", "problems", "pages_done", "pages_total", "version"]
        )
    index_document(document)


def give_up(upload_id: int, problems: Iterable[Problem]) -> None:
    """Keep that a document cannot be read, and why."""
    Upload.objects.filter(pk=upload_id, state=UploadState.READING).update(
        state=UploadState.UNREADABLE,
        problems=storable([problem_row(one) for one in problems][:_MOST_PROBLEMS]),
    )


def fault(name: str) -> Problem:
    """The problem of a document at which the program itself failed."""
    return refusals.problem(
        "upload-fault",
        f"「{name}」を読み取る途中で、プログラムが失敗しました。",
        f'The program failed while it was reading "{name}".',
        "ファイルは残っています。システム管理者に、サーバーの記録を見てもらってください。",
        "The file is kept. Ask your administrator to look at the log of the server.",
    )


def _keep_pages(document: Document, moment: datetime) -> None:
    """Keep a document's pages in place of those of an earlier reading."""
    read, _ = ReadDocument.objects.update_or_create(
        file_id=document.sha256,
        defaults={
            "name": document.name,
            "kind": document.kind.value,
            "title": document.title,
            "page_count": len(document.pages),
            "read_at": moment,
        },
    )
    read.pages.all().delete()
    ReadPage.objects.bulk_create(
        (
            ReadPage(document=read, number=one.number, content=storable(data_of_page(one)))
            for one in document.pages
        ),
        batch_size=_PAGES_AT_ONCE,
    )


def _open_changed_rows(held: Upload, data: dict[str, Any]) -> None:
    """Decisions on rows that say something else now are open again; what was typed stays."""
    before = {(one["table"], one["id"]): one for one in kept_proposal(held)["rows"]}
    after = {(one["table"], one["id"]): one for one in data["rows"]}
    for decision in RowDecision.objects.filter(upload=held).exclude(choice=""):
        key = (decision.table, decision.row_id)
        if key in before and key in after and same_row(before[key], after[key]):
            continue
        decision.choice, decision.same_as = "", ""
        decision.version += 1
        decision.save(update_fields=["choice", "same_as", "version"])


def not_ready(upload: Upload) -> refusals.NotNowError:
    """The document is being read or was put away."""
    return refusals.NotNowError(
        refusals.problem(
            "upload-not-ready",
            f"「{upload.name}」は、いまは確認できません。読み取り中か、片付けられています。",
            f'"{upload.name}" cannot be reviewed now: it is being read, or was put away.',
            "取り込みの一覧で、いまの状態を見てください。",
            "Look at its state in the list of imported documents.",
        )
    )


def _given_up(name: str) -> Problem:
    return refusals.problem(
        "upload-given-up",
        f"「{name}」の読み取りを3回始めましたが、最後まで進みませんでした。",
        f'Reading "{name}" was begun three times and never came to its end.',
        "ページを分けるか、別の形式で保存し直して、もう一度アップロードしてください。",
        "Split it, or save it in another format, and upload it again.",
    )


def _require_size(name: str, size: int) -> None:
    if size == 0:
        raise refusals.one_problem(
            "file",
            "file-empty",
            f"「{name}」は中身が空です。",
            f'"{name}" is empty.',
            "保存されているか確かめ、選び直してください。",
            "See whether it was saved, and choose it again.",
        )
    if size > LARGEST_DOCUMENT:
        raise too_large(name)


def too_large(name: str) -> refusals.RefusedError:
    """The document is larger than what is taken."""
    megabytes = LARGEST_DOCUMENT // 1_000_000
    return refusals.one_problem(
        "file",
        "file-too-large",
        f"「{name}」は{megabytes}MBを超えています。",
        f'"{name}" is larger than {megabytes} MB.',
        "章ごとに分けるか、画像を小さくしてください。",
        "Split it by chapter, or make its pictures smaller.",
    )
