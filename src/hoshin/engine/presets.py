"""Grades that Japanese cities print, ready to be named in a plan's ``rating_scheme``.

Thresholds are those of the cited document. Where it prints a word and no threshold, the grade
asks for a stated fact (``requires``), so it is given only where the city itself has said so.
A scheme of the same name in a city's own ratings table replaces the preset whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from hoshin.domain.city import City
from hoshin.domain.ratings import GradeOrder, RatedBasis, RatedFigure, RatingGrade


@dataclass(frozen=True, slots=True)
class Preset:
    """A scheme of grades with the name of the city and document that prints it."""

    scheme: str
    name_ja: str
    name_en: str
    grades: tuple[RatingGrade, ...]


_NO_THRESHOLDS = (
    "原典に閾値の印刷がないため、市が述べた評価だけを付けます。 "
    "No threshold is printed, so a grade is given only where the city states it."
)
_LEFT_OUT_KITAKYUSHU = (
    "no_numeric_goal",
    "restated",
    "ended",
    "not_surveyed",
    "not_yet_published",
)


def _kitakyushu_strategy() -> Preset:
    scheme = "kitakyushu-strategy-h29"
    grade = partial(
        RatingGrade,
        scheme=scheme,
        compared=RatedFigure.PRINTED,
        excludes=_LEFT_OUT_KITAKYUSHU,
        valid_from="平成29年度末",
        note="出典：北九州市 まち・ひと・しごと創生総合戦略 KPI達成状況（平成29年度末時点）。"
        "印刷は100～119、70～99、69以下で、整数に四捨五入した達成度を前提とします。 "
        "Printed as 100-119, 70-99 and 69 or less: whole, rounded percentages are presumed.",
    )
    return Preset(
        scheme,
        "北九州市 総合戦略（平成29年度末）",
        "Kitakyushu City, strategy (end of FY2017)",
        (
            grade(
                id=f"{scheme}.a",
                rank=1,
                grade="A",
                label="120％以上",
                label_en="At least 120%",
                minimum=Decimal(120),
            ),
            grade(
                id=f"{scheme}.b",
                rank=2,
                grade="B",
                label="100～119％",
                label_en="100 to 119%",
                minimum=Decimal(100),
                maximum=Decimal(120),
            ),
            grade(
                id=f"{scheme}.c",
                rank=3,
                grade="C",
                label="70～99％",
                label_en="70 to 99%",
                minimum=Decimal(70),
                maximum=Decimal(100),
            ),
            grade(
                id=f"{scheme}.d",
                rank=4,
                grade="D",
                label="69％以下",
                label_en="At most 69%",
                maximum=Decimal(70),
            ),
        ),
    )


def _kitsuki() -> Preset:
    scheme = "kitsuki-strategy-2"
    grade = partial(
        RatingGrade,
        scheme=scheme,
        compared=RatedFigure.EXACT,
        valid_from="第2期総合戦略 期末評価（令和7年6月公表）",
        note="出典：杵築市 第2期まち・ひと・しごと創生総合戦略 期末評価。四捨五入の有無、"
        "ちょうど100％の扱い、Cの閾値は印刷されていません。ここでは端数のまま比べ、Aは100％超とし、"
        "CとDは市が述べたときだけ付けます。 Whether figures are rounded, where exactly 100% "
        "belongs and a threshold for C are not printed: exact figures are compared, A is above "
        "100%, and C and D are given only where the city states them.",
    )
    return Preset(
        scheme,
        "杵築市 第2期総合戦略（期末）",
        "Kitsuki City, second strategy (final evaluation)",
        (
            grade(
                id=f"{scheme}.a",
                rank=1,
                grade="A",
                label="目標を上回る",
                label_en="Above the goal",
                minimum=Decimal(100),
                minimum_inclusive=False,
            ),
            grade(
                id=f"{scheme}.b",
                rank=2,
                grade="B",
                label="80％以上で課題を整理済み",
                label_en="At least 80%, issues addressed",
                minimum=Decimal(80),
                requires=("issues_addressed",),
            ),
            grade(
                id=f"{scheme}.c",
                rank=3,
                grade="C",
                label="改善が必要",
                label_en="Needs improvement",
                requires=("improvement_needed",),
            ),
            grade(
                id=f"{scheme}.d",
                rank=4,
                grade="D",
                label="外的要因により着手を見合わせ",
                label_en="On hold for outside causes",
                requires=("external_factors",),
            ),
        ),
    )


def _nagayo() -> Preset:
    scheme = "nagayo-plan-9"
    grade = partial(
        RatingGrade,
        scheme=scheme,
        basis=RatedBasis.CHANGE,
        compared=RatedFigure.EXACT,
        valid_from="平成30年度実績",
        note="出典：長与町 第9次総合計画 数値目標評価。「△10％以内」が何に対する割合かは"
        "印刷されていません。ここでは基準値に対する割合と読みます。 What the 10% is a share of is "
        "not printed; it is read here as a share of the baseline.",
    )
    return Preset(
        scheme,
        "長与町 第9次総合計画",
        "Nagayo Town, ninth comprehensive plan",
        (
            grade(
                id=f"{scheme}.s",
                rank=1,
                grade="S",
                label="目標値を超える",
                label_en="Above the goal",
                basis=RatedBasis.ACHIEVEMENT,
                minimum=Decimal(100),
                minimum_inclusive=False,
            ),
            grade(
                id=f"{scheme}.a",
                rank=2,
                grade="A",
                label="基準値を超える",
                label_en="Above the baseline",
                minimum=Decimal(0),
                minimum_inclusive=False,
            ),
            grade(
                id=f"{scheme}.b",
                rank=3,
                grade="B",
                label="基準値と同水準（△10％以内）",
                label_en="As the baseline (at most 10% worse)",
                minimum=Decimal(-10),
                maximum=Decimal(0),
                maximum_inclusive=True,
            ),
            grade(
                id=f"{scheme}.c",
                rank=4,
                grade="C",
                label="基準値より下落",
                label_en="Below the baseline",
                maximum=Decimal(-10),
            ),
            grade(
                id=f"{scheme}.unknown",
                rank=5,
                grade="－",
                label="評価できない",
                label_en="Cannot be rated",
            ),
        ),
    )


def _tagawa() -> Preset:
    scheme = "tagawa-plan-5"
    grade = partial(
        RatingGrade,
        scheme=scheme,
        basis=RatedBasis.CHANGE,
        compared=RatedFigure.EXACT,
        valid_from="第5次総合計画 後期基本計画",
        note="出典：田川市 第5次総合計画 後期基本計画の進捗状況。AとBの境の閾値は印刷されて"
        "いないため、市が述べたほうを付けます。 No threshold between A and B is printed; the one "
        "that the city states is given.",
    )
    return Preset(
        scheme,
        "田川市 第5次総合計画",
        "Tagawa City, fifth comprehensive plan",
        (
            grade(
                id=f"{scheme}.a",
                rank=1,
                grade="A",
                label="順調に伸びている",
                label_en="Rising on schedule",
                minimum=Decimal(0),
                minimum_inclusive=False,
                requires=("on_schedule",),
            ),
            grade(
                id=f"{scheme}.b",
                rank=2,
                grade="B",
                label="遅れはあるが伸びている",
                label_en="Rising, behind schedule",
                minimum=Decimal(0),
                minimum_inclusive=False,
                requires=("behind_schedule",),
            ),
            grade(
                id=f"{scheme}.c",
                rank=3,
                grade="C",
                label="伸びていない、または悪化",
                label_en="Flat or worse",
                maximum=Decimal(0),
                maximum_inclusive=True,
            ),
            grade(
                id=f"{scheme}.none",
                rank=4,
                grade="判定なし",
                label="値を確認できない",
                label_en="Value not known",
                requires=("no_actual",),
            ),
        ),
    )


def _ino() -> Preset:
    scheme = "ino-strategy-h29"
    grade = partial(
        RatingGrade,
        scheme=scheme,
        order=GradeOrder.WORST_FIRST,
        compared=RatedFigure.EXACT,
        valid_from="平成29年度分",
        note="出典：いの町 まち・ひと・しごと創生総合戦略 効果検証（平成29年度分）。"
        "「目標値以上」と「同等」の境は印刷されていません。ここでは、ちょうど100％を○とします。"
        "進捗なしは町が述べたときだけ付けます。 Where 'at least' ends and 'equal' begins is not "
        "printed: exactly 100% is ○ here. 'No progress' is given only where the town states it.",
    )
    return Preset(
        scheme,
        "いの町 総合戦略（平成29年度分）",
        "Ino Town, strategy (FY2017)",
        (
            grade(
                id=f"{scheme}.no-goal",
                rank=0,
                grade="評価なし",
                label="目標値の設定なし",
                label_en="No goal set",
                requires=("no_goal",),
            ),
            grade(
                id=f"{scheme}.ended",
                rank=1,
                grade="×",
                label="事業終了",
                label_en="Ended",
                requires=("ended",),
            ),
            grade(
                id=f"{scheme}.no-progress",
                rank=1,
                grade="×",
                label="進捗なし",
                label_en="No progress",
                requires=("no_progress",),
            ),
            grade(
                id=f"{scheme}.below",
                rank=2,
                grade="△",
                label="目標値未達成",
                label_en="Goal not reached",
                maximum=Decimal(100),
            ),
            grade(
                id=f"{scheme}.equal",
                rank=3,
                grade="○",
                label="目標値と同等",
                label_en="Equal to the goal",
                minimum=Decimal(100),
                maximum=Decimal(100),
                maximum_inclusive=True,
            ),
            grade(
                id=f"{scheme}.above",
                rank=4,
                grade="◎",
                label="目標値以上",
                label_en="Above the goal",
                minimum=Decimal(100),
                minimum_inclusive=False,
            ),
        ),
    )


def _fuji() -> Preset:
    scheme = "fuji-plan-5"
    grade = partial(
        RatingGrade,
        scheme=scheme,
        order=GradeOrder.WORST_FIRST,
        compared=RatedFigure.EXACT,
        valid_from="第五次総合計画 前期基本計画（平成27年度末）",
        note="出典：富士市 第五次総合計画 前期基本計画の達成状況。「20％未満」は「50％未満」の"
        "内側にあり、狭いほうを先に見ます。四捨五入の有無は印刷されていないため、"
        "端数のまま比べます。 'Below 20%' lies inside 'below 50%': the narrower is tried first. Whether figures are "
        "rounded is not printed; exact figures are compared.",
    )
    return Preset(
        scheme,
        "富士市 第五次総合計画",
        "Fuji City, fifth comprehensive plan",
        (
            grade(
                id=f"{scheme}.other",
                rank=0,
                grade="その他",
                label="更新数値なし、事業終了など",
                label_en="No new figure, ended, or the like",
            ),
            grade(
                id=f"{scheme}.below-20",
                rank=1,
                grade="20％未満",
                label_en="Below 20%",
                maximum=Decimal(20),
            ),
            grade(
                id=f"{scheme}.below-50",
                rank=2,
                grade="50％未満",
                label_en="Below 50%",
                maximum=Decimal(50),
            ),
            grade(
                id=f"{scheme}.from-50",
                rank=3,
                grade="50％以上80％未満",
                label_en="50% to below 80%",
                minimum=Decimal(50),
                maximum=Decimal(80),
            ),
            grade(
                id=f"{scheme}.from-80",
                rank=4,
                grade="80％以上",
                label_en="At least 80%",
                minimum=Decimal(80),
            ),
        ),
    )


def _stated_only(
    scheme: str,
    name_ja: str,
    name_en: str,
    valid_from: str,
    source: str,
    grades: tuple[tuple[str, str, str], ...],
) -> Preset:
    """A scheme of words: rank by order, each grade given where its own fact is stated."""
    rows = tuple(
        RatingGrade(
            id=f"{scheme}.{fact.replace('_', '-')}",
            scheme=scheme,
            rank=rank,
            grade=word,
            label_en=word_en,
            requires=(fact,),
            valid_from=valid_from,
            note=f"出典：{source}。{_NO_THRESHOLDS}",
        )
        for rank, (word, word_en, fact) in enumerate(grades, start=1)
    )
    return Preset(scheme, name_ja, name_en, rows)


def _all() -> tuple[Preset, ...]:
    return (
        _kitakyushu_strategy(),
        _kitsuki(),
        _nagayo(),
        _tagawa(),
        _ino(),
        _fuji(),
        _stated_only(
            "sammu-plan-2",
            "山武市 第2次総合計画",
            "Sammu City, second comprehensive plan",
            "第2次総合計画（平成31年3月策定）",
            "山武市 まちづくり報告書",
            (
                ("達成", "Achieved", "achieved"),
                ("高", "High", "high"),
                ("中", "Middle (unchanged)", "middle"),
                ("低", "Low", "low"),
            ),
        ),
        _stated_only(
            "kofu-evaluation",
            "甲府市 行政評価",
            "Kofu City, administrative evaluation",
            "時期の印刷は確認できていません",
            "甲府市 行政評価の公開データ",
            (
                *((one, one, one.lower()) for one in "ABCDEF"),
                ("完了", "Completed", "completed"),
                ("－", "Not rated", "not_rated"),
            ),
        ),
        _stated_only(
            "kitakyushu-progress",
            "北九州市 進捗区分",
            "Kitakyushu City, progress in words",
            "時期の印刷は確認できていません",
            "北九州市の公開データ",
            (
                ("順調", "On track", "on_track"),
                ("概ね順調", "Mostly on track", "mostly_on_track"),
                ("やや遅れ", "Somewhat behind", "somewhat_behind"),
                ("遅れ", "Behind", "behind"),
            ),
        ),
    )


PRESETS: Mapping[str, Preset] = {one.scheme: one for one in _all()}


def grades_of(city: City, scheme: str) -> tuple[RatingGrade, ...]:
    """The grades of a scheme by rank: the city's own rows, else the preset; empty for neither."""
    own = [row for row in city.ratings if row.scheme == scheme]
    if not own and scheme in PRESETS:
        own = list(PRESETS[scheme].grades)
    return tuple(sorted(own, key=lambda row: row.rank))
