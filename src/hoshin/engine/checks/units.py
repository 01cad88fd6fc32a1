"""Units: areas for volumes, hundred millions for billions, and values that convert to nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from hoshin.domain.indicators import Indicator
from hoshin.domain.problems import Place, Problem
from hoshin.domain.units import Dimension, normalise_symbol, read_unit
from hoshin.domain.words import Words, named
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.figures_compared import Figure
from hoshin.engine.checks.rule import Check, at, error, warning
from hoshin.engine.checks.saying import indicator_name, unit_name, value_with_unit

UNIT_OF_OBSERVATION = error(
    "unit-of-observation",
    Words("実績の単位が指標の単位に換算できない", "A value in a unit that does not convert"),
    Words(
        "単位が合わない実績は目標と比べられず、達成度が出ません。",
        "A value in another kind of unit cannot be compared with any goal.",
    ),
)
UNIT_DIMENSION = warning(
    "unit-dimension",
    Words("単位が測るものと合わない", "A unit that cannot measure this"),
    Words(
        "体積に面積の単位が付くような誤りは、そのまま公表や換算に使われてしまいます。",
        "A slip such as an area unit for a volume goes on into publications and conversions.",
    ),
)
UNIT_NOT_CONVERTIBLE = warning(
    "unit-not-convertible",
    Words("目標の単位が指標の単位に換算できない", "A goal in a unit that does not convert"),
    Words(
        "件と箇所のように数えるものが違うと、ほかの計画の値と比べられません。",
        "Where different things are counted, values of different plans cannot be compared.",
    ),
)
UNIT_SCALE_DIFFERS = warning(
    "unit-scale-differs",
    Words("同じ系列の桁（単位の大きさ）が文書により違う", "One series in units of different scale"),
    Words(
        "億円と十億円のように桁が違うと、値が10倍や1000倍ずれて読まれます。",
        "Hundred millions for billions: the figures are read ten or a thousand times off.",
    ),
)

# A quantity a year is still that quantity: an area created each year is an area.
_PER_YEAR = {
    Dimension.AREA_PER_YEAR: Dimension.AREA,
    Dimension.MONEY_PER_YEAR: Dimension.MONEY,
}


def _dimension(unit: str) -> Dimension:
    own = read_unit(unit).dimension
    return _PER_YEAR.get(own, own)


def _printed_units(facts: Facts, indicator: Indicator) -> dict[str, list[Place]]:
    """The places in which each unit of an indicator stands, by the unit's first spelling."""
    printed = [(indicator.unit, at("indicators", indicator, "unit"))]
    for target in facts.targets_of_indicator.get(indicator.id, ()):
        printed.append((target.unit, at("targets", target, "unit")))
    for row in facts.observations_of_indicator.get(indicator.id, ()):
        printed.append((row.unit_measure, at("observations", row, "unit_measure")))
    spellings: dict[str, str] = {}
    found: dict[str, list[Place]] = defaultdict(list)
    for unit, place in printed:
        found[spellings.setdefault(normalise_symbol(unit), unit)].append(place)
    return found


def dimensions(facts: Facts) -> Iterator[Problem]:
    """Units of another dimension than the indicator's, and units that convert to no listing."""
    for indicator in facts.city.indicators:
        declared = _PER_YEAR.get(indicator.dimension, indicator.dimension)
        units = _printed_units(facts, indicator)
        in_listings = [
            read_unit(unit)
            for unit, places in units.items()
            if any(place.file != "observations" for place in places)
        ]
        for unit, places in units.items():
            own = _dimension(unit)
            known = Dimension.UNKNOWN not in (declared, own)
            if not any(read_unit(unit).converts_to(other) for other in in_listings):
                yield _of_observation(facts, indicator, unit, places)
            elif known and own is not declared:
                yield _wrong_dimension(facts, indicator, unit, places)
            elif not read_unit(unit).converts_to(read_unit(indicator.unit)):
                if not known or _dimension(indicator.unit) is declared:
                    yield _not_convertible(facts, indicator, unit, places)


def _of_observation(
    facts: Facts, indicator: Indicator, unit: str, places: Sequence[Place]
) -> Problem:
    name = indicator_name(facts, indicator.id)
    theirs, own = unit_name(unit), unit_name(indicator.unit)
    return UNIT_OF_OBSERVATION.problem(
        places[0],
        Words(
            f"{name.ja}の実績の単位{theirs.ja}は、指標の単位{own.ja}に換算できません。",
            f"Values of {name.en} in {theirs.en} do not convert to its unit {own.en}.",
        ),
        Words(
            named("実績の単位を直すか、別の指標の実績なら {indicator} を直してください。"),
            named("Correct the unit, or {indicator} if the value belongs to another."),
        ),
        (place.row_id for place in places),
    )


def _wrong_dimension(
    facts: Facts, indicator: Indicator, unit: str, places: Sequence[Place]
) -> Problem:
    name = indicator_name(facts, indicator.id)
    declared_ja, declared_en = _DIMENSION_NAMES[indicator.dimension]
    own_ja, own_en = _DIMENSION_NAMES[read_unit(unit).dimension]
    printed = next((place for place in places if place.file != "indicators"), places[0])
    said = unit_name(unit)
    return UNIT_DIMENSION.problem(
        printed,
        Words(
            f"{name.ja}は{declared_ja}の指標ですが、単位{said.ja}は{own_ja}の単位です"
            f"（{len(places)}行）。",
            f"{name.en} is {declared_en}, but its unit {said.en} measures {own_en} "
            f"({len(places)} {'row' if len(places) == 1 else 'rows'}).",
        ),
        Words(
            "正しい単位を担当課に確かめ、次の版で直してください。数字は印刷どおりに残します。",
            "Ask the section for the right unit and correct the next edition; figures stay as "
            "printed.",
        ),
        (place.row_id for place in places),
    )


def _not_convertible(
    facts: Facts, indicator: Indicator, unit: str, places: Sequence[Place]
) -> Problem:
    name = indicator_name(facts, indicator.id)
    own, other = unit_name(indicator.unit), unit_name(unit)
    return UNIT_NOT_CONVERTIBLE.problem(
        places[0],
        Words(
            f"{name.ja}の単位が{own.ja}と{other.ja}で、互いに換算できません。",
            f"{name.en} is printed in {own.en} and in {other.en}, which do not convert.",
        ),
        Words(
            "数えているものが同じなら単位を揃え、違うなら指標を分けてください。",
            "If the same thing is counted, use one unit; if not, make two indicators.",
        ),
        (place.row_id for place in places),
    )


def _numbers(facts: Facts, indicator: str) -> dict[Fraction, list[tuple[Figure, Place]]]:
    """The numbers printed for an indicator by the scale of their unit."""
    found: dict[Fraction, list[tuple[Figure, Place]]] = defaultdict(list)
    for target in facts.targets_of_indicator.get(indicator, ()):
        place = at("targets", target, "unit")
        for value in (target.baseline_value, target.goal_value):
            if value:
                figure = Figure(value, target.unit)
                found[figure.measured.scale].append((figure, place))
    for row in facts.observations_of_indicator.get(indicator, ()):
        if row.obs_value:
            figure = Figure(row.obs_value, row.unit_measure)
            place = at("observations", row, "unit_measure")
            found[figure.measured.scale].append((figure, place))
    return found


def _median(values: Sequence[Fraction]) -> Fraction:
    return sorted(values)[len(values) // 2]


def _scales_mixed_up(
    one: Sequence[tuple[Figure, Place]], other: Sequence[tuple[Figure, Place]]
) -> bool:
    """Whether the bare numbers lie closer together than the values that they are said to be."""
    first, second = one[0][0].measured, other[0][0].measured
    if not first.converts_to(second):
        return False
    bare = _median([abs(Fraction(figure.value)) for figure, _ in one]) / _median(
        [abs(Fraction(figure.value)) for figure, _ in other]
    )
    said = bare * first.scale / second.scale
    return max(bare, 1 / bare) < max(said, 1 / said)


def has_mixed_scales(facts: Facts, indicator: str) -> bool:
    """Whether an indicator's numbers are printed under scales that cannot both be right."""
    groups = list(_numbers(facts, indicator).values())
    return any(_scales_mixed_up(groups[0], other) for other in groups[1:])


def scales(facts: Facts) -> Iterator[Problem]:
    """Indicators whose numbers run on while the scale of their unit changes."""
    for indicator in facts.city.indicators:
        groups = sorted(_numbers(facts, indicator.id).values(), key=len, reverse=True)
        for fewer in groups[1:]:
            many = groups[0]
            if not _scales_mixed_up(many, fewer):
                continue
            name = indicator_name(facts, indicator.id)
            usual, odd = many[0][0], fewer[0][0]
            twin = next((figure for figure, _ in many if figure.value == odd.value), usual)
            first, second = (value_with_unit(one.value, one.unit) for one in (twin, odd))
            factor = usual.measured.scale / odd.measured.scale
            times = max(factor, 1 / factor)
            units = unit_name(usual.unit), unit_name(odd.unit)
            yield UNIT_SCALE_DIFFERS.problem(
                fewer[0][1],
                Words(
                    f"{name.ja}は同じ大きさの数字が{units[0].ja}と{units[1].ja}で印刷されています"
                    f"（{first.ja}と{second.ja}）。どちらかが{times}倍違います。",
                    f"{name.en} is printed in {units[0].en} and {units[1].en} with numbers of one "
                    f"size ({first.en} and {second.en}): one of them is {times} times off.",
                ),
                Words(
                    "集計元で正しい単位を確かめ、誤っている方の版を直してください。",
                    "Look up the right unit, and correct the edition that has the other.",
                ),
                (place.row_id for _, place in fewer),
            )


_DIMENSION_NAMES = {
    Dimension.MONEY: ("金額", "money"),
    Dimension.PEOPLE: ("人数", "people"),
    Dimension.COUNT: ("件数", "a count"),
    Dimension.SHARE: ("割合", "a share"),
    Dimension.POINTS: ("割合の差（ポイント）", "a difference of shares"),
    Dimension.MULTIPLE: ("倍率", "a multiple"),
    Dimension.AREA: ("面積", "an area"),
    Dimension.VOLUME: ("体積", "a volume"),
    Dimension.LENGTH: ("長さ", "a length"),
    Dimension.MASS: ("重さ", "a mass"),
    Dimension.ENERGY: ("エネルギー", "energy"),
    Dimension.POWER: ("電力", "power"),
    Dimension.TIME: ("時間", "time"),
    Dimension.DENSITY: ("密度", "a density"),
    Dimension.AREA_PER_YEAR: ("年あたりの面積", "an area a year"),
    Dimension.MONEY_PER_YEAR: ("年あたりの金額", "money a year"),
    Dimension.PERSON_DAYS: ("人日", "person-days"),
    Dimension.SCORE: ("点数", "a score"),
    Dimension.RANK: ("順位", "a rank"),
    Dimension.UNKNOWN: ("種類の分からない量", "an unknown quantity"),
}

CHECKS = (
    Check(dimensions, (UNIT_OF_OBSERVATION, UNIT_DIMENSION, UNIT_NOT_CONVERTIBLE)),
    Check(scales, (UNIT_SCALE_DIFFERS,)),
)
