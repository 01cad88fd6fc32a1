"""``hoshin find`` and ``hoshin passages``: documents' text found and cited, or written out."""

from __future__ import annotations

import json
import sqlite3
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

from rich.text import Text

from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import Report, console, print_problems, progress, say
from hoshin.domain.problems import Problem
from hoshin.importers.document import digest
from hoshin.importers.full_text import FullText, Hit
from hoshin.importers.passage_rows import passage_rows
from hoshin.importers.readers import file_bytes
from hoshin.importers.readers.guarded import Progressed, read_files
from hoshin.importers.readers.limits import STANDARD

_ENDINGS = frozenset(
    ".pdf .xlsx .xlsm .xls .ods .docx .docm .html .htm .csv .tsv .txt .text .md".split()
)


def find(given: Namespace) -> int:
    """Search documents; exit code 1 when a document could not be read."""
    if given.limit < 1:
        say(
            given.lang,
            "--limit は1以上にしてください。",
            "--limit must be 1 or more.",
            to_stderr=True,
        )
        return BAD_USE
    files = _named(given)
    if not files:
        return BAD_USE
    try:
        with FullText(Path(given.index) if given.index else None) as store:
            digests, problems = filled(store, files, given.lang)
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


def passages(given: Namespace) -> int:
    """Write the passages of documents as JSON Lines; exit code 1 when one could not be read."""
    files = _named(given)
    if not files:
        return BAD_USE
    problems: list[Problem] = []
    written = 0
    path = Path(given.output) if given.output else None
    fresh = path.with_name(f".{path.name}.new") if path is not None else None
    with (
        progress(given.lang, "読み取り中", "Reading") as report,
        fresh.open("w", encoding="utf-8") if fresh is not None else nullcontext(sys.stdout) as out,
    ):
        for reading in read_files(files, progress=_telling(report)):
            if reading.document is None:
                problems.extend(reading.problems)
                continue
            for row in passage_rows(reading.document):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                written += 1
    if fresh is not None and path is not None:
        fresh.replace(path)
        say(
            given.lang,
            f"{path} に{written}個の節を書きました。",
            f"Wrote {_counted(written, 'passage')} to {path}.",
            to_stderr=True,
        )
    if problems:
        print_problems(problems, given.lang, to_stderr=True)
    return PROBLEMS if problems else CLEAN


def _named(given: Namespace) -> list[Path]:
    """The documents that were named; none, and why, when there is nothing to read."""
    places = [Path(one) for one in given.places]
    missing = ", ".join(str(one) for one in places if not one.exists())
    if missing:
        say(given.lang, f"「{missing}」がありません。", f'There is no "{missing}".', to_stderr=True)
        return []
    files = list(documents_at(places))
    if not files:
        say(
            given.lang,
            "読める種類の文書がありません(PDF、Excel、Word、HTML、CSV、テキスト)。",
            "There is no document of a kind that can be read (PDF, Excel, Word, HTML, CSV, text).",
            to_stderr=True,
        )
    return files


def _telling(report: Report) -> Callable[[Progressed], None]:
    """Tells of one file its pages, of many files the files."""

    def tell(done: Progressed) -> None:
        if done.files > 1:
            report(done.name, done.file, done.files)
        else:
            report(done.name, done.done, done.total)

    return tell


def documents_at(places: Sequence[Path]) -> Iterator[Path]:
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


def filled(
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
        for reading in read_files(fresh, progress=_telling(report)):
            if reading.document is None:
                problems.extend(reading.problems)
            else:
                store.add(reading.document)
                digests.append(reading.document.sha256)
    return digests, problems


def _print(given: Namespace, hits: Sequence[Hit], files: int) -> None:
    if given.format == "json":
        print(json.dumps([hit_data(one) for one in hits], ensure_ascii=False, indent=2))
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
            f"{_counted(len(hits), 'place')} in {_counted(files, 'document')}.",
            to_stderr=True,
        )
    else:
        say(
            given.lang,
            f"{files}個の文書に「{given.query}」は見つかりません。語を短くするか、減らしてください。",
            f'"{given.query}" is in none of {files} documents. Try shorter or fewer words.',
            to_stderr=True,
        )


def hit_data(hit: Hit) -> dict[str, object]:
    """A hit as plain data, with its citation in both languages."""
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


def _counted(count: int, word: str) -> str:
    """A count in English: 1 place, 2 places."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
