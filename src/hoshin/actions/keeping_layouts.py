"""Keeping layouts: a layout by which documents are read is tried, kept, and used for the next ones.

A planner brings a ``layout.toml``, or lets one be learnt from a document whose figures stand in the
plan. Every version stays; the latest one of each name counts, whenever a document is read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from hoshin.actions import refusals
from hoshin.actions.acting import action, hold_plan, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.attaching import file_name
from hoshin.actions.finding import kept_document
from hoshin.actions.kept_reviews import storable
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.domain.problems import Problem
from hoshin.domain.words import Words
from hoshin.importers.document import Document
from hoshin.importers.findings import Findings
from hoshin.importers.layouts.applying import recognise_with
from hoshin.importers.layouts.learning import learn
from hoshin.importers.layouts.model import Layout
from hoshin.importers.layouts.toml_text import read_layout, write_layout
from hoshin.storage.evidence import keep_evidence, open_evidence
from hoshin.storage.models import EvidenceFile, LayoutFile, ReadDocument, Upload
from hoshin.storage.plan import load_plan

SUFFIX = ".toml"
LARGEST_LAYOUT = 200_000
LONGEST_NAME = 100
# A layout that nothing in a document has says something of the layout, not of the document.
_OF_ANOTHER_FORM = "layout-not-found"


@dataclasses.dataclass(frozen=True, slots=True)
class LearntLayout:
    """A layout that a document taught; ``made`` is None where it was kept like this already.

    ``problems`` name the columns that had no one meaning and were left out.
    """

    made: LayoutFile | None
    layout: Layout
    problems: tuple[Problem, ...]


def keep_layout(
    actor: Actor, *, name: str, content: bytes, now: datetime | None = None
) -> LayoutFile | None:
    """Read a layout and keep it as the next version of its name; None where it stands so already.

    Raises IllFormedInputError with every mistake, each with its line and key; then nothing is kept.
    """
    moment = now_or(now)
    _permitted(actor, name, now=moment)
    title = _title(name)
    _read(content, f"{title}{SUFFIX}")
    return _keep(actor, title, content, None, now=moment)


def learn_layout(
    actor: Actor, upload_id: int, *, name: str, now: datetime | None = None
) -> LearntLayout:
    """Learn a layout from a document by the figures that the plan holds, and keep it.

    Raises IllFormedInputError where no table or form holds figures of the plan, NotFoundError for
    an upload that was not read.
    """
    moment = now_or(now)
    _permitted(actor, name, now=moment)
    title = _title(name)
    upload = Upload.objects.filter(pk=upload_id).first()
    read = None if upload is None else ReadDocument.objects.filter(pk=upload.file_id).first()
    if upload is None or read is None:
        raise refusals.not_found("読み取った文書", "document that was read")
    learnt = learn(kept_document(read), load_plan(), f"{title}{SUFFIX}")
    if learnt.layout is None:
        raise refusals.IllFormedInputError(learnt.problems)
    content = write_layout(learnt.layout, _remark(upload.name)).encode()
    made = _keep(actor, title, content, upload, now=moment)
    return LearntLayout(made, learnt.layout, learnt.problems)


@action(Verb.KEEP_LAYOUT)
def end_layout(actor: Actor, name: str, *, now: datetime | None = None) -> LayoutFile:
    """Use a layout no longer; its versions stay. Raises NotFoundError where none is in use."""
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.KEEP_LAYOUT)
    hold_plan()
    if name not in current_layouts():
        raise refusals.not_found("レイアウト", "layout")
    made = _next_version(actor, name, None, None, moment)
    record(actor, Verb.KEEP_LAYOUT, ("layout", name), {"ended": True}, moment)
    return made


def current_layouts() -> dict[str, LayoutFile]:
    """The latest version of every layout in use, by its name."""
    # In the order of versions, so that the last one of a name stands.
    latest = {one.name: one for one in LayoutFile.objects.order_by("name", "version")}
    return {name: one for name, one in latest.items() if one.file_id is not None}


def require_layout(name: str | None) -> None:
    """Raise NotFoundError where a layout was chosen that is not in use."""
    if name and name not in current_layouts():
        raise refusals.not_found("レイアウト", "layout")


def findings_of(document: Document, chosen: str | None = None) -> Findings:
    """What the kept layouts read in a document, then what the shapes find in the rest of it.

    Every layout in use is tried, unless one was ``chosen``; empty, none is. A layout that this
    version of the program cannot read is told of and left out.
    """
    layouts: list[Layout] = []
    unread: list[Problem] = []
    for name, kept in current_layouts().items():
        if chosen is not None and name != chosen:
            continue
        with open_evidence(str(kept.file_id)) as file:
            text = file.read().decode("utf-8-sig", "replace")
        layout, problems = read_layout(text, f"{name}{SUFFIX}")
        unread.extend(problems)
        if layout is not None:
            layouts.append(layout)
    found = recognise_with(document, layouts)
    # Whoever chose a layout wants to hear that it read nothing.
    told = [one for one in found.problems if chosen or one.code != _OF_ANOTHER_FORM]
    return dataclasses.replace(found, problems=(*told, *unread))


@action(Verb.KEEP_LAYOUT)
def _permitted(actor: Actor, name: str, *, now: datetime) -> None:
    """Refuse before any work is done, and put a refused attempt on record."""
    Rights(actor, day_of(now)).require(Verb.KEEP_LAYOUT)


@action(Verb.KEEP_LAYOUT)
def _keep(
    actor: Actor, name: str, content: bytes, upload: Upload | None, *, now: datetime
) -> LayoutFile | None:
    Rights(actor, day_of(now)).require(Verb.KEEP_LAYOUT)
    hold_plan()
    sha256 = keep_evidence(content)
    EvidenceFile.objects.get_or_create(sha256=sha256, defaults={"size": len(content)})
    known = current_layouts().get(name)
    if known is not None and known.file_id == sha256:
        return None
    made = _next_version(actor, name, sha256, upload, now)
    details = {"version": made.version, "sha256": sha256}
    if upload is not None:
        details["upload"] = upload.pk
    record(actor, Verb.KEEP_LAYOUT, ("layout", name), details, now)
    return made


def _next_version(
    actor: Actor, name: str, sha256: str | None, upload: Upload | None, now: datetime
) -> LayoutFile:
    last = LayoutFile.objects.filter(name=name).aggregate(last=Max("version"))["last"] or 0
    return LayoutFile.objects.create(
        name=name,
        version=last + 1,
        file_id=sha256,
        upload=upload,
        kept_by=person_of(actor),
        kept_at=now,
    )


def _title(name: str) -> str:
    title: str = storable(file_name(name)).removesuffix(SUFFIX).strip()
    if not title or len(title) > LONGEST_NAME:
        raise refusals.one_problem(
            "name",
            "layout-name",
            "レイアウトの名前がないか、長すぎます。",
            "The layout has no name, or one that is too long.",
            f"何の様式のものか分かる、{LONGEST_NAME}字までの名前を付けてください。",
            f"Give it a name of at most {LONGEST_NAME} characters that says which form it is for.",
        )
    return title


def _read(content: bytes, file: str) -> Layout:
    if len(content) > LARGEST_LAYOUT:
        raise _no_text(file)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _no_text(file) from None
    layout, problems = read_layout(text, file)
    if layout is None:
        raise refusals.IllFormedInputError(_placed(problems))
    return layout


def _placed(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems of a layout, each with its line in its sentence, as a person reads it."""
    found = []
    for one in problems:
        line = one.place.line
        key = f" ({one.place.column})" if one.place.column else ""
        ja = f"{line}行目{key}: " if line else ""
        en = f"Line {line}{key}: " if line else ""
        sentence = Words(ja + one.sentence.ja, en + one.sentence.en)
        found.append(dataclasses.replace(one, sentence=sentence))
    return tuple(found)


def _no_text(file: str) -> refusals.RefusedError:
    return refusals.one_problem(
        "file",
        "layout-no-text",
        f"「{file}」は、UTF-8の文字で書いたレイアウトではありません。",
        f'"{file}" is no layout written as text in UTF-8.',
        "layout.toml を、メモ帳などで UTF-8 で保存し直してください。",
        "Save the layout.toml again as UTF-8, in a text editor.",
    )


def _remark(document: str) -> str:
    return (
        f"{document} から学んだレイアウト。\n"
        "Learnt from a document whose figures stand in the plan. Edit it as you need."
    )
