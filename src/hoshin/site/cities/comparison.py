"""Comparison: the indicators of one common series side by side, and how their definitions differ.

Nothing is converted, ranked or added up: every figure stands as its own city's site shows it, and
what a reader must know before comparing is said first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from hoshin.charts.words import Language
from hoshin.domain.comparisons import CommonSeries, SeriesMember
from hoshin.domain.indicators import Indicator
from hoshin.site.addresses import Address, root_of
from hoshin.site.frame import NOTHING, Frame, Label, Link
from hoshin.site.page_making import Workshop
from hoshin.site.pages import parts
from hoshin.site.pages.indicator_list import latest_value
from hoshin.site.pages.parts import Sign, Tally, When
from hoshin.site.pages.value_series import gathered_series
from hoshin.site.sparklines import sparkline
from hoshin.site.words import Words

CITIES = "cities"


class CityFrame(Frame):
    """A frame on a page of several cities: its links lead into one city's own site."""

    def __init__(self, language: Language, workshop: Workshop, folder: str, page: Address) -> None:
        super().__init__(language, workshop.index, workshop.places, workshop.words[language], page)
        self._folder = folder

    def href(self, address: Address) -> str:
        """The link to a page of the city's site in this language."""
        anchor = f"#{address.anchor}" if address.anchor else ""
        root = f"{self.site_root}{CITIES}/{self._folder}/{root_of(self.language)}"
        return f"{root}{address.path}{anchor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CityLine:
    """One city in the list: its name, its day of judgement, how much it holds, how it stands."""

    link: Link
    as_of: str
    n_plans: str
    n_indicators: str
    n_targets: str
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """One city's indicator in a comparison, in one language."""

    city: Link
    indicator: Link
    spark: Markup
    latest: When | None
    goal: When | None
    plan: Link | None
    sign: Sign | None
    figure: str
    method: str
    unit: Label
    direction: str
    aggregation: str
    definition: Label
    note: Label
    period_kind: str

    @property
    def latest_period(self) -> str:
        """The period of the latest value."""
        return "" if self.latest is None else self.latest.period


def city_line(frame: CityFrame) -> CityLine:
    """A city as the list of cities shows it."""
    index = frame.index
    tally = parts.tally(frame, index.targets.values())
    return CityLine(
        link=Link(frame.city, frame.href(Address("index.html"))),
        as_of=frame.as_of,
        n_plans=frame.w.count("cities.n_plans", len(index.plans)),
        n_indicators=frame.w.count("cities.n_indicators", len(index.indicators)),
        n_targets=frame.w.count("cities.n_targets", tally.total),
        tally=tally,
    )


def member_row(frame: CityFrame, member: SeriesMember) -> MemberRow:
    """A city's indicator as a comparison shows it."""
    index, w = frame.index, frame.w
    indicator: Indicator = index.indicators[member.indicator]
    target = parts.main_target(frame, index.targets_of_indicator.get(indicator.id, ()))
    judged = None if target is None else index.judged[target.id]
    points = [one for one in index.series.points(indicator.id) if one.value is not None]
    return MemberRow(
        city=Link(frame.city, frame.href(Address("index.html"))),
        indicator=Link(frame.name(indicator), frame.href_of("indicators", indicator.id)),
        spark=Markup(sparkline(gathered_series(frame, indicator)[0].marks)),
        latest=latest_value(frame, indicator),
        goal=None if target is None else parts.goal_when(frame, target),
        plan=None if target is None else frame.link("plans", target.plan),
        sign=None if judged is None else parts.sign(frame, judged.standing),
        figure=""
        if judged is None
        else parts.percent(frame, judged) or parts.instead_of_figure(frame, judged),
        method="" if judged is None or judged.printed is None else parts.method_name(frame, judged),
        unit=frame.unit(indicator.unit),
        direction=w(f"terms.direction.{indicator.direction.value}"),
        aggregation=w(f"terms.aggregation.{indicator.aggregation.value}"),
        definition=frame.label(indicator.definition, indicator.definition_en),
        note=frame.label(member.note, member.note_en),
        period_kind=points[-1].period.kind.value if points else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A common series in one language: its rows, and what to know before comparing them."""

    code: str
    name: Label
    original: Label
    rows: tuple[MemberRow, ...]
    differences: tuple[str, ...]

    @property
    def path(self) -> str:
        """Its page below a language's root."""
        return series_page(self.code).path


def series_page(code: str) -> Address:
    """The page of a common series."""
    return Address(f"series/{code}/index.html")


def comparison(series: CommonSeries, rows: Sequence[MemberRow], w: Words) -> Comparison:
    """The rows of a series, in the order of their declaration, with their differences."""
    ja = w.language is Language.JA
    name = series.name if ja else series.name_en or series.name
    translated = ja or bool(series.name_en)
    return Comparison(
        code=series.code,
        name=Label(name, "" if translated else "ja"),
        original=Label(series.name, "ja") if not ja and series.name_en else NOTHING,
        rows=tuple(rows),
        differences=tuple(_differences(rows, w)),
    )


def _differences(rows: Sequence[MemberRow], w: Words) -> Iterable[str]:
    """What is not the same in all cities, each as a sentence."""
    if len(rows) < 2:
        yield w("cities.only_one")
        return
    asked: tuple[tuple[str, Callable[[MemberRow], str]], ...] = (
        ("unit", lambda one: one.unit.text),
        ("direction", lambda one: one.direction),
        ("aggregation", lambda one: one.aggregation),
        ("period", lambda one: one.latest_period),
        ("method", lambda one: one.method),
    )
    for aspect, value in asked:
        values = list(dict.fromkeys(value(one) for one in rows if value(one)))
        if len(values) > 1:
            yield w(f"cities.differs.{aspect}", values=w("common.comma").join(values))
    if len({one.period_kind for one in rows if one.period_kind}) > 1:
        yield w("cities.differs.period_kind")
    definitions = [one.definition.text for one in rows]
    if not any(definitions):
        yield w("cities.no_definition")
    elif not all(definitions):
        yield w("cities.some_definitions")
    if len(set(filter(None, definitions))) > 1:
        yield w("cities.differs.definition")
    if any(one.latest is None for one in rows):
        yield w("cities.some_values")
