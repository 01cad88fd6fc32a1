"""``hoshin find``: words found in documents, each hit cited by document, page and line."""

from __future__ import annotations

import json
import sqlite3
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.text import Text

from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import console, print_problems, progress, say
from hoshin.domain.problems import Problem
from hoshin.importers.document import digest
from hoshin.importers.full_text import FullText, Hit
from hoshin.importers.readers import file_bytes
from hoshin.importers.readers.guarded import Progressed, read_files
from hoshin.importers.readers.limits import STANDARD

_ENDINGS = frozenset(
    ".pdf .xlsx .xlsm .xls .ods .docx .docm .html .htm .csv .tsv .txt .text .md".split()
)


def find(given: Namespace) -> int:
    """Search documents; exit code 1 when a document could not be read."""
    places = [Path(one) for one in given.places]
    missing = [str(one) for one in places if not one.exists()]
    if missing or given.limit < 1:
        named = ", ".join(missing)
        say(
            given.lang,
            f"「{named}」がありません。" if missing else "--limit は1以上にしてください。",
            f'There is no "{named}".' if missing else "--limit must be 1 or more.",
            to_stderr=True,
        )
        return BAD_USE
    files = list(_files(places))
    if not files:
        say(
            given.lang,
            "読める種類の文書がありません(PDF、Excel、Word、HTML、CSV、テキスト)。",
            "There is no document of a kind that can be read (PDF, Excel, Word, HTML, CSV, text).",
            to_stderr=True,
        )
        return BAD_USE
    try:
        with FullText(Path(given.index) if given.index else None) as store:
            digests, problems = _filled(store, files, given.lang)
            hits = store.find(given.query, within=digests, limit=given.limit)
    except sqlite3.DatabaseError:
        say(
            given.lang,
            f"「{given.index}」は索引として使えません。別の名前にしてください。",
            f'"{given.index}" cannot be used as an index. Give another name.',
            to_stderr=True,
        )
        return BAD_USE
    if problems:
        print_problems(problems, given.lang, to_stderr=True)
    if digests:
        _print(given, hits, len(digests))
    return PROBLEMS if problems else CLEAN


def _files(places: Sequence[Path]) -> Iterator[Path]:
    """The documents at these places, each once; hidden files and folders are left out."""
    seen: set[Path] = set()
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in inside:
            hidden = any(one.startswith((".", "~$")) for one in path.relative_to(place).parts)
            if place.is_dir() and (hidden or path.suffix.lower() not in _ENDINGS):
                continue
            if path.is_file() and path.resolve() not in seen:
                seen.add(path.resolve())
                yield path


def _filled(
    store: FullText, files: Sequence[Path], language: str
) -> tuple[list[str], list[Problem]]:
    """Read what the store does not hold yet; the digests of all, and what could not be read."""
    digests: list[str] = []
    fresh: list[Path] = []
    problems: list[Problem] = []
    for path in files:
        content = file_bytes(path, path.name, STANDARD)
        if not isinstance(content, bytes):
            problems.append(content)
            continue
        known = digest(content)
        if known in store:
            store.rename(known, path.name)
            digests.append(known)
        else:
            fresh.append(path)
    with progress(language, "読み取り中", "Reading") as report:

        def tell(done: Progressed) -> None:
            if done.files > 1:
                report(done.name, done.file, done.files)
            else:
                report(done.name, done.done, done.total)

        for reading in read_files(fresh, progress=tell):
            if reading.document is None:
                problems.extend(reading.problems)
            else:
                store.add(reading.document)
                digests.append(reading.document.sha256)
    return digests, problems


def _print(given: Namespace, hits: Sequence[Hit], files: int) -> None:
    if given.format == "json":
        print(json.dumps([_as_data(one) for one in hits], ensure_ascii=False, indent=2))
        return
    out = console()
    for hit in hits:
        out.print(Text(hit.citation_ja if given.lang == "ja" else hit.citation_en, style="bold"))
        shown = Text("  ")
        at = 0
        for start, end in hit.marks:
            shown.append(hit.text[at:start])
            shown.append(hit.text[start:end], style="reverse")
            at = end
        shown.append(hit.text[at:])
        shown = Text("\n  ").join(shown.split("\n"))
        out.print(shown, soft_wrap=True)
    if hits:
        say(
            given.lang,
            f"{len(hits)}か所({files}個の文書)。",
            f"{len(hits)} places in {files} documents.",
            to_stderr=True,
        )
    else:
        say(
            given.lang,
            f"{files}個の文書に「{given.query}」は見つかりません。語を短くするか、減らしてください。",
            f'"{given.query}" is in none of {files} documents. Try shorter or fewer words.',
            to_stderr=True,
        )


def _as_data(hit: Hit) -> dict[str, object]:
    return {
        "document": hit.document,
        "sha256": hit.sha256,
        "page": hit.page,
        "page_name": hit.page_name or None,
        "first_line": hit.lines.first,
        "last_line": hit.lines.last,
        "text": hit.text,
        "marks": [list(one) for one in hit.marks],
        "citation_ja": hit.citation_ja,
        "citation_en": hit.citation_en,
    }
