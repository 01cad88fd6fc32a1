"""The first style: those rules of the style sheet that the top of a page needs, to stand in it.

A page that brings them shows itself as soon as it has come; the whole sheet comes at its end and
says the same again, with the rest. The rules are picked by the elements, classes and ids that the
top of the page has: a rule too many does no harm, one too few makes a page that jumps.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hoshin.site.static_files import style_sheet

FAR = 'class="far'
"""What begins the part of a page that is laid out when the reader comes near."""

_PIECE = re.compile(r'"[^"]*"|[{}]')
_PARENTHESES = re.compile(r"\([^()]*\)")
_COMMA = re.compile(r",(?![^(]*\))")
# How something looks when it is pointed at, pressed or printed, the whole sheet says in time.
_LATER_STATE = re.compile(r":(?:hover|active|target|focus)|::(?!before|after|placeholder|marker)")
_LATER_MEDIA = re.compile(r"\bprint\b|forced-colors|prefers-reduced-motion|pointer:")
_NAME = re.compile(r"(?:^|[\s>+~])([a-z][a-z0-9]*)|([.#][A-Za-z_][\w-]*)")
# Each begins with a plain text, which is searched for many times as fast as a choice of several.
_ELEMENTS = re.compile(r"<([a-z][a-z0-9]*)")
_CLASSES, _IDS = re.compile(r' class="([^"]*)"'), re.compile(r' id="([^"]*)"')
_BLANKS_OF_LISTS = re.compile(r"\s*([>,])\s*")
_BLANKS_OF_VALUES = re.compile(r"\s*(;)\s*|(:)\s+")
_USED = re.compile(r"var\((--[\w-]+)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """One rule for one selector; ``needs`` are the elements, classes and ids it names."""

    media: str
    selector: str
    declarations: str
    needs: frozenset[str]


class FirstStyle:
    """A style sheet, of which each page gets the rules that its top needs."""

    def __init__(self, sheet: str) -> None:
        self._rules = tuple(_rules(sheet, ""))
        self._names = frozenset().union(*(one.needs for one in self._rules))
        self._known: dict[frozenset[str], str] = {}

    def of(self, page: str) -> str:
        """The rules for a page's HTML, in the order of the sheet."""
        top, far, _ = page.partition(FAR)
        found = self._names & _names_in(f'{top}{far}"')
        if found not in self._known:
            self._known[found] = _written([one for one in self._rules if one.needs <= found])
        return self._known[found]


@cache
def first_style() -> FirstStyle:
    """That of the site's own style sheet."""
    return FirstStyle(style_sheet())


def digest(style: str) -> str:
    """The digest by which a page's policy allows a style that stands in it."""
    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"


def _blocks(sheet: str) -> Iterator[tuple[str, str]]:
    """What stands before each outermost brace, and within it."""
    depth = start = brace = 0
    for piece in _PIECE.finditer(sheet):
        if piece[0] == "{":
            brace = brace if depth else piece.start()
            depth += 1
        elif piece[0] == "}":
            depth -= 1
            if not depth:
                yield sheet[start:brace].strip(), sheet[brace + 1 : piece.start()].strip()
                start = piece.end()


def _rules(sheet: str, media: str) -> Iterator[_Rule]:
    for head, inside in _blocks(sheet):
        if head.startswith("@media") and not media:
            if not _LATER_MEDIA.search(head):
                yield from _rules(inside, head)
        elif not head.startswith("@"):
            for selector in map(str.strip, _COMMA.split(head)):
                if not _LATER_STATE.search(selector):
                    yield _Rule(media, selector, inside, _needs(selector))


def _needs(selector: str) -> frozenset[str]:
    """The names outside parentheses: of what stands within them one may do, or none must."""
    bare = selector
    while _PARENTHESES.search(bare):
        bare = _PARENTHESES.sub("", bare)
    return frozenset(element or name for element, name in _NAME.findall(bare))


def _names_in(html: str) -> frozenset[str]:
    found = {"html", "body", *_ELEMENTS.findall(html)}
    found.update([f"#{one}" for one in _IDS.findall(html)])
    for classes in set(_CLASSES.findall(html)):
        found.update([f".{one}" for one in classes.split()])
    return frozenset(found)


def _written(rules: list[_Rule]) -> str:
    """Rules as a sheet: those that follow one another and say the same are one again."""
    used = _used_values(rules)
    written: list[str] = []
    media = ""
    for rule, selectors in _joined(rules):
        said = _said(rule, used)
        if not said:
            continue
        if rule.media != media:
            written.append(f"{'}' if media else ''}{rule.media}{'{' if rule.media else ''}")
            media = rule.media
        said_of = _BLANKS_OF_LISTS.sub(r"\1", ",".join(selectors))
        written.append(f"{said_of}{{{said}}}")
    return "".join(written) + ("}" if media else "")


def _joined(rules: list[_Rule]) -> Iterator[tuple[_Rule, list[str]]]:
    selectors: list[str] = []
    for n, rule in enumerate(rules):
        selectors.append(rule.selector)
        after = rules[n + 1] if n + 1 < len(rules) else None
        if after is None or after.media != rule.media or after.declarations != rule.declarations:
            yield rule, selectors
            selectors = []


def _declarations(rule: _Rule) -> list[str]:
    return [one.strip() for one in rule.declarations.split(";") if one.strip()]


def _said(rule: _Rule, used: set[str]) -> str:
    """A rule's declarations, without values by name that nothing here uses."""
    kept = [
        one
        for one in _declarations(rule)
        if not one.startswith("--") or one.partition(":")[0].strip() in used
    ]
    return _BLANKS_OF_VALUES.sub(r"\1\2", ";".join(kept))


def _used_values(rules: list[_Rule]) -> set[str]:
    """The names of the values that are used, also by other values."""
    by_name: dict[str, set[str]] = {}
    used: set[str] = set()
    for one in (said for rule in rules for said in _declarations(rule)):
        name = one.partition(":")[0].strip()
        if name.startswith("--"):
            by_name.setdefault(name, set()).update(_USED.findall(one))
        else:
            used.update(_USED.findall(one))
    waiting = list(used)
    while waiting:
        more = by_name.get(waiting.pop(), set()) - used
        used |= more
        waiting += more
    return used
