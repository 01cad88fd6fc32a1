"""What documents were read into, said on the command line: as a table or as JSON."""

from __future__ import annotations

import json
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rich.table import Table
from rich.text import Text

from hoshin.cli.output import console, print_problems
from hoshin.cli.proposal_words import change_words, suggestion_words, table_word
from hoshin.domain.periods import Period
from hoshin.domain.problems import Problem, problem_row
from hoshin.domain.proposals import Proposal, ProposedAction, ProposedRow
from hoshin.domain.rows import Row
from hoshin.exchange.cells import write_cell
from hoshin.exchange.tables import Column
from hoshin.exchange.tables import table as table_named
from hoshin.importers.applying import Applied
from hoshin.importers.proposal_data import proposal_data
from hoshin.importers.proposal_words import ACTIONS, code_word, confidence_word, shape_words
from hoshin.importers.row_names import RowNames

MOST_LISTED = 200
_VALUE_FIELDS = (
    "baseline_value",
    "goal_value",
    "goal_text",
    "value",
    "obs_value",
    "value_text",
    "missing_reason",
    "amount_yen",
    "unit",
    "unit_measure",
    "goal_period",
    "time_period",
    "period",
    "fiscal_year",
    "organisation",
)


@dataclass(frozen=True, slots=True)
class Imported:
    """One document's proposal, the problems of its file, and the city as it would be after it."""

    name: str
    proposal: Proposal | None
    problems: tuple[Problem, ...]
    applied: Applied | None


def print_imported(given: Namespace, results: Sequence[Imported]) -> None:
    """Print what each document would do, as a table or as JSON."""
    if given.format == "json":
        shown = json.dumps(
            [_as_data(one) for one in results], ensure_ascii=False, indent=1, sort_keys=False
        )
        console().print(shown, markup=False, highlight=False)
        return
    japanese = given.lang == "ja"
    out = console()
    for one in results:
        out.print(one.name, style="bold", markup=False)
        if one.proposal is not None:
            _print_proposal(one, japanese, given.all)
        print_problems(one.problems, given.lang, with_notes=True)


def _print_proposal(one: Imported, japanese: bool, everything: bool) -> None:
    assert one.proposal is not None and one.applied is not None
    out = console()
    heads = (
        ("操作", "表", "内容", "値", "根拠", "形・検算", "確信", "判断")
        if japanese
        else ("Action", "Table", "What", "Value", "Evidence", "Shape, check", "Sure", "Decision")
    )
    title = "提案" if japanese else "Proposal"
    table = Table(*heads, title=title, title_justify="left")
    shown = [
        row for row in one.proposal.rows if everything or row.action is not ProposedAction.CONFIRM
    ]
    limit = len(shown) if everything else MOST_LISTED
    names = RowNames(one.applied.city, one.proposal)
    for row in shown[:limit]:
        # Text, not markup: names of documents have square brackets.
        table.add_row(*(Text(cell, overflow="fold") for cell in _cells(row, names, japanese)))
    if shown:
        out.print(table)
    if len(shown) > limit:
        more = len(shown) - limit
        text = f"ほか{more}行(--all で示します)" if japanese else f"{more} more rows (see --all)"
        out.print(text, markup=False)
    counted = Counter(row.action for row in one.proposal.rows)
    waiting = sum(row.needs_decision for row in one.proposal.rows)
    words = ", ".join(
        f"{ACTIONS[action][0 if japanese else 1]} {counted[action]}" for action in ProposedAction
    )
    left = len(one.proposal.left_over)
    out.print(
        f"{words}。判断が要る行 {waiting}、読めなかった所 {left}。"
        if japanese
        else f"{words}; {waiting} need a decision, {left} pieces were left over.",
        markup=False,
    )


def _cells(row: ProposedRow, names: RowNames, japanese: bool) -> tuple[str, ...]:
    marks = []
    if row.needs_decision:
        marks.append("要判断" if japanese else "decide")
    if row.suggestions:
        likely = suggestion_words(row, japanese)
        marks.append(f"案 {likely}" if japanese else f"suggested {likely}")
    if row.candidates:
        near = ", ".join(f"{one.name} {one.likeness}" for one in row.candidates)
        marks.append(f"({near})")
    return (
        ACTIONS[row.action][0 if japanese else 1],
        table_word(row.table, japanese),
        names.of_row(row.table, row.row)[0 if japanese else 1],
        "; ".join(change_words(row, japanese)) or _value(row, names, japanese),
        row.evidence.locator,
        shape_words(row.evidence, japanese),
        confidence_word(row.evidence.confidence, japanese),
        " ".join(marks),
    )


def _value(row: ProposedRow, names: RowNames, japanese: bool) -> str:
    columns = {one.name: one for one in table_named(row.table).columns}
    return " ".join(
        _said(getattr(row.row, name), columns[name], names, japanese)
        for name in _VALUE_FIELDS
        if name in columns and getattr(row.row, name) not in (None, "")
    )


def _said(value: Any, column: Column, names: RowNames, japanese: bool) -> str:
    """A value in words: a period with its kind, a code by its word, a row by its name."""
    if isinstance(value, Period):
        return value.label_ja if japanese else value.label_en
    if isinstance(value, StrEnum):
        return code_word(value.value, japanese)
    text = write_cell(value, column)
    if column.references:
        return names.of(column.references, text)[0 if japanese else 1] or text
    return text


def _as_data(one: Imported) -> dict[str, Any]:
    """A proposal as plain data: rows with their cells as the plan folder writes them."""
    problems = [problem_row(problem) for problem in one.problems]
    if one.proposal is None:
        return {
            "document": one.name,
            "sha256": None,
            "source": None,
            "rows": [],
            "left_over": [],
            "problems": problems,
        }
    return {**proposal_data(one.proposal, _row_texts), "problems": problems}


def _row_texts(name: str, row: Row) -> dict[str, str]:
    return {
        column.name: write_cell(getattr(row, column.name), column)
        for column in table_named(name).columns
    }
