"""Rating schemes: every named scheme is defined, and its grades neither overlap nor leave gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from hoshin.domain.problems import Problem
from hoshin.domain.ratings import RatedBasis, RatedFigure, RatingGrade
from hoshin.domain.words import Name, Words, named
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, at, error, warning
from hoshin.engine.checks.saying import codes
from hoshin.engine.explain import figure_text
from hoshin.engine.presets import grades_of

SCHEME_UNKNOWN = error(
    "rating-scheme-unknown",
    Words("評価区分が定義されていない", "A rating scheme that is not defined"),
    Words(
        "計画が名指しする評価区分の表がないと、その計画の目標には評価が付きません。",
        "Without the scheme that a plan names, none of its targets gets a rating.",
    ),
)
GRADE_UNKNOWN = warning(
    "rating-grade-unknown",
    Words("評価が区分にない言葉", "A rating that its scheme does not know"),
    Words(
        "区分にない評価は集計のどこにも数えられません。",
        "A rating outside the scheme is counted nowhere.",
    ),
)
GRADES_OVERLAP = warning(
    "rating-grades-overlap",
    Words("評価区分の範囲が重なる", "Grades that overlap"),
    Words(
        "同じ達成度に2つの評価が当てはまり、読む人にはどちらになるか分かりません。",
        "Two grades fit the same achievement, and readers cannot tell which one it gets.",
    ),
)
GRADES_GAP = warning(
    "rating-grades-gap",
    Words("評価区分の間に隙間がある", "A gap between grades"),
    Words(
        "どの評価にも当てはまらない達成度があり、その目標が評価から漏れます。",
        "Some achievements fit no grade, and their targets drop out of the rating.",
    ),
)


def unknown_schemes(facts: Facts) -> Iterator[Problem]:
    """Plans whose rating scheme has no grades, neither in the city's table nor as a preset."""
    grades = Name(table="ratings")
    for plan in facts.city.plans:
        if plan.rating_scheme and not grades_of(facts.city, plan.rating_scheme):
            yield SCHEME_UNKNOWN.problem(
                at("plans", plan, "rating_scheme"),
                Words(
                    f"評価区分「{plan.rating_scheme}」は {grades} にも既定にもありません。",
                    f'The rating scheme "{plan.rating_scheme}" is neither in {grades} nor a '
                    "preset.",
                ),
                Words(
                    named("{ratings.csv} に区分を書くか、{rating_scheme} を空にしてください。"),
                    named("Write its grades in {ratings.csv}, or empty {rating_scheme}."),
                ),
            )


def unknown_grades(facts: Facts) -> Iterator[Problem]:
    """Evaluations whose rating is no grade of their plan's scheme."""
    grades: dict[str, list[str]] = {}
    for plan in facts.city.plans:
        if plan.rating_scheme:
            rows = grades_of(facts.city, plan.rating_scheme)
            grades[plan.id] = [word for row in rows for word in (row.grade, row.label) if word]
    for evaluation in facts.city.evaluations:
        known = grades.get(evaluation.plan)
        if evaluation.rating and known and evaluation.rating not in known:
            scheme = codes(dict.fromkeys(known))
            yield GRADE_UNKNOWN.problem(
                at("evaluations", evaluation, "rating"),
                Words(
                    f"評価「{evaluation.rating}」は、この計画の評価区分（{scheme.ja}）にありません。",
                    f'The rating "{evaluation.rating}" is no grade of its plan: {scheme.en}.',
                ),
                Words(
                    "区分の書き方に揃えるか、評価区分の表を確かめてください。",
                    "Write it as the scheme does, or look at the scheme.",
                ),
            )


def grade_bounds(facts: Facts) -> Iterator[Problem]:
    """Neighbouring grades of a scheme that overlap or leave a gap."""
    schemes: dict[tuple[str, RatedBasis, str], list[RatingGrade]] = defaultdict(list)
    with_rest = set()
    for row in facts.city.ratings:
        has_bounds = row.minimum is not None or row.maximum is not None
        if not has_bounds and not row.requires:
            with_rest.add(row.scheme)
        # A grade that asks for more than a figure may share its range with another.
        if has_bounds and not row.requires:
            schemes[row.scheme, row.basis, row.valid_from].append(row)
    for (scheme, _, _), grades in schemes.items():
        decimals = _decimals(facts, scheme)
        grades.sort(key=lambda row: (row.minimum is not None, row.minimum or 0, row.rank))
        for lower, upper in pairwise(grades):
            yield from _between(lower, upper, decimals, has_rest=scheme in with_rest)


def _decimals(facts: Facts, scheme: str) -> int:
    plans = {row.id for row in facts.city.plans if row.rating_scheme == scheme}
    return max((row.decimals for row in facts.city.targets if row.plan in plans), default=0)


def _between(
    lower: RatingGrade, upper: RatingGrade, decimals: int, *, has_rest: bool
) -> Iterator[Problem]:
    end, start = lower.maximum, upper.minimum
    both = lower.maximum_inclusive and upper.minimum_inclusive
    if end is None or start is None or end > start or (end == start and both):
        yield GRADES_OVERLAP.problem(
            at("ratings", upper, "minimum"),
            Words(
                f"評価区分「{lower.grade}」（{_range(lower).ja}）と"
                f"「{upper.grade}」（{_range(upper).ja}）の範囲が重なっています。"
                f"重なる値には、{Name('rank')} の小さい方が付きます。",
                f'The grades "{lower.grade}" ({_range(lower).en}) and "{upper.grade}" '
                f"({_range(upper).en}) overlap; what they share gets the one of lower rank.",
            ),
            Words(
                named("境目の値がどちらに入るかを決め、{minimum} と {maximum} を直してください。"),
                named(
                    "Settle to which grade the shared values belong, and correct {minimum} "
                    "and {maximum}."
                ),
            ),
            (lower.id,),
        )
    elif not has_rest and _leaves_gap(lower, upper, end, start, decimals):
        yield GRADES_GAP.problem(
            at("ratings", upper, "minimum"),
            Words(
                f"評価区分「{lower.grade}」（{_range(lower).ja}）と"
                f"「{upper.grade}」（{_range(upper).ja}）の間の値はどの区分にも入りません。",
                f'Values between the grades "{lower.grade}" ({_range(lower).en}) and '
                f'"{upper.grade}" ({_range(upper).en}) fit no grade.',
            ),
            Words(
                named(
                    "区分の境目をつなげるか、四捨五入した値で比べる区分（{compared=printed}"
                    "）にしてください。"
                ),
                named("Let the bounds meet, or compare the rounded figure ({compared=printed})."),
            ),
            (lower.id,),
        )


def _leaves_gap(
    lower: RatingGrade, upper: RatingGrade, end: Decimal, start: Decimal, decimals: int
) -> bool:
    if end == start:
        return not lower.maximum_inclusive and not upper.minimum_inclusive
    if lower.compared is RatedFigure.EXACT or upper.compared is RatedFigure.EXACT:
        return True
    # Rounded figures come in steps: 100 to 119 and from 120 leave nothing out in whole per cent.
    step = Decimal(1).scaleb(-decimals)
    first = end if not lower.maximum_inclusive else end + step
    last = start if not upper.minimum_inclusive else start - step
    return first <= last


def _range(row: RatingGrade) -> Words:
    unit_ja, unit_en = ("点", " points") if row.basis is RatedBasis.POINTS else ("％", "%")
    parts_ja, parts_en = [], []
    if row.minimum is not None:
        text = figure_text(row.minimum)
        inclusive = row.minimum_inclusive
        parts_ja.append(f"{text}{unit_ja}{'以上' if inclusive else '超'}")
        parts_en.append(f"{'at least' if inclusive else 'above'} {text}{unit_en}")
    if row.maximum is not None:
        text = figure_text(row.maximum)
        inclusive = row.maximum_inclusive
        parts_ja.append(f"{text}{unit_ja}{'以下' if inclusive else '未満'}")
        parts_en.append(f"{'at most' if inclusive else 'below'} {text}{unit_en}")
    return Words("".join(parts_ja), " and ".join(parts_en))


CHECKS = (
    Check(unknown_schemes, (SCHEME_UNKNOWN,)),
    Check(unknown_grades, (GRADE_UNKNOWN,)),
    Check(grade_bounds, (GRADES_OVERLAP, GRADES_GAP)),
)
