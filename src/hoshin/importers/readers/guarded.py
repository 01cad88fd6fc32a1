"""Guarded reading: files read in processes that can be stopped, so that one cannot spoil a batch.

Each file has a limit of time, memory and pages. A file that breaks one is reported, what was read
of it is kept where pages are whole, and the next file is read. The pages of a PDF are shared out
among the processes; a page that stops its process is left out and named.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from hoshin.domain.problems import Problem
from hoshin.importers.document import DocumentReading
from hoshin.importers.readers import (
    file_bytes,
    pdf,
    refusals,
    with_ending_looked_at,
)
from hoshin.importers.readers.guarded_worker import Task, serve
from hoshin.importers.readers.limits import STANDARD, Limits
from hoshin.importers.readers.pdf_page import DraftPage
from hoshin.importers.readers.signatures import Signature

Source = Path | tuple[bytes, str]
"""A file on this machine, or bytes with the name to call them."""

_PAGES_AT_ONCE = 12
_MOST_PROCESSES = 8
_BEAT = 0.2


@dataclass(frozen=True, slots=True)
class Progressed:
    """How far a batch is: this file, of so many; its pages done, of so many."""

    file: int
    files: int
    name: str
    done: int
    total: int


def read_files(
    sources: Sequence[Source],
    limits: Limits = STANDARD,
    *,
    processes: int | None = None,
    progress: Callable[[Progressed], None] | None = None,
) -> Iterator[DocumentReading]:
    """Read files, in order, each within its limits; one reading for each source.

    ``processes`` is how many read at the same time (the machine's processors, at most eight).
    """
    with tempfile.TemporaryDirectory(prefix="hoshin-") as folder:
        files = [_file_of(number, one, Path(folder)) for number, one in enumerate(sources)]
        batch = _Batch(files, limits, processes or (os.cpu_count() or 1), progress)
        try:
            yield from batch.readings()
        finally:
            batch.stop()


def read_file(
    source: Source,
    limits: Limits = STANDARD,
    *,
    processes: int | None = None,
    progress: Callable[[Progressed], None] | None = None,
) -> DocumentReading:
    """Read one file within its limits."""
    return next(read_files([source], limits, processes=processes, progress=progress))


@dataclass(slots=True)
class _File:
    """A file of the batch while it is read."""

    number: int
    path: Path
    name: str
    started: float = 0.0
    todo: deque[tuple[int, ...]] = field(default_factory=deque)
    busy: int = 0
    page_count: int = 0
    title: str = ""
    drafts: dict[int, DraftPage] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    reading: DocumentReading | None = None

    @property
    def is_pdf(self) -> bool:
        return self.page_count > 0


def _file_of(number: int, source: Source, folder: Path) -> _File:
    if isinstance(source, Path):
        return _File(number, source, source.name)
    content, name = source
    path = folder / f"{number}"
    path.write_bytes(content)
    return _File(number, path, name)


class Worker:
    """A process that reads, and what it is reading."""

    def __init__(self, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self.connection: Connection = ours
        self.process: BaseProcess = context.Process(
            target=serve, args=(theirs, limits.memory_bytes), daemon=True
        )
        self.process.start()
        theirs.close()
        self.task: Task | None = None

    def give(self, task: Task) -> bool:
        """Hand over a task; false when the process is gone."""
        try:
            self.connection.send(task)
        except OSError:
            return False
        self.task = task
        return True

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.connection.close()
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.process.close()


class _Batch:
    """The files, the processes, and the loop that keeps both busy."""

    def __init__(
        self,
        files: Sequence[_File],
        limits: Limits,
        processes: int,
        progress: Callable[[Progressed], None] | None,
    ) -> None:
        self.files = files
        self.limits = limits
        self.processes = max(1, min(processes, _MOST_PROCESSES))
        self.progress = progress
        self.workers: list[Worker] = []
        self.next_file = 0
        self.open: list[_File] = []

    def stop(self) -> None:
        for worker in self.workers:
            worker.stop()
        self.workers.clear()

    def readings(self) -> Iterator[DocumentReading]:
        for file in self.files:
            while file.reading is None:
                self._give_tasks()
                self._take_answers()
                self._watch_the_clock()
            paused = time.monotonic()
            yield file.reading
            # What the caller does with a reading is not the time of the files being read.
            for one in self.open:
                one.started += time.monotonic() - paused
            # A reading that was handed over is the caller's to keep.
            file.reading = None
            file.drafts = {}

    # --- giving ---------------------------------------------------------------------------------

    def _give_tasks(self) -> None:
        while True:
            task = self._next_task()
            if task is None:
                return
            file = self.files[task.file]
            file.busy += 1
            worker = next((one for one in self.workers if one.task is None), None)
            if worker is None:
                worker = Worker(self.limits)
                self.workers.append(worker)
            if not worker.give(task):
                # The process ended between two tasks; another takes this one.
                self._drop(worker)
                worker = Worker(self.limits)
                self.workers.append(worker)
                worker.give(task)

    def _next_task(self) -> Task | None:
        idle = self.processes - sum(1 for one in self.workers if one.task is not None)
        if idle <= 0:
            return None
        for file in self.open:
            if file.todo:
                return Task(file.number, file.path, file.name, self.limits, file.todo.popleft())
        if self.next_file < len(self.files):
            file = self.files[self.next_file]
            self.next_file += 1
            file.started = time.monotonic()
            self.open.append(file)
            return Task(file.number, file.path, file.name, self.limits)
        return None

    # --- taking ---------------------------------------------------------------------------------

    def _take_answers(self) -> None:
        """Take every answer that has come; wait a moment for the first."""
        patience = _BEAT
        while True:
            busy = {one.connection: one for one in self.workers if one.task is not None}
            ready = wait(list(busy), timeout=patience)
            if not ready:
                return
            patience = 0.0
            for connection in ready:
                assert isinstance(connection, Connection)
                worker = busy[connection]
                try:
                    kind, payload = connection.recv()
                except (EOFError, OSError):
                    self._died(worker)
                    continue
                self._take(worker, kind, payload)

    def _take(self, worker: Worker, kind: str, payload: Any) -> None:
        assert worker.task is not None
        task = worker.task
        file = self.files[task.file]
        if kind == "ready":
            # The start of a process is no time of its first file.
            if not file.drafts and file.busy == 1:
                file.started = time.monotonic()
            return
        if kind == "page":
            file.drafts[payload.number] = payload
            self._tell(file, len(file.drafts), min(file.page_count, self.limits.pages))
            return
        if kind == "progress":
            self._tell(file, *payload)
            return
        worker.task = None
        file.busy -= 1
        if kind == "pdf":
            file.page_count, file.title = payload
            pages = range(min(file.page_count, self.limits.pages))
            for first in range(0, len(pages), _PAGES_AT_ONCE):
                file.todo.append(tuple(pages[first : first + _PAGES_AT_ONCE]))
        elif kind == "reading":
            self._finish(file, payload)
        elif kind == "refused":
            self._refuse(file, payload)
        elif kind == "no-memory":
            self._drop(worker)
            self._without_memory(file, task)
        elif kind == "failed":
            self._again_one_by_one(file, task, refusals.fault(file.name, str(payload)))
        if file.is_pdf and not file.todo and not file.busy and file.reading is None:
            self._assemble(file)

    def _died(self, worker: Worker) -> None:
        """The process ended without an answer: the system stopped it, or a library crashed."""
        assert worker.task is not None
        task = worker.task
        file = self.files[task.file]
        self._drop(worker)
        file.busy -= 1
        self._again_one_by_one(file, task, refusals.reader_died(file.name))
        if file.is_pdf and not file.todo and not file.busy and file.reading is None:
            self._assemble(file)

    def _again_one_by_one(self, file: _File, task: Task, problem: Problem) -> None:
        """Read the pages of a failed task apart; a page that fails alone is marked damaged."""
        if not task.pages:
            self._refuse(file, problem)
            return
        left = [one for one in task.pages if one + 1 not in file.drafts]
        if len(task.pages) == 1:
            number = task.pages[0] + 1
            file.drafts[number] = DraftPage(number=number, has_text=False, damaged=True)
            return
        file.todo.extend((one,) for one in left)

    def _without_memory(self, file: _File, task: Task) -> None:
        problem = refusals.too_much_memory(file.name, self.limits.memory_bytes)
        self._again_one_by_one(file, task, problem)

    def _drop(self, worker: Worker) -> None:
        self.workers.remove(worker)
        worker.stop()

    # --- limits of time -------------------------------------------------------------------------

    def _watch_the_clock(self) -> None:
        now = time.monotonic()
        for file in list(self.open):
            if file.reading is not None or now - file.started <= self.limits.seconds:
                continue
            for worker in list(self.workers):
                if worker.task is not None and worker.task.file == file.number:
                    self._drop(worker)
            file.busy = 0
            file.todo.clear()
            slow = refusals.too_slow(file.name, self.limits.seconds, len(file.drafts))
            if file.drafts:
                file.problems.append(slow)
                self._assemble(file)
            else:
                self._refuse(file, slow)

    # --- ends -----------------------------------------------------------------------------------

    def _tell(self, file: _File, done: int, total: int) -> None:
        if self.progress is not None:
            self.progress(Progressed(file.number + 1, len(self.files), file.name, done, total))

    def _finish(self, file: _File, reading: DocumentReading) -> None:
        file.reading = reading
        if file in self.open:
            self.open.remove(file)

    def _refuse(self, file: _File, problem: Problem) -> None:
        self._finish(file, DocumentReading(document=None, problems=(problem,)))

    def _assemble(self, file: _File) -> None:
        content = file_bytes(file.path, file.name, self.limits)
        if isinstance(content, Problem):
            self._refuse(file, content)
            return
        drafts = [file.drafts[number] for number in sorted(file.drafts)]
        file.drafts = {}
        reading = pdf.assembled(
            drafts, content, file.name, file.title, file.page_count, self.limits
        )
        if file.problems:
            problems = (*file.problems, *reading.problems)
            reading = DocumentReading(document=reading.document, problems=problems)
        self._finish(file, with_ending_looked_at(reading, Signature.PDF, file.name))
