"""Finding: the full text of every document that was uploaded, with citations.

The index is a file beside the database and holds nothing that the database does not: what is
missing from it is put in again from the pages that were kept.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db.models import QuerySet

from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.domain.roles import Role
from hoshin.importers.document import Document
from hoshin.importers.full_text import FullText, Hit
from hoshin.importers.kept_documents import read_document_data
from hoshin.storage.models import ReadDocument, Source

MOST_HITS = 200
_INDEX = "full-text.sqlite3"
# One connection at a time writes to the index; readers of this process wait their turn.
_LOCK = Lock()


def find_passages(rights: Rights, query: str, limit: int = 50) -> tuple[Hit, ...]:
    """The lines of documents that hold every word asked for, best first.

    Raises NotAllowedError for somebody who may read nothing.
    """
    seen = list(visible_documents(rights).values_list("file_id", flat=True))
    if not seen or not query.strip():
        return ()
    with _LOCK:
        try:
            return _found(query, seen, limit)
        except sqlite3.DatabaseError:
            # A damaged index is no loss: it is made anew from what was kept.
            index_path().unlink(missing_ok=True)
            return _found(query, seen, limit)


def visible_documents(rights: Rights) -> QuerySet[ReadDocument]:
    """The documents that this person may read.

    The outside committee sees those from which something became part of the plan.
    """
    rights.require_anywhere(Verb.READ)
    documents = ReadDocument.objects.order_by("name", "pk")
    if rights.roles <= {Role.COMMITTEE_MEMBER}:
        return documents.filter(pk__in=Source.objects.exclude(sha256="").values("sha256"))
    return documents


def index_document(document: Document) -> None:
    """Make a document findable under its name; one that is there is renamed."""
    with _LOCK, _opened() as index:
        index.add(document)


def kept_document(read: ReadDocument) -> Document:
    """A document as it was read, from its kept pages."""
    pages = read.pages.order_by("number").values_list("content", flat=True)
    return read_document_data(read.name, read.pk, read.kind, read.title, pages)


def index_path() -> Path:
    """Where the index is kept."""
    return Path(settings.DATA) / _INDEX


def _opened() -> FullText:
    index_path().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FullText(index_path())


def _found(query: str, seen: Sequence[str], limit: int) -> tuple[Hit, ...]:
    with _opened() as index:
        missing = [sha256 for sha256 in seen if sha256 not in index]
        for read in ReadDocument.objects.filter(pk__in=missing):
            index.add(kept_document(read))
        return index.find(query, within=seen, limit=min(limit, MOST_HITS))
