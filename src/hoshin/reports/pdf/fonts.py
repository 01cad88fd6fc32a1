"""Fonts for papers: a Japanese one has to be there, and is embedded in what is published."""

from __future__ import annotations

import os
from collections.abc import Collection
from functools import cache
from pathlib import Path

import typst

from hoshin.domain.problems import Problem
from hoshin.reports.problems import PaperRefusedError, paper_problem

FONT_FOLDER = "HOSHIN_FONT_FOLDER"
# In order of preference; each holds kana, the kanji of JIS X 0213 and Latin letters.
JAPANESE = (
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "BIZ UDPGothic",
    "Hiragino Sans",
    "Yu Gothic",
    "Meiryo",
    "IPAexGothic",
    "IPAPGothic",
    "VL PGothic",
)


def font_folders() -> tuple[Path, ...]:
    """The folder that the environment variable ``HOSHIN_FONT_FOLDER`` names, if any."""
    named = os.environ.get(FONT_FOLDER)
    return (Path(named),) if named else ()


def japanese_fonts(families: Collection[str], folders: tuple[Path, ...]) -> tuple[str, ...]:
    """The known Japanese fonts among those that are there, the best first.

    ``folders`` are where fonts were looked for beside the system's own places. Raises
    PaperRefusedError when there is none: a paper full of empty boxes would be worse than no paper.
    """
    found = tuple(one for one in JAPANESE if one in families)
    if not found:
        raise PaperRefusedError([_no_font(folders)])
    return found


@cache
def fonts_in(folders: tuple[Path, ...]) -> typst.Fonts:
    """The fonts of the system and of ``folders``, looked for once."""
    return typst.Fonts(font_paths=list(folders))


def _no_font(folders: tuple[Path, ...]) -> Problem:
    return paper_problem(
        "no-japanese-font",
        (
            "日本語の書体が見つからないため、PDFを作れません。",
            "No Japanese font was found, so the PDF cannot be made.",
        ),
        (
            "Debian・Ubuntu ではパッケージ fonts-noto-cjk を入れてください。"
            f"ほかの場所の書体を使うには、そのフォルダを環境変数 {FONT_FOLDER} に書いてください。",
            "On Debian or Ubuntu, install the package fonts-noto-cjk. To use fonts kept elsewhere, "
            f"name their folder in the environment variable {FONT_FOLDER}.",
        ),
        file=", ".join(str(one) for one in folders),
    )
