"""What changed since an earlier release: judged figures first, then table by table.

Every site has the page, with its first release too, so that all have the same menu; it is where
readers learn on which day the figures were judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass

from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, offered
from hoshin.site.release_notes import ChangeNote, ReleaseNotes

JUDGEMENTS = "judgements"
KINDS = ("changed", "added", "removed")


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change in words, with the place that shows what changed."""

    kind: str
    word: str
    sentence: Label
    href: str


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one table."""

    anchor: str
    title: str
    count: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView(Offering):
    """Everything that the page of changes shows; ``empty`` says why where it shows none."""

    head: Head
    counts: tuple[str, ...]
    groups: tuple[ChangeGroup, ...]
    empty: str
    offered: Offered


def page() -> Page:
    """The page of changes."""
    return Page(addresses.CHANGES, "changes.html", _view)


def _line(frame: Frame, note: ChangeNote) -> ChangeLine:
    table = "targets" if note.table == JUDGEMENTS else note.table
    gone = note.kind == "removed"
    return ChangeLine(
        kind=note.kind,
        word=frame.w(f"changes.{note.kind}"),
        sentence=frame.sentence(note.sentence_ja, note.sentence_en),
        href="" if gone else frame.href_of(table, note.row_id),
    )


def _title(frame: Frame, table: str) -> str:
    if table == JUDGEMENTS:
        return frame.w("changes.judgements")
    key = f"tables.table.{table}"
    return frame.w(key) if key in frame.w else table


def _view(frame: Frame) -> ChangesView:
    known = frame.index.release_notes
    notes = known or ReleaseNotes(frame.index.as_of)
    by_table: dict[str, list[ChangeNote]] = {}
    for one in notes.changes:
        by_table.setdefault(one.table, []).append(one)
    tables = sorted(by_table, key=lambda one: one != JUDGEMENTS)
    kinds = Counter(one.kind for one in notes.changes)
    heading = Label(frame.w("pages.changes.title"))
    return ChangesView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="changes",
            crumbs=frame.crumbs(),
            lead=_lead(frame, known),
        ),
        counts=tuple(
            frame.w("common.sign_count", word=frame.w(f"changes.{kind}"), n=kinds[kind])
            for kind in KINDS
            if kinds[kind]
        ),
        groups=tuple(
            ChangeGroup(
                f"_changes.{table}",
                _title(frame, table),
                frame.w.count("changes.n_changes", len(by_table[table])),
                tuple(_line(frame, one) for one in by_table[table]),
            )
            for table in tables
        ),
        empty="" if notes.changes else frame.w("changes.empty" if known else "changes.first"),
        offered=_offered(frame, notes),
    )


def _lead(frame: Frame, known: ReleaseNotes | None) -> str:
    """The day of judgement, and that of the release before it where one is known."""
    if known is None:
        return frame.w("changes.lead_first", day=frame.as_of)
    return frame.w("pages.changes.lead", since=frame.day(known.since), day=frame.as_of)


def _offered(frame: Frame, notes: ReleaseNotes) -> Offered:
    """The changes as a table and as data; no file where nothing changed."""
    if not notes.changes:
        return Offered()
    w = frame.w
    heads = (w("changes.table"), w("changes.kind"), w("changes.sentence"), w("figures.id"))
    rows = (
        (
            _title(frame, one.table),
            w(f"changes.{one.kind}"),
            frame.sentence(one.sentence_ja, one.sentence_en).text,
            one.row_id,
        )
        for one in notes.changes
    )
    content = {"since": notes.since.isoformat(), "changes": [asdict(one) for one in notes.changes]}
    return offered(frame, (PageFile("changes.csv", people_csv(heads, rows)),), content)
