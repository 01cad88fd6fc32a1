"""Typesetting: data and a template become a PDF, tagged, accessible and the same every time.

Typst reads the template from this package and nothing else from the disk; the data goes in as one
JSON text. PDF/UA-1 is declared, so typst refuses what a screen reader could not follow (a picture
without words, a heading level left out). The clock plays no part: the day of judgement is the date.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from importlib import resources
from typing import Any

import typst

from hoshin.reports.pdf.fonts import font_folders, fonts_in, japanese_fonts


def typeset(template: str, data: Mapping[str, Any], language: str, as_of: date) -> bytes:
    """Set a paper; ``data`` holds texts, numbers, lists and dictionaries of them.

    ``title`` and ``city`` have to be among the data: they name the document. Raises
    PaperRefusedError when no Japanese font is there.
    """
    folders = font_folders()
    fonts = fonts_in(folders)
    given = {
        **data,
        "language": language,
        "fonts": japanese_fonts(fonts.families(), folders),
        "date": [as_of.year, as_of.month, as_of.day],
    }
    with resources.as_file(resources.files("hoshin.reports.pdf")) as root:
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
