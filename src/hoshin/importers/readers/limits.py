"""How much of a file is read: bounds that keep one bad file from taking the machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]
"""Told after each page or sheet: how many are done, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds for one file. What lies beyond a bound is not read, and a problem says so.

    ``file_bytes`` bounds the file, ``unpacked_bytes`` all parts of a zip package together,
    ``held_bytes`` one part that must be held in memory whole. ``cells`` bounds the cells with
    content in one file, ``page_characters`` and ``page_rulings`` one page of a PDF. ``seconds``
    and ``memory_bytes`` bound the process that reads (see ``guarded``).
    """

    file_bytes: int = 300_000_000
    unpacked_bytes: int = 1_000_000_000
    held_bytes: int = 150_000_000
    pages: int = 2_000
    cells: int = 1_000_000
    lines: int = 1_000_000
    page_characters: int = 50_000
    page_rulings: int = 20_000
    seconds: float = 300.0
    memory_bytes: int = 2_000_000_000


STANDARD = Limits()


def silent(done: int, total: int) -> None:
    """No progress shown."""
