"""The evaluation sheet that the invented city made for itself, and one program on it.

It differs from the preset: money is typed in yen, staff is counted in persons, the direction has
four words of its own, residents are heard, and one box stays inside the city hall.
"""

from __future__ import annotations

from decimal import Decimal

from hoshin.domain.evaluation_sheets import (
    EvaluationAnswer,
    EvaluationField,
    FieldKind,
    FieldMeaning,
)
from hoshin.domain.evaluations import AuthorRole, Evaluation, SheetKind
from hoshin.domain.periods import fiscal_year
from scripts.harbour.plans import PLAN, REVIEW_DOC

YEAR = fiscal_year(2023)
PROGRAM = "p-visitors"
_SECTION = (AuthorRole.SECTION,)
_OFFICE = (AuthorRole.SECTION, AuthorRole.BUREAU)
_DIRECTIONS = ("拡大", "このまま", "見直し", "終了"), ("expand", "as it is", "rethink", "finish")
_ANSWERS = ("はい", "どちらともいえない", "いいえ"), ("yes", "in part", "no")

# Code, heading, name and help, each in both languages; then what else is said of the box.
_BOXES: tuple[tuple[str, str, str, str, str, str, str, dict[str, object]], ...] = (
    (
        "purpose",
        "ねらい",
        "Purpose",
        "まちがどう良くなるか",
        "How the town gets better",
        "市民に話すつもりで書いてください。",
        "Write it as you would tell a resident.",
        {"required": True, "authors": _SECTION},
    ),
    *(
        (
            meaning.value,
            "お金と人手",
            "Money and staff",
            ja,
            en,
            "",
            "",
            {
                "kind": FieldKind.MONEY,
                "meaning": meaning,
                "unit": "円",
                "required": True,
                "authors": _SECTION,
            },
        )
        for meaning, ja, en in (
            (FieldMeaning.NATIONAL, "国庫支出金", "National subsidy"),
            (FieldMeaning.GENERAL, "一般財源", "General revenue"),
        )
    ),
    (
        "staff_time",
        "お金と人手",
        "Money and staff",
        "職員の人数",
        "Staff",
        "半年なら0.5人です。",
        "Half a year is 0.5 persons.",
        {
            "kind": FieldKind.NUMBER,
            "meaning": FieldMeaning.STAFF_TIME,
            "unit": "人",
            "yen_per_unit": Decimal(7_450_000),
            "required": True,
            "authors": _SECTION,
        },
    ),
    (
        "residents",
        "結果",
        "Result",
        "市民の声を聞いたか",
        "Were residents heard",
        "",
        "",
        {
            "kind": FieldKind.CHOICE,
            "options": _ANSWERS[0],
            "options_en": _ANSWERS[1],
            "authors": _OFFICE,
        },
    ),
    (
        "answer_to_last_year",
        "結果",
        "Result",
        "去年の約束はどうなったか",
        "What became of last year's promise",
        "",
        "",
        {"meaning": FieldMeaning.ANSWER_TO_LAST_YEAR, "authors": _SECTION},
    ),
    (
        "findings",
        "結果",
        "Result",
        "わかったこと",
        "What we learnt",
        "",
        "",
        {"meaning": FieldMeaning.FINDINGS, "required": True},
    ),
    (
        "direction",
        "これから",
        "From here on",
        "来年はどうするか",
        "Next year",
        "",
        "",
        {
            "kind": FieldKind.CHOICE,
            "meaning": FieldMeaning.DIRECTION,
            "options": _DIRECTIONS[0],
            "options_en": _DIRECTIONS[1],
            "required": True,
        },
    ),
    (
        "improvement",
        "これから",
        "From here on",
        "来年の約束",
        "Promise for next year",
        "来年、この約束がどうなったかを書きます。",
        "Next year you write what became of it.",
        {"meaning": FieldMeaning.IMPROVEMENT, "authors": _SECTION},
    ),
    (
        "memo",
        "これから",
        "From here on",
        "庁内メモ",
        "Internal note",
        "公表しません。",
        "It is not published.",
        {"public": False, "authors": _OFFICE},
    ),
)

# By author: findings, direction, answers in words by box; each in both languages.
_SHEETS: tuple[
    tuple[AuthorRole, tuple[str, str], tuple[str, str], dict[str, tuple[str, str]]], ...
] = (
    (
        AuthorRole.SECTION,
        (
            "海の市に客が集まり、観光客は前の年を上回りました。",
            "The sea market drew people; there were more guests than the year before.",
        ),
        ("このまま", "as it is"),
        {
            "purpose": (
                "港を訪れる人が増え、店と漁師の収入になる。",
                "More people visit the port, and shops and fishers earn by it.",
            ),
            "residents": ("どちらともいえない", "in part"),
            "improvement": (
                "夜の催しを三回ひらき、泊まる客を増やします。",
                "Three evening events, so that more guests stay overnight.",
            ),
            "memo": ("夜間の警備費は未定です。", "The cost of guards at night is open."),
        },
    ),
    (
        AuthorRole.BUREAU,
        (
            "客は増えたが、一人が使う額は伸びていません。",
            "There are more guests, but what each spends has not grown.",
        ),
        ("見直し", "rethink"),
        {"residents": ("いいえ", "no")},
    ),
    (
        AuthorRole.COMMITTEE,
        (
            "泊まる客に絞って目標を立ててください。",
            "Please set a goal for guests who stay overnight.",
        ),
        ("見直し", "rethink"),
        {},
    ),
)
_FIGURES: dict[str, dict[str, object]] = {
    "national": {"amount_yen": 0},
    "general": {"amount_yen": 32_410_000},
    "staff_time": {"value": Decimal("1.5")},
}


def evaluation_fields() -> tuple[EvaluationField, ...]:
    """The boxes of the city's own sheet for programs."""
    return tuple(
        EvaluationField(
            id=f"program.{code}",
            sheet=SheetKind.PROGRAM,
            order=order,
            part=part,
            part_en=part_en,
            code=code,
            name=name,
            name_en=name_en,
            help=help_ja,
            help_en=help_en,
            **{"public": True, **more},  # type: ignore[arg-type]
        )
        for order, (code, part, part_en, name, name_en, help_ja, help_en, more) in enumerate(
            _BOXES, start=1
        )
    )


def evaluations() -> tuple[Evaluation, ...]:
    """Three views of one program: the section's, the bureau's and the committee's."""
    return tuple(
        Evaluation(
            id=_id(author),
            plan=PLAN,
            program=PROGRAM,
            year=YEAR,
            author_role=author,
            findings=findings[0],
            findings_en=findings[1],
            direction=direction[0],
            direction_en=direction[1],
            source=REVIEW_DOC,
            locator="p. 20",
        )
        for author, findings, direction, _ in _SHEETS
    )


def evaluation_answers() -> tuple[EvaluationAnswer, ...]:
    """What the three sheets say in the boxes that evaluations have no column for."""
    words = [
        EvaluationAnswer(
            id=f"{_id(author)}.{code}",
            evaluation=_id(author),
            field=f"program.{code}",
            text=ja,
            text_en=en,
            source=REVIEW_DOC,
            locator="p. 20",
        )
        for author, _, _, answers in _SHEETS
        for code, (ja, en) in answers.items()
    ]
    figures = [
        EvaluationAnswer(
            id=f"{_id(AuthorRole.SECTION)}.{code}",
            evaluation=_id(AuthorRole.SECTION),
            field=f"program.{code}",
            source=REVIEW_DOC,
            locator="p. 20",
            **said,  # type: ignore[arg-type]
        )
        for code, said in _FIGURES.items()
    ]
    return (*words, *figures)


def _id(author: AuthorRole) -> str:
    return f"evaluation.2023.{PROGRAM}.{author}"
