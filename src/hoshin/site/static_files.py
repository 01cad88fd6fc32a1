"""The files of the site that are the same for every city: one style sheet, one script, pictures.

Style and script are kept as several files, each about one thing, and put together here: what a
page needs comes with two requests at once, and nothing that came asks for more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

STYLE, SCRIPT = "site.css", "site.js"
_PUT_TOGETHER = {
    STYLE: ("vendor/tokens.css", "site.css", "search.css"),
    SCRIPT: ("site.js", "search.js"),
}
# Quoted texts stay as they are; a comment or a run of blanks outside them says nothing.
_QUOTED_OR_COMMENT = re.compile(r'("[^"]*")|/\*.*?\*/', re.DOTALL)
_QUOTED_OR_BLANKS = re.compile(r'("[^"]*")|\s+')


def static_files() -> Iterator[tuple[str, bytes]]:
    """Path below ``static/`` and content of each file, in the order of their paths."""
    sources = dict(_files_below(resources.files("hoshin.site").joinpath("static"), ""))
    made = {
        name: "\n".join(sources.pop(part).decode() for part in parts)
        for name, parts in _PUT_TOGETHER.items()
    }
    made[STYLE] = without_comments(made[STYLE])
    yield from sorted({**sources, **{name: text.encode() for name, text in made.items()}}.items())


@cache
def style_sheet() -> str:
    """The style sheet as pages ask for it."""
    return dict(static_files())[STYLE].decode()


def without_comments(style: str) -> str:
    """A style sheet without what only its authors read: comments, indents and line ends."""
    bare = _QUOTED_OR_COMMENT.sub(lambda found: found[1] or " ", style)
    return _QUOTED_OR_BLANKS.sub(lambda found: found[1] or " ", bare).replace("} ", "}\n")


def _files_below(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _files_below(one, f"{prefix}{one.name}/")
        else:
            yield f"{prefix}{one.name}", one.read_bytes()
