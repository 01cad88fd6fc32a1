"""Publishing in the background: a process of its own works, its progress stands on record.

Whoever asks gets an answer at once. The process holds a lock on a file for as long as it lives, so
that everybody can tell whether it still works: a record that says ``running`` without the lock was
cut off, by a kill or a power failure. Nothing of it is public then; the earlier release stays.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.refusals import RefusedError
from hoshin.actions.releasing import Preview, preview_release, publish_release
from hoshin.domain.problems import Problem
from hoshin.exchange.changes import Change, ChangeKind
from hoshin.storage.models import Publication, PublicationKind, PublicationState

MOST_CHANGES = 100
LOCK = ".publishing"
# A process that was just started has not taken the lock yet; a busy machine needs its time.
_STARTS_WITHIN = timedelta(seconds=120)
_SECONDS_BETWEEN_REPORTS = 0.5
_LOG = logging.getLogger("hoshin.publishing")


def begin(
    actor: Actor,
    *,
    kind: PublicationKind,
    as_of: date,
    note: str = "",
    now: datetime | None = None,
) -> Publication:
    """Ask for a preview or a release and start the process that makes it.

    Raises NotNowError while another one is being made, and BusyError when no process can start.
    """
    try:
        asked = _ask(actor, kind=kind, as_of=as_of, note=note, now=now)
    except IntegrityError as trouble:
        raise refusals.publishing_now() from trouble
    try:
        _home().mkdir(parents=True, exist_ok=True)
        _start(asked)
    except OSError as trouble:
        refusal = refusals.not_kept(trouble)
        _end(asked, PublicationState.REFUSED, found=as_problem(refusal.problem))
        raise refusal from trouble
    return asked


@action(Verb.PUBLISH_RELEASE)
def _ask(
    actor: Actor, *, kind: PublicationKind, as_of: date, note: str, now: datetime | None
) -> Publication:
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.PUBLISH_RELEASE)
    running = _running()
    if running is not None:
        if is_worked_on(running):
            raise refusals.publishing_now()
        _give_up(running)
    asked = Publication.objects.create(
        kind=kind, as_of=as_of, note=note, started_by=person_of(actor), started_at=moment
    )
    if kind is PublicationKind.RELEASE:
        subject = ("publication", asked.pk)
        record(actor, "publication_started", subject, {"as_of": as_of.isoformat()}, moment)
    return asked


def settle() -> None:
    """Give up what was cut off, and clear away its unfinished files; for the start of a server."""
    running = _running()
    if running is not None and not is_worked_on(running):
        _give_up(running)


def is_worked_on(publication: Publication) -> bool:
    """Whether a process is making this one now; False for one that ended or was cut off."""
    if publication.state is not PublicationState.RUNNING:
        return False
    if _is_locked():
        return True
    return not publication.step and timezone.now() - publication.started_at < _STARTS_WITHIN


def latest() -> Publication | None:
    """The publication that was asked for last."""
    return Publication.objects.select_related("started_by").order_by("-pk").first()


def in_short(preview: Preview) -> dict[str, Any]:
    """What a preview found, as a screen lists it: how many changes of each kind, and their words.

    At most ``MOST_CHANGES`` changes of a kind are told. Judgements that differ are a kind of their
    own, ``judged``: they come first, for they are what the public reads.
    """
    by_kind: dict[str, list[Change]] = {one: [] for one in ("judged", *ChangeKind)}
    for one in preview.changes:
        by_kind["judged" if one.table == "judgements" else one.kind.value].append(one)
    return {
        "since": None if preview.since is None else preview.since.isoformat(),
        "changes": [
            {"kind": kind, "ja": one.sentence_ja, "en": one.sentence_en}
            for kind, changes in by_kind.items()
            for one in changes[:MOST_CHANGES]
        ],
        "counts": {kind: len(changes) for kind, changes in by_kind.items()},
        "change_count": len(preview.changes),
        "errors": [as_problem(one) for one in preview.errors[:MOST_CHANGES]],
        "warnings": preview.warnings,
    }


def as_problem(problem: Problem) -> dict[str, str]:
    """A problem as it is kept with a publication."""
    return {
        "code": problem.code,
        "sentence_ja": problem.sentence_ja,
        "sentence_en": problem.sentence_en,
        "hint_ja": problem.hint_ja,
        "hint_en": problem.hint_en,
    }


# --- the process ---


def _start(asked: Publication) -> None:
    """Start the process that makes it; a stop of the server does not stop it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hoshin.actions.publishing_process", str(asked.pk)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    threading.Thread(target=process.wait, daemon=True).start()


def make(number: int) -> None:
    """Make what was asked for under this number; its end, good or bad, is put on record."""
    with _lock() as is_ours:
        asked = Publication.objects.select_related("started_by").get(pk=number)
        if not is_ours or asked.state is not PublicationState.RUNNING:
            return
        report = _Report(asked)
        report("judging", 0, 1)
        actor = Actor(asked.started_by)
        try:
            if asked.kind is PublicationKind.PREVIEW:
                found = in_short(preview_release(actor, as_of=asked.as_of))
                _end(asked, PublicationState.DONE, found=found)
            else:
                made = publish_release(actor, as_of=asked.as_of, note=asked.note, progress=report)
                _end(asked, PublicationState.DONE, release=made)
        except RefusedError as refusal:
            _end(asked, PublicationState.REFUSED, found=as_problem(refusal.problem))
        except Exception:
            _LOG.exception("Publication %s failed", number)
            fault = refusals.publishing_failed().problem
            _end(asked, PublicationState.REFUSED, found=as_problem(fault))
            raise


class _Report:
    """Writes down how far the work is, a few times a second at most."""

    def __init__(self, asked: Publication) -> None:
        self._asked = asked
        self._written = 0.0
        self._step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        now = time.monotonic()
        if step == self._step and now - self._written < _SECONDS_BETWEEN_REPORTS:
            return
        self._step, self._written = step, now
        try:
            _of(self._asked).update(step=step, done=done, total=total)
        except DatabaseError:
            # A count that is not written now is written next time; the work goes on.
            _LOG.warning("The progress of publication %s was not written", self._asked.pk)


def _end(asked: Publication, state: PublicationState, **more: Any) -> None:
    _of(asked).update(state=state, ended_at=timezone.now(), **more)


def _of(asked: Publication) -> Any:
    return Publication.objects.filter(pk=asked.pk, state=PublicationState.RUNNING)


def _running() -> Publication | None:
    return Publication.objects.filter(state=PublicationState.RUNNING).first()


@transaction.atomic
def _give_up(running: Publication) -> None:
    """Put on record that it was cut off, and remove the files that it left unfinished."""
    _end(running, PublicationState.STOPPED)
    details = {"as_of": running.as_of.isoformat(), "step": running.step}
    subject = ("publication", running.pk)
    record(Actor(None), "publication_stopped", subject, details, timezone.now())
    for left in _home().glob(".making-*"):
        shutil.rmtree(left, ignore_errors=True)


def _home() -> Path:
    return Path(settings.RELEASES)


@contextmanager
def _lock() -> Iterator[bool]:
    """Hold the lock for as long as the block runs; says whether it could be had.

    The kernel frees it when the process ends, however it ends; children do not inherit it.
    """
    with (_home() / LOCK).open("a") as file:
        for _ in range(50):
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                # Somebody may just be looking whether it is held.
                time.sleep(0.1)
            else:
                yield True
                return
        yield False


def _is_locked() -> bool:
    try:
        file = (_home() / LOCK).open("a")
    except OSError:
        # Without the folder nothing can be made in it either.
        return False
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
