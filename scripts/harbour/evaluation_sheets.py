"""The evaluation sheet that the invented city made for itself, and two programs on it.

It differs from the preset: money is typed in yen, staff is counted in persons, the direction has
four words of its own, residents are heard, and one box stays inside the city hall.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from hoshin.domain.evaluation_sheets import (
    EvaluationAnswer,
    EvaluationField,
    ExpectedBudget,
    FieldKind,
    FieldMeaning,
)
from hoshin.domain.evaluations import AuthorRole, Evaluation, SheetKind
from hoshin.domain.periods import fiscal_year
from scripts.harbour.plans import PLAN, REVIEW_DOC

VISITORS, STARTUP = "p-visitors", "p-startup"
CHILDCARE, CHECKUP, SOLAR, WASTE = "p-childcare", "p-checkup", "p-solar", "p-waste"
_SECTION = (AuthorRole.SECTION,)
_OFFICE = (AuthorRole.SECTION, AuthorRole.BUREAU)
_DIRECTIONS = ("拡大", "このまま", "見直し", "終了"), ("expand", "as it is", "rethink", "finish")
_ASKED_OF_BUDGET = (
    ExpectedBudget.MORE,
    ExpectedBudget.SAME,
    ExpectedBudget.OPEN,
    ExpectedBudget.NONE,
)
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
            "options_budget": _ASKED_OF_BUDGET,
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

Words = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What one author wrote of a program in a year; words in both languages, answers by box."""

    program: str
    year: int
    author: AuthorRole
    findings: Words
    direction: Words
    answer: Words = ("", "")
    words: dict[str, Words] = field(default_factory=dict)
    yen: dict[str, int] = field(default_factory=dict)
    staff: Decimal | None = None

    @property
    def id(self) -> str:
        """The id of the evaluation."""
        return f"evaluation.{self.year}.{self.program}.{self.author}"


_SHEETS = (
    _Sheet(
        program=VISITORS,
        year=2022,
        author=AuthorRole.SECTION,
        findings=(
            "海の市は年に四回で、客の少ない月が残りました。",
            "With four sea markets a year, some months stayed quiet.",
        ),
        direction=("拡大", "expand"),
        words={
            "purpose": (
                "港を訪れる人が増え、店と漁師の収入になる。",
                "More people visit the port, and shops and fishers earn by it.",
            ),
            "improvement": (
                "海の市を毎月ひらきます。",
                "The sea market will be held every month.",
            ),
        },
        yen={"national": 0, "general": 29_850_000},
        staff=Decimal("1.2"),
    ),
    _Sheet(
        program=VISITORS,
        year=2023,
        author=AuthorRole.SECTION,
        findings=(
            "海の市に客が集まり、観光客は前の年を上回りました。",
            "The sea market drew people; there were more guests than the year before.",
        ),
        direction=("このまま", "as it is"),
        answer=(
            "海の市は十一回ひらきました。二月だけは、しけのため中止しました。",
            "The sea market was held eleven times; in February the sea was too rough.",
        ),
        words={
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
        yen={"national": 0, "general": 32_410_000},
        staff=Decimal("1.5"),
    ),
    _Sheet(
        program=VISITORS,
        year=2023,
        author=AuthorRole.BUREAU,
        findings=(
            "客は増えたが、一人が使う額は伸びていません。",
            "There are more guests, but what each spends has not grown.",
        ),
        direction=("見直し", "rethink"),
        words={"residents": ("いいえ", "no")},
    ),
    _Sheet(
        program=VISITORS,
        year=2023,
        author=AuthorRole.COMMITTEE,
        findings=(
            "泊まる客に絞って目標を立ててください。",
            "Please set a goal for guests who stay overnight.",
        ),
        direction=("見直し", "rethink"),
    ),
    _Sheet(
        program=STARTUP,
        year=2023,
        author=AuthorRole.SECTION,
        findings=(
            "創業した人は増えましたが、一年でやめた店が二つあります。",
            "There are more founders, but two shops closed within a year.",
        ),
        direction=("拡大", "expand"),
        words={
            "purpose": (
                "若い人が港見で店をひらき、長く続けられる。",
                "Young people open shops in Minatomi and keep them.",
            ),
            "residents": ("はい", "yes"),
            "improvement": (
                "創業から三年間、毎月相談に応じます。",
                "Advice every month for the first three years.",
            ),
        },
        yen={"national": 0, "general": 8_000_000},
        staff=Decimal("0.5"),
    ),
    _Sheet(
        program=STARTUP,
        year=2023,
        author=AuthorRole.BUREAU,
        findings=(
            "相談の窓口を商工会と一つにすれば、人手を増やさずにできます。",
            "With one desk shared with the chamber of commerce, no more staff is needed.",
        ),
        direction=("拡大", "expand"),
        words={"residents": ("はい", "yes")},
    ),
    _Sheet(
        program=CHILDCARE,
        year=2023,
        author=AuthorRole.SECTION,
        findings=(
            "待つ子は減りました。島の園だけは先生が足りません。",
            "Fewer children wait; only the island nursery lacks teachers.",
        ),
        direction=("このまま", "as it is"),
    ),
    _Sheet(
        program=CHECKUP,
        year=2023,
        author=AuthorRole.SECTION,
        findings=(
            "夜間の健診で、四十代の受診が増えました。",
            "Evening check-ups brought more people in their forties.",
        ),
        direction=("拡大", "expand"),
    ),
    _Sheet(
        program=SOLAR,
        year=2023,
        author=AuthorRole.SECTION,
        findings=(
            "申込みが予算を上回り、年の半ばで締め切りました。",
            "More applied than the money allowed for; it closed in the middle of the year.",
        ),
        direction=("拡大", "expand"),
    ),
    _Sheet(
        program=WASTE,
        year=2023,
        author=AuthorRole.SECTION,
        findings=(
            "分別の説明会は続けますが、ごみの量は減っていません。",
            "The meetings on sorting go on, but there is no less waste.",
        ),
        direction=("このまま", "as it is"),
    ),
    _Sheet(
        program=WASTE,
        year=2023,
        author=AuthorRole.COMMITTEE,
        findings=(
            "説明会ではごみは減りません。別のやり方を考えてください。",
            "Meetings do not make less waste; please think of another way.",
        ),
        direction=("終了", "finish"),
    ),
)


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
    """Programs over two years, as section, bureau and committee see them."""
    return tuple(
        Evaluation(
            id=one.id,
            plan=PLAN,
            program=one.program,
            year=fiscal_year(one.year),
            author_role=one.author,
            findings=one.findings[0],
            findings_en=one.findings[1],
            direction=one.direction[0],
            direction_en=one.direction[1],
            answer_to_last_year=one.answer[0],
            answer_to_last_year_en=one.answer[1],
            source=REVIEW_DOC,
            locator="p. 20",
        )
        for one in _SHEETS
    )


def evaluation_answers() -> tuple[EvaluationAnswer, ...]:
    """What the sheets say in the boxes that evaluations have no column for."""
    return tuple(answer for one in _SHEETS for answer in _answers(one))


def _answers(sheet: _Sheet) -> Iterator[EvaluationAnswer]:
    said: dict[str, dict[str, object]] = {
        code: {"text": ja, "text_en": en} for code, (ja, en) in sheet.words.items()
    }
    said |= {code: {"amount_yen": yen} for code, yen in sheet.yen.items()}
    if sheet.staff is not None:
        said["staff_time"] = {"value": sheet.staff}
    for code, columns in said.items():
        yield EvaluationAnswer(
            id=f"{sheet.id}.{code}",
            evaluation=sheet.id,
            field=f"program.{code}",
            source=REVIEW_DOC,
            locator="p. 20",
            **columns,  # type: ignore[arg-type]
        )
