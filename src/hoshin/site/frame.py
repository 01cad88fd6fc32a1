"""Frames: one page in one language, and how it names, links and writes what it shows.

A page is made from a frame: it knows where the page stands, so that every link is relative to it,
and which language it speaks, so that a name without a translation is marked with the language
it is in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from html import escape
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from hoshin.charts.printed_words import in_english, number_in_english
from hoshin.charts.speech import HasName, Speech, apart, with_unit
from hoshin.charts.words import Language
from hoshin.domain.periods import Period
from hoshin.domain.sources import Source
from hoshin.domain.units import read_unit
from hoshin.site import addresses, figures
from hoshin.site.addresses import Address
from hoshin.site.city_index import CityIndex
from hoshin.site.places import Places
from hoshin.site.release_files import RELEASE
from hoshin.site.words import Words

R = TypeVar("R")


class Label(NamedTuple):
    """A text and its language; ``lang`` is empty where it is that of the page.

    ``quotes`` says that an English text may hold Japanese words, each of which is marked as such.
    Labels, links and quantities write themselves as escaped HTML wherever a template shows them.
    """

    text: str
    lang: str = ""
    quotes: bool = False

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def inner(self) -> str:
        """The escaped text, Japanese words in it marked; its own language is not said."""
        return _written(self.text, self.quotes)

    def __html__(self) -> str:
        return f'<span lang="{self.lang}">{self.inner}</span>' if self.lang else self.inner


@lru_cache(maxsize=16_384)
def _written(text: str, quotes: bool) -> str:
    """A text as HTML: most stand on many pages, and several times on each."""
    escaped = escape(text)
    return _QUOTED.sub(r'<span lang="ja">\g<0></span>', escaped) if quotes else escaped


NOTHING = Label("")
_LETTERS = r"\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uff10-\uff5a\uff66-\uff9f"
_JAPANESE = re.compile(f"[{_LETTERS}]")
# Digits and brackets between Japanese words belong to them: 令和 2(2019)年 is one quotation.
_BETWEEN = rf"(?:[A-Za-z\d.()/%-]+|[\d.()/% -]+)(?=[{_LETTERS}])"
_QUOTED = re.compile(rf"[A-Za-z\d]*[{_LETTERS}](?:[^\x00-\x7f“”–—]|{_BETWEEN})*(?:\d*\))?")


class Link(NamedTuple):
    """A label that leads somewhere; ``href`` is relative to the page that shows it."""

    label: Label
    href: str
    current: str = ""

    def __html__(self) -> str:
        if not self.href:
            return self.label.__html__()
        current = f' aria-current="{self.current}"' if self.current else ""
        lang = f' lang="{self.label.lang}"' if self.label.lang else ""
        return f'<a href="{escape(self.href)}"{lang}{current}>{self.label.inner}</a>'


class Quantity(NamedTuple):
    """A number and its unit, apart so that each can be set in its own way."""

    value: str
    unit: Label

    @property
    def text(self) -> str:
        """The two as one text."""
        return with_unit(self.value, self.unit.text)

    def __html__(self) -> str:
        if not self.unit:
            return escape(self.value)
        value, space, written = apart(self.value, self.unit.text)
        lang = f' lang="{self.unit.lang}"' if self.unit.lang else ""
        unit = f'<span class="unit"{lang}>{escape(written)}</span>'
        return f'<span class="q">{escape(value)}{space}{unit}</span>'


Entries = tuple[tuple[str, Address], ...]
NAVIGATION: Entries = (
    ("overview", addresses.OVERVIEW),
    ("plans", addresses.PLANS),
    ("indicators", addresses.INDICATORS),
    ("programs", addresses.PROGRAMS),
    ("budget", addresses.BUDGET),
    ("sdgs", addresses.SDGS),
    ("problems", addresses.PROBLEMS),
    ("downloads", addresses.DOWNLOADS),
)
MORE: Entries = (
    ("organisations", addresses.ORGANISATIONS),
    ("committees", addresses.COMMITTEES),
    ("registers", addresses.REGISTERS),
    ("synergies", addresses.SYNERGIES),
    ("schedule", addresses.SCHEDULE),
    ("calendar", addresses.CALENDAR),
    ("context", addresses.CONTEXT),
    ("method", addresses.METHOD),
    ("changes", addresses.CHANGES),
    ("accessibility", addresses.ACCESSIBILITY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The top of a page: its one heading, what stands above and below it, and the way to it.

    ``title`` is unique within the site. ``section`` is the entry of the navigation it belongs to.
    ``original`` is the official Japanese name where the heading is a translation.
    """

    title: str
    heading: Label
    section: str
    crumbs: tuple[Link, ...] = ()
    eyebrow: Label = NOTHING
    original: Label = NOTHING
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a build of the site is signed with: engine version and digest of the style sheet.

    ``address`` is where the site stands on the web, empty where that is not known.
    ``among_cities`` says that it stands below a site that compares several cities.
    """

    version: str
    style: str
    address: str = ""
    among_cities: bool = False


@cache
def _speech(language: Language) -> Speech:
    """How charts speak a language; it holds all their words, so it is made once."""
    return Speech(language)


class Frame:
    """One page in one language; ``both`` is what its two languages share, see ``once``."""

    def __init__(
        self,
        language: Language,
        index: CityIndex,
        places: Places,
        words: Words,
        address: Address,
        both: dict[Hashable, Any] | None = None,
    ) -> None:
        self.language = language
        self.speech = _speech(language)
        self.index = index
        self.places = places
        self.w = words
        self.address = address
        self._both = {} if both is None else both
        self._up = address.to_root
        self.site_root = self._up + ("../" if addresses.root_of(language) else "")

    # --- where things are ---

    def href(self, address: Address) -> str:
        """The link to a place of the site in this language, relative to this page."""
        anchor = f"#{address.anchor}" if address.anchor else ""
        if address.path == self.address.path and anchor:
            return anchor
        return f"{self._up}{address.path}{anchor}"

    def href_of(self, table: str, row_id: str | None) -> str:
        """The link to a record; empty when no page shows it."""
        address = None if row_id is None else self.places.of(table, row_id)
        return "" if address is None else self.href(address)

    def data_href(self, file_name: str) -> str:
        """The link to a file for download; both languages share them."""
        return f"{self.site_root}data/{quote(file_name)}"

    @property
    def release_href(self) -> str:
        """The link to the file that says on which day the site's figures were judged."""
        return f"{self.site_root}{RELEASE}"

    @property
    def other_href(self) -> str:
        """The same page in the other language."""
        return f"{self.site_root}{addresses.root_of(self.language.other)}{self.address.path}"

    def full_address(self, site: str) -> str:
        """This page's address on the web, below the site's own."""
        path = self.address.path.removesuffix(addresses.INDEX)
        return f"{site}{addresses.root_of(self.language)}{path}"

    def at(self, address: Address) -> Frame:
        """The frame of another page in the same language."""
        return Frame(self.language, self.index, self.places, self.w, address, self._both)

    def once(self, key: Hashable, make: Callable[[], R]) -> R:
        """What is the same in both languages of a page, made in the first and kept for the other.

        It is kept for this page alone, so that every page asks for all that it shows.
        """
        if key not in self._both:
            self._both[key] = make()
        found: R = self._both[key]
        return found

    def crumbs(self, *links: Link) -> tuple[Link, ...]:
        """The way from the overview to this page, itself not included."""
        return (Link(Label(self.w("pages.overview.menu")), self.href(addresses.OVERVIEW)), *links)

    def section_crumb(self, section: str) -> Link:
        """The link to the first page of a section."""
        address = dict((*NAVIGATION, *MORE))[section]
        return Link(Label(self.w(f"pages.{section}.menu")), self.href(address))

    # --- how things are called ---

    @property
    def is_ja(self) -> bool:
        """Whether the page is Japanese."""
        return self.language is Language.JA

    def label(self, ja: str, en: str = "") -> Label:
        """The text of this language; a Japanese one without translation says that it is one."""
        if self.is_ja:
            return Label(ja) if ja or not en else Label(en, "en")
        return Label(en) if en else Label(ja, "ja" if ja else "")

    def japanese(self, text: str) -> Label:
        """A text that exists in Japanese only: printed periods, columns of documents, locators."""
        return Label(text, "" if self.is_ja or text.isascii() else "ja")

    def printed(self, text: str) -> Label:
        """What a document prints: in English where it is known, else as it stands."""
        if self.is_ja:
            return Label(text)
        said = in_english(text)
        return Label(said) if said else self.japanese(text)

    def number_label(self, number: str) -> Label:
        """The number that a document gives: in English without its word (施策２ is 2)."""
        if self.is_ja:
            return Label(number)
        said = number_in_english(number)
        return Label(said) if said else self.japanese(number)

    def quoting(self, text: str) -> Label:
        """A text of this language; an English one marks the Japanese words that it quotes."""
        return Label(text, quotes=not self.is_ja and _JAPANESE.search(text) is not None)

    def sentence(self, ja: str, en: str) -> Label:
        """The sentence of this language."""
        return self.quoting(ja if self.is_ja else en)

    def note(self, text: str) -> Label:
        """A remark on a record: Japanese, or Japanese and English with `` / `` between them."""
        ja, stroke, en = text.rpartition(" / ")
        if stroke and _JAPANESE.search(ja) and not _JAPANESE.search(en):
            return self.label(ja, en)
        return self.japanese(text)

    def name(self, row: HasName) -> Label:
        """A record's name."""
        return self.label(row.name, row.name_en)

    def original(self, row: HasName) -> Label:
        """The official Japanese name below a translated heading; nothing on Japanese pages."""
        return NOTHING if self.is_ja or not row.name_en else Label(row.name, "ja")

    @property
    def city(self) -> Label:
        """The city's name."""
        return self.label(self.index.city.name, self.index.city.name_en)

    def publisher(self, source: Source) -> Label:
        """Who published a document: the city under its own name."""
        is_city = source.publisher == self.index.city.name
        return self.city if is_city else self.japanese(source.publisher)

    def link(self, table: str, row_id: str | None) -> Link | None:
        """A record's name, linked to the page that shows it; None when it does not exist."""
        rows: dict[str, Any] = getattr(self.index, table)
        row = None if row_id is None else rows.get(row_id)
        if row is None or row_id is None:
            return None
        return Link(self.name(row), self.href_of(table, row_id))

    def source_link(self, row: Any) -> Link | None:
        """The document that a record was taken from, linked to the record's place in its page."""
        place = None if row is None else self.places.citation(row)
        if place is None:
            return None
        source = self.index.sources[row.source]
        return Link(self.label(source.title, source.title_en), self.href(place))

    # --- how figures are written ---

    def unit(self, printed: str) -> Label:
        """A unit as this language writes it."""
        if self.is_ja:
            return Label(printed)
        known = read_unit(printed).written_en
        return Label(known, "" if known.isascii() else "ja")

    def quantity(self, value: Decimal, unit: str) -> Quantity:
        """A number with its unit, all printed digits kept."""
        return Quantity(figures.number(value), self.unit(unit))

    def period(self, period: Period | None) -> str:
        """A period in words; says so where the document prints none."""
        if period is None:
            return self.w("common.period_not_printed")
        return figures.period(period, self.language)

    def money(self, yen: int) -> figures.Money:
        """An amount."""
        return figures.money(yen, self.language)

    def day(self, day: date) -> str:
        """A day in words."""
        return self.w.day(day)

    @property
    def as_of(self) -> str:
        """The day of judgement in words."""
        return self.day(self.index.as_of)
