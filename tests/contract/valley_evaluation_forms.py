"""Evaluation sheets of a city in the valleys: costs of three years, rates, funds across."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.evaluation_sheets import YEARS, Box, Form, Made
from hoshin.importers.evaluation_words import FUNDS, Money

_DIRECTIONS = ("拡充", "維持", "縮小", "廃止")


def _figures(values: Sequence[int], columns: int = 1) -> list[Box]:
    return [Box(f"{one:,}", columns=columns) for one in values]


def _ticked(sheet: Made) -> str:
    return " ".join(("■" if one == sheet.direction else "□") + one for one in _DIRECTIONS)


def group_of_layers(sheet: Made) -> tuple[int, Form]:
    """A group over the layers beside each other, years in words, 概算人件費."""
    money = sheet.money
    form: Form = [
        [Box("令和６年度事務事業評価調書（令和５年度実施分）", columns=7)],
        [
            Box("事業コード"),
            Box(f"{sheet.number:05d}"),
            Box("事業名"),
            Box(sheet.program, columns=4),
        ],
        [
            Box("施策体系", rows=2),
            Box("政策"),
            Box(sheet.policy, columns=2),
            Box("施策"),
            Box(sheet.measure, columns=2),
        ],
        [Box("所属"), Box(sheet.office, columns=2), Box("作成者"), Box("係長", columns=2)],
        [
            Box("事業費の状況（千円）", columns=4),
            *[Box(text) for text in ("前々年度\n(R4決算)", "前年度\n(R5決算)", "本年度\n(R6予算)")],
        ],
        [Box("事業費", columns=4), *_figures(money[Money.TOTAL])],
    ]
    names = ("国庫支出金", "府支出金", "地方債", "その他特定財源", "一般財源")
    for place, (fund, name) in enumerate(zip(FUNDS, names, strict=True)):
        head = [Box("財源内訳", rows=5)] if place == 0 else []
        form.append([*head, Box(name, columns=3), *_figures(money[fund])])
    form += [
        [Box("概算人件費", columns=4), *_figures(money[Money.STAFF_COST])],
        [Box("総コスト(事業費＋人件費)", columns=4), *_figures(money[Money.FULL_COST])],
        [Box("指標", columns=4), Box("R4"), Box("R5"), Box("R6")],
    ]
    for kind, (name, unit, values) in (("活動", sheet.activity), ("成果", sheet.outcome)):
        head = [Box(f"{kind}指標", rows=2), Box(name, rows=2), Box(unit, rows=2)]
        form.append([*head, Box("目標"), *[Box(goal) for goal, _ in values]])
        form.append([Box("実績"), *[Box(actual) for _, actual in values]])
    form.append([Box("今後の方向性", columns=2), Box(_ticked(sheet), columns=5)])
    return 7, form


def rates(sheet: Made) -> tuple[int, Form]:
    """目標, 実績 and 達成率 beside each other below each year; no word says an indicator's kind."""
    form: Form = [
        [Box("事業シート", columns=11)],
        [
            Box("事業名", columns=2),
            Box(sheet.program, columns=5),
            Box("担当課"),
            Box(sheet.office, columns=3),
        ],
        [
            Box("政策", columns=2),
            Box(sheet.policy, columns=3),
            Box("施策", columns=2),
            Box(sheet.measure, columns=4),
        ],
        [
            Box("コスト（単位：千円）", columns=2),
            *[Box(f"令和{year - 2018}年度決算", columns=3) for year in YEARS],
        ],
    ]
    kinds = (*FUNDS, Money.TOTAL, Money.STAFF_COST, Money.FULL_COST)
    names = ("国", "県", "市債", "その他", "一般財源", "直接事業費計", "人件費", "総事業費")
    for kind, name in zip(kinds, names, strict=True):
        form.append([Box(name, columns=2), *_figures(sheet.money[kind], 3)])
    years = [Box(f"令和{year - 2018}年度", columns=3) for year in YEARS]
    form.append([Box("指標名（単位）", columns=2, rows=2), *years])
    form.append([Box(text) for _ in YEARS for text in ("目標", "実績", "達成率")])
    for name, unit, values in (sheet.activity, sheet.outcome):
        cells = [Box(text) for goal, actual in values for text in (goal, actual, "95.0%")]
        form.append([Box(f"{name}（{unit}）", columns=2), *cells])
    form.append([Box("事業の方向性", columns=2), Box(sheet.direction, columns=9)])
    return 11, form


def funds_across(sheet: Made) -> tuple[int, Form]:
    """Funds across under 特定財源, and 総事業費 for the cost without the staff's."""
    kinds = (Money.TOTAL, *FUNDS, Money.STAFF_COST)
    form: Form = [
        [Box("行政評価シート（事務事業）", columns=8)],
        [
            Box("No."),
            Box(str(sheet.number)),
            Box("事務事業名"),
            Box(sheet.program, columns=5),
        ],
        [
            Box("基本目標（政策）"),
            Box(sheet.policy, columns=3),
            Box("施策名"),
            Box(sheet.measure, columns=3),
        ],
        [Box("主管課"), Box(sheet.office, columns=7)],
        [Box("１．コストの推移", columns=8)],
        [
            Box("年度", rows=2),
            Box("総事業費\n（千円）", rows=2),
            Box("特定財源", columns=4),
            Box("一般財源", rows=2),
            Box("人件費\n（千円）", rows=2),
        ],
        [Box(text) for text in ("国庫", "県", "地方債", "その他")],
    ]
    for place, year in enumerate(YEARS):
        amounts = _figures([sheet.money[kind][place] for kind in kinds])
        form.append([Box(f"R{year - 2018}年度"), *amounts])
    form.append([Box("２．指標の推移", columns=8)])
    years = [Box(f"R{year - 2018}年度") for year in YEARS]
    form.append([Box("区分"), Box("指標名", columns=2), Box("単位"), Box(""), *years])
    for kind, (name, unit, values) in (("活動指標", sheet.activity), ("成果指標", sheet.outcome)):
        head = [Box(kind, rows=2), Box(name, columns=2, rows=2), Box(unit, rows=2)]
        form.append([*head, Box("目標値"), *[Box(goal) for goal, _ in values]])
        form.append([Box("実績値"), *[Box(actual) for _, actual in values]])
    form.append([Box("今後の方向性"), Box(_ticked(sheet), columns=7)])
    return 8, form


STYLES: dict[str, Callable[[Made], tuple[int, Form]]] = {
    "group-of-layers": group_of_layers,
    "rates": rates,
    "funds-across": funds_across,
}
