"""The workbook to decide in: a proposal's rows with a column of decisions, and its way back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hoshin.cli.proposal_words import change_words, table_word, value_words
from hoshin.domain.city import City
from hoshin.domain.indicators import Direction, DirectionBasis
from hoshin.domain.problems import Problem, problem_of_file
from hoshin.domain.proposals import Proposal, ProposedAction, ProposedRow
from hoshin.exchange.package import table_titles
from hoshin.importers.applying import Decisions
from hoshin.importers.document import Cell, Document, Table
from hoshin.importers.proposal_words import (
    ACTIONS,
    DIRECTIONS,
    confidence_word,
    found_word,
    reason_words,
    shape_words,
)
from hoshin.importers.readers import read_document
from hoshin.importers.row_names import RowNames

_TAKE = ("採用", "take")
_LEAVE = ("見送り", "leave")
_ROWS_SHEET = "提案"
_LEFT_SHEET = "読めなかった所"
_HEADS = (
    ("決定", "Decision", 10),
    ("既存のID", "Existing id", 22),
    ("望ましい方向", "Wanted direction", 14),
    ("方向の案", "Suggested direction", 14),
    ("操作", "Action", 8),
    ("表", "Table", 16),
    ("名称", "Name", 36),
    ("値", "Values", 40),
    ("変更", "Changes", 36),
    ("似ている既存の行", "Existing rows like it", 36),
    ("判断が要る", "To decide", 10),
    ("確信", "Sure", 8),
    ("根拠", "Evidence", 28),
    ("原文", "As printed", 48),
    ("形と検算", "Shape, check", 30),
    ("ID", "Id", 28),
    ("文書", "Document", 24),
    ("sha256", "sha256", 20),
)
_LEFT_HEADS = (
    ("文書", "Document", 24),
    ("場所", "Place", 24),
    ("理由", "Reason", 48),
    ("読めたもの", "Read so far", 48),
    ("原文", "As printed", 60),
)
_LONGEST_TEXT = 2000
_DIRECTION_COLUMN = 2
_DECLARABLE = tuple(one for one in DIRECTIONS if one is not Direction.UNDECLARED)


def write_review(
    proposals: Sequence[Proposal], lang: str = "ja", city: City | None = None
) -> bytes:
    """The workbook's bytes. Rows that need no decision are set to be taken; nothing is applied.

    Where a decision is needed the cell is blank, and blank is not taken. A suggested direction
    stands beside the cell in which a person declares one. ``city`` is what the proposals were made
    against: its rows are called by their names.

    Needs XlsxWriter (the ``release`` extra).
    """
    import xlsxwriter

    japanese = lang == "ja"
    word = 0 if japanese else 1
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    choice = book.add_format(
        {"valign": "top", "num_format": "@", "bg_color": "#FFF8DC", "locked": False}
    )
    sheet = book.add_worksheet(_ROWS_SHEET)
    for column, (ja, en, width) in enumerate(_HEADS):
        sheet.write_string(0, column, f"{ja}\n{en}", head)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 2)
    at = 0
    for proposal in proposals:
        names = RowNames(city or City(name=""), proposal)
        for row in proposal.rows:
            if row.action is ProposedAction.CONFIRM:
                continue
            at += 1
            sheet.write_string(at, 0, "" if row.needs_decision else _TAKE[word], choice)
            sheet.write_string(at, 1, "", choice)
            is_indicator = row.table == "indicators"
            sheet.write_string(at, _DIRECTION_COLUMN, "", choice if is_indicator else text)
            for column, value in enumerate(_texts(proposal, row, japanese, names), start=3):
                sheet.write_string(at, column, value[:_LONGEST_TEXT], text)
    if at:
        choices = [_TAKE[word], _LEAVE[word]]
        sheet.data_validation(1, 0, at, 0, {"validate": "list", "source": choices})
        directions = [words[word] for one, words in DIRECTIONS.items() if one in _DECLARABLE]
        sheet.data_validation(
            1,
            _DIRECTION_COLUMN,
            at,
            _DIRECTION_COLUMN,
            {"validate": "list", "source": directions},
        )
        sheet.autofilter(0, 0, at, len(_HEADS) - 1)
    _write_left(book, proposals, head, text)
    book.close()
    return stream.getvalue()


def _texts(
    proposal: Proposal, row: ProposedRow, japanese: bool, names: RowNames
) -> tuple[str, ...]:
    near = "\n".join(
        f"{one.row_id} {one.name} ({one.likeness}; {reason_words(one.reasons, japanese)})"
        for one in row.candidates
    )
    name = names.of_row(row.table, row.row)[0 if japanese else 1]
    mark = "○" if japanese else "yes"
    return (
        suggested_direction(row, japanese),
        ACTIONS[row.action][0 if japanese else 1],
        table_word(row.table, japanese),
        name,
        "\n".join(value_words(row, japanese, names)),
        "\n".join(change_words(row, japanese)),
        near,
        mark if row.needs_decision else "",
        confidence_word(row.evidence.confidence, japanese),
        row.evidence.locator,
        row.evidence.raw,
        shape_words(row.evidence, japanese),
        row.row.id,
        proposal.document,
        proposal.sha256,
    )


def suggested_direction(row: ProposedRow, japanese: bool) -> str:
    """The direction that the printed figures suggest, for a person to confirm."""
    found = [one.proposed for one in row.suggestions if one.field == "direction"]
    return DIRECTIONS[Direction(found[0])][0 if japanese else 1] if found else ""


def _write_left(book: Any, proposals: Sequence[Proposal], head: Any, text: Any) -> None:
    sheet = book.add_worksheet(_LEFT_SHEET)
    heads = (
        "文書\nDocument",
        "場所\nPlace",
        "理由\nReason",
        "読めたもの\nRead so far",
        "原文\nAs printed",
    )
    for column, title in enumerate(heads):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, (24, 24, 48, 48, 60)[column])
    sheet.freeze_panes(1, 0)
    at = 0
    for proposal in proposals:
        for left in proposal.left_over:
            at += 1
            found = "\n".join(
                f"{found_word(one.what, True)} / {found_word(one.what, False)}: {one.text}"
                for one in left.found
            )
            reason = f"{left.sentence_ja}\n{left.sentence_en}"
            evidence = left.evidence
            for column, value in enumerate(
                (proposal.document, evidence.locator, reason, found, evidence.raw)
            ):
                sheet.write_string(at, column, value[:_LONGEST_TEXT], text)


def read_decisions(path: Path) -> tuple[dict[str, Decisions], list[Problem]]:
    """The decisions of a reviewed workbook by the document's sha256, and what is wrong with it."""
    reading = read_document(path)
    if reading.document is None:
        return {}, list(reading.problems)
    table, columns = _rows_table(reading.document)
    if table is None:
        return {}, [
            problem_of_file(
                "review-not-a-review",
                path.name,
                f"「{path.name}」は確認用のブックではありません。",
                f'"{path.name}" is no workbook that --review has written.',
                "hoshin import --review で作ったブックを指定してください。",
                "Name a workbook that hoshin import --review has made.",
            )
        ]
    taken: dict[str, set[tuple[str, str]]] = {}
    same_as: dict[str, dict[tuple[str, str], str]] = {}
    corrections: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}
    problems: list[Problem] = []
    for number, row in enumerate(table.grid(), start=1):
        cells = {name: _text(row[at]) for name, at in columns.items() if at < len(row)}
        sha256, row_id = cells.get("sha256", ""), cells.get("ID", "")
        if len(sha256) != 64 or not row_id:
            continue
        key = (_table_name(cells.get("表", "")), row_id)
        decision, existing = cells.get("決定", ""), cells.get("既存のID", "")
        if decision not in (*_TAKE, *_LEAVE, ""):
            problems.append(
                problem_of_file(
                    "review-unknown-decision",
                    path.name,
                    f"{number}行目の決定「{decision}」は使えません。",
                    f'Row {number}: "{decision}" is no decision.',
                    f"「{_TAKE[0]}」か「{_LEAVE[0]}」を選んでください。",
                    f"Choose {_TAKE[1]} or {_LEAVE[1]}.",
                )
            )
            continue
        wanted = cells.get("望ましい方向", "")
        direction = next((one for one in _DECLARABLE if wanted in (one, *DIRECTIONS[one])), None)
        if wanted and direction is None:
            problems.append(
                problem_of_file(
                    "review-unknown-direction",
                    path.name,
                    f"{number}行目の望ましい方向「{wanted}」は使えません。",
                    f'Row {number}: "{wanted}" is no direction.',
                    "「増やす」「減らす」「保つ」「範囲に収める」から選んでください。",
                    "Choose increase, decrease, maintain or keep within a range.",
                )
            )
            continue
        if direction is not None and key[0] == "indicators":
            corrections.setdefault(sha256, {})[key] = {
                "direction": direction,
                "direction_basis": DirectionBasis.DECLARED,
            }
        if existing:
            same_as.setdefault(sha256, {})[key] = existing
        taken.setdefault(sha256, set())
        if decision in _TAKE:
            taken[sha256].add(key)
    found = {
        sha256: Decisions(frozenset(keys), same_as.get(sha256, {}), corrections.get(sha256, {}))
        for sha256, keys in taken.items()
    }
    return found, problems


def _table_name(word: str) -> str:
    """The name of the table that is called so in either language; else the word itself."""
    for name, title in table_titles().items():
        if word in (name, title.title_ja, title.title_en):
            return name
    return word


def _rows_table(document: Document) -> tuple[Table | None, dict[str, int]]:
    for table in document.tables():
        grid = table.grid()
        if not grid:
            continue
        heads = {
            _text(cell).partition("\n")[0]: at
            for at, cell in enumerate(grid[0])
            if cell is not None
        }
        if {"決定", "ID", "sha256", "表"} <= set(heads):
            return table, heads
    return None, {}


def _text(cell: Cell | None) -> str:
    return cell.text.strip() if cell is not None else ""
