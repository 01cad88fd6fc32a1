"""Preset evaluation sheets: the usual boxes, for a city that has not declared its own.

The boxes of 事務事業評価 are those that published sheets of many cities share: aims, activity and
outcome indicators, cost by fund with staff time, three points of inspection, and a direction. A
city that lists boxes of its own in ``evaluation_fields`` replaces the whole sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from hoshin.domain.evaluation_sheets import (
    EvaluationField,
    ExpectedBudget,
    FieldKind,
    FieldMeaning,
)
from hoshin.domain.evaluations import AuthorRole, SheetKind
from hoshin.domain.periods import Period

# The usual price of an hour of staff time in published sheets; a city states its own.
YEN_PER_HOUR = Decimal(4000)
_SELF = (AuthorRole.SECTION, AuthorRole.CITY)
_HIGH_TO_LOW = (("高い", "普通", "低い"), ("high", "fair", "low"))


def _field(
    sheet: SheetKind, order: int, part: tuple[str, str], code: str, **more: object
) -> EvaluationField:
    return EvaluationField(
        id=f"{sheet}.{code}",
        sheet=sheet,
        order=order,
        part=part[0],
        part_en=part[1],
        code=code,
        public=True,
        **more,  # type: ignore[arg-type]
    )


def _measure() -> tuple[EvaluationField, ...]:
    part = ("評価", "Evaluation")
    boxes: tuple[dict[str, object], ...] = (
        {
            "code": "answer_to_last_year",
            "name": "約束への答え",
            "name_en": "Answer to last year's promise",
            "meaning": FieldMeaning.ANSWER_TO_LAST_YEAR,
            "authors": _SELF,
            "help": "できたこと、できなかったことと、その理由を書いてください。",
            "help_en": "What was done, what was not, and why.",
        },
        {
            "code": "findings",
            "name": "課題・検証",
            "name_en": "Findings",
            "meaning": FieldMeaning.FINDINGS,
            "required": True,
            "help": "この1年の結果と、その理由、残った課題を書いてください。",
            "help_en": "What came of the year, why, and what remains to be solved.",
        },
        {
            "code": "direction",
            "name": "今後の方向性",
            "name_en": "Direction",
            "meaning": FieldMeaning.DIRECTION,
            "help": "来年度に何をどう変えるか。来年、この約束への答えを書きます。",
            "help_en": "What will change next year. Next year you answer for this promise.",
        },
        {
            "code": "stated_change",
            "name": "前年度からの動き",
            "name_en": "Movement since last year",
            "kind": FieldKind.CHOICE,
            "meaning": FieldMeaning.STATED_CHANGE,
            "options": ("増えた", "減った", "変わらない"),
            "options_en": ("increased", "decreased", "unchanged"),
        },
        {
            "code": "rating",
            "name": "評価",
            "name_en": "Rating",
            "meaning": FieldMeaning.RATING,
        },
    )
    return tuple(
        _field(SheetKind.MEASURE, order, part, **one)  # type: ignore[arg-type]
        for order, one in enumerate(boxes, start=1)
    )


_AIMS = ("目的と内容", "Aims and means")
_INDICATORS = ("活動と成果", "Activity and outcome")
_COST = ("費用", "Cost")
_INSPECTION = ("点検", "Inspection")
_DECISION = ("評価と方向性", "Evaluation and direction")

# Heading, code, name in both languages, kind, and what else is said of the box.
_PROGRAM: tuple[tuple[tuple[str, str], str, str, str, dict[str, object]], ...] = (
    (_AIMS, "subject", "対象（だれに・何に）", "For whom", {"authors": _SELF, "required": True}),
    (_AIMS, "aim", "意図（どうなってほしいか）", "Aim", {"authors": _SELF, "required": True}),
    (_AIMS, "means", "手段（何をするか）", "Means", {"authors": _SELF}),
    (
        _INDICATORS,
        "activity_indicator",
        "活動指標",
        "Activity indicator",
        {
            "authors": _SELF,
            "help": "計画の指標にない活動を数えるときだけ、名前と単位を書いてください。",
            "help_en": "Only where you count something that is no indicator of a plan: its name "
            "and unit.",
        },
    ),
    (
        _INDICATORS,
        "activity_planned",
        "活動指標の計画値",
        "Activity planned",
        {"kind": FieldKind.NUMBER, "authors": _SELF},
    ),
    (
        _INDICATORS,
        "activity_done",
        "活動指標の実績値",
        "Activity done",
        {"kind": FieldKind.NUMBER, "authors": _SELF},
    ),
    (
        _INDICATORS,
        "outcome_indicator",
        "成果指標",
        "Outcome indicator",
        {
            "authors": _SELF,
            "help": "計画の指標にない成果を測るときだけ、名前と単位を書いてください。",
            "help_en": "Only where you measure something that is no indicator of a plan: its name "
            "and unit.",
        },
    ),
    (
        _INDICATORS,
        "outcome_planned",
        "成果指標の目標値",
        "Outcome planned",
        {"kind": FieldKind.NUMBER, "authors": _SELF},
    ),
    (
        _INDICATORS,
        "outcome_reached",
        "成果指標の実績値",
        "Outcome reached",
        {"kind": FieldKind.NUMBER, "authors": _SELF},
    ),
    *(
        (
            _COST,
            meaning.value,
            ja,
            en,
            {
                "kind": FieldKind.MONEY,
                "meaning": meaning,
                "unit": "千円",
                "required": True,
                "authors": _SELF,
            },
        )
        for meaning, ja, en in (
            (FieldMeaning.NATIONAL, "国庫支出金", "National subsidy"),
            (FieldMeaning.PREFECTURE, "県支出金", "Prefectural subsidy"),
            (FieldMeaning.BOND, "地方債（起債）", "Local bonds"),
            (FieldMeaning.OTHER, "その他特定財源", "Other earmarked revenue"),
            (FieldMeaning.GENERAL, "一般財源", "General revenue"),
        )
    ),
    (
        _COST,
        "staff_time",
        "延べ従事時間",
        "Staff time",
        {
            "kind": FieldKind.NUMBER,
            "meaning": FieldMeaning.STAFF_TIME,
            "unit": "時間",
            "yen_per_unit": YEN_PER_HOUR,
            "required": True,
            "authors": _SELF,
            "help": "この事業に使った職員の時間の合計です。人件費は自動で計算します。",
            "help_en": "All hours that staff gave to the program; their cost is calculated.",
        },
    ),
    *(
        (
            _INSPECTION,
            code,
            ja,
            en,
            {
                "kind": FieldKind.CHOICE,
                "options": _HIGH_TO_LOW[0],
                "options_en": _HIGH_TO_LOW[1],
                "required": True,
                "help": help_ja,
                "help_en": help_en,
            },
        )
        for code, ja, en, help_ja, help_en in (
            (
                "necessity",
                "必要性",
                "Necessity",
                "市がする必要があるか。ほかにする人はいないか。",
                "Is it the city that has to do it?",
            ),
            (
                "effectiveness",
                "有効性",
                "Effectiveness",
                "成果につながっているか。",
                "Does it lead to the outcome?",
            ),
            (
                "efficiency",
                "効率性",
                "Efficiency",
                "費用と時間をもっと減らせないか。",
                "Could it take less money and time?",
            ),
        )
    ),
    (
        _DECISION,
        "answer_to_last_year",
        "前年度の約束への答え",
        "Answer to last year's promise",
        {
            "meaning": FieldMeaning.ANSWER_TO_LAST_YEAR,
            "authors": _SELF,
            "help": "できたこと、できなかったことと、その理由を書いてください。",
            "help_en": "What was done, what was not, and why.",
        },
    ),
    (
        _DECISION,
        "findings",
        "課題・検証",
        "Findings",
        {
            "meaning": FieldMeaning.FINDINGS,
            "required": True,
            "help": "この1年の結果と、その理由、残った課題を書いてください。",
            "help_en": "What came of the year, why, and what remains to be solved.",
        },
    ),
    (
        _DECISION,
        "direction",
        "今後の方向性",
        "Direction",
        {
            "kind": FieldKind.CHOICE,
            "meaning": FieldMeaning.DIRECTION,
            "options": ("拡充", "継続", "改善", "縮小", "廃止"),
            "options_en": ("expand", "keep", "improve", "cut", "end"),
            "options_budget": (
                ExpectedBudget.MORE,
                ExpectedBudget.SAME,
                ExpectedBudget.OPEN,
                ExpectedBudget.LESS,
                ExpectedBudget.NONE,
            ),
            "required": True,
        },
    ),
    (
        _DECISION,
        "improvement",
        "改革・改善の内容",
        "What will be improved",
        {
            "meaning": FieldMeaning.IMPROVEMENT,
            "help": "来年度に何をどう変えるか。来年、この約束への答えを書きます。",
            "help_en": "What will change next year. Next year you answer for this promise.",
        },
    ),
)


def _program() -> tuple[EvaluationField, ...]:
    return tuple(
        _field(SheetKind.PROGRAM, order, part, code, name=ja, name_en=en, **more)
        for order, (part, code, ja, en, more) in enumerate(_PROGRAM, start=1)
    )


PRESETS: Mapping[SheetKind, tuple[EvaluationField, ...]] = {
    SheetKind.MEASURE: _measure(),
    SheetKind.PROGRAM: _program(),
}


def all_fields(
    declared: Iterable[EvaluationField], sheet: SheetKind
) -> tuple[EvaluationField, ...]:
    """Every box that a sheet ever had: the city's own, or the preset where it declares none."""
    own = tuple(one for one in declared if one.sheet is sheet)
    return tuple(sorted(own or PRESETS[sheet], key=lambda one: one.order))


def fields_of_sheet(
    declared: Iterable[EvaluationField], sheet: SheetKind, author: AuthorRole, year: Period
) -> tuple[EvaluationField, ...]:
    """The boxes that an author fills in on the sheet of one year, in their order."""
    return tuple(one for one in all_fields(declared, sheet) if one.is_asked(author, year))
