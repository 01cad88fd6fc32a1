"""S12, figures in running text: a sentence that names an indicator and prints its values.

Three grammars are read: a change (``「名」は2013年度37校区から2021年度68校区に増加``), values by
year (``「名」は、平成28年に…、平成29年に…``; ``H30年の名は…で``), and a goal that was met or
missed (``…に…という目標値に対し、…（…実績値）``). A period must stand beside every value.

Proof: all values have one unit and their years ascend; and either the word of the change agrees
with its two numbers, or a table of the same document prints an indicator of this name and unit
with one of these values and contradicts none of them. What holds no proof is doubtful: a person
decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.proposals import Confidence
from hoshin.domain.units import is_catalogued
from hoshin.domain.words import Words
from hoshin.importers.contract import Mark
from hoshin.importers.document import Document
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.headings import Headings
from hoshin.importers.indicator_words import read_name
from hoshin.importers.printed_values import PERIOD, PrintedValue, period_of, read_value, same_unit
from hoshin.importers.shapes.sentences import Sentence, sentences
from hoshin.importers.wording import name_key

MARK = Mark("S12", 1)
_MOST_PLACES_SAID = 5
_LONGEST_UNIT = 6

_WHEN = rf"(?P<when>{PERIOD})(?:末|時点|実績|調査)?"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_QUOTED = re.compile(
    r"「(?P<name>[^「」]{2,60})」(?:について)?(?:の(?:値|数値|実績値?))?(?:は|も|が|では)、?"
)
_PLAIN = re.compile(rf"{_WHEN}の(?P<name>[^、。「」()はがもをにでとや]{{2,30}})は、?")
_TOPIC = re.compile(
    r"「(?P<name>[^「」]{2,60})」を(?:数値目標|成果指標|指標|目標|KPI)(?:として|とし|に掲げ)"
)
_DATED = re.compile(rf"{_WHEN}(?:に|は|で|の|には|では)?、?(?=約?[▲△-]?\d)")
_NUMBER = re.compile(rf"約?[▲△-]?{_DIGITS}")
_BOUND = re.compile(r"(?:以上|以下|未満|を?超える?|程度|台)")
_CHANGE = re.compile(
    r"(?:に|へ|まで|へと)?(?P<word>増加|減少|上昇|低下|増え|減っ|減り|伸び|拡大|縮小|向上|改善)"
)
_RISES = ("増加", "上昇", "増え", "伸び", "拡大", "向上")
_FALLS = ("減少", "低下", "減っ", "減り", "縮小")
_SIDES = (("転入超過", "転出超過"), ("黒字", "赤字"), ("自然増", "自然減"), ("社会増", "社会減"))
_GOAL_WORDS = re.compile(r"(?:と(?:いう|する|の)|の)?目標値?に(?:対し(?:て)?|は)、?")
_OWN_PERIOD = re.compile(rf"[(（]{_WHEN}(?:の?実績値?)?[)）]")
_PLAINLY_ENDS = re.compile(r"(?:で|と(?:なっ|な)|です|であ|だっ|に達|まで|、|。|$)")
_FIGURE_WITH_UNIT = re.compile(rf"{_DIGITS}\s*(?:%|人|件|億円|百万円|千円|万人|世帯|か所|回)")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A value with its period, and where in the sentence both stand."""

    value: FoundValue
    unit: str
    start: int
    end: int


def with_sentences(document: Document, findings: Findings, taken: frozenset[int]) -> Findings:
    """The findings with what sentences say, and a note of figures in sentences not read."""
    headings = Headings(document)
    known: dict[str, list[FoundIndicator]] = {}
    for one in findings.indicators:
        known.setdefault(name_key(one.name), []).append(one)
    read: list[FoundIndicator] = []
    unread: list[Sentence] = []
    topic: tuple[int, str] = (-1, "")
    for sentence in sentences(document, taken):
        declared = _TOPIC.search(sentence.text)
        if declared is not None:
            topic = (sentence.paragraph, declared["name"])
        if not any(char.isdigit() for char in sentence.text):
            continue
        carried = topic[1] if topic[0] == sentence.paragraph else ""
        found = list(_read(sentence, carried))
        for name, dated, check in found:
            read.append(_indicator(document, headings, sentence, name, dated, check, known))
        if not found and _FIGURE_WITH_UNIT.search(sentence.text):
            unread.append(sentence)
    problems = (_not_read(document, unread),) if unread and findings.indicators else ()
    return findings + Findings(indicators=tuple(read), problems=problems)


def _read(sentence: Sentence, carried: str) -> Iterator[tuple[str, list[_Dated], str]]:
    """What a sentence says: the indicator's name, its values, and what proved them so far."""
    text = sentence.text
    for subject in _QUOTED.finditer(text):
        name = subject["name"]
        change = _change(sentence, name, subject.end())
        if change is not None:
            yield name, change, "word-agrees-with-change"
            return
        series = _series(sentence, name, subject.end())
        if series:
            yield name, series, ""
            return
    if carried:
        goal = _goal_and_actual(sentence, carried)
        if goal:
            yield carried, goal, ""
            return
    for subject in _PLAIN.finditer(text):
        single = _single(sentence, subject)
        if single is not None:
            yield subject["name"], [single], ""
            return


def _change(sentence: Sentence, name: str, start: int) -> list[_Dated] | None:
    before = _dated(sentence, name, start)
    if before is None or not sentence.text.startswith("から", before.end):
        return None
    at = before.end + 2
    after = _dated(sentence, name, at + sentence.text.startswith("、", at))
    if after is None:
        return None
    word = _CHANGE.match(sentence.text, after.end)
    low, high = before.value.value.number, after.value.value.number
    if word is None or low is None or high is None:
        return None
    rises, falls = word["word"] in _RISES, word["word"] in _FALLS
    if (rises and high <= low) or (falls and high >= low) or not (rises or falls):
        return None
    return [before, after]


def _series(sentence: Sentence, name: str, start: int) -> list[_Dated]:
    """Values one after the other, each with its year, until the sentence says something else."""
    found: list[_Dated] = []
    at = start
    while (one := _dated(sentence, name, at)) is not None:
        one = _with_side(sentence, name, one)
        if one is None:
            return []
        found.append(one)
        at = one.end
        if not sentence.text.startswith("、", at):
            break
        at += 1
    ends = _PLAINLY_ENDS.match(sentence.text, at) if found else None
    return found if ends is not None else []


def _with_side(sentence: Sentence, name: str, one: _Dated) -> _Dated | None:
    """The value with the sign that 転出超過 has under a name of 転入超過; None for other words."""
    side = re.match(r"の?([^\d、。()]{2,4}?)(?=、|と|で|だ|。|$)", sentence.text[one.end :])
    if side is None:
        return one
    for pair in _SIDES:
        for own, other in (pair, pair[::-1]):
            if own in name and side[1] in pair:
                end = one.end + side.end()
                value = one.value
                if side[1] == other and value.value.number is not None:
                    printed = replace(
                        value.value,
                        number=-value.value.number,
                        raw=sentence.text[one.start : end],
                        printed=f"{value.value.raw}{side[0]}",
                    )
                    value = replace(value, value=printed)
                return replace(one, value=value, end=end)
    return one if _PLAINLY_ENDS.match(sentence.text, one.end) else None


def _single(sentence: Sentence, subject: re.Match[str]) -> _Dated | None:
    value = _value(sentence, subject["name"], subject.end())
    period = period_of(subject["when"])
    if value is None or period is None:
        return None
    printed, unit, end = value
    if _PLAINLY_ENDS.match(sentence.text, end) is None:
        return None
    found = FoundValue(
        role=ValueRole.ACTUAL,
        value=replace(printed, period=period),
        lines=sentence.lines(subject.start(), end),
    )
    return _Dated(found, unit, subject.start(), end)


def _goal_and_actual(sentence: Sentence, name: str) -> list[_Dated]:
    for start in _DATED.finditer(sentence.text):
        goal = _dated(sentence, name, start.start())
        words = _GOAL_WORDS.match(sentence.text, goal.end) if goal is not None else None
        if goal is None or words is None:
            continue
        actual = _value(sentence, name, words.end())
        if actual is None:
            continue
        printed, unit, end = actual
        own = _OWN_PERIOD.match(sentence.text, end)
        period = period_of(own["when"]) if own is not None else None
        if own is None or period is None:
            continue
        said = FoundValue(
            role=ValueRole.ACTUAL,
            value=replace(printed, period=period),
            lines=sentence.lines(words.end(), own.end()),
        )
        as_goal = replace(goal, value=replace(goal.value, role=ValueRole.GOAL))
        return [as_goal, _Dated(said, unit, words.end(), own.end())]
    return []


def _dated(sentence: Sentence, name: str, start: int) -> _Dated | None:
    """A period and its value that begin here."""
    when = _DATED.match(sentence.text, start)
    period = period_of(when["when"]) if when is not None else None
    if when is None or period is None or "年" not in when["when"]:
        return None
    value = _value(sentence, name, when.end())
    if value is None:
        return None
    printed, unit, end = value
    found = FoundValue(
        role=ValueRole.ACTUAL,
        value=replace(printed, period=period),
        lines=sentence.lines(when.start(), end),
    )
    return _Dated(found, unit, when.start(), end)


def _value(sentence: Sentence, name: str, start: int) -> tuple[PrintedValue, str, int] | None:
    """A number with a unit that begins here: a known unit, or the one that the name counts."""
    number = _NUMBER.match(sentence.text, start)
    if number is None:
        return None
    for length in range(_LONGEST_UNIT, 0, -1):
        end = number.end() + length
        unit = sentence.text[number.end() : end]
        if len(unit) < length or not (is_catalogued(unit) or _is_counted(unit, name)):
            continue
        bound = _BOUND.match(sentence.text, end)
        end = bound.end() if bound is not None else end
        read = read_value(sentence.text[start:end])
        if read.number is None or not read.clear or not same_unit(read.unit, unit):
            return None
        return read, unit, end
    return None


def _is_counted(unit: str, name: str) -> bool:
    return (
        len(unit) >= 2
        and not any(char in "年月日にはがでとの、。" for char in unit)
        and (name.endswith((f"{unit}数", f"{unit}の数")))
    )


def _indicator(
    document: Document,
    headings: Headings,
    sentence: Sentence,
    name: str,
    dated: Sequence[_Dated],
    check: str,
    known: Mapping[str, Sequence[FoundIndicator]],
) -> FoundIndicator:
    unit = dated[0].unit
    one_unit = all(same_unit(one.unit, unit) for one in dated)
    actuals = [one.value for one in dated if one.value.role is ValueRole.ACTUAL]
    years = [one.period.period.final_year for one in actuals if one.period is not None]
    ascending = all(before < after for before, after in pairwise(years))
    agrees = _agrees(actuals, unit, known.get(name_key(name), ()))
    proofs = [*([check] if check else []), *(["table-prints-the-same"] if agrees else [])]
    proved = one_unit and ascending and bool(proofs) and agrees is not False
    whole = (min(one.start for one in dated), max(one.end for one in dated))
    lines = sentence.lines(*whole)
    named = read_name(name)
    return FoundIndicator(
        name=named.name,
        unit=unit,
        values=tuple(one.value for one in dated),
        section=headings.above(lines[0]),
        goals=named.goals,
        cumulative=named.cumulative,
        in_sentence=True,
        doubtful=not proved,
        evidence=MARK.evidence(
            document,
            sentence.page,
            lines,
            raw=sentence.text[max(0, whole[0] - 60) : whole[1] + 20],
            check=", ".join(("one-unit", "years-ascend", *proofs)) if proved else "",
            confidence=Confidence.MEDIUM if proved else Confidence.LOW,
        ),
    )


def _agrees(
    actuals: Iterable[FoundValue], unit: str, tables: Sequence[FoundIndicator]
) -> bool | None:
    """Whether tables print one of these values and contradict none; None where they say nothing."""
    agrees: bool | None = None
    for table in tables:
        if table.in_sentence or not same_unit(table.unit, unit):
            continue
        for own in actuals:
            for other in table.of_role(ValueRole.ACTUAL) + table.of_role(ValueRole.BASELINE):
                if other.period is None or own.period is None or other.value.number is None:
                    continue
                if other.period.period.final_year != own.period.period.final_year:
                    continue
                if other.value.number != own.value.number:
                    return False
                agrees = True
    return agrees


def _not_read(document: Document, unread: Sequence[Sentence]) -> Problem:
    places_ja = "、".join(
        f"{one.page}ページ{one.line_of[0]}行" for one in unread[:_MOST_PLACES_SAID]
    )
    places_en = "; ".join(
        f"p. {one.page}, line {one.line_of[0]}" for one in unread[:_MOST_PLACES_SAID]
    )
    more = len(unread) > _MOST_PLACES_SAID
    return Problem(
        code="sentence-figures-not-read",
        level=ProblemLevel.NOTE,
        place=Place(file=document.name),
        sentence=Words(
            f"文章の中の数値で、提案に入れなかった文が{len(unread)}あります"
            f"({places_ja}{'など' if more else ''})。",
            f"{len(unread)} sentences print figures that are not in the proposal "
            f"({places_en}{' and more' if more else ''}).",
        ),
        hint=Words(
            "指標の名称、時期、単位がそろった文だけを読みます。必要な数値は手で入力してください。",
            "Only sentences with a name, a period and a unit are read. "
            "Enter by hand the figures that you need.",
        ),
    )
