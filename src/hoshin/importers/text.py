"""Plain text, as extracted from a PDF or exported from anywhere: lines, pages, tabbed tables.

The form feed between pages is often lost. Two traces of it are read as a new page: one blank
glued to the first line while the line before is not empty, and three or more truly empty lines
in a row. Runs of lines with tabs are tables, and so are lines whose blanks make columns.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.proposals import LineRange
from hoshin.domain.words import Words
from hoshin.importers.blank_columns import blank_tables
from hoshin.importers.document import (
    Cell,
    Document,
    DocumentKind,
    DocumentReading,
    Line,
    Page,
    Table,
    digest,
)

LARGEST_TEXT = 50_000_000
_EMPTY_LINES_OF_A_BREAK = 3
_MOST_COLUMNS = 200


def read(content: bytes, name: str) -> DocumentReading:
    """Read a text file in UTF-8, UTF-16 (with its mark) or CP932; never raises."""
    if len(content) > LARGEST_TEXT:
        return DocumentReading(
            document=None,
            problems=(
                _problem(
                    "text-too-large",
                    name,
                    ProblemLevel.ERROR,
                    f"テキストが{LARGEST_TEXT // 1_000_000}MBを超えています。",
                    f"The text is larger than {LARGEST_TEXT // 1_000_000} MB.",
                    "ファイルを分けてください。",
                    "Split the file.",
                ),
            ),
        )
    text = decoded(content)
    if text is None:
        return DocumentReading(
            document=None,
            problems=(
                _problem(
                    "text-encoding",
                    name,
                    ProblemLevel.ERROR,
                    "文字コードを判別できません。テキストファイルではないようです。",
                    "The characters cannot be decoded; this does not seem to be a text file.",
                    "UTF-8 か Shift_JIS(CP932)で保存し直してください。",
                    "Save it again as UTF-8 or Shift_JIS (CP932).",
                ),
            ),
        )
    problems = []
    lost = text.count("\ufffd")
    if lost:
        problems.append(
            _problem(
                "text-lost-characters",
                name,
                ProblemLevel.WARNING,
                f"読めない文字が{lost}字あります(文字化け)。",
                f"{lost} characters were lost before the file came here.",
                "元の文書から文字を抽出し直してください。",
                "Extract the text from the original document again.",
            )
        )
    document = document_of_text(text, name, digest(content))
    if not any(line.text.strip() for line in document.lines()):
        problems.append(
            _problem(
                "text-empty",
                name,
                ProblemLevel.WARNING,
                "文字がありません。",
                "There is no text in it.",
                "画像だけの文書なら、文字のある版を用意してください。",
                "If the document is a scan, use a version that has text.",
            )
        )
    return DocumentReading(document=document, problems=tuple(problems))


def decoded(content: bytes) -> str | None:
    """The text of these bytes, or None when no encoding fits or they are no text."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp932"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def document_of_text(
    text: str, name: str, sha256: str, kind: DocumentKind = DocumentKind.TEXT
) -> Document:
    """The document that a text makes: its lines, cut into pages, with the tables of its tabs."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if raw and raw[-1] == "":
        raw.pop()
    pages: list[list[Line]] = [[]]
    empty = 0
    before = ""
    for number, line in enumerate(raw, start=1):
        if pages[-1] and line and _starts_page(line, before, empty):
            pages.append([])
        pages[-1].append(Line(number=number, text=line.replace("\f", ""), page=len(pages)))
        empty = 0 if line else empty + 1
        before = line
    return Document(
        name=name,
        sha256=sha256,
        kind=kind,
        pages=tuple(
            Page(number=number, lines=tuple(lines), tables=_all_tables(lines, number))
            for number, lines in enumerate(pages, start=1)
        ),
    )


def _starts_page(line: str, before: str, empty_before: int) -> bool:
    if line.startswith("\f") or before.endswith("\f"):
        return True
    if empty_before >= _EMPTY_LINES_OF_A_BREAK:
        return True
    # Indented lists have two blanks or more; an indented line after an empty one is no new page.
    glued = line.startswith(" ") and line[1:2].strip() != ""
    return glued and before.strip() != "" and not before.startswith((" ", "-", "*"))


def _all_tables(lines: Sequence[Line], page: int) -> tuple[Table, ...]:
    """The tables of a page in its order, whatever parts their columns."""
    found = [*_tables(lines, page), *blank_tables(lines, page)]
    return tuple(sorted(found, key=lambda table: table.first_line))


def _tables(lines: Sequence[Line], page: int) -> Iterator[Table]:
    run: list[Line] = []
    caption = ""
    heading = ""
    for line in (*lines, None):
        if line is not None and "\t" in line.text:
            if not run:
                caption = heading
            run.append(line)
            continue
        if len(run) >= 2:
            yield _table(run, page, caption)
        run = []
        if line is not None and line.text.strip():
            heading = line.text.strip()


def _table(run: Sequence[Line], page: int, caption: str) -> Table:
    cells: list[Cell] = []
    columns = 0
    for row, line in enumerate(run):
        texts = line.text.split("\t")[:_MOST_COLUMNS]
        columns = max(columns, len(texts))
        cells.extend(
            Cell(
                text=text.strip(),
                row=row,
                column=column,
                lines=LineRange(line.number, line.number),
            )
            for column, text in enumerate(texts)
        )
    return Table(
        page=page,
        cells=tuple(cells),
        rows=len(run),
        columns=columns,
        caption=caption.lstrip("#* ").rstrip("* "),
        first_line=run[0].number,
    )


def _problem(
    code: str, name: str, level: ProblemLevel, ja: str, en: str, hint_ja: str, hint_en: str
) -> Problem:
    return Problem(
        code=code,
        level=level,
        place=Place(file=name),
        sentence=Words(ja, en),
        hint=Words(hint_ja, hint_en),
    )
