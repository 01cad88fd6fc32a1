"""The language of templates: Jinja in a sandbox, with the places of the facts and nothing else.

A template reads fields of facts, loops over lists, and asks whether something is there. It calls
no methods, does no arithmetic (figures come from the engine) and reaches no file but the images
beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn

from jinja2 import StrictUndefined
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from hoshin.reports.places import names_of, nearest
from hoshin.reports.read_text import ReadText, WordReadText, read_text
from hoshin.reports.values import Mark, MoneyCell, YearCell

IMAGE_WORDS = ("画像", "image")
_FILTERS_KEPT = ("length", "first", "last", "join", "upper", "lower", "trim", "replace")
_LOOP_WORDS = ("index", "index0", "first", "last", "length")
_COLUMNS = (YearCell, MoneyCell, Mark, str)


class PlaceError(Exception):
    """A template asks for what is not there; sentences and hints in both languages."""

    def __init__(self, code: str, sentence: tuple[str, str], hint: tuple[str, str]) -> None:
        super().__init__(sentence[1])
        self.code = code
        self.sentence = sentence
        self.hint = hint


def unknown_place(name: str, kind: type | None) -> PlaceError:
    """A name that no place has, with the nearest one that exists."""
    close = nearest(name, names_of(kind)) if kind is not None else ""
    if close:
        hint = (
            f"「{close}」のことでしょうか。使える名は docs/forms.md にあります。",
            f'Perhaps "{close}" is meant. The names are listed in docs/forms.md.',
        )
    else:
        hint = (
            "使える名は docs/forms.md にあります。",
            "The names that can be used are listed in docs/forms.md.",
        )
    return PlaceError(
        "template-unknown-place",
        (f"ひな形の「{name}」という場所はありません。", f'There is no place "{name}".'),
        hint,
    )


class TemplateLanguage(ImmutableSandboxedEnvironment):
    """The Jinja environment in which a template is read and filled, one for each paper.

    ``beyond`` holds, for lists of yearly columns, the most columns that the data has and the
    most that the template asked for: what has no room is reported and never dropped in silence.
    """

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    intercepted_unops = frozenset(("-", "+"))

    def __init__(
        self,
        *,
        escape: bool,
        image: Callable[[str], Any] | None = None,
        readings: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(
            undefined=StrictUndefined, autoescape=escape, finalize=_printed, cache_size=0
        )
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS_KEPT if name in self.filters}
        self.filters["空なら"] = self.filters["if_empty"] = _if_empty
        self.filters["ふりがな"] = self.filters["furigana"] = self._with_readings
        self._readings = readings or {}
        self._read_text = WordReadText if escape else ReadText
        if image is not None:
            self.globals.update(dict.fromkeys(IMAGE_WORDS, image))
        self._image = image
        self.asked = 0
        self.held = 0

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a fact, by its Japanese or English name."""
        if isinstance(obj, (LoopContext, RowLoop)) and attribute in _LOOP_WORDS:
            return getattr(obj, attribute)
        if isinstance(obj, Nothing):
            return obj
        kind: type = type(obj)
        names = names_of(kind)
        if attribute not in names:
            raise unknown_place(attribute, kind if names else None)
        return getattr(obj, names[attribute])

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a list; a yearly column that the data does not have is empty."""
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        if not isinstance(obj, tuple) or not isinstance(argument, int):
            raise unknown_place(str(argument), None)
        columns = not obj or isinstance(obj[0], _COLUMNS)
        if columns:
            self.asked = max(self.asked, argument + 1)
            self.held = max(self.held, len(obj))
        if 0 <= argument < len(obj):
            return obj[argument]
        if columns:
            return Nothing()
        raise PlaceError(
            "template-item-missing",
            (
                f"ひな形は{argument + 1}番目を求めていますが、データは{len(obj)}件です。",
                f"The template asks for item {argument + 1}, and the data has {len(obj)}.",
            ),
            (
                "様式に合う計画を --plan で選ぶか、ひな形をくり返しで書いてください。",
                "Choose a plan that fits the form with --plan, or write a loop.",
            ),
        )

    def _with_readings(self, value: Any, reading: str = "") -> ReadText:
        """The value with readings above its characters, as the paper can show them."""
        return self._read_text(read_text(_printed(value), str(reading), self._readings))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> NoReturn:
        """Refuse arithmetic: a paper prints figures and makes none."""
        raise arithmetic()

    def call_unop(self, context: Any, operator: str, arg: Any) -> NoReturn:
        """Refuse arithmetic."""
        raise arithmetic()

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the image function may be called."""
        return self._image is not None and obj is self._image


@dataclass(frozen=True, slots=True)
class RowLoop:
    """What a row of a sheet may ask of its loop, as Jinja's own loops answer it."""

    index0: int
    length: int

    @property
    def index(self) -> int:
        """The number of the item, from 1."""
        return self.index0 + 1

    @property
    def first(self) -> bool:
        """Whether it is the first item."""
        return self.index0 == 0

    @property
    def last(self) -> bool:
        """Whether it is the last item."""
        return self.index == self.length


class Nothing:
    """A column that the data does not have: every field of it is nothing, and prints empty."""

    def __str__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False


def arithmetic() -> PlaceError:
    """Arithmetic in a template."""
    return PlaceError(
        "template-arithmetic",
        (
            "ひな形の中で計算することはできません。",
            "A template cannot calculate.",
        ),
        (
            "数字は判定の結果をそのまま使います。合計には「合計」などの場所を使ってください。",
            "Figures are those of the judgement. For a total use a place such as total.",
        ),
    )


def _printed(value: Any) -> Any:
    """What is printed for a value: nothing for None, a number without exponent."""
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else value


def _if_empty(value: Any, other: str) -> Any:
    """The value, or the other text where nothing would be printed."""
    return value if str(_printed(value)) else other
