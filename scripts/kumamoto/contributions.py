"""Contributions: the six synergies between the three aspects, and the loop that pays for itself.

Both stand in the plan of 2019, sections 2(3) and 2(5); contributions.csv says them in our words.
"""

from __future__ import annotations

from hoshin.domain.links import Contribution, ContributionKind
from hoshin.domain.plans import Aspect
from scripts.kumamoto import curated
from scripts.kumamoto.identifiers import element_id, lines
from scripts.kumamoto.listings import listings


def contributions() -> tuple[Contribution, ...]:
    """The synergies in the order of the document, then the links of the loop in theirs."""
    return tuple(_contribution(row) for row in curated.read("contributions"))


def _contribution(row: dict[str, str]) -> Contribution:
    listing = listings()[row["listing"]] if row["listing"] else None
    return Contribution(
        id=row["id"],
        kind=ContributionKind(row["kind"]),
        element=element_id(row["node_id"]),
        from_aspect=Aspect(row["from_aspect"]) if row["from_aspect"] else None,
        to_aspect=Aspect(row["to_aspect"]) if row["to_aspect"] else None,
        from_element=element_id(row["from_node"]) if row["from_node"] else None,
        to_element=element_id(row["to_node"]) if row["to_node"] else None,
        to_indicator=listing.indicator if listing else None,
        target=listing.target if listing else None,
        description=row["description"],
        description_en=row["description_en"],
        source=row["source"],
        locator=lines(row["lines"]),
    )
