"""Readings (ふりがな): which characters of a text carry one, for pages and for papers alike.

In a text a reading stands in 《》 after its kanji, or after all that follows ｜. Readings are known
for what is written so, for years and for common units; the reading of a name is not on record and
is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

_KANJI = "\u3005\u3400-\u9fff"
_KANA = "\u3041-\u3096\u30a1-\u30fa\u30fc"
_MARKED = re.compile(rf"(?:｜([^｜《》]+)|([{_KANJI}]+))《([{_KANA}]+)》")
_TIME = re.compile(r"(?<=[0-9])(年度|年|月|日)(?![《間])|(?<=月)(末)(?!《)")
_PLACE = re.compile(r"\{(\w+)\}")
_TIMES = {"年度": "ねんど", "年": "ねん", "月": "がつ", "日": "にち", "末": "まつ"}
_UNITS = {
    "人": "にん",
    "件": "けん",
    "円": "えん",
    "千円": "せんえん",
    "万円": "まんえん",
    "百万円": "ひゃくまんえん",
    "億円": "おくえん",
    "十億円": "じゅうおくえん",
    "千人": "せんにん",
    "万人": "まんにん",
    "万件": "まんけん",
    "団体": "だんたい",
    "校区": "こうく",
    "箇所": "かしょ",
    "社": "しゃ",
    "倍": "ばい",
    "分": "ふん",
    "回": "かい",
    "本": "ほん",
    "点": "てん",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; ``reading`` is empty where it carries none."""

    text: str
    reading: str = ""


def runs_of(marked: str) -> tuple[Run, ...]:
    """A marked text as stretches with and without a reading; nothing of it is left out."""
    return tuple(_runs(marked))


def _runs(marked: str) -> Iterator[Run]:
    at = 0
    for found in _MARKED.finditer(marked):
        if found.start() > at:
            yield Run(marked[at : found.start()])
        yield Run(found[1] or found[2], found[3])
        at = found.end()
    if at < len(marked):
        yield Run(marked[at:])


def filled(template: str, values: Mapping[str, Iterable[Run]]) -> tuple[Run, ...]:
    """A marked sentence with its places in braces filled; nothing in a value is read as a mark."""
    found: list[Run] = []
    for run in runs_of(template):
        if run.reading:
            found.append(run)
            continue
        for number, part in enumerate(_PLACE.split(run.text)):
            found.extend((Run(part),) if number % 2 == 0 else values[part])
    return tuple(one for one in found if one.text)


def with_times_read(text: str) -> str:
    """A text with the readings of its years, months and days marked."""
    return _TIME.sub(lambda found: f"｜{found[0]}《{_TIMES[found[0]]}》", text)


def with_words_read(text: str, readings: Mapping[str, str]) -> str:
    """A text with the readings of these words marked, longer words first; what is marked stays."""
    words = sorted((one for one in readings if one), key=len, reverse=True)
    if not words:
        return text
    known = "|".join(map(re.escape, words))
    sought = re.compile(f"{_MARKED.pattern}|(?P<word>{known})(?!《)")

    def marked(found: re.Match[str]) -> str:
        word = found["word"]
        return found[0] if word is None else f"｜{word}《{readings[word]}》"

    return sought.sub(marked, text)


def is_reading(text: str) -> bool:
    """Whether a text can be a reading: kana and nothing else."""
    return re.fullmatch(f"[{_KANA}]+", text) is not None


def unit_reading(unit: str) -> str:
    """The reading of a unit; empty where it is not known."""
    return _UNITS.get(unit, "")
