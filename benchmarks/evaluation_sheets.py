"""Evaluation sheets by the hundred: made here in several forms, read back, compared and timed.

    python -m benchmarks.evaluation_sheets [COUNT]

Every figure of every sheet is known, so precision and recall are exact. The sheets are invented.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import typst
import xlsxwriter

from hoshin.importers.document import Document
from hoshin.importers.evaluation_sheets import EvaluationSheet, sheets
from hoshin.importers.evaluation_words import FUNDS, Money
from hoshin.importers.readers.guarded import read_file

YEARS = (2022, 2023, 2024)
_POLICIES = ("豊かな自然をまもる", "健やかに暮らす", "産業を育てる", "学びを支える")
_MEASURES = ("地下水の保全", "健康づくりの推進", "中小企業の支援", "学校教育の充実", "防災の強化")
_WORDS = ("水源", "地域", "子育て", "観光", "農業", "文化", "交通", "環境", "消防", "図書館")
_ACTS = ("保全事業", "支援事業", "整備事業", "推進事業", "運営費", "補助事業", "啓発事業")
_DIRECTIONS = ("拡充", "維持", "縮小", "廃止")
_FUND_LABELS = {
    Money.NATIONAL: "国庫支出金",
    Money.PREFECTURE: "県支出金",
    Money.BOND: "地方債",
    Money.OTHER: "その他",
    Money.GENERAL: "一般財源",
}


# Name, unit, and goal and actual of each year.
Indicator = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Made:
    """One sheet's truth: money in thousand yen by row and year, indicators, direction."""

    number: int
    program: str
    policy: str
    measure: str
    office: str
    money: dict[Money, tuple[int, int, int]]
    hours: tuple[int, int, int]
    activity: Indicator
    outcome: Indicator
    direction: str


def made(count: int, seed: int = 7) -> list[Made]:
    """So many sheets, always the same."""
    chance = random.Random(seed)
    return [_one(chance, number) for number in range(1, count + 1)]


def _one(chance: random.Random, number: int) -> Made:
    def series(top: int) -> tuple[int, int, int]:
        shown = chance.random() < 0.6
        first, second, third = (chance.randrange(top) if shown else 0 for _ in YEARS)
        return (first, second, third)

    money = {fund: series(40_000) for fund in FUNDS}
    total = tuple(sum(money[fund][i] for fund in FUNDS) for i in range(3))
    hours = series(3_000)
    staff = tuple(hour * 4 for hour in hours)
    money[Money.TOTAL] = (total[0], total[1], total[2])
    money[Money.STAFF_COST] = (staff[0], staff[1], staff[2])
    money[Money.FULL_COST] = (total[0] + staff[0], total[1] + staff[1], total[2] + staff[2])

    def indicator(
        name: str, unit: str, places: int
    ) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        def figure() -> str:
            value = chance.randrange(1, 100_000)
            return f"{value / 10**places:,.{places}f}" if chance.random() < 0.9 else "―"

        return (name, unit, tuple((figure(), figure()) for _ in YEARS))

    subject = chance.choice(_WORDS) + chance.choice(_WORDS)
    return Made(
        number=number,
        program=f"{subject}{chance.choice(_ACTS)}{number}",
        policy=chance.choice(_POLICIES),
        measure=chance.choice(_MEASURES),
        office=chance.choice(_WORDS) + "課",
        money=money,
        hours=hours,
        activity=indicator(f"{subject}の開催回数", "回", 0),
        outcome=indicator(f"{subject}に満足している市民の割合", "%", 1),
        direction=chance.choice(_DIRECTIONS),
    )


# --- the forms ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a form: its text, and how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1


Form = list[list[Box]]


def _years() -> list[Box]:
    return [Box(f"令和{year - 2018}年度") for year in YEARS]


def _figures(values: Sequence[int]) -> list[Box]:
    return [Box(f"{one:,}" if one else "0") for one in values]


def _wide(values: Sequence[int]) -> list[Box]:
    return [Box(one.text, columns=2) for one in _figures(values)]


def form_of_rows(sheet: Made) -> tuple[int, Form]:
    """Money in rows under three years; indicators with goal and actual in rows."""
    form: Form = [
        [Box("事務事業評価シート(令和7年度)", columns=6)],
        [Box("事務事業名"), Box(sheet.program, columns=3), Box("担当課"), Box(sheet.office)],
        [Box("政策"), Box(sheet.policy, columns=2), Box("施策"), Box(sheet.measure, columns=2)],
        [Box("区分", columns=3), *_years()],
    ]
    for place, fund in enumerate(FUNDS):
        head = [Box("財源内訳", rows=5)] if place == 0 else []
        label = Box(_FUND_LABELS[fund], columns=2)
        form.append([*head, label, *_figures(sheet.money[fund])])
    form += [
        [Box("事業費計(A)(千円)", columns=3), *_figures(sheet.money[Money.TOTAL])],
        [Box("人件費"), Box("延べ業務時間(時間)", columns=2), *_figures(sheet.hours)],
        [Box("人件費計(B)(千円)", columns=3), *_figures(sheet.money[Money.STAFF_COST])],
        [Box("トータルコスト(A)+(B)(千円)", columns=3), *_figures(sheet.money[Money.FULL_COST])],
        [Box("指標名", columns=2), Box("単位"), *_years()],
    ]
    for kind, (name, unit, values) in (("活動指標", sheet.activity), ("成果指標", sheet.outcome)):
        form += [
            [Box(kind, rows=2), Box(name + " 目標"), Box(unit), *[Box(goal) for goal, _ in values]],
            [Box(name + " 実績"), Box(unit), *[Box(actual) for _, actual in values]],
        ]
    ticks = " ".join(("■" if one == sheet.direction else "□") + one for one in _DIRECTIONS)
    form.append([Box("今後の方向性"), Box(ticks, columns=5)])
    return 6, form


def form_of_columns(sheet: Made) -> tuple[int, Form]:
    """Each year's head stands over goal and actual; money under 決算 and 予算; ticks in cells."""
    heads = ("令和4年度決算", "令和5年度決算", "令和6年度予算")
    form: Form = [
        [Box("行政評価シート", columns=9)],
        [Box("事業名", columns=2), Box(sheet.program, columns=7)],
        [
            Box("基本目標", columns=2),
            Box(sheet.policy, columns=3),
            Box("基本施策"),
            Box(sheet.measure, columns=3),
        ],
        [Box("所管課", columns=2), Box(sheet.office, columns=7)],
        [Box("単位:千円", columns=3), *[Box(one, columns=2) for one in heads]],
        [
            Box("事業費", columns=3),
            *[Box(b.text, columns=2) for b in _figures(sheet.money[Money.TOTAL])],
        ],
    ]
    for place, fund in enumerate(FUNDS):
        head = [Box("うち", rows=5)] if place == 0 else []
        label = Box(_FUND_LABELS[fund], columns=2)
        form.append([*head, label, *_wide(sheet.money[fund])])
    for name, kind in (("職員人件費", Money.STAFF_COST), ("総コスト", Money.FULL_COST)):
        form.append([Box(name, columns=3), *_wide(sheet.money[kind])])
    form += [
        [
            *[Box(one, rows=2) for one in ("区分", "指標名", "単位")],
            *[Box(one.text, columns=2) for one in _years()],
        ],
        [Box("目標"), Box("実績")] * 3,
    ]
    for group, (name, unit, values) in (("活動", sheet.activity), ("成果", sheet.outcome)):
        cells = [Box(one) for pair in values for one in pair]
        form.append([Box(group), Box(name), Box(unit), *cells])
    ticks = [Box(f"{one}{'○' if one == sheet.direction else ''}") for one in _DIRECTIONS]
    form.append([Box("方向性", columns=3), *ticks, Box("", columns=2)])
    return 9, form


FORMS: dict[str, Callable[[Made], tuple[int, Form]]] = {
    "rows": form_of_rows,
    "columns": form_of_columns,
}


def as_pdf(all_of_them: Sequence[Made], form: Callable[[Made], tuple[int, Form]]) -> bytes:
    """The sheets as a PDF, a page each."""
    pages = []
    for sheet in all_of_them:
        columns, rows = form(sheet)
        cells = ",".join(
            f"table.cell(rowspan: {box.rows}, colspan: {box.columns})[{box.text}]"
            for row in rows
            for box in row
        )
        pages.append(f"#table(columns: ({'1fr,' * columns}), {cells})")
    head = '#set page(paper: "a4", margin: 15mm)\n#set text(font: "Noto Sans CJK JP", size: 8pt)\n'
    return typst.compile((head + "\n#pagebreak()\n".join(pages)).encode())


def as_workbook(all_of_them: Sequence[Made], form: Callable[[Made], tuple[int, Form]]) -> bytes:
    """The sheets as a workbook, a worksheet each; figures are numbers."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        commas = book.add_format({"num_format": "#,##0"})
        for sheet in all_of_them:
            page = book.add_worksheet(f"{sheet.number}")
            _, rows = form(sheet)
            taken: set[tuple[int, int]] = set()
            for row, boxes in enumerate(rows):
                column = 0
                for box in boxes:
                    while (row, column) in taken:
                        column += 1
                    _put(page, row, column, box, commas)
                    taken.update(
                        (r, c)
                        for r in range(row, row + box.rows)
                        for c in range(column, column + box.columns)
                    )
                    column += box.columns
    return out.getvalue()


def _put(page: Any, row: int, column: int, box: Box, commas: Any) -> None:
    digits = box.text.replace(",", "")
    value: object = int(digits) if digits.isdecimal() else box.text
    if box.rows * box.columns > 1:
        last = (row + box.rows - 1, column + box.columns - 1)
        page.merge_range(row, column, *last, value, commas)
    else:
        page.write(row, column, value, commas)


# --- comparing ----------------------------------------------------------------------------------


@dataclass(slots=True)
class Score:
    """How many figures there are, were read, and were read right."""

    wanted: int = 0
    read: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0


def scored(truth: Sequence[Made], found: Sequence[EvaluationSheet]) -> tuple[Score, int]:
    """Every figure, name and direction compared; and how many sheets were proved by their sums."""
    score = Score()
    by_name = {one.program: one for one in found}
    for sheet in truth:
        wanted = facts(sheet)
        score.wanted += len(wanted)
        one = by_name.get(sheet.program)
        if one is None:
            continue
        read = facts_read(one)
        score.read += len(read)
        score.right += len(wanted & read)
    return score, sum(1 for one in found if one.is_proved)


_Fact = tuple[str, ...]


def facts(sheet: Made) -> set[_Fact]:
    """What a sheet says, as made: money in yen, goals and actuals by unit and year, names."""
    facts: set[_Fact] = {("program", sheet.program), ("direction", sheet.direction)}
    facts |= {("layer", sheet.policy), ("layer", sheet.measure), ("office", sheet.office)}
    for kind, values in sheet.money.items():
        facts |= {(kind.value, f"FY{y}", str(v * 1000)) for y, v in zip(YEARS, values, strict=True)}
    for _, unit, pairs in (sheet.activity, sheet.outcome):
        for year, pair in zip(YEARS, pairs, strict=True):
            for role, text in zip(("goal", "actual"), pair, strict=True):
                if text != "―":
                    facts.add((unit, f"FY{year}", role, text))
    return facts


def facts_read(sheet: EvaluationSheet) -> set[_Fact]:
    """The same of a sheet that was read."""
    facts: set[_Fact] = {("program", sheet.program), ("direction", sheet.direction)}
    facts |= {("layer", name) for _, name in sheet.layers} | {("office", sheet.office)}
    for one in sheet.amounts:
        if one.yen is not None:
            facts.add((one.kind.value, one.year.period.code, str(one.yen)))
    for indicator in sheet.indicators:
        for value in indicator.values:
            if value.value.number is not None:
                number = f"{value.value.number:,}"
                role = value.role.value if value.role else ""
                facts.add((indicator.unit, value.year.period.code, role, number))
    return facts


RENDERERS = {"pdf": as_pdf, "xlsx": as_workbook}


def measured(count: int) -> None:
    """Make, read, compare and time each form in each format; print a line for each.

    Each step has a process of its own, so that one's memory is not taken for another's.
    """
    print(f"{count} sheets; time on this machine, two processes read")
    with tempfile.TemporaryDirectory() as folder:
        for form in FORMS:
            for ending in RENDERERS:
                path = Path(folder) / f"{form}.{ending}"
                for step in ("make", "read"):
                    command = [sys.executable, "-m", "benchmarks.evaluation_sheets"]
                    subprocess.run([*command, str(count), step, str(path)], check=True)


def made_into(path: Path, count: int) -> None:
    """Write the sheets to a file; its name tells the form and the format."""
    path.write_bytes(RENDERERS[path.suffix[1:]](made(count), FORMS[path.stem]))


def read_back(path: Path, count: int) -> None:
    """Read the file, compare every figure and print one line."""
    start = time.perf_counter()
    reading = read_file(path, processes=2)
    read = time.perf_counter() - start
    assert isinstance(reading.document, Document), reading.problems
    found = list(sheets(reading.document))
    whole = time.perf_counter() - start
    score, proved = scored(made(count), found)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"{path.stem:8} {path.suffix[1:]:4} {path.stat().st_size / 1e6:5.1f} MB  "
        f"read {read:5.1f} s, with sheets {whole:5.1f} s  found {len(found)}, proved {proved}, "
        f"precision {score.precision:.4f}, recall {score.recall:.4f}, "
        f"memory {memory} MB, {reader} MB in each reader",
        flush=True,
    )


def main(arguments: Sequence[str]) -> None:
    """Measure, or carry out one step of it."""
    count = int(arguments[0]) if arguments else 500
    if len(arguments) < 3:
        measured(count)
    elif arguments[1] == "make":
        made_into(Path(arguments[2]), count)
    else:
        read_back(Path(arguments[2]), count)


if __name__ == "__main__":
    main(sys.argv[1:])
