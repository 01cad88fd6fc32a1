"""Columns that hold the domain's values exactly: periods, printed digits, codes, ids.

No database keeps ``50.0`` apart from ``50``, and SQLite turns decimals into binary floats, so
numbers of a plan are kept as the text that the plan folder writes. Nothing is calculated in SQL.
In migrations these fields appear as plain text columns: a migration never imports the domain.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models.expressions import Combinable

from hoshin.domain.periods import Period, read_code
from hoshin.domain.rows import LONGEST_ID

LONGEST_PERIOD = 40
LONGEST_NUMBER = 40
LONGEST_CODE = 40

# A city has few periods and reads them in every row: each code is understood once.
_period_of = lru_cache(maxsize=4_096)(read_code)


def _as_plain(field: models.CharField, deconstructed: tuple[Any, ...]) -> tuple[Any, ...]:
    name, _, arguments, options = deconstructed
    options.pop("choices", None)
    return name, "django.db.models.CharField", arguments, options


class PeriodField(models.CharField):
    """A period, kept as its code: ``FY2024``, ``2024-07``, ``FY2022/FY2024``."""

    _pyi_private_set_type: Period | str | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: Period  # type: ignore[assignment]
    _pyi_lookup_exact_type: Period | str

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_PERIOD, **options})

    def deconstruct(self) -> Any:
        """A plain text column in migrations."""
        return _as_plain(self, super().deconstruct())

    def from_db_value(self, text: str | None, *_: Any) -> Period | None:
        """The period of a stored code."""
        return None if text is None else _period_of(text)

    def to_python(self, given: Any) -> Any:
        """A period from a period or from its code."""
        return given if given is None or isinstance(given, Period) else read_code(str(given))

    def get_prep_value(self, given: Any) -> str | None:
        """The code that is stored and compared."""
        return given.code if isinstance(given, Period) else given


class NumberField(models.CharField):
    """A decimal number with all its printed digits, kept as plain text."""

    _pyi_private_set_type: Decimal | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: Decimal  # type: ignore[assignment]
    _pyi_lookup_exact_type: Decimal

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": LONGEST_NUMBER, **options})

    def deconstruct(self) -> Any:
        """A plain text column in migrations."""
        return _as_plain(self, super().deconstruct())

    def from_db_value(self, text: str | None, *_: Any) -> Decimal | None:
        """The number with the digits that were stored."""
        return None if text is None else Decimal(text)

    def to_python(self, given: Any) -> Any:
        """A number from a number or from its text."""
        return given if given is None or isinstance(given, Decimal) else Decimal(str(given))

    def get_prep_value(self, given: Any) -> str | None:
        """The digits that are stored: never an exponent."""
        return format(given, "f") if isinstance(given, Decimal) else given


class CodeField(models.CharField):
    """One code of an enumeration of the domain; read back as that enumeration's member."""

    _pyi_private_set_type: StrEnum | Combinable
    _pyi_private_get_type: Any
    _pyi_lookup_exact_type: Any

    def __init__(self, codes: type[StrEnum], **options: Any) -> None:
        self.codes = codes
        self._members = {one.value: one for one in codes}
        options = {"max_length": LONGEST_CODE, **options}
        super().__init__(choices=[(one.value, one.value) for one in codes], **options)

    def deconstruct(self) -> Any:
        """A plain text column in migrations: a new code needs none."""
        name, path, arguments, options = _as_plain(self, super().deconstruct())
        if isinstance(options.get("default"), StrEnum):
            options["default"] = options["default"].value
        return name, path, arguments, options

    def clone(self) -> CodeField:
        """A copy of this field for the same codes."""
        _, _, _, options = self.deconstruct()
        return type(self)(self.codes, **options)

    def __deepcopy__(self, memo: Any) -> CodeField:
        copied: CodeField = super().__deepcopy__(memo)  # type: ignore[misc]
        copied.codes = self.codes
        copied._members = self._members
        return copied

    def from_db_value(self, text: str | None, *_: Any) -> StrEnum | None:
        """The member of a stored code."""
        return None if text is None or text == "" else self._members[text]

    def get_prep_value(self, given: Any) -> str | None:
        """The code that is stored and compared."""
        return None if given is None else str(given)


def id_field(**options: Any) -> models.CharField:
    """The id of a record of the plan folder."""
    return models.CharField(primary_key=True, max_length=LONGEST_ID, **options)


def reference(to: str, **options: Any) -> models.ForeignKey:
    """A column that holds the id of a record; the record it names cannot be deleted."""
    options.setdefault("related_name", "+")
    return models.ForeignKey(to, on_delete=models.PROTECT, **options)
