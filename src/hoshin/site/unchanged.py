"""A site that is still what a build would make is left as it stands.

It is when nothing that the pages are made from has changed since, and every file is still the one
that was written: then no city is judged and no folder made.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from hoshin.site.page_memory import MEMORY, read_site_memory


def files_if_unchanged(site: Path, inputs: str, paths: set[str], marker: str) -> list[str] | None:
    """The files of a site that was made from these inputs and was not touched since; else None.

    ``paths`` are those of all its files, ``marker`` that of the file that names them.
    """
    memory = read_site_memory(site) if inputs else None
    if memory is None or memory.inputs != inputs:
        return None
    written = dict(memory.others)
    for page in memory.pages.values():
        written.update(page.files)
    if {*written, MEMORY, marker} != paths:
        return None
    is_whole = all(_is_as_written(site / path, digest) for path, digest in written.items())
    return sorted(paths) if is_whole else None


def _is_as_written(file: Path, digest: str) -> bool:
    if os.path.islink(file):
        return False
    return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest() == digest
