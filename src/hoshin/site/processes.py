"""Finishing pages in several processes at once, where there are enough to be worth it.

A forked process has the judged city of its parent. Elsewhere (macOS, Windows, a program with
threads) a process starts empty, gets the recipe and judges the city itself.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager

from hoshin.site.page_making import FinishedPage, Recipe, Workshop

_FEWEST_PAGES = 200
_AT_ONCE = 16
_OBJECTS_BETWEEN_COLLECTIONS = 100_000

_workshop: Workshop | None = None


def processes_for(pages: int) -> int:
    """How many processes finish so many pages: one for each processor, or only this one."""
    if pages < _FEWEST_PAGES:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def finish_all(workshop: Workshop, processes: int | None = None) -> Iterator[FinishedPage]:
    """Make or take over every page, in any order; an error of one of them ends the work of all."""
    workshop.prepare()
    positions = range(len(workshop.pages))
    processes = processes or processes_for(len(positions))
    with collector_at_rest():
        if processes == 1:
            yield from map(workshop.finish, positions)
        else:
            yield from _in_several(workshop, positions, processes)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """What stands is left alone, and the garbage of what follows seldom looked for.

    The collector would go through the whole city again and again, and write to memory that
    processes share; a page is let go of when it is written, and hardly any of it goes in circles.
    """
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def _in_several(
    workshop: Workshop, positions: Sequence[int], processes: int
) -> Iterator[FinishedPage]:
    finished: set[int] = set()
    chunks = [positions[n : n + _AT_ONCE] for n in range(0, len(positions), _AT_ONCE)]
    try:
        for page in _in_processes(workshop, chunks, processes):
            finished.add(page.position)
            yield page
    except BrokenProcessPool:
        # The system ended a process, for want of memory perhaps: go on without the others.
        left = [one for one in positions if one not in finished]
        yield from map(workshop.finish, left)


def _in_processes(
    workshop: Workshop, chunks: Sequence[Sequence[int]], processes: int
) -> Iterator[FinishedPage]:
    global _workshop
    _workshop = workshop
    pool = ProcessPoolExecutor(
        processes, _context(), initializer=_start, initargs=(workshop.recipe,)
    )
    try:
        waiting: list[Future[list[FinishedPage]]] = [
            pool.submit(_finish, chunk) for chunk in chunks
        ]
        for one in as_completed(waiting):
            yield from one.result()
    finally:
        pool.shutdown(cancel_futures=True)
        _workshop = None


def _context() -> multiprocessing.context.BaseContext:
    """Fork where it is safe: on Linux, as long as there is a single thread."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _start(recipe: Recipe) -> None:
    """Prepare a process; Ctrl+C is the parent's to answer, and it ends with its parent."""
    global _workshop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    if _workshop is None:
        _workshop = Workshop(recipe)
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


def _end_with(parent: int) -> None:
    """End this process when its parent was killed and can no longer say so."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _finish(positions: Sequence[int]) -> list[FinishedPage]:
    assert _workshop is not None
    return [_workshop.finish(one) for one in positions]
