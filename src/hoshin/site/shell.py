"""The shell of a page: what stands above and below its own content, the same for many pages.

The day of judgement stands at the foot of the pages that are about the release as a whole. The
others lead there, so that a page which shows nothing new is the same from release to release. It
is made once for each language, depth and section. Its templates get ``ShellFacts`` and nothing
else, so that two pages with equal facts have the same shell, whichever was made first.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hoshin.charts.words import Language
from hoshin.site import addresses
from hoshin.site.addresses import Address
from hoshin.site.frame import MORE, NAVIGATION, Entries, Frame, Label, Link
from hoshin.site.words import words_of

_IN_MENU = frozenset(address.path for _, address in (*NAVIGATION, *MORE))
_ABOUT_THE_RELEASE = frozenset(
    one.path
    for one in (addresses.OVERVIEW, addresses.METHOD, addresses.DOWNLOADS, addresses.CHANGES)
)


@dataclass(frozen=True, slots=True)
class Shell:
    """The HTML of a page up to its switch of language, from there to its own part, and below."""

    top: Markup
    navigation: Markup
    foot: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellFacts:
    """What a shell is made from.

    ``section`` is the entry of the menu that the page belongs to, ``own`` its path where it is
    itself an entry. ``up`` leads to the root of its language, ``site_root`` to that of the site.
    ``as_of`` is the day of judgement in words, empty where the page does not say it.
    """

    language: Language
    city: Label
    as_of: str
    all_sourced: bool
    section: str
    own: str
    up: str
    site_root: str

    def menu(self) -> tuple[Link, ...]:
        """The main entries."""
        return _menu(self, NAVIGATION)

    def more(self) -> tuple[Link, ...]:
        """The other entries."""
        return _menu(self, MORE)


def shell_facts(frame: Frame, section: str) -> ShellFacts:
    """The facts of a page's shell."""
    path = frame.address.path
    return ShellFacts(
        language=frame.language,
        city=frame.city,
        as_of=frame.as_of if path in _ABOUT_THE_RELEASE else "",
        all_sourced=frame.index.all_sourced,
        section=section,
        own=path if path in _IN_MENU else "",
        up=frame.address.to_root,
        site_root=frame.site_root,
    )


def _menu(facts: ShellFacts, entries: Entries) -> tuple[Link, ...]:
    """A menu; the entry that the page is, or belongs to, is marked as current."""

    def state(name: str, address: Address) -> str:
        if address.path == facts.own:
            return "page"
        return "true" if name == facts.section else ""

    w = words_of(facts.language)
    return tuple(
        Link(Label(w(f"pages.{name}.menu")), f"{facts.up}{address.path}", state(name, address))
        for name, address in entries
    )
