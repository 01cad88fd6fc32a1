"""Suppression: no published figure, and no difference of published figures, tells of a few people.

Groups form a tree: the total, the areas within it, the breakdowns within an area. What stands
below a parent adds up to it, so one hidden group could be found by subtraction. The rules:

1. A group with fewer than k contributors is hidden (minimum frequency rule), and with a hidden
   group everything below it.
2. Where some children of a published parent are hidden, at least one more is hidden with them,
   and of h hidden ones more are taken until they share 2k - 1 + (h - 2) contributors. Which, is
   drawn from a digest of the group's name and never from its size: a choice by size would itself
   tell something.
3. Where all children are hidden and share so few contributors that the sum itself tells, the
   parent is hidden too.
4. What was once hidden stays hidden in later runs of the same period.
5. A later run of a period is published whole or held whole. It is held where any published
   figure, or what remains of a parent after subtracting its published children, would change by
   fewer than k contributors: the difference would be those few people's own.

Rules 1 to 3 are primary and complementary cell suppression. The bounds leave each small group
several possible sizes, also for a reader who knows these rules; a test counts them out.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One group of records: its key (empty for the total), its sums, and who stands behind it."""

    key: Key
    numerator: Decimal
    denominator: Decimal | None
    contributors: int


@dataclass(frozen=True, slots=True)
class Publication:
    """Groups of one period and the keys among them that are hidden."""

    groups: tuple[Group, ...]
    hidden: frozenset[Key]

    def by_key(self) -> dict[Key, Group]:
        """The groups by their keys."""
        return {one.key: one for one in self.groups}


def publication(
    groups: Iterable[Group], minimum: int, hidden_before: Collection[Key] = ()
) -> Publication:
    """Decide which groups are hidden; ``minimum`` is k, ``hidden_before`` those of earlier runs."""
    found = tuple(groups)
    if minimum <= 1:
        return Publication(found, frozenset())
    below = _children(found)
    forced = set(hidden_before)
    while True:
        hidden = _hidden(found, below, minimum, forced)
        exposed = {
            parent
            for parent, children in below.items()
            if parent not in hidden and _is_exposed(children, hidden, minimum)
        }
        if not exposed:
            return Publication(found, frozenset(hidden))
        forced |= exposed


def _hidden(
    groups: Collection[Group],
    below: Mapping[Key, tuple[Group, ...]],
    minimum: int,
    forced: Collection[Key],
) -> set[Key]:
    """What is hidden from the total downwards, line by line."""
    hidden = {
        one.key
        for one in groups
        if not one.key and (one.contributors < minimum or one.key in forced)
    }
    for parent in sorted(below, key=lambda key: (len(key), key)):
        if parent in hidden:
            hidden.update(one.key for one in below[parent])
        else:
            hidden |= _hidden_in_line(below[parent], minimum, forced)
    return hidden


def _is_exposed(children: tuple[Group, ...], hidden: Collection[Key], minimum: int) -> bool:
    """Whether a line's hidden groups, each of at least one, share too few to be told apart."""
    pool = [one.contributors for one in children if one.key in hidden]
    return len(pool) == 1 or (bool(pool) and sum(pool) - len(pool) + 1 < minimum)


def _children(groups: Iterable[Group]) -> dict[Key, tuple[Group, ...]]:
    below: defaultdict[Key, list[Group]] = defaultdict(list)
    for one in groups:
        if one.key:
            below[one.key[:-1]].append(one)
    return {key: tuple(children) for key, children in below.items()}


def _hidden_in_line(
    children: tuple[Group, ...], minimum: int, hidden_before: Collection[Key]
) -> set[Key]:
    hidden = {one.key for one in children if one.contributors < minimum or one.key in hidden_before}
    if not hidden:
        return hidden
    pool = sum(one.contributors for one in children if one.key in hidden)
    others = [one for one in children if one.key not in hidden]
    drawn = any(one.contributors >= minimum for one in children if one.key in hidden)
    for one in sorted(others, key=lambda group: _draw(group.key)):
        if drawn and pool >= 2 * minimum - 1 + len(hidden) - 2:
            break
        drawn = True
        hidden.add(one.key)
        pool += one.contributors
    return hidden


def _draw(key: Key) -> str:
    """A group's place in the draw: the same in every run, and unrelated to any figure."""
    return hashlib.sha256("\x1f".join(key).encode("utf-8")).hexdigest()


def may_replace(before: Publication, after: Publication, minimum: int) -> bool:
    """Whether a later run may be published: nothing derivable changes by fewer than k people."""
    if minimum <= 1:
        return True
    old, new = _derivable(before, after), _derivable(after, after)
    return all(
        _far_enough(old.get(key, _NOTHING), new.get(key, _NOTHING), minimum)
        for key in old.keys() | new.keys()
    )


_Sums = tuple[int, Decimal, Decimal]
_NOTHING: _Sums = (0, Decimal(0), Decimal(0))


def _sums(groups: Iterable[Group]) -> _Sums:
    listed = tuple(groups)
    return (
        sum(one.contributors for one in listed),
        sum((one.numerator for one in listed), Decimal(0)),
        sum((one.denominator or Decimal(0) for one in listed), Decimal(0)),
    )


def _derivable(values: Publication, pattern: Publication) -> Mapping[tuple[str, Key], _Sums]:
    """What a reader knows under a pattern of hiding: published groups, and what a line leaves."""
    known: dict[tuple[str, Key], _Sums] = {
        ("group", one.key): _sums((one,)) for one in values.groups if one.key not in pattern.hidden
    }
    for parent, children in _children(values.groups).items():
        rest = [one for one in children if one.key in pattern.hidden]
        if rest and parent not in pattern.hidden:
            known["rest", parent] = _sums(rest)
    return known


def _far_enough(old: _Sums, new: _Sums, minimum: int) -> bool:
    return old == new or abs(old[0] - new[0]) >= minimum
