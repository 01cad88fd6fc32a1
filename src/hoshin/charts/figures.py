"""Figures: how a number is written for people, the same in every language.

Digits are those of the document or the exact value: nothing is rounded here.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hoshin.engine.explain import figure_text, fraction_text

MINUS = "−"


def plain_minus(text: str) -> str:
    """A number's text with the sign that typesetters use."""
    return text.replace("-", MINUS, 1) if text.startswith("-") else text


def number(value: Decimal) -> str:
    """A number with thousands separators and every printed digit."""
    return plain_minus(figure_text(value))


def exact(value: Fraction) -> str:
    """An exact value as a decimal where it ends soon, else as a fraction."""
    return plain_minus(fraction_text(value))
