"""Proposals: what a document adds, changes or confirms, and that nothing is matched silently."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Direction,
    DirectionBasis,
    Indicator,
    MissingReason,
    Observation,
    Target,
)
from hoshin.domain.periods import calendar_year, fiscal_year
from hoshin.domain.plans import Organisation, OrganisationKind, Plan
from hoshin.domain.problems import ProblemLevel
from hoshin.domain.programs import ListingKind, ProgramListing
from hoshin.domain.proposals import Proposal, ProposedAction
from hoshin.engine.checks import check
from hoshin.exchange.cells import write_cell
from hoshin.exchange.tables import table as table_of
from hoshin.importers.applying import Decisions, apply_proposal, corrected
from hoshin.importers.document import digest
from hoshin.importers.matching import indicator_matcher
from hoshin.importers.propose import propose
from hoshin.importers.proposing import UNIT_NOT_PRINTED, named_headings
from hoshin.importers.text import document_of_text
from hoshin.importers.wording import bare_key, name_key

REPORT = """
港の市 総合計画

No\t指標名\t当初値\t2022年\t2024年(目標値)\t達成度(%)
1\t港の客の数 【8.9】\t2020年度 10 千人\t2022年度 12 千人\t2024年 20 千人\t20%
2\t漁獲の量\t2020年度 5 t\t2022年度 集計中\t2024年 8 t\t
3\t港の客の数 【8.9】【再掲】\t2020年度 10 千人\t2022年度 12 千人\t2024年 20 千人\t20%
"""


def proposed(text: str, city: City, plan: str = "", name: str = "report.txt") -> Proposal:
    document = document_of_text(text.strip("\n"), name, digest(text.encode()))
    return propose(document, city, plan=plan)


def everything(proposal: Proposal) -> Decisions:
    """A person's decision to take every row."""
    return Decisions(frozenset(row.key for row in proposal.rows))


def actions(proposal: Proposal) -> set[tuple[str, ProposedAction]]:
    return {(row.table, row.action) for row in proposal.rows}


@pytest.fixture
def city() -> City:
    return City(
        name="港の市",
        plans=(Plan(id="plan-a", name="港の市 総合計画"),),
        indicators=(
            Indicator(id="port-guests", name="港の客の数", unit="千人"),
            Indicator(id="catch", name="漁獲量", unit="t"),
        ),
    )


def test_a_new_city_gets_everything_with_its_source() -> None:
    proposal = proposed(REPORT, City(name="港の市"))
    assert {row.action for row in proposal.rows} == {ProposedAction.ADD}
    counted = {
        table: len(proposal.of_table(table))
        for table in ("sources", "plans", "indicators", "targets", "observations")
    }
    assert counted == {"sources": 1, "plans": 1, "indicators": 2, "targets": 3, "observations": 3}
    for row in proposal.rows:
        assert row.evidence.sha256 == proposal.sha256
        if row.table not in ("sources", "plans", "levels"):
            assert row.row.source == proposal.source_id
            assert row.row.locator
            assert row.evidence.shape == "S5"
            assert row.evidence.check
    missing = proposal.of_table("observations")[1].row
    assert isinstance(missing, Observation)
    assert missing.missing_reason is MissingReason.NOT_YET_PUBLISHED
    assert missing.obs_value is None


def test_the_same_document_proposes_the_same_ids_again() -> None:
    one = proposed(REPORT, City(name="港の市"))
    other = proposed(REPORT, City(name="別の名"))
    assert [row.key for row in one.rows] == [row.key for row in other.rows]


def test_once_accepted_everything_is_confirmed() -> None:
    city = City(name="港の市")
    first = proposed(REPORT, city)
    after = apply_proposal(city, first, everything(first)).city
    again = proposed(REPORT, after)
    assert {row.action for row in again.rows} == {ProposedAction.CONFIRM}
    assert apply_proposal(after, again).city == after
    errors = [one for one in check(after, date(2025, 1, 1)) if one.level is ProblemLevel.ERROR]
    assert not errors


def test_a_listing_printed_again_names_the_first_one() -> None:
    proposal = proposed(REPORT, City(name="港の市"))
    targets = [row.row for row in proposal.of_table("targets")]
    assert isinstance(targets[0], Target) and isinstance(targets[2], Target)
    assert targets[2].restates == targets[0].id
    assert targets[2].restated_in_print


def test_an_equal_name_is_taken_and_a_near_one_is_only_offered(city: City) -> None:
    proposal = proposed(REPORT, city)
    targets = {row.row.name_printed: row for row in proposal.of_table("targets")}  # type: ignore[attr-defined]
    guests, catch = targets["港の客の数"], targets["漁獲の量"]
    assert guests.row.indicator == "port-guests"  # type: ignore[attr-defined]
    assert not guests.needs_decision
    assert catch.row.indicator != "catch"  # type: ignore[attr-defined]
    assert catch.needs_decision
    (new,) = proposal.of_table("indicators")
    assert new.needs_decision
    assert [one.row_id for one in new.candidates] == ["catch"]
    assert "near-name" in new.candidates[0].reasons


def test_where_no_unit_is_printed_a_person_is_asked(city: City) -> None:
    known = city.indicators[0]
    table = "\n".join(
        (
            "No\t指標名\t当初値\t2022年\t2024年(目標値)\t達成度(%)",
            f"1\t{known.name}\t2020年度 10\t2022年度 12\t2024年 20\t",
            "2\t灯台の見学の数\t2020年度 5\t2022年度 6\t2024年 8\t",
        )
    )
    proposal = proposed(f"港の市 総合計画\n\n{table}", city)
    asked = [one for one in proposal.rows if one.table in ("indicators", "targets", "observations")]
    assert {one.table for one in asked} == {"indicators", "targets", "observations"}
    assert all(one.needs_decision for one in asked)
    units = {
        one.row.indicator: one.row.unit_measure for one in asked if one.table == "observations"
    }
    assert units.pop(known.id) == known.unit
    assert set(units.values()) == {UNIT_NOT_PRINTED}
    # Every row can be kept and shown, for a person to put right.
    for one in asked:
        for column in table_of(one.table).columns:
            write_cell(getattr(one.row, column.name), column)


def test_what_needs_a_decision_is_not_applied_without_one(city: City) -> None:
    proposal = proposed(REPORT, city)
    applied = apply_proposal(city, proposal)
    assert {one.indicator for one in applied.city.targets} == {"port-guests"}
    assert not any(row.needs_decision for row in applied.taken)


def test_a_person_says_that_a_new_indicator_is_an_existing_one(city: City) -> None:
    proposal = proposed(REPORT, city)
    (new,) = proposal.of_table("indicators")
    decisions = Decisions(frozenset(row.key for row in proposal.rows), {new.key: "catch"})
    after = apply_proposal(city, proposal, decisions).city
    assert [one.id for one in after.indicators] == ["port-guests", "catch"]
    assert {one.indicator for one in after.targets} == {"port-guests", "catch"}
    assert {one.indicator for one in after.observations} == {"port-guests", "catch"}


def test_rows_whose_parent_was_not_taken_are_held_back(city: City) -> None:
    proposal = proposed(REPORT, city)
    (new,) = proposal.of_table("indicators")
    taken = frozenset(row.key for row in proposal.rows if row.key != new.key)
    applied = apply_proposal(city, proposal, Decisions(taken))
    assert applied.held_back
    assert all(one.indicator == "port-guests" for one in applied.city.targets)


def test_another_value_in_the_same_document_is_a_change_to_decide() -> None:
    city = City(name="港の市")
    first = proposed(REPORT, city)
    after = apply_proposal(city, first, everything(first)).city
    wrong = tuple(
        replace(one, goal_value=Decimal(21)) if one.number == "1" else one for one in after.targets
    )
    proposal = proposed(REPORT, replace(after, targets=wrong))
    (changed,) = [row for row in proposal.rows if row.action is ProposedAction.CHANGE]
    assert [(one.field, one.current, one.proposed) for one in changed.changes] == [
        ("goal_value", "21", "20")
    ]
    assert changed.needs_decision
    assert changed.row.id == wrong[0].id


def test_another_value_in_another_document_is_not_written_over_the_old_one() -> None:
    city = City(name="港の市")
    first = proposed(REPORT, city)
    after = apply_proposal(city, first, everything(first)).city
    later = REPORT.replace("2022年度 12 千人", "2022年度 13 千人").replace("20%", "30%")
    proposal = proposed(later, after, name="later.txt")
    rows = [
        row
        for row in proposal.of_table("observations")
        if getattr(row.row, "obs_value", None) == Decimal(13)
    ]
    assert rows
    assert {row.action for row in rows} == {ProposedAction.ADD}
    assert all(row.needs_decision for row in rows)


def test_the_plan_may_be_named(city: City) -> None:
    other = replace(city, plans=(*city.plans, Plan(id="plan-b", name="別の計画")))
    proposal = proposed(REPORT, other, plan="plan-b")
    assert {row.row.plan for row in proposal.of_table("targets")} == {"plan-b"}  # type: ignore[attr-defined]
    assert not proposal.of_table("plans")


def test_four_times_are_kept_apart() -> None:
    proposal = proposed(REPORT, City(name="港の市"))
    row = proposal.of_table("observations")[0].row
    assert row.reporting_column == "2022年"  # type: ignore[attr-defined]
    assert row.time_period == fiscal_year(2022)  # type: ignore[attr-defined]
    target = proposal.of_table("targets")[0].row
    assert isinstance(target, Target)
    assert target.goal_column == "2024年(目標値)"
    assert target.goal_period == calendar_year(2024)


PROGRAMS = """
令和7年度 港の市 実施計画

（単位：千円）

No. 局名 課名 事業名 事業概要
令和7年度
当初予算額
1 港湾局 港の課 ■ 岸壁の修理 直す 1,200
2 港の課 ■ 灯りの整備 ともす 800
3 港の課 ■ 岸壁の修理費 No.1 再掲 ―
計 2,000
"""


def test_programs_with_their_money_and_the_printed_total() -> None:
    city = City(name="港の市")
    proposal = proposed(PROGRAMS, city, name="budget.txt")
    after = apply_proposal(city, proposal, everything(proposal)).city
    assert [one.amount_yen for one in after.appropriations] == [1_200_000, 800_000]
    assert {one.fiscal_year for one in after.appropriations} == {fiscal_year(2025)}
    assert [one.name for one in after.organisations] == ["港湾局", "港の課"]
    assert after.organisations[1].parent == after.organisations[0].id
    restated = [one for one in after.program_elements if one.kind is ListingKind.RESTATED]
    assert [one.restates for one in restated] == [after.program_elements[0].id]
    (total,) = after.published_figures
    assert total.value == 2000
    again = proposed(PROGRAMS, after, name="budget.txt")
    assert {row.action for row in again.rows} == {ProposedAction.CONFIRM}


def test_a_near_program_is_offered_and_not_taken() -> None:
    city = City(name="港の市")
    first = proposed(PROGRAMS, city, name="budget.txt")
    after = apply_proposal(city, first, everything(first)).city
    later = PROGRAMS.replace("灯りの整備", "灯りの整備費")
    proposal = proposed(later, after, name="later.txt")
    (new,) = [row for row in proposal.of_table("programs") if row.action is ProposedAction.ADD]
    assert new.needs_decision
    assert new.candidates[0].name == "灯りの整備"
    listings = [
        row for row in proposal.of_table("program_elements") if isinstance(row.row, ProgramListing)
    ]
    assert any(row.needs_decision for row in listings)


def test_what_cannot_be_kept_is_left_to_a_person() -> None:
    text = REPORT.replace("2022年度 12 千人", "12 千人").replace("2022年\t", "実績\t")
    proposal = proposed(text, City(name="港の市"))
    assert "actual-without-period" in [one.code for one in proposal.left_over]
    assert "actual-without-period" in [one.code for one in proposal.problems]


def test_a_document_without_tables_says_so() -> None:
    proposal = proposed("海の話です。", City(name="港の市"))
    assert [one.code for one in proposal.problems] == ["document-nothing-found"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("販売農家 一戸あたりの出荷額", "販売農家1戸当たりの出荷額"),
        ("ボランティア・ＮＰＯの活動など", "ボランティア・NPOの活動等"),
        ("設立件数※1", "設立件数"),
        ("港の客の数【再掲】", "港の客の数"),
        ("「健康」な人の割合", "健康な人の割合"),
    ],
)
def test_names_that_are_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_brackets_are_part_of_a_name_until_they_are_dropped() -> None:
    assert name_key("企業立地件数（累計）") != name_key("企業立地件数")
    assert bare_key("企業立地件数（累計）") == bare_key("企業立地件数")


def test_two_indicators_of_one_name_are_never_chosen_between() -> None:
    city = City(
        name="港の市",
        indicators=(
            Indicator(id="a", name="港の客の数", unit="人"),
            Indicator(id="b", name="港の客の数", unit="千人"),
        ),
    )
    match = indicator_matcher(city).match("港の客の数", "千人")
    assert match.certain == ""
    assert {one.row_id for one in match.candidates} == {"a", "b"}


def test_a_name_with_a_unit_of_another_kind_is_not_certain() -> None:
    city = City(name="港の市", indicators=(Indicator(id="a", name="港の客", unit="人"),))
    assert indicator_matcher(city).match("港の客", "千人").certain == "a"
    assert indicator_matcher(city).match("港の客", "%").certain == ""


def test_figures_in_common_speak_for_a_candidate() -> None:
    city = City(
        name="港の市",
        plans=(Plan(id="p", name="計画"),),
        indicators=(Indicator(id="a", name="港に来た客の人数", unit="人"),),
        targets=(
            Target(
                id="t",
                plan="p",
                indicator="a",
                unit="人",
                baseline_value=Decimal(10),
                baseline_period=fiscal_year(2020),
                goal_value=Decimal(20),
            ),
        ),
    )
    plain = indicator_matcher(city).match("港に来た客数", "人")
    with_figures = indicator_matcher(city).match(
        "港に来た客数", "人", frozenset({(2020, Decimal(10))})
    )
    assert "same-series" in with_figures.candidates[0].reasons
    assert with_figures.candidates[0].likeness > plain.candidates[0].likeness


def test_a_person_corrects_a_proposed_row() -> None:
    proposal = proposed(REPORT, City(name="港の市"))
    row = proposal.of_table("targets")[0]
    fixed, refused = corrected(proposal, {row.key: {"goal_value": Decimal("52.0")}})
    again = next(one for one in fixed.rows if one.key == row.key)
    assert isinstance(again.row, Target)
    assert again.row.goal_value == Decimal("52.0")
    assert "corrected-by-a-person" in again.evidence.check
    assert again.evidence.raw == row.evidence.raw
    assert not refused


def test_a_correction_that_cannot_be_is_refused_and_changes_nothing() -> None:
    proposal = proposed(REPORT, City(name="港の市"))
    row = proposal.of_table("targets")[0]
    fixed, refused = corrected(proposal, {row.key: {"goal_value": None}})
    assert refused[row.key].field == "goal_value"
    assert fixed == proposal


CITY_PLAN = """
わたしの港 環境の記録

水をきれいにします。
指標名\t単位\t基準値(令和4年度)\t目標値(令和9年度)\t担当課\t備考\tひとこと
ごみの量\tt\t100\t80\t環境課\t毎年\t減らしたい
緑の広さ\tha\t5\t8\t公園課\t\t増やしたい
"""


def test_a_new_indicator_waits_for_its_direction_which_is_only_suggested() -> None:
    proposal = proposed(CITY_PLAN, City(name="わたしの港"))
    found = {row.row.name: row for row in proposal.of_table("indicators")}  # type: ignore[attr-defined]
    waste, green = found["ごみの量"], found["緑の広さ"]
    assert waste.needs_decision and green.needs_decision
    assert isinstance(waste.row, Indicator)
    assert waste.row.direction is Direction.UNDECLARED
    assert [(one.field, one.proposed) for one in waste.suggestions] == [("direction", "decrease")]
    assert [(one.field, one.proposed) for one in green.suggestions] == [("direction", "increase")]
    decided = replace(
        everything(proposal),
        corrections={
            waste.key: {
                "direction": Direction.DECREASE,
                "direction_basis": DirectionBasis.DECLARED,
            }
        },
    )
    after = apply_proposal(City(name="わたしの港"), proposal, decided).city
    assert [one.direction for one in after.indicators] == [
        Direction.DECREASE,
        Direction.UNDECLARED,
    ]


def test_a_section_in_charge_is_the_organisation_of_its_name_or_is_said() -> None:
    section = Organisation(id="org-env", name="環境課", kind=OrganisationKind.SECTION)
    proposal = proposed(CITY_PLAN, City(name="わたしの港", organisations=(section,)))
    owners = [row.row.organisation for row in proposal.of_table("indicators")]  # type: ignore[attr-defined]
    assert owners == ["org-env", None]
    (unknown,) = [one for one in proposal.left_over if one.code == "owner-unknown"]
    assert "公園課" in unknown.sentence_ja


def test_a_known_indicator_without_an_owner_is_offered_the_printed_one() -> None:
    city = City(
        name="わたしの港",
        organisations=(Organisation(id="org-env", name="環境課", kind=OrganisationKind.SECTION),),
        indicators=(Indicator(id="waste", name="ごみの量", unit="t"),),
    )
    (change,) = [
        row
        for row in proposed(CITY_PLAN, city).of_table("indicators")
        if row.action is ProposedAction.CHANGE
    ]
    assert change.needs_decision
    assert [(one.field, one.proposed) for one in change.changes] == [("organisation", "org-env")]


def test_columns_of_text_that_no_row_takes_are_said_once_each() -> None:
    proposal = proposed(CITY_PLAN, City(name="わたしの港"))
    said = [one.sentence_ja for one in proposal.left_over if one.code == "value-table-text-column"]
    assert said == [
        "「備考」の列(1セル)は読み取りませんでした。",
        "「ひとこと」の列(2セル)は読み取りませんでした。",
    ]


def test_a_new_plan_has_the_title_of_the_document_and_waits() -> None:
    proposal = proposed(CITY_PLAN, City(name="わたしの港"), name="plan.txt")
    (plan,) = proposal.of_table("plans")
    assert plan.row.name == "わたしの港 環境の記録"  # type: ignore[attr-defined]
    assert plan.needs_decision
    sentence = proposed(CITY_PLAN.replace("環境の記録", "記録です。"), City(name="わたしの港"))
    assert [row.row.name for row in sentence.of_table("plans")] == ["report"]  # type: ignore[attr-defined]


def test_a_sentence_is_no_element_of_a_plan() -> None:
    assert named_headings(("第1章 水", "水をきれいにします。", "")) == ["第1章 水"]
    elements = proposed(CITY_PLAN, City(name="わたしの港")).of_table("elements")
    assert not [row for row in elements if row.row.name.endswith("。")]  # type: ignore[attr-defined]


def test_what_waits_is_counted() -> None:
    proposal = proposed(CITY_PLAN, City(name="わたしの港"))
    applied = apply_proposal(City(name="わたしの港"), proposal)
    assert {row.table for row in applied.waiting} == {"plans", "indicators"}
    assert {row.table for row in applied.held_back} >= {"targets"}
    assert not applied.city.targets
