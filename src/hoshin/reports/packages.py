"""Template files as they come: opened safely, or refused with what to do about them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from PIL import Image, UnidentifiedImageError

from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.reports.fill_refusals import image_unreadable
from hoshin.reports.problems import PaperRefusedError, paper_problem

_LARGEST_UNPACKED = 200_000_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHAPES = re.compile(rb"<(?:\w+:)?(sp|grpSp|cxnSp)[ >]")
# Form controls, SmartArt and slicers.
_LOST_PARTS = ("xl/ctrlProps/", "xl/activeX/activeX", "xl/diagrams/data", "xl/slicers/")
_SHAPE_NAME = re.compile(rb'<(?:\w+:)?cNvPr\b[^>]*?\bname="([^"]*)"')


def check_package(content: bytes, file: str, main_part: str) -> None:
    """Raise PaperRefusedError unless the bytes are an Office file with this main part."""
    if content.startswith(_OLE):
        encrypted = _ENCRYPTED in content
        raise PaperRefusedError((_locked(file) if encrypted else _old_format(file),))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            if sum(one.file_size for one in package.infolist()) > _LARGEST_UNPACKED:
                raise PaperRefusedError((_unreadable(file),))
            if main_part not in names:
                raise PaperRefusedError((_unreadable(file),))
            damaged = package.testzip()
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        raise PaperRefusedError((_unreadable(file),)) from None
    if damaged is not None:
        raise PaperRefusedError((_unreadable(file),))


def check_images(images: Mapping[str, bytes], file: str) -> None:
    """Raise PaperRefusedError when an image beside a template cannot be opened."""
    problems = [image_unreadable(file, name) for name, its in images.items() if not _opens(its)]
    if problems:
        raise PaperRefusedError(problems)


def _opens(content: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(content)) as image:
            kind = image.format
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return kind in ("PNG", "JPEG")


def lost_shapes(content: bytes, file: str) -> tuple[Problem, ...]:
    """Text boxes and shapes of a workbook, which are lost when it is filled: a warning each."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            if name.startswith(_LOST_PARTS):
                found.append(_shape_lost(file, name.rpartition("/")[2]))
            if not re.fullmatch(r"xl/drawings/drawing\d+\.xml", name):
                continue
            drawing = package.read(name)
            if _SHAPES.search(drawing):
                names = [one.decode("utf-8", "replace") for one in _SHAPE_NAME.findall(drawing)]
                found.append(_shape_lost(file, "、".join(names[:5]) or name))
    return tuple(found)


def _shape_lost(file: str, names: str) -> Problem:
    return paper_problem(
        "template-shape-lost",
        (
            f"ひな形のテキストボックスや図形（{names}）は、できあがりに残りません。",
            f"The template's text boxes or shapes ({names}) are not kept in the paper.",
        ),
        (
            '注意書きはセルに書いてください。図は画像にして {{ 画像("名前.png") }} で置けます。',
            'Write the text into a cell. A drawing can be placed as {{ image("name.png") }}.',
        ),
        file=file,
        level=ProblemLevel.WARNING,
    )


def _locked(file: str) -> Problem:
    return paper_problem(
        "template-locked",
        (
            "ひな形にパスワードがかかっているため、開けません。",
            "The template is protected by a password and cannot be opened.",
        ),
        (
            "Excel や Word で開き、「情報」からパスワードを外して保存してください。",
            "Open it in Excel or Word, remove the password under Info, and save it.",
        ),
        file=file,
    )


def _old_format(file: str) -> Problem:
    return paper_problem(
        "template-old-format",
        (
            "ひな形が古い形式（.xls、.doc）です。",
            "The template is in an old format (.xls or .doc).",
        ),
        (
            "Excel か Word で開き、.xlsx か .docx で保存し直してください。",
            "Open it in Excel or Word and save it as .xlsx or .docx.",
        ),
        file=file,
    )


def _unreadable(file: str) -> Problem:
    return paper_problem(
        "template-unreadable",
        (
            "ひな形が壊れているか、Excel・Word のファイルではありません。",
            "The template is damaged, or is no Excel or Word file.",
        ),
        (
            "開けるか確かめ、もう一度保存したものを置いてください。",
            "See whether it opens, and put a freshly saved copy in its place.",
        ),
        file=file,
    )
