"""From a figure to the city's own grade: the borders of every preset, and the rules of a scheme."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from hoshin.domain.city import City
from hoshin.domain.evaluations import Evaluation
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Plan
from hoshin.domain.ratings import GradeOrder, RatedBasis, RatedFigure, RatingGrade
from hoshin.engine.achievement import Achievement, evaluate
from hoshin.engine.presets import PRESETS, grades_of
from hoshin.engine.rating_words import explain_rating
from hoshin.engine.ratings import (
    Part,
    composite,
    fitting,
    grades_by_target,
    known_facts,
    left_out,
    part,
    rate,
    rated,
    stated_facts,
)
from tests.spec.drawn import Example

KITAKYUSHU = "kitakyushu-strategy-h29"


def listing(
    *,
    actual: str,
    goal: str = "10000 (FY2025)",
    baseline: str = "－",
    method: str = "達成率",
    direction: str = "増やす",
    unit: str = "人",
    decimals: str = "0",
    restates: str = "",
    record: str = "",
) -> Achievement:
    """One judged listing, drawn as in the chapter on how a figure is judged."""
    table = f"""
    | 指標 | 単位 | 向き | 方法 | 当初値 | 実績 | 目標 | 小数 | 再掲元 | 記録 |
    | 例   | {unit} | {direction} | {method} | {baseline} | {actual} | {goal} | {decimals} | {restates} | {record} |
    """
    return Example("", "", "", "", table).judged()[0]


def with_ratio(percent: str, decimals: str = "0") -> Achievement:
    """A listing whose exact achievement is this many per cent."""
    return listing(actual=f"{Decimal(percent) * 100} (FY2022)", decimals=decimals)


def grade(scheme: str, judged: Achievement, *facts: str) -> str:
    found = rate(judged, PRESETS[scheme].grades, frozenset(facts))
    return "" if found is None else found.grade


@pytest.mark.parametrize(
    ("exact", "printed", "expected"),
    [
        ("300", 300, "A"),
        ("120", 120, "A"),
        ("119.5", 120, "A"),
        ("119.49", 119, "B"),
        ("100", 100, "B"),
        ("99.5", 100, "B"),
        ("99.49", 99, "C"),
        ("79.5", 80, "C"),
        ("70", 70, "C"),
        ("69.5", 70, "C"),
        ("69.49", 69, "D"),
        ("0", 0, "D"),
        ("-40", -40, "D"),
    ],
)
def test_kitakyushu_compares_the_rounded_figure(exact: str, printed: int, expected: str) -> None:
    """北九州市は整数に四捨五入した達成度を比べる。 Kitakyushu compares the rounded percentage."""
    judged = with_ratio(exact)
    assert judged.printed == printed
    assert grade(KITAKYUSHU, judged) == expected


@pytest.mark.parametrize(
    ("exact", "facts", "expected"),
    [
        ("100.01", (), "A"),
        ("100", (), ""),
        ("100", ("issues_addressed",), "B"),
        ("80", ("issues_addressed",), "B"),
        ("79.99", ("issues_addressed",), ""),
        ("79.5", ("issues_addressed",), ""),
        ("90", (), ""),
        ("60", ("improvement_needed",), "C"),
        ("0", ("external_factors",), "D"),
        ("120", ("external_factors",), "A"),
    ],
)
def test_kitsuki_asks_for_the_figure_and_the_fact(
    exact: str, facts: tuple[str, ...], expected: str
) -> None:
    """杵築市のBは80％以上かつ課題の整理。 Kitsuki's B asks for 80% and for issues addressed."""
    assert grade("kitsuki-strategy-2", with_ratio(exact), *facts) == expected


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("121", "S"),
        ("120", "A"),
        ("100.01", "A"),
        ("100", "B"),
        ("90", "B"),
        ("89.99", "C"),
        ("20", "C"),
    ],
)
def test_nagayo_compares_with_goal_and_baseline(actual: str, expected: str) -> None:
    """長与町は目標値と基準値の両方と比べる。 Nagayo compares with the goal and with the baseline."""
    judged = listing(
        actual=f"{actual} (FY2022)", baseline="100 (FY2020)", goal="120 (FY2025)", method="進捗率"
    )
    assert grade("nagayo-plan-9", judged) == expected


def test_nagayo_turns_round_where_less_is_better_and_says_unknown() -> None:
    less = {"baseline": "100 (FY2020)", "goal": "80 (FY2025)", "method": "進捗率"}
    for actual, expected in (("79", "S"), ("95", "A"), ("110", "B"), ("110.1", "C")):
        judged = listing(actual=f"{actual} (FY2022)", direction="減らす", **less)
        assert grade("nagayo-plan-9", judged) == expected
    assert grade("nagayo-plan-9", listing(actual="－ (FY2022 調査未実施)", **less)) == "－"


@pytest.mark.parametrize(
    ("actual", "facts", "expected"),
    [
        ("101", ("on_schedule",), "A"),
        ("101", ("behind_schedule",), "B"),
        ("101", (), ""),
        ("100", ("on_schedule",), "C"),
        ("99", (), "C"),
        ("－", (), "判定なし"),
    ],
)
def test_tagawa_has_no_threshold_between_a_and_b(
    actual: str, facts: tuple[str, ...], expected: str
) -> None:
    """田川市のAとBの境は印刷されていない。 Tagawa prints no threshold between A and B."""
    cell = "－ (FY2022 未公表)" if actual == "－" else f"{actual} (FY2022)"
    judged = listing(actual=cell, baseline="100 (FY2020)", goal="120 (FY2025)", method="進捗率")
    assert grade("tagawa-plan-5", judged, *facts) == expected


@pytest.mark.parametrize(
    ("exact", "facts", "expected"),
    [
        ("100.01", (), "◎"),
        ("100", (), "○"),
        ("99.99", (), "△"),
        ("0", ("no_progress",), "×"),
        ("0", (), "△"),
    ],
)
def test_ino_counts_from_the_worst(exact: str, facts: tuple[str, ...], expected: str) -> None:
    """いの町は×を先に見る。 Ino's grades are listed worst first, and × is tried first."""
    assert grade("ino-strategy-h29", with_ratio(exact), *facts) == expected


def test_ino_knows_ended_programs_and_missing_goals() -> None:
    ended = listing(actual="－ (FY2022 事業終了)")
    assert grade("ino-strategy-h29", ended) == "×"
    after_years = listing(actual="50 (FY2021)、－ (FY2022 事業終了)")
    assert after_years.printed is not None
    assert grade("ino-strategy-h29", after_years) == "×", "the latest word is that it ended"
    without = listing(actual="「実施」 (FY2022)", goal="「」 (FY2025)", method="定性")
    assert grade("ino-strategy-h29", without) == "評価なし"


@pytest.mark.parametrize(
    ("exact", "expected", "also"),
    [
        ("80", "80％以上", ()),
        ("79.99", "50％以上80％未満", ()),
        ("79.5", "50％以上80％未満", ()),
        ("50", "50％以上80％未満", ()),
        ("49.99", "50％未満", ()),
        ("20", "50％未満", ()),
        ("19.99", "20％未満", ("50％未満",)),
        ("-5", "20％未満", ("50％未満",)),
    ],
)
def test_fuji_has_an_interval_inside_an_interval(
    exact: str, expected: str, also: tuple[str, ...]
) -> None:
    """富士市の20％未満は50％未満の内側にある。 Fuji's "below 20%" lies inside "below 50%"."""
    judged = with_ratio(exact)
    assert judged.printed == round(Decimal(exact) + Decimal("0.001"), 0)
    assert grade("fuji-plan-5", judged) == expected
    names = [one.grade for one in fitting(judged, PRESETS["fuji-plan-5"].grades)]
    assert tuple(names[1:]) == also


def test_fuji_puts_what_has_no_figure_under_other() -> None:
    assert grade("fuji-plan-5", listing(actual="－ (FY2022 事業終了)")) == "その他"


@pytest.mark.parametrize("scheme", ["sammu-plan-2", "kofu-evaluation", "kitakyushu-progress"])
def test_a_scheme_without_thresholds_waits_for_the_city(scheme: str) -> None:
    """閾値のない区分は、市が述べたときだけ付く。 Without thresholds a grade is only ever stated."""
    for exact in ("-10", "0", "79.5", "100", "250"):
        assert grade(scheme, with_ratio(exact)) == ""
    for row in PRESETS[scheme].grades:
        assert grade(scheme, with_ratio("10"), *row.requires) == row.grade


def test_every_preset_says_where_it_comes_from() -> None:
    assert len(PRESETS) == 9
    for name, preset in PRESETS.items():
        assert preset.name_ja and preset.name_en
        for row in preset.grades:
            assert row.scheme == name == preset.scheme
            assert row.note.startswith("出典：") and row.valid_from and row.label_en
        assert len({row.id for row in preset.grades}) == len(preset.grades)
        assert len({row.order for row in preset.grades}) == 1


# --- rules of any scheme, on an invented one -----------------------------------------------------


def invented(**change: object) -> tuple[RatingGrade, ...]:
    """Three grades of the invented city of Shiomi: ◎ from 80, ○ from 50, △ below."""
    rows = (("◎", "80", None, "3"), ("○", "50", "80", "2"), ("△", None, "50", "1"))
    return tuple(
        RatingGrade(
            **{
                "id": f"shiomi.{rank}",
                "scheme": "shiomi",
                "rank": rank,
                "grade": name,
                "minimum": None if low is None else Decimal(low),
                "maximum": None if high is None else Decimal(high),
                "points": Decimal(points),
                **change,
            }
        )
        for rank, (name, low, high, points) in enumerate(rows, start=1)
    )


def test_the_rounded_and_the_exact_figure_part_at_79_5() -> None:
    """79.5％は、四捨五入して比べれば80％以上、そのまま比べれば80％未満。 Rounded it is 80; exact it is not."""
    judged = with_ratio("79.5")
    rounded = rate(judged, invented(compared=RatedFigure.PRINTED))
    exact = rate(judged, invented(compared=RatedFigure.EXACT))
    assert rounded is not None and exact is not None
    assert (rounded.grade, exact.grade) == ("◎", "○")
    with_a_decimal = rate(with_ratio("79.5", "1"), invented(compared=RatedFigure.PRINTED))
    assert with_a_decimal is not None and with_a_decimal.grade == "○"


def test_a_bound_may_belong_to_the_grade_or_not() -> None:
    at_the_bound = with_ratio("80")
    above = invented(minimum_inclusive=False, maximum_inclusive=True)
    assert [g.grade for g in fitting(at_the_bound, above)] == ["○"]
    assert [g.grade for g in fitting(at_the_bound, invented())] == ["◎"]


def test_the_first_grade_by_rank_is_given_in_either_order() -> None:
    overlapping = (
        *invented(order=GradeOrder.WORST_FIRST),
        RatingGrade(id="shiomi.0", scheme="shiomi", rank=0, grade="要確認", minimum=Decimal(150)),
    )
    assert [g.grade for g in fitting(with_ratio("160"), overlapping)] == ["要確認", "◎"]


def test_a_listing_may_be_graded_against_the_elapsed_share() -> None:
    """5年計画の2年目で進捗率30％なら、予定の75％。 Two years into five, 30% is 75% of the schedule."""
    judged = listing(
        actual="30 (FY2022)", baseline="0 (FY2020)", goal="100 (FY2025)", method="進捗率"
    )
    plain = rate(judged, invented())
    elapsed = rate(judged, invented(basis=RatedBasis.ELAPSED))
    assert plain is not None and elapsed is not None
    assert (plain.grade, elapsed.grade) == ("△", "○")
    prorated = listing(
        actual="30 (FY2022)", baseline="0 (FY2020)", goal="100 (FY2025)", method="按分・進捗率"
    )
    twice = rate(prorated, invented(basis=RatedBasis.ELAPSED))
    assert twice is not None and twice.grade == "○", "already prorated, not prorated again"
    unknown = listing(actual="30 (FY2022)", goal="100 (FY2025)")
    assert rate(unknown, invented(basis=RatedBasis.ELAPSED)) is None


def test_a_listing_may_be_graded_by_met_or_not() -> None:
    scheme = invented(basis=RatedBasis.MET)
    for actual, expected in (("0", "◎"), ("3", "△")):
        judged = listing(
            actual=f"{actual} (FY2022)",
            goal="0以下 (FY2025)",
            method="達成か否か",
            direction="減らす",
        )
        found = rate(judged, scheme)
        assert found is not None and found.grade == expected
    unsaid = listing(
        actual="3 (FY2022)", goal="0 (FY2025)", method="達成か否か", direction="宣言なし"
    )
    assert rate(unsaid, scheme) is None


def test_a_listing_may_be_graded_by_its_points() -> None:
    judged = listing(actual="55 (FY2022)", goal="100 (FY2025)", method="点数", unit="点")
    found = rate(judged, invented(basis=RatedBasis.POINTS))
    assert found is not None and found.grade == "○"


def test_what_a_scheme_leaves_out_gets_no_grade_and_a_reason() -> None:
    """再掲・事業終了・調査中などは、評価の母数から除く。 Left out of the count, with the reason."""
    grades = PRESETS[KITAKYUSHU].grades
    restated = listing(actual="9000 (FY2022)", restates="first")
    cases = {
        "restated": restated,
        "ended": listing(actual="－ (FY2022 事業終了)"),
        "not_surveyed": listing(actual="9000 (FY2021)、－ (FY2022 調査未実施)"),
        "not_yet_published": listing(actual="－ (FY2022 未公表)"),
        "no_numeric_goal": listing(
            actual="「実施」 (FY2022)", goal="「実施」 (FY2025)", method="定性"
        ),
    }
    for reason, judged in cases.items():
        assert left_out(judged, grades) == reason
        assert rate(judged, grades) is None
    assert left_out(with_ratio("90"), grades) == ""
    assert rate(restated, invented()) is not None, "a scheme without exclusions rates all"


def test_a_withheld_target_gets_no_grade_of_any_kind() -> None:
    withheld = listing(actual="9000 (FY2022)", record="目標を保留")
    assert fitting(withheld, PRESETS["fuji-plan-5"].grades) == ()
    assert "withheld" in known_facts(withheld)


def test_a_city_states_a_grade_by_writing_it_in_its_evaluation() -> None:
    grades = PRESETS["tagawa-plan-5"].grades

    def evaluation(year: int, rating: str) -> Evaluation:
        return Evaluation(
            id=f"e{year}", plan="plan", targets=("t1",), year=fiscal_year(year), rating=rating
        )

    rows = [evaluation(2021, "A"), evaluation(2022, "遅れはあるが伸びている"), evaluation(2020, "")]
    assert stated_facts(rows, grades) == {"behind_schedule"}
    assert stated_facts(rows[:1], grades) == {"on_schedule"}
    assert stated_facts([evaluation(2022, "C")], grades) == frozenset()
    assert stated_facts([], grades) == frozenset()


def test_a_plan_names_its_scheme_and_the_city_may_replace_a_preset() -> None:
    judged = with_ratio("90")
    target, indicator = judged.target, judged.indicator
    assert judged.actual is not None

    def city(scheme: str, own: tuple[RatingGrade, ...] = ()) -> City:
        return City(
            name="潮見市",
            plans=(Plan(id=target.plan, name="計画", rating_scheme=scheme),),
            indicators=(indicator,),
            targets=(target,),
            ratings=own,
            evaluations=(Evaluation(id="e", plan=target.plan, targets=(target.id,), rating="B"),),
        )

    assert rated(city(KITAKYUSHU), [judged]) == {target.id: "C"}
    assert rated(city("kitsuki-strategy-2"), [judged]) == {target.id: "B"}, "stated, and 90%"
    assert rated(city(""), [judged]) == {}
    assert rated(city("unheard-of"), [judged]) == {}
    own = invented(scheme=KITAKYUSHU)
    assert grades_by_target(city(KITAKYUSHU, own), [judged])[target.id] in own
    assert grades_of(city(KITAKYUSHU, own[::-1]), KITAKYUSHU) == own, "by rank"
    assert evaluate(city(KITAKYUSHU), date(2025, 4, 1))[0].target == target


# --- composites of points ------------------------------------------------------------------------

# Invented, after a custom of measure evaluations: indicators in seven steps, direction in three.
OVERALL = tuple(
    RatingGrade(
        id=f"overall.{rank}",
        scheme="overall",
        rank=rank,
        grade=name,
        basis=RatedBasis.POINTS,
        minimum=None if low is None else Decimal(low),
        maximum=None if high is None else Decimal(high),
    )
    for rank, (name, low, high) in enumerate(
        (("S", "9", None), ("A", "7", "9"), ("B", "4", "7"), ("C", None, "4")), start=1
    )
)


@pytest.mark.parametrize(
    ("indicators", "direction", "total", "expected"),
    [
        ("7", "3", "10", "S"),
        ("6", "3", "9", "S"),
        ("5", "3", "8", "A"),
        ("6", "1", "7", "A"),
        ("3", "1", "4", "B"),
        ("1", "1", "2", "C"),
    ],
)
def test_points_of_indicators_and_direction_make_one_grade(
    indicators: str, direction: str, total: str, expected: str
) -> None:
    """指標の7段階と方針の3段階を足して区分にする。 Seven steps and three steps, added to a grade."""
    made = composite(OVERALL, (Part("指標", Decimal(indicators)), Part("方針", Decimal(direction))))
    assert made.points == Fraction(total)
    assert made.grade is not None and made.grade.grade == expected
    assert made.missing == ()


def test_parts_are_weighed_exactly() -> None:
    made = composite(
        OVERALL,
        (Part("指標", Decimal("5.5"), Decimal("1.2")), Part("方針", Decimal(3), Decimal("0.8"))),
    )
    assert made.points == Fraction("9.0")
    assert made.grade is not None and made.grade.grade == "S"


def test_a_grade_is_worth_its_points_and_a_missing_part_leaves_no_sum() -> None:
    best, *_ = invented()
    made = composite(OVERALL, (part("指標", best), part("方針", best, Decimal(2))))
    assert made.points == 9
    unjudged = composite(OVERALL, (part("指標", best), part("方針", None)))
    assert (unjudged.points, unjudged.grade, unjudged.missing) == (None, None, ("方針",))


def test_a_composite_needs_parts_and_no_negative_weight() -> None:
    with pytest.raises(ValueError, match="at least one part"):
        composite(OVERALL, ())
    with pytest.raises(ValueError, match="cannot be negative"):
        composite(OVERALL, (Part("指標", Decimal(1), Decimal(-1)),))


# --- why, in a sentence --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "judged", "facts", "ja", "en"),
    [
        (
            KITAKYUSHU,
            with_ratio("79.5"),
            (),
            "達成度80％（四捨五入後）が70％以上100％未満にあたるため、評価は「C」です。",
            'The achievement of 80% (rounded) is at least 70% and below 100%: the grade is "C".',
        ),
        (
            KITAKYUSHU,
            listing(actual="－ (FY2022 事業終了)"),
            (),
            "この評価区分の対象外です（事業終了）。",
            "The scheme leaves it out (ended).",
        ),
        (
            "kitsuki-strategy-2",
            with_ratio("85"),
            ("issues_addressed",),
            "達成度85％が80％以上にあたるうえ、条件（80％以上で課題を整理済み）を満たすため、"
            "評価は「B」です。",
            "The achievement of 85% is at least 80% and the condition (At least 80%, issues "
            'addressed) holds: the grade is "B".',
        ),
        (
            "kitsuki-strategy-2",
            with_ratio("85"),
            (),
            "どの区分にも当てはまらないため、評価はありません。"
            "市が評価を述べたときだけ付く区分があります（B、C、D）。",
            "No grade fits, so there is none. Some are given only where the city states them "
            "(B, C, D).",
        ),
        (
            "ino-strategy-h29",
            with_ratio("100"),
            (),
            "達成度100％が100％ちょうどにあたるため、評価は「○」です。",
            'The achievement of 100% is exactly 100%: the grade is "○".',
        ),
        (
            "fuji-plan-5",
            listing(actual="－ (FY2022 未公表)"),
            (),
            "ほかのどの区分にも当てはまらないため、評価は「その他」です。",
            'No other grade fits: the grade is "その他".',
        ),
        (
            "fuji-plan-5",
            listing(actual="9000 (FY2022)", record="目標を保留"),
            (),
            "原典の誤りが記録されているため、評価も保留しています。",
            "The rating is withheld too, because an error of the source document is on record.",
        ),
    ],
)
def test_a_grade_says_why(
    scheme: str, judged: Achievement, facts: tuple[str, ...], ja: str, en: str
) -> None:
    words = explain_rating(judged, PRESETS[scheme].grades, frozenset(facts))
    assert (words.ja, words.en) == (ja, en)


def test_met_and_points_say_why_too() -> None:
    unmet = listing(
        actual="3 (FY2022)", goal="0以下 (FY2025)", method="達成か否か", direction="減らす"
    )
    said = explain_rating(unmet, invented(basis=RatedBasis.MET))
    assert said.ja == "目標を達成していないため、評価は「△」です。"
    scored = listing(actual="55 (FY2022)", goal="100 (FY2025)", method="点数", unit="点")
    said = explain_rating(scored, invented(basis=RatedBasis.POINTS))
    assert said.ja == "点数55点が50点以上80点未満にあたるため、評価は「○」です。"
    assert said.en == (
        'The score of 55 points is at least 50 points and below 80 points: the grade is "○".'
    )
