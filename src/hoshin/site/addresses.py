"""Addresses: where each record of a city stands on the site, for good.

An address is a path below one language's root; Japanese stands at the site's root, English below
``en/``. Every link is written relative to its page and ends in a file name, so that the folder
works below any path of a web server and straight from a disk. A page of a record is named by the
record's id: ``indicators/ID/``, and a figure in it by ``#`` and the target's id. Anchors of the
page itself begin with ``_``, which no id does, so the two never meet.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from hoshin.charts.words import Language

INDEX = "index.html"


def root_of(language: Language) -> str:
    """Where the pages of a language stand below the site's own root."""
    return "" if language is Language.JA else "en/"


class Address(NamedTuple):
    """A page below a language's root, and a place in it (``anchor``, empty for its top)."""

    path: str
    anchor: str = ""

    @property
    def to_root(self) -> str:
        """What leads from this page up to its language's root: nothing, ``../`` or ``../../``."""
        return "../" * self.path.count("/")

    def at(self, anchor: str) -> Address:
        """A place in the same page."""
        return Address(self.path, anchor)


OVERVIEW = Address(INDEX)
PLANS = Address(f"plans/{INDEX}")
INDICATORS = Address(f"indicators/{INDEX}")
PROGRAMS = Address(f"programs/{INDEX}")
BUDGET = Address(f"budget/{INDEX}")
REFLECTIONS = Address(f"budget/evaluations/{INDEX}")
SDGS = Address(f"sdgs/{INDEX}")
GLOBAL_INDICATORS = Address(f"sdgs/indicators/{INDEX}")
SYNERGIES = Address(f"synergies/{INDEX}")
SCHEDULE = Address(f"schedule/{INDEX}")
REGISTERS = Address(f"registers/{INDEX}")
ORGANISATIONS = Address(f"organisations/{INDEX}")
COMMITTEES = Address(f"committees/{INDEX}")
CALENDAR = Address(f"calendar/{INDEX}")
CONTEXT = Address(f"context/{INDEX}")
PROBLEMS = Address(f"problems/{INDEX}")
METHOD = Address(f"method/{INDEX}")
DOWNLOADS = Address(f"data/{INDEX}")
SEARCH = Address(f"search/{INDEX}")
ACCESSIBILITY = Address(f"accessibility/{INDEX}")
CHANGES = Address(f"changes/{INDEX}")
FEED = Address("feed.xml")
# Where the schema of a data file stands that is written beside pages, by the file's name.
SCHEMA_OF = {
    "figure.json": "static/schemas/figure.schema.json",
    "data.json": "static/schemas/data.schema.json",
}
NOT_FOUND = Address("404.html")

# Windows cannot make folders of these names; the site must be copied to any file server.
_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)


# They stand beside the first page of a list, where the folders of its records stand.
_FILES_OF_LISTS = frozenset(
    [
        INDEX,
        "data.json",
        *(f"{one}.csv" for one in ("plans", "indicators", "programs", "organisations")),
    ]
)


class FolderNames:
    """The folder of each id among the pages of one kind.

    It is the id itself, except where a file system would not hold it: a reserved name, a dot at
    the end, the name of a file beside a list, or two ids that differ in capitals only. Those get
    a short digest of the id, which stays the same for ever.
    """

    def __init__(self, ids: Iterable[str]) -> None:
        listed = tuple(ids)
        folded = Counter(one.casefold() for one in listed)
        self._changed = {
            one: f"{one.rstrip('.')}-{hashlib.sha256(one.encode()).hexdigest()[:8]}"
            for one in listed
            if folded[one.casefold()] > 1
            or one.endswith(".")
            or one.casefold().partition(".")[0] in _RESERVED
            or one.casefold() in _FILES_OF_LISTS
        }

    def folder(self, row_id: str) -> str:
        """The folder of this id."""
        return self._changed.get(row_id, row_id)
