"""Drawn tables: rows written across the page, cells separated by ``|``, as a person reads them."""

from __future__ import annotations


def rows(drawing: str) -> list[tuple[str, ...]]:
    """The rows of a drawn table; raises ValueError when they have different numbers of cells."""
    found = [
        tuple(cell.strip() for cell in line.split("|"))
        for line in drawing.splitlines()
        if line.strip()
    ]
    if len({len(row) for row in found}) > 1:
        raise ValueError(f"rows of different length in the table that starts with {found[0]}")
    return found
