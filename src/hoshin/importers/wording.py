"""Wording: one spelling for text that documents print in many widths and with stray spaces.

The text as printed is always kept beside what these functions return.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# A line longer than this is no heading, cell or label; nothing looks for a figure in it.
LONGEST_LINE = 2000

_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """The text in NFKC with runs of white space made one space, stripped at both ends."""
    if len(text) > LONGEST_LINE:
        text = text[:LONGEST_LINE]
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=65536)
def squeezed(text: str) -> str:
    """The text in NFKC without any white space."""
    return plain(text).replace(" ", "")


_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_KANJI_COUNT = re.compile(r"[一二三四五六七八九](?=[戸人件社校箇台回])")
_SAME_WORDS = (
    (re.compile(r"[「」『』\"“”‘’'・,、。.:;/〜~‐‑–—―−-]"), ""),
    (re.compile(r"など"), "等"),
    (re.compile(r"こども|子ども"), "子供"),
    (re.compile(r"障がい|障碍"), "障害"),
    (re.compile(r"[ヶケヵカか箇個](?=所)"), "箇"),
    (re.compile(r"あたり|当たり"), "当"),
    (re.compile(r"いかし|活かし"), "生かし"),
)
_MARKS = re.compile(r"[※*]\d*|【[^】]{0,80}】|[\(\[]再掲[\)\]]|再掲")
_BRACKETED = re.compile(r"\([^()]{0,80}\)")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The form in which two names are compared: など is 等, 一戸 is 1戸, brackets and marks fall.

    The words in round brackets stay; ``bare_key`` drops them too.
    """
    text = _MARKS.sub("", squeezed(name)).casefold()
    text = _KANJI_COUNT.sub(lambda found: found[0].translate(_NUMERALS), text)
    for pattern, replacement in _SAME_WORDS:
        text = pattern.sub(replacement, text)
    return text.replace("(", "").replace(")", "").replace("[", "").replace("]", "")


@lru_cache(maxsize=65536)
def bare_key(name: str) -> str:
    """``name_key`` without the words that stand in round brackets."""
    return name_key(_BRACKETED.sub("", squeezed(name)))


def joined(parts: Iterable[str]) -> str:
    """Wrapped pieces of one printed text, joined; a space only between two Latin words."""
    whole = ""
    for part in parts:
        piece = part.strip()
        if not piece:
            continue
        if whole and whole[-1].isascii() and whole[-1].isalpha() and piece[0].isascii():
            whole += " " if piece[0].isalpha() else ""
        whole += piece
    return whole


def is_spaced_caption(text: str) -> bool:
    """Whether the text is a caption printed letter by letter (``実 施 体 制 の 図``)."""
    pieces = plain(text).split(" ")
    letters = sum(len(one) for one in pieces)
    return len(pieces) >= 4 and letters <= 2.2 * len(pieces) and not any(c.isdigit() for c in text)


def longest_shared_run(one: str, other: str) -> int:
    """How many characters the longest run has that both texts contain (at most 200 looked at)."""
    short, long = sorted((one[:200], other[:600]), key=len)
    best = 0
    for start in range(len(short)):
        while start + best < len(short) and short[start : start + best + 1] in long:
            best += 1
    return best


_PAIRS = (("(", ")"), ("「", "」"), ("『", "』"), ("【", "】"), ("[", "]"))
_NO_BEGINNING = re.compile(r"^[ぁぃぅぇぉっゃゅょァィゥェォッャュョンーをん)」』】\]、。・]")


def is_torn(name: str) -> bool:
    """Whether a name seems to have lost a piece: an open bracket, or a start that is none."""
    text = squeezed(name)
    open_bracket = any(text.count(left) != text.count(right) for left, right in _PAIRS)
    return open_bracket or _NO_BEGINNING.match(text) is not None


def shares_a_word(one: str, other: str) -> bool:
    """Whether two characters in a row, not both hiragana, stand in both texts."""
    pairs = (one[at : at + 2] for at in range(len(one) - 1))
    return any(pair in other for pair in pairs if not _HIRAGANA.fullmatch(pair))


_HIRAGANA = re.compile(r"[ぁ-ん]{2}")
