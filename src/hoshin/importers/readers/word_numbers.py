"""Word's automatic numbers: the ``1.``, ``(2)``, ``第3章`` that Word prints and does not store."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from hoshin.importers.readers.packages import Package, attribute, child, children, descendants

_KANJI = "〇一二三四五六七八九"
_AIUEO = (
    "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
)
_IROHA = (
    "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


@dataclass(slots=True)
class Numbers:
    """The lists of a document and how far each has counted."""

    lists: dict[str, dict[int, _Level]] = field(default_factory=dict)
    of_style: dict[str, tuple[str, int]] = field(default_factory=dict)
    counted: dict[str, list[int]] = field(default_factory=dict)

    def label(self, paragraph: Element) -> str:
        """The number that Word prints before this paragraph, or nothing."""
        found = self._list_of(paragraph)
        if found is None:
            return ""
        list_id, depth = found
        levels = self.lists.get(list_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self.counted.setdefault(list_id, [])
        while len(counts) <= depth:
            counts.append(levels[len(counts)].start - 1 if len(counts) in levels else 0)
        counts[depth] += 1
        del counts[depth + 1 :]
        if level.form in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            shown = counts[place] if place < len(counts) else 1
            return written(shown, levels[place].form if place in levels else "decimal")

        return re.sub(r"%([1-9])", number, level.text)

    def _list_of(self, paragraph: Element) -> tuple[str, int] | None:
        properties = child(paragraph, "pPr")
        if properties is None:
            return None
        own = child(properties, "numPr")
        if own is not None:
            found = _reference(own)
            return None if found is None or found[0] == "0" else found
        style = child(properties, "pStyle")
        return self.of_style.get(attribute(style, "val") or "") if style is not None else None


def _reference(properties: Element) -> tuple[str, int] | None:
    which, depth = child(properties, "numId"), child(properties, "ilvl")
    value = attribute(which, "val") if which is not None else None
    if value is None:
        return None
    level = (attribute(depth, "val") or "0") if depth is not None else "0"
    return (value, int(level) if level.isdecimal() and int(level) < 9 else 0)


def numbers_of(package: Package) -> Numbers:
    """The lists of a document; none when it has no numbering part.

    Raises:
        PartDamagedError: a part is no XML.
    """
    numbers = Numbers()
    if "word/numbering.xml" not in package:
        return numbers
    root = package.tree("word/numbering.xml")
    kinds = {
        attribute(one, "abstractNumId"): {
            int(attribute(level, "ilvl") or 0): _level(level)
            for level in children(one, "lvl")
            if (attribute(level, "ilvl") or "0").isdecimal()
        }
        for one in children(root, "abstractNum")
    }
    for one in children(root, "num"):
        kind = child(one, "abstractNumId")
        if kind is not None:
            numbers.lists[attribute(one, "numId") or ""] = kinds.get(attribute(kind, "val"), {})
    if "word/styles.xml" in package:
        for style in children(package.tree("word/styles.xml"), "style"):
            for properties in descendants(style, "numPr"):
                found = _reference(properties)
                if found is not None:
                    numbers.of_style[attribute(style, "styleId") or ""] = found
    return numbers


def _level(element: Element) -> _Level:
    def value(name: str, default: str) -> str:
        found = child(element, name)
        return (attribute(found, "val") or "") if found is not None else default

    start = value("start", "1")
    return _Level(
        start=int(start) if start.isdecimal() else 1,
        form=value("numFmt", "decimal"),
        text=value("lvlText", ""),
    )


def written(number: int, form: str) -> str:
    """A number in one of Word's forms; decimal where the form is not known here."""
    if form == "decimalEnclosedCircle" and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalFullWidth" or form == "decimalFullWidth2":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= 26:
        return chr((65 if form == "upperLetter" else 97) + number - 1)
    if form in ("aiueoFullWidth", "aiueo") and 1 <= number <= len(_AIUEO):
        return _AIUEO[number - 1]
    if form in ("irohaFullWidth", "iroha") and 1 <= number <= len(_IROHA):
        return _IROHA[number - 1]
    if form in ("upperRoman", "lowerRoman") and 1 <= number < 40:
        tens, ones = divmod(number, 10)
        units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
        roman = "X" * tens + units[ones]
        return roman if form == "upperRoman" else roman.lower()
    if form in ("japaneseCounting", "chineseCounting", "ideographDigital") and 0 < number < 100:
        tens, ones = divmod(number, 10)
        head = "" if tens == 0 else "十" if tens == 1 else _KANJI[tens] + "十"
        return head + (_KANJI[ones] if ones else "")
    return str(number)
