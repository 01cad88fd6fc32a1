"""Cards, breakdowns and infographics (S7 to S10): paired only where nothing speaks against it."""

from hoshin.domain.programs import BudgetStage, ListingKind
from hoshin.domain.proposals import Confidence
from hoshin.importers.findings import Findings
from hoshin.importers.shapes import recognise
from hoshin.importers.text import document_of_text


def found_in(text: str) -> Findings:
    return recognise(document_of_text(text.strip("\n"), "plan.txt", "0" * 64))


def sure(found: Findings) -> list[tuple[str, int | None]]:
    return [(one.name, one.amount_yen) for one in found.programs if not one.doubtful]


CARDS = """
令和7年度の取組

港の灯りをともす取組
港の道に灯りをともし、夜も安心して
歩ける港にします。

1,200千円

海の学校をひらく
こどもが海のことを学べる
学校を港のそばにひらきます。

800千円
（一部R6補正計上）

浜の清掃を広げる 500千円

浜の清掃に出る人を
ふやすための会をひらきます。
"""


def test_s7_and_s8_read_cards() -> None:
    result = found_in(CARDS)
    assert sure(result) == [
        ("浜の清掃を広げる", 500_000),
        ("港の灯りをともす取組", 1_200_000),
        ("海の学校をひらく", 800_000),
    ]
    by_name = {one.name: one for one in result.programs}
    assert by_name["海の学校をひらく"].stage is BudgetStage.INITIAL_AND_SUPPLEMENTARY
    assert by_name["海の学校をひらく"].evidence.shape == "S7"
    assert by_name["浜の清掃を広げる"].evidence.shape == "S8"
    assert {one.evidence.confidence for one in result.programs} == {Confidence.HIGH}
    assert not result.left_over


def test_labels_printed_downwards_and_captions_letter_by_letter_are_dropped() -> None:
    text = CARDS.replace("1,200千円\n", "1,200千円港\nの\n灯\nり\n\n港 の 灯 り の 図\n")
    assert ("港の灯りをともす取組", 1_200_000) in sure(found_in(text))


def test_two_amounts_behind_two_cards_are_not_paired() -> None:
    text = CARDS.replace("歩ける港にします。\n\n1,200千円\n", "歩ける港にします。\n").replace(
        "800千円\n（一部R6補正計上）", "1,200千円\n\n800千円"
    )
    result = found_in(text)
    assert sure(result) == [("浜の清掃を広げる", 500_000)]
    assert [one.code for one in result.left_over] == ["card-amount-free", "card-amount-free"]
    offered = {one.text for left in result.left_over for one in left.found}
    assert {"1,200千円", "800千円", "港の灯りをともす取組", "海の学校をひらく"} <= offered


def test_the_only_card_and_amount_left_on_a_page_are_offered_and_not_taken() -> None:
    text = (
        CARDS.replace("歩ける港にします。\n\n1,200千円\n", "歩ける港にします。\n")
        + "\n図の説明\n\n1,200千円\n"
    )
    result = found_in(text)
    offered = [one for one in result.programs if one.doubtful]
    assert [(one.name, one.amount_yen) for one in offered] == [("港の灯りをともす取組", 1_200_000)]
    assert ("港の灯りをともす取組", 1_200_000) not in sure(result)


def test_an_amount_behind_a_text_without_title_is_left() -> None:
    text = CARDS.replace("海の学校をひらく\n", "").replace(
        "こどもが海のことを学べる\n", "こどもが海のことを、よく学べる\n"
    )
    result = found_in(text)
    assert "card-title-missing" in [one.code for one in result.left_over]
    assert 800_000 not in [amount for _, amount in sure(result)]


def test_a_lone_line_that_fits_the_text_better_stops_the_pair() -> None:
    text = """
海の学びの図

こどもが“海の学校をひらく会”に集まり、海のことを
学べるようにします。

800千円

“海の学校をひらく会”

山の学校をひらく
こどもが山のことを学べる
学校を山のふもとにひらきます。

300千円
"""
    result = found_in(text)
    assert sure(result) == [("山の学校をひらく", 300_000)]
    assert [one.code for one in result.left_over] == ["card-loose-line-fits-better"]


def test_a_caption_glued_into_a_title_stops_the_pair() -> None:
    result = found_in(CARDS.replace("浜の清掃を広げる 500", "港まつりの様子浜の清掃を広げる 500"))
    assert 500_000 not in [amount for _, amount in sure(result)]
    assert "card-title-like-caption" in [one.code for one in result.left_over]


def test_s9_offers_the_parts_of_an_amount_and_never_adds_them() -> None:
    text = (
        CARDS
        + """

灯りの数を
ふやす
【900千円】

古い灯りを
かえる
【300千円】
"""
    )
    result = found_in(text)
    parts = [one for one in result.programs if one.kind is ListingKind.BREAKDOWN]
    assert [(one.name, one.amount_yen) for one in parts] == [
        ("灯りの数をふやす", 900_000),
        ("古い灯りをかえる", 300_000),
    ]
    assert {one.part_of for one in parts} == {"港の灯りをともす取組"}
    assert all(one.doubtful for one in parts)


def test_s9_leaves_a_frame_to_a_person() -> None:
    result = found_in(CARDS + "\n区のまちづくり\n\n各区10百万円\n\n計５千万円\n\n計50百万円\n")
    assert "breakdown-frame" in [one.code for one in result.left_over]


def test_s10_reads_names_with_amounts_and_leaves_amounts_without_names() -> None:
    result = found_in(
        "海の学校【1５,84１,１６0千円】\n\n【33,000千円】\n➢ 出会いを助ける\n\n名前のない箱\n"
    )
    assert sure(result) == [("海の学校", 15_841_160_000)]
    (left,) = result.left_over
    assert left.code == "infographic-amount-without-name"
    assert ("name", "名前のない箱") in [(one.what, one.text) for one in left.found]


def test_every_amount_is_used_once_or_said_to_be_unused() -> None:
    result = found_in(CARDS + "\n・箇条書きのあと\n港の祭り 70千円\n")
    assert [one.code for one in result.left_over] == ["amount-unused"]
    assert "70千円" in result.left_over[0].evidence.raw


def test_money_inside_sentences_is_no_program() -> None:
    result = found_in("ヘルメットを買う人に一人2千円を助けます。\n\n昨年は1,000千円でした。\n")
    assert result == Findings()


def test_a_lone_line_that_shares_no_word_with_the_text_is_no_title() -> None:
    text = CARDS.replace("港の灯りをともす取組\n", "よくわかる図の題\n\n").replace(
        "港の道に灯りをともし、夜も安心して\n", "道に光をともし、夜も、安心して\n"
    )
    result = found_in(text)
    assert 1_200_000 not in [amount for _, amount in sure(result)]
    assert "card-title-without-tie" in [one.code for one in result.left_over]
