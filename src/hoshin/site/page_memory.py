"""What a site remembers of its pages: what each was made from, so that few are made again.

The memory stands in the site itself as ``hoshin-pages.json.gz``, so that the two never part. It
holds digests and the ids of records, nothing that the pages do not show. Without it, or when the
program is another one, every page is made.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from hoshin.site.reads import Answers

MEMORY = "hoshin-pages.json.gz"
_LIBRARIES = ("jinja2", "markupsafe")
# As small as the best level makes it, within some per cent, in a third of the time.
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class RememberedPage:
    """One page in both languages.

    ``made_from`` is a digest of everything it was made from, ``files`` the digest of each file
    by its path, ``reads`` are the questions that it asked, in order.
    """

    made_from: str
    files: dict[str, str]
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteMemory:
    """A whole site: a digest of all it was made from, its pages by their address.

    ``others`` holds the digest of each file that belongs to no remembered page.
    """

    inputs: str
    pages: dict[str, RememberedPage]
    others: dict[str, str]


def made_from(own: bytes, reads: Iterable[str], answers: Answers) -> str:
    """The digest of what a page is made from: its ``own`` digest, and what it is answered."""
    digest = hashlib.blake2b(own, digest_size=16)
    for read in reads:
        digest.update(answers.digest(read))
    return digest.hexdigest()


def read_memory(site: Path) -> dict[str, RememberedPage]:
    """What a site remembers, by the address of each page; nothing where it cannot be trusted."""
    memory = read_site_memory(site)
    return {} if memory is None else memory.pages


def read_site_memory(site: Path) -> SiteMemory | None:
    """Everything that a site remembers; None where it cannot be trusted."""
    try:
        with gzip.open(site / MEMORY, "rt", encoding="utf-8") as file:
            held = json.load(file)
        if held["program"] != program_digest():
            return None
        questions: list[str] = held["questions"]
        pages = {
            page: RememberedPage(digest, files, tuple(questions[one] for one in reads))
            for page, (digest, files, reads) in held["pages"].items()
        }
        return SiteMemory(held["inputs"], pages, dict(held["others"]))
    except (OSError, EOFError, zlib.error, ValueError, LookupError, TypeError, AttributeError):
        return None


def memory_file(memory: SiteMemory) -> bytes:
    """The memory as it stands in the site: the same bytes for the same site."""
    numbers: dict[str, int] = {}
    listed: dict[str, Any] = {}
    for page in sorted(memory.pages):
        one = memory.pages[page]
        asked = [numbers.setdefault(read, len(numbers)) for read in one.reads]
        listed[page] = [one.made_from, one.files, asked]
    held = {
        "program": program_digest(),
        "inputs": memory.inputs,
        "questions": list(numbers),
        "pages": listed,
        "others": dict(sorted(memory.others.items())),
    }
    text = json.dumps(held, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), _LEVEL, mtime=0)


@cache
def program_digest() -> str:
    """A digest of the program that makes the pages: its own files and the libraries it uses."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for name in _LIBRARIES:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for path, content in _files_below(resources.files("hoshin"), ""):
        digest.update(f"{path} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _files_below(folder: Traversable, prefix: str) -> Iterable[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.name == "__pycache__":
            continue
        if one.is_dir():
            yield from _files_below(one, f"{prefix}{one.name}/")
        else:
            yield f"{prefix}{one.name}", one.read_bytes()
