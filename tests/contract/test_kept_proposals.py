"""What is kept of a document between two visits is what was read: no digit, no place is lost."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.exchange.folder import read_folder
from hoshin.importers.document import Document
from hoshin.importers.kept_documents import read_document_data
from hoshin.importers.kept_proposals import read_proposal
from hoshin.importers.proposal_data import data_of_page, proposal_data
from hoshin.importers.propose import propose
from hoshin.importers.readers import read_document
from hoshin.importers.row_names import RowNames
from tests.contract import office_layouts, pdf_layouts

NAMES = ("ruled.pdf", "merged.pdf", "merged.xlsx", "hidden.xlsx", "numbers.xlsx", "table.docx")


@pytest.fixture(scope="module")
def city(harbour: Path) -> City:
    found = read_folder(harbour).city
    assert found is not None
    return found


def _document(name: str) -> Document:
    is_pdf = name.endswith(".pdf")
    layouts = pdf_layouts if is_pdf else office_layouts
    found = read_document(layouts.content(name.removesuffix(".pdf")), name).document
    assert found is not None
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_document_comes_back_as_it_was_read(name: str) -> None:
    document = _document(name)
    pages = json.loads(json.dumps([data_of_page(one) for one in document.pages]))
    kind = document.kind.value
    again = read_document_data(document.name, document.sha256, kind, document.title, pages)
    assert again == document


@pytest.mark.parametrize("name", NAMES)
def test_a_proposal_comes_back_as_it_was_made(django_ready: Path, name: str, city: City) -> None:
    from hoshin.actions.kept_reviews import row_of, texts_of

    proposal = propose(_document(name), city)
    assert len(proposal.rows) > 10
    data = json.loads(json.dumps(proposal_data(proposal, texts_of)))
    again = read_proposal(data, row_of)
    assert again == dataclasses.replace(proposal, problems=())


def test_rows_are_called_by_names_and_never_by_ids(city: City) -> None:
    proposal = propose(_document("merged.xlsx"), city)
    names = RowNames(city, proposal)
    for one in proposal.rows:
        ja, en = names.of_row(one.table, one.row)
        assert ja and en and one.row.id not in (ja, en)
    assert names.of("targets", "plan-2022.visitors") == ("観光入込客数 2026年度", "Visitors FY2026")
    assert names.of("targets", "no-such-target") == ("", "")
