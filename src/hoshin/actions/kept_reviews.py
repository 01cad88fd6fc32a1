"""Kept reviews: a proposal as it is kept with an upload, with the names that a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.proposals import Proposal, ProposedRow
from hoshin.domain.rows import Row
from hoshin.exchange.cells import read_cell, write_cell
from hoshin.exchange.tables import table
from hoshin.importers.kept_proposals import read_proposal, read_row
from hoshin.importers.proposal_data import proposal_data
from hoshin.importers.row_names import RowNames
from hoshin.storage.models import Upload

_SAME = ("values", "action", "changes", "needs_decision")


def texts_of(name: str, row: Row) -> dict[str, str]:
    """The cells of a row of a table as the plan folder writes them."""
    return {one.name: write_cell(getattr(row, one.name), one) for one in table(name).columns}


def row_of(name: str, texts: Mapping[str, str]) -> Row:
    """The row of a table from its cells; raises IllFormedError where it cannot exist."""
    known = table(name)
    return known.row_class(
        **{one.name: read_cell(texts.get(one.name, ""), one) for one in known.columns}
    )


def review_data(proposal: Proposal, city: City) -> dict[str, Any]:
    """A proposal as data, each row with its name, and the name of every row that is pointed to.

    ``names`` gives for a table and an id the name in Japanese and English.
    """
    names = RowNames(city, proposal)
    pointed: dict[str, dict[str, list[str]]] = {}
    data = proposal_data(proposal, texts_of)
    for row, shown in zip(proposal.rows, data["rows"], strict=True):
        shown["name"] = list(names.of_row(row.table, row.row))
        for column in table(row.table).columns:
            if not column.references or column.references == "sources":
                continue
            value = getattr(row.row, column.name)
            for one in value if column.is_list else (value,):
                if one:
                    known = pointed.setdefault(column.references, {})
                    if one not in known:
                        known[one] = list(names.of(column.references, one))
    kept: dict[str, Any] = storable({**data, "names": pointed})
    return kept


def kept_proposal(upload: Upload) -> dict[str, Any]:
    """The kept data of an upload's proposal; without rows where it has none."""
    return upload.proposal or {"rows": [], "left_over": [], "names": {}}


def proposal_of(upload: Upload) -> Proposal:
    """The kept proposal of an upload."""
    return read_proposal(kept_proposal(upload), row_of)


def proposed_row(data: Mapping[str, Any]) -> ProposedRow:
    """One row of a kept proposal."""
    return read_row(data, row_of)


def written_row(data: Mapping[str, Any], row: ProposedRow, row_id: str) -> dict[str, Any]:
    """A kept row after it was written into the plan: the plan confirms it from now on."""
    shown = dict(data)
    shown.update(
        action="confirm",
        changes=[],
        candidates=[],
        suggestions=[],
        needs_decision=False,
        written=row_id,
        values=texts_of(row.table, row.row),
    )
    return shown


def renamed(data: Mapping[str, Any], names: Mapping[tuple[str, str], list[str]]) -> dict[str, Any]:
    """Kept data with other names for its rows, and for the rows that these point to."""
    return {
        **data,
        "rows": [{**one, "name": names[one["table"], one["id"]]} for one in data["rows"]],
        "names": {
            table: {row_id: names.get((table, row_id), name) for row_id, name in known.items()}
            for table, known in data["names"].items()
        },
    }


def same_row(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two readings of one row say the same, so that a decision on it holds."""
    return all(before[name] == after[name] for name in _SAME)


def storable(data: Any) -> Any:
    """Data without what no database keeps: null characters and halves of characters."""
    if isinstance(data, str):
        return data.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    if isinstance(data, dict):
        return {name: storable(value) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [storable(one) for one in data]
    return data
