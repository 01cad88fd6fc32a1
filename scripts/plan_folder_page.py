"""Writes docs/plan-folder.md from the tables themselves: ``python -m scripts.plan_folder_page``.

What comes before the tables stands in ``plan_folder_page.md`` beside this file.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from hoshin.domain.periods import Period
from hoshin.exchange.package import TableTitle, table_titles, title_of
from hoshin.exchange.tables import REQUIRED_TABLES, Column, Table, codes, tables

PAGE = Path(__file__).resolve().parents[1] / "docs" / "plan-folder.md"

_KINDS = {
    str: "文字 text",
    int: "整数 whole number",
    bool: "真偽 `true` / `false`",
    Decimal: "数 number",
    date: "日付 date",
    Period: "期間 period",
}

_MADE_BY = (
    "<!-- このページは python -m scripts.plan_folder_page が作ります。直接書き換えないでください。 "
    "This page is written by python -m scripts.plan_folder_page; do not edit it. -->"
)
_NEEDED = "◎ の表はどのフォルダにも要ります。 Every folder needs the tables marked ◎."


def page() -> str:
    """The page's text: how cells are written, then every table with its columns."""
    head = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    parts = [_MADE_BY, "", head, _contents()]
    parts += [_section(table, table_titles()[table.name]) for table in tables()]
    return "\n".join(parts)


def _contents() -> str:
    lines = ["## 表 / Tables", "", _NEEDED, ""]
    lines += ["| | 表 Table | | |", "|---|---|---|---|"]
    for table in tables():
        title = table_titles()[table.name]
        mark = "◎" if table.name in REQUIRED_TABLES else ""
        link = f"[`{table.name}`](#{table.name})"
        lines.append(f"| {mark} | {link} | {title.title_ja} | {title.title_en} |")
    return "\n".join(lines) + "\n"


def _section(table: Table, title: TableTitle) -> str:
    lines = [
        f'<a id="{table.name}"></a>',
        "",
        f"### {table.file_name} {title.title_ja} / {title.title_en}",
        "",
        title.description_ja,
        "",
        title.description_en,
        "",
        "| 列 Column | 必須 | 型 Type | 日本語 | English |",
        "|---|---|---|---|---|",
    ]
    for column in table.columns:
        ja, en = title_of(table, column)
        needed = "◎" if column.required else ""
        lines.append(f"| `{column.name}` | {needed} | {_kind(column)} | {ja} | {en} |")
    return "\n".join(lines) + "\n"


def _kind(column: Column) -> str:
    if column.references:
        kind = f"ID → [{column.references}](#{column.references})"
    elif choices := codes(column.kind):
        kind = " ".join(f"`{one.value}`" for one in choices)
    else:
        kind = _KINDS[column.kind]
    return f"一覧 list: {kind}" if column.is_list else kind


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE}")


if __name__ == "__main__":
    main()
