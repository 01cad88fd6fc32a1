"""Evaluation sheets: what a box takes, and what stands in it.

評価シートの欄と記入。
"""

from tests.spec.drawn_city import city, finds, passes

BOXES = """
id       | sheet   | code      | name       | name_en | kind   | options   | options_en
general  | program | general   | 一般財源   | General | money  |           |
decision | program | direction | 方向性     | Next    | choice | 拡充;縮小 | expand;cut
"""
EVALUATION = "id | program \n e | p"


@finds("evaluation-answer-does-not-fit", "一般財源", "money")
def test_words_in_a_box_of_money():
    """金額の欄に文章が入っています。 Words stand in a box of money."""
    return city(
        evaluation_fields=BOXES,
        evaluations=EVALUATION,
        evaluation_answers="evaluation | field | text \n e | general | 約3千万円",
    )


@finds("evaluation-answer-does-not-fit", "方向性", "choice")
def test_a_word_that_is_no_option():
    """選択肢にない言葉です。 The word is none of the options."""
    return city(
        evaluation_fields=BOXES,
        evaluations=EVALUATION,
        evaluation_answers="evaluation | field | text \n e | decision | 現状維持",
    )


@finds("evaluation-answer-does-not-fit", "方向性")
def test_a_box_of_another_sheet():
    """施策の評価に、事務事業評価の欄の記入があります。 A measure's evaluation in a program's box."""
    return city(
        evaluation_fields=BOXES,
        evaluations="id | element \n e | m",
        evaluation_answers="evaluation | field | text \n e | decision | 拡充",
    )


@passes("evaluation-answer-does-not-fit")
def test_money_and_an_option():
    """金額も選択肢も、欄に合っています。 Money and an option, each in its box."""
    return city(
        evaluation_fields=BOXES,
        evaluations=EVALUATION,
        evaluation_answers="""
            evaluation | field    | text | amount_yen
            e          | general  |      | 31000000
            e          | decision | 拡充 |
        """,
    )


@finds("evaluation-answer-twice", "general", "2")
def test_two_answers_in_one_box():
    """同じ欄に金額が二つあります。 One box holds two amounts."""
    return city(
        evaluation_fields=BOXES,
        evaluations=EVALUATION,
        evaluation_answers="evaluation | field | amount_yen \n e | general | 1 \n e | general | 2",
    )


@finds("evaluation-box-twice", "direction", "2")
def test_two_boxes_with_one_code():
    """同じコードの欄が二つあります。 Two boxes have the same code."""
    return city(
        evaluation_fields="""
            id | sheet   | code      | name
            a  | program | direction | 今後の方向性
            b  | program | direction | 改善の方向性
        """,
    )


@passes("evaluation-answer-twice")
def test_one_box_of_two_evaluations():
    """二つの評価が、同じ欄に一つずつ書いています。 Two evaluations, one answer each in the same box."""
    return city(
        evaluation_fields=BOXES,
        evaluations="id | program \n e | p \n f | p",
        evaluation_answers="evaluation | field | amount_yen \n e | general | 1 \n f | general | 2",
    )


@passes("evaluation-box-twice")
def test_one_code_on_two_sheets():
    """同じコードでも、シートが違います。 The same code, on two sheets."""
    return city(
        evaluation_fields="""
            id | sheet   | code      | name
            a  | program | direction | 今後の方向性
            b  | measure | direction | 今後の方向性
        """,
    )
