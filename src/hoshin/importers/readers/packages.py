"""Office packages: the parts of a zip file and the XML in them, read with bounds.

Sizes written in the zip directory are not believed: what comes out is counted. A part with a
document type declaration is refused, so that no entity is ever expanded and nothing outside the
file is ever opened. Element and attribute names are compared without their namespace: the
transitional and the strict form of ISO/IEC 29500 differ in nothing else that is read here.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from hoshin.importers.readers.limits import Limits

_CHUNK = 1 << 16


class PartDamagedError(Exception):
    """A part is missing, cut off or no XML; the text says which and why."""


class UnpacksTooLargeError(Exception):
    """The parts unpack to more bytes than allowed; ``limit`` is that number."""

    def __init__(self, part: str, limit: int) -> None:
        super().__init__(part)
        self.part = part
        self.limit = limit


class Package:
    """The parts of an Office file (xlsx, ods, docx), by their path in the package."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
            self.names = tuple(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as wrong:
            raise PartDamagedError(str(wrong)) from wrong
        self._known = frozenset(self.names)
        self._limits = limits
        self._left = limits.unpacked_bytes

    def __contains__(self, part: str) -> bool:
        return part in self._known

    def has_encrypted_parts(self) -> bool:
        """Whether the zip file itself is protected with a password."""
        return any(one.flag_bits & 0x1 for one in self._zip.infolist())

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece.

        Raises:
            PartDamagedError: the part is missing or cannot be unpacked.
            UnpacksTooLargeError: the package's allowance is used up.
        """
        try:
            with self._zip.open(part) as stream:
                while piece := stream.read(_CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise UnpacksTooLargeError(part, self._limits.unpacked_bytes)
                    yield piece
        except (
            KeyError,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
            ValueError,
            zipfile.BadZipFile,
            zlib.error,
        ) as wrong:
            raise PartDamagedError(f"{part}: {wrong}") from wrong

    def tree(self, part: str) -> ElementTree.Element:
        """A part as a tree of elements, held whole.

        Raises:
            PartDamagedError: the part is missing, cut off or no XML.
            UnpacksTooLargeError: the part is larger than may be held in memory.
        """
        parser = ElementTree.XMLParser(target=_NoDoctype())
        size = 0
        try:
            for piece in self.chunks(part):
                size += len(piece)
                if size > self._limits.held_bytes:
                    raise UnpacksTooLargeError(part, self._limits.held_bytes)
                parser.feed(piece)
            root = parser.close()
        except (ElementTree.ParseError, ValueError, LookupError) as wrong:
            raise PartDamagedError(f"{part}: {wrong}") from wrong
        if not isinstance(root, ElementTree.Element):
            raise PartDamagedError(f"{part}: empty")
        return root

    def stream(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> None:
        """A part as a run of events, never held whole; names come without their prefix.

        Raises:
            PartDamagedError: the part is missing, cut off or no XML.
            UnpacksTooLargeError: the package's allowance is used up.
        """
        parser = expat.ParserCreate()
        parser.buffer_text = True

        def refuse(*_: Any) -> None:
            raise PartDamagedError(f"{part}: document type declaration")

        parser.StartDoctypeDeclHandler = refuse
        names = _BareNames()
        parser.StartElementHandler = lambda name, attributes: start(names[name], attributes)
        parser.EndElementHandler = lambda name: end(names[name])
        parser.CharacterDataHandler = text
        try:
            for piece in self.chunks(part):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as wrong:
            raise PartDamagedError(f"{part}: {wrong}") from wrong

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to inside the package: id → (last word of the type, path)."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self:
            return {}
        found = {}
        for one in self.tree(rels):
            target = one.get("Target", "")
            if one.get("TargetMode") == "External" or not target:
                continue
            path = target[1:] if target.startswith("/") else posixpath.join(folder, target)
            kind = one.get("Type", "").rsplit("/", 1)[-1]
            found[one.get("Id", "")] = (kind, posixpath.normpath(path))
        return found


class _NoDoctype(ElementTree.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError("document type declaration")


class _BareNames(dict[str, str]):
    """Bare names by full name, each made once: a sheet says a few names millions of times."""

    def __missing__(self, name: str) -> str:
        short = bare(name)
        if len(self) < 10_000:
            self[name] = short
        return short


def bare(name: str) -> str:
    """An element's or attribute's name without its namespace or prefix."""
    return name.rsplit("}", 1)[-1].rsplit(":", 1)[-1]


def attribute(element: ElementTree.Element, name: str) -> str | None:
    """An attribute by its bare name, whatever its namespace."""
    value = element.get(name)
    if value is not None:
        return value
    return next((v for k, v in element.attrib.items() if bare(k) == name), None)


def child(element: ElementTree.Element, name: str) -> ElementTree.Element | None:
    """The first child with this bare name."""
    return next((one for one in element if bare(one.tag) == name), None)


def children(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The children with this bare name, in order."""
    return (one for one in element if bare(one.tag) == name)


def descendants(element: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """All elements below with this bare name, in document order."""
    return (one for one in element.iter() if bare(one.tag) == name)
