"""Values: one indicator, one period, and different numbers in different places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hoshin.domain.indicators import ObservationStatus
from hoshin.domain.periods import Period, PeriodKind
from hoshin.domain.problems import Problem
from hoshin.domain.rows import Row
from hoshin.domain.words import Words
from hoshin.engine.checks.facts import Facts, is_baseline
from hoshin.engine.checks.figures_compared import (
    Figure,
    agree,
    power_of_ten,
    same_number,
    significant_digits,
)
from hoshin.engine.checks.rule import Check, at, note, warning
from hoshin.engine.checks.saying import (
    indicator_name,
    listed,
    place_of_point,
    value_with_unit,
    when,
)
from hoshin.engine.checks.units import UNIT_SCALE_DIFFERS, has_mixed_scales
from hoshin.engine.series import Point

_WHY_DIFFERS = Words(
    "同じ年の同じ値が文書により違うと、どちらを使うかで達成度が変わります。",
    "Where documents print different values for one year, the achievement depends on the choice.",
)
VALUE_DIFFERS = warning(
    "value-differs",
    Words("同じ年の実績が場所により違う", "Different values for the same period"),
    _WHY_DIFFERS,
)
BASELINE_DIFFERS = warning(
    "baseline-differs",
    Words("同じ年の当初値が計画により違う", "Different baselines for the same period"),
    _WHY_DIFFERS,
)
SAME_VALUE_OTHER_PERIOD = warning(
    "same-value-other-period",
    Words("同じ値が別の年の値として印刷されている", "One value printed under different years"),
    Words(
        "同じ数字が文書により違う年の値とされ、どちらかの年が誤りです。",
        "Documents give the same number to different years; one of the years is wrong.",
    ),
)
VALUE_OUT_OF_LINE = note(
    "value-out-of-line",
    Words("前後の値から大きく外れた値", "A value far from the rest of its series"),
    Words(
        "桁や単位、符号の写し間違いは、前後の値から外れた値として見つかることが多いです。",
        "A slip in digits, unit or sign often shows as a value far from its neighbours.",
    ),
)

# A slip of one digit is ten times off; the series itself may have grown or halved meanwhile.
_FAR = 5
_FEWEST_POINTS = 4
_FEWEST_DIGITS = 3
_FIRMNESS = {
    ObservationStatus.ESTIMATED: 0,
    ObservationStatus.PROVISIONAL: 0,
    ObservationStatus.REVISED: 2,
}


def _figure(point: Point) -> Figure:
    assert point.value is not None
    return Figure(point.value, point.unit)


def _same(one: Point, other: Point) -> bool:
    first, second = _figure(one), _figure(other)
    return agree(first, second) is not False or same_number(first, second)


def _classes(points: Sequence[Point]) -> list[list[Point]]:
    """Points grouped by equal values, in the order in which values first appear."""
    found: list[list[Point]] = []
    for point in points:
        fitting = next((group for group in found if _same(group[0], point)), None)
        if fitting is None:
            found.append([point])
        else:
            fitting.append(point)
    return found


def differing_values(facts: Facts) -> Iterator[Problem]:
    """Periods for which a series has more than one value."""
    for strand in facts.strands:
        periods: dict[object, list[Point]] = defaultdict(list)
        for point in strand:
            periods[_slot(point.period)].append(point)
        for points in periods.values():
            if len(points) > 1:
                yield from _conflicts(facts, strand, points)


_YEARS = (PeriodKind.FISCAL_YEAR, PeriodKind.CALENDAR_YEAR, PeriodKind.YEAR_KIND_UNKNOWN)


def _slot(period: Period) -> object:
    """What periods that may be the same have in common: the year, else the period itself."""
    return period.year if period.kind in _YEARS else period


def _conflicts(facts: Facts, strand: Sequence[Point], points: Sequence[Point]) -> Iterator[Problem]:
    firmest = max(_FIRMNESS.get(point.status, 1) for point in points)
    classes = _classes([p for p in points if _FIRMNESS.get(p.status, 1) == firmest])
    rivals = [one for one in classes if any(_rival(one, other) for other in classes)]
    if len(rivals) < 2:
        return
    prints = [group[0] for group in rivals]
    named = indicator_name(facts, prints[0].indicator)
    period = when(prints[0].period)
    shown = listed(_value_and_place(facts, point) for point in prints)
    place_point = prints[-1]
    everywhere = [point.row_id for group in rivals for point in group]
    power = power_of_ten(_figure(prints[0]), _figure(prints[1])) if len(prints) == 2 else 0
    if power:
        rule = UNIT_SCALE_DIFFERS
        factor = 10**power
        extra = Words(
            f"ちょうど{factor:,}倍違います。", f" They differ by exactly {factor:,} times."
        )
    else:
        rule = BASELINE_DIFFERS if all(map(is_baseline, prints)) else VALUE_DIFFERS
        extra = Words("", "")
    table, column = _table_of(place_point)
    yield rule.problem(
        at(table, _row(facts, place_point), column),
        Words(
            f"{named.ja}の{period.ja}の値が{len(prints)}通りあります: {shown.ja}。{extra.ja}",
            f"{named.en} has {len(prints)} values for {period.en}: {shown.en}.{extra.en}",
        ),
        _hint(strand, prints),
        everywhere,
    )


def _hint(strand: Sequence[Point], prints: Sequence[Point]) -> Words:
    """Where one of the values stands elsewhere under another year, that is the likely slip."""
    for point in prints:
        for other in strand:
            moved = other.period.final_year != point.period.final_year
            if moved and other.source != point.source and other.value == point.value:
                said = value_with_unit(_figure(point).value, point.unit)
                period = when(other.period)
                return Words(
                    f"{said.ja}は別の文書では{period.ja}の値です。年の取り違えでないか確かめてください。",
                    f"{said.en} is the value for {period.en} in another document: look whether "
                    "the year was mistaken.",
                )
    return Words(
        "原典の集計元を確かめ、改訂なら改訂番号を、定義が違うなら別の指標か内訳にしてください。",
        "Look at the source. A revision gets a revision number; another definition makes "
        "another indicator or breakdown.",
    )


def _rival(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether two values may be of the same period: a fiscal and a calendar year never are."""
    if one is other:
        return False
    kinds = [_kinds(group) for group in (one, other)]
    return not all(kinds) or bool(kinds[0] & kinds[1])


def _kinds(group: Sequence[Point]) -> set[PeriodKind]:
    return {point.period.kind for point in group} - {PeriodKind.YEAR_KIND_UNKNOWN}


def _table_of(point: Point) -> tuple[str, str]:
    return ("targets", "baseline_value") if is_baseline(point) else ("observations", "obs_value")


def _row(facts: Facts, point: Point) -> Row:
    return facts.targets[point.row_id] if is_baseline(point) else facts.observations[point.row_id]


def _value_and_place(facts: Facts, point: Point) -> Words:
    figure = _figure(point)
    said, place = value_with_unit(figure.value, figure.unit), place_of_point(facts, point)
    return Words(f"{said.ja}（{place.ja}）", f"{said.en} ({place.en})")


def values_under_two_years(facts: Facts) -> Iterator[Problem]:
    """Numbers that one document gives to one year and another document to another."""
    for strand in facts.strands:
        numbers: dict[object, list[Point]] = defaultdict(list)
        for point in strand:
            if point.value and significant_digits(point.value) >= _FEWEST_DIGITS:
                numbers[point.value.normalize()].append(point)
        for points in numbers.values():
            if _is_moved(points):
                yield _moved(facts, points)


def _is_moved(points: Sequence[Point]) -> bool:
    years: dict[str | None, set[int]] = defaultdict(set)
    for point in points:
        years[point.source].add(point.period.final_year)
    if len({year for found in years.values() for year in found}) < 2:
        return False
    # A document that itself prints the number for two years says that it happened twice.
    if any(len(found) > 1 for found in years.values()):
        return False
    return all(_same(points[0], one) for one in points)


def _moved(facts: Facts, points: Sequence[Point]) -> Problem:
    named = indicator_name(facts, points[0].indicator)
    assert points[0].value is not None
    value = value_with_unit(points[0].value, points[0].unit)
    places: dict[tuple[str | None, int], Words] = {}
    for point in points:
        where, period = place_of_point(facts, point), when(point.period)
        words = Words(f"{where.ja}では{period.ja}", f"{period.en} in {where.en}")
        places.setdefault((point.source, point.period.final_year), words)
    shown = listed(places.values())
    table, column = _table_of(points[-1])
    return SAME_VALUE_OTHER_PERIOD.problem(
        at(table, _row(facts, points[-1]), column),
        Words(
            f"{named.ja}の同じ値{value.ja}が、違う年の値とされています: {shown.ja}",
            f"The same value {value.en} of {named.en} is given to different years: {shown.en}",
        ),
        Words(
            "集計元の年を確かめ、値の年を揃えてください。",
            "Look up to which year the value belongs, and print that year.",
        ),
        (point.row_id for point in points),
    )


def values_out_of_line(facts: Facts) -> Iterator[Problem]:
    """Values far from what stands before and after them, and the only one of another sign."""
    for strand in facts.strands:
        years = _one_for_each_year(strand)
        if len(years) < _FEWEST_POINTS:
            continue
        if any(not _figure(years[0]).measured.converts_to(_figure(p).measured) for p in years):
            continue
        values = [_figure(point).exact for point in years]
        of_other_sign = [place for place, value in enumerate(values) if value < 0]
        for place, value in enumerate(values):
            # At an end of the series the two nearest values stand on one side.
            first = min(max(place - 1, 0), len(values) - 3)
            near = [values[one] for one in range(first, first + 3) if one != place]
            odd = all(_is_far(value, other) for other in near) or of_other_sign == [place]
            if odd and not has_mixed_scales(facts, years[place].indicator):
                beside = years[place - 1] if place else years[1]
                yield _out_of_line(facts, years[place], beside)


def _one_for_each_year(strand: Sequence[Point]) -> list[Point]:
    """The first print of each year's value, in time."""
    return list({point.period.final_year: point for point in reversed(strand)}.values())[::-1]


def _is_far(value: Fraction, other: Fraction) -> bool:
    """Whether one value is more than five times the other; zero measures nothing."""
    small, large = sorted((abs(value), abs(other)))
    return small > 0 and large > _FAR * small


def _out_of_line(facts: Facts, point: Point, beside: Point) -> Problem:
    named = indicator_name(facts, point.indicator)
    period, other_period = when(point.period), when(beside.period)
    said = value_with_unit(_figure(point).value, point.unit)
    other = value_with_unit(_figure(beside).value, beside.unit)
    table, column = _table_of(point)
    return VALUE_OUT_OF_LINE.problem(
        at(table, _row(facts, point), column),
        Words(
            f"{named.ja}の{period.ja}の値{said.ja}は、隣の{other_period.ja}の値{other.ja}と"
            "桁か符号が違います。",
            f"The value {said.en} of {named.en} for {period.en} is of another size or sign than "
            f"its neighbour {other.en} for {other_period.en}.",
        ),
        Words(
            "桁、単位、符号を原典で確かめてください。正しければそのままで構いません。",
            "Look at digits, unit and sign in the source. If they are right, leave it.",
        ),
        (beside.row_id,),
    )


CHECKS = (
    Check(differing_values, (VALUE_DIFFERS, BASELINE_DIFFERS)),
    Check(values_under_two_years, (SAME_VALUE_OTHER_PERIOD,)),
    Check(values_out_of_line, (VALUE_OUT_OF_LINE,)),
)
