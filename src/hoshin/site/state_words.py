"""State words: how readers ask for indicators by how they stand, and what standings are meant.

遅れている is no standing of its own: it stands for those that a reader would call so, and the
search says which they are.
"""

from __future__ import annotations

import csv
from importlib.resources import files

from hoshin.domain.folding import fold
from hoshin.engine.standing import Standing

ORDER = tuple(Standing)
"""The standings by the positions at which the search index names them."""


def state_table() -> dict[str, list[int]]:
    """The positions of the standings that each word means, by the word as it is folded."""
    text = files("hoshin.site").joinpath("state_words.csv").read_text("utf-8")
    return {
        fold(row["asked"]): [ORDER.index(Standing(one)) for one in row["standings"].split(";")]
        for row in csv.DictReader(text.splitlines())
    }
