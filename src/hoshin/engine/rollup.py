"""Roll-ups: what is said of an element or a plan from the targets below it, and by which rule.

No rule turns many judgements into one silently: each names itself, says how many targets it
counted, how many of them could not be judged, and how many listings were left out because they
repeat another (再掲). A repeated listing counts once in every subtree. Means have no cap and no
floor, as the achievements have none, and say which methods they mix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from hoshin.domain.city import City
from hoshin.domain.indicators import Method, Target
from hoshin.domain.ratings import RatingGrade
from hoshin.engine.achievement import Achievement
from hoshin.engine.exact import as_fraction
from hoshin.engine.explain import METHOD_NAMES, figure_text
from hoshin.engine.formulas import percentage
from hoshin.engine.listings import elements_below
from hoshin.engine.rating_words import exclusion_words
from hoshin.engine.ratings import fitting, left_out, rate
from hoshin.engine.standing import Standing

_NONE: frozenset[str] = frozenset()
STANDING_WORDS = {
    Standing.REACHED: ("達成", "reached"),
    Standing.TOWARD: ("前進", "moving closer"),
    Standing.UNCHANGED: ("横ばい", "unchanged"),
    Standing.SHORT: ("未達", "short of the goal"),
    Standing.AWAY: ("後退", "moving away"),
    Standing.NOT_JUDGED: ("判定できず", "not judged"),
}


class RollUpRule(StrEnum):
    """By which rule many judgements became one statement."""

    COUNT_BY_STANDING = "count_by_standing"
    COUNT_BY_RATING = "count_by_rating"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted_mean"
    WORST_CHILD = "worst_child"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The targets that a roll-up runs over: each once, and how many repeats were left out.

    ``name`` and ``name_en`` are those of the element or plan.
    """

    name: str
    name_en: str
    children: tuple[Achievement, ...]
    restated: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many children one word holds; ``fitting`` counts nested grades that fit as well."""

    code: str
    word_ja: str
    word_en: str
    number: int
    fitting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """What one rule says of a scope.

    ``children`` targets were looked at, each once; ``not_judged`` of them could not be judged by
    this rule; ``restated`` further listings repeat one of them. ``left_out`` are the children
    that a rating scheme leaves out, by reason; they are not among ``not_judged``. ``value`` is an
    exact ratio, ``printed`` the percentage; ``methods`` are those of the judged children.
    """

    rule: RollUpRule
    scope: Scope
    children: int
    not_judged: int
    restated: int
    left_out: tuple[Count, ...] = ()
    counts: tuple[Count, ...] = ()
    value: Fraction | None = None
    printed: Decimal | None = None
    worst: Achievement | None = None
    methods: tuple[Method, ...] = ()
    sentence_ja: str
    sentence_en: str


def scope_of_element(city: City, judged: Iterable[Achievement], element: str) -> Scope:
    """The targets listed at an element and below it; an unknown element has none."""
    below = elements_below(city.elements, element)
    row = next((one for one in city.elements if one.id == element), None)
    found = [one for one in judged if one.target.element in below]
    name, name_en = ("", "") if row is None else (row.name, row.name_en)
    return _scope(city, found, name, name_en)


def scope_of_plan(city: City, judged: Iterable[Achievement], plan: str) -> Scope:
    """All targets of a plan."""
    row = next((one for one in city.plans if one.id == plan), None)
    found = [one for one in judged if one.target.plan == plan]
    name, name_en = ("", "") if row is None else (row.name, row.name_en)
    return _scope(city, found, name, name_en)


def _scope(city: City, found: Sequence[Achievement], name: str, name_en: str) -> Scope:
    restates = {row.id: row.restates for row in city.targets}
    kept: dict[str, Achievement] = {}
    for one in found:
        target = one.target
        if target.restated_in_print and target.restates is None:
            continue  # the document says that it repeats another, and not which
        first = _first_listing(target, restates)
        if first not in kept or target.id == first:
            kept[first] = one
    ids = {one.target.id for one in kept.values()}
    children = tuple(one for one in found if one.target.id in ids)
    return Scope(
        name=name,
        name_en=name_en or name,
        children=children,
        restated=len(found) - len(children),
    )


def _first_listing(target: Target, restates: Mapping[str, str | None]) -> str:
    """The listing that a chain of repeats leads back to; a circle ends where it began."""
    seen = [target.id]
    earlier = target.restates
    while earlier is not None and earlier not in seen:
        seen.append(earlier)
        earlier = restates.get(earlier)
    return seen[-1] if earlier is None else min(seen[seen.index(earlier) :])


def count_by_standing(scope: Scope) -> RollUp:
    """How many targets stand where, in the engine's neutral words; every word, also with none."""
    found = Counter(one.standing for one in scope.children)
    counts = tuple(
        Count(standing.value, ja, en, found[standing], found[standing])
        for standing, (ja, en) in STANDING_WORDS.items()
    )
    said_ja, said_en = _said(counts)
    return _roll_up(
        RollUpRule.COUNT_BY_STANDING,
        scope,
        not_judged=found[Standing.NOT_JUDGED],
        counts=counts,
        judged=[one for one in scope.children if one.standing is not Standing.NOT_JUDGED],
        said=(f"状況別に数えると、{said_ja}です。", f"Counted by standing: {said_en}."),
    )


def count_by_rating(
    scope: Scope,
    grades: Sequence[RatingGrade],
    stated: Mapping[str, frozenset[str]] | None = None,
) -> RollUp:
    """How many targets get each grade of one scheme, by rank; grades without any are there too.

    ``stated`` gives the facts that the city states, by target id. Grades of one name count
    together. What the scheme leaves out is counted by reason and not among the grades.
    """
    ordered = sorted(grades, key=lambda grade: grade.rank)
    given: Counter[str] = Counter()
    also: Counter[str] = Counter()
    out: Counter[str] = Counter()
    judged = []
    for one in scope.children:
        facts = (stated or {}).get(one.target.id, _NONE)
        reason = left_out(one, ordered, facts)
        if reason:
            out[reason] += 1
            continue
        also.update({grade.grade for grade in fitting(one, ordered, facts)})
        grade = rate(one, ordered, facts)
        if grade is not None:
            given[grade.grade] += 1
            judged.append(one)
    rows: dict[str, RatingGrade] = {}
    for row in ordered:
        rows.setdefault(row.grade, row)
    counts = tuple(
        Count(name, row.label or name, row.label_en or name, given[name], also[name])
        for name, row in rows.items()
    )
    reasons = tuple(
        Count(reason, *exclusion_words(reason), number, number)
        for reason, number in sorted(out.items())
    )
    said_ja, said_en = _said(counts, by_code=True)
    if reasons:
        out_ja, out_en = _said(reasons)
        said_ja += f"（評価の対象外：{out_ja}）"
        said_en += f" (left out by the scheme: {out_en})"
    return _roll_up(
        RollUpRule.COUNT_BY_RATING,
        scope,
        not_judged=len(scope.children) - len(judged) - sum(out.values()),
        counts=counts,
        left_out=reasons,
        judged=judged,
        said=(f"評価区分別に数えると、{said_ja}です。", f"Counted by grade: {said_en}."),
    )


def mean(scope: Scope, decimals: int = 0) -> RollUp:
    """The plain mean of the exact ratios of the targets that have one."""
    return _mean(RollUpRule.MEAN, scope, {}, decimals)


def weighted_mean(scope: Scope, weights: Mapping[str, Decimal], decimals: int = 0) -> RollUp:
    """The mean of the exact ratios weighted by target id.

    A child without a weight counts as not judged. Raises ValueError for a negative weight; there
    is no mean where the weights add up to zero.
    """
    if any(weight < 0 for weight in weights.values()):
        raise ValueError("a weight cannot be negative")
    return _mean(RollUpRule.WEIGHTED_MEAN, scope, weights, decimals)


def _mean(rule: RollUpRule, scope: Scope, weights: Mapping[str, Decimal], decimals: int) -> RollUp:
    weighted = rule is RollUpRule.WEIGHTED_MEAN
    total = whole = Fraction(0)
    judged = []
    for one in scope.children:
        if one.ratio is None or (weighted and one.target.id not in weights):
            continue
        weight = as_fraction(weights[one.target.id]) if weighted else Fraction(1)
        total += one.ratio * weight
        whole += weight
        judged.append(one)
    value = total / whole if whole else None
    printed = None if value is None else percentage(value, decimals)
    name_ja, name_en = ("加重平均", "weighted mean") if weighted else ("単純平均", "plain mean")
    if printed is None:
        said = (f"{name_ja}は計算できません。", f"There is no {name_en}.")
    else:
        said = (
            f"達成度の{name_ja}は{figure_text(printed)}％です。",
            f"The {name_en} of the achievements is {figure_text(printed)}%.",
        )
    return _roll_up(
        rule,
        scope,
        not_judged=len(scope.children) - len(judged),
        judged=judged,
        value=value,
        printed=printed,
        said=said,
        mixes=True,
    )


def worst_child(scope: Scope) -> RollUp:
    """The target with the lowest ratio, the first listed among equals, stands for all of them."""
    judged = [one for one in scope.children if one.ratio is not None]
    worst = min(judged, key=lambda one: one.ratio or Fraction(0), default=None)
    said = ("達成度のある目標がありません。", "No target has an achievement.")
    if worst is not None and worst.printed is not None:
        name, figure = worst.indicator.name, figure_text(worst.printed)
        name_en = worst.indicator.name_en or name
        said = (
            f"最も低い達成度は「{name}」の{figure}％です。",
            f'The lowest achievement is that of "{name_en}", {figure}%.',
        )
    return _roll_up(
        RollUpRule.WORST_CHILD,
        scope,
        not_judged=len(scope.children) - len(judged),
        judged=judged,
        value=None if worst is None else worst.ratio,
        printed=None if worst is None else worst.printed,
        worst=worst,
        said=said,
        mixes=True,
    )


def _roll_up(
    rule: RollUpRule,
    scope: Scope,
    *,
    not_judged: int,
    judged: Sequence[Achievement],
    said: tuple[str, str],
    counts: tuple[Count, ...] = (),
    left_out: tuple[Count, ...] = (),
    value: Fraction | None = None,
    printed: Decimal | None = None,
    worst: Achievement | None = None,
    mixes: bool = False,
) -> RollUp:
    methods = tuple(dict.fromkeys(one.method for one in judged))
    children = len(scope.children)
    ja = [f"「{scope.name}」の目標{children:,}件について、{said[0]}"]
    en = [f'"{scope.name_en}", {_targets(children)}. {said[1]}']
    if not_judged:
        ja.append(f"うち{not_judged:,}件は判定できません。")
        en.append(f"{not_judged:,} of them cannot be judged.")
    if scope.restated:
        ja.append(f"再掲の{scope.restated:,}件は数えていません。")
        en.append(f"{_listings(scope.restated)} not counted again.")
    if mixes and len(methods) > 1:
        names = [METHOD_NAMES[one] for one in methods]
        ja.append(f"方法の違う達成度（{'、'.join(one for one, _ in names)}）が混じっています。")
        en.append(f"Different methods are mixed: {', '.join(one for _, one in names)}.")
    return RollUp(
        rule=rule,
        scope=scope,
        children=children,
        not_judged=not_judged,
        restated=scope.restated,
        left_out=left_out,
        counts=counts,
        value=value,
        printed=printed,
        worst=worst,
        methods=methods,
        sentence_ja="".join(ja),
        sentence_en=" ".join(en),
    )


def _said(counts: Iterable[Count], *, by_code: bool = False) -> tuple[str, str]:
    some = [one for one in counts if one.number]
    ja = "、".join(f"{one.code if by_code else one.word_ja} {one.number:,}件" for one in some)
    en = ", ".join(f"{one.code if by_code else one.word_en} {one.number:,}" for one in some)
    return ja or "該当0件", en or "none"


def _targets(number: int) -> str:
    return f"{number:,} target" if number == 1 else f"{number:,} targets"


def _listings(number: int) -> str:
    return "1 repeated listing is" if number == 1 else f"{number:,} repeated listings are"
