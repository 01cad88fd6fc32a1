"""A further round of styles, written before the readers had seen any of them.

Blank cells in place of merged ones, years as rows, both calendars mixed, units in heads, periods
in cells of their own, and the same tables as text whose columns are parted by blanks alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from io import BytesIO

import docx

from tests.contract.city_layouts import INDICATORS, Sheet, with_unit


def blank_heads() -> Sheet:
    """Two rows of heads without merged cells: only the first cell of a group is written."""
    sheet = Sheet(["後期計画 成果指標の一覧"])
    sheet.row(0, "分野", "指標名", "単位", "基準値", "実績値", "", "目標値", "")
    sheet.row(1, "", "", "", "R4", "R5", "R6", "R8", "R12")
    for row, one in enumerate(INDICATORS, start=2):
        sheet.row(
            row,
            one.policy,
            one.name,
            one.unit,
            one.baseline,
            one.first,
            one.second,
            one.middle,
            one.goal,
        )
    return sheet


def heads_with_a_blank_second_row() -> Sheet:
    """Heads over two rows whose second row is blank but for the years below 実績値."""
    sheet = Sheet(["アクションプラン 進捗一覧"])
    sheet.row(
        0,
        "指標",
        "単位",
        "基準値（令和4年度）",
        "実績値",
        "",
        "目標値（令和8年度）",
        "目標値（令和12年度）",
    )
    sheet.row(1, "", "", "", "令和5年度", "令和6年度", "", "")
    for row, one in enumerate(INDICATORS, start=2):
        sheet.row(
            row, one.name, one.unit, one.baseline, one.first, one.second, one.middle, one.goal
        )
    return sheet


def years_as_rows() -> Sheet:
    """For each indicator a block: its name above, then a row for each year."""
    sheet = Sheet(["数値目標の推移"])
    row = 0
    for number, one in enumerate(INDICATORS, start=1):
        sheet.put(row, 0, f"指標{number}　{one.name}（単位：{one.unit}）", 1, 3)
        sheet.row(row + 1, "年度", "目標値", "実績値")
        sheet.row(row + 2, "令和4年度（基準）", "", one.baseline)
        sheet.row(row + 3, "令和5年度", "", one.first)
        sheet.row(row + 4, "令和6年度", "", one.second)
        sheet.row(row + 5, "令和8年度", one.middle, "")
        sheet.row(row + 6, "令和12年度", one.goal, "")
        row += 7
    return sheet


def a_row_for_each_value() -> Sheet:
    """KPI list with a row for each year: name and unit stand once, merged over their years."""
    sheet = Sheet(["ＫＰＩ一覧（年度別）"])
    sheet.row(0, "KPI", "単位", "年度", "区分", "数値")
    row = 1
    for one in INDICATORS:
        sheet.put(row, 0, one.name, 5)
        sheet.put(row, 1, one.unit, 5)
        lines = (
            ("2022年度", "基準値", one.baseline),
            ("2023年度", "実績値", one.first),
            ("2024年度", "実績値", one.second),
            ("2026年度", "目標値", one.middle),
            ("2030年度", "目標値", one.goal),
        )
        for year, kind, text in lines:
            sheet.put(row, 2, year)
            sheet.put(row, 3, kind)
            sheet.put(row, 4, text)
            row += 1
    return sheet


def both_calendars_mixed() -> Sheet:
    """Some heads in the western calendar, some in 令和, some in both."""
    sheet = Sheet(["総合計画の目標指標"])
    sheet.row(
        0,
        "目標指標",
        "単位",
        "計画策定時\n2022年度",
        "令和5年度\n実績",
        "2024(R6)年度\n実績",
        "中間目標値\n令和8(2026)年度",
        "最終目標値\n2030年度",
    )
    for row, one in enumerate(INDICATORS, start=1):
        sheet.row(
            row, one.name, one.unit, one.baseline, one.first, one.second, one.middle, one.goal
        )
    return sheet


def units_in_heads() -> Sheet:
    """A head for each unit, which stands there once and for all rows below."""
    sheet = Sheet(["成果指標（単位別）"])
    row = 0
    for unit in dict.fromkeys(one.unit for one in INDICATORS):
        sheet.row(
            row,
            f"指標（{unit}）",
            f"基準値R4（{unit}）",
            f"実績値R5（{unit}）",
            f"実績値R6（{unit}）",
            f"目標値R8（{unit}）",
            f"目標値R12（{unit}）",
        )
        row += 1
        for one in INDICATORS:
            if one.unit == unit:
                sheet.row(row, one.name, one.baseline, one.first, one.second, one.middle, one.goal)
                row += 1
    return sheet


def vertical_labels() -> Sheet:
    """Labels written downwards: policies at the left, and the words of the heads."""
    sheet = Sheet(["施策評価 指標一覧表"])
    heads = (
        "分\n野",
        "番\n号",
        "指\n標\n名",
        "単\n位",
        "基\n準\n値",
        "実\n績\n値",
        "",
        "目\n標\n値",
        "",
    )
    spans = {5: 2, 7: 2}
    for column, text in enumerate(heads):
        if text:
            down = 1 if column >= 4 else 2
            sheet.put(0, column, text, down, spans.get(column, 1))
    for column, text in enumerate(("R4", "R5", "R6", "R8", "R12"), start=4):
        sheet.put(1, column, text)
    for row, one in enumerate(INDICATORS, start=2):
        sheet.row(
            row,
            "\n".join(one.policy),
            str(row - 1),
            one.name,
            one.unit,
            one.baseline,
            one.first,
            one.second,
            one.middle,
            one.goal,
        )
    return sheet


def periods_in_cells_of_their_own() -> Sheet:
    """The older progress sheet: each value is two cells, its time and its figure with unit."""
    sheet = Sheet(["○○市SDGs未来都市計画 進捗評価シート", "1．全体計画（2030年のあるべき姿）"])
    sheet.put(0, 0, "No", 1)
    sheet.put(0, 1, "指標名", 1)
    for column, text in (
        (2, "当初値"),
        (4, "2023年（現状値）"),
        (6, "2024年（現状値）"),
        (8, "2026年（目標値）"),
        (10, "2030年（目標値）"),
    ):
        sheet.put(0, column, text, 1, 2)
    for row, one in enumerate(INDICATORS, start=1):
        values = (one.baseline, one.first, one.second, one.middle, one.goal)
        cells = [str(row), one.name]
        for year, text in zip((2022, 2023, 2024, 2026, 2030), values, strict=True):
            cells += [f"{year}年度", with_unit(text, one.unit)]
        sheet.row(row, *cells)
    return sheet


def goals_and_results_by_year() -> Sheet:
    """主要な施策の成果: below each year its goal, its result and the rate of achievement."""
    sheet = Sheet(["令和6年度 主要な施策の成果", "成果指標の状況"])
    for column, text in ((0, "施策"), (1, "成果指標"), (2, "単位")):
        sheet.put(0, column, text, 2)
    sheet.put(0, 3, "基準値", 1)
    sheet.put(1, 3, "R4")
    sheet.put(0, 4, "令和5年度", 1, 2)
    sheet.put(1, 4, "実績値")
    sheet.put(1, 5, "達成率")
    sheet.put(0, 6, "令和6年度", 1, 2)
    sheet.put(1, 6, "実績値")
    sheet.put(1, 7, "達成率")
    sheet.put(0, 8, "目標値", 1, 2)
    sheet.put(1, 8, "令和8年度")
    sheet.put(1, 9, "令和12年度")
    for row, one in enumerate(INDICATORS, start=2):
        sheet.row(
            row,
            one.policy,
            one.name,
            one.unit,
            one.baseline,
            one.first,
            "95%",
            one.second,
            "98%",
            one.middle,
            one.goal,
        )
    return sheet


def name_over_labels() -> Sheet:
    """Cards: the name in a wide cell, labels and values in pairs below it."""
    sheet = Sheet(["重点指標カード"])
    row = 0
    for one in INDICATORS:
        sheet.put(row, 0, "指標名")
        sheet.put(row, 1, one.name, 1, 5)
        sheet.row(row + 1, "単位", one.unit, "基準値（R4）", one.baseline, "担当課", one.owner)
        sheet.row(row + 2, "R5実績値", one.first, "R6実績値", one.second, "R8目標値", one.middle)
        sheet.put(row + 3, 0, "R12目標値")
        sheet.put(row + 3, 1, one.goal, 1, 5)
        row += 4
    return sheet


STYLES: dict[str, Callable[[], Sheet]] = {
    one.__name__: one
    for one in (
        blank_heads,
        heads_with_a_blank_second_row,
        years_as_rows,
        a_row_for_each_value,
        both_calendars_mixed,
        units_in_heads,
        vertical_labels,
        periods_in_cells_of_their_own,
        goals_and_results_by_year,
        name_over_labels,
    )
}
# Styles that a table of text can have: one line for each row.
AS_TEXT = (
    "blank_heads",
    "heads_with_a_blank_second_row",
    "both_calendars_mixed",
    "units_in_heads",
    "goals_and_results_by_year",
    "years_as_rows",
)


def text_of(style: str, gap: int = 2, *, full_width: bool = False) -> bytes:
    """A style as text from a PDF: columns parted by blanks, numbers to the right."""
    sheet = STYLES[style]()
    rows, columns = sheet.size
    grid = [[""] * columns for _ in range(rows)]
    for row, column, text, _, _ in sheet.cells:
        grid[row][column] = " ".join(text.split("\n")) if column else text.replace("\n", "")
    spans = {(row, column) for row, column, _, _, across in sheet.cells if across > 1}
    widths = [
        max(_width(grid[row][column]) for row in range(rows) if (row, column) not in spans)
        for column in range(columns)
    ]
    lines = list(sheet.above)
    for row in range(rows):
        line = ""
        at = 0
        for column, width in enumerate(widths):
            text = grid[row][column]
            is_number = text[:1].isdigit() or text[:1] in "▲―"
            room = " " * max(width - _width(text), 0)
            line = line.ljust(0) + " " * max(at - _width(line), 0)
            line += room + text if is_number else text
            at += width + gap
        lines.append(line.rstrip().replace("    ", "　　") if full_width else line.rstrip())
    return "\n".join([*lines, *sheet.below, ""]).encode()


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def nested_word() -> bytes:
    """An evaluation sheet in Word: one table for the page, and the indicators' table inside it."""
    document = docx.Document()
    document.add_heading("令和6年度 施策評価調書", 1)
    outer = document.add_table(3, 2)
    outer.style = "Table Grid"
    outer.cell(0, 0).text, outer.cell(0, 1).text = "施策名", "にぎわいのある港"
    outer.cell(1, 0).text, outer.cell(1, 1).text = "担当局", "産業局"
    outer.cell(2, 0).text = "成果指標"
    inner = outer.cell(2, 1).add_table(len(INDICATORS) + 1, 7)
    inner.style = "Table Grid"
    heads = ("指標名", "単位", "基準値(R4)", "R5実績", "R6実績", "R8目標", "R12目標")
    for column, text in enumerate(heads):
        inner.cell(0, column).text = text
    for row, one in enumerate(INDICATORS, start=1):
        values = (one.name, one.unit, one.baseline, one.first, one.second, one.middle, one.goal)
        for column, text in enumerate(values):
            inner.cell(row, column).text = text
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
