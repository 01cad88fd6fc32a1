"""Writes docs/forms.md from the places themselves: ``python -m scripts.forms_page``.

What comes before the tables stands in ``forms_page.md`` beside this file.
"""

from __future__ import annotations

from pathlib import Path

from hoshin.reports.places import KINDS, place_words, shapes_of

PAGE = Path(__file__).resolve().parents[1] / "docs" / "forms.md"

_MADE_BY = (
    "<!-- このページは python -m scripts.forms_page が作ります。直接書き換えないでください。 "
    "This page is written by python -m scripts.forms_page; do not edit it. -->"
)
_TITLES = {
    "paper": "はじめから使える名 / From the start",
    "plan": "計画 / A plan",
    "element": "計画の要素（部・施策など） / An element",
    "row": "指標の行 / A row of indicators",
    "value": "値 / A value",
    "year": "年度の欄 / A yearly column",
    "comment": "コメント / A comment",
    "listing": "事業の掲載 / A row of programs",
    "money": "金額 / Money",
    "moneyline": "金額の行 / A line of money",
    "moneycell": "金額の欄 / A yearly column of money",
    "program": "事業 / A program",
    "sheet": "評価シート / An evaluation sheet",
    "box": "評価シートの欄 / A box of an evaluation sheet",
    "costline": "費用の行 / A line of cost",
    "step": "工程 / A step",
    "mark": "工程の印 / A mark of the schedule",
    "total": "公表合計 / A printed total",
    "note": "注記 / A note",
    "grade": "評価区分と状況 / A grade or standing",
}


def page() -> str:
    """The page's text: how a form is made, then every place, kind by kind."""
    head = Path(__file__).with_suffix(".md").read_text(encoding="utf-8")
    parts = [_MADE_BY, "", head.rstrip("\n"), ""]
    codes = {kind: code for code, kind in KINDS.items()}
    for code, kind in KINDS.items():
        parts += [f'<a id="{code}"></a>', "", f"### {_TITLES[code]}", ""]
        parts += ["| 名 | Name | 中身 Holds | |", "|---|---|---|---|"]
        shapes = shapes_of(kind)
        for row in place_words():
            if row.kind != code:
                continue
            shape = shapes[row.field]
            inside = codes.get(shape.kind) if shape.kind is not None else None
            holds = f"[{_TITLES[inside].split(' / ')[0]}](#{inside})" if inside else ""
            if shape.is_list:
                holds = f"一覧 list {holds}".strip()
            meaning = f"{row.meaning_ja} / {row.meaning_en}"
            parts.append(f"| `{row.name_ja}` | `{row.field}` | {meaning} | {holds} |")
        parts.append("")
    return "\n".join(parts)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
