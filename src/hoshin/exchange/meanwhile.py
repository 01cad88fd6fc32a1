"""Work that another process does while this one goes on.

A forked process has the city of its parent, so that nothing has to be carried to it. Where none can
be forked (elsewhere than on Linux, or in a program with threads), where there is one processor
only, or where the other process ends without an answer, the work is done here when it is asked for.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from types import TracebackType
from typing import Generic, Self, TypeVar

R = TypeVar("R")


class Meanwhile(Generic[R]):
    """The result of some work, begun at once in a process that ends with the block at the latest.

    Whatever the work raises, ``result`` raises.
    """

    def __init__(self, work: Callable[[], R]) -> None:
        self._work = work
        self._process: ForkProcess | None = None
        self._answer: Connection | None = None

    def __enter__(self) -> Self:
        if _can_fork():
            self._answer, to_parent = multiprocessing.Pipe(duplex=False)
            context = multiprocessing.get_context("fork")
            self._process = context.Process(target=_send, args=(self._work, to_parent), daemon=True)
            self._process.start()
            to_parent.close()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def result(self) -> R:
        """The result; waits for the other process where that is not ready yet."""
        if self._answer is not None:
            # It sends nothing where the work failed: doing it here says why.
            with suppress(EOFError, OSError):
                found: R = self._answer.recv()
                return found
        return self._work()

    def _end(self) -> None:
        if self._process is not None and self._answer is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._answer.close()
            self._process = self._answer = None


def _can_fork() -> bool:
    return (
        sys.platform == "linux"
        and threading.active_count() == 1
        and len(os.sched_getaffinity(0)) > 1
    )


def _send(work: Callable[[], R], to_parent: Connection) -> None:
    """What the other process does; Ctrl+C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(Exception), to_parent:
        to_parent.send(work())
