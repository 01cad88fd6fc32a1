"""Typesetting: data and a template become a PDF, tagged, accessible and the same every time.

Typst reads the template from this package and nothing else from the disk; the data goes in as one
JSON text. PDF/UA-1 is declared, so typst refuses what a screen reader could not follow (a picture
without words, a heading level left out). The clock plays no part: the day of judgement is the date.
"""

from __future__ import annotations

import json
import time as clock
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from importlib import resources
from threading import Event, Thread
from typing import Any

import typst

from hoshin.reports.paper_order import Progress, no_progress
from hoshin.reports.pdf.fonts import font_folders, fonts_in, japanese_fonts
from hoshin.reports.wording import report_words

# Seconds between two words of progress.
BEAT = 1.0


def typeset(
    template: str,
    data: Mapping[str, Any],
    language: str,
    as_of: date,
    progress: Progress = no_progress,
) -> bytes:
    """Set a paper; ``data`` holds texts, numbers, lists and dictionaries of them.

    ``title`` and ``city`` have to be among the data: they name the document. ``progress`` is told
    every few seconds that pages are still being set, and for how long. Raises PaperRefusedError
    when no Japanese font is there.
    """
    folders = font_folders()
    fonts = fonts_in(folders)
    given = {
        **data,
        "language": language,
        "fonts": japanese_fonts(fonts.families(), folders),
        "date": [as_of.year, as_of.month, as_of.day],
    }
    folder = resources.as_file(resources.files("hoshin.reports.pdf"))
    with folder as root, _heartbeat(language, progress):
        made = typst.compile(
            root / template,
            root=root,
            format="pdf",
            font_paths=fonts,
            sys_inputs={"data": json.dumps(given, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=datetime.combine(as_of, time(), UTC),
        )
    return made


@contextmanager
def _heartbeat(language: str, progress: Progress) -> Iterator[None]:
    """Say that pages are being set, again and again: typst itself does not say how far it is.

    It works outside the interpreter's lock, so another thread can speak meanwhile.
    """
    w = report_words(language)
    begun, done = clock.monotonic(), Event()
    progress(w("papers.typesetting"), 0, 1)

    def beat() -> None:
        while not done.wait(BEAT):
            seconds = int(clock.monotonic() - begun)
            progress(w("papers.still_typesetting", seconds=seconds), 0, 1)

    speaker = Thread(target=beat, name="typesetting", daemon=True)
    speaker.start()
    try:
        yield
    finally:
        done.set()
        speaker.join()
    progress(w("papers.typesetting"), 1, 1)
