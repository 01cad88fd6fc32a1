"""Ids of proposed rows: the same document proposes the same ids again, whoever imports it."""

from __future__ import annotations

import hashlib

from hoshin.domain.proposals import Evidence


def short_hash(*parts: str) -> str:
    """Eight hexadecimal digits that stand for these texts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]


def source_id(sha256: str) -> str:
    """The id of a new document."""
    return f"doc-{sha256[:8]}"


def place_hash(evidence: Evidence, *more: str) -> str:
    """Eight digits for a place in a document: its bytes, page, lines and cells."""
    return short_hash(evidence.sha256, evidence.locator, *more)


def unused(wanted: str, taken: set[str]) -> str:
    """The wanted id, with a counter behind it while it is taken; the result is then taken."""
    found, number = wanted, 2
    while found in taken:
        found = f"{wanted}-{number}"
        number += 1
    taken.add(found)
    return found
