"""The navigation: which screens there are, and which verbs open the way to each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen in the navigation: its address's name, the verbs that it serves, its inner pages."""

    name: str
    verbs: tuple[str, ...]
    pages: tuple[str, ...] = ()


ENTRIES = (
    Screen("my_work", ("read",), ("item",)),
    Screen("grid", ("save_draft",)),
    Screen("approvals", ("approve", "check"), ("approve_odd",)),
    Screen("board", ("read",), ("publish",)),
    Screen("figures", ("read",), ("figure", "figures_of")),
)
