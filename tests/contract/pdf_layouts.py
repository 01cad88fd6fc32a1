"""The printed table as PDF, in the layouts that plans and reports use. Typeset with typst."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from itertools import groupby

import pypdf
import typst

from tests.contract.printed_table import HEADS, RECORDS

ALL = tuple(range(len(HEADS)))
WITHOUT_GOAL = ALL[1:]
_FONT = "Noto Sans CJK JP"
_PROSE = (
    "本市は、地下水に恵まれた都市として、環境と経済と社会の調和をめざし、"
    "市民、企業、大学とともに取組を進める。各施策の進み具合は毎年度確かめ、公表する。"
)


def compiled(body: str, page: str = 'paper: "a4", margin: 15mm', size: float = 8) -> bytes:
    """A typst source as PDF."""
    source = f'#set page({page})\n#set text(font: "{_FONT}", size: {size}pt, lang: "ja")\n{body}'
    return typst.compile(source.encode())


def _text(text: str) -> str:
    escaped = "".join("\\" + one if one in "#*_`$<>@[]~=\\" else one for one in text)
    return f"[{escaped}]"


def _cells(rows: Sequence[Sequence[str]]) -> str:
    return ",\n".join(", ".join(_text(cell) for cell in row) for row in rows)


def _picked(columns: Sequence[int]) -> list[list[str]]:
    return [[record[column] for column in columns] for record in RECORDS]


def _heads(columns: Sequence[int]) -> str:
    return "table.header(" + ", ".join(_text(HEADS[column]) for column in columns) + ")"


_WIDTHS = "(auto, 1fr, auto, auto, auto, auto, auto, auto)"
_WIDTHS_WITHOUT_GOAL = "(1fr, auto, auto, auto, auto, auto, auto)"


def ruled() -> bytes:
    return compiled(
        f"= 数値目標\n#table(columns: {_WIDTHS}, {_heads(ALL)},\n{_cells(_picked(ALL))})"
    )


def merged() -> bytes:
    """Heads in two rows, the goal merged over its indicators."""
    groups = []
    for goal, found in groupby(RECORDS, key=lambda record: record[0]):
        rows = list(found)
        groups.append(
            f"table.cell(rowspan: {len(rows)}){_text(goal)},\n" + _cells([row[1:] for row in rows])
        )
    heads = (
        "table.cell(rowspan: 2)[基本目標], table.cell(rowspan: 2)[指標名], "
        "table.cell(rowspan: 2)[単位], table.cell(rowspan: 2)[基準値], "
        "table.cell(colspan: 2)[実績値], table.cell(rowspan: 2)[目標値], "
        "table.cell(rowspan: 2)[備考], [令和5年度], [令和6年度]"
    )
    return compiled(f"#table(columns: {_WIDTHS}, {heads},\n" + ",\n".join(groups) + ")")


def vertical_labels() -> bytes:
    """The goal written downwards, one character under the other, in a narrow merged cell."""
    groups = []
    for goal, found in groupby(RECORDS, key=lambda record: record[0]):
        rows = list(found)
        label = "[" + " \\ ".join(goal) + "]"
        groups.append(
            f"table.cell(rowspan: {len(rows)}, align: horizon){label},\n"
            + _cells([row[1:] for row in rows])
        )
    return compiled(
        f"#table(columns: (18pt, 1fr, auto, auto, auto, auto, auto, auto), {_heads(ALL)},\n"
        + ",\n".join(groups)
        + ")"
    )


def thin_boxes() -> bytes:
    """Borders as office programs export them: filled boxes half a point thick."""
    widths = [150, 40, 50, 60, 60, 60, 60]
    height = 26
    rows = [[HEADS[column] for column in WITHOUT_GOAL], *_picked(WITHOUT_GOAL)]
    lefts = [sum(widths[:index]) for index in range(len(widths) + 1)]
    drawn = []
    for index in range(len(rows) + 1):
        line = f"rect(width: {lefts[-1]}pt, height: 0.5pt, fill: black)"
        drawn.append(f"#place(dx: 0pt, dy: {index * height}pt, {line})")
    for left in lefts:
        line = f"rect(width: 0.5pt, height: {len(rows) * height}pt, fill: black)"
        drawn.append(f"#place(dx: {left}pt, dy: 0pt, {line})")
    for down, row in enumerate(rows):
        for across, cell in enumerate(row):
            body = f"box(width: {widths[across] - 6}pt){_text(cell)}"
            drawn.append(f"#place(dx: {lefts[across] + 3}pt, dy: {down * height + 3}pt, {body})")
    return compiled("\n".join(drawn))


def open_sides() -> bytes:
    """No lines at the left and right edges, double line under the heads."""
    stroke = "(x, y) => (left: if x > 0 { 0.5pt }, top: 0.5pt, bottom: 0.5pt)"
    return compiled(
        f"#table(columns: {_WIDTHS}, stroke: {stroke}, {_heads(ALL)},\n{_cells(_picked(ALL))})"
    )


def dashed() -> bytes:
    stroke = '(dash: "dashed", thickness: 0.5pt)'
    return compiled(
        f"#table(columns: {_WIDTHS}, stroke: {stroke}, {_heads(ALL)},\n{_cells(_picked(ALL))})"
    )


def borderless() -> bytes:
    """No lines at all; long names wrap, values stand in the middle of their row."""
    return compiled(
        f"= 数値目標の一覧\n{_PROSE}\n\n#table(columns: {_WIDTHS_WITHOUT_GOAL}, stroke: none, "
        f"align: horizon, column-gutter: 8pt, {_heads(WITHOUT_GOAL)},\n"
        f"{_cells(_picked(WITHOUT_GOAL))})\n\n{_PROSE}"
    )


def borderless_top() -> bytes:
    """No lines; every cell starts at the top of its row."""
    return compiled(
        f"#table(columns: {_WIDTHS_WITHOUT_GOAL}, stroke: none, align: top, row-gutter: 2pt, "
        f"column-gutter: 8pt, {_heads(WITHOUT_GOAL)},\n{_cells(_picked(WITHOUT_GOAL))})"
    )


def rules_between_rows() -> bytes:
    """Lines between rows only."""
    return compiled(
        f"#table(columns: {_WIDTHS_WITHOUT_GOAL}, stroke: (x, y) => (top: 0.5pt, bottom: 0.5pt), "
        f"column-gutter: 0pt, inset: 5pt, align: horizon, {_heads(WITHOUT_GOAL)},\n"
        f"{_cells(_picked(WITHOUT_GOAL))})"
    )


def three_rules() -> bytes:
    """A line above, one under the heads, one below: the style of journals."""
    return compiled(
        f"#table(columns: {_WIDTHS_WITHOUT_GOAL}, column-gutter: 6pt, "
        "stroke: (x, y) => if y == 0 { (top: 1pt, bottom: 0.5pt) } "
        f"else if y == {len(RECORDS)} {{ (bottom: 1pt) }}, {_heads(WITHOUT_GOAL)},\n"
        f"{_cells(_picked(WITHOUT_GOAL))})"
    )


def shaded() -> bytes:
    """Coloured heads and every second row; no lines."""
    fill = '(x, y) => if y == 0 { rgb("#335577") } else if calc.even(y) { rgb("#eeeeee") }'
    return compiled(
        f"#table(columns: {_WIDTHS_WITHOUT_GOAL}, stroke: none, fill: {fill}, "
        f"column-gutter: 8pt, {_heads(WITHOUT_GOAL)},\n{_cells(_picked(WITHOUT_GOAL))})"
    )


def over_pages(*, repeats: bool) -> bytes:
    """A table over several small pages, with running heads and page numbers."""
    heads = ", ".join(_text(HEADS[column]) for column in ALL)
    header = f"table.header(repeat: {'true' if repeats else 'false'}, {heads})"
    page = (
        "width: 210mm, height: 62mm, margin: 15mm, "
        "header: align(right)[第2章 計画], footer: context align(center)[#counter(page).display()]"
    )
    return compiled(f"#table(columns: {_WIDTHS}, {header},\n{_cells(_picked(ALL))})", page=page)


def two_columns() -> bytes:
    """A page of two columns of prose; the table stands in the second."""
    rows = [[record[column] for column in (1, 2, 6)] for record in RECORDS]
    prose = "\n\n".join(f"{number} {_PROSE}" for number in range(1, 9))
    return compiled(
        f"#columns(2, gutter: 24pt)[\n= 現状と課題\n{prose}\n#colbreak()\n= 数値目標\n{_PROSE}\n"
        "#table(columns: (1fr, auto, auto), [指標名], [単位], [目標値],\n"
        f"{_cells(rows)})\n\n{_PROSE}]"
    )


def sideways() -> bytes:
    """A wide table printed sideways on an upright page."""
    return compiled(
        f"#rotate(-90deg, reflow: true)[#box(width: 250mm)[#table(columns: {_WIDTHS}, "
        f"{_heads(ALL)},\n{_cells(_picked(ALL))})]]"
    )


def turned(quarters: int) -> bytes:
    """The ruled page, turned by the viewer's rotation."""
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(BytesIO(ruled())).pages:
        page.rotate(90 * quarters)
        writer.add_page(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def framed() -> bytes:
    """The table inside a box with a title, beside a second box: the form of a sheet."""
    table = (
        f"#table(columns: {_WIDTHS_WITHOUT_GOAL}, {_heads(WITHOUT_GOAL)},\n"
        f"{_cells(_picked(WITHOUT_GOAL))})"
    )
    return compiled(
        f"#rect(width: 100%, inset: 8pt)[*評価シート* \\ {_PROSE}\n{table}]\n"
        "#rect(width: 60%)[所見]"
    )


Layout = tuple[Callable[[], bytes], tuple[int, ...]]
LAYOUTS: dict[str, Layout] = {
    "ruled": (ruled, ALL),
    "merged": (merged, ALL),
    "vertical-labels": (vertical_labels, ALL),
    "thin-boxes": (thin_boxes, WITHOUT_GOAL),
    "open-sides": (open_sides, ALL),
    "dashed": (dashed, ALL),
    "borderless": (borderless, WITHOUT_GOAL),
    "borderless-top": (borderless_top, WITHOUT_GOAL),
    "rules-between-rows": (rules_between_rows, WITHOUT_GOAL),
    "three-rules": (three_rules, WITHOUT_GOAL),
    "shaded": (shaded, WITHOUT_GOAL),
    "over-pages": (lambda: over_pages(repeats=False), ALL),
    "over-pages-heads-again": (lambda: over_pages(repeats=True), ALL),
    "two-columns": (two_columns, (1, 2, 6)),
    "sideways": (sideways, ALL),
    "turned-1": (lambda: turned(1), ALL),
    "turned-2": (lambda: turned(2), ALL),
    "turned-3": (lambda: turned(3), ALL),
    "framed": (framed, WITHOUT_GOAL),
}


@cache
def content(name: str) -> bytes:
    """The bytes of a layout, made once."""
    return LAYOUTS[name][0]()
