"""The search page: a box, and below it everything that can be found, by its first letter.

The list is what a reader without JavaScript has; with it, results take its place while one types.
Japanese names are sorted by their first character. Readings of kanji are not on record; the
kanji of JIS X 0208 level 1 stand in the order of a representative reading, which is used instead.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import itemgetter

from hoshin.charts.words import Language
from hoshin.domain import folding
from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.pages.page import Page
from hoshin.site.pages.portions import Pager, Portion, cut, pager, portion_address
from hoshin.site.search import Entry

_KANA_ROWS = "あかさたなはまやらわ"
_FIRST_KANJI = tuple(one.encode("euc_jp") for one in "亜下些他奈巴摩也羅倭")
_LAST_KANJI = "腕".encode("euc_jp")
_LATIN, _DIGITS, _OTHERS, _JAPANESE = "_latin", "_digits", "_others", "_japanese"
PER_PAGE = 1_000
_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that can be found: its name, what it is, and to which plan it belongs."""

    link: Link
    what: Label
    number: Label
    plan: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Everything under one letter, or one row of the kana table."""

    anchor: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """Everything that the search page shows."""

    head: Head
    count: str
    letters: tuple[Link, ...]
    groups: tuple[Group, ...]
    pager: Pager | None


def pages(found: tuple[Entry, ...]) -> Iterator[Page]:
    """The search page and those that go on with its list, cut alike in both languages."""
    listed = {language: _in_order(language, found) for language in Language}
    portions = {language: cut(its.entries, PER_PAGE) for language, its in listed.items()}
    for portion, _ in portions[Language.JA]:
        own = {one: its[portion.position][1] for one, its in portions.items()}
        starts = {one: its.starts for one, its in listed.items()}
        address = portion_address(addresses.SEARCH, portion.position)
        make = partial(_view, own, starts, portion, len(found))
        yield Page(address, "search.html", make)


def place_in_japanese(name: str) -> tuple[str, bytes]:
    """The group of a Japanese name, and what sorts it within: kana first, then kanji by JIS."""
    text = "".join(one for one in unicodedata.normalize("NFKC", name) if one.isalnum())
    first = text[:1]
    key = text.encode("euc_jp", "replace")
    kana = folding.fold(first).replace("ゔ", "う")
    if not first:
        return _OTHERS, key
    if "あ" <= kana <= "ん" and not first.isnumeric():
        # Small kana were made large: bisect finds the row whose first kana is not later.
        return _KANA_ROWS[bisect(_KANA_ROWS, kana) - 1], b"\0" + folding.fold(text).encode()
    if first.isascii():
        return (_DIGITS if first.isdigit() else _LATIN), text.lower().encode()
    code = first.encode("euc_jp", "replace")
    if _FIRST_KANJI[0] <= code <= _LAST_KANJI and len(code) == 2:
        return _KANA_ROWS[bisect(_FIRST_KANJI, code) - 1], b"\1" + key
    return _OTHERS, key


def place_in_english(name: str) -> tuple[str, bytes]:
    """The letter of an English name, articles and accents aside, and what sorts it within."""
    text = name.strip().lower()
    text = next((text.removeprefix(one) for one in _ARTICLES if text.startswith(one)), text)
    key = folding.fold(text)
    if key[:1].isdigit():
        return _DIGITS, key.encode()
    return (key[0] if key and "a" <= key[0] <= "z" else _OTHERS), key.encode()


@dataclass(frozen=True, slots=True)
class _Listed:
    """Every entry with its group, in the order of the list, and where each group begins."""

    entries: tuple[tuple[str, Entry], ...]
    starts: dict[str, int]


def _group_of(language: Language, entry: Entry) -> tuple[str, bytes]:
    if language is Language.JA:
        return place_in_japanese(entry.name or entry.name_en)
    if not entry.name_en:
        return _JAPANESE, place_in_japanese(entry.name)[1]
    return place_in_english(entry.name_en)


def _order(language: Language) -> tuple[str, ...]:
    """The groups of a language, in the order of the list."""
    letters = _KANA_ROWS if language is Language.JA else "abcdefghijklmnopqrstuvwxyz"
    return (*letters, _LATIN, _DIGITS, _OTHERS, _JAPANESE)


def _in_order(language: Language, found: Iterable[Entry]) -> _Listed:
    placed: dict[str, list[tuple[bytes, Entry]]] = {}
    for entry in found:
        group, key = _group_of(language, entry)
        placed.setdefault(group, []).append((key, entry))
    listed: list[tuple[str, Entry]] = []
    starts: dict[str, int] = {}
    for group in _order(language):
        if group in placed:
            starts[group] = len(listed)
            its = sorted(placed[group], key=lambda one: one[0])
            listed += [(group, entry) for _, entry in its]
    return _Listed(tuple(listed), starts)


def _heading(frame: Frame, group: str) -> str:
    if group.startswith("_"):
        return frame.w(f"search.list.{group.removeprefix('_')}")
    return frame.w("search.list.row", kana=group.upper())


def _anchor(frame: Frame, group: str) -> str:
    return f"_group-{_order(frame.language).index(group) + 1}"


def _groups(frame: Frame, listed: Iterable[tuple[str, Entry]]) -> tuple[Group, ...]:
    return tuple(
        Group(
            anchor=_anchor(frame, group),
            heading=_heading(frame, group),
            items=tuple(_item(frame, entry) for _, entry in its),
        )
        for group, its in groupby(listed, key=itemgetter(0))
    )


def _letters(frame: Frame, starts: dict[str, int]) -> tuple[Link, ...]:
    """The way to where each group begins."""
    return tuple(
        Link(
            Label(_heading(frame, group)),
            frame.href(
                portion_address(addresses.SEARCH, start // PER_PAGE).at(_anchor(frame, group))
            ),
        )
        for group, start in starts.items()
    )


def _item(frame: Frame, entry: Entry) -> Item:
    plan = frame.index.plans.get(entry.plans[0]) if entry.plans else None
    level = frame.label(*entry.level)
    return Item(
        link=Link(frame.label(entry.name, entry.name_en), frame.href(entry.address)),
        what=level or Label(frame.w(f"search.kind.{entry.kind}")),
        # The numbers of an indicator are those of its targets.
        number=frame.number_label(entry.numbers[0] if entry.numbers and not entry.figures else ""),
        plan=Label("") if plan is None else frame.name(plan),
    )


def _view(
    listed: dict[Language, Sequence[tuple[str, Entry]]],
    starts: dict[Language, dict[str, int]],
    portion: Portion,
    how_many: int,
    frame: Frame,
) -> SearchView:
    heading = Label(frame.w("search.title"))
    return SearchView(
        head=Head(
            title=portion.title(frame, heading.text),
            heading=heading,
            section="search",
            crumbs=frame.crumbs(),
            lead=frame.w("search.lead"),
        ),
        count=frame.w.count("search.list.count", how_many),
        letters=_letters(frame, starts[frame.language]),
        groups=_groups(frame, listed[frame.language]),
        pager=pager(frame, portion, addresses.SEARCH),
    )
