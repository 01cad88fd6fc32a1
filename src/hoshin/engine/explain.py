"""The sentence that explains a figure: method, inputs, periods, rounding, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from hoshin.domain.indicators import Comparison, Direction, Method, MissingReason
from hoshin.domain.periods import Period
from hoshin.domain.units import read_unit
from hoshin.engine.achievement import Achievement
from hoshin.engine.exact import MOST_DECIMALS, as_fraction, ratio_text, round_half_away
from hoshin.engine.formulas import NotComputable, percentage

_PLAIN_DENOMINATOR = 12

METHOD_NAMES = {
    Method.PROGRESS: ("進捗率", "Progress"),
    Method.ATTAINMENT: ("達成率", "Attainment"),
    Method.ATTAINMENT_INVERSE: ("達成率(逆比)", "Inverse attainment"),
    Method.ATTAINMENT_REFLECTED: ("達成率(折返し)", "Reflected attainment"),
    Method.PRORATED: ("年次按分", "Prorated"),
    Method.MILESTONE: ("年次目標との比較", "Against the year's milestone"),
    Method.THRESHOLD: ("基準との比較", "Met or not"),
    Method.QUALITATIVE: ("定性目標", "In words"),
    Method.POINTS: ("点数", "Points"),
    Method.SCHEDULE: ("工程", "Schedule"),
    Method.SPENT: ("執行率", "Spent"),
}

MISSING_LABELS = {
    MissingReason.NOT_SURVEYED: ("調査未実施", "not surveyed"),
    MissingReason.NOT_YET_PUBLISHED: ("未公表", "not yet published"),
    MissingReason.NOT_SET: ("設定なし", "not set"),
    MissingReason.ENDED: ("事業終了", "ended"),
    MissingReason.SUPPRESSED: ("秘匿", "suppressed"),
    MissingReason.NOT_PRINTED: ("印刷なし", "not printed"),
}

_SIDES = {
    Comparison.AT_LEAST: ("以上", "at least"),
    Comparison.AT_MOST: ("以下", "at most"),
    Comparison.EQUAL: ("ちょうど", "exactly"),
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a figure was reached, in Japanese and in English; a published figure that differs too."""

    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class _Words:
    """One clause in both languages."""

    ja: str
    en: str


def figure_text(value: Decimal) -> str:
    """A number as people read it: thousands separators, every printed digit."""
    return f"{value:,f}"


@lru_cache(maxsize=4096)
def fraction_text(value: Fraction) -> str:
    """A fraction as a decimal where it ends within six digits, else as p/q."""
    for decimals in range(7):
        rounded = round_half_away(value, decimals)
        if as_fraction(rounded) == value:
            return figure_text(rounded)
    return ratio_text(value)


def spoken(value: Fraction) -> _Words:
    """A fraction as a person says it: a decimal where it ends soon, else about how much.

    Where it does not end, three digits that count are said, and one behind the point at least;
    the exact fraction stands in tables and JSON.
    """
    exact = fraction_text(value)
    if "/" not in exact:
        return _Words(exact, exact)
    decimals = next((n for n in range(1, MOST_DECIMALS) if abs(value) * 10**n >= 100), 1)
    about = figure_text(round_half_away(value, decimals))
    return _Words(f"約{about}", f"about {about}")


def _spoken_ratio(ratio: Fraction, printed_decimals: int) -> _Words:
    """A ratio said with so many digits that rounding what is said gives the printed percentage."""
    exact = fraction_text(ratio)
    if "/" not in exact:
        return _Words(exact, exact)
    printed = percentage(ratio, printed_decimals)
    for decimals in range(printed_decimals + 3, MOST_DECIMALS):
        about = round_half_away(ratio, decimals)
        said = as_fraction(about)
        if percentage(said, printed_decimals) == printed and (said < 1) == (ratio < 1):
            return _Words(f"約{figure_text(about)}", f"about {figure_text(about)}")
    return _Words(exact, exact)


def _spoken_share(share: Fraction) -> _Words:
    """The elapsed share: 2/5 is plain to everybody, 833/1096 is not."""
    text = ratio_text(share)
    return _Words(text, text) if share.denominator <= _PLAIN_DENOMINATOR else spoken(share)


def with_unit(value: str, unit: str) -> _Words:
    """A number with its unit, as each language writes it.

    The number stays that of the document, for the sentence reckons with it: units that English does
    not have are multiplied (108 × 100 million yen).
    """
    label = read_unit(unit).written_en
    space = "" if label in ("", "%") else " × " if label[0].isdigit() else " "
    return _Words(f"{value}{unit}", f"{value}{space}{label}")


def spoken_with_unit(value: Fraction, unit: str) -> _Words:
    """A fraction with its unit, as a person says it in each language."""
    said = spoken(value)
    return _Words(with_unit(said.ja, unit).ja, with_unit(said.en, unit).en)


def _when(period: Period | None) -> _Words:
    if period is None:
        return _Words("時期の印刷なし", "period not printed")
    return _Words(period.label_ja, period.label_en)


def _of_baseline(judged: Achievement) -> _Words:
    target = judged.target
    if target.baseline_value is None:
        return _Words("当初値なし", "no baseline")
    value = with_unit(figure_text(target.baseline_value), target.unit)
    when = _when(target.baseline_period)
    return _Words(f"当初値{value.ja}（{when.ja}）", f"baseline {value.en} ({when.en})")


def _of_goal(judged: Achievement) -> _Words:
    target = judged.target
    when = _when(target.goal_period)
    if target.goal_value is None:
        return _Words(
            f"目標「{target.goal_text}」（{when.ja}）",
            f'goal "{target.goal_text_en or target.goal_text}" ({when.en})',
        )
    value = with_unit(figure_text(target.goal_value), target.unit)
    if target.comparison is Comparison.RANGE and target.goal_upper is not None:
        low, high = figure_text(target.goal_value), figure_text(target.goal_upper)
        value = _Words(
            with_unit(f"{low}～{high}", target.unit).ja,
            with_unit(f"{low} to {high}", target.unit).en,
        )
    side_ja, side_en = _SIDES.get(target.comparison, ("", ""))
    provisional = _Words("", "")
    if target.goal_provisional_year is not None:
        year = target.goal_provisional_year
        provisional = _Words(
            f"、{year}年の値を暫定表記", f", the value of {year} for the time being"
        )
    return _Words(
        f"目標値{value.ja}{side_ja}（{when.ja}{provisional.ja}）",
        f"goal {side_en + ' ' if side_en else ''}{value.en} ({when.en}{provisional.en})",
    )


def _of_actual(judged: Achievement) -> _Words:
    actual = judged.actual
    assert actual is not None
    when = _when(actual.period)
    if actual.value is None:
        return _Words(
            f"実績「{actual.text}」（{when.ja}）",
            f'actual "{actual.text_en or actual.text}" ({when.en})',
        )
    value = with_unit(figure_text(actual.value), actual.unit)
    status = {
        "provisional": _Words("、概算値", ", provisional"),
        "estimated": _Words("、推計値", ", estimated"),
        "revised": _Words("、改定値", ", revised"),
    }.get(actual.status.value, _Words("", ""))
    return _Words(
        f"実績{value.ja}（{when.ja}{status.ja}）", f"actual {value.en} ({when.en}{status.en})"
    )


def explain(judged: Achievement) -> Explanation:
    """Say in one Japanese and one English sentence how a figure was reached.

    A later period without a value adds a sentence with its reason, and so does a published figure
    that differs from ours.
    """
    name_ja, name_en = METHOD_NAMES[judged.method]
    body, missing, published = _body(judged), _of_later_missing(judged), _of_published(judged)
    return Explanation(
        f"{name_ja}：{body.ja}{missing.ja}{published.ja}",
        f"{name_en}: {body.en}{missing.en}{published.en}",
    )


def _body(judged: Achievement) -> _Words:
    if judged.ratio is not None:
        return _computed(judged)
    match judged.not_computable:
        case NotComputable.NO_ACTUAL:
            return _without_actual(judged)
        case NotComputable.WITHHELD:
            return _Words(
                "原典の誤りが記録されているため、判定を保留しています。",
                "judgement is withheld because an error of the source document is on record.",
            )
        case NotComputable.UNITS_DIFFER:
            actual, goal = _of_actual(judged), _of_goal(judged)
            return _Words(
                f"{actual.ja}と{goal.ja}の単位が異なるため、計算しません。",
                f"{actual.en} and {goal.en} are in units that do not convert: no rate.",
            )
        case _:
            return _met_or_not(judged)


def _met_or_not(judged: Achievement) -> _Words:
    actual, goal, baseline = _of_actual(judged), _of_goal(judged), _of_baseline(judged)
    reason = {
        NotComputable.KEEP_LEVEL: _Words(
            "当初値と目標値が同じ（現状維持）なので率は計算できず、",
            "goal and baseline are equal (keep level), so there is no rate; ",
        ),
        NotComputable.NO_BASELINE: _Words(
            "当初値がないので率は計算できず、", "there is no baseline and so no rate; "
        ),
        NotComputable.ZERO_DENOMINATOR: _Words(
            "割る数が0なので率は計算できず、", "the divisor is zero, so there is no rate; "
        ),
        NotComputable.NO_MILESTONE: _Words(
            "この年の年次目標がないので率は計算できず、",
            "there is no milestone for this year and so no rate; ",
        ),
        NotComputable.NO_ELAPSED_TIME: _Words(
            "経過した割合が分からないので率は計算できず、",
            "the elapsed share is not known, so there is no rate; ",
        ),
    }.get(judged.not_computable or NotComputable.MET_OR_NOT, _Words("", ""))
    if judged.target.comparison is Comparison.RANGE and judged.method is not Method.THRESHOLD:
        reason = _Words(
            "範囲の目標なので率は計算せず、", "the goal is a range, so there is no rate; "
        )
    if judged.not_computable is NotComputable.IN_WORDS and judged.target.baseline_value is not None:
        goal = _Words(f"{baseline.ja}と{goal.ja}", f"{baseline.en} and {goal.en}")
    if judged.milestone is not None:
        goal = _of_milestone(judged)
    met = {
        True: _Words("達成しています。", "it is met."),
        False: _Words("達成していません。", "it is not met."),
        None: _Words("達成かどうかは言えません。", "whether it is met cannot be said."),
    }[judged.met]
    if judged.met is None and judged.indicator.direction is Direction.UNDECLARED:
        met = _Words(
            "向きが宣言されていないため、達成かどうかは言えません。",
            "whether it is met cannot be said, because no direction is declared.",
        )
    return _Words(
        f"{reason.ja}{actual.ja}を{goal.ja}と比べると、{met.ja}",
        f"{reason.en}{actual.en} compared with {goal.en}: {met.en}",
    )


def _without_actual(judged: Achievement) -> _Words:
    goal = _of_goal(judged)
    missing = judged.actual
    if missing is not None and missing.missing_reason is not None:
        why_ja, why_en = MISSING_LABELS[missing.missing_reason]
        when = _when(missing.period)
        return _Words(
            f"{when.ja}の実績がなく（{why_ja}）、{goal.ja}に対して判定できません。",
            f"there is no actual for {when.en} ({why_en}), so {goal.en} cannot be judged.",
        )
    baseline = _of_baseline(judged)
    return _Words(
        f"{baseline.ja}より後の実績がまだなく、{goal.ja}に対して判定できません。",
        f"no actual after the {baseline.en} is known yet, so {goal.en} cannot be judged.",
    )


def _of_milestone(judged: Achievement) -> _Words:
    row = judged.milestone
    assert row is not None
    value = with_unit(figure_text(row.value), judged.target.unit)
    side_ja, side_en = _SIDES.get(row.comparison, ("", ""))
    column = row.reporting_column
    where = _Words(f"、{column}の欄", f", column {column}") if column else _Words("", "")
    when = _when(row.period)
    return _Words(
        f"年次目標{value.ja}{side_ja}（{when.ja}{where.ja}）",
        f"the milestone {side_en + ' ' if side_en else ''}{value.en} ({when.en}{where.en})",
    )


def _computed(judged: Achievement) -> _Words:
    assert judged.ratio is not None and judged.actual_value is not None
    assert judged.printed is not None and judged.compared_with is not None
    target = judged.target
    set_against = target.goal_value if judged.milestone is None else judged.milestone.value
    method = target.prorated_method or target.method
    if target.method is Method.MILESTONE:
        inverse = judged.indicator.direction is Direction.DECREASE
        method = Method.ATTAINMENT_INVERSE if inverse else Method.ATTAINMENT
    actual = _as_printed(judged.actual_value, judged.actual.value if judged.actual else None)
    goal_set = _as_printed(judged.compared_with, set_against)
    formula_ja = _formula(judged, method, actual.ja, goal_set.ja)
    formula_en = _formula(judged, method, actual.en, goal_set.en)
    elapsed = _Words("", "")
    if judged.elapsed is not None:
        share = _spoken_share(judged.elapsed)
        formula_ja, formula_en = f"{formula_ja} ÷ {share.ja}", f"{formula_en} ÷ {share.en}"
        elapsed = _Words(f"、経過した割合{share.ja}", f", elapsed share {share.en}")
    inputs_ja = [_of_actual(judged).ja]
    inputs_en = [_of_actual(judged).en]
    if method is Method.PROGRESS:
        inputs_ja.insert(0, _of_baseline(judged).ja)
        inputs_en.insert(0, _of_baseline(judged).en)
    goal = _of_milestone(judged) if judged.milestone is not None else _of_goal(judged)
    inputs_ja.append(goal.ja)
    inputs_en.append(goal.en)
    said = _spoken_ratio(judged.ratio, target.decimals)
    printed = figure_text(judged.printed)
    met = _met_beside_rate(judged)
    return _Words(
        f"{'、'.join(inputs_ja)}{elapsed.ja}から、{formula_ja} ＝ {said.ja}、"
        f"四捨五入して{printed}％{met.ja}です。",
        f"{', '.join(inputs_en)}{elapsed.en}: {formula_en} = {said.en}, "
        f"rounded half away from zero to {printed}%{met.en}.",
    )


def _formula(judged: Achievement, method: Method, actual: str, goal: str) -> str:
    """The method's formula with its numbers."""
    if method is Method.PROGRESS:
        assert judged.target.baseline_value is not None
        base = _minus(figure_text(judged.target.baseline_value))
        return f"({actual} − {base}) ÷ ({goal} − {base})"
    if method is Method.ATTAINMENT_INVERSE:
        return f"{goal} ÷ {actual}"
    if method is Method.ATTAINMENT_REFLECTED:
        return f"(2 × {goal} − {actual}) ÷ {goal}"
    return f"{actual} ÷ {_minus(goal)}"


def _met_beside_rate(judged: Achievement) -> _Words:
    """Whether the goal is met, said so that it does not seem to contradict the rate beside it."""
    assert judged.ratio is not None and judged.printed is not None
    if judged.met is None:
        return _Words("", "")
    if judged.met and judged.ratio < 1:
        return _Words("、ただし目標値は満たしており達成", "; the goal itself is met all the same")
    if judged.met:
        return _Words("、達成", ", met")
    if judged.ratio < 1 and judged.printed >= 100:
        return _Words("、正確には届かず未達成", ", in truth just short and not met")
    return _Words("、未達成", ", not met")


def _as_printed(value: Fraction, printed: Decimal | None) -> _Words:
    """A value with the digits of its print, unless it was converted from another unit."""
    if printed is not None and as_fraction(printed) == value:
        return _Words(figure_text(printed), figure_text(printed))
    return spoken(value)


def _minus(text: str) -> str:
    return f"({text})" if text.startswith("-") else text


def _of_later_missing(judged: Achievement) -> _Words:
    missing = judged.missing
    if missing is None or missing is judged.actual or missing.missing_reason is None:
        return _Words("", "")
    when, (why_ja, why_en) = _when(missing.period), MISSING_LABELS[missing.missing_reason]
    return _Words(
        f"{when.ja}の実績はありません（{why_ja}）。",
        f" There is no actual for {when.en} ({why_en}).",
    )


def _of_published(judged: Achievement) -> _Words:
    published = judged.published
    if published is None or judged.agrees is not False:
        return _Words("", "")
    printed = published.value_printed or published.text
    reason_ja = published.reason or "理由は記録されていません。"
    reason_en = published.reason_en or "No reason is on record."
    ours_ja = ours_en = ""
    if judged.ratio is not None:
        ours = figure_text(percentage(judged.ratio, judged.target.decimals))
        ours_ja, ours_en = f"（計算では{ours}％）", f" (by the formula {ours}%)"
    return _Words(
        f"公表値は{printed}です{ours_ja}。{reason_ja}",
        f" The document prints {printed}{ours_en}. {reason_en}",
    )
