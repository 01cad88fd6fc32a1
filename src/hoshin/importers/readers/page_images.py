"""A page of a PDF as a picture, drawn in a process that can be stopped.

Boxes of evidence are in points from the page's upper left corner, as the page is seen: times
``scale`` they are pixels of the picture.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from hoshin.domain.problems import Problem
from hoshin.importers.readers import pdf_refusals, refusals
from hoshin.importers.readers.guarded import Source, Worker
from hoshin.importers.readers.guarded_worker import Task
from hoshin.importers.readers.limits import STANDARD, Limits
from hoshin.importers.readers.pdf import Drawn
from hoshin.importers.readers.signatures import Signature, signature

WIDTH = 1200
_WIDEST = 4000
_SECONDS_TO_START = 30.0


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG, or the problem why there is none (``png`` is then empty).

    ``width`` and ``height`` are pixels; ``scale`` is how many pixels a point is.
    """

    png: bytes = b""
    width: int = 0
    height: int = 0
    scale: float = 0.0
    problem: Problem | None = None


def page_image(
    source: Source, page: int, width: int = WIDTH, limits: Limits = STANDARD
) -> PageImage:
    """Draw one page (from 1) of a PDF, so many pixels wide; never raises for bad input.

    ``source`` is a path, or bytes with the name to call them.
    """
    if isinstance(source, Path):
        return _drawn(source, source.name, page, width, limits)
    content, name = source
    with tempfile.TemporaryDirectory(prefix="hoshin-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        return _drawn(path, name, page, width, limits)


def _drawn(path: Path, name: str, page: int, width: int, limits: Limits) -> PageImage:
    try:
        with path.open("rb") as file:
            beginning = file.read(2048)
    except OSError as wrong:
        return PageImage(problem=refusals.missing(name, wrong.strerror or type(wrong).__name__))
    if signature(beginning) is not Signature.PDF:
        return PageImage(problem=pdf_refusals.no_pages(name))
    if page < 1:
        return PageImage(problem=pdf_refusals.page_damaged(name, [page]))
    worker = Worker(limits)
    try:
        worker.give(Task(0, path, name, limits, (page - 1,), max(1, min(width, _WIDEST))))
        patience = _SECONDS_TO_START
        while worker.connection.poll(patience):
            kind, payload = worker.connection.recv()
            if kind == "ready":
                patience = limits.seconds
            elif kind == "image" and isinstance(payload, Drawn):
                return PageImage(payload.png, payload.width, payload.height, payload.scale)
            elif kind == "refused":
                return PageImage(problem=payload)
            elif kind == "no-memory":
                return PageImage(problem=refusals.too_much_memory(name, limits.memory_bytes))
            else:
                return PageImage(problem=pdf_refusals.page_damaged(name, [page]))
        return PageImage(problem=refusals.too_slow(name, limits.seconds, 0))
    except (EOFError, OSError):
        return PageImage(problem=refusals.reader_died(name))
    finally:
        worker.stop()
