"""Full cost of a program (トータルコスト): its cost by fund, and the staff time that it takes.

The funds of a sheet add up to the program's cost; staff time times its price is the cost of staff;
both together are the full cost. All in whole yen, rounded once, half away from zero. A part that is
not filled in is no zero: the sums that would need it are not given. Usage of published sheets of
Japanese cities, in which both sums are printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hoshin.domain.evaluation_sheets import (
    FUNDS,
    EvaluationAnswer,
    EvaluationField,
    FieldMeaning,
)
from hoshin.domain.units import Dimension, read_unit
from hoshin.engine.exact import as_fraction, round_half_away
from hoshin.engine.explain import figure_text, with_unit


@dataclass(frozen=True, slots=True)
class FundLine:
    """One fund of a sheet, and its money in whole yen where it is filled in."""

    field: EvaluationField
    yen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FullCost:
    """The cost of a program on one sheet; a sum that lacks a part is None.

    ``missing`` are the boxes that a sum waits for. A sheet without staff time has no
    ``staff_yen``, and its full cost is the program's cost.
    """

    funds: tuple[FundLine, ...]
    program_yen: int | None
    staff_time: Decimal | None
    staff_field: EvaluationField | None
    staff_yen: int | None
    full_yen: int | None
    missing: tuple[EvaluationField, ...]


def whole_yen(typed: Decimal, unit: str) -> int | None:
    """Money typed in a unit of yen, in whole yen; None where yen would have to be split.

    An empty unit is yen. Raises ValueError for a unit that is no money.
    """
    scale = Fraction(1)
    if unit:
        known = read_unit(unit)
        if known.dimension is not Dimension.MONEY:
            raise ValueError(f"{unit} is no unit of money")
        scale = known.scale / read_unit("円").scale
    yen = as_fraction(typed) * scale
    return yen.numerator if yen.denominator == 1 else None


def in_unit(yen: int, unit: str) -> Decimal | None:
    """Whole yen said in the unit of a box, exactly; None where that has no end.

    1234500 yen in 千円 is 1234.5.
    """
    scale = read_unit(unit).scale / read_unit("円").scale if unit else Fraction(1)
    said = yen / scale
    for decimals in range(12):
        rounded = round_half_away(said, decimals)
        if as_fraction(rounded) == said:
            return rounded
    return None


def full_cost(
    fields: Sequence[EvaluationField], yen: Mapping[str, int], numbers: Mapping[str, Decimal]
) -> FullCost | None:
    """The cost that a sheet states; None for a sheet without funds and staff time.

    ``yen`` and ``numbers`` hold what is filled in, by the code of the box.
    """
    funds = tuple(FundLine(one, yen.get(one.code)) for one in fields if one.meaning in FUNDS)
    staff = next((one for one in fields if one.meaning is FieldMeaning.STAFF_TIME), None)
    if not funds and staff is None:
        return None
    missing = [one.field for one in funds if one.yen is None]
    known = [one.yen for one in funds if one.yen is not None]
    program = sum(known) if funds and not missing else None
    time = numbers.get(staff.code) if staff is not None else None
    staff_yen = None
    if staff is not None and time is not None and staff.yen_per_unit is not None:
        staff_yen = int(round_half_away(as_fraction(time) * as_fraction(staff.yen_per_unit), 0))
    elif staff is not None:
        missing.append(staff)
    parts = [program] if funds else []
    parts += [staff_yen] if staff is not None else []
    whole = [one for one in parts if one is not None]
    return FullCost(
        funds=funds,
        program_yen=program,
        staff_time=time,
        staff_field=staff,
        staff_yen=staff_yen,
        full_yen=sum(whole) if len(whole) == len(parts) else None,
        missing=tuple(missing),
    )


def answered_cost(
    fields: Sequence[EvaluationField], answers: Mapping[str, EvaluationAnswer]
) -> FullCost | None:
    """The cost that the answers of one evaluation state; ``answers`` by the id of their box."""
    filled = [(one.code, answers[one.id]) for one in fields if one.id in answers]
    return full_cost(
        fields,
        {code: one.amount_yen for code, one in filled if one.amount_yen is not None},
        {code: one.value for code, one in filled if one.value is not None},
    )


def explain_full_cost(cost: FullCost) -> tuple[str, str]:
    """One sentence in Japanese and one in English that says how the full cost comes about."""
    if cost.full_yen is None:
        ja = "、".join(f"「{one.name}」" for one in cost.missing)
        en = ", ".join(one.name_en or one.name for one in cost.missing)
        return (
            f"{ja}を書くと合計が出ます。ないものは0と書いてください。",
            f"The sums appear once these are filled in: {en}. Write 0 where there is none.",
        )
    full = with_unit(figure_text(Decimal(cost.full_yen)), "円")
    ja_parts, en_parts = [], []
    if cost.program_yen is not None:
        program = with_unit(figure_text(Decimal(cost.program_yen)), "円")
        ja_parts.append(f"事業費{program.ja}")
        en_parts.append(f"the program's cost of {program.en}")
    if cost.staff_yen is not None and cost.staff_time is not None and cost.staff_field is not None:
        staff = with_unit(figure_text(Decimal(cost.staff_yen)), "円")
        time = with_unit(figure_text(cost.staff_time), cost.staff_field.unit)
        price = with_unit(figure_text(cost.staff_field.yen_per_unit or Decimal(0)), "円")
        ja_parts.append(f"人件費{staff.ja}（{time.ja}×{price.ja}）")
        en_parts.append(f"staff at {staff.en} ({time.en} at {price.en} each)")
    return (
        f"{'と'.join(ja_parts)}で、フルコストは{full.ja}です。",
        f"The full cost is {full.en}: {' and '.join(en_parts)}.",
    )
