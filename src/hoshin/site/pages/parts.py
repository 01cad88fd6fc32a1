"""Parts that several kinds of page share: signs of standing, tallies, target lines, SDG tiles."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from markupsafe import Markup

from hoshin.charts.gathering import SOFT_STATUS
from hoshin.charts.printed_words import number_in_english
from hoshin.domain.evaluations import Member
from hoshin.domain.indicators import Comparison, Method, Target, TargetRole
from hoshin.domain.links import LinkStrength, SdgLink
from hoshin.domain.locators import answering_office, locator_words
from hoshin.domain.plans import Element, Level
from hoshin.domain.sdg import goal
from hoshin.engine.achievement import Achievement
from hoshin.engine.explain import METHOD_NAMES
from hoshin.engine.formulas import NotComputable
from hoshin.engine.standing import Standing
from hoshin.site import addresses, diagrams, figures
from hoshin.site.diagrams import Segment
from hoshin.site.frame import NOTHING, Frame, Label, Link, Quantity
from hoshin.site.pages.doubts import doubt


@dataclass(frozen=True, slots=True)
class Sign:
    """Where a target stands, by shape, colour and word."""

    standing: str
    word: str

    def __html__(self) -> str:
        return (
            f'<span class="sign sign-{self.standing}">{icon(self.standing)}'
            f"{escape(self.word)}</span>"
        )


def icon(standing: str) -> Markup:
    """The shape of a standing, for the eye only: its word stands beside it."""
    return Markup(
        f'<svg class="icon icon-{standing}" width="20" height="20" aria-hidden="true">'
        f'<use href="#_{standing}"/></svg>'
    )


def sign(frame: Frame, standing: Standing) -> Sign:
    """The sign of a standing."""
    return Sign(standing.value, frame.w(f"terms.standing.{standing.value}"))


def main_target(frame: Frame, targets: Iterable[Target]) -> Target | None:
    """The target that stands for an indicator in a list: judged if any is, due the latest."""
    judged = frame.index.judged

    def weight(one: Target) -> tuple[bool, int]:
        due = 0 if one.goal_period is None else one.goal_period.end.toordinal()
        return (judged[one.id].standing is not Standing.NOT_JUDGED, due)

    return max(own_targets(frame, targets), key=weight, default=None)


@dataclass(frozen=True, slots=True)
class Count:
    """How many targets stand so."""

    sign: Sign
    number: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How the targets of something stand: counted, drawn and said. Restated listings left out."""

    total: int
    counts: tuple[Count, ...]
    sentence: str
    bar: Markup


def own_targets(frame: Frame, targets: Iterable[Target]) -> tuple[Target, ...]:
    """The listings that count: of those that repeat one another the first one only.

    The rule is that of the engine's roll-ups: a repeat whose original is not among the targets
    counts in its stead, and one that the document marks without saying what it repeats does not.
    """
    kept: dict[str, Target] = {}
    for one in targets:
        if one.restated_in_print and one.restates is None:
            continue
        first = frame.index.first_listing.get(one.id, one.id)
        if first not in kept or one.id == first:
            kept[first] = one
    return tuple(kept.values())


def tally(frame: Frame, targets: Iterable[Target], height: int = 28) -> Tally:
    """Count the standings of targets, each once."""
    judged = [frame.index.judged[one.id] for one in own_targets(frame, targets)]
    found = Counter(one.standing for one in judged)
    counts = tuple(Count(sign(frame, one), found[one]) for one in Standing)
    comma = frame.w("common.comma")
    said = comma.join(
        frame.w("common.sign_count", word=one.sign.word, n=one.number)
        for one in counts
        if one.number
    )
    segments = [
        Segment(
            one.sign.standing,
            one.number,
            frame.w("common.sign_count", word=one.sign.word, n=one.number),
        )
        for one in counts
    ]
    bar = diagrams.stacked_bar(segments, said, height) if judged else ""
    return Tally(len(judged), counts, said, Markup(bar))


@dataclass(frozen=True, slots=True)
class When:
    """A value with the period it belongs to; ``text`` stands for it where it is in words."""

    value: Quantity | None
    text: Label
    period: str
    note: str = ""
    column: Label = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """One listing of a target in a list: what is wanted, where it stands, and the way gone."""

    row_id: str
    link: Link
    plan: Link | None
    number: Label
    role: str
    sign: Sign
    figure: str
    words: str
    figure_note: str
    method: str
    baseline: When | None
    actual: When | None
    goal: When
    track: Markup
    restated: Link | None
    doubt: Link | None


def target_number(frame: Frame, target: Target) -> Label:
    """The number that the document gives a listing."""
    if not target.number:
        return NOTHING
    if target.number[0].isdigit():
        return Label(frame.w("common.number", n=target.number))
    return frame.number_label(target.number)


def _own_number(frame: Frame, element: Element, level: Level | None) -> tuple[str, bool]:
    """The number of an element, and whether the document prints the level's name with it."""
    number = unicodedata.normalize("NFKC", element.number)
    name = "" if level is None else unicodedata.normalize("NFKC", level.name)
    says_level = bool(name) and number.startswith(name)
    if frame.is_ja:
        return number.removeprefix(name).strip(), says_level
    return number_in_english(number) or number, says_level


def level_and_number(frame: Frame, element: Element) -> Label:
    """What an element is called in its plan: its level and number, the level said once."""
    level = frame.index.levels.get(element.level)
    number, _ = _own_number(frame, element, level)
    name = NOTHING if level is None else frame.name(level)
    space = "" if frame.is_ja and number[:1].isdigit() else " "
    text = f"{name.text}{space}{number}".strip()
    return Label(text, name.lang) if name.lang else frame.quoting(text)


def numbered(frame: Frame, element: Element) -> Link:
    """An element with the number that the plan gives it, linked to its page."""
    level = frame.index.levels.get(element.level)
    number, says_level = _own_number(frame, element, level)
    if level is not None and says_level:
        number = level_and_number(frame, element).text
    name = frame.name(element)
    text = f"{number} {name.text}".strip()
    label = Label(text, name.lang) if name.lang else frame.quoting(text)
    return Link(label, frame.href_of("elements", element.id))


def office(frame: Frame, member: Member) -> Label:
    """The office that somebody holds in a committee."""
    if member.role_en:
        return frame.label(member.role, member.role_en)
    return frame.printed(member.role)


def percent(frame: Frame, judged: Achievement) -> str:
    """The printed percentage, or nothing where there is none."""
    if judged.printed is None:
        return ""
    return f"{figures.number(judged.printed)}{frame.w('common.percent')}"


def words_first(frame: Frame, judged: Achievement) -> str:
    """What is said large where a percentage below zero would be misread; else nothing.

    Such a figure is exact and stands beside it in small: its sign says which way the formula
    looks, and readers take its size for success.
    """
    if judged.printed is None or judged.printed >= 0:
        return ""
    return frame.w(f"indicator.below_zero.{judged.standing.value}")


def instead_of_figure(frame: Frame, judged: Achievement) -> str:
    """What is said where there is no percentage."""
    if judged.not_computable is None:
        return ""
    reason = frame.w(f"terms.not_computable.{judged.not_computable.value}")
    if judged.met is None:
        return reason
    met = frame.w("terms.met.yes" if judged.met else "terms.met.no")
    if judged.not_computable in (NotComputable.IN_WORDS, NotComputable.MET_OR_NOT):
        return met
    return frame.w("common.with_note", text=met, note=reason)


def method_name(frame: Frame, judged: Achievement) -> str:
    """The name of the method, which stands beside every figure: methods are never mixed up."""
    return METHOD_NAMES[judged.method][0 if frame.is_ja else 1]


def plainly(frame: Frame, judged: Achievement) -> str:
    """The figure in words that tell of what it is a share; a reason where there is no figure."""
    if judged.printed is None:
        return instead_of_figure(frame, judged)
    if judged.met and judged.ratio is not None and judged.ratio < 0:
        # A goal beyond the baseline on the unwanted side is met without any way gone towards it.
        return frame.w("method.plainly.met")
    return frame.w(f"method.plainly.{judged.method.value}", percent=percent(frame, judged))


def track(judged: Achievement) -> Markup:
    """The way gone, drawn; nothing where there is no ratio."""
    if judged.ratio is None:
        return Markup("")
    from_baseline = Method.PROGRESS in (judged.method, judged.target.prorated_method)
    return Markup(diagrams.track(judged.ratio, judged.standing.value, from_baseline=from_baseline))


def baseline(frame: Frame, target: Target) -> When | None:
    """The value from which progress is counted."""
    if target.baseline_value is None:
        return None
    return When(
        frame.quantity(target.baseline_value, target.unit),
        NOTHING,
        frame.period(target.baseline_period),
        "",
        frame.printed(target.baseline_column),
    )


def actual(frame: Frame, judged: Achievement) -> When | None:
    """The value that was judged; a reason in words where there is none."""
    point = judged.actual
    if point is None:
        return None
    period = frame.period(point.period)
    column = frame.printed(point.reporting_column)
    if point.missing_reason is not None:
        reason = Label(frame.w(f"terms.missing.{point.missing_reason.value}"))
        return When(None, reason, period, "", column)
    soft = frame.w(f"terms.status.{point.status.value}") if point.status in SOFT_STATUS else ""
    if point.value is None:
        row = frame.index.observations.get(point.row_id)
        text = frame.label(point.text, row.value_text_en if row else "")
        return When(None, text, period, soft, column)
    return When(frame.quantity(point.value, point.unit), NOTHING, period, soft, column)


def goal_value(frame: Frame, target: Target) -> tuple[Quantity | None, Label]:
    """The goal as a number with its unit, or in words."""
    if target.goal_value is None:
        if target.goal_text:
            return None, frame.label(target.goal_text, target.goal_text_en)
        return None, Label(frame.w("common.no_goal"))
    number = figures.number(target.goal_value)
    if target.comparison is Comparison.RANGE and target.goal_upper is not None:
        number = f"{number}～{figures.number(target.goal_upper)}"
        if not frame.is_ja:
            number = number.replace("～", " to ")
    return Quantity(number, frame.unit(target.unit)), NOTHING


def goal_when(frame: Frame, target: Target) -> When:
    """The value to be reached, by when, and how it is compared."""
    quantity, words = goal_value(frame, target)
    notes = []
    if target.comparison in (Comparison.AT_LEAST, Comparison.AT_MOST, Comparison.EQUAL):
        notes.append(frame.w(f"terms.comparison.{target.comparison.value}"))
    if target.goal_provisional_year is not None:
        notes.append(frame.w("common.provisional_goal", year=target.goal_provisional_year))
    return When(
        quantity,
        words,
        frame.period(target.goal_period),
        frame.w("common.comma").join(notes),
        frame.printed(target.goal_column),
    )


def target_line(frame: Frame, target: Target, *, with_plan: bool = True) -> TargetLine:
    """A target as a line of a list."""
    judged = frame.index.judged[target.id]
    label = frame.name(judged.indicator)
    restated = None
    if target.restates is not None and target.restates in frame.index.targets:
        first = frame.index.targets[target.restates]
        restated = Link(Label(frame.w("common.restated")), frame.href_of("targets", first.id))
    return TargetLine(
        row_id=target.id,
        link=Link(label, frame.href_of("targets", target.id)),
        plan=frame.link("plans", target.plan) if with_plan else None,
        number=target_number(frame, target),
        role="" if target.role is TargetRole.KPI else frame.w(f"terms.role.{target.role.value}"),
        sign=sign(frame, judged.standing),
        figure=percent(frame, judged),
        words=words_first(frame, judged),
        figure_note="" if judged.printed is not None else instead_of_figure(frame, judged),
        method=method_name(frame, judged),
        baseline=baseline(frame, target),
        actual=actual(frame, judged),
        goal=goal_when(frame, target),
        track=track(judged),
        restated=restated,
        doubt=doubt(frame, (target.id, target.indicator)),
    )


@dataclass(frozen=True, slots=True)
class GoalTile:
    """An SDG goal as a coloured number with its name, and the targets of it that are named."""

    number: int
    name: str
    targets: tuple[str, ...]
    strength: str
    href: str


def goal_tiles(frame: Frame, links: Iterable[SdgLink]) -> tuple[GoalTile, ...]:
    """The SDG goals that something is tied to, in their order."""
    named: dict[int, list[str]] = {}
    strength: dict[int, LinkStrength] = {}
    for link in links:
        codes = named.setdefault(link.goal, [])
        if link.sdg_target and link.sdg_target not in codes:
            codes.append(link.sdg_target)
        if link.strength is not LinkStrength.NOT_PRINTED:
            strength.setdefault(link.goal, link.strength)
    return tuple(
        GoalTile(
            number,
            goal_name(frame, number),
            tuple(named[number]),
            frame.w(f"terms.strength.{strength[number].value}") if number in strength else "",
            frame.href(addresses.SDGS.at(f"_goal-{number}")),
        )
        for number in sorted(named)
    )


def goal_name(frame: Frame, number: int) -> str:
    """The official short name of an SDG goal."""
    return goal(number).name_ja if frame.is_ja else goal(number).name_en


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a list of facts: what it is, and its value."""

    name: str
    value: Label | Link | Quantity | str


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where a record was taken from: the document and the place in it."""

    document: Link | None
    locator: str
    short: str

    @property
    def text(self) -> str:
        """Document and place as one text."""
        return "" if self.document is None else f"{self.document.label.text} {self.locator}".strip()


def source_note(frame: Frame, row: object) -> SourceNote:
    """The document and place of a record."""
    locator = getattr(row, "locator", "")
    number = frame.index.source_number.get(getattr(row, "source", None) or "", 0)
    short = frame.w("common.document_number", n=number) if number else ""
    return SourceNote(
        frame.source_link(row), locator_in_words(frame, short_locator(locator)), short
    )


_LINES = re.compile(r"lines ([0-9][0-9, -]*)")
_RUN = 3


@lru_cache(maxsize=4096)
def short_locator(locator: str) -> str:
    """A place with runs of lines written as from-to; a blank line between two belongs to a run.

    The page of the document lists every line.
    """
    return _LINES.sub(lambda found: f"lines {_runs(found[1])}", locator)


def _runs(listed: str) -> str:
    runs: list[list[str]] = []
    for one in listed.split(","):
        line = one.strip()
        last = runs[-1][-1] if runs else ""
        follows = line.isdigit() and last.isdigit() and 0 < int(line) - int(last) <= 2
        if follows:
            runs[-1].append(line)
        else:
            runs.append([line])
    said = [[f"{run[0]}-{run[-1]}"] if len(run) >= _RUN else run for run in runs]
    return ", ".join(line for run in said for line in run)


def locator_in_words(frame: Frame, locator: str) -> str:
    """A place in a document as the language says it; the office that reported, by its own name."""
    ja, en = locator_words(locator)
    if frame.is_ja:
        return ja
    offices = answering_office(locator)
    named = [frame.index.organisation_named.get(one) for one in offices.split(" ") if one]
    if not named or not all(one is not None and one.name_en for one in named):
        return en
    return en.replace(offices, ", ".join(one.name_en for one in named if one is not None), 1)
