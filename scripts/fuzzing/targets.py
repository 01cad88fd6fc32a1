"""What is fuzzed: each target takes any bytes, and must answer with a document or with problems."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from hoshin.domain.city import City
from hoshin.importers.applying import apply_proposal
from hoshin.importers.document import DocumentReading
from hoshin.importers.layouts.toml_text import read_layout, write_layout
from hoshin.importers.printed_values import in_yen, period_of, read_value
from hoshin.importers.propose import propose
from hoshin.importers.readers import read_document
from hoshin.importers.readers.limits import Limits
from hoshin.importers.shapes import recognise
from scripts.fuzzing.seeds import PARTS, whole

SMALL = Limits(unpacked_bytes=5_000_000, held_bytes=2_000_000, cells=5_000, lines=5_000, pages=5)


class NotSound(AssertionError):
    """A reader answered, but the answer is none that a person may be given."""


def is_sound(reading: DocumentReading) -> None:
    """Hold a reading to its promises.

    Raises NotSound where nothing was said, a problem lacks its words, a fault reached the last
    net, or a cell lies outside its table.
    """
    if reading.document is None and not reading.has_errors:
        raise NotSound("neither a document nor a problem")
    for one in reading.problems:
        if not (one.sentence_ja and one.sentence_en and one.hint_ja and one.hint_en):
            raise NotSound(f"a problem without words: {one.code}")
        if one.code == "file-reader-failed":
            raise NotSound(f"only the last net caught it: {one.sentence_en}")
    if reading.document is None:
        return
    for table in reading.document.tables():
        for cell in table.cells:
            inside_rows = 0 <= cell.row and cell.row + cell.row_span <= table.rows
            inside = inside_rows and 0 <= cell.column
            if not inside or cell.column + cell.column_span > table.columns:
                raise NotSound("a cell outside its table")


def _through(content: bytes, name: str) -> None:
    """Read, recognise, propose and accept, as ``hoshin import --accept`` does."""
    reading = read_document(content, name, SMALL)
    is_sound(reading)
    if reading.document is None:
        return
    city = City(name="市")
    proposal = propose(reading.document, city, findings=recognise(reading.document))
    if len({row.key for row in proposal.rows}) != len(proposal.rows):
        raise NotSound("two rows of a proposal have one key")
    apply_proposal(city, proposal)


def _values(content: bytes) -> None:
    text, _, unit = content.decode("utf-8", "replace").partition("\n")
    value = read_value(text, unit)
    in_yen(value)
    period_of(text)
    if value.raw != text:
        raise NotSound("the text as printed was not kept")


def _layout(content: bytes) -> None:
    layout, problems = read_layout(content.decode("utf-8", "replace"), "layout.toml")
    if layout is None and not problems:
        raise NotSound("neither a layout nor a problem")
    if layout is not None and read_layout(write_layout(layout), "layout.toml")[0] != layout:
        raise NotSound("a layout written out is read as another one")


def _package(kind: str) -> Callable[[bytes], None]:
    """A sound package in which one part, named by the first byte, is the fuzzed bytes."""
    name, parts = PARTS[kind]
    with zipfile.ZipFile(BytesIO(whole(name))) as package:
        sound = {one: package.read(one) for one in package.namelist()}

    def target(content: bytes) -> None:
        if not content:
            return
        chosen = parts[content[0] % len(parts)]
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for one, whole_part in sound.items():
                package.writestr(one, content[1:] if one == chosen else whole_part)
        _through(out.getvalue(), f"a.{kind}")

    return target


def _file(name: str) -> Callable[[bytes], None]:
    return lambda content: _through(content, name)


TARGETS: dict[str, Callable[[], Callable[[bytes], None]]] = {
    "values": lambda: _values,
    "layout": lambda: _layout,
    "text": lambda: _file("a.txt"),
    "csv": lambda: _file("a.csv"),
    "html": lambda: _file("a.html"),
    "xls": lambda: _file("a.xls"),
    "xlsx": lambda: _package("xlsx"),
    "docx": lambda: _package("docx"),
    "ods": lambda: _package("ods"),
}
