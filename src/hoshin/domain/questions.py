"""Questions: what is asked about a value that is odd before it is taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a value; ``code`` is what a person confirms, with the reason in words."""

    code: str
    sentence_ja: str
    sentence_en: str
