"""The process that reads files for ``guarded``: it may be stopped at any moment.

It takes a task from its pipe and answers with ``(kind, payload)``. Memory is bounded by the
operating system where it can be (Linux, macOS; Windows has no such bound).
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from hoshin.domain.problems import Problem
from hoshin.importers.readers import (
    file_bytes,
    pdf,
    read_document,
)
from hoshin.importers.readers.limits import Limits
from hoshin.importers.readers.signatures import Signature, signature


@dataclass(frozen=True, slots=True)
class Task:
    """What to read: a file from its beginning (``pages`` empty), or these pages of a PDF.

    ``path`` is where the bytes are, ``name`` what problems call the file. With a ``width`` the one
    page is drawn, so many pixels wide, and not read.
    """

    file: int
    path: Path
    name: str
    limits: Limits
    pages: tuple[int, ...] = ()
    width: int = 0


def serve(connection: Connection, memory_bytes: int) -> None:
    """Answer tasks until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory(memory_bytes)
    # What a C library prints to the terminal is no message for the person there.
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    held = _Held()
    try:
        connection.send(("ready", None))
    except OSError:
        return
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        try:
            answer = _answer(task, held, connection)
        except MemoryError:
            held.drop()
            answer = ("no-memory", None)
        except Exception as wrong:
            answer = ("failed", f"{type(wrong).__name__}: {wrong}"[:300])
        try:
            connection.send(answer)
        except (OSError, ValueError):
            return


def _bound_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:
        return
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory_bytes if hardest == resource.RLIM_INFINITY else min(memory_bytes, hardest)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hardest))
    except (ValueError, OSError):
        # Some systems refuse the bound; the limits on pages, cells and time still hold.
        return


class _Held:
    """The PDF that was open last: its next pages are likely to be asked for."""

    def __init__(self) -> None:
        self.file = -1
        self.opened: pdf.Opened | None = None

    def drop(self) -> None:
        if self.opened is not None:
            self.opened.close()
        self.opened, self.file = None, -1

    def open(self, task: Task, content: bytes | None = None) -> pdf.Opened | Problem:
        if self.file == task.file and self.opened is not None:
            return self.opened
        self.drop()
        opened = pdf.Opened.of(content or task.path.read_bytes(), task.name)
        if isinstance(opened, pdf.Opened):
            self.opened, self.file = opened, task.file
        return opened


def _answer(task: Task, held: _Held, connection: Connection) -> tuple[str, object]:
    if task.width:
        opened = held.open(task)
        if isinstance(opened, Problem):
            return ("refused", opened)
        return ("image", opened.drawn(task.pages[0], task.width))
    if task.pages:
        return _pages(task, held, connection)
    held.drop()
    content = file_bytes(task.path, task.name, task.limits)
    if isinstance(content, bytes) and signature(content) is Signature.PDF:
        opened = held.open(task, content)
        if isinstance(opened, Problem):
            return ("refused", opened)
        return ("pdf", (opened.pages, opened.title))
    if not isinstance(content, bytes):
        return ("refused", content)

    def progress(done: int, total: int) -> None:
        connection.send(("progress", (done, total)))

    return ("reading", read_document(content, task.name, task.limits, progress))


def _pages(task: Task, held: _Held, connection: Connection) -> tuple[str, object]:
    opened = held.open(task)
    if isinstance(opened, Problem):
        return ("failed", opened.sentence_en)
    for draft in opened.drafts(task.pages, task.limits):
        connection.send(("page", draft))
    return ("pages", None)
