"""Names: one thing under several, and several rows that may be one thing.

名前のゆれと、同じものかもしれない行。
"""

import pytest

from tests.spec.drawn_city import city, finds, found_in, passes


@finds("name-nearly-same", "販売農家一戸あたりの出荷額")
def test_two_spellings_of_one_name():
    """一戸と1戸、などと等の違いだけです。 Two indicators differ in spelling only."""
    return city(
        indicators="id | name \n a | 販売農家1戸あたりの出荷額等 \n b | 販売農家一戸あたりの出荷額など"
    )


@finds("name-nearly-same", "3つ")
def test_one_name_three_times():
    """同じ名前の事業が3つあれば、1件にまとめます。 Three programs of one name are one problem."""
    return city(programs="id | name \n a | 広報経費 \n b | 広報経費 \n c | 広 報 経 費")


@finds("name-nearly-same")
def test_one_letter_of_difference():
    """推進と促進が違うだけの事業です。 Two programs differ in one letter."""
    return city(
        programs="id | name \n a | 台湾との文化交流推進経費 \n b | 台湾との文化交流促進経費"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("小学生の朝食を毎日食べる割合", "中学生の朝食を毎日食べる割合"),
        ("健診を受けた市民の割合(男性)", "健診を受けた市民の割合(女性)"),
        ("第1次産業に従事する者の割合", "第2次産業に従事する者の割合"),
        ("温室効果ガスの年間排出量", "温室効果ガスの年間排出量(都市圏)"),
        ("出生数", "出産数"),
    ],
)
def test_two_things_that_are_told_apart(one: str, other: str) -> None:
    """小と中、男と女、番号、範囲が違えば別のものです。 School, sex, number or scope tell them apart."""
    drawn = city(indicators=f"id | name \n a | {one} \n b | {other}")
    assert "name-nearly-same" not in {problem.code for problem in found_in(drawn)}


@passes("name-nearly-same")
def test_a_part_and_its_whole():
    """内訳の事業の名前は、全体の名前に似ています。 A part is named after its whole."""
    return city(
        programs="id | name | part_of \n a | おでかけ乗車券関係経費 | \n b | おでかけ乗車券関係経費等 | a"
    )


@finds("indicator-name-differs", "製品化件数", "製品化数")
def test_one_indicator_under_two_names():
    """同じ指標が、製品化件数とも製品化数とも印刷されています。 One indicator, two printed names."""
    return city(targets="plan | name_printed \n a | 製品化件数（累計） \n b | 製品化数（累計）")


@passes("indicator-name-differs")
def test_one_name_with_marks():
    """再掲の印や全角・半角の違いは、名前の違いではありません。 Marks and width are no difference."""
    return city(targets="plan | name_printed \n a | ＵＩＪ就業者数 \n b | （再掲）UIJ 就業者数※")


@finds("program-name-differs", "誘致強化事業", "誘致の推進")
def test_one_program_under_two_names():
    """同じ事業が、柱により違う名前です。 One program under two names."""
    return city(
        elements="id \n a \n b",
        program_elements="program | element | name_printed \n p | a | 誘致強化事業 \n p | b | 企業誘致の推進",
    )


@passes("program-name-differs")
def test_one_program_under_one_name():
    """半角と全角の違いだけです。 Only the width differs."""
    return city(
        elements="id \n a \n b",
        program_elements="program | element | name_printed \n p | a | ICカード経費 \n p | b | ＩＣカード経費",
    )


@finds("definition-differs", "内定者を含む")
def test_a_definition_that_differs():
    """一つの計画だけ、内定者を含みます。 One plan counts those with an offer too."""
    return city(targets="plan | definition_note \n a | \n b | 内定者を含む")


@passes("definition-differs")
def test_one_definition():
    """定義の注記がありません。 No listing says otherwise."""
    return city(targets="plan \n a \n b")
