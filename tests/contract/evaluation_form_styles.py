"""Evaluation sheets in the styles of other cities: money across, cards of sections, older forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.evaluation_sheets import YEARS, Box, Form, Made
from hoshin.importers.evaluation_words import FUNDS, Money

_DIRECTIONS = ("拡充", "維持", "縮小", "廃止")


def _figures(values: Sequence[int]) -> list[Box]:
    return [Box(f"{one:,}") for one in values]


def _years(form: str) -> list[Box]:
    return [Box(form.format(year - 2018)) for year in YEARS]


def money_across(sheet: Made) -> tuple[int, Form]:
    """Funds as heads, a row for each year; 計画値 over 実績値 for each indicator."""
    money = sheet.money
    form: Form = [
        [Box("令和７年度　事務事業マネジメントシート", columns=9)],
        [
            Box("事務事業の名称", columns=2),
            Box(sheet.program, columns=4),
            Box("主管課名"),
            Box(sheet.office, columns=2),
        ],
        [Box("総合計画の体系", columns=2, rows=2), Box("政策名"), Box(sheet.policy, columns=6)],
        [Box("施策名"), Box(sheet.measure, columns=6)],
        [
            Box("年度", rows=2),
            Box("事業費(千円)", rows=2),
            Box("財源内訳(千円)", columns=5),
            Box("人件費(千円)", rows=2),
            Box("総事業費(千円)", rows=2),
        ],
        [Box(one) for one in ("国庫支出金", "都道府県支出金", "地方債", "その他", "一般財源")],
    ]
    for place, year in enumerate(YEARS):
        kinds = (Money.TOTAL, *FUNDS, Money.STAFF_COST, Money.FULL_COST)
        form.append([Box(f"R{year - 2018}決算"), *_figures([money[kind][place] for kind in kinds])])
    form.append(
        [
            Box("指標の種類"),
            Box("指標名", columns=2),
            Box("単位"),
            Box("区分"),
            *_years("令和{}年度"),
            Box("備考"),
        ]
    )
    for kind, (name, unit, values) in (("活動指標①", sheet.activity), ("成果指標①", sheet.outcome)):
        form += [
            [
                Box(kind, rows=2),
                Box(name, columns=2, rows=2),
                Box(unit, rows=2),
                Box("計画値"),
                *[Box(goal) for goal, _ in values],
                Box(""),
            ],
            [Box("実績値"), *[Box(actual) for _, actual in values], Box("")],
        ]
    ticks = " ".join(("☑" if one == sheet.direction else "☐") + one for one in _DIRECTIONS)
    form.append([Box("今後の事業の方向性", columns=2), Box(ticks, columns=7)])
    return 9, form


def sections(sheet: Made) -> tuple[int, Form]:
    """Numbered sections; circled numbers mark the lines of the sums; units behind the names."""
    labels = dict(zip(FUNDS, ("国費", "県費", "市債", "その他特財", "一般財源"), strict=True))
    form: Form = [
        [Box("事業評価票", columns=6)],
        [Box("１　事業の概要", columns=6)],
        [
            Box("予算事業名"),
            Box(sheet.program, columns=2),
            Box("担当部署"),
            Box(sheet.office, columns=2),
        ],
        [
            Box("まちづくりの目標"),
            Box(sheet.policy, columns=2),
            Box("基本施策"),
            Box(sheet.measure, columns=2),
        ],
        [Box("２　事業費の推移（単位：千円）", columns=6)],
        [Box("", columns=3), *_years("令和{}年度\n(決算)")],
        [Box("直接事業費 ①", columns=3), *_figures(sheet.money[Money.TOTAL])],
    ]
    for place, fund in enumerate(FUNDS):
        head = [Box("内訳", rows=5)] if place == 0 else []
        form.append([*head, Box(labels[fund], columns=2), *_figures(sheet.money[fund])])
    form += [
        [Box("人件費 ②", columns=3), *_figures(sheet.money[Money.STAFF_COST])],
        [Box("フルコスト ①＋②", columns=3), *_figures(sheet.money[Money.FULL_COST])],
        [Box("３　指標の推移", columns=6)],
        [Box("指標", columns=2), Box("目標/実績"), *_years("R{}")],
    ]
    for kind, (name, unit, values) in (
        ("アウトプット", sheet.activity),
        ("アウトカム", sheet.outcome),
    ):
        named = Box(f"{name}（{unit}）", rows=2)
        form += [
            [Box(kind, rows=2), named, Box("目標"), *[Box(goal) for goal, _ in values]],
            [Box("実績"), *[Box(actual) for _, actual in values]],
        ]
    form += [
        [Box("４　今後の方向性", columns=6)],
        [Box("次年度の方向性"), Box(sheet.direction, columns=5)],
    ]
    return 6, form


def older(sheet: Made) -> tuple[int, Form]:
    """The form of an earlier decade: 投入コスト, 起債, 一財; a row for each kind of value."""
    labels = dict(zip(FUNDS, ("国庫補助金", "県補助金", "起債", "その他財源", "一財"), strict=True))
    form: Form = [
        [Box("事務事業評価表", columns=7)],
        [
            Box("整理番号"),
            Box(f"{sheet.number:04d}"),
            Box("事務事業"),
            Box(sheet.program, columns=4),
        ],
        [
            Box("部課名"),
            Box(sheet.office, columns=2),
            Box("大綱"),
            Box(sheet.policy),
            Box("施策"),
            Box(sheet.measure),
        ],
        [Box("投入コスト(千円)", columns=4), *_years("令和{}年度")],
    ]
    for fund in FUNDS:
        form.append([Box(labels[fund], columns=4), *_figures(sheet.money[fund])])
    form += [
        [Box("事業費合計", columns=4), *_figures(sheet.money[Money.TOTAL])],
        [Box("職員従事時間", columns=4), *_figures(sheet.hours)],
        [Box("職員人件費", columns=4), *_figures(sheet.money[Money.STAFF_COST])],
        [Box("総費用", columns=4), *_figures(sheet.money[Money.FULL_COST])],
        [Box("評価指標"), Box("名称", columns=2), Box("単位"), *_years("令和{}年度")],
    ]
    for kind, (name, unit, values) in (("活動指標", sheet.activity), ("成果指標", sheet.outcome)):
        head = [Box(name, columns=2), Box(unit)]
        form += [
            [Box(f"{kind}(目標)"), *head, *[Box(goal) for goal, _ in values]],
            [Box(f"{kind}(実績)"), *head, *[Box(actual) for _, actual in values]],
        ]
    ticks = " ".join(one + ("●" if one == sheet.direction else "○") for one in _DIRECTIONS)
    form.append([Box("方向性の判断"), Box(ticks, columns=6)])
    return 7, form


STYLES: dict[str, Callable[[Made], tuple[int, Form]]] = {
    "money-across": money_across,
    "sections": sections,
    "older": older,
}
