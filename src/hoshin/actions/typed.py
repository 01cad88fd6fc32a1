"""What was typed: the texts of a form become an observation's values, or problems beside fields.

Full-width digits, thousands separators and ▲ are read, because that is how figures stand in city
papers; anything that could be read in two ways is asked back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from hoshin.actions.refusals import IllFormedInputError, empty_text, problem
from hoshin.domain.indicators import MissingReason, ObservationStatus
from hoshin.domain.problems import Problem

LONGEST_TEXT = 20_000
LONGEST_NUMBER = 40
LONGEST_SOURCE = 500
OBSERVATION_FIELDS = (
    *("value", "value_text", "status", "missing_reason", "unit", "comment", "source"),
    *("value_text_en", "comment_en"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?", re.ASCII)

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form says of one observation: a number, words, or a reason why there is neither."""

    value: Decimal | None
    value_text: str
    status: ObservationStatus
    missing_reason: MissingReason | None
    unit: str
    comment: str
    source: str = ""
    value_text_en: str = ""
    comment_en: str = ""


def cleaned(content: Mapping[str, object], fields: tuple[str, ...]) -> dict[str, str]:
    """The known fields of a form as text, line ends made one; raises IllFormedInputError.

    Unknown fields, texts that are too long and control characters are refused, not dropped.
    """
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for name, given in content.items():
        text = "" if given is None else str(given)
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if name not in fields:
            problems.append(_unknown_field(str(name)))
        elif len(text) > LONGEST_TEXT:
            problems.append(_too_long(name))
        elif _CONTROL.search(text):
            problems.append(_control(name))
        elif text.strip():
            found[name] = text.strip()
    if problems:
        raise IllFormedInputError(tuple(problems))
    return found


def read_observation(content: Mapping[str, str], unit: str) -> Typed:
    """The values of a form; raises IllFormedInputError with a problem for each field at fault."""
    problems: list[Problem] = []
    number = content.get("value", "")
    value = read_number(number) if number else None
    if number and value is None:
        problems.append(_not_a_number(number))
    status = _code(content, "status", ObservationStatus, ObservationStatus.FINAL, problems)
    reason = _code(content, "missing_reason", MissingReason, None, problems)
    words, source = content.get("value_text", ""), content.get("source", "")
    if len(source) > LONGEST_SOURCE:
        problems.append(_too_long("source", LONGEST_SOURCE))
    if not problems and (value is not None or bool(words)) == (reason is not None):
        problems.append(_value_or_reason(both=reason is not None))
    if problems:
        raise IllFormedInputError(tuple(problems))
    return Typed(
        value=value,
        value_text=words,
        status=status or ObservationStatus.FINAL,
        missing_reason=reason,
        unit=content.get("unit", "") or unit,
        comment=content.get("comment", ""),
        source=" ".join(source.split()),
        value_text_en=content.get("value_text_en", ""),
        comment_en=content.get("comment_en", ""),
    )


def read_number(text: str) -> Decimal | None:
    """The number that was typed, its digits kept; None when it is none, or could be two."""
    if len(text) > LONGEST_NUMBER:
        return None
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = re.sub(r"^[▲△−‐―–]", "-", plain)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    return Decimal(plain) if _PLAIN.fullmatch(plain) else None


def _code(
    content: Mapping[str, str],
    field: str,
    codes: type[Code],
    default: Code | None,
    problems: list[Problem],
) -> Code | None:
    text = content.get(field, "")
    if not text:
        return default
    try:
        return codes(text)
    except ValueError:
        problems.append(
            problem(
                "not-a-choice",
                f"「{text[:40]}」は選べる値ではありません。",
                f'"{text[:40]}" is not one of the choices.',
                "一覧から選んでください。",
                "Choose from the list.",
                field=field,
            )
        )
        return None


def _not_a_number(text: str) -> Problem:
    return problem(
        "not-a-number",
        f"「{text[:40]}」は数として読めません。",
        f'"{text[:40]}" cannot be read as a number.',
        "数字だけを書いてください（例: 1,234.5）。単位は書かず、"
        "言葉で答える指標なら「言葉での結果」に書いてください。",
        "Write digits only, such as 1,234.5, without the unit. A result in words goes into its own "
        "field.",
        field="value",
    )


def _value_or_reason(*, both: bool) -> Problem:
    if both:
        return problem(
            "value-and-reason",
            "値と、値がない理由の両方が入っています。",
            "There is a value and also a reason why there is none.",
            "どちらか一方にしてください。0 は値です。",
            "Keep one of the two. Zero is a value.",
            field="missing_reason",
        )
    return problem(
        "value-or-reason",
        "値が入っていません。",
        "There is no value.",
        "値を入れるか、値がない理由を選んでください。空のままでは提出できません。",
        "Enter the value, or choose the reason why there is none.",
        field="value",
    )


def _unknown_field(name: str) -> Problem:
    return problem(
        "unknown-field",
        f"「{name[:40]}」という欄はありません。",
        f'There is no field "{name[:40]}".',
        "画面を開き直してください。",
        "Open the page again.",
        field=name[:40],
    )


def _too_long(name: str, longest: int = LONGEST_TEXT) -> Problem:
    return problem(
        "text-too-long",
        f"文章が{longest:,}文字を超えています。",
        f"The text is longer than {longest:,} characters.",
        "短くするか、資料として添付してください。",
        "Shorten it, or attach it as a document.",
        field=name,
    )


def _control(name: str) -> Problem:
    return problem(
        "control-character",
        "目に見えない制御文字が入っています。",
        "The text holds an invisible control character.",
        "その部分を打ち直してください。",
        "Type that part again.",
        field=name,
    )


def required_text(text: str, field: str) -> str:
    """A text that must not be empty; raises IllFormedInputError beside its field."""
    kept = cleaned({field: text}, (field,)).get(field, "")
    if not kept:
        raise empty_text(field)
    return kept
