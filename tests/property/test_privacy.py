"""Suppression: no reader recovers a small group, also one who knows every rule and every total.

The reader's knowledge is counted out: all cities whose records would have led to exactly the same
publication are listed, and a small group must keep several possible sizes among them.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("duckdb")

from hoshin.analytics.privacy import Group, Key, Publication, may_replace, publication

Seen = tuple[frozenset[Key], tuple[tuple[Key, int], ...]]


def group(key: Key, contributors: int) -> Group:
    return Group(key, Decimal(contributors * 3), None, contributors)


def areas(sizes: tuple[int, ...]) -> list[Group]:
    """A total and its areas."""
    return [group((), sum(sizes)), *(group((f"area{n}",), size) for n, size in enumerate(sizes))]


def seen(published: Publication) -> Seen:
    """All that a reader sees."""
    shown = tuple((one.key, one.contributors) for one in published.groups)
    return published.hidden, tuple(one for one in shown if one[0] not in published.hidden)


@pytest.mark.parametrize(
    ("minimum", "count", "largest"), [(3, 3, 11), (4, 3, 15), (3, 4, 9), (5, 2, 24)]
)
def test_a_reader_who_knows_all_rules_and_totals_finds_no_small_group(
    minimum: int, count: int, largest: int
) -> None:
    """Differencing a total, and small cells: every small group keeps all its k - 1 sizes."""
    worlds: defaultdict[Seen, list[tuple[int, ...]]] = defaultdict(list)
    for sizes in product(range(1, largest + 1), repeat=count):
        if sum(sizes) <= largest + count - 1:  # every way to make such a total is listed
            worlds[seen(publication(areas(sizes), minimum))].append(sizes)
    looked_at = 0
    for (hidden, _), possible in worlds.items():
        for position in range(count):
            if (f"area{position}",) not in hidden or () in hidden:
                continue
            found = {sizes[position] for sizes in possible}
            if min(found) < minimum:
                looked_at += 1
                assert len(found) >= minimum - 1
    assert looked_at


sizes = st.lists(st.integers(1, 60), min_size=1, max_size=8).map(tuple)
minimums = st.integers(2, 12)


@st.composite
def nested(draw: st.DrawFn) -> list[Group]:
    """A total, areas, and breakdowns within areas."""
    groups: list[Group] = []
    total = 0
    for area in range(draw(st.integers(1, 5))):
        parts = draw(st.lists(st.integers(1, 30), min_size=1, max_size=4))
        total += sum(parts)
        groups.append(group((f"area{area}",), sum(parts)))
        groups += [group((f"area{area}", f"part{n}"), size) for n, size in enumerate(parts)]
    return [group((), total), *groups]


def bounds(published: Publication, key: Key) -> tuple[int, int]:
    """What subtraction alone tells of a hidden group: each hidden one has at least one in it."""
    by_key = published.by_key()
    parent = key[:-1]
    if parent in published.hidden:
        return 1, 10**9
    line = [one for one in published.groups if one.key and one.key[:-1] == parent]
    rest = [one for one in line if one.key in published.hidden]
    shown = sum(one.contributors for one in line if one.key not in published.hidden)
    pool = by_key[parent].contributors - shown
    return (pool if len(rest) == 1 else 1), pool - (len(rest) - 1)


@given(nested(), minimums)
def test_subtraction_leaves_every_hidden_group_an_interval_of_k(
    groups: list[Group], minimum: int
) -> None:
    published = publication(groups, minimum)
    for one in published.groups:
        if one.contributors < minimum:
            assert one.key in published.hidden
        if one.key and one.key in published.hidden:
            least, most = bounds(published, one.key)
            assert least <= 1 and most >= minimum


@given(nested(), minimums)
def test_what_stands_below_a_hidden_group_is_hidden(groups: list[Group], minimum: int) -> None:
    published = publication(groups, minimum)
    for one in published.groups:
        if one.key and one.key[:-1] in published.hidden:
            assert one.key in published.hidden


@given(nested(), minimums)
def test_asking_again_tells_nothing_new(groups: list[Group], minimum: int) -> None:
    first = publication(groups, minimum)
    again = publication(reversed(groups), minimum, first.hidden)
    assert seen(again)[0] == first.hidden
    assert set(seen(again)[1]) == set(seen(first)[1])
    assert may_replace(first, again, minimum)


@given(nested(), minimums, st.data())
def test_the_difference_of_two_runs_is_never_about_a_few_people(
    groups: list[Group], minimum: int, data: st.DataObject
) -> None:
    """Differencing two runs: whatever a reader subtracts, k people or nobody stand behind it."""
    first = publication(groups, minimum)
    change = data.draw(st.integers(-5, 20))
    leaf = data.draw(st.sampled_from([one for one in groups if len(one.key) == 2]))
    later = [
        group(one.key, max(one.contributors + change, 1))
        if one.key == leaf.key[: len(one.key)]
        else one
        for one in groups
    ]
    second = publication(later, minimum, first.hidden)
    if not may_replace(first, second, minimum):
        return
    assert first.hidden <= second.hidden
    before, after = first.by_key(), second.by_key()
    for key in before.keys() - second.hidden:
        difference = abs(before[key].contributors - after[key].contributors)
        assert difference == 0 or difference >= minimum
    for parent in {one.key[:-1] for one in groups if one.key} - second.hidden:
        line = [key for key in before if key and key[:-1] == parent and key in second.hidden]
        moved = sum(after[key].contributors - before[key].contributors for key in line)
        assert moved == 0 or abs(moved) >= minimum


def test_one_late_record_is_held() -> None:
    first = publication(areas((40, 30, 4)), 10)
    assert not may_replace(first, publication(areas((41, 30, 4)), 10, first.hidden), 10)
    assert not may_replace(first, publication(areas((40, 30, 5)), 10, first.hidden), 10)
    assert may_replace(first, publication(areas((55, 30, 4)), 10, first.hidden), 10)


def test_what_was_hidden_stays_hidden_when_it_has_grown() -> None:
    first = publication(areas((40, 30, 4)), 10)
    second = publication(areas((40, 30, 25)), 10, first.hidden)
    assert ("area2",) in first.hidden <= second.hidden


def test_a_corrected_value_of_one_person_is_held() -> None:
    first = publication(areas((40, 30)), 10)
    corrected = [Group(one.key, one.numerator + 1, None, one.contributors) for one in first.groups]
    assert not may_replace(first, publication(corrected, 10, first.hidden), 10)


def test_nothing_is_hidden_where_no_person_stands_behind_the_records() -> None:
    assert publication(areas((1, 2, 3)), 1).hidden == frozenset()
