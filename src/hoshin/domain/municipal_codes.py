"""Municipal codes: the six-digit codes of Japanese local governments, with check digit.

全国地方公共団体コード: two digits of prefecture, three of municipality, one check digit (weights
6, 5, 4, 3, 2; check digit = last digit of 11 - (sum mod 11)). Always text: leading zeros matter.
"""

from __future__ import annotations

import re

from hoshin.domain.problems import IllFormedError

_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five_digits: str) -> str:
    """The check digit that belongs to a code's first five digits."""
    total = sum(w * int(d) for w, d in zip(_WEIGHTS, five_digits, strict=True))
    return str((11 - total % 11) % 10)


def read_municipal_code(text: str) -> str:
    """The code itself when it is well formed; raises IllFormedError otherwise."""
    if not re.fullmatch(r"[0-9]{6}", text):
        raise IllFormedError(
            "municipal-code-form",
            f"団体コード「{text}」は6桁の数字ではありません。",
            f'The municipal code "{text}" is not six digits.',
            "検査数字を含む6桁を、先頭の0も省かずに書いてください。",
            "Write all six digits, with the check digit and any leading zero.",
            field="municipal_code",
        )
    expected = check_digit(text[:5])
    if text[5] != expected:
        raise IllFormedError(
            "municipal-code-check-digit",
            f"団体コード「{text}」の検査数字が合いません(正しくは{expected})。",
            f'The check digit of municipal code "{text}" should be {expected}.',
            "コードの写し間違いがないか確かめてください。",
            "Look for a digit copied wrongly.",
            field="municipal_code",
        )
    return text
