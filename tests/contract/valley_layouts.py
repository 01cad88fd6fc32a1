"""The plan of an invented city in the valleys, as clerks of many offices print such plans.

Every layout carries its own truth: what stands in it of each indicator, by year, as a goal or as
a result. ``LAYOUTS`` gives for each name the sheet and that truth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hoshin.importers.printed_values import read_value
from tests.contract.city_layouts import Sheet, with_unit

Figure = tuple[str, str, int, str]
"""Indicator, goal or result, fiscal year, the number's digits."""
Layout = tuple[Sheet, set[Figure]]
RESULT, GOAL = "result", "goal"


@dataclass(frozen=True)
class Line:
    """An indicator with results of the fiscal years 2015 to 2024 and goals of 2025 and 2030."""

    policy: str
    measure: str
    name: str
    unit: str
    results: tuple[str, ...]
    goals: tuple[str, str]
    owner: str
    note: str = ""

    def of(self, year: int) -> str:
        return self.results[year - 2015]


LINES = (
    Line(
        "森を守り育てる",
        "森林の整備",
        "間伐を実施した面積",
        "ha",
        ("312", "298", "305", "321.5", "330", "287", "290", "301", "318", "325"),
        ("350", "400"),
        "林務課",
    ),
    Line(
        "森を守り育てる",
        "森林の整備",
        "新規の林業就業者数",
        "人",
        ("4", "6", "3", "0", "5", "2", "―", "7", "8", "6"),
        ("10", "12"),
        "林務課",
        "R3は調査なし",
    ),
    Line(
        "森を守り育てる",
        "獣害への対応",
        "有害鳥獣による農作物の被害額",
        "千円",
        (
            "12,400",
            "11,850",
            "13,020",
            "10,900",
            "9,870",
            "9,120",
            "8,455",
            "8,010",
            "7,640",
            "7,205",
        ),
        ("6,500以下", "5,000以下"),
        "農政課",
    ),
    Line(
        "人が集い暮らす",
        "移住と定住",
        "社会増減数（転入－転出）",
        "人",
        ("▲210", "▲198", "▲175", "▲180", "▲160", "▲121", "▲95", "▲102", "▲88", "▲61"),
        ("▲40", "0"),
        "企画課",
    ),
    Line(
        "人が集い暮らす",
        "移住と定住",
        "空き家バンクの成約件数",
        "件",
        ("11", "14", "9", "17", "21", "25", "30", "28", "34", "41"),
        ("45", "60"),
        "企画課",
    ),
    Line(
        "人が集い暮らす",
        "健康づくり",
        "特定健康診査の受診率",
        "％",
        ("38.2", "39.0", "40.1", "41.3", "42.0", "36.5", "38.8", "41.9", "43.7", "集計中"),
        ("50.0", "60.0"),
        "健康課",
    ),
)
YEARS = range(2015, 2025)


def era(year: int, letters: tuple[str, str] = ("H", "R")) -> str:
    return f"{letters[1]}{year - 2018}" if year >= 2019 else f"{letters[0]}{year - 1988}"


def digits(text: str) -> str | None:
    number = read_value(text).number
    return None if number is None else str(number.normalize() + 0)


def truth(years: dict[int, str], lines: tuple[Line, ...] = LINES) -> set[Figure]:
    """What stands in a layout that prints these years as these kinds."""
    found = set()
    for one in lines:
        for year, kind in years.items():
            text = one.goals[year == 2030] if kind == GOAL else one.of(year)
            if (number := digits(text)) is not None:
                found.add((one.name, kind, year, number))
    return found


def _merged(sheet: Sheet, column: int, texts: list[str], first: int) -> None:
    """Equal texts that follow one another stand in one cell."""
    at = 0
    while at < len(texts):
        end = at
        while end < len(texts) and texts[end] == texts[at]:
            end += 1
        sheet.put(first + at, column, texts[at], end - at)
        at = end


def ten_years() -> Layout:
    """A wide table of ten years, merged policies, notes beside and below."""
    sheet = Sheet(["第２次総合計画　成果指標の推移"])
    for column, head in enumerate(("政策", "施策", "成果指標", "単位")):
        sheet.put(0, column, head, 2)
    sheet.put(0, 4, "実績値", 1, 10)
    sheet.put(0, 14, "目標値", 2)
    sheet.put(0, 15, "備考", 2)
    for at, year in enumerate(YEARS):
        sheet.put(1, 4 + at, era(year))
    # The goal's year stands in its head.
    sheet.cells = [
        (r, c, "目標値\n(R7)" if (r, c) == (0, 14) else t, d, a) for r, c, t, d, a in sheet.cells
    ]
    _merged(sheet, 0, [one.policy for one in LINES], 2)
    _merged(sheet, 1, [one.measure for one in LINES], 2)
    for row, one in enumerate(LINES, start=2):
        texts = (one.name, one.unit, *one.results, one.goals[0], one.note)
        for column, text in enumerate(texts, start=2):
            sheet.put(row, column, text)
    sheet.below = ["※1 実績値は各年度末。", "※2 受診率のR6は速報前のため集計中。"]
    return sheet, truth({**dict.fromkeys(YEARS, RESULT), 2025: GOAL})


def goal_and_result_each_year() -> Layout:
    """目標, 実績 and 達成率 under each year, and the last goal."""
    sheet = Sheet(["令和６年度　施策評価　指標の達成状況"])
    sheet.put(0, 0, "指標名", 2)
    sheet.put(0, 1, "単位", 2)
    column = 2
    for year in (2022, 2023, 2024):
        sheet.put(0, column, f"令和{year - 2018}年度", 1, 3)
        for at, head in enumerate(("目標", "実績", "達成率")):
            sheet.put(1, column + at, head)
        column += 3
    sheet.put(0, column, "令和12年度")
    sheet.put(1, column, "目標")
    found = truth({2022: RESULT, 2023: RESULT, 2024: RESULT, 2030: GOAL})
    for row, one in enumerate(LINES, start=2):
        texts = [one.name, one.unit]
        for at, year in enumerate((2022, 2023, 2024)):
            goal = str(20 + at + row)
            texts += [goal, one.of(year), "98.5%"]
            found.add((one.name, GOAL, year, goal))
        for at, text in enumerate((*texts, one.goals[1])):
            sheet.put(row, at, text)
    return sheet, found


def periods_in_brackets() -> Layout:
    """Vertical policies; each value with its unit, its year in brackets below."""
    sheet = Sheet(["総合戦略　重要業績評価指標"])
    for column, head in enumerate(("基本目標", "KPI", "現況値", "目標値", "担当")):
        sheet.put(0, column, head)
    _merged(sheet, 0, ["\n".join(one.policy) for one in LINES], 1)
    for row, one in enumerate(LINES, start=1):
        year = 2024 if digits(one.of(2024)) else 2023
        sheet.put(row, 1, one.name)
        sheet.put(row, 2, f"{with_unit(one.of(year), one.unit)}\n({era(year)})")
        sheet.put(row, 3, f"{with_unit(one.goals[1], one.unit)}\n(R12)")
        sheet.put(row, 4, one.owner)
    found = truth({2024: RESULT, 2030: GOAL}) | {(LINES[5].name, RESULT, 2023, "43.7")}
    return sheet, found


def cards_side_by_side() -> Layout:
    """Cards of indicators, two beside each other."""
    sheet = Sheet(["基本施策1　めざす姿と指標"])
    for number, one in enumerate(LINES):
        row, column = number // 2 * 3, number % 2 * 3
        sheet.put(row, column, f"指標{'①②③④⑤⑥'[number]}　{one.name}（{one.unit}）", 1, 2)
        sheet.put(row + 1, column, "現状値（令和5年度）")
        sheet.put(row + 1, column + 1, "目標値（令和12年度）")
        sheet.put(row + 2, column, one.of(2023))
        sheet.put(row + 2, column + 1, one.goals[1])
        if column == 0:
            for down in range(3):
                sheet.put(row + down, 2, "")
    return sheet, truth({2023: RESULT, 2030: GOAL})


def years_down() -> Layout:
    """Indicators across with their units in the head; a row for each year."""
    sheet = Sheet(["主な指標の推移"])
    sheet.row(0, "年度", *(f"{one.name}\n（{one.unit}）" for one in LINES))
    for row, year in enumerate((2020, 2021, 2022, 2023, 2024), start=1):
        sheet.row(row, f"令和{year - 2018}年度", *(one.of(year) for one in LINES))
    sheet.row(6, "目標値（令和7年度）", *(one.goals[0] for one in LINES))
    years = dict.fromkeys(range(2020, 2025), RESULT)
    return sheet, truth({**years, 2025: GOAL})


def years_in_own_columns() -> Layout:
    """基準年度, 直近年度 and 目標年度 in columns of their own, each before its value."""
    sheet = Sheet(["KPI管理表"])
    kinds = ("基準", "直近", "目標")
    heads = [f"{kind}{what}" for kind in kinds for what in ("年度", "値")]
    sheet.row(0, "No", "KPI", "単位", *heads)
    for row, one in enumerate(LINES, start=1):
        year = 2023
        sheet.row(
            row, str(row), one.name, one.unit, "R1", one.of(2019), era(year), one.of(year), "R12",
            one.goals[1],
        )  # fmt: skip
    return sheet, truth({2019: RESULT, 2023: RESULT, 2030: GOAL})


def two_lines_in_a_cell() -> Layout:
    """Goal over result in one cell, said in the corner."""
    sheet = Sheet(["実施計画 進捗管理（上段：目標　下段：実績）"])
    sheet.row(0, "施策", "指標", "単位", "R4年度", "R5年度", "R6年度", "R12年度")
    found = set()
    for row, one in enumerate(LINES, start=1):
        texts = []
        for at, year in enumerate((2022, 2023, 2024)):
            goal = str(30 + at + row)
            texts.append(f"{goal}\n{one.of(year)}")
            found.add((one.name, GOAL, year, goal))
        sheet.row(row, one.measure, one.name, one.unit, *texts, f"{one.goals[1]}\n")
    return sheet, found | truth({2022: RESULT, 2023: RESULT, 2024: RESULT, 2030: GOAL})


def arrow_column() -> Layout:
    """An arrow in a column between now and the goal."""
    sheet = Sheet(["重点プロジェクト　数値目標"])
    sheet.row(0, "数値目標", "現状（令和5年度）", "", "目標（令和12年度）", "出典")
    for row, one in enumerate(LINES, start=1):
        values = (with_unit(one.of(2023), one.unit), "→", with_unit(one.goals[1], one.unit))
        sheet.row(row, one.name, *values, "市統計")
    return sheet, truth({2023: RESULT, 2030: GOAL})


def grades_and_rates() -> Layout:
    """Rates, grades and causes beside the figures."""
    sheet = Sheet(["総合戦略　令和６年度の効果検証"])
    sheet.row(
        0, "番号", "指標", "単位", "策定時\n(R元)", "R5\n実績値", "R6\n実績値", "R6\n目標値",
        "進捗率", "評価", "要因分析",
    )  # fmt: skip
    found = truth({2019: RESULT, 2023: RESULT, 2024: RESULT})
    for row, one in enumerate(LINES, start=1):
        goal = str(40 + row)
        found.add((one.name, GOAL, 2024, goal))
        sheet.row(
            row, f"{row}", one.name, one.unit, one.of(2019), one.of(2023), one.of(2024), goal,
            "87.2%", "◎○△"[row % 3], "計画どおり進んだ。",
        )  # fmt: skip
    return sheet, found


def kinds_across_a_year_row() -> Layout:
    """For each indicator a little table: years across, 目標 and 実績 down."""
    sheet = Sheet(["施策別の指標"])
    row, found = 0, set()
    for number, one in enumerate(LINES, start=1):
        sheet.put(row, 0, f"指標{number}：{one.name}（単位：{one.unit}）", 1, 5)
        sheet.row(row + 1, "年度", "令和4年度", "令和5年度", "令和6年度", "令和12年度")
        goals = [str(50 + number + at) for at in range(3)]
        sheet.row(row + 2, "目標", *goals, one.goals[1])
        sheet.row(row + 3, "実績", one.of(2022), one.of(2023), one.of(2024), "")
        found |= {(one.name, GOAL, 2022 + at, text) for at, text in enumerate(goals)}
        row += 4
    return sheet, found | truth({2022: RESULT, 2023: RESULT, 2024: RESULT, 2030: GOAL})


def grid_paper() -> Layout:
    """Paper ruled in little squares: each label and value merged over several of them."""
    sheet = Sheet(["（様式２）指標調書"])
    row = 0
    for one in LINES:
        for column, width, text in (
            (0, 4, "指標の名称"), (4, 12, one.name), (16, 3, "単位"), (19, 3, one.unit),
        ):  # fmt: skip
            sheet.put(row, column, text, 1, width)
        for column, width, text in (
            (0, 5, "基準値（R1年度）"), (5, 3, one.of(2019)), (8, 4, "実績値（R5年度）"),
            (12, 3, one.of(2023)), (15, 4, "目標値（R12年度）"), (19, 3, one.goals[1]),
        ):  # fmt: skip
            sheet.put(row + 1, column, text, 1, width)
        row += 2
    return sheet, truth({2019: RESULT, 2023: RESULT, 2030: GOAL})


def unit_under_the_name() -> Layout:
    """The unit in brackets on a line of its own under the name; western years; a code before."""
    sheet = Sheet(["環境基本計画　指標一覧"])
    sheet.row(0, "指標", "2019年度\n（基準年度）", "2022年度", "2023年度", "2030年度\n（目標年度）")
    for row, one in enumerate(LINES, start=1):
        values = (one.of(2019), one.of(2022), one.of(2023), one.goals[1])
        sheet.row(row, f"{one.name}\n［{one.unit}］", *values)
    return sheet, truth({2019: RESULT, 2022: RESULT, 2023: RESULT, 2030: GOAL})


def official_blocks() -> Layout:
    """The older official form: goal and target numbers left, the KPI's lines in one cell."""
    sheet = Sheet(["（２）2030年のあるべき姿の実現に向けた優先的なゴール、ターゲット"])
    sheet.put(0, 0, "ゴール、\nターゲット番号", 1, 2)
    sheet.put(0, 2, "KPI", 1, 2)
    for number, one in enumerate(LINES, start=1):
        row = number * 2 - 1
        sheet.put(row, 0, f"{7 + number}", 2)
        sheet.put(row, 1, f"{7 + number}.{number}", 2)
        sheet.put(row, 2, f"指標：{one.name}", 1, 2)
        sheet.put(row + 1, 2, f"現在（2023年度）：\n{with_unit(one.of(2023), one.unit)}")
        sheet.put(row + 1, 3, f"2030年度：\n{with_unit(one.goals[1], one.unit)}")
    return sheet, truth({2023: RESULT, 2030: GOAL})


def yearly_goals() -> Layout:
    """Goals year by year under 目標値, the base year before them, 累計 rows between."""
    sheet = Sheet(["行動計画　数値目標と工程"])
    sheet.put(0, 0, "取組", 2)
    sheet.put(0, 1, "指標（単位）", 2)
    sheet.put(0, 2, "現状値\n（令和6年度）", 2)
    sheet.put(0, 3, "年次目標", 1, 3)
    for at, head in enumerate(("R7", "R8", "R9")):
        sheet.put(1, 3 + at, head)
    found = truth({2024: RESULT})
    for row, one in enumerate(LINES, start=2):
        goals = [str(60 + row + at) for at in range(3)]
        sheet.row(row, one.measure, f"{one.name}（{one.unit}）", one.of(2024), *goals)
        found |= {(one.name, GOAL, 2025 + at, text) for at, text in enumerate(goals)}
    return sheet, found


def groups_by_rows() -> Layout:
    """A row across the table names each measure; values with their unit; a dash where none is."""
    sheet = Sheet(["数値目標一覧（後期基本計画）"])
    heads = ("計画当初\nH30年度", "中間\nR3年度", "最新\nR5年度", "目標\nR12年度")
    sheet.row(0, "指標名", *heads, "所管課")
    row = 1
    for measure in dict.fromkeys(one.measure for one in LINES):
        sheet.put(row, 0, f"施策　{measure}", 1, 6)
        row += 1
        for one in (each for each in LINES if each.measure == measure):
            texts = [
                with_unit(text, one.unit)
                for text in (one.of(2018), one.of(2021), one.of(2023), one.goals[1])
            ]
            sheet.row(row, one.name, *texts, one.owner)
            row += 1
    return sheet, truth({2018: RESULT, 2021: RESULT, 2023: RESULT, 2030: GOAL})


LAYOUTS: dict[str, Callable[[], Layout]] = {
    "ten-years": ten_years,
    "goal-and-result-each-year": goal_and_result_each_year,
    "periods-in-brackets": periods_in_brackets,
    "cards-side-by-side": cards_side_by_side,
    "years-down": years_down,
    "years-in-own-columns": years_in_own_columns,
    "two-lines-in-a-cell": two_lines_in_a_cell,
    "arrow-column": arrow_column,
    "grades-and-rates": grades_and_rates,
    "kinds-across-a-year-row": kinds_across_a_year_row,
    "grid-paper": grid_paper,
    "unit-under-the-name": unit_under_the_name,
    "official-blocks": official_blocks,
    "yearly-goals": yearly_goals,
    "groups-by-rows": groups_by_rows,
}
