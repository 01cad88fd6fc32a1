"""The feed: what changed since the last release as an Atom document, for readers and programs.

Ids are drawn from the content, so that the feed needs to know no address of its own; links are
relative to it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from hoshin.site import addresses
from hoshin.site.frame import Frame
from hoshin.site.page_files import PageFile

NAME = "feed.xml"
_MOST = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: its title, and the page that tells more, relative to the feed."""

    key: str
    title: str
    href: str


def feed_file(frame: Frame) -> PageFile:
    """The feed of one language, which stands beside the overview that ``frame`` makes."""
    w, index = frame.w, frame.index
    name = w("common.site_name", city=frame.city.text)
    day = index.as_of.isoformat()
    released = Item(
        f"{index.city.name} {day}",
        w("feed.released", city=frame.city.text, day=frame.as_of),
        frame.href(addresses.OVERVIEW),
    )
    updated = f"{day}T00:00:00+09:00"
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{frame.language.value}">\n'
        f"<title>{_text(name)}</title>\n<id>{_id(frame, index.city.name)}</id>\n"
        f"<updated>{updated}</updated>\n<author><name>{_text(frame.city.text)}</name></author>\n"
        f'<link rel="self" href="{NAME}"/>\n<link href="{addresses.INDEX}"/>\n'
    )
    entries = "".join(
        f"<entry><title>{_text(one.title)}</title><id>{_id(frame, one.key)}</id>"
        f"<updated>{updated}</updated><link href={quoteattr(one.href)}/>"
        f"<summary>{_text(one.title)}</summary></entry>\n"
        for one in (released, *_changes(frame))
    )
    return PageFile(NAME, f"{head}{entries}</feed>\n")


def _changes(frame: Frame) -> Iterable[Item]:
    notes = frame.index.release_notes
    if notes is None:
        return
    for one in notes.changes[:_MOST]:
        table = "targets" if one.table == "judgements" else one.table
        href = "" if one.kind == "removed" else frame.href_of(table, one.row_id)
        yield Item(
            f"{frame.index.as_of} {one.table} {one.row_id} {one.sentence_ja}",
            one.sentence_ja if frame.is_ja else one.sentence_en,
            href or frame.href(addresses.CHANGES),
        )


def _id(frame: Frame, key: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'hoshin {frame.language.value} {key}')}"


def _text(text: str) -> str:
    """Text of XML; characters that XML cannot hold are left out."""
    return escape("".join(one for one in text if one >= " " or one in "\t\n"))
