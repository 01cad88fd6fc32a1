"""The document model: what every reader makes of a file, whatever its format.

A reader is a function ``read(content: bytes, name: str) -> DocumentReading``. It never raises for
bad input: what is wrong with the file is a problem, and what could be read is kept. Shapes look
only at this model, so that the same table is found in a PDF, a workbook or a page of text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.proposals import Box, CellRange, LineRange


class DocumentKind(StrEnum):
    """From which kind of file a document was read."""

    TEXT = "text"
    PDF = "pdf"
    WORKBOOK = "workbook"
    WORD = "word"
    SLIDES = "slides"
    HTML = "html"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text as extracted, without its line end.

    ``number`` counts from 1 through the whole document (in text files: the file's line).
    ``column`` tells side-by-side columns of a page apart, from 0.
    """

    number: int
    text: str
    page: int
    box: Box | None = None
    column: int = 0
    vertical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table; a merged cell stands once, at its upper left place, with its spans.

    ``row`` and ``column`` count from 0 in the table's grid. ``text`` is the cell as displayed,
    line breaks kept as ``\\n``; ``number`` is the number that a workbook stores behind it (a
    percentage of 32.1 % is stored as 0.321). ``address`` is the cell's address in its sheet
    (``B3``). ``hidden`` cells stand in a hidden row, column or sheet. ``lines`` are the
    document's lines that the cell's text was read from.
    """

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    number: Decimal | None = None
    number_format: str = ""
    box: Box | None = None
    address: str = ""
    hidden: bool = False
    lines: LineRange | None = None

    @property
    def line_numbers(self) -> range:
        """The numbers of the lines its text was read from; empty where the file has no lines."""
        return self.lines.numbers if self.lines is not None else range(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A grid of cells, as the file itself delimits it (rulings, sheet, ``w:tbl``, tabs).

    A place of the grid that no cell starts in or covers is blank. ``caption`` is the nearest
    heading above the table, ``sheet`` the name of its sheet. ``continued`` is true when the table
    goes on from the previous page. ``first_line`` is where it stands among the lines of its page.
    """

    page: int
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    caption: str = ""
    sheet: str = ""
    hidden: bool = False
    continued: bool = False
    first_line: int = 0
    box: Box | None = None

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells; a merged cell is repeated in every place that it covers."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    grid[row][column] = cell
        return grid

    def range_of(self, *cells: Cell) -> tuple[CellRange, ...]:
        """The sheet addresses of these cells; none outside workbooks."""
        return tuple(CellRange(self.sheet, one.address) for one in cells if one.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, slide or sheet: its lines in reading order and its tables.

    Lines that stand inside a table are among ``lines`` too, in the order of extraction, unless
    the reader cannot tell (then only the table has them). ``has_text`` is false for a scanned
    page. ``width`` and ``height`` are in points, 0 where a page has no size.
    """

    number: int
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    name: str = ""
    hidden: bool = False
    has_text: bool = True
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as read: name, sha256 of its bytes, kind and pages. ``title`` is its own, if any."""

    name: str
    sha256: str
    kind: DocumentKind
    pages: tuple[Page, ...]
    title: str = ""

    def lines(self) -> Iterator[Line]:
        """All lines, in order."""
        for page in self.pages:
            yield from page.lines

    def tables(self) -> Iterator[Table]:
        """All tables, in order."""
        for page in self.pages:
            yield from page.tables


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentReading:
    """What reading a file gave: the document, or None when nothing could be read, and problems."""

    document: Document | None
    problems: tuple[Problem, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether a problem of level error was found."""
        return any(one.level is ProblemLevel.ERROR for one in self.problems)


Reader = Callable[[bytes, str], DocumentReading]


def digest(content: bytes) -> str:
    """The sha256 of a file's bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
