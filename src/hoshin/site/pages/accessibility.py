"""The accessibility statement: what the site does, how that is tested, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.site import addresses
from hoshin.site.frame import Frame, Head, Label
from hoshin.site.pages.page import Page

DONE = ("script", "keyboard", "colour", "charts", "zoom", "language", "print", "motion")
TESTED = ("machine", "browsers", "people")
LIMITS = ("names", "documents", "data", "figures")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibilityView:
    """The statement in its parts; each is a list of sentences."""

    head: Head
    done: tuple[str, ...]
    tested: tuple[str, ...]
    limits: tuple[str, ...]


def page() -> Page:
    """The page of the accessibility statement."""
    return Page(addresses.ACCESSIBILITY, "accessibility.html", _view)


def _view(frame: Frame) -> AccessibilityView:
    w = frame.w
    heading = Label(w("pages.accessibility.title"))
    return AccessibilityView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="accessibility",
            crumbs=frame.crumbs(),
            lead=w("pages.accessibility.lead"),
        ),
        done=tuple(w(f"accessibility.done.{one}") for one in DONE),
        tested=tuple(w(f"accessibility.tested.{one}") for one in TESTED),
        limits=tuple(w(f"accessibility.limit.{one}") for one in LIMITS),
    )
