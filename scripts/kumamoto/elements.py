"""Levels and elements of the Kumamoto example: the plans' own trees.

The transcription lists 570 nodes of five documents. Policy content becomes an element; chapter
headings, descriptions and comments do not, and ``nodes_left_out.csv`` says why for each. What is
kept stands in ``elements.csv`` with its English name, and with a short name of our own where the
document prints a sentence; an empty name means that the printed title is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from hoshin.domain.plans import Aspect, Element, Level
from scripts.kumamoto import curated, transcription
from scripts.kumamoto.identifiers import SOURCE_OF_DOCUMENT, element_id, lines, plan_of_node
from scripts.kumamoto.organisations import organisation_id

_BULLETS = frozenset("・○-⚫◆⇒**")
_CJK = "[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_EXTRACTED_SPACE = re.compile(rf"(?<={_CJK}) | (?={_CJK})")
_WARD = re.compile(r"4/W(.+区)")
_OWN_NAME = "名前は原文を要約したもの。(The name sums up the document's wording.)"
NODES = 570


def levels() -> tuple[Level, ...]:
    """The plans' own level names; ``depth`` counts from the plan."""
    return tuple(
        Level(
            id=row["id"],
            plan=row["plan"],
            depth=int(row["depth"]),
            name=row["name"],
            name_en=row["name_en"],
        )
        for row in curated.read("levels")
    )


def _level_of(node: dict[str, str]) -> dict[str, str]:
    plan = plan_of_node(node["node_id"])
    fitting = [
        row
        for row in curated.read("levels")
        if row["plan"] == plan
        and row["printed_level"] == node["level"]
        and node["node_id"].startswith(row["under"])
    ]
    if len(fitting) != 1:
        raise ValueError(f"{node['node_id']}: {len(fitting)} levels fit {node['level']}")
    return fitting[0]


@cache
def _nodes() -> dict[str, dict[str, str]]:
    return {row["node_id"]: row for row in transcription.read("structure")}


@cache
def _kept() -> dict[str, dict[str, str]]:
    kept = {row["node_id"]: row for row in curated.read("elements")}
    left_out = {row["node_id"]: row for row in curated.read("nodes_left_out")}
    twice = kept.keys() & left_out.keys()
    lost = _nodes().keys() ^ (kept.keys() | left_out.keys())
    if twice or lost or len(kept) + len(left_out) != NODES:
        raise ValueError(f"kept and left out: {sorted(twice)}; in one place only: {sorted(lost)}")
    return kept


def _parent(node_id: str) -> str:
    """The node above: the one set by hand, or the nearest kept ancestor as printed."""
    above = _kept()[node_id]["parent"] or _nodes()[node_id]["parent_id"]
    while above and above not in _kept():
        above = _nodes()[above]["parent_id"]
    return above


def _depth(node_id: str) -> int:
    above = _parent(node_id)
    return 1 + (_depth(above) if above else 0)


def _name(node_id: str) -> str:
    own = _kept()[node_id]["name"]
    return own or _EXTRACTED_SPACE.sub("", _nodes()[node_id]["title"])


def elements() -> tuple[Element, ...]:
    """All kept nodes as elements, siblings in the order in which they are printed."""
    order: Counter[tuple[str, str]] = Counter()
    found = []
    for node_id, node in _nodes().items():
        if node_id not in _kept():
            continue
        kept, plan = _kept()[node_id], plan_of_node(node_id)
        parent, level = _parent(node_id), _level_of(node)
        if _depth(node_id) != int(level["depth"]):
            raise ValueError(f"{node_id} is at depth {_depth(node_id)}, not {level['depth']}")
        order[plan, parent] += 1
        ward = _WARD.fullmatch(node_id)
        found.append(
            Element(
                id=element_id(node_id),
                plan=plan,
                level=level["id"],
                parent=element_id(parent) if parent else None,
                order=order[plan, parent],
                number="" if set(node["number"]) <= _BULLETS else node["number"],
                name=_name(node_id),
                name_en=kept["name_en"],
                aspect=Aspect(kept["aspect"]) if kept["aspect"] else None,
                organisation=organisation_id(ward[1]) if ward else None,
                related=tuple(_visions()[_plain(one)] for one in node["related"].split(";") if one),
                source=SOURCE_OF_DOCUMENT[node["doc"]],
                locator=lines(node["line"]),
                note=_OWN_NAME if kept["name"] else "",
            )
        )
    return tuple(found)


@cache
def _visions() -> dict[str, str]:
    """Element ids of the visions by the number that other visions name them by."""
    return {
        _plain(node["number"]): element_id(node_id)
        for node_id, node in _nodes().items()
        if node["level"] == "ビジョン"
    }


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
