"""Full text of imported documents: every passage found in any spelling, cited by page and line.

Lines are put together into passages of about 300 characters, each beginning with the last line of
the one before, so that a word broken over two lines is found and cited with both. Words of three
characters or more go through SQLite's trigram index, shorter ones through a plain scan; both are
exact. Spellings that documents mix are one (``domain.folding``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

from hoshin.domain.folding import VARIANTS, fold
from hoshin.domain.proposals import LineRange
from hoshin.importers.document import Document, Line
from hoshin.importers.wording import plain

VERSION = 1
_LONG = 300
_MOST_ALTERNATIVES = 12
_MOST_WORDS = 16
_LONGEST_QUERY = 500
_SHORTEST_INDEXED = 3
_MOST_CANDIDATES = 5_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of lines of one page and column; ``id`` stays the same while the file does."""

    sha256: str
    page: int
    lines: LineRange
    text: str

    @property
    def id(self) -> str:
        """The passage's stable name: digest of the file, page, lines."""
        return f"{self.sha256[:16]}:p{self.page}:l{self.lines.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Lines that hold all words asked for: where they stand, their text, which parts match.

    ``marks`` are (start, end) in ``text``. ``complete`` is true when one line holds every word.
    """

    document: str
    sha256: str
    page: int
    page_name: str
    lines: LineRange
    text: str
    marks: tuple[tuple[int, int], ...]
    complete: bool

    @property
    def citation_ja(self) -> str:
        """Where the hit stands, in Japanese."""
        page = self.page_name or f"{self.page}ページ"
        return f"{self.document} {page} {self.lines.label}行"

    @property
    def citation_en(self) -> str:
        """Where the hit stands, in English."""
        page = self.page_name or f"p. {self.page}"
        word = "line" if self.lines.first == self.lines.last else "lines"
        return f"{self.document}, {page}, {word} {self.lines.label}"


def passages(document: Document) -> Iterator[Passage]:
    """The passages of a document in reading order; neighbours on a page share one line."""
    for page in document.pages:
        for run in _runs(page.lines):
            yield Passage(
                sha256=document.sha256,
                page=page.number,
                lines=LineRange(run[0].number, run[-1].number),
                text="\n".join(line.text for line in run),
            )


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    fresh = 0
    size = 0
    for line in (one for one in lines if one.text.strip()):
        if run and line.column != run[-1].column:
            if fresh:
                yield run
            run, fresh, size = [], 0, 0
        run.append(line)
        fresh += 1
        size += len(line.text)
        if size >= _LONG:
            yield run
            run, fresh, size = [line], 0, 0
    if fresh:
        yield run


class FullText:
    """A searchable store of documents: in memory, or in a file that keeps them.

    Raises:
        sqlite3.DatabaseError: the file is no index.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._store = sqlite3.connect(":memory:" if path is None else str(path))
        self._store.execute("pragma foreign_keys = on")
        (version,) = self._store.execute("pragma user_version").fetchone()
        if version not in (0, VERSION):
            self._clear()
        if version != VERSION:
            self._make()
        self._has_trigrams = bool(
            self._store.execute("select 1 from sqlite_master where name = 'folded'").fetchone()
        )

    def close(self) -> None:
        """Write and close the store."""
        self._store.commit()
        self._store.close()

    def __enter__(self) -> FullText:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _clear(self) -> None:
        names = [
            name
            for (name,) in self._store.execute(
                "select name from sqlite_master where type = 'table' and name in "
                "('folded', 'passages', 'lines', 'documents')"
            )
        ]
        for name in names:
            self._store.execute(f"drop table {name}")

    def _make(self) -> None:
        self._store.executescript(
            """
            create table documents (
                id integer primary key, name text not null, sha256 text not null unique
            );
            create table passages (
                id integer primary key,
                document integer not null references documents on delete cascade,
                page integer not null, page_name text not null,
                first integer not null, last integer not null, folded text not null
            );
            create table lines (
                document integer not null references documents on delete cascade,
                number integer not null, text text not null,
                primary key (document, number)
            ) without rowid;
            create index passages_of_document on passages (document);
            """
        )
        try:
            self._store.execute(
                "create virtual table folded using fts5("
                "folded, content = 'passages', content_rowid = 'id', tokenize = 'trigram')"
            )
        except sqlite3.OperationalError:
            # SQLite before 3.34 has no trigrams: every word is then found by the plain scan.
            pass
        self._store.execute(f"pragma user_version = {VERSION}")

    # --- what is in it --------------------------------------------------------------------------

    def __contains__(self, sha256: str) -> bool:
        found = self._store.execute("select 1 from documents where sha256 = ?", (sha256,))
        return found.fetchone() is not None

    def add(self, document: Document) -> int:
        """Add a document, or rename it where its bytes are known; how many passages it has."""
        known = self._store.execute(
            "select id from documents where sha256 = ?", (document.sha256,)
        ).fetchone()
        if known is not None:
            self.rename(document.sha256, document.name)
            (count,) = self._store.execute(
                "select count(*) from passages where document = ?", known
            ).fetchone()
            return int(count)
        row = self._store.execute(
            "insert into documents (name, sha256) values (?, ?)", (document.name, document.sha256)
        ).lastrowid
        names = {page.number: page.name for page in document.pages}
        self._store.executemany(
            "insert into lines values (?, ?, ?)",
            ((row, line.number, line.text) for line in document.lines() if line.text.strip()),
        )
        count = 0
        for passage in passages(document):
            folded = fold(passage.text.replace("\n", ""))
            where = (row, passage.page, names[passage.page])
            added = self._store.execute(
                "insert into passages (document, page, page_name, first, last, folded) "
                "values (?, ?, ?, ?, ?, ?)",
                (*where, passage.lines.first, passage.lines.last, folded),
            ).lastrowid
            if self._has_trigrams:
                self._store.execute(
                    "insert into folded (rowid, folded) values (?, ?)", (added, folded)
                )
            count += 1
        self._store.commit()
        return count

    def rename(self, sha256: str, name: str) -> None:
        """Call a document by another name."""
        self._store.execute("update documents set name = ? where sha256 = ?", (name, sha256))

    # --- asking ---------------------------------------------------------------------------------

    def find(
        self, query: str, *, within: Sequence[str] | None = None, limit: int = 50
    ) -> tuple[Hit, ...]:
        """The lines that hold every word of the query, best first.

        Words are parted by blanks; each may be a part of a longer word. ``within`` bounds the
        search to documents with these digests. Nothing is found for a query without letters.
        """
        words = _words(query)
        if not words:
            return ()
        found: dict[tuple[int, int, int], Hit] = {}
        allowed = None if within is None else set(within)
        for row in islice(self._candidates(words), _MOST_CANDIDATES):
            identity, name, sha256, page, page_name, first, last = row
            if allowed is not None and sha256 not in allowed:
                continue
            lines = self._store.execute(
                "select number, text from lines where document = ? and number between ? and ? "
                "order by number",
                (identity, first, last),
            ).fetchall()
            for start, end, marks, complete in _places(lines, words):
                text = "\n".join(text for number, text in lines if start <= number <= end)
                found.setdefault(
                    (identity, start, end),
                    Hit(
                        document=name,
                        sha256=sha256,
                        page=page,
                        page_name=page_name,
                        lines=LineRange(start, end),
                        text=text,
                        marks=marks,
                        complete=complete,
                    ),
                )
        ordered = sorted(found.items(), key=lambda item: (not item[1].complete, item[0]))
        return tuple(hit for _, hit in ordered[:limit])

    def _candidates(
        self, words: Sequence[Sequence[str]]
    ) -> Iterator[tuple[int, str, str, int, str, int, int]]:
        conditions = []
        values: list[str] = []
        for alternatives in words:
            parts = []
            for one in alternatives:
                if self._has_trigrams and len(one) >= _SHORTEST_INDEXED:
                    parts.append("passages.id in (select rowid from folded where folded match ?)")
                    values.append('"' + one.replace('"', '""') + '"')
                else:
                    parts.append("passages.folded like ? escape '\\'")
                    plain_word = one.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
                    values.append(f"%{plain_word}%")
            conditions.append("(" + " or ".join(parts) + ")")
        yield from self._store.execute(
            "select documents.id, name, sha256, page, page_name, first, last from passages "
            "join documents on documents.id = passages.document where "
            + " and ".join(conditions)
            + " order by documents.id, passages.id",
            values,
        )


def _words(query: str) -> list[list[str]]:
    """The query's words, folded, each with the other spellings of what it holds."""
    found: list[list[str]] = []
    for word in plain(query[:_LONGEST_QUERY]).split(" "):
        folded = fold(word)
        if folded and [folded] not in [one[:1] for one in found]:
            found.append(_alternatives(folded))
    return found[:_MOST_WORDS]


def _alternatives(folded: str) -> list[str]:
    groups = []
    for group in VARIANTS:
        spellings = [fold(one) for one in group]
        inside = next((one for one in spellings if one in folded), None)
        if inside is not None:
            groups.append([(inside, one) for one in spellings])
    found = [folded]
    for choice in product(*groups):
        other = folded
        for inside, instead in choice:
            other = other.replace(inside, instead)
        if other not in found:
            found.append(other)
        if len(found) >= _MOST_ALTERNATIVES:
            break
    return found


_Place = tuple[int, int, tuple[tuple[int, int], ...], bool]


def _places(lines: Sequence[tuple[int, str]], words: Sequence[Sequence[str]]) -> Iterator[_Place]:
    """Where the words stand: each line that holds them all, else the lines that do together."""
    folded = [fold(text) for _, text in lines]
    whole = "".join(folded)
    starts = [0]
    for one in folded:
        starts.append(starts[-1] + len(one))
    spans = [
        [span for one in alternatives for span in _occurrences(whole, one)]
        for alternatives in words
    ]
    if not all(spans):
        return
    touched: dict[tuple[int, int], set[int]] = {}
    for word, found in enumerate(spans):
        for start, end in found:
            first = max(i for i in range(len(lines)) if starts[i] <= start)
            last = max(i for i in range(len(lines)) if starts[i] < end)
            touched.setdefault((first, last), set()).add(word)
    places = [lines_of for lines_of, held in touched.items() if len(held) == len(words)]
    complete = bool(places)
    if not complete:
        places = [(min(one for one, _ in touched), max(one for _, one in touched))]
    for first, last in places:
        text = "\n".join(text for _, text in lines[first : last + 1])
        marks = _marks(text, [one for alternatives in words for one in alternatives])
        yield lines[first][0], lines[last][0], marks, complete


def _occurrences(whole: str, word: str) -> Iterator[tuple[int, int]]:
    at = whole.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = whole.find(word, at + 1)


def _marks(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The parts of a text that match, as places in the text as printed."""
    kept: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        kept.extend((one, place) for one in fold(char))
    folded = "".join(one for one, _ in kept)
    found = sorted(
        (kept[start][1], kept[end - 1][1] + 1)
        for word in set(words)
        for start, end in _occurrences(folded, word)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
