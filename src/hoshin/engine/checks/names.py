"""Names: one thing printed under several names, and names so near that they may be one thing."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hoshin.domain.problems import Place, Problem
from hoshin.domain.words import Words
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Check, Rule, at, note
from hoshin.engine.checks.saying import indicator_name, listed, program_name, quoted

NAME_NEARLY_SAME = note(
    "name-nearly-same",
    Words("名前がほとんど同じ別の行", "Two rows with nearly the same name"),
    Words(
        "同じものが2つの行に分かれていると、実績も予算も片方にしか集まりません。",
        "Where one thing is kept as two, its values and its money reach only one of them.",
    ),
)
INDICATOR_NAME_DIFFERS = note(
    "indicator-name-differs",
    Words("同じ指標の名前が欄により違う", "One indicator under several names"),
    Words(
        "名前が違うと、読む人には別の指標に見えます。",
        "Under another name it looks like another indicator.",
    ),
)
PROGRAM_NAME_DIFFERS = note(
    "program-name-differs",
    Words("同じ事業の名前が欄により違う", "One program under several names"),
    Words(
        "予算書や別の柱で探しても、同じ事業だと分かりません。",
        "Nobody who looks for it elsewhere can tell that it is the same program.",
    ),
)
DEFINITION_DIFFERS = note(
    "definition-differs",
    Words("同じ指標の定義が欄により違う", "One indicator with several definitions"),
    Words(
        "定義が違えば値は比べられません。系列をつないでよいかの判断が要ります。",
        "Values under other definitions do not compare; somebody has to judge if the series holds.",
    ),
)

_NEAR_HINT = Words(
    "同じものなら一つの行にまとめ、別のものなら違いが分かる名前にしてください。",
    "If they are one, make them one row; if not, give them names that tell them apart.",
)
_LEAST_LIKENESS = 0.9
_NEIGHBOURS = 8
_FEWEST_LETTERS = 5
_MARKS = re.compile(r"\(再掲\)|【[^】]*】|\[[^\]]*\]|^指標[:：]|[※*]")
# Brackets that say how a value is counted, and not of what.
_NEUTRAL = re.compile(r"\((?:累計|推計|仮称|新規|拡充|継続|概算|見込|暫定|単年度|年間|延べ)\)")
_BRACKETS = re.compile(r"\([^()]*\)")
# Digits and what stands for them: Roman numerals and circled numbers.
_DIGITS = re.compile(r"[0-9ivxⅰ-ⅻ①-⑳]")
_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_COUNTED = re.compile(r"[一二三四五六七八九](?=[戸人件校回次期つ])")
# Letters that tell two things apart although all else is equal.
_OPPOSITES = (
    "小中高大幼保",
    "男女",
    "東西南北中央",
    "上下",
    "内外",
    "国県市町村区",
    "増減",
    "新旧",
    "前後",
    "入出",
    "老若",
    "春夏秋冬",
    "甲乙丙丁",
)


def plain(name: str) -> str:
    """A name without what only its print adds: width, spaces, marks of repeats and notes."""
    text = "".join(unicodedata.normalize("NFKC", name).split())
    return _MARKS.sub("", text)


def tidy(name: str) -> str:
    """A name in one spelling: など is 等, 一戸 is 1戸, no punctuation, small letters."""
    text = plain(name).replace("など", "等")
    text = _COUNTED.sub(lambda found: found[0].translate(_NUMERALS), text)
    text = re.sub(r"[・、,。.「」『』\"'’‘“”〜~\-－‐―—_/]", "", text)
    return text.casefold()


def bare(name: str) -> str:
    """A name in one spelling, without 等 and without brackets that say how a value is counted."""
    return _NEUTRAL.sub("", tidy(name)).replace("等", "")


@dataclass(frozen=True)
class _Named:
    place: Place
    name: Words
    plain: str
    bare: str
    apart: str

    @cached_property
    def letters(self) -> frozenset[str]:
        """The different letters of the name."""
        return frozenset(self.bare)

    @cached_property
    def numbering(self) -> str:
        """The digits of the name, Roman and circled ones too, in their order."""
        return "".join(_DIGITS.findall(self.bare))


def near_names(facts: Facts) -> Iterator[Problem]:
    """Pairs of indicators, and pairs of programs, that may be one thing."""
    indicators = [
        _Named(
            at("indicators", row, "name"),
            quoted(row.name, row.name_en),
            plain(row.name),
            bare(row.name),
            "",
        )
        for row in facts.city.indicators
    ]
    programs = [
        _Named(
            at("programs", row, "name"),
            program_name(row),
            plain(row.name),
            bare(row.name),
            row.part_of or row.id,
        )
        for row in facts.city.programs
    ]
    for rows, what in (
        (indicators, Words("指標", "indicators")),
        (programs, Words("事業", "programs")),
    ):
        groups = _same_names(rows)
        for group in groups:
            if len(group) > 1:
                yield _same_name(group, what)
        for one, other in _near_pairs([group[0] for group in groups]):
            yield _nearly_same(one, other, what)


def _same_names(rows: Sequence[_Named]) -> list[list[_Named]]:
    """Rows grouped by name; a part that is named as its whole stands with it and is left out."""
    groups: dict[str, dict[str, _Named]] = defaultdict(dict)
    for row in rows:
        groups[row.plain].setdefault(row.apart or row.place.row_id, row)
    return [list(group.values()) for group in groups.values()]


def _same_name(group: Sequence[_Named], what: Words) -> Problem:
    first = group[0]
    return NAME_NEARLY_SAME.problem(
        group[-1].place,
        Words(
            f"{what.ja}{first.name.ja}という名前の行が{len(group)}つあり、同じものかもしれません。",
            f"{len(group)} {what.en} have the same Japanese name and may be one thing: "
            f"{listed(row.name for row in group).en}",
        ),
        _NEAR_HINT,
        (row.place.row_id for row in group),
    )


def _near_pairs(rows: Sequence[_Named]) -> Iterator[tuple[_Named, _Named]]:
    """Near pairs among neighbours in sorted order, read forward and backward: never all by all."""
    seen: set[tuple[str, str]] = set()
    for order in (
        sorted(rows, key=lambda row: row.bare),
        sorted(rows, key=lambda row: row.bare[::-1]),
    ):
        for place, one in enumerate(order):
            for other in order[place + 1 : place + 1 + _NEIGHBOURS]:
                first, second = sorted((one.place.row_id, other.place.row_id))
                if (first, second) not in seen and _is_near(one, other):
                    seen.add((first, second))
                    yield one, other


def _is_near(one: _Named, other: _Named) -> bool:
    # A part is named after its whole.
    if one.apart and one.apart == other.apart:
        return False
    if min(len(one.bare), len(other.bare)) < _FEWEST_LETTERS:
        return False
    if one.bare == other.bare:
        return True
    # Where digits differ, what differs holds a digit: two things that a number tells apart.
    if one.numbering != other.numbering:
        return False
    # Two things with other words in brackets are told apart by them.
    if _BRACKETS.findall(one.bare) != _BRACKETS.findall(other.bare):
        return False
    # Every letter that only one of two names has takes its share from their likeness.
    most_apart = (1 - _LEAST_LIKENESS) * (len(one.bare) + len(other.bare))
    if len(one.letters ^ other.letters) > most_apart:
        return False
    matcher = difflib.SequenceMatcher(None, one.bare, other.bare, autojunk=False)
    if matcher.real_quick_ratio() < _LEAST_LIKENESS or matcher.quick_ratio() < _LEAST_LIKENESS:
        return False
    return matcher.ratio() >= _LEAST_LIKENESS and not _told_apart(matcher, one.bare, other.bare)


def _told_apart(matcher: difflib.SequenceMatcher[str], one: str, other: str) -> bool:
    """Whether what differs is a number, or a pair such as 小 and 中 that names two things."""
    for kind, start, end, start_other, end_other in matcher.get_opcodes():
        if kind == "equal":
            continue
        left, right = one[start:end], other[start_other:end_other]
        if _DIGITS.search(left + right):
            return True
        if (
            left
            and right
            and any(
                set(left) & set(letters) and set(right) & set(letters) for letters in _OPPOSITES
            )
        ):
            return True
    return False


def _nearly_same(one: _Named, other: _Named, what: Words) -> Problem:
    return NAME_NEARLY_SAME.problem(
        other.place,
        Words(
            f"{what.ja}{one.name.ja}と{other.name.ja}は名前がほとんど同じで、"
            "同じものかもしれません。",
            f"The {what.en} {one.name.en} and {other.name.en} have nearly the same Japanese name "
            "and may be one thing.",
        ),
        _NEAR_HINT,
        (one.place.row_id,),
    )


def printed_names(facts: Facts) -> Iterator[Problem]:
    """Indicators and programs that listings print under names that differ in more than spelling."""
    for indicator in facts.city.indicators:
        targets = facts.targets_of_indicator.get(indicator.id, ())
        yield from _other_names(
            INDICATOR_NAME_DIFFERS,
            at("indicators", indicator, "name"),
            indicator_name(facts, indicator.id),
            [(row.name_printed, row.id) for row in targets],
        )
    for program, listings in facts.listings_of_program.items():
        if program in facts.programs:
            row = facts.programs[program]
            yield from _other_names(
                PROGRAM_NAME_DIFFERS,
                at("programs", row, "name"),
                program_name(row),
                [(one.name_printed, one.id) for one in listings],
            )


def _other_names(
    rule: Rule, place: Place, name: Words, printed: Iterable[tuple[str, str]]
) -> Iterator[Problem]:
    forms: dict[str, tuple[str, list[str]]] = {}
    for text, row in printed:
        if text:
            forms.setdefault(tidy(text), (plain(text), []))[1].append(row)
    if len(forms) < 2:
        return
    shown = listed(quoted(text) for text, _ in forms.values())
    yield rule.problem(
        place,
        Words(
            f"{name.ja}が{len(forms)}通りの名前で印刷されています: {shown.ja}",
            f"{name.en} is printed under {len(forms)} names: {shown.en}",
        ),
        Words(
            "同じものなら名前を揃え、対象が違うなら行を分けてください。",
            "If it is one thing, use one name; if the scope differs, make two rows.",
        ),
        (row for _, rows in forms.values() for row in rows),
    )


def definitions(facts: Facts) -> Iterator[Problem]:
    """One note for each indicator of which a listing's definition is recorded as different."""
    for indicator, targets in facts.targets_of_indicator.items():
        noted = [row for row in targets if row.definition_note]
        if noted:
            name = indicator_name(facts, indicator)
            notes = [_two_languages(one) for one in dict.fromkeys(r.definition_note for r in noted)]
            said = Words("".join(one.ja for one in notes), " ".join(one.en for one in notes))
            yield DEFINITION_DIFFERS.problem(
                at("targets", noted[0], "definition_note"),
                Words(
                    f"{name.ja}の定義が{len(noted)}か所で違います: {said.ja}",
                    f"{name.en} is defined differently in {len(noted)} of its listings: {said.en}",
                ),
                Words(
                    "値をつないで比べてよいかを判断し、定義を一つに揃えてください。",
                    "Judge whether the values compare, and settle on one definition.",
                ),
                (row.id for row in noted),
            )


def _two_languages(text: str) -> Words:
    """A remark in our words: Japanese, and after a slash the same in English where it is there."""
    ja, slash, en = text.partition(" / ")
    return Words(ja, en) if slash and en.isascii() else Words(text, text)


CHECKS = (
    Check(near_names, (NAME_NEARLY_SAME,)),
    Check(printed_names, (INDICATOR_NAME_DIFFERS, PROGRAM_NAME_DIFFERS)),
    Check(definitions, (DEFINITION_DIFFERS,)),
)
