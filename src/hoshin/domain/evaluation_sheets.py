"""Evaluation sheets (評価シート): which boxes a city's sheet has, and what was written in them.

A city's own sheet is rows of a table, not a program. What every city has in common is what a box
means: a fund of the cost, the time of staff, findings, a direction. A box without a meaning is
kept and shown as it is. The words are those of published forms of Japanese cities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hoshin.domain.evaluations import AuthorRole, SheetKind, StatedChange
from hoshin.domain.periods import Period
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import EvaluationFieldRef, EvaluationRef, Row
from hoshin.domain.units import Dimension, read_unit
from hoshin.domain.words import named

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


class FieldKind(StrEnum):
    """What a box takes: words, one of some words, a number, or money."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"


class FieldMeaning(StrEnum):
    """What a box says in every city, whatever it is called there.

    The first six are texts of the evaluation; ``improvement`` and ``direction`` are what is
    promised, ``answer_to_last_year`` answers for it. Funds add up to the program's cost, and with
    the cost of staff time to the full cost.
    """

    FINDINGS = "findings"
    DIRECTION = "direction"
    RATING = "rating"
    STATED_CHANGE = "stated_change"
    ANSWER_TO_LAST_YEAR = "answer_to_last_year"
    IMPROVEMENT = "improvement"
    NATIONAL = "national"
    PREFECTURE = "prefecture"
    BOND = "bond"
    OTHER = "other"
    GENERAL = "general"
    STAFF_TIME = "staff_time"


class ExpectedBudget(StrEnum):
    """What a direction asks of the budget that follows: more money, as much, less, or none.

    ``open`` is a direction that money cannot show, such as to improve the way something is done.
    """

    MORE = "more"
    SAME = "same"
    LESS = "less"
    NONE = "none"
    OPEN = "open"


# The funds of a program's cost, in the order in which forms print them.
FUNDS = (
    FieldMeaning.NATIONAL,
    FieldMeaning.PREFECTURE,
    FieldMeaning.BOND,
    FieldMeaning.OTHER,
    FieldMeaning.GENERAL,
)
# Boxes that an evaluation has a column of its own for; every other one has a row of answers.
OWN_COLUMNS = (
    FieldMeaning.FINDINGS,
    FieldMeaning.DIRECTION,
    FieldMeaning.RATING,
    FieldMeaning.STATED_CHANGE,
    FieldMeaning.ANSWER_TO_LAST_YEAR,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationField(Row):
    """One box of a city's evaluation sheet: its name, what it takes, who fills it in.

    ``code`` names the box in forms and never changes; ``part`` is the heading it stands under.
    ``options`` are the words of a choice, in both languages in the same order; where the box says
    the direction, ``options_budget`` says of each what it asks of the next budget, and
    ``years_to_budget`` how many years after the evaluated one that budget is: one where a year is
    evaluated within it, two in the next one and where nothing is said. Money is typed in its
    ``unit``, 円 or 千円, and kept in whole yen. ``yen_per_unit`` is what one unit of staff
    time costs. Without ``authors`` everybody who evaluates fills the box in. Only a ``public`` box
    is published. It stands on the sheets of the years between ``valid_from`` and ``valid_to``.
    """

    sheet: SheetKind
    order: int = 0
    part: str = ""
    part_en: str = ""
    code: str
    name: str
    name_en: str = ""
    kind: FieldKind = FieldKind.TEXT
    meaning: FieldMeaning | None = None
    required: bool = False
    options: tuple[str, ...] = ()
    options_en: tuple[str, ...] = ()
    options_budget: tuple[ExpectedBudget, ...] = ()
    years_to_budget: int | None = None
    unit: str = ""
    yen_per_unit: Decimal | None = None
    authors: tuple[AuthorRole, ...] = ()
    public: bool = False
    help: str = ""
    help_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def __post_init__(self) -> None:
        super(EvaluationField, self).__post_init__()
        if not _CODE.fullmatch(self.code):
            raise IllFormedError(
                "evaluation-field-code",
                f"欄のコード「{self.code[:40]}」に使えない文字があります。",
                f'The code "{self.code[:40]}" of a box has characters that it cannot have.',
                "半角の英小文字で始め、英小文字・数字・_ だけを40文字まで使ってください。",
                "Begin with a lower-case ASCII letter; use lower-case letters, digits and _ only, "
                "40 at most.",
                field="code",
            )
        if (self.kind is FieldKind.CHOICE) != bool(self.options):
            raise IllFormedError(
                "evaluation-field-options",
                f"欄「{self.name}」の種類と選択肢が合いません。",
                f'The kind and the options of the box "{self.name_en or self.name}" do not fit.',
                named(
                    "{kind} を {kind=choice} にする欄にだけ、{options} に選択肢を ; "
                    "で区切って書いてください。"
                ),
                named(
                    "Write {options}, separated by ;, for a box of {kind} {kind=choice} and "
                    "for no other."
                ),
                field="options",
            )
        if self.options_en and len(self.options_en) != len(self.options):
            raise IllFormedError(
                "evaluation-field-options-en",
                f"欄「{self.name}」の選択肢の数が、日本語と英語で違います。",
                f'The box "{self.name_en or self.name}" has not as many options in English as in '
                "Japanese.",
                named("{options} と {options_en} を同じ順で、同じ数だけ書いてください。"),
                named("Write {options} and {options_en} in the same order, as many of each."),
                field="options_en",
            )
        if self.options_budget and (
            self.meaning is not FieldMeaning.DIRECTION
            or len(self.options_budget) != len(self.options)
        ):
            raise IllFormedError(
                "evaluation-field-options-budget",
                f"欄「{self.name}」の選択肢と、次の予算への意味が合いません。",
                f'The options of the box "{self.name_en or self.name}" and what they ask of the '
                "next budget do not fit.",
                named(
                    "{meaning} が {meaning=direction} の選択肢の欄にだけ、{options_budget} "
                    "を {options} と同じ順で、同じ数だけ書いてください({options_budget=more}"
                    "、{options_budget=same}、{options_budget=less}、{options_budget=none}、"
                    "{options_budget=open})。"
                ),
                named(
                    "Write {options_budget} for a box of the {meaning} {meaning=direction} "
                    "only, in the order of {options}, as many of each ({options_budget=more}"
                    ", {options_budget=same}, {options_budget=less}, {options_budget=none}, "
                    "{options_budget=open})."
                ),
                field="options_budget",
            )
        if self.years_to_budget is not None and (
            self.meaning is not FieldMeaning.DIRECTION or self.years_to_budget not in (1, 2, 3)
        ):
            raise IllFormedError(
                "evaluation-field-years-to-budget",
                f"欄「{self.name}」の、評価から予算までの年数を使えません。",
                f'The years from evaluation to budget of the box "{self.name_en or self.name}" '
                "cannot be used.",
                named(
                    "{meaning} が {meaning=direction} の欄にだけ、{years_to_budget} に"
                    "1、2、3のどれかを書いてください。空のままなら2です。"
                ),
                named(
                    "Write 1, 2 or 3 in {years_to_budget}, for a box of the {meaning} "
                    "{meaning=direction} only. Left empty it is 2."
                ),
                field="years_to_budget",
            )
        is_money = self.kind is FieldKind.MONEY and bool(self.unit)
        if is_money and read_unit(self.unit).dimension is not Dimension.MONEY:
            raise IllFormedError(
                "evaluation-field-unit",
                f"欄「{self.name}」の単位「{self.unit}」は、お金の単位ではありません。",
                f'The unit "{self.unit}" of the box "{self.name_en or self.name}" is no money.',
                "円、千円、百万円のように書いてください。空のままなら円です。",
                "Write 円, 千円 or 百万円; an empty unit is yen.",
                field="unit",
            )
        if self.meaning in _KINDS and self.kind not in _KINDS[self.meaning]:
            raise IllFormedError(
                "evaluation-field-meaning",
                f"欄「{self.name}」の種類では、意味「{self.meaning}」を表せません。",
                f'A box of the kind {self.kind} cannot mean "{self.meaning}".',
                named(
                    "財源は {kind} を {kind=money} に、従事時間は {kind=number} "
                    "にしてください。文章の欄は {kind=text} か {kind=choice} です。"
                ),
                named(
                    "A fund is of the {kind} {kind=money}, staff time a {kind=number}; texts "
                    "are {kind=text} or {kind=choice}."
                ),
                field="kind",
            )

    def is_asked(self, author: AuthorRole, year: Period) -> bool:
        """Whether this author finds the box on the sheet of a year."""
        return self.stands_in(year) and (not self.authors or author in self.authors)

    def stands_in(self, year: Period) -> bool:
        """Whether the box is on the sheet of a year, whoever fills it in."""
        begun = self.valid_from is None or self.valid_from <= year.end
        lasts = self.valid_to is None or year.end <= self.valid_to
        return begun and lasts

    @property
    def choices(self) -> tuple[tuple[str, str, str], ...]:
        """What can be chosen: what is kept, and the words for it in Japanese and in English."""
        english = self.options_en or self.options
        words = tuple(zip(self.options, english, strict=True))
        if self.meaning is FieldMeaning.STATED_CHANGE:
            codes = tuple(one.value for one in StatedChange)
            return tuple((code, *pair) for code, pair in zip(codes, words, strict=False))
        return tuple((ja, ja, en) for ja, en in words)


_TEXTS = (FieldKind.TEXT, FieldKind.CHOICE)
_KINDS: dict[FieldMeaning | None, tuple[FieldKind, ...]] = {
    **dict.fromkeys(FUNDS, (FieldKind.MONEY,)),
    FieldMeaning.STAFF_TIME: (FieldKind.NUMBER,),
    FieldMeaning.STATED_CHANGE: (FieldKind.CHOICE,),
    **dict.fromkeys(
        (
            FieldMeaning.FINDINGS,
            FieldMeaning.DIRECTION,
            FieldMeaning.RATING,
            FieldMeaning.ANSWER_TO_LAST_YEAR,
            FieldMeaning.IMPROVEMENT,
        ),
        _TEXTS,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationAnswer(Row):
    """What one evaluation says in one box: words, a number, or whole yen.

    The word of a choice is kept as the sheet offers it, in both languages.
    """

    evaluation: EvaluationRef
    field: EvaluationFieldRef
    text: str = ""
    text_en: str = ""
    value: Decimal | None = None
    amount_yen: int | None = None

    def __post_init__(self) -> None:
        super(EvaluationAnswer, self).__post_init__()
        if (bool(self.text) + (self.value is not None) + (self.amount_yen is not None)) != 1:
            raise IllFormedError(
                "evaluation-answer-form",
                "評価シートの記入は、文章・数・金額のどれか一つです。",
                "An answer of an evaluation sheet is either words, or a number, or money.",
                named("{text}、{value}、{amount_yen} のうち一つだけを書いてください。"),
                named("Fill exactly one of {text}, {value} and {amount_yen}."),
                field="text",
            )
