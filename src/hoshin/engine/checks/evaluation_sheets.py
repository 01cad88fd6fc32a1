"""Evaluation sheets: answers that do not fit their box, boxes and answers that stand twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from hoshin.domain.evaluation_sheets import EvaluationAnswer, EvaluationField, FieldKind
from hoshin.domain.problems import Problem
from hoshin.domain.words import Name, Words, named
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, at, error
from hoshin.engine.checks.saying import quoted

ANSWER_DOES_NOT_FIT = error(
    "evaluation-answer-does-not-fit",
    Words("欄に合わない記入", "An answer that does not fit its box"),
    Words(
        "金額の欄に文章があったり、選択肢にない言葉があったりすると、集計も比べることもできません。",
        "Words in a box of money, or a word that is no option, can be neither added nor compared.",
    ),
)
ANSWER_TWICE = error(
    "evaluation-answer-twice",
    Words("同じ評価の同じ欄に二つの記入", "Two answers in one box of one evaluation"),
    Words(
        "どちらが市の答えなのか決まりません。",
        "It cannot be told which of the two the city stands by.",
    ),
)
BOX_TWICE = error(
    "evaluation-box-twice",
    Words("同じシートに同じコードの欄", "Two boxes of one sheet with the same code"),
    Words(
        "記入画面では一つの欄になるので、片方の記入が失われます。",
        "On the form they are one box, so the answer to one of them is lost.",
    ),
)


def answers(facts: Facts) -> Iterator[Problem]:
    """Answers whose box is of another kind, of another sheet, or does not offer the word."""
    boxes = {one.id: one for one in facts.city.evaluation_fields}
    sheets = {one.id: one.sheet for one in facts.city.evaluations}
    seen: dict[tuple[str, str], list[EvaluationAnswer]] = defaultdict(list)
    for row in facts.city.evaluation_answers:
        seen[row.evaluation, row.field].append(row)
        box = boxes.get(row.field)
        sheet = sheets.get(row.evaluation)
        if box is None or sheet is None:
            continue
        if box.sheet is not sheet or not _fits(box, row):
            yield _does_not_fit(box, row)
    for rows in seen.values():
        for row in rows[1:]:
            yield ANSWER_TWICE.problem(
                at("evaluation_answers", row, "field"),
                Words(
                    f"評価「{row.evaluation}」の欄「{row.field}」に、記入が{len(rows)}つあります。",
                    f'The evaluation "{row.evaluation}" has {len(rows)} answers in the box '
                    f'"{row.field}".',
                ),
                Words("正しい一つだけを残してください。", "Keep the right one alone."),
                (one.id for one in rows),
            )


def _fits(box: EvaluationField, row: EvaluationAnswer) -> bool:
    if box.kind is FieldKind.MONEY:
        return row.amount_yen is not None
    if box.kind is FieldKind.NUMBER:
        return row.value is not None
    if box.kind is FieldKind.CHOICE:
        return row.text in {value for value, _, _ in box.choices}
    return bool(row.text)


def _does_not_fit(box: EvaluationField, row: EvaluationAnswer) -> Problem:
    name = quoted(box.name, box.name_en)
    kind = Name("kind", "evaluation_fields", box.kind)
    return ANSWER_DOES_NOT_FIT.problem(
        at("evaluation_answers", row, "field"),
        Words(
            f"評価「{row.evaluation}」の{name.ja}の記入が、欄の種類（{kind}）と合いません。",
            f'What the evaluation "{row.evaluation}" says in {name.en} does not fit a box of the '
            f"kind {kind}.",
        ),
        Words(
            named(
                "金額は {amount_yen}、数は {value}、文章と選択肢は {text} に書きます。"
                "選択肢は欄の {evaluation_fields.options} の言葉に、"
                "事業の評価は事務事業評価の欄に合わせてください。"
            ),
            named(
                "Money goes into {amount_yen}, a number into {value}, words and choices "
                "into {text}. A choice has to be one of the box's options, and the box "
                "one of the same sheet."
            ),
        ),
        (box.id,),
    )


def boxes_twice(facts: Facts) -> Iterator[Problem]:
    """Boxes of one sheet that share a code."""
    seen: dict[tuple[str, str], list[EvaluationField]] = defaultdict(list)
    for row in facts.city.evaluation_fields:
        seen[row.sheet, row.code].append(row)
    for rows in seen.values():
        for row in rows[1:]:
            yield BOX_TWICE.problem(
                at("evaluation_fields", row, "code"),
                Words(
                    f"コード「{row.code}」の欄が、同じシートに{len(rows)}つあります。",
                    f'One sheet has {len(rows)} boxes with the code "{row.code}".',
                ),
                Words(
                    "欄ごとに別のコードを付けてください。",
                    "Give each box a code of its own.",
                ),
                (one.id for one in rows),
            )


CHECKS = (
    Check(answers, (ANSWER_DOES_NOT_FIT, ANSWER_TWICE)),
    Check(boxes_twice, (BOX_TWICE,)),
)
