"""Published figures: achievements, totals, counts and ratios that ours contradict."""

from __future__ import annotations

from collections.abc import Iterator

from hoshin.domain.problems import Problem
from hoshin.domain.sources import Operation
from hoshin.domain.words import Words, named
from hoshin.engine.achievement import Achievement
from hoshin.engine.arithmetic import recompute
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, at, warning
from hoshin.engine.checks.saying import indicator_name, quoted
from hoshin.engine.exact import as_fraction
from hoshin.engine.explain import METHOD_NAMES, figure_text
from hoshin.engine.formulas import percentage

ACHIEVEMENT_DIFFERS = warning(
    "achievement-differs",
    Words(
        "公表された達成度が計算と合わない", "A published achievement that the figures contradict"
    ),
    Words(
        "印刷された当初値・実績・目標から計算し直すと違う達成度になり、問われたとき説明できません。",
        "Done again from its own printed figures the achievement is another, and nobody could "
        "explain it when asked.",
    ),
)
TOTAL_DIFFERS = warning(
    "total-differs",
    Words("印刷された合計・件数・比が内訳と合わない", "A printed total that its rows contradict"),
    Words(
        "合計と内訳のどちらかが誤りで、予算や件数を引用すると食い違いが広がります。",
        "Either the total or a row is wrong, and whoever quotes one contradicts the other.",
    ),
)


def achievements(facts: Facts) -> Iterator[Problem]:
    """Published achievements that the engine judges otherwise."""
    for judged in facts.achievements.values():
        published = judged.published
        if published is None or judged.agrees is not False:
            continue
        name = indicator_name(facts, judged.indicator.id)
        method = Words(*METHOD_NAMES[judged.method])
        printed = published.value_printed or published.text
        ours = _ours(judged)
        yield ACHIEVEMENT_DIFFERS.problem(
            at("published_figures", published, "value"),
            Words(
                f"{name.ja}の達成度は{printed}と公表されていますが、{method.ja}で計算すると{ours.ja}。",
                f"The achievement of {name.en} is published as {printed}; "
                f"{method.en.lower()} gives {ours.en}.",
            ),
            _hint(judged),
            (judged.target.id,),
        )


def _ours(judged: Achievement) -> Words:
    if judged.ratio is not None:
        published = judged.published
        decimals = judged.target.decimals
        if published is not None and published.value is not None:
            exponent = published.value.as_tuple().exponent
            decimals = max(0, -exponent) if isinstance(exponent, int) else decimals
        figure = figure_text(percentage(judged.ratio, decimals))
        return Words(f"{figure}％です", f"{figure}%")
    if judged.met is None:
        return Words("値を出せません", "no figure")
    return Words("達成です" if judged.met else "未達成です", "met" if judged.met else "not met")


def _hint(judged: Achievement) -> Words:
    published = judged.published
    assert published is not None
    opposite = (
        judged.ratio is not None
        and published.value is not None
        and percentage(judged.ratio, 0) == -published.value
        and as_fraction(published.value) != 0
    )
    if opposite:
        return Words(
            "大きさは同じで符号だけが逆です。目標が当初値のどちら側にあるかを確かめてください。",
            "Only the sign differs: look on which side of the baseline the goal lies.",
        )
    return Words(
        named(
            "使った実績の年と計算方法を確かめ、理由があれば公表値の行の {reason} に書いてください。"
        ),
        named(
            "Look at the year of the actual and at the method; if there is a reason, "
            "write it in the figure's {reason}."
        ),
    )


def totals(facts: Facts) -> Iterator[Problem]:
    """Printed totals, counts and ratios that do not come out at their printed precision."""
    for figure in facts.city.published_figures:
        if figure.operation in (Operation.ACHIEVEMENT, Operation.NONE):
            continue
        ours = recompute(facts.city, figure)
        if ours.agrees is not False:
            continue
        name = quoted(figure.name, figure.name_en)
        yield TOTAL_DIFFERS.problem(
            at("published_figures", figure, "value"),
            Words(f"{name.ja}: {ours.sentence_ja}", f"{name.en}: {ours.sentence_en}"),
            Words(
                "内訳の行の漏れや重複、単位を確かめ、印刷が誤りなら次の版で直してください。",
                "Look for a missing or doubled row and at the unit; if the print is wrong, "
                "correct the next edition.",
            ),
            ours.rows,
        )


CHECKS = (
    Check(achievements, (ACHIEVEMENT_DIFFERS,)),
    Check(totals, (TOTAL_DIFFERS,)),
)
