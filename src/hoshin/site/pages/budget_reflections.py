"""From evaluation to budget: each direction of a program beside the money that followed it.

The views of section, bureau and committee stand side by side and are counted apart. What cannot
be compared stays on the page with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.periods import Period
from hoshin.engine.budget_reflection import (
    SAME_WITHIN,
    BudgetReflection,
    Reflection,
    ReflectionTally,
    reflection_tallies,
)
from hoshin.engine.budgets import ListedAmount
from hoshin.engine.exact import round_half_away
from hoshin.engine.standing import Standing
from hoshin.site import addresses, diagrams, figures
from hoshin.site.diagrams import Segment
from hoshin.site.frame import Frame, Head, Label, Link
from hoshin.site.page_files import PageFile, people_csv
from hoshin.site.pages.page import Page
from hoshin.site.pages.page_data import Offered, Offering, offered

REFLECTIONS = "reflections.csv"

_AGREEMENT = {
    Reflection.SEEN: "yes",
    Reflection.NOT_SEEN: "no",
    Reflection.NOT_JUDGED: "unknown",
}
# Colours and hatching are those of the standings, which readers know from every other page.
_COLOUR = {
    Reflection.SEEN: Standing.REACHED,
    Reflection.NOT_SEEN: Standing.AWAY,
    Reflection.NOT_JUDGED: Standing.NOT_JUDGED,
}
_NOTABLE = (Reflection.NOT_SEEN, Reflection.SEEN, Reflection.NOT_JUDGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectedView:
    """One author's direction, and whether the money shows it; ``reason`` where nobody can say."""

    author: str
    direction: Label
    agreement: str
    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class YearMoney:
    """The budget of one year; ``money`` is None where no amount is printed."""

    year: str
    stage: str
    money: figures.Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectedProgram:
    """One program of a year: the money before and after, and every author's direction."""

    anchor: str
    program: Link
    before: YearMoney
    after: YearMoney
    change: str
    views: tuple[ReflectedView, ...]


@dataclass(frozen=True, slots=True)
class AuthorCount:
    """How many directions of one kind of author are seen in the budget."""

    author: str
    bar: Markup
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectedYear:
    """The evaluations of one year and the budget that they could reach."""

    anchor: str
    evaluated: str
    budget: str
    counts: tuple[AuthorCount, ...]
    programs: tuple[ReflectedProgram, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReflectionsView(Offering):
    """Everything that the page from evaluation to budget shows."""

    head: Head
    within: str
    how_years: tuple[str, ...]
    years: tuple[ReflectedYear, ...]
    offered: Offered


def page() -> Page:
    """The page from evaluation to budget."""
    return Page(addresses.REFLECTIONS, "budget_reflections.html", _view)


def reflected_view(frame: Frame, one: BudgetReflection) -> ReflectedView:
    """One direction and whether the money shows it, in words."""
    row, w = one.evaluation, frame.w
    return ReflectedView(
        author=w(f"terms.author.{row.author_role.value}"),
        direction=frame.label(row.direction, row.direction_en),
        agreement=_AGREEMENT[one.reflection],
        word=w(f"reflections.{one.reflection.value}"),
        reason="" if one.unjudged is None else w(f"reflections.{one.unjudged.value}"),
    )


def change_in_words(frame: Frame, one: BudgetReflection) -> str:
    """By how much the budget changed, in yen and per cent; empty where it cannot be compared."""
    if one.change_yen is None:
        return ""
    change = figures.budget_change(one.change_yen, one.change_percent, frame.language)
    return change or frame.w("reflections.no_change")


def change_between(frame: Frame, one: BudgetReflection) -> str:
    """The two budgets that were compared and the change; empty where they cannot be compared."""
    change = change_in_words(frame, one)
    if not change:
        return ""
    years = (frame.period(one.before_year), frame.period(one.after_year))
    return frame.w("reflections.between", before=years[0], after=years[1], change=change)


def _view(frame: Frame) -> ReflectionsView:
    found = [one for program in frame.index.reflections_of_program.values() for one in program]
    heading = Label(frame.w("reflections.title"))
    return ReflectionsView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="budget",
            crumbs=frame.crumbs(frame.section_crumb("budget")),
            lead=frame.w("reflections.lead"),
        ),
        within=f"{round_half_away(SAME_WITHIN * 100, 0)}%",
        how_years=_how_years(frame, found),
        years=tuple(_years(frame, found)),
        offered=_offered(frame, found),
    )


def _how_years(frame: Frame, found: Sequence[BudgetReflection]) -> tuple[str, ...]:
    """Which budgets are compared; of which years, where the city's sheet has changed its answer."""
    years: dict[int, dict[Period, None]] = {}
    for one in sorted(found, key=lambda one: one.year.end, reverse=True):
        years.setdefault(one.years_to_budget, {})[one.year] = None
    w = frame.w
    said = {n: w(f"reflections.how_years_{n}") for n in years}
    if len(years) < 2:
        return tuple(said.values())
    names = {n: w("common.comma").join(map(frame.period, of)) for n, of in years.items()}
    return tuple(w("reflections.how_of_years", years=names[n], how=how) for n, how in said.items())


def _years(frame: Frame, found: Sequence[BudgetReflection]) -> Iterable[ReflectedYear]:
    tallies: dict[Period, list[ReflectionTally]] = {}
    for one in reflection_tallies(found):
        tallies.setdefault(one.year, []).append(one)
    for year, counts in tallies.items():
        own = [one for one in found if one.year == year]
        yield ReflectedYear(
            anchor=f"_year.{year.code}",
            evaluated=frame.period(year),
            budget=frame.period(own[0].after_year),
            counts=tuple(_count(frame, one) for one in counts),
            programs=_programs(frame, own),
        )


def _count(frame: Frame, tally: ReflectionTally) -> AuthorCount:
    w = frame.w
    numbers = {
        Reflection.SEEN: tally.seen,
        Reflection.NOT_SEEN: tally.not_seen,
        Reflection.NOT_JUDGED: tally.not_judged,
    }
    said = w("reflections.counted", seen=f"{tally.seen:,}", judged=f"{tally.judged:,}")
    if tally.not_judged:
        rest = w.count("reflections.counted_rest", tally.not_judged)
        said = f"{said}{'' if frame.is_ja else ' '}{rest}" if tally.judged else rest
    author = w(f"terms.author.{tally.author.value}")
    segments = [
        Segment(_COLOUR[one].value, number, f"{w(f'reflections.{one.value}')} {number:,}")
        for one, number in numbers.items()
    ]
    bar = diagrams.stacked_bar(segments, f"{author}: {said}")
    return AuthorCount(author, Markup(bar), said)


def _programs(frame: Frame, found: Iterable[BudgetReflection]) -> tuple[ReflectedProgram, ...]:
    """The programs of a year: those whose money does not show the direction come first."""
    of_program: dict[str, list[BudgetReflection]] = {}
    for one in found:
        of_program.setdefault(one.program, []).append(one)
    ordered = sorted(
        of_program.values(), key=lambda its: min(_NOTABLE.index(one.reflection) for one in its)
    )
    return tuple(_program(frame, its) for its in ordered)


def _program(frame: Frame, its: Sequence[BudgetReflection]) -> ReflectedProgram:
    first = its[0]
    authors = tuple(AuthorRole)
    in_order = sorted(its, key=lambda one: authors.index(one.evaluation.author_role))
    link = frame.link("programs", first.program)
    return ReflectedProgram(
        anchor=f"_program.{first.program}.{first.year.code}",
        program=Link(Label(first.program), "") if link is None else link,
        before=_money(frame, first.before_year, first.before),
        after=_money(frame, first.after_year, first.after),
        change=change_in_words(frame, first),
        views=tuple(reflected_view(frame, one) for one in in_order),
    )


def _money(frame: Frame, year: Period, amount: ListedAmount | None) -> YearMoney:
    if amount is None:
        return YearMoney(frame.period(year), "", None)
    stage = frame.w(f"terms.stage.{amount.stage.value}")
    return YearMoney(frame.period(year), stage, frame.money(amount.amount_yen))


def _offered(frame: Frame, found: Sequence[BudgetReflection]) -> Offered:
    """Every direction with its money as a table and as data; no file where there are none."""
    if not found:
        return Offered()
    w = frame.w
    heads = (
        w("figures.fiscal_year"),
        w("reflections.col_program"),
        w("reflections.col_author"),
        w("reflections.col_direction"),
        w("reflections.col_before_year"),
        w("reflections.col_before"),
        w("reflections.col_after_year"),
        w("reflections.col_after"),
        w("reflections.col_change"),
        w("reflections.col_percent"),
        w("reflections.col_reflection"),
        w("reflections.col_reason"),
        w("figures.id"),
    )
    table = PageFile(REFLECTIONS, people_csv(heads, (_cells(frame, one) for one in found)))
    content = {"reflections": [_data(one) for one in found]}
    return offered(frame, (table,), content, "reflections")


def _cells(frame: Frame, one: BudgetReflection) -> tuple[str, ...]:
    said = reflected_view(frame, one)
    link = frame.link("programs", one.program)
    return (
        frame.period(one.year),
        one.program if link is None else link.label.text,
        said.author,
        said.direction.text,
        frame.period(one.before_year),
        _plain(None if one.before is None else one.before.amount_yen),
        frame.period(one.after_year),
        _plain(None if one.after is None else one.after.amount_yen),
        _plain(one.change_yen),
        "" if one.change_percent is None else f"{one.change_percent:f}",
        said.word,
        said.reason,
        one.evaluation.id,
    )


def _plain(yen: int | None) -> str:
    return "" if yen is None else str(yen)


def _data(one: BudgetReflection) -> dict[str, Any]:
    """A direction and its money, in codes."""
    row = one.evaluation
    return {
        "evaluation": row.id,
        "program": one.program,
        "year": one.year.code,
        "author_role": row.author_role.value,
        "direction": row.direction,
        "direction_en": row.direction_en,
        "expected_budget": None if one.expected is None else one.expected.value,
        "before_year": one.before_year.code,
        "before": _amount(one.before),
        "after_year": one.after_year.code,
        "after": _amount(one.after),
        "change_yen": one.change_yen,
        "change_percent": None if one.change_percent is None else f"{one.change_percent:f}",
        "reflection": one.reflection.value,
        "unjudged": None if one.unjudged is None else one.unjudged.value,
    }


def _amount(one: ListedAmount | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"listing": one.listing, "stage": one.stage.value, "amount_yen": one.amount_yen}
