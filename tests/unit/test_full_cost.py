"""Full cost: exact in whole yen, rounded once, and never given where a part is missing."""

from decimal import Decimal

import pytest

from hoshin.domain.evaluation_presets import PRESETS
from hoshin.domain.evaluation_sheets import (
    EvaluationField,
    ExpectedBudget,
    FieldKind,
    FieldMeaning,
)
from hoshin.domain.evaluations import SheetKind
from hoshin.domain.problems import IllFormedError
from hoshin.engine.full_cost import explain_full_cost, full_cost, in_unit, whole_yen

SHEET = PRESETS[SheetKind.PROGRAM]
NOTHING = dict.fromkeys(("national", "prefecture", "bond", "other"), 0)


def _staff(price: str) -> EvaluationField:
    return EvaluationField(
        id="time",
        sheet=SheetKind.PROGRAM,
        code="time",
        name="時間",
        kind=FieldKind.NUMBER,
        meaning=FieldMeaning.STAFF_TIME,
        unit="時間",
        yen_per_unit=Decimal(price),
    )


def test_funds_and_staff_add_up() -> None:
    cost = full_cost(SHEET, {**NOTHING, "general": 32_410_000}, {"staff_time": Decimal("120.5")})
    assert cost is not None
    assert (cost.program_yen, cost.staff_yen, cost.full_yen) == (32_410_000, 482_000, 32_892_000)
    ja, en = explain_full_cost(cost)
    assert "32,410,000円" in ja and "120.5時間×4,000円" in ja and "32,892,000円" in ja
    assert "32,892,000 yen" in en and "120.5 hours at 4,000 yen" in en


def test_a_missing_fund_is_no_zero() -> None:
    cost = full_cost(SHEET, {"general": 1}, {"staff_time": Decimal(1)})
    assert cost is not None
    assert (cost.program_yen, cost.full_yen, cost.staff_yen) == (None, None, 4_000)
    assert [one.code for one in cost.missing] == ["national", "prefecture", "bond", "other"]
    assert "国庫支出金" in explain_full_cost(cost)[0]


@pytest.mark.parametrize(("price", "yen"), [("0.5", 1), ("1.5", 2), ("2.4", 2)])
def test_staff_cost_is_rounded_half_away_from_zero(price: str, yen: int) -> None:
    cost = full_cost((_staff(price),), {}, {"time": Decimal(1)})
    assert cost is not None and (cost.staff_yen, cost.full_yen) == (yen, yen)


def test_a_sheet_without_money_has_no_cost() -> None:
    assert full_cost(PRESETS[SheetKind.MEASURE], {}, {}) is None


@pytest.mark.parametrize(
    ("typed", "unit", "yen"),
    [
        ("27431.5", "千円", 27_431_500),
        ("0.001", "千円", 1),
        ("0.0001", "千円", None),
        ("12", "", 12),
        ("0.5", "円", None),
        ("3", "百万円", 3_000_000),
    ],
)
def test_money_is_whole_yen_whatever_unit_is_typed(typed: str, unit: str, yen: int | None) -> None:
    assert whole_yen(Decimal(typed), unit) == yen
    if yen is not None:
        assert in_unit(yen, unit) == Decimal(typed)


def test_a_unit_that_is_no_money_is_a_broken_promise() -> None:
    with pytest.raises(ValueError):
        whole_yen(Decimal(1), "人")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("code", {"code": "国費"}),
        ("options", {"kind": FieldKind.CHOICE}),
        ("options", {"options": ("高い",)}),
        ("options_en", {"kind": FieldKind.CHOICE, "options": ("高い",), "options_en": ("a", "b")}),
        (
            "options_budget",
            {
                "kind": FieldKind.CHOICE,
                "meaning": FieldMeaning.DIRECTION,
                "options": ("拡充", "廃止"),
                "options_budget": (ExpectedBudget.MORE,),
            },
        ),
        (
            "options_budget",
            {
                "kind": FieldKind.CHOICE,
                "options": ("拡充",),
                "options_budget": (ExpectedBudget.MORE,),
            },
        ),
        ("years_to_budget", {"kind": FieldKind.TEXT, "years_to_budget": 2}),
        ("years_to_budget", {"meaning": FieldMeaning.DIRECTION, "years_to_budget": 0}),
        ("unit", {"kind": FieldKind.MONEY, "unit": "人"}),
        ("kind", {"meaning": FieldMeaning.GENERAL}),
        ("kind", {"meaning": FieldMeaning.STAFF_TIME}),
    ],
)
def test_an_ill_formed_box_cannot_be_built(field: str, given: dict[str, object]) -> None:
    said = {"id": "a", "sheet": SheetKind.PROGRAM, "code": "a", "name": "欄", **given}
    with pytest.raises(IllFormedError) as refused:
        EvaluationField(**said)  # type: ignore[arg-type]
    assert refused.value.field == field
