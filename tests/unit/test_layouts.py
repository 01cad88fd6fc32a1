"""Layouts that a clerk writes: read, applied to what no rule reads, learnt, named where wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import Indicator, Observation, Target
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Plan
from hoshin.importers.document import Document
from hoshin.importers.findings import FoundIndicator, ValueRole
from hoshin.importers.layouts.applying import recognise_with
from hoshin.importers.layouts.learning import learn
from hoshin.importers.layouts.model import Layout
from hoshin.importers.layouts.toml_text import read_layout, write_layout
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise

# A layout that no rule reads: no head says 指標, 目標, 基準 or 実績.
ROWS = [
    ("にぎわいのものさし", "はじめ", "R5のすがた", "R6のすがた", "めざすすがた", "はかりかた"),
    ("灯台の来場者数", "1,200", "1,250", "1,310", "2,000", "人"),
    ("浜の清掃に出た人の数", "300", "320", "―", "500", "人"),
    ("港の店の数", "41", "43", "44", "60", "店"),
    ("朝市の日数", "12", "▲1", "18", "24", "日"),
]
NEXT_YEAR = [
    ("にぎわいのものさし", "はじめ", "R6のすがた", "R7のすがた", "めざすすがた", "はかりかた"),
    ("灯台の来場者数", "1,200", "1,310", "1,400", "2,000", "人"),
    ("朝市の日数", "12", "18", "20", "24", "日"),
]
BY_HAND = """
version = 1

[[table]]
name = "ものさし表"

[[table.column]]
head = "にぎわいのものさし"
means = "name"

[[table.column]]
head = "はかりかた"
means = "unit"

[[table.column]]
head = "はじめ"
means = "baseline"
period = "令和4年度"

[[table.column]]
head = "R6のすがた"
means = "actual"
period = "令和6年度"

[[table.column]]
head = "めざすすがた"
means = "goal"
period = "令和9年度"
"""


def document(rows: list[tuple[str, ...]], above: str = "港の市 にぎわいの記録\n\n") -> Document:
    text = above + "\n".join("\t".join(row) for row in rows) + "\n"
    found = read_document(text.encode(), "mono.txt").document
    assert found is not None
    return found


def layout(text: str = BY_HAND) -> Layout:
    found, problems = read_layout(text, "layout.toml")
    assert found is not None, problems
    return found


def figures(one: FoundIndicator) -> dict[tuple[str, int | None], Decimal | None]:
    return {
        (value.role.value, value.period.period.final_year if value.period else None): (
            value.value.number
        )
        for value in one.values
        if value.value.absence is None
    }


def test_no_rule_reads_it_and_a_layout_does() -> None:
    assert not recognise(document(ROWS)).indicators
    found = recognise_with(document(ROWS), [layout()])
    assert [one.name for one in found.indicators] == [row[0] for row in ROWS[1:]]
    assert [one.unit for one in found.indicators] == ["人", "人", "店", "日"]
    assert figures(found.indicators[3]) == {
        ("baseline", 2022): Decimal(12),
        ("actual", 2023): Decimal(-1),
        ("actual", 2024): Decimal(18),
        ("goal", 2027): Decimal(24),
    }
    evidence = found.indicators[0].evidence
    assert evidence.shape == "layout:ものさし表"
    assert evidence.lines
    period = found.indicators[0].of_role(ValueRole.ACTUAL)[0].period
    assert period is not None
    assert period.period == fiscal_year(2023)


def test_next_years_heads_are_the_same_layout() -> None:
    found = recognise_with(document(NEXT_YEAR), [layout()])
    assert figures(found.indicators[0])[("actual", 2025)] == Decimal(1400)


def test_a_value_that_is_not_understood_goes_to_a_person() -> None:
    rows = [ROWS[0], ROWS[1], ("港の店の数", "41", "四十三前後か", "44", "60", "店")]
    found = recognise_with(document(rows), [layout()])
    assert [one.name for one in found.indicators] == ["灯台の来場者数"]
    assert [left.code for left in found.left_over] == ["value-table-value"]


def test_a_missing_head_is_said_with_the_layout() -> None:
    rows = [("にぎわいのものさし", "はじめ", "R6のすがた", "ゆくすえ", "はかりかた"), *ROWS[1:]]
    found = recognise_with(document(rows), [layout()])
    (problem,) = [one for one in found.problems if one.code == "layout-not-found"]
    assert "めざすすがた" in problem.sentence_ja
    assert "layout.toml" in problem.hint_ja


def city() -> City:
    """A city that holds two of the table's rows."""
    indicators, targets, observations = [], [], []
    for row in (ROWS[1], ROWS[4]):
        name, base, first, second, goal, unit = row
        made = f"i-{len(indicators)}"
        indicators.append(Indicator(id=made, name=name, unit=unit))
        targets.append(
            Target(
                id=f"t-{made}",
                plan="p",
                indicator=made,
                name_printed=name,
                unit=unit,
                baseline_value=Decimal(base.replace(",", "")),
                baseline_period=fiscal_year(2022),
                goal_value=Decimal(goal.replace(",", "")),
                goal_period=fiscal_year(2027),
            )
        )
        for year, printed in ((2023, first), (2024, second)):
            observations.append(
                Observation(
                    id=f"o-{made}-{year}",
                    indicator=made,
                    time_period=fiscal_year(year),
                    obs_value=Decimal(printed.replace(",", "").replace("▲", "-")),
                    unit_measure=unit,
                )
            )
    return City(
        name="港の市",
        plans=(Plan(id="p", name="港の計画"),),
        indicators=tuple(indicators),
        targets=tuple(targets),
        observations=tuple(observations),
    )


def test_a_layout_is_learnt_from_two_rows_and_reads_the_others_and_the_next_year() -> None:
    learnt = learn(document(ROWS), city(), "layout.toml")
    assert learnt.layout is not None
    text = write_layout(learnt.layout, "learnt")
    again = layout(text)
    found = recognise_with(document(ROWS), [again])
    by_hand = recognise_with(document(ROWS), [layout()])
    assert [figures(one) for one in found.indicators] == [figures(o) for o in by_hand.indicators]
    assert [one.unit for one in found.indicators] == [one.unit for one in by_hand.indicators]
    later = recognise_with(document(NEXT_YEAR), [again])
    assert figures(later.indicators[1])[("actual", 2025)] == Decimal(20)


def test_nothing_is_learnt_of_a_table_that_the_city_does_not_know() -> None:
    learnt = learn(document(ROWS), City(name="港の市"), "layout.toml")
    assert learnt.layout is None
    assert [one.code for one in learnt.problems] == ["layout-nothing-learnt"]


def test_a_column_whose_meaning_is_not_certain_is_left_out_and_said() -> None:
    rows = [(*row, extra) for row, extra in zip(ROWS, ("よび", "9", "8", "7", "6"), strict=True)]
    learnt = learn(document(rows), city(), "layout.toml")
    assert learnt.layout is not None
    assert "よび" not in {one.head for one in learnt.layout.tables[0].columns}
    assert [one.place.column for one in learnt.problems] == ["よび"]


FORM = """
version = 1
[[form]]
name = "ものさしカード"
contains = ["ものさしカード"]
[[form.indicator]]
name = { right_of = "ものさし" }
unit = { right_of = "はかりかた" }
baseline = { below = "はじめ", period = "令和4年度" }
goal = { below = "めざすすがた", period_at = { cell = "C6" } }
"""
CARD = """<table>
<tr><th colspan=3>ものさしカード</th></tr>
<tr><td>ものさし</td><td colspan=2>朝市の日数</td></tr>
<tr><td>はかりかた</td><td colspan=2>日</td></tr>
<tr><td>はじめ</td><td>めざすすがた</td><td>めど</td></tr>
<tr><td>12</td><td>24以上</td><td></td></tr>
<tr><td></td><td></td><td>令和9年度</td></tr>
</table>"""


def test_a_form_is_read_by_its_labels_and_cells() -> None:
    found = read_document(f"<html><body>{CARD}</body></html>".encode(), "card.html").document
    assert found is not None
    assert not recognise(found).indicators
    (one,) = recognise_with(found, [layout(FORM)]).indicators
    assert (one.name, one.unit) == ("朝市の日数", "日")
    assert figures(one) == {("baseline", 2022): Decimal(12), ("goal", 2027): Decimal(24)}


def test_labels_in_running_lines_are_read_one_form_after_the_other() -> None:
    text = (
        "ものさしカード\nものさし:朝市の日数\nはじめ\n12日\nめざすすがた:24日\n\n"
        "ものさし:港の店の数\nはじめ\n41店\nめざすすがた:60店\n"
    )
    rules = """
version = 1
[[form]]
name = "カード"
contains = ["ものさしカード"]
[[form.indicator]]
name = { after = "ものさし" }
baseline = { after = "はじめ", period = "2022年度" }
goal = { after = "めざすすがた", period = "2027年度" }
"""
    found = read_document(text.encode(), "cards.txt").document
    assert found is not None
    indicators = recognise_with(found, [layout(rules)]).indicators
    assert [(one.name, one.unit) for one in indicators] == [
        ("朝市の日数", "日"),
        ("港の店の数", "店"),
    ]
    assert figures(indicators[1])[("goal", 2027)] == Decimal(60)


def test_a_budget_table_in_a_cities_own_words() -> None:
    rules = """
version = 1
[[table]]
name = "おかねの表"
[[table.column]]
head = "とりくみの名"
means = "program"
[[table.column]]
head = "うけもち"
means = "office"
[[table.column]]
head = "R7のおかね"
means = "amount"
unit = "千円"
"""
    rows = [
        ("とりくみの名", "うけもち", "R7のおかね"),
        ("灯台をともす", "港湾課", "1,200"),
        ("浜をきよめる", "環境課", "800"),
        ("計", "", "2,000"),
    ]
    assert not recognise(document(rows)).programs
    found = recognise_with(document(rows), [layout(rules)])
    assert [(one.name, one.office, one.amount_yen) for one in found.programs] == [
        ("灯台をともす", "港湾課", 1_200_000),
        ("浜をきよめる", "環境課", 800_000),
    ]
    year = found.programs[0].year
    assert year is not None
    assert year.period == fiscal_year(2025)
    assert found.totals[0].agrees


@pytest.mark.parametrize(
    ("change", "line", "key", "code"),
    [
        (("version = 1", "version = 2"), 2, "version", "layout-version"),
        (('means = "unit"', 'means = "tani"'), 13, "table.column.means", "layout-unknown-meaning"),
        (('means = "unit"', 'mean = "unit"'), 13, "table.column.mean", "layout-unknown-key"),
        (('"令和9年度"', '"来年"'), 28, "table.column.period", "layout-period"),
        (('means = "name"', 'means = "unit"'), 4, "table.column", "layout-name-column"),
        (('head = "はじめ"', ""), 15, "table.column", "layout-column-place"),
        (('name = "ものさし表"', "name = 5"), 5, "table.name", "layout-wrong-kind"),
        (('name = "ものさし表"', 'name = "ものさし表'), 5, "", "layout-not-toml"),
    ],
)
def test_mistakes_are_named_by_file_line_and_key(
    change: tuple[str, str], line: int, key: str, code: str
) -> None:
    found, problems = read_layout(BY_HAND.replace(*change), "layout.toml")
    assert found is None
    problem = problems[0]
    assert (problem.code, problem.place.file, problem.place.line) == (code, "layout.toml", line)
    assert problem.place.column == key
    assert problem.hint_ja
    assert problem.hint_en


@pytest.mark.parametrize("kind", ["table", "form"])
def test_single_brackets_are_told_and_not_passed_over(kind: str) -> None:
    # Found by fuzzing: such a file was taken for a layout that reads nothing.
    nothing, problems = read_layout(f'version = 1\n[{kind}]\nname = "表"\n', "layout.toml")
    assert nothing is None
    (one,) = problems
    assert one.code == "layout-brackets" and one.place.line == 2
    assert f"[[{kind}]]" in one.hint_ja and f"[[{kind}]]" in one.hint_en


def test_an_empty_layout_is_refused() -> None:
    _, problems = read_layout("version = 1\n", "layout.toml")
    assert [one.code for one in problems] == ["layout-empty"]


@pytest.mark.parametrize("text", [BY_HAND, FORM])
def test_write_and_read_is_the_identity(text: str) -> None:
    one = layout(text)
    assert layout(write_layout(one, "a remark\nof two lines")) == one
