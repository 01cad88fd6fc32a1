"""Topics: everyday subjects that lead from the overview to what the plans say about them."""

from __future__ import annotations

from urllib.parse import quote

from hoshin.charts.speech import HasName
from hoshin.domain.folding import fold
from hoshin.site import addresses
from hoshin.site.frame import Frame, Label, Link
from hoshin.site.related_words import RELATED

TOPICS = (
    "childcare",
    "school",
    "health",
    "elderly",
    "waste",
    "water",
    "climate",
    "bus",
    "road",
    "disaster",
    "job",
    "tourism",
    "castle",
    "farming",
    "park",
)
"""What is asked for in English, in the order of the overview; both languages have words for it."""

NOT_EVERYWHERE = frozenset({"castle", "farming"})
"""Subjects that many cities do not have: offered where the word itself is named."""


def topics(frame: Frame) -> tuple[Link, ...]:
    """A search for each topic that an indicator, a program or an element of the city names."""
    index = frame.index
    records: tuple[HasName, ...] = (
        *index.indicators.values(),
        *index.programs.values(),
        *index.elements.values(),
    )
    # Plain names: what a page asks of the frame is noted record by record.
    named = fold("\n".join(one.name if frame.is_ja else one.name_en or one.name for one in records))
    found = []
    for key in TOPICS:
        word = frame.w(f"overview.topic.{key}")
        asked = word if frame.is_ja else key
        related = () if key in NOT_EVERYWHERE else RELATED.get(fold(asked), ())
        if any(fold(one) in named for one in (asked, *related)):
            address = f"{frame.href(addresses.SEARCH)}?q={quote(asked)}"
            found.append(Link(Label(word), address))
    return tuple(found)
