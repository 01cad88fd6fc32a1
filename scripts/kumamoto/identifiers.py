"""Identifiers of the Kumamoto example, after the numbering of the documents."""

from __future__ import annotations

import re
import unicodedata

SOURCE_OF_DOCUMENT = {
    "000_e88d7edf61daddd2.txt": "doc-sdgs-plan-2019",
    "001_728e76378814b05b.txt": "doc-comprehensive-revision",
    "002_16f58a72b6d60119.txt": "doc-strategy-2",
    "003_f8731425f05e5a27.txt": "doc-sdgs-report",
    "004_a78a24599bb1860e.txt": "doc-action-plan-2025",
}

SDGS_PLAN = "sdgs-2019"
SEVENTH_PLAN = "comprehensive-7"
REVISION = "comprehensive-7-revision"
STRATEGY_1 = "strategy-1"
STRATEGY_2 = "strategy-2"
SDGS_PLAN_2 = "sdgs-2022"
ACTION_PLAN = "action-2025"

_WORDS = {
    "経済・社会・環境": "all-aspects",
    "経済": "economy",
    "社会": "society",
    "環境": "environment",
    "統合": "integrated",
    "→": "-to-",
    "⇒": "-outcome",
    "重点": "priority",
    "方針": "approach",
    "姿": "profile",
    "5区共通": "common",
    "中央区": "chuo",
    "東区": "higashi",
    "西区": "nishi",
    "南区": "minami",
    "北区": "kita",
    "域内外": "inside-outside",
    "域内": "inside",
    "域外国内": "outside-domestic",
    "国内": "domestic",
    "海外": "overseas",
    "ア": "a",
    "イ": "b",
    "ウ": "c",
    "エ": "d",
}


def plan_of_node(node_id: str) -> str:
    """The plan to which a node of the transcribed structure belongs."""
    if node_id.startswith("0/1.3(1)P"):
        return SEVENTH_PLAN
    if node_id.startswith("0/"):
        return SDGS_PLAN
    if node_id.startswith("1/"):
        return REVISION
    if node_id.startswith("2/K"):
        return STRATEGY_1
    if node_id.startswith("2/"):
        return STRATEGY_2
    if node_id.startswith("3/"):
        return SDGS_PLAN_2
    return ACTION_PLAN


def element_id(node_id: str) -> str:
    """The element id of a node of the transcribed structure, for example action-2025.V1-1."""
    rest = node_id.partition("/")[2]
    for word, plain in _WORDS.items():
        rest = rest.replace(word, f"-{plain}-" if len(word) > 1 or word in "→⇒姿" else plain)
    rest = re.sub(r"[①-⑳]", lambda m: f".{unicodedata.normalize('NFKC', m[0])}", rest)
    rest = unicodedata.normalize("NFKC", rest)
    rest = re.sub(r"[()\s−]+", "-", rest)
    rest = re.sub(r"-*\.-*", ".", re.sub(r"-+", "-", rest)).strip("-.")
    return f"{plan_of_node(node_id)}.{rest}"


def lines(cited: str) -> str:
    """A locator from a list of lines: ``241;243-245`` becomes ``lines 241, 243-245``."""
    return f"lines {', '.join(cited.split(';'))}" if cited else ""
