"""Grades that Japanese cities print, ready to be named in a plan's ``rating_scheme``.

Thresholds are those of the cited document. Where it prints a word and no threshold, the grade
asks for a stated fact (``requires``), so it is given only where the city itself has said so.
A scheme of the same name in a city's own ratings table replaces the preset whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hoshin.domain.city import City
from hoshin.domain.ratings import GradeOrder, RatedBasis, RatedFigure, RatingGrade


@dataclass(frozen=True, slots=True)
class Preset:
    """A scheme of grades with the name of the city and document that prints it."""

    scheme: str
    name_ja: str
    name_en: str
    grades: tuple[RatingGrade, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scheme:
    """What the grades of one scheme have in common."""

    scheme: str
    name_ja: str
    name_en: str
    valid_from: str
    note: str
    order: GradeOrder = GradeOrder.BEST_FIRST
    basis: RatedBasis = RatedBasis.ACHIEVEMENT
    compared: RatedFigure = RatedFigure.EXACT
    excludes: tuple[str, ...] = ()

    def grade(
        self,
        rank: int,
        name: str,
        grade: str,
        label: str,
        label_en: str,
        interval: str = "",
        *,
        requires: tuple[str, ...] = (),
        basis: RatedBasis | None = None,
    ) -> RatingGrade:
        """One grade; its interval is written [100, 120): with 100, without 120, empty is open."""
        low, _, high = interval[1:-1].partition(",")
        return RatingGrade(
            id=f"{self.scheme}.{name}",
            scheme=self.scheme,
            rank=rank,
            grade=grade,
            label=label,
            label_en=label_en,
            order=self.order,
            basis=basis or self.basis,
            compared=self.compared,
            minimum=Decimal(low) if low else None,
            minimum_inclusive=not interval.startswith("("),
            maximum=Decimal(high.strip()) if high.strip() else None,
            maximum_inclusive=interval.endswith("]"),
            requires=requires,
            excludes=self.excludes,
            valid_from=self.valid_from,
            note=self.note,
        )

    def preset(self, *grades: RatingGrade) -> Preset:
        """The finished scheme."""
        return Preset(self.scheme, self.name_ja, self.name_en, grades)

    def words(self, *words: tuple[str, str, str]) -> Preset:
        """A scheme of words without thresholds: grade, English label and the fact it asks for."""
        return self.preset(
            *(
                self.grade(rank, fact.replace("_", "-"), grade, "", label, requires=(fact,))
                for rank, (grade, label, fact) in enumerate(words, start=1)
            )
        )


def _kitakyushu_strategy() -> Preset:
    s = _Scheme(
        scheme="kitakyushu-strategy-h29",
        name_ja="北九州市 総合戦略（平成29年度末）",
        name_en="Kitakyushu City, strategy (end of FY2017)",
        valid_from="平成29年度末",
        compared=RatedFigure.PRINTED,
        excludes=("no_numeric_goal", "restated", "ended", "not_surveyed", "not_yet_published"),
        note="出典：北九州市 まち・ひと・しごと創生総合戦略 KPI達成状況（平成29年度末時点）。"
        "印刷は100～119、70～99、69以下で、整数に四捨五入した達成度を前提とします。 "
        "Printed as 100-119, 70-99 and 69 or less: whole, rounded percentages are presumed.",
    )
    return s.preset(
        s.grade(1, "a", "A", "120％以上", "At least 120%", "[120,)"),
        s.grade(2, "b", "B", "100～119％", "100 to 119%", "[100, 120)"),
        s.grade(3, "c", "C", "70～99％", "70 to 99%", "[70, 100)"),
        s.grade(4, "d", "D", "69％以下", "At most 69%", "(, 70)"),
    )


def _kitsuki() -> Preset:
    s = _Scheme(
        scheme="kitsuki-strategy-2",
        name_ja="杵築市 第2期総合戦略（期末）",
        name_en="Kitsuki City, second strategy (final evaluation)",
        valid_from="第2期総合戦略 期末評価（令和7年6月公表）",
        note="出典：杵築市 第2期まち・ひと・しごと創生総合戦略 期末評価。四捨五入の有無、"
        "ちょうど100％の扱い、Cの閾値は印刷されていません。ここでは端数のまま比べ、Aは100％超とし、"
        "CとDは市が述べたときだけ付けます。 Whether figures are rounded, where exactly 100% "
        "belongs and a threshold for C are not printed: exact figures are compared, A is above "
        "100%, and C and D are given only where the city states them.",
    )
    return s.preset(
        s.grade(1, "a", "A", "目標を上回る", "Above the goal", "(100,)"),
        s.grade(
            2,
            "b",
            "B",
            "80％以上で課題を整理済み",
            "At least 80%, issues addressed",
            "[80,)",
            requires=("issues_addressed",),
        ),
        s.grade(3, "c", "C", "改善が必要", "Needs improvement", requires=("improvement_needed",)),
        s.grade(
            4,
            "d",
            "D",
            "外的要因により着手を見合わせ",
            "On hold for outside causes",
            requires=("external_factors",),
        ),
    )


def _nagayo() -> Preset:
    s = _Scheme(
        scheme="nagayo-plan-9",
        name_ja="長与町 第9次総合計画",
        name_en="Nagayo Town, ninth comprehensive plan",
        valid_from="平成30年度実績",
        basis=RatedBasis.CHANGE,
        note="出典：長与町 第9次総合計画 数値目標評価。「△10％以内」が何に対する割合かは"
        "印刷されていません。ここでは基準値に対する割合と読みます。 What the 10% is a share of is "
        "not printed; it is read here as a share of the baseline.",
    )
    achievement = RatedBasis.ACHIEVEMENT
    return s.preset(
        s.grade(1, "s", "S", "目標値を超える", "Above the goal", "(100,)", basis=achievement),
        s.grade(2, "a", "A", "基準値を超える", "Above the baseline", "(0,)"),
        s.grade(
            3,
            "b",
            "B",
            "基準値と同水準（△10％以内）",
            "As the baseline (at most 10% worse)",
            "[-10, 0]",
        ),
        s.grade(4, "c", "C", "基準値より下落", "Below the baseline", "(, -10)"),
        s.grade(5, "unknown", "－", "評価できない", "Cannot be rated"),
    )


def _tagawa() -> Preset:
    s = _Scheme(
        scheme="tagawa-plan-5",
        name_ja="田川市 第5次総合計画",
        name_en="Tagawa City, fifth comprehensive plan",
        valid_from="第5次総合計画 後期基本計画",
        basis=RatedBasis.CHANGE,
        note="出典：田川市 第5次総合計画 後期基本計画の進捗状況。AとBの境の閾値は印刷されて"
        "いないため、市が述べたほうを付けます。 No threshold between A and B is printed; the one "
        "that the city states is given.",
    )
    on, behind = ("on_schedule",), ("behind_schedule",)
    return s.preset(
        s.grade(1, "a", "A", "順調に伸びている", "Rising on schedule", "(0,)", requires=on),
        s.grade(
            2,
            "b",
            "B",
            "遅れはあるが伸びている",
            "Rising, behind schedule",
            "(0,)",
            requires=behind,
        ),
        s.grade(3, "c", "C", "伸びていない、または悪化", "Flat or worse", "(, 0]"),
        s.grade(
            4, "none", "判定なし", "値を確認できない", "Value not known", requires=("no_actual",)
        ),
    )


def _ino() -> Preset:
    s = _Scheme(
        scheme="ino-strategy-h29",
        name_ja="いの町 総合戦略（平成29年度分）",
        name_en="Ino Town, strategy (FY2017)",
        valid_from="平成29年度分",
        order=GradeOrder.WORST_FIRST,
        note="出典：いの町 まち・ひと・しごと創生総合戦略 効果検証（平成29年度分）。"
        "「目標値以上」と「同等」の境は印刷されていません。ここでは、ちょうど100％を○とします。"
        "進捗なしは町が述べたときだけ付けます。 Where 'at least' ends and 'equal' begins is not "
        "printed: exactly 100% is ○ here. 'No progress' is given only where the town states it.",
    )
    stopped = ("no_progress",)
    return s.preset(
        s.grade(0, "no-goal", "評価なし", "目標値の設定なし", "No goal set", requires=("no_goal",)),
        s.grade(1, "ended", "×", "事業終了", "Ended", requires=("ended",)),
        s.grade(1, "no-progress", "×", "進捗なし", "No progress", requires=stopped),
        s.grade(2, "below", "△", "目標値未達成", "Goal not reached", "(, 100)"),
        s.grade(3, "equal", "○", "目標値と同等", "Equal to the goal", "[100, 100]"),
        s.grade(4, "above", "◎", "目標値以上", "Above the goal", "(100,)"),
    )


def _fuji() -> Preset:
    s = _Scheme(
        scheme="fuji-plan-5",
        name_ja="富士市 第五次総合計画",
        name_en="Fuji City, fifth comprehensive plan",
        valid_from="第五次総合計画 前期基本計画（平成27年度末）",
        order=GradeOrder.WORST_FIRST,
        note="出典：富士市 第五次総合計画 前期基本計画の達成状況。「20％未満」は「50％未満」の"
        "内側にあり、狭いほうを先に見ます。四捨五入の有無は印刷されていないため、"
        "端数のまま比べます。 'Below 20%' lies inside 'below 50%': the narrower is tried first. "
        "Whether figures are rounded is not printed; exact figures are compared.",
    )
    no_figure_ja, no_figure_en = "更新数値なし、事業終了など", "No new figure, ended, or the like"
    return s.preset(
        s.grade(0, "other", "その他", no_figure_ja, no_figure_en),
        s.grade(1, "below-20", "20％未満", "", "Below 20%", "(, 20)"),
        s.grade(2, "below-50", "50％未満", "", "Below 50%", "(, 50)"),
        s.grade(3, "from-50", "50％以上80％未満", "", "50% to below 80%", "[50, 80)"),
        s.grade(4, "from-80", "80％以上", "", "At least 80%", "[80,)"),
    )


_NO_THRESHOLDS = (
    "原典に閾値の印刷がないため、市が述べた評価だけを付けます。 "
    "No threshold is printed, so a grade is given only where the city states it."
)


def _sammu() -> Preset:
    return _Scheme(
        scheme="sammu-plan-2",
        name_ja="山武市 第2次総合計画",
        name_en="Sammu City, second comprehensive plan",
        valid_from="第2次総合計画（平成31年3月策定）",
        note=f"出典：山武市 まちづくり報告書。{_NO_THRESHOLDS}",
    ).words(
        ("達成", "Achieved", "achieved"),
        ("高", "High", "high"),
        ("中", "Middle (unchanged)", "middle"),
        ("低", "Low", "low"),
    )


def _kofu() -> Preset:
    return _Scheme(
        scheme="kofu-evaluation",
        name_ja="甲府市 行政評価",
        name_en="Kofu City, administrative evaluation",
        valid_from="時期の印刷は確認できていません",
        note=f"出典：甲府市 行政評価の公開データ。{_NO_THRESHOLDS}",
    ).words(
        *((letter, letter, f"stated_{letter.lower()}") for letter in "ABCDEF"),
        ("完了", "Completed", "completed"),
        ("－", "Not rated", "not_rated"),
    )


def _kitakyushu_words() -> Preset:
    return _Scheme(
        scheme="kitakyushu-progress",
        name_ja="北九州市 進捗区分",
        name_en="Kitakyushu City, progress in words",
        valid_from="時期の印刷は確認できていません",
        note=f"出典：北九州市の公開データ。{_NO_THRESHOLDS}",
    ).words(
        ("順調", "On track", "on_track"),
        ("概ね順調", "Mostly on track", "mostly_on_track"),
        ("やや遅れ", "Somewhat behind", "somewhat_behind"),
        ("遅れ", "Behind", "behind"),
    )


PRESETS: Mapping[str, Preset] = {
    one.scheme: one
    for one in (
        _kitakyushu_strategy(),
        _kitsuki(),
        _nagayo(),
        _tagawa(),
        _ino(),
        _fuji(),
        _sammu(),
        _kofu(),
        _kitakyushu_words(),
    )
}


def grades_of(city: City, scheme: str) -> tuple[RatingGrade, ...]:
    """The grades of a scheme by rank: the city's own rows, else the preset; empty for neither."""
    own = [row for row in city.ratings if row.scheme == scheme]
    if not own and scheme in PRESETS:
        own = list(PRESETS[scheme].grades)
    return tuple(sorted(own, key=lambda row: row.rank))
