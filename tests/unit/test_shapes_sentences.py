"""S12: figures in running text, read only where the sentence or a table proves them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hoshin.domain.city import City
from hoshin.importers.findings import Findings, FoundIndicator, ValueRole
from hoshin.importers.propose import propose
from hoshin.importers.shapes import recognise
from hoshin.importers.text import read

TABLE = "指標名\t単位\t基準値(令和4年度)\t目標値(令和9年度)\n灯台の来場者数\t人\t1,200\t2,000\n"
MIGRATION = "指標名\t単位\t基準値(2021年)\t目標値(2027年)\n年転入超過数\t人\t-40\t100\n"


def found_in(text: str) -> Findings:
    document = read(text.encode(), "plan.txt").document
    assert document is not None
    return recognise(document)


def spoken(text: str) -> list[FoundIndicator]:
    return [one for one in found_in(text).indicators if one.in_sentence]


def values(one: FoundIndicator) -> list[tuple[str, Decimal | None, str]]:
    return [
        (value.role.value, value.value.number, value.period.printed if value.period else "")
        for value in one.values
    ]


def test_a_change_whose_word_agrees_proves_itself_even_over_wrapped_lines() -> None:
    (one,) = spoken(
        "このため、「港をめぐる航路数」は2019年度3航\n路から2023年度5航路に増加した。\n"
    )
    assert values(one) == [("actual", Decimal(3), "2019年度"), ("actual", Decimal(5), "2023年度")]
    assert (one.name, one.unit, one.doubtful) == ("港をめぐる航路数", "航路", False)
    assert [(r.first, r.last) for r in one.evidence.lines] == [(1, 2)]


def test_a_change_whose_word_contradicts_its_numbers_is_not_read() -> None:
    assert not spoken("「港の利用者数」は2019年度300人から2023年度500人に減少した。\n")


def test_a_series_is_proved_by_a_table_of_the_document() -> None:
    text = "「灯台の来場者数」は、令和3年度に900人、令和4年度に1,200人となっている。\n"
    (one,) = spoken(f"{TABLE}\n{text}")
    assert not one.doubtful
    assert "table-prints-the-same" in one.evidence.check
    (alone,) = spoken(text)
    assert alone.doubtful


def test_a_sentence_that_contradicts_the_table_goes_to_a_person() -> None:
    text = "「灯台の来場者数」は、令和3年度に900人、令和4年度に1,300人となっている。\n"
    (one,) = spoken(f"{TABLE}\n{text}")
    assert one.doubtful


def test_the_other_side_of_a_balance_is_negative() -> None:
    text = "「年転入超過数」は、2021年に40人の転出超過、2022年に15人の転入超過となった。\n"
    (one,) = spoken(f"{MIGRATION}\n{text}")
    assert [number for _, number, _ in values(one)] == [Decimal(-40), Decimal(15)]
    assert not one.doubtful


def test_a_goal_and_its_actual_belong_to_the_topic_of_the_paragraph() -> None:
    text = (
        "「灯台の来場者数」を数値目標として掲げた。令和5年度に1,500人以上という目標値に対し、"
        "1,200人(令和4年度実績値)であった。\n"
    )
    (one,) = spoken(f"{TABLE}\n{text}")
    assert values(one) == [
        ("goal", Decimal(1500), "令和5年度"),
        ("actual", Decimal(1200), "令和4年度"),
    ]
    document = read(f"{TABLE}\n{text}".encode(), "plan.txt").document
    assert document is not None
    proposal = propose(document, City(name="港市"))
    assert "goal-in-sentence" in {left.code for left in proposal.left_over}
    assert len(proposal.of_table("targets")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "令和4年度の来場者数は前年度より200人増加した。",
        "「灯台の来場者数」は前年比で2割増加した。",
        "「灯台の来場者数」は令和4年度に約半数となった。",
        "令和4年度の予算は、灯台に1,200千円を充てる。",
        "「灯台の来場者数」は、令和4年度に1,200人増の見込み。",
    ],
)
def test_what_is_no_level_is_not_read(text: str) -> None:
    assert not spoken(f"{TABLE}\n{text}\n")


def test_figures_in_sentences_that_were_not_read_are_said() -> None:
    findings = found_in(f"{TABLE}\nこの5年で利用は3割、約400人ふえた。\n")
    assert [one.code for one in findings.problems] == ["sentence-figures-not-read"]
    assert "400" not in str([value for one in findings.indicators for value in one.values])


def test_a_sentence_that_repeats_the_table_adds_no_second_observation() -> None:
    table = "指標名\t単位\t基準値(令和3年度)\t実績値(令和4年度)\t目標値(令和9年度)\n"
    table += "灯台の来場者数\t人\t900\t1,200\t2,000\n"
    document = read(
        f"{table}\n令和4年度の灯台来場は堅調。令和4年度の灯台の来場者数は1,200人で、過去最高。\n".encode(),
        "a.txt",
    ).document
    assert document is not None
    proposal = propose(document, City(name="港市"))
    assert len(proposal.of_table("observations")) == 1
    roles = {value.role for one in recognise(document).indicators for value in one.values}
    assert ValueRole.ACTUAL in roles
