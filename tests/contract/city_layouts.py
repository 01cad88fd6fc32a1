"""One plan of an invented city in the styles of many cities, drawn as PDF, workbook and Word.

A style is a sheet: texts above, a grid of cells, texts below. Every style prints the same figures
(``INDICATORS``), or a part of them that ``printed`` names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

import docx
import xlsxwriter

from tests.contract.pdf_layouts import compiled


@dataclass(frozen=True)
class Printed:
    """An indicator as the plan has it; baseline R4, actuals R5 and R6, goals R8 and R12."""

    name: str
    unit: str
    baseline: str
    first: str
    second: str
    middle: str
    goal: str
    owner: str
    policy: str


INDICATORS = (
    Printed("港の来訪者数", "万人", "120.5", "118.2", "131.0", "140", "160", "観光課", "にぎわい"),
    Printed("待機児童数", "人", "38", "12", "0", "0", "0", "保育課", "くらし"),
    Printed(
        "市民満足度（住みやすさ）",
        "％",
        "61.4",
        "62.0",
        "―",
        "65.0",
        "70.0以上",
        "企画課",
        "くらし",
    ),
    Printed(
        "温室効果ガス排出量",
        "千t",
        "1,820",
        "1,755",
        "1,701",
        "1,500",
        "1,200以下",
        "環境課",
        "みどり",
    ),
    Printed("年転入超過数", "人", "▲215", "▲180", "▲96", "0", "50", "企画課", "にぎわい"),
    Printed(
        "防災訓練の参加者数",
        "人",
        "4,210",
        "4,588",
        "5,002",
        "5,500",
        "6,000",
        "危機管理課",
        "くらし",
    ),
)


@dataclass
class Sheet:
    """A grid of cells (row, column, text, row span, column span) with texts above and below."""

    above: list[str] = field(default_factory=list)
    cells: list[tuple[int, int, str, int, int]] = field(default_factory=list)
    below: list[str] = field(default_factory=list)

    def put(self, row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> None:
        self.cells.append((row, column, text, rows, columns))

    def row(self, row: int, *texts: str) -> None:
        for column, text in enumerate(texts):
            self.put(row, column, text)

    @property
    def size(self) -> tuple[int, int]:
        rows = max(row + down for row, _, _, down, _ in self.cells)
        return rows, max(column + across for _, column, _, _, across in self.cells)


# --- styles -------------------------------------------------------------------------------------


def other_heads() -> Sheet:
    """Heads in a city's own, but plain, words; the unit in the last column."""
    sheet = Sheet(["第３次総合計画 基本計画", "まちづくり指標"])
    sheet.row(
        0,
        "まちづくり指標",
        "策定時の値(令和4年度)",
        "現況値(令和5年度)",
        "現況値(令和6年度)",
        "中間目標(令和8年度)",
        "めざす値(令和12年度)",
        "単位",
        "担当課",
    )
    for row, one in enumerate(INDICATORS, start=1):
        sheet.row(
            row,
            one.name,
            one.baseline,
            one.first,
            one.second,
            one.middle,
            one.goal,
            one.unit,
            one.owner,
        )
    return sheet


def merged_years() -> Sheet:
    """Heads in three rows: 実績値 and 目標値 over their years, the years over their words."""
    sheet = Sheet(["施策の成果指標"])
    for column, text in ((0, "No."), (1, "成果指標"), (2, "単位")):
        sheet.put(0, column, text, 3)
    sheet.put(0, 3, "基準値", 1)
    sheet.put(1, 3, "R4年度", 2)
    sheet.put(0, 4, "実績値", 1, 2)
    sheet.put(1, 4, "R5年度", 2)
    sheet.put(1, 5, "R6年度", 2)
    sheet.put(0, 6, "目標値", 1, 2)
    sheet.put(1, 6, "中間")
    sheet.put(2, 6, "R8年度")
    sheet.put(1, 7, "最終")
    sheet.put(2, 7, "R12年度")
    for row, one in enumerate(INDICATORS, start=1):
        sheet.row(
            row + 2,
            str(row),
            one.name,
            one.unit,
            one.baseline,
            one.first,
            one.second,
            one.middle,
            one.goal,
        )
    return sheet


def upper_and_lower() -> Sheet:
    """A row of goals over a row of actuals for each indicator, years as heads; vertical labels."""
    sheet = Sheet(["進行管理表 (上段：目標値　下段：実績値)"])
    sheet.row(0, "政策", "指標", "単位", "区分", "R4年度", "R5年度", "R6年度", "R8年度", "R12年度")
    row = 1
    for one in INDICATORS:
        sheet.put(row, 0, "\n".join(one.policy), 2)
        sheet.put(row, 1, one.name, 2)
        sheet.put(row, 2, one.unit, 2)
        for column, text in enumerate(("目標", "", "", "", one.middle, one.goal), start=3):
            sheet.put(row, column, text)
        for column, text in enumerate(
            ("実績", one.baseline, one.first, one.second, "", ""), start=3
        ):
            sheet.put(row + 1, column, text)
        row += 2
    return sheet


def era_over_years() -> Sheet:
    """元号 alone: 令和 over numbers of years."""
    sheet = Sheet(["総合戦略ＫＰＩ一覧"])
    sheet.put(0, 0, "重要業績評価指標（ＫＰＩ）", 2)
    sheet.put(0, 1, "単位", 2)
    sheet.put(0, 2, "基準値")
    sheet.put(1, 2, "令和４年度")
    sheet.put(0, 3, "実績", 1, 2)
    sheet.put(1, 3, "令和５年度")
    sheet.put(1, 4, "令和６年度")
    sheet.put(0, 5, "目標", 1, 2)
    sheet.put(1, 5, "令和８年度")
    sheet.put(1, 6, "令和１２年度")
    for row, one in enumerate(INDICATORS, start=2):
        sheet.row(
            row, one.name, one.unit, one.baseline, one.first, one.second, one.middle, one.goal
        )
    return sheet


def units_in_names() -> Sheet:
    """The unit in brackets after the name; short years in the heads."""
    sheet = Sheet(["【資料】数値目標の達成状況"])
    sheet.row(0, "数値目標（単位）", "基準(R4)", "R5実績", "R6実績", "R8目標", "R12目標", "備考")
    for row, one in enumerate(INDICATORS, start=1):
        sheet.row(
            row,
            f"{one.name}（{one.unit}）",
            one.baseline,
            one.first,
            one.second,
            one.middle,
            one.goal,
            "",
        )
    return sheet


def notes_and_groups() -> Sheet:
    """Rows of groups and rows of notes between the indicators; values with their unit."""
    sheet = Sheet(["第２章　重点プロジェクトの指標"])
    sheet.row(
        0,
        "指標名",
        "計画策定時\n(2022年度)",
        "2023年度\n実績値",
        "2024年度\n実績値",
        "中間目標値\n(2026年度)",
        "最終目標値\n(2030年度)",
        "所管",
    )
    row = 1
    for policy in dict.fromkeys(one.policy for one in INDICATORS):
        sheet.put(row, 0, f"◆ {policy}", 1, 7)
        row += 1
        for one in (other for other in INDICATORS if other.policy == policy):
            values = (one.baseline, one.first, one.second, one.middle, one.goal)
            shown = [with_unit(text, one.unit) for text in values]
            sheet.row(row, one.name, *shown, one.owner)
            row += 1
        sheet.put(row, 0, f"※ {policy}の指標は毎年度見直す。", 1, 7)
        row += 1
    sheet.below = ["※ 実績値は各年度末の値。"]
    return sheet


def with_unit(text: str, unit: str) -> str:
    """A value with its unit, before a bound; a dash has none."""
    if text == "―":
        return text
    for bound in ("以上", "以下"):
        if text.endswith(bound):
            return f"{text.removesuffix(bound)}{unit}{bound}"
    return f"{text}{unit}"


def official_sheet() -> Sheet:
    """The older official form: period, value and unit of each figure in cells of their own."""
    sheet = Sheet(["SDGs未来都市計画　進捗評価シート", "（１）自治体SDGsの目標達成状況"])
    sheet.put(0, 0, "No", 2)
    sheet.put(0, 1, "指標名\n※【】内はゴール・ターゲット番号", 2)
    heads = ("当初値", "令和5年度(実績)", "令和6年度(実績)", "目標値")
    for at, head in enumerate(heads):
        sheet.put(0, 2 + 3 * at, head, 2, 3)
    for row, one in enumerate(INDICATORS, start=2):
        sheet.put(row, 0, str(row - 1))
        sheet.put(row, 1, f"{one.name}【11.{row - 1}】")
        years = ("2022年度", "2023年度", "2024年度", "2030年度")
        for at, value in enumerate((one.baseline, one.first, one.second, one.goal)):
            sheet.put(row, 2 + 3 * at, years[at] if value != "―" else "")
            sheet.put(row, 3 + 3 * at, value)
            sheet.put(row, 4 + 3 * at, one.unit if value != "―" else "")
    return sheet


def little_blocks() -> Sheet:
    """A little block of two rows for each indicator, labels beside the values."""
    sheet = Sheet(["成果指標"])
    row = 0
    for one in INDICATORS:
        sheet.put(row, 0, "指標名")
        sheet.put(row, 1, one.name, 1, 3)
        sheet.put(row, 4, "単位")
        sheet.put(row, 5, one.unit)
        sheet.row(
            row + 1,
            "基準値(R4年度)",
            one.baseline,
            "中間目標(R8年度)",
            one.middle,
            "目標値(R12年度)",
            one.goal,
        )
        row += 2
    return sheet


def arrows() -> Sheet:
    """Baseline and goal in one cell with an arrow between them."""
    sheet = Sheet(["基本目標ごとの数値目標"])
    sheet.row(0, "基本目標", "数値目標", "現状値 → 目標値")
    for row, one in enumerate(INDICATORS, start=1):
        base = f"{with_unit(one.baseline, one.unit)}（R4年度）"
        goal = f"{with_unit(one.goal, one.unit)}（R12年度）"
        sheet.row(row, one.policy, one.name, f"{base} → {goal}")
    return sheet


def sub_indicators() -> Sheet:
    """Names in two columns, the whole and its parts; goal and year beside each other."""
    sheet = Sheet(["成果を測る指標"])
    sheet.put(0, 0, "指標", 1, 2)
    for column, head in enumerate(
        ("単位", "現状値\nR4", "R5", "R6", "目標値\nR8", "目標値\nR12"), start=2
    ):
        sheet.put(0, column, head)
    row = 1
    for policy in dict.fromkeys(one.policy for one in INDICATORS):
        own = [one for one in INDICATORS if one.policy == policy]
        sheet.put(row, 0, policy, len(own))
        for one in own:
            for column, text in enumerate(
                (one.name, one.unit, one.baseline, one.first, one.second, one.middle, one.goal),
                start=1,
            ):
                sheet.put(row, column, text)
            row += 1
    return sheet


def heads_below_title() -> Sheet:
    """A title, a blank row, the unit of the years in the corner, blank rows between the rows."""
    sheet = Sheet(["別紙１", "後期基本計画 目標指標一覧表"])
    sheet.row(
        0,
        "番号",
        "目標指標",
        "単位",
        "基準年度\n令和4年度",
        "実績年度\n令和5年度",
        "実績年度\n令和6年度",
        "目標年度\n令和8年度",
        "目標年度\n令和12年度",
    )
    row = 1
    for number, one in enumerate(INDICATORS, start=1):
        sheet.row(
            row,
            f"1-{number}",
            one.name,
            one.unit,
            one.baseline,
            one.first,
            one.second,
            one.middle,
            one.goal,
        )
        row += 2 if number % 2 == 0 else 1
    return sheet


STYLES: dict[str, Callable[[], Sheet]] = {
    "other-heads": other_heads,
    "merged-years": merged_years,
    "upper-and-lower": upper_and_lower,
    "era-over-years": era_over_years,
    "units-in-names": units_in_names,
    "notes-and-groups": notes_and_groups,
    "official-sheet": official_sheet,
    "little-blocks": little_blocks,
    "arrows": arrows,
    "sub-indicators": sub_indicators,
    "heads-below-title": heads_below_title,
}
WITHOUT_MIDDLE = {"official-sheet", "arrows", "years-in-cells", "cards"}
WITHOUT_ACTUALS = {"little-blocks", "arrows", "sub-indicators", "years-in-cells"}
UNIT_IN_NAME = {"kinds-over-years", "cards"}
# The value of the first year stands in the row of actuals.
BASELINE_AS_ACTUAL = {"upper-and-lower", "three-rows-each"}
# What is said of a style beside its figures: what was not read, and why.
SAID = {
    # Years alone as heads are not guessed: they are handed over.
    "sub-indicators": {"value-table-role"},
    # A column of arrows.
    "goal-before-actuals": {"value-table-text-column"},
}


# --- drawing ------------------------------------------------------------------------------------


def _escaped(text: str) -> str:
    escaped = "".join("\\" + one if one in "#*_`$<>@[]~=\\/" else one for one in text)
    return escaped.replace("\n", " \\ ")


def as_pdf(sheet: Sheet) -> bytes:
    _, columns = sheet.size
    cells = ",\n".join(
        f"table.cell(x: {column}, y: {row}, rowspan: {down}, colspan: {across})[{_escaped(text)}]"
        for row, column, text, down, across in sheet.cells
    )
    above = "\n\n".join(_escaped(text) for text in sheet.above)
    below = "\n\n".join(_escaped(text) for text in sheet.below)
    body = f"{above}\n\n#table(columns: {columns}, {cells})\n\n{below}"
    return compiled(body, page='paper: "a4", flipped: true, margin: 12mm', size=7)


def as_workbook(sheet: Sheet) -> bytes:
    out = BytesIO()
    options = {"in_memory": True, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        page = book.add_worksheet("様式")
        for row, text in enumerate(sheet.above):
            page.write_string(row, 0, text)
        first = len(sheet.above) + 1
        for row, column, text, down, across in sheet.cells:
            top = first + row
            if down * across > 1:
                page.merge_range(top, column, top + down - 1, column + across - 1, text)
            elif text:
                page.write_string(top, column, text)
        last = first + sheet.size[0] + 1
        for row, text in enumerate(sheet.below):
            page.write_string(last + row, 0, text)
    return out.getvalue()


def as_word(sheet: Sheet) -> bytes:
    document = docx.Document()
    for text in sheet.above:
        document.add_paragraph(text)
    rows, columns = sheet.size
    table = document.add_table(rows=rows, cols=columns)
    table.style = "Table Grid"
    for row, column, text, down, across in sheet.cells:
        cell = table.cell(row, column)
        if down * across > 1:
            cell = cell.merge(table.cell(row + down - 1, column + across - 1))
        cell.text = text
    for text in sheet.below:
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


FORMATS: dict[str, Callable[[Sheet], bytes]] = {
    "pdf": as_pdf,
    "xlsx": as_workbook,
    "docx": as_word,
}


@cache
def drawn(make: Callable[[], Sheet], ending: str) -> bytes:
    """The bytes of one style in one format, made once."""
    return FORMATS[ending](make())
