"""Forms: what a browser sent, taken as text and nothing more; the actions read and refuse it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FIELDS = (
    *("value", "value_text", "value_text_en", "status", "missing_reason"),
    *("comment", "comment_en", "source"),
)
LONGEST = 20_000


def content_of(
    given: Mapping[str, str], suffix: str = "", fields: Sequence[str] = FIELDS
) -> dict[str, str]:
    """The content of a form as it was typed; a field that was not sent is empty.

    ``suffix`` tells the rows of a grid apart (``value:12``).
    """
    return {name: str(given.get(f"{name}{suffix}", ""))[:LONGEST] for name in fields}


def version_of(given: Mapping[str, str], suffix: str = "") -> int:
    """The version that the form was filled in from; 0, which no item has, where it is not said."""
    text = str(given.get(f"version{suffix}", ""))
    return int(text) if text.isdecimal() and len(text) < 10 else 0
