"""A section's workbook that came back: read by its hidden marks, wherever rows and columns went."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from hoshin.domain.problems import Problem, problem_of_file
from hoshin.domain.row_keys import read_column_key, read_row_key
from hoshin.domain.section_returns import FILLED_FIELDS, NEEDED_FIELDS, ReturnedRow, SectionReturn
from hoshin.importers.document import Cell, Document

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)", re.ASCII)
_CODED = ("status", "missing_reason")
_MOST_PLACES = 8


def read_section_return(document: Document) -> SectionReturn:
    """What a returned workbook says, row by row; what is wrong with it becomes problems.

    A workbook that is none of ours has no code. Of two rows of one item neither is taken.
    """
    rows: dict[int, list[ReturnedRow]] = defaultdict(list)
    codes: dict[str, int] = defaultdict(int)
    problems: list[Problem] = []
    nameless: list[str] = []
    for sheet, cells in _by_sheet(document).items():
        columns = _columns(cells)
        if set(columns) >= set(NEEDED_FIELDS):
            nameless.extend(_nameless(sheet, cells, columns))
        for cell in cells.values():
            key = read_row_key(cell.text)
            if key is None:
                continue
            codes[key[0]] += 1
            if not set(columns) >= set(NEEDED_FIELDS):
                continue
            rows[key[1]].append(_row(key[1], _place(cell)[0], sheet, cells, columns))
    if not codes:
        return SectionReturn(code="", problems=(_not_ours(document.name),))
    if not rows:
        problems.append(_columns_gone(document.name))
    if len(codes) > 1:
        problems.append(_mixed(document.name))
        return SectionReturn(code="", problems=tuple(problems))
    if nameless:
        problems.append(_without_key(document.name, nameless))
    twice = frozenset(item for item, found in rows.items() if len(found) > 1)
    problems.extend(_twice(document.name, rows[item]) for item in rows if item in twice)
    taken = tuple(one for item, found in rows.items() for one in found if item not in twice)
    return SectionReturn(code=next(iter(codes)), rows=taken, problems=tuple(problems), twice=twice)


def _by_sheet(document: Document) -> dict[str, dict[tuple[int, int], Cell]]:
    sheets: dict[str, dict[tuple[int, int], Cell]] = {}
    for table in document.tables():
        sheet = sheets.setdefault(table.sheet, {})
        for cell in table.cells:
            if cell.address:
                sheet[_place(cell)] = cell
    return sheets


def _place(cell: Cell) -> tuple[int, int]:
    """Row and column of a cell in its sheet, from its address."""
    found = _ADDRESS.match(cell.address)
    if found is None:
        return (0, 0)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _columns(cells: dict[tuple[int, int], Cell]) -> dict[str, int]:
    """The column of each field, by the marks in the hidden row."""
    found: dict[str, int] = {}
    for (_, column), cell in cells.items():
        field = read_column_key(cell.text)
        if field is not None:
            found.setdefault(field, column)
    return found


def _nameless(
    sheet: str, cells: dict[tuple[int, int], Cell], columns: dict[str, int]
) -> Iterator[str]:
    """The cells below the headings that are filled in, in rows without a key of ours."""
    marks = max(row for (row, _), cell in cells.items() if read_column_key(cell.text) is not None)
    named = {row for (row, _), cell in cells.items() if read_row_key(cell.text) is not None}
    filled = {columns[one] for one in FILLED_FIELDS if one in columns}
    for (row, column), cell in sorted(cells.items()):
        # The headings stand right below the marks.
        if row > marks + 1 and row not in named and column in filled and cell.text.strip():
            yield f"{sheet}!{cell.address}"


def _row(
    item: int,
    row: int,
    sheet: str,
    cells: dict[tuple[int, int], Cell],
    columns: dict[str, int],
) -> ReturnedRow:
    content: dict[str, str] = {}
    places: dict[str, str] = {}
    for field in FILLED_FIELDS:
        cell = cells.get((row, columns[field])) if field in columns else None
        text = cell.text.strip() if cell is not None else ""
        if text and cell is not None:
            content[field] = text.split()[-1] if field in _CODED else text
            places[field] = f"{sheet}!{cell.address}"
    return ReturnedRow(item=item, content=content, cells=places)


def _not_ours(file: str) -> Problem:
    return problem_of_file(
        "return-not-ours",
        file,
        f"「{file}」は、ここから出した入力用ブックではありません。",
        f'"{file}" is no workbook that was issued here.',
        "お送りしたブックに入力して返してください。隠れた列が消えていないかも確かめてください。",
        "Fill in the workbook that was sent, and see that its hidden column is still there.",
    )


def _columns_gone(file: str) -> Problem:
    return problem_of_file(
        "return-columns-gone",
        file,
        f"「{file}」の入力欄のいずれかが消されています。",
        f'A column to fill in was removed from "{file}".',
        "もう一度ブックを受け取り、値を写して返してください。",
        "Get the workbook once more, copy the values and return that.",
    )


def _mixed(file: str) -> Problem:
    return problem_of_file(
        "return-mixed",
        file,
        f"「{file}」に、別のブックの行が混ざっています。",
        f'"{file}" holds rows of another workbook.',
        "課ごと、年度ごとに別のブックのまま返してください。",
        "Return each section's and each year's workbook on its own.",
    )


def _without_key(file: str, places: Sequence[str]) -> Problem:
    told = ", ".join(places[:_MOST_PLACES]) + (" …" if len(places) > _MOST_PLACES else "")
    return problem_of_file(
        "return-row-unknown",
        file,
        f"どの項目の行か分からないため、読まなかったセルがあります（{told}）。",
        f"Some cells were not read, as it is not known of which item their row is ({told}).",
        "左端の隠れた列が変わっていないか確かめ、元の行に書いて、もう一度返してください。",
        "See that the hidden first column is unchanged, write in the item's own row, and return "
        "the file again.",
    )


def _twice(file: str, rows: Iterable[ReturnedRow]) -> Problem:
    places = ", ".join(cell for row in rows for cell in list(row.cells.values())[:1])
    return problem_of_file(
        "return-row-twice",
        file,
        f"同じ項目の行が二つあります（{places}）。どちらも取り込みません。",
        f"One item stands in two rows ({places}). Neither is taken.",
        "正しい行だけを残して返してください。",
        "Keep the right row only, and return the file again.",
    )
