"""Kept documents: a document back from the plain data of its pages, as it was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from hoshin.domain.proposals import Box, LineRange
from hoshin.importers.document import Cell, Document, DocumentKind, Line, Page, Table


def read_document_data(
    name: str, sha256: str, kind: str, title: str, pages: Iterable[Mapping[str, Any]]
) -> Document:
    """The document whose pages ``page_data`` has written."""
    return Document(
        name=name,
        sha256=sha256,
        kind=DocumentKind(kind),
        title=title,
        pages=tuple(read_page(one) for one in pages),
    )


def read_page(data: Mapping[str, Any]) -> Page:
    """One page or sheet."""
    number = data["page"]
    return Page(
        number=number,
        name=data["name"],
        hidden=data["hidden"],
        has_text=data["has_text"],
        width=data["width"],
        height=data["height"],
        lines=tuple(
            Line(
                number=one["number"],
                text=one["text"],
                page=number,
                box=_box(one["box"]),
                column=one["column"],
                vertical=one["vertical"],
            )
            for one in data["lines"]
        ),
        tables=tuple(_table(number, one) for one in data["tables"]),
    )


def _table(page: int, data: Mapping[str, Any]) -> Table:
    return Table(
        page=page,
        cells=tuple(_cell(one) for one in data["cells"]),
        rows=data["rows"],
        columns=data["columns"],
        caption=data["caption"],
        sheet=data["sheet"],
        hidden=data["hidden"],
        continued=data["continued"],
        first_line=data["first_line"],
        box=_box(data["box"]),
    )


def _cell(data: Mapping[str, Any]) -> Cell:
    number = data["number"]
    lines = data["lines"]
    return Cell(
        text=data["text"],
        row=data["row"],
        column=data["column"],
        row_span=data["row_span"],
        column_span=data["column_span"],
        number=None if number is None else Decimal(number),
        number_format=data["number_format"],
        box=_box(data["box"]),
        address=data["address"],
        hidden=data["hidden"],
        lines=None if lines is None else LineRange(*lines),
    )


def _box(data: list[float] | None) -> Box | None:
    return None if data is None else Box(*data)
