"""The shell of a page: what stands above and below its own content, the same for many pages.

It is made once for each language, depth and section. Its templates get ``ShellFacts`` and nothing
else, so that two pages with equal facts have the same shell, whichever was made first.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from hoshin.charts.words import Language
from hoshin.site.addresses import Address
from hoshin.site.frame import MORE, NAVIGATION, Entries, Frame, Label, Link
from hoshin.site.words import words_of

_IN_MENU = frozenset(address.path for _, address in (*NAVIGATION, *MORE))


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
    """

    language: Language
    city: Label
    as_of: str
    all_sourced: bool
    has_changes: bool
    section: str
    own: str
    up: str
    site_root: str

    def menu(self) -> tuple[Link, ...]:
        """The main entries."""
        return _menu(self, NAVIGATION)

    def more(self) -> tuple[Link, ...]:
        """The other entries; that of the changes only where an earlier release is known."""
        shown = tuple(one for one in MORE if self.has_changes or one[0] != "changes")
        return _menu(self, shown)


def shell_facts(frame: Frame, section: str) -> ShellFacts:
    """The facts of a page's shell."""
    path = frame.address.path
    return ShellFacts(
        language=frame.language,
        city=frame.city,
        as_of=frame.as_of,
        all_sourced=frame.index.all_sourced,
        has_changes=frame.index.has_release_notes,
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
