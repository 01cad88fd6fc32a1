"""Printed totals, counts and ratios, done again.

The invented city of Minato prints one table, "Harbour", with two halves. Amounts are printed in
thousands of yen; the total is also printed in hundreds of millions (億円).
"""

from decimal import Decimal

from hoshin.domain.city import City
from hoshin.domain.indicators import Target
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Level, Plan
from hoshin.domain.programs import Appropriation, Program, ProgramListing
from hoshin.domain.programs import ListingKind as Kind
from hoshin.domain.registers import ContextFigure
from hoshin.domain.sources import Operation, PublishedFigure, PublishedKind
from hoshin.engine.arithmetic import Recomputed, recompute

# listing, half of the table, kind, amount in thousand yen (None: no amount printed)
TABLE = (
    ("quay", "works", Kind.LISTING, 60_250),
    ("lighthouse", "works", Kind.LISTING, 23_000),
    ("ferry", "services", Kind.LISTING, 31_245),
    ("ferry-again", "services", Kind.RESTATED, None),
    ("ferry-fuel", "services", Kind.BREAKDOWN, 9_000),
    ("harbour-fund", "services", Kind.ENVELOPE, 100_000),
    ("festival", "services", Kind.NAME_ONLY, None),
)


def minato(table=TABLE, **more) -> City:
    return City(
        name="みなと市",
        name_en="Minato",
        plans=(Plan(id="plan", name="計画"),),
        levels=(
            Level(id="plan.theme", plan="plan", depth=1, name="テーマ", name_en="Theme"),
            Level(id="plan.half", plan="plan", depth=2, name="区分", name_en="Half"),
        ),
        elements=(
            Element(id="harbour", plan="plan", level="plan.theme", name="港"),
            Element(id="works", plan="plan", level="plan.half", parent="harbour", name="工事"),
            Element(id="services", plan="plan", level="plan.half", parent="harbour", name="運航"),
        ),
        programs=tuple(Program(id=one, name=one) for one, *_ in table),
        program_elements=tuple(
            ProgramListing(id=one, program=one, element=half, kind=kind)
            for one, half, kind, _ in table
        ),
        appropriations=tuple(
            Appropriation(
                id=f"yen-{one}",
                listing=one,
                fiscal_year=fiscal_year(2025),
                amount_yen=thousand * 1000,
                unit_printed="千円",
            )
            for one, _, _, thousand in table
            if thousand is not None
        ),
        **more,
    )


def printed(value: str | None, unit: str, operation: Operation, **more) -> PublishedFigure:
    return PublishedFigure(
        id="figure",
        kind=PublishedKind.TOTAL,
        name="計",
        value=None if value is None else Decimal(value),
        unit=unit,
        operation=operation,
        **more,
    )


def total(value: str, unit: str = "千円", element: str = "harbour") -> Recomputed:
    return recompute(
        minato(), printed(value, unit, Operation.SUM_OF_APPROPRIATIONS, element=element)
    )


def test_a_total_adds_the_rows_of_its_table() -> None:
    """60,250 + 23,000 + 31,245 = 114,495 thousand yen, as printed."""
    answer = total("114495")
    assert answer.value == 114_495
    assert answer.agrees is True


def test_repeats_parts_frames_and_bare_names_are_not_added() -> None:
    """A repeated row (再掲), a part, a frame and a bare name stay out: the total counts three rows."""
    assert total("114495").rows == ("yen-quay", "yen-lighthouse", "yen-ferry")
    assert "3件" in total("114495").sentence_ja
    assert "4行を除く" in total("114495").sentence_ja


def test_a_subtotal_adds_only_its_own_half() -> None:
    """The works alone are 60,250 + 23,000 = 83,250 thousand yen."""
    assert total("83250", element="works").agrees is True


def test_a_total_in_a_larger_unit_is_rounded_once_to_the_printed_digits() -> None:
    """114,495 thousand yen print as 1.1 or 1.14 億円; 1.145 is the next finer print."""
    assert [total(one, "億円").agrees for one in ("1.1", "1.14", "1.145", "1")] == [True] * 4
    assert total("1.2", "億円").agrees is False


def test_a_half_is_rounded_away_from_zero() -> None:
    """10,500 thousand yen print as 11 百万円, never as 10."""
    city = minato((("quay", "works", Kind.LISTING, 10_500),))
    figure = printed("11", "百万円", Operation.SUM_OF_APPROPRIATIONS, element="works")
    assert recompute(city, figure).printed == Decimal(11)
    assert recompute(city, figure).agrees is True


def test_a_wrong_total_is_said_with_both_figures() -> None:
    """Where 114,500 is printed and 114,495 is right, the sentence names both."""
    answer = total("114500")
    assert answer.agrees is False
    assert "114,495千円" in answer.sentence_ja and "114,500千円" in answer.sentence_ja
    assert "114,495 thousand yen" in answer.sentence_en and "does not agree" in answer.sentence_en


def test_the_number_of_programs_leaves_repeats_out() -> None:
    """Seven rows are printed, four of them repeats, parts, frames or names: three programs."""
    figure = printed("3", "事業", Operation.COUNT_OF_PROGRAMS, element="harbour")
    assert recompute(minato(), figure).agrees is True


def test_a_row_without_an_amount_leaves_the_total_open() -> None:
    """An amount that is not printed is not zero, so no total is given."""
    city = minato((*TABLE, ("buoy", "works", Kind.LISTING, None)))
    figure = printed("114495", "千円", Operation.SUM_OF_APPROPRIATIONS, element="harbour")
    answer = recompute(city, figure)
    assert (answer.value, answer.agrees) == (None, None)
    assert "1行" in answer.sentence_ja


def test_amounts_of_unknown_rows_still_add_up_when_all_rows_are_in_the_table() -> None:
    """Which of two programs costs 700 and which 300 is lost in print, but the total is 1,000."""
    table = (("east", "works", Kind.LISTING, None), ("west", "works", Kind.LISTING, None))
    untied = tuple(
        Appropriation(
            id=f"untied-{thousand}",
            candidates=("east", "west"),
            fiscal_year=fiscal_year(2025),
            amount_yen=thousand * 1000,
        )
        for thousand in (700, 300)
    )
    city = City(
        name="",
        plans=minato().plans,
        elements=minato().elements,
        program_elements=minato(table).program_elements,
        appropriations=untied,
    )
    figure = printed("1000", "千円", Operation.SUM_OF_APPROPRIATIONS, element="works")
    assert recompute(city, figure).agrees is True


def figures(**values: tuple[str, str]) -> tuple[ContextFigure, ...]:
    return tuple(
        ContextFigure(id=one, name=one, value=Decimal(value), unit=unit)
        for one, (value, unit) in values.items()
    )


def over(
    operation: Operation, value: str | None, unit: str, *operands: str, **numbers
) -> Recomputed:
    city = minato(context_figures=figures(**numbers))
    return recompute(city, printed(value, unit, operation, operands=operands))


def test_a_ratio_is_printed_to_one_digit_half_up() -> None:
    """From 4 staff to 21 is 5.25 times, which prints as 5.3."""
    answer = over(Operation.RATIO, "5.3", "倍", "now", "then", now=("21", "人"), then=("4", "人"))
    assert answer.printed == Decimal("5.3")
    assert answer.agrees is True


def test_a_ratio_can_be_a_percentage() -> None:
    """3 of 8 schools are 37.5 per cent, which prints as 38 %."""
    answer = over(Operation.RATIO, "38", "％", "some", "all", some=("3", "校"), all=("8", "校"))
    assert answer.agrees is True


def test_a_ratio_to_zero_is_not_computed() -> None:
    """From nothing to 21 is no multiple: the answer says so."""
    answer = over(Operation.RATIO, "5", "倍", "now", "then", now=("21", "人"), then=("0", "人"))
    assert answer.value is None
    assert "0" in answer.sentence_ja


def test_a_sum_takes_a_figure_as_often_as_it_is_named() -> None:
    """Five wards with 19.8 million yen each and one million in common are 100 million yen."""
    answer = over(
        Operation.SUM, "1", "億円", *["ward"] * 5, "common",
        ward=("19.8", "百万円"), common=("1", "百万円"),
    )  # fmt: skip
    assert answer.agrees is True


def test_people_in_tens_of_thousands_add_up_from_single_people() -> None:
    """220,000 + 380,000 + 80,000 people are 68万人."""
    answer = over(
        Operation.SUM, "68", "万人", "old", "middle", "young",
        old=("220000", "人"), middle=("380000", "人"), young=("80000", "人"),
    )  # fmt: skip
    assert answer.agrees is True
    assert answer.sentence_ja.startswith("220,000人 ＋ 380,000人 ＋ 80,000人 ＝ 68万人です。")


def test_a_difference_can_be_negative() -> None:
    """From 74 to 68 (万人) is a change of -6, printed ▲6."""
    answer = over(
        Operation.DIFFERENCE, "-6", "万人", "then", "now", then=("68", "万人"), now=("74", "万人")
    )
    assert answer.agrees is True


def test_units_that_do_not_fit_are_not_added() -> None:
    """Square metres and cubic metres are never added."""
    answer = over(Operation.SUM, "5", "㎡", "a", "b", a=("2", "㎡"), b=("3", "㎥"))
    assert answer.value is None


def test_a_sum_without_a_printed_total_is_said_but_not_compared() -> None:
    """The shares 80, 13 and 0.4 add up to 93.4 %; with no printed total there is nothing to agree with."""
    answer = over(
        Operation.SUM, None, "%", "third", "second", "first",
        third=("80", "%"), second=("13", "%"), first=("0.4", "%"),
    )  # fmt: skip
    assert answer.value == Decimal("93.4")
    assert answer.agrees is None


def test_the_elements_of_a_level_are_counted() -> None:
    """The plan says that it has two halves, and it has."""
    figure = printed("2", "区分", Operation.COUNT_OF_ELEMENTS, level="plan.half")
    assert recompute(minato(), figure).agrees is True


def test_the_rows_of_a_table_of_targets_are_counted_with_repeats() -> None:
    """A table numbered 1 to 2 has two rows, also when the second repeats the first."""
    rows = tuple(
        Target(
            id=one,
            plan="plan",
            element="works",
            indicator="ships",
            unit="隻",
            goal_value=Decimal(1),
            restates=restates,
        )
        for one, restates in (("first", None), ("second", "first"))
    )
    figure = printed("2", "行", Operation.COUNT_OF_TARGETS, element="harbour")
    assert recompute(minato(targets=rows), figure).agrees is True


def test_a_figure_that_cannot_be_recomputed_says_why() -> None:
    """Last year's rows are not printed, so last year's total stays as printed."""
    figure = printed(
        "620",
        "億円",
        Operation.NONE,
        reason="前年度の行がない。",
        reason_en="No rows for last year.",
    )
    answer = recompute(minato(), figure)
    assert (answer.value, answer.agrees) == (None, None)
    assert answer.sentence_ja.endswith("前年度の行がない。")
    assert answer.sentence_en.endswith("No rows for last year.")
