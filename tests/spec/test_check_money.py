"""One program's money in several places.

一つの事業の予算が、いくつもの場所に。
"""

from tests.spec.drawn_city import city, finds, passes

TWO_HEADINGS = {
    "elements": "id | name | parent \n priority | 重点事項 | \n vision | ビジョン | ",
    "program_elements": "id | program | element \n a | bus | priority \n b | bus | vision",
}


@finds("amount-differs", "10,220千円", "10,400千円")
def test_two_amounts_of_one_program():
    """同じ事業の額が10,220千円と10,400千円です。 One program, two amounts."""
    return city(
        **TWO_HEADINGS,
        appropriations="listing | amount_yen \n a | 10220000 \n b | 10400000",
    )


@passes("amount-differs")
def test_two_years_of_one_program():
    """年度が違えば額も違います。 Another year, another amount."""
    return city(
        **TWO_HEADINGS,
        appropriations="listing | fiscal_year | amount_yen \n a | FY2024 | 10220000 \n b | FY2025 | 10400000",
    )


@passes("amount-differs")
def test_initial_and_supplementary_money_printed_apart():
    """当初26,300千円と補正3,452千円は、合わせて29,752千円です。 The two stages add up to the other amount."""
    return city(
        **TWO_HEADINGS,
        appropriations="""
        listing | stage                     | amount_yen
        a       | initial                   | 26300000
        a       | supplementary             | 3452000
        b       | initial_and_supplementary | 29752000
        """,
    )


@finds("budget-stage-differs", "5,704,003千円")
def test_one_amount_at_two_stages():
    """同じ額が、一方では当初予算、他方では補正込みです。 Initial here, with supplements there."""
    return city(
        **TWO_HEADINGS,
        appropriations="""
        listing | stage                     | amount_yen
        a       | initial                   | 5704003000
        b       | initial_and_supplementary | 5704003000
        """,
    )


@passes("budget-stage-differs")
def test_one_amount_at_one_stage():
    """どちらも当初予算です。 Both are the initial budget."""
    return city(
        **TWO_HEADINGS,
        appropriations="listing | amount_yen \n a | 5704003000 \n b | 5704003000",
    )


WHOLE = {
    "programs": "id | part_of \n transport | \n bus | transport \n tram | transport",
    "elements": "id \n priority",
    "program_elements": "id | program | element | kind \n w | transport | priority | listing \n b | bus | priority | breakdown \n t | tram | priority | breakdown",
}


@finds("parts-exceed-whole", "100千円", "130千円")
def test_parts_larger_than_their_whole():
    """全体は100千円、内訳の合計は130千円です。 The whole has 100, its parts 130."""
    return city(
        **WHOLE,
        appropriations="listing | amount_yen \n w | 100000 \n b | 60000 \n t | 70000",
    )


@passes("parts-exceed-whole")
def test_parts_that_make_their_whole():
    """内訳の合計が全体と同じです。 The parts make the whole."""
    return city(
        **WHOLE,
        appropriations="listing | amount_yen \n w | 130000 \n b | 60000 \n t | 70000",
    )


@finds("money-counted-twice", "重点事項", "ビジョン", "20,000千円", "1事業")
def test_one_program_under_two_headings():
    """同じ事業が、重点事項にもビジョンにも計上されています。 One program stands under two headings."""
    return city(
        **TWO_HEADINGS,
        appropriations="listing | amount_yen \n a | 20000000 \n b | 20000000",
    )


@finds("money-counted-twice", "2事業", "50,000千円")
def test_one_problem_for_a_pair_of_headings():
    """同じ組の柱なら、事業がいくつでも1件です。 Two headings are one problem, whatever they share."""
    return city(
        elements="id \n priority \n vision",
        program_elements="id | program | element \n a | bus | priority \n b | bus | vision \n c | tram | priority \n d | tram | vision",
        appropriations="listing | amount_yen \n a | 20000000 \n b | 20000000 \n c | 30000000 \n d | 30000000",
    )


@finds("money-counted-twice", "5,000千円")
def test_a_part_under_another_heading():
    """全体と、その内訳が別の柱にあります。 A whole stands here, a part of it there."""
    return city(
        programs="id | part_of \n transport | \n bus | transport",
        elements="id \n priority \n vision",
        program_elements="id | program | element \n a | bus | priority \n b | transport | vision",
        appropriations="listing | amount_yen \n a | 5000000 \n b | 20000000",
    )


@passes("money-counted-twice")
def test_a_program_printed_again_as_a_repeat():
    """2つ目が再掲なら、足されません。 Where the second listing is a repeat, nothing is added twice."""
    return city(
        elements="id \n priority \n vision",
        program_elements="id | program | element | kind \n a | bus | priority | listing \n b | bus | vision | restated",
        appropriations="listing | amount_yen \n a | 20000000 \n b | 20000000",
    )


@passes("money-counted-twice")
def test_a_program_in_two_plans():
    """別の計画に載る同じ事業は、一つの計画の中では二重になりません。 Two plans may list one program."""
    return city(
        elements="id | plan \n priority | first \n vision | second",
        program_elements="id | program | element \n a | bus | priority \n b | bus | vision",
        appropriations="listing | amount_yen \n a | 20000000 \n b | 20000000",
    )
