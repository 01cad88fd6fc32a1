"""Publishing a large city, measured: the first release with its site, then one after a correction.

``benchmarks.workplace`` makes the city and calls ``measure``. Pages are made by several processes:
CPU time is that of all of them.
"""

from __future__ import annotations

import os
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any


class _Clock:
    """Seconds of this process and of those it started, and by the clock on the wall."""

    def __init__(self) -> None:
        self._cpu, self._wall = _cpu(), time.perf_counter()

    def __str__(self) -> str:
        return f"{_cpu() - self._cpu:8.2f} s CPU {time.perf_counter() - self._wall:8.2f} s"


def _cpu() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def measure(planner: Any, item: Any, as_of: date, now: datetime) -> None:
    """Print what a first release takes, and one the day after the ``item`` was corrected."""
    from hoshin.actions.correcting import correct
    from hoshin.actions.releasing import preview_release

    _publish("first release with its site", planner, as_of, now)
    # What is known later than the day of judgement is not judged yet.
    as_of, later = as_of + timedelta(days=1), now + timedelta(days=1)
    content = {"value": "151"}
    correct(planner, item.pk, version=item.version, content=content, reason="a slip", now=later)
    clock = _Clock()
    changes = preview_release(planner, as_of=as_of, now=later).changes
    print(f"{f'preview after one correction ({len(changes)} changes)':<58} {clock}", flush=True)
    _publish("release after one correction, on the next day", planner, as_of, later)


def _publish(what: str, planner: Any, as_of: date, now: datetime) -> None:
    from django.conf import settings

    from hoshin.actions.releasing import publish_release

    clock = _Clock()
    before_pages: list[str] = []

    def progress(step: str, done: int, total: int) -> None:
        if step == "pages" and not before_pages:
            before_pages.append(str(clock))

    made = publish_release(planner, as_of=as_of, now=now, progress=progress)
    print(f"{what:<58} {clock}")
    print(f"{'  until the first page':<58} {' '.join(before_pages)}")
    files = _files(Path(settings.RELEASES) / made.folder)
    pages = [one for one in files if one.suffix == ".html"]
    # A page that was taken over stands in the earlier site too.
    new = sum(one.stat().st_nlink == 1 for one in pages)
    print(f"{'  pages, and how many of them are new':<58} {len(pages):8,} {new:14,}")
    print(f"{'  bytes':<58} {sum(one.stat().st_size for one in files) / 1e6:8.0f} MB", flush=True)


def _files(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]
