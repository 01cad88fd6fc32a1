"""Printed totals, counts and ratios done again, exactly, and compared at their printed precision.

A printed table total adds that table's own rows: a program that stands in two tables counts in
each of them, and is not taken out here. Rows that repeat another row of the table (再掲), parts of
a row, frames and bare names take no part. The result is rounded once, half away from zero, to as
many decimals as the document prints.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hoshin.domain.city import City
from hoshin.domain.programs import Appropriation, ProgramListing
from hoshin.domain.sources import Operation, PublishedFigure
from hoshin.domain.units import Dimension, Unit, read_unit
from hoshin.engine.exact import MOST_DECIMALS, as_fraction, round_half_away
from hoshin.engine.explain import figure_text, spoken_with_unit, with_unit
from hoshin.engine.listings import (
    amounts_by_listing,
    elements_below,
    is_added,
    listings_below,
    untied_amounts,
)

_YEN = read_unit("円")
_MOST_OPERANDS_IN_A_SENTENCE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """What the engine gets for a printed figure from the rows behind it.

    ``value`` is exact and in the figure's own unit; None where it cannot be computed. ``printed``
    is that value rounded to the figure's printed decimals, ``agrees`` whether it equals what the
    document printed; both are None where there is nothing to compare. ``rows`` are the ids of the
    rows it was computed from.
    """

    value: Fraction | None
    printed: Decimal | None
    agrees: bool | None
    sentence_ja: str
    sentence_en: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Answer:
    """A value in the figure's unit with its sentences, or only the sentences that say why not."""

    value: Fraction | None
    ja: str
    en: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Operand:
    value: Fraction
    unit: Unit
    ja: str
    en: str


def recompute(city: City, figure: PublishedFigure) -> Recomputed:
    """Do the arithmetic behind a published figure again; never raises for what a folder may hold.

    ``sum_of_appropriations`` and ``count_of_programs`` run over the listings of the figure's
    element and below; every listing that is no repeat, part, frame or bare name counts, also
    where another table lists the same program. ``count_of_targets`` counts the rows of a table,
    repeated ones included. ``count_of_elements`` counts the elements of the figure's level, below
    its element where it names one. ``sum``, ``difference`` and ``ratio`` take the operands in
    their order, an operand named twice counting twice. An achievement is judged with its target.
    """
    answer = _answer(city, figure)
    if answer.value is None or figure.value is None:
        ja, en = answer.ja, answer.en
        if answer.value is not None:
            ja += "比べられる印字の数値はありません。"
            en += " No number is printed to compare it with."
        return Recomputed(
            value=answer.value,
            printed=None,
            agrees=None,
            sentence_ja=ja,
            sentence_en=en,
            rows=answer.rows,
        )
    decimals = max(0, -int(figure.value.as_tuple().exponent))
    if decimals > MOST_DECIMALS:
        printed, agrees = None, answer.value == as_fraction(figure.value)
    else:
        printed = round_half_away(answer.value, decimals)
        agrees = printed == figure.value
    verdict_ja, verdict_en = _verdict(figure, answer.value, printed, agrees)
    return Recomputed(
        value=answer.value,
        printed=printed,
        agrees=agrees,
        sentence_ja=answer.ja + verdict_ja,
        sentence_en=f"{answer.en} {verdict_en}",
        rows=answer.rows,
    )


def _answer(city: City, figure: PublishedFigure) -> _Answer:
    match figure.operation:
        case Operation.SUM_OF_APPROPRIATIONS:
            return _sum_of_appropriations(city, figure)
        case Operation.COUNT_OF_PROGRAMS:
            return _count_of_programs(city, figure)
        case Operation.COUNT_OF_ELEMENTS:
            return _count_of_elements(city, figure)
        case Operation.COUNT_OF_TARGETS:
            return _count_of_targets(city, figure)
        case Operation.SUM | Operation.DIFFERENCE | Operation.RATIO:
            return _over_operands(city, figure)
        case Operation.ACHIEVEMENT:
            return _not_computable(
                "この達成度は、目標の評価の中で計算します。",
                "This achievement is calculated where its target is judged.",
            )
        case Operation.NONE:
            return _not_computable(
                f"この数字は計算し直せません。{figure.reason}",
                f"This figure cannot be recomputed. {figure.reason_en}".strip(),
            )


def _not_computable(ja: str, en: str) -> _Answer:
    return _Answer(None, ja, en)


def _verdict(
    figure: PublishedFigure, value: Fraction, printed: Decimal | None, agrees: bool
) -> tuple[str, str]:
    assert figure.value is not None
    theirs = with_unit(figure_text(figure.value), figure.unit)
    ja, en = ("一致します", "agrees") if agrees else ("一致しません", "does not agree")
    if printed is None or as_fraction(printed) == value:
        return f"印字の{theirs.ja}と{ja}。", f"That {en} with the printed {theirs.en}."
    ours = with_unit(figure_text(printed), figure.unit)
    return (
        f"四捨五入すると{ours.ja}で、印字の{theirs.ja}と{ja}。",
        f"Rounded, that is {ours.en}, which {en} with the printed {theirs.en}.",
    )


# --- over the listings, elements and targets below an element -----------------------------------


def _no_element(figure: PublishedFigure) -> _Answer:
    return _not_computable(
        f"対象の要素「{figure.element or ''}」がないため、計算できません。",
        f'There is no element "{figure.element or ""}" to compute this from.',
    )


def _listings(city: City, figure: PublishedFigure) -> tuple[ProgramListing, ...]:
    return listings_below(city, figure.element) if figure.element is not None else ()


def _nothing_listed(figure: PublishedFigure) -> _Answer:
    return _not_computable(
        f"要素「{figure.element or ''}」の下に足せる事業の行がないため、計算できません。",
        f'No program to add is listed below the element "{figure.element or ""}", '
        "so this cannot be computed.",
    )


def _left_out(listings: tuple[ProgramListing, ...]) -> tuple[str, str]:
    count = sum(not is_added(row) for row in listings)
    if not count:
        return "", ""
    return (
        f"（再掲・内訳・枠・名称のみの{count}行を除く）",
        f" (leaving out {_number_of(count, 'row', 'rows')} that "
        f"{'is' if count == 1 else 'are'} repeated, a part, a frame or a bare name)",
    )


def _number_of(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"


def _count_of_programs(city: City, figure: PublishedFigure) -> _Answer:
    listings = _listings(city, figure)
    if not listings:
        return _nothing_listed(figure)
    added = tuple(row for row in listings if is_added(row))
    ja, en = _left_out(listings)
    return _Answer(
        Fraction(len(added)),
        f"事業の行は{len(added):,}行です{ja}。",
        f"The table has {_number_of(len(added), 'program', 'programs')}{en}.",
        tuple(row.id for row in added),
    )


def _sum_of_appropriations(city: City, figure: PublishedFigure) -> _Answer:
    unit = read_unit(figure.unit)
    if not _YEN.converts_to(unit):
        return _not_computable(
            f"単位「{figure.unit}」は金額ではないため、計算できません。",
            f'The unit "{figure.unit}" is not money, so this cannot be computed.',
        )
    listings = _listings(city, figure)
    added = tuple(row for row in listings if is_added(row))
    if not added:
        return _nothing_listed(figure)
    by_listing = amounts_by_listing(city)
    amounts: list[Appropriation] = []
    missing: set[str] = set()
    for listing in added:
        own = by_listing.get(listing.id, [])
        if len({(row.fiscal_year, row.stage) for row in own}) > 1:
            return _not_computable(
                f"「{listing.id}」に複数の年度または予算段階の金額があり、どれを足すか決まりません。",
                f'"{listing.id}" has amounts of several years or budget stages, '
                "so it is not settled which of them to add.",
            )
        amounts.extend(own)
        if not own:
            missing.add(listing.id)
    untied = untied_amounts(city, frozenset(row.id for row in added))
    amounts.extend(untied)
    missing.difference_update(one for row in untied for one in row.candidates)
    if missing:
        return _not_computable(
            f"金額のない行が{len(missing)}行あるため、合計できません。",
            f"{_number_of(len(missing), 'row has', 'rows have')} no amount, "
            "so they cannot be added up.",
        )
    yen = sum(row.amount_yen for row in amounts)
    value = yen * _YEN.factor_to(unit)
    said = spoken_with_unit(value, figure.unit)
    ja, en = _left_out(listings)
    return _Answer(
        value,
        f"{len(amounts):,}件の金額を足すと{said.ja}です{ja}。",
        f"{_number_of(len(amounts), 'amount adds', 'amounts add')} up to {said.en}{en}.",
        tuple(row.id for row in amounts),
    )


def _count_of_elements(city: City, figure: PublishedFigure) -> _Answer:
    level = next((row for row in city.levels if row.id == figure.level), None)
    if level is None:
        return _not_computable(
            f"階層「{figure.level}」がないため、数えられません。",
            f'There is no level "{figure.level}" to count.',
        )
    below: frozenset[str] | None = None
    if figure.element is not None:
        below = elements_below(city.elements, figure.element)
        if not below:
            return _no_element(figure)
    counted = tuple(
        row.id
        for row in city.elements
        if row.level == level.id and (below is None or row.id in below)
    )
    return _Answer(
        Fraction(len(counted)),
        f"「{level.name}」は{len(counted):,}件あります。",
        f"There {'is' if len(counted) == 1 else 'are'} {len(counted):,} at the level "
        f'"{level.name_en or level.name}".',
        counted,
    )


def _count_of_targets(city: City, figure: PublishedFigure) -> _Answer:
    below = elements_below(city.elements, figure.element) if figure.element is not None else None
    if not below:
        return _no_element(figure)
    counted = tuple(row.id for row in city.targets if row.element in below)
    return _Answer(
        Fraction(len(counted)),
        f"目標の行は{len(counted):,}行です。",
        f"The table has {_number_of(len(counted), 'target', 'targets')}.",
        counted,
    )


# --- over named operands ------------------------------------------------------------------------


def _operands(city: City, figure: PublishedFigure) -> tuple[dict[str, _Operand], str]:
    """The operands by id, and the id of the first that is missing or has no number."""
    wanted = set(figure.operands)
    found: dict[str, _Operand] = {}
    # Published figures take part as printed: a printed ratio is taken from printed amounts.
    numbers = [(row.id, row.value, row.unit) for row in city.context_figures]
    numbers += [(row.id, row.value, row.unit) for row in city.published_figures]
    for one, number, printed_unit in numbers:
        if one in wanted and number is not None:
            said = with_unit(figure_text(number), printed_unit)
            found[one] = _Operand(as_fraction(number), read_unit(printed_unit), said.ja, said.en)
    for amount in city.appropriations:
        if amount.id in wanted:
            unit = read_unit(amount.unit_printed)
            unit = unit if _YEN.converts_to(unit) else _YEN
            value = amount.amount_yen * _YEN.factor_to(unit)
            said = spoken_with_unit(value, unit.symbol)
            found[amount.id] = _Operand(value, unit, said.ja, said.en)
    missing = next((one for one in figure.operands if one not in found), "")
    return found, missing


def _over_operands(city: City, figure: PublishedFigure) -> _Answer:
    found, missing = _operands(city, figure)
    if not figure.operands:
        return _not_computable(
            "計算のもとになる数字が示されていないため、計算できません。",
            "The figures that this rests on are not named, so it cannot be computed.",
        )
    if missing:
        return _not_computable(
            f"計算のもとになる数字「{missing}」がないため、計算できません。",
            f'The figure "{missing}" that this rests on has no number, so it cannot be computed.',
        )
    operands = [found[one] for one in figure.operands]
    if figure.operation is Operation.RATIO:
        return _ratio(figure, operands)
    unit = read_unit(figure.unit)
    if not all(one.unit.converts_to(unit) for one in operands):
        return _units_differ()
    values = [one.value * one.unit.factor_to(unit) for one in operands]
    adds = figure.operation is Operation.SUM
    value = sum(values, Fraction(0)) if adds else values[0] - sum(values[1:], Fraction(0))
    said = spoken_with_unit(value, figure.unit)
    if len(operands) > _MOST_OPERANDS_IN_A_SENTENCE:
        ja, en = f"{len(operands)}件", f"{len(operands)} figures"
    else:
        sign = " ＋ " if adds else " － "
        ja = sign.join(one.ja for one in operands)
        en = (" + " if adds else " - ").join(one.en for one in operands)
    return _Answer(value, f"{ja} ＝ {said.ja}です。", f"{en} = {said.en}.", figure.operands)


def _units_differ() -> _Answer:
    return _not_computable(
        "もとになる数字の単位が合わないため、計算できません。",
        "The units of the figures that this rests on do not fit, so it cannot be computed.",
    )


def _ratio(figure: PublishedFigure, operands: list[_Operand]) -> _Answer:
    if len(operands) != 2:
        return _not_computable(
            "比には分子と分母の2つの数字が必要です。",
            "A ratio needs two figures: the one above and the one below.",
        )
    above, below = operands
    unit = read_unit(figure.unit)
    # A ratio printed without a unit is a multiple.
    is_quotient = not figure.unit or unit.dimension in (Dimension.MULTIPLE, Dimension.SHARE)
    if not is_quotient or not below.unit.converts_to(above.unit):
        return _units_differ()
    divisor = below.value * below.unit.factor_to(above.unit)
    if divisor == 0:
        return _not_computable(
            "分母が0のため、比は計算できません。",
            "The figure below is zero, so there is no ratio.",
        )
    quotient = above.value / divisor
    value = quotient / unit.scale if figure.unit else quotient
    said = spoken_with_unit(value, figure.unit)
    return _Answer(
        value,
        f"{above.ja} ÷ {below.ja} ＝ {said.ja}です。",
        f"{above.en} / {below.en} = {said.en}.",
        figure.operands,
    )
