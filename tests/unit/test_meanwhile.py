"""Work in another process: its result comes back, and so does why there is none."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from threading import Event, Thread

import pytest

from hoshin.exchange.meanwhile import Meanwhile

_ALONE = """
import os
from hoshin.exchange.meanwhile import Meanwhile
with Meanwhile(lambda: (os.getpid(), b"x" * 10_000_000)) as work:
    process, content = work.result()
print(process == os.getpid(), len(content))
"""


def test_the_result_of_another_process_comes_back() -> None:
    # A program of its own: the processes that run tests may have threads, and then fork nothing.
    said = subprocess.run(
        [sys.executable, "-c", _ALONE], capture_output=True, text=True, check=True
    ).stdout
    can_fork = sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
    assert said.split() == [str(not can_fork), "10000000"]


def test_with_threads_beside_it_the_work_is_done_here() -> None:
    stop = Event()
    other = Thread(target=stop.wait)
    other.start()
    try:
        with Meanwhile(os.getpid) as work:
            assert work.result() == os.getpid()
    finally:
        stop.set()
        other.join()


def test_what_the_work_raises_is_raised_here() -> None:
    def fails() -> None:
        raise LookupError("no such thing")

    with Meanwhile(fails) as work, pytest.raises(LookupError, match="no such thing"):
        work.result()


def test_a_process_that_was_ended_leaves_the_work_to_this_one() -> None:
    here = os.getpid()

    def work() -> str:
        if os.getpid() != here:
            os._exit(1)
        return "done"

    with Meanwhile(work) as result:
        assert result.result() == "done"


def test_work_that_nobody_waits_for_ends_with_the_block() -> None:
    with Meanwhile(Event().wait):
        pass
    assert multiprocessing.active_children() == []
