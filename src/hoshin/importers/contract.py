"""What a shape is: find the blocks of one layout, read a block, prove the reading.

A rule knows layouts and never a document or a city. When a proof fails the block is not read: it
is left over for a person, with what was found in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from hoshin.domain.proposals import Confidence, Evidence, Found, LeftOver, LineRange
from hoshin.importers.document import Cell, Document, Line, Table
from hoshin.importers.findings import Findings
from hoshin.importers.headings import Headings, heading_text


@dataclass(frozen=True, slots=True)
class Reading:
    """A document being read: its headings, and the lines that earlier shapes have taken."""

    document: Document
    headings: Headings
    taken: frozenset[int] = frozenset()

    def is_free(self, line: Line) -> bool:
        """Whether no earlier shape has read this line."""
        return line.number not in self.taken

    def section_of(self, table: Table, cell: Cell) -> tuple[str, ...]:
        """The headings under which a cell of a table stands, the table's own caption last."""
        line = cell.lines.first if cell.lines is not None else table.first_line
        caption = (heading_text(table.caption),) if table.caption else ()
        return tuple(dict.fromkeys((*self.headings.above(line), *caption)))


@dataclass(frozen=True, slots=True)
class Mark:
    """The signature that a shape puts on its evidence."""

    shape: str
    version: int

    def evidence(
        self,
        document: Document,
        page: int,
        lines: Iterable[int] = (),
        *,
        raw: str = "",
        check: str = "",
        confidence: Confidence = Confidence.HIGH,
        table: Table | None = None,
        cells: Iterable[Cell] = (),
    ) -> Evidence:
        """Evidence for what was read on these lines or in these cells of a table."""
        cells = tuple(cells)
        numbers = set(lines)
        for cell in cells:
            numbers.update(cell.line_numbers)
        return Evidence(
            document=document.name,
            sha256=document.sha256,
            page=page,
            lines=ranges(numbers),
            cells=table.range_of(*cells) if table is not None else (),
            boxes=tuple(one.box for one in cells if one.box is not None),
            raw=raw or " / ".join(one.text.strip() for one in cells if one.text.strip()),
            shape=self.shape,
            version=self.version,
            confidence=confidence,
            check=check,
        )

    def left_over(
        self,
        document: Document,
        page: int,
        lines: Iterable[int],
        code: str,
        ja: str,
        en: str,
        *,
        raw: str = "",
        found: Iterable[tuple[str, str]] = (),
        table: Table | None = None,
        cells: Iterable[Cell] = (),
    ) -> LeftOver:
        """A block that goes to a person, with why and with what was read in it."""
        return LeftOver(
            evidence=self.evidence(
                document,
                page,
                lines,
                raw=raw,
                confidence=Confidence.LOW,
                table=table,
                cells=cells,
            ),
            code=code,
            sentence_ja=ja,
            sentence_en=en,
            found=tuple(Found(what, text) for what, text in found),
        )


@dataclass(frozen=True, slots=True)
class ShapeResult:
    """What a shape did: its findings, and the lines, pages and tables that no later one looks at.

    ``tables`` are the objects' own identities: two tables of a document may be equal.
    """

    findings: Findings = dataclass_field(default_factory=Findings)
    taken: frozenset[int] = frozenset()
    pages: frozenset[int] = frozenset()
    tables: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of the registry: its name, the version of its rule, what it is for, its rule."""

    name: str
    version: int
    title_ja: str
    title_en: str
    apply: Callable[[Reading], ShapeResult]


def ranges(numbers: Iterable[int]) -> tuple[LineRange, ...]:
    """Line numbers as ranges: consecutive ones become one."""
    found: list[LineRange] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1].last + 1:
            found[-1] = LineRange(found[-1].first, number)
        else:
            found.append(LineRange(number, number))
    return tuple(found)


def filled(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that have text."""
    return (line for line in lines if line.text.strip())


def raw_of(lines: Iterable[Line]) -> str:
    """The text of lines as printed, each stripped, joined by a slash."""
    return " / ".join(line.text.strip() for line in filled(lines))
