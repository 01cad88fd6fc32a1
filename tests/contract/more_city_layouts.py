"""More styles of the same plan: heads in other orders, both calendars, cards, blocks of rows."""

from __future__ import annotations

from collections.abc import Callable

from tests.contract.city_layouts import INDICATORS, Sheet, with_unit


def goal_before_actuals() -> Sheet:
    """The last goal stands left of the actuals, an arrow of direction before it."""
    sheet = Sheet(["基本施策1"])
    sheet.row(
        0,
        "成果指標名",
        "目標方向",
        "単位",
        "目標値\n(R12)",
        "策定時\n(R4)",
        "R5\n実績",
        "R6\n実績",
        "目標値\n(R8)",
    )
    for row, one in enumerate(INDICATORS, start=1):
        sheet.row(
            row,
            one.name,
            "↗",
            one.unit,
            one.goal,
            one.baseline,
            one.first,
            one.second,
            one.middle,
        )
    return sheet


def years_over_kinds() -> Sheet:
    """Years above, 基準値, 実績値 and 目標値 below them."""
    sheet = Sheet(["進捗管理表"])
    sheet.put(0, 0, "指標名", 2)
    sheet.put(0, 1, "単位", 2)
    kinds = ("基準値", "実績値", "実績値", "目標値", "目標値")
    for column, (year, kind) in enumerate(zip((4, 5, 6, 8, 12), kinds, strict=True), start=2):
        sheet.put(0, column, f"令和{year}年度")
        sheet.put(1, column, kind)
    for row, one in enumerate(INDICATORS, start=2):
        sheet.row(
            row, one.name, one.unit, one.baseline, one.first, one.second, one.middle, one.goal
        )
    return sheet


def kinds_over_years() -> Sheet:
    """Policy and measure before the indicator; two rows of heads without merged cells."""
    sheet = Sheet(["政策別の指標"])
    sheet.row(0, "政策", "施策", "指標", "基準値", "実績値", "実績値", "目標値", "目標値")
    sheet.row(1, "", "", "", "R4", "R5", "R6", "R8", "R12")
    for row, one in enumerate(INDICATORS, start=2):
        sheet.row(
            row,
            one.policy,
            f"{one.policy}の推進",
            f"{one.name}({one.unit})",
            one.baseline,
            one.first,
            one.second,
            one.middle,
            one.goal,
        )
    return sheet


def three_rows_each() -> Sheet:
    """Three rows for each indicator: planned, actual, rate."""
    sheet = Sheet(["実施状況"])
    sheet.row(
        0,
        "No",
        "指標項目",
        "単位",
        "",
        "2022年度",
        "2023年度",
        "2024年度",
        "2026年度",
        "2030年度",
    )
    for number, one in enumerate(INDICATORS):
        row = 1 + 3 * number
        sheet.put(row, 0, str(number + 1), 3)
        sheet.put(row, 1, one.name, 3)
        sheet.put(row, 2, one.unit, 3)
        rows = (
            ("計画値", "", "", "", one.middle, one.goal),
            ("実績値", one.baseline, one.first, one.second, "", ""),
            ("達成率", "", "", "", "", ""),
        )
        for down, texts in enumerate(rows):
            for column, text in enumerate(texts, start=3):
                sheet.put(row + down, column, text)
    return sheet


def both_calendars() -> Sheet:
    """Western years with the era in brackets; every value with its unit."""
    sheet = Sheet(["第2期総合戦略 KPI"])
    sheet.row(
        0,
        "KPI",
        "現状値(2022(令和4)年度)",
        "実績値(2023(令和5)年度)",
        "実績値(2024(令和6)年度)",
        "中間目標値(2026(令和8)年度)",
        "目標値(2030(令和12)年度)",
    )
    for row, one in enumerate(INDICATORS, start=1):
        values = (one.baseline, one.first, one.second, one.middle, one.goal)
        sheet.row(row, one.name, *(with_unit(value, one.unit) for value in values))
    return sheet


def years_in_cells() -> Sheet:
    """The heads say 現状 and 目標 alone; each cell prints its year below the value."""
    sheet = Sheet(["基本目標の指標"])
    sheet.row(0, "指標", "現状", "目標")
    for row, one in enumerate(INDICATORS, start=1):
        sheet.row(
            row,
            one.name,
            f"{with_unit(one.baseline, one.unit)}\n（令和4年度）",
            f"{with_unit(one.goal, one.unit)}\n（令和12年度）",
        )
    return sheet


def era_said_once() -> Sheet:
    """令和 once over the years, which are numbers alone."""
    sheet = Sheet(["指標一覧"])
    for column, text in enumerate(("指標名", "単位", "基準値(R4)")):
        sheet.put(0, column, text, 2)
    sheet.put(0, 3, "令和", 1, 4)
    heads = ("5年度\n実績", "6年度\n実績", "8年度\n目標", "12年度\n目標")
    for column, text in enumerate(heads, start=3):
        sheet.put(1, column, text)
    for row, one in enumerate(INDICATORS, start=2):
        sheet.row(
            row, one.name, one.unit, one.baseline, one.first, one.second, one.middle, one.goal
        )
    return sheet


def cards() -> Sheet:
    """A card for each indicator: its name, a row of years, a row of goals, a row of actuals."""
    sheet = Sheet(["成果指標カード"])
    for number, one in enumerate(INDICATORS):
        row = 4 * number
        sheet.put(row, 0, "成果指標")
        sheet.put(row, 1, f"{one.name}（{one.unit}）", 1, 4)
        sheet.row(row + 1, "年度", "R4(基準)", "R5", "R6", "R12")
        sheet.row(row + 2, "目標値", "", "", "", one.goal)
        sheet.row(row + 3, "実績値", one.baseline, one.first, one.second, "")
    return sheet


STYLES: dict[str, Callable[[], Sheet]] = {
    "goal-before-actuals": goal_before_actuals,
    "years-over-kinds": years_over_kinds,
    "kinds-over-years": kinds_over_years,
    "three-rows-each": three_rows_each,
    "both-calendars": both_calendars,
    "years-in-cells": years_in_cells,
    "era-said-once": era_said_once,
    "cards": cards,
}
