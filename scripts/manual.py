"""Writes docs/manual from what the tests and the engine hold: ``python -m scripts.manual``.

The chapter on judgement is printed from the drawn examples of the specification, and each
explanation in it is the engine's own sentence; the page of grades from the presets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from hoshin.domain.ratings import RatedBasis, RatedFigure, RatingGrade
from hoshin.engine.achievement import Achievement
from hoshin.engine.explain import explain
from hoshin.engine.presets import PRESETS, Preset
from hoshin.engine.rating_words import bounds_words
from tests.spec.drawn import ENGLISH, Example, Section
from tests.spec.test_how_a_figure_is_judged import SECTIONS

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "manual"
MADE_BY = (
    "<!-- このページは python -m scripts.manual が作ります。直接書き換えないでください。 "
    "This page is written by python -m scripts.manual; do not edit it. -->"
)
HEADS = {
    "指標": "Indicator",
    "単位": "Unit",
    "向き": "Direction",
    "方法": "Method",
    "当初値": "Baseline",
    "年次目標": "Milestones",
    "実績": "Actuals",
    "目標": "Goal",
    "小数": "Decimals",
    "再掲元": "Repeats row",
    "公表": "Published",
    "記録": "On record",
    "達成度": "Rate (%)",
    "理由": "Why there is none",
    "達成": "Met?",
    "位置": "Standing",
    "公表と": "With the published figure",
    "年平均": "Change a year so far",
    "必要な年平均": "Change a year needed",
}
CELLS = {
    "増やす": "increase",
    "減らす": "decrease",
    "保つ": "maintain",
    "範囲に保つ": "stay within",
    "宣言なし": "undeclared",
    "進捗率": "progress",
    "達成率": "attainment",
    "逆比": "inverse attainment",
    "折返し": "reflected attainment",
    "按分・進捗率": "prorated progress",
    "按分・達成率": "prorated attainment",
    "年次目標と比較": "against the milestone",
    "達成か否か": "met or not",
    "定性": "in words",
    "点数": "points",
    "工程": "schedule",
    "執行率": "spent",
    "実績なし": "no actual",
    "当初値なし": "no baseline",
    "現状維持": "keep level",
    "割る数が0": "divisor is zero",
    "言葉": "in words",
    "達成か否かのみ": "met or not only",
    "単位が違う": "units differ",
    "年次目標なし": "no milestone",
    "経過なし": "no elapsed share",
    "保留": "withheld",
    "達成": "met",
    "未達成": "not met",
    "言えない": "cannot be said",
    "到達": "reached",
    "前進": "moving closer",
    "横ばい": "unchanged",
    "未達": "short",
    "後退": "moving away",
    "判定なし": "not judged",
    "一致": "agrees",
    "相違": "differs",
    "比べない": "not compared",
    "目標を保留": "target withheld",
    "実績を保留": "actual withheld",
    "順調": "on track",
}
WORDS_IN_CELLS = {
    "以上": "at least",
    "以下": "at most",
    "ちょうど": "exactly",
    "推計": "estimated",
    "概算": "provisional",
    "改定": "revised",
    "確定": "final",
    "調査未実施": "not surveyed",
    "未公表": "not yet published",
    "設定なし": "not set",
    "事業終了": "ended",
    "秘匿": "suppressed",
    "印刷なし": "not printed",
    "表の外": "not in this table",
    **ENGLISH,
}
_TOKENS = (
    (re.compile(r"欄(\S+?)(?=[ )])"), r"欄\1 column \1"),
    (re.compile(r"版([0-9]+)"), r"版\1 revision \1"),
    (re.compile(r"判明([0-9-]+)"), r"判明\1 known \1"),
    (re.compile(r"単位(\S+?)(?=[ )])"), r"単位\1 in \1"),
)
_WORD = re.compile("|".join(sorted(WORDS_IN_CELLS, key=len, reverse=True)))


def chapter(sections: Iterable[Section] = SECTIONS) -> str:
    """How a figure is judged: every rule with its drawn example and the engine's sentences."""
    lines = [
        MADE_BY,
        "",
        "# 達成度はどう計算するか / How a figure is judged",
        "",
        "この章の例はすべて架空の市のもので、そのままプログラムの試験でもあります。例と計算が"
        "食い違えば試験が通らないため、ここに書かれたことは必ず今の計算と一致します。"
        "「－」は値がないことを表します。",
        "",
        "Every example in this chapter is invented, and is at the same time a test of the program: "
        "what is written here is what is calculated. － means that there is none.",
    ]
    for number, section in enumerate(sections, start=1):
        lines += ["", f"## {number}. {section.title} / {section.title_en}"]
        for example in section.examples:
            lines += ["", *_example(example)]
    return "\n".join(lines) + "\n"


def _example(example: Example) -> list[str]:
    rows = example.rows()
    heads = list(rows[0])
    lines = [
        f"### {example.title} / {example.title_en}",
        "",
        example.ja,
        "",
        example.en,
        "",
        _row(f"{head}<br>{HEADS[head]}" for head in heads),
        _row("---" for _ in heads),
    ]
    lines += [_row(_cell(head, row[head]) for head in heads) for row in rows]
    if example.as_of.year != 2030:
        day = example.as_of
        lines += [
            "",
            f"判定の日：{day.year}年{day.month}月{day.day}日 / Judged as of {day.isoformat()}",
        ]
    lines += ["", "<details><summary>説明の文 / The explanations</summary>", ""]
    for judged in example.judged():
        lines += _explanation(judged)
    return [*lines, "", "</details>"]


def _explanation(judged: Achievement) -> list[str]:
    said = explain(judged)
    name = judged.indicator
    return [f"- **{name.name}** — {said.ja}", f"  <br>**{name.name_en}** — {said.en}"]


def _cell(head: str, text: str) -> str:
    if head in ("指標", "単位"):
        return text
    if text in CELLS:
        return f"{text} {CELLS[text]}"
    said = _WORD.sub(lambda found: f"{found[0]} {WORDS_IN_CELLS[found[0]]}", text)
    for pattern, replacement in _TOKENS:
        said = pattern.sub(replacement, said)
    return said


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def grades(presets: Iterable[Preset] = tuple(PRESETS.values())) -> str:
    """Grades of cities: every preset with its bounds, its source and what it leaves out."""
    lines = [
        MADE_BY,
        "",
        "# 評価区分の見本 / Ready-made grades",
        "",
        "計画の `rating_scheme` に下の名前を書くと、その区分で評価します。自分の市の区分は "
        "`ratings.csv` に書きます。同じ名前の区分を書けば、見本の代わりに使われます。",
        "",
        "Write one of these names into a plan's `rating_scheme` to use its grades. A city's own "
        "grades go into `ratings.csv`; a scheme of the same name replaces the ready-made one.",
    ]
    for preset in presets:
        first = preset.grades[0]
        ja, en = first.note.split("。 ", 1) if "。 " in first.note else (first.note, "")
        lines += [
            "",
            f"## {preset.name_ja} / {preset.name_en}",
            "",
            f"`{preset.scheme}` — {first.valid_from}",
            "",
            f"{ja}。" if en else ja,
            "",
            en,
            "",
            "| 区分 Grade | 内容 | Meaning | 範囲 Bounds | 述べられた事実 Stated fact |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [
            _row(
                (
                    row.grade,
                    row.label or row.grade,
                    row.label_en,
                    _bounds(row),
                    " ".join(f"`{fact}`" for fact in row.requires) or "－",
                )
            )
            for row in preset.grades
        ]
        if first.excludes:
            listed = " ".join(f"`{one}`" for one in first.excludes)
            lines += ["", f"対象外 / Left out: {listed}"]
    return "\n".join(lines) + "\n"


def _bounds(row: RatingGrade) -> str:
    ja, en = bounds_words(row)
    if not ja:
        return "－"
    changes = row.basis is RatedBasis.CHANGE
    what_ja, what_en = ("当初値からの変化 ", "change since the baseline ") if changes else ("", "")
    rounded = row.compared is RatedFigure.PRINTED
    how_ja, how_en = ("四捨五入後", "rounded") if rounded else ("端数のまま", "exact")
    return f"{what_ja}{ja}（{how_ja}）<br>{what_en}{en} ({how_en})"


PAGES = {"how-a-figure-is-judged.md": chapter, "grades.md": grades}


def main() -> int:
    """Write every page that the program makes itself."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        print(f"Wrote docs/manual/{name}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
