"""Guides: two pages for each role, kept as data in ``guides/*.toml`` in both languages.

The workplace shows them, and ``scripts.guides`` writes them to ``docs/workplace/guides``. A part
names its screen by the name of its address, and a picture that ``scripts.guide_pictures`` takes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from hoshin.domain.roles import Role

# Where the pictures lie among the fixed files, by language.
PICTURES = "workplace/guides"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something said in both languages."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Part:
    """One task: its heading, its steps, the screen it is done on, and a picture of that."""

    heading: Sentence
    steps: tuple[Sentence, ...]
    screen: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of one role."""

    role: Role
    title: Sentence
    lead: Sentence
    parts: tuple[Part, ...]


@cache
def guide_of(role: Role) -> Guide:
    """The guide of a role, read once."""
    file = resources.files("hoshin.web").joinpath("guides", f"{role.value}.toml")
    said = tomllib.loads(file.read_text("utf-8"))
    return Guide(
        role,
        _sentence(said["title"]),
        _sentence(said["lead"]),
        tuple(
            Part(
                _sentence(one["heading"]),
                tuple(_sentence(step) for step in one["steps"]),
                one.get("screen", ""),
                one.get("picture", ""),
            )
            for one in said["part"]
        ),
    )


def picture_path(name: str, language: str) -> str:
    """The path of a picture among the fixed files."""
    return f"{PICTURES}/{name}.{language}.png"


def _sentence(said: Mapping[str, Any]) -> Sentence:
    return Sentence(said["ja"], said["en"])
