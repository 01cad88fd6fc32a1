"""Why a listing gets its grade, or none, in one Japanese and one English sentence."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hoshin.domain.ratings import RatedBasis, RatedFigure, RatingGrade
from hoshin.engine.achievement import Achievement
from hoshin.engine.explain import Explanation, figure_text, spoken
from hoshin.engine.formulas import NotComputable
from hoshin.engine.ratings import figure_for, left_out, rate

EXCLUSION_WORDS = {
    "restated": ("再掲", "repeated"),
    "ended": ("事業終了", "ended"),
    "not_surveyed": ("調査未実施", "not surveyed"),
    "not_yet_published": ("未公表", "not yet published"),
    "not_set": ("設定なし", "not set"),
    "suppressed": ("秘匿", "suppressed"),
    "not_printed": ("印刷なし", "not printed"),
    "no_numeric_goal": ("数値目標なし", "no numeric goal"),
    "no_goal": ("目標なし", "no goal"),
}
_FIGURES = {
    RatedBasis.ACHIEVEMENT: ("達成度", "achievement"),
    RatedBasis.ELAPSED: ("経過した割合に対する達成度", "achievement against the elapsed share"),
    RatedBasis.CHANGE: ("当初値からの変化", "change since the baseline"),
    RatedBasis.POINTS: ("点数", "score"),
}


def exclusion_words(reason: str) -> tuple[str, str]:
    """The words for what a scheme leaves out; a city's own fact is said as it is written."""
    return EXCLUSION_WORDS.get(reason, (reason, reason))


def bounds_words(grade: RatingGrade) -> tuple[str, str]:
    """A grade's bounds: 80％以上100％未満, at least 80% and below 100%; empty without bounds."""
    ja, en = [], []
    unit_ja, unit_en = ("点", " points") if grade.basis is RatedBasis.POINTS else ("％", "%")

    def say(bound: Decimal, word_ja: str, word_en: str) -> None:
        ja.append(f"{figure_text(bound)}{unit_ja}{word_ja}")
        en.append(f"{word_en} {figure_text(bound)}{unit_en}")

    if grade.minimum is not None and grade.minimum == grade.maximum:
        say(grade.minimum, "ちょうど", "exactly")
    else:
        if grade.minimum is not None:
            inclusive = grade.minimum_inclusive
            say(grade.minimum, "以上" if inclusive else "超", "at least" if inclusive else "above")
        if grade.maximum is not None:
            inclusive = grade.maximum_inclusive
            say(grade.maximum, "以下" if inclusive else "未満", "at most" if inclusive else "below")
    return "".join(ja), " and ".join(en)


def explain_rating(
    judged: Achievement, grades: Sequence[RatingGrade], stated: frozenset[str] = frozenset()
) -> Explanation:
    """Say why a listing gets its grade by a scheme, or why it gets none."""
    if judged.not_computable is NotComputable.WITHHELD:
        return Explanation(
            "原典の誤りが記録されているため、評価も保留しています。",
            "The rating is withheld too, because an error of the source document is on record.",
        )
    reason_ja, reason_en = exclusion_words(left_out(judged, grades, stated))
    if reason_ja:
        return Explanation(
            f"この評価区分の対象外です（{reason_ja}）。", f"The scheme leaves it out ({reason_en})."
        )
    grade = rate(judged, grades, stated)
    if grade is None:
        return _no_grade(grades)
    because_ja, because_en = _because(judged, grade)
    return Explanation(
        f"{because_ja}、評価は「{grade.grade}」です。",
        f'{because_en}: the grade is "{grade.grade}".',
    )


def _no_grade(grades: Sequence[RatingGrade]) -> Explanation:
    waiting = list(dict.fromkeys(grade.grade for grade in grades if grade.requires))
    ja, en = (
        "どの区分にも当てはまらないため、評価はありません。",
        "No grade fits, so there is none.",
    )
    if waiting:
        ja += f"市が評価を述べたときだけ付く区分があります（{'、'.join(waiting)}）。"
        en += f" Some are given only where the city states them ({', '.join(waiting)})."
    return Explanation(ja, en)


def _because(judged: Achievement, grade: RatingGrade) -> tuple[str, str]:
    bounds = _within_bounds(judged, grade)
    asked_ja, asked_en = grade.label or grade.grade, grade.label_en or grade.grade
    if bounds is None:
        if not grade.requires:
            return "ほかのどの区分にも当てはまらないため", "No other grade fits"
        return f"条件（{asked_ja}）を満たすため", f"The condition ({asked_en}) holds"
    ja, en = bounds
    if grade.requires:
        return (
            f"{ja}うえ、条件（{asked_ja}）を満たすため",
            f"{en} and the condition ({asked_en}) holds",
        )
    return f"{ja}ため", en


def _within_bounds(judged: Achievement, grade: RatingGrade) -> tuple[str, str] | None:
    bounds_ja, bounds_en = bounds_words(grade)
    figure = figure_for(judged, grade)
    if not bounds_ja or figure is None:
        return None
    if grade.basis is RatedBasis.MET:
        met = judged.met
        return (
            "目標を達成している" if met else "目標を達成していない",
            "The goal is met" if met else "The goal is not met",
        )
    name_ja, name_en = _FIGURES[grade.basis]
    points = grade.basis is RatedBasis.POINTS
    rounded = grade.compared is RatedFigure.PRINTED and not points
    said = spoken(figure)
    return (
        f"{name_ja}{said.ja}{'点' if points else '％'}{'（四捨五入後）' if rounded else ''}が"
        f"{bounds_ja}にあたる",
        f"The {name_en} of {said.en}{' points' if points else '%'}"
        f"{' (rounded)' if rounded else ''} is {bounds_en}",
    )
