"""The page of an indicator: what was promised, what happened, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from hoshin.domain.indicators import Indicator, Target, TargetRole
from hoshin.domain.units import read_unit
from hoshin.engine.achievement import Achievement
from hoshin.engine.exact import ratio_text
from hoshin.engine.explain import METHOD_NAMES
from hoshin.engine.formulas import NotComputable
from hoshin.engine.series import passed_over
from hoshin.site import addresses, figures
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link, Quantity
from hoshin.site.page_files import PageFile
from hoshin.site.pages import behind, parts
from hoshin.site.pages.behind import Behind
from hoshin.site.pages.doubts import doubt
from hoshin.site.pages.embeds import embedded
from hoshin.site.pages.figure_files import figure_file
from hoshin.site.pages.indicator_list import latest_value
from hoshin.site.pages.local_readings import global_readings
from hoshin.site.pages.notices import Notice, notice
from hoshin.site.pages.page import InnerPage, Page, distinct
from hoshin.site.pages.parts import (
    Fact,
    GoalTile,
    Sign,
    SourceNote,
    When,
)
from hoshin.site.pages.passport import PassportRow, listing_link, passport
from hoshin.site.pages.plain import PlainSummary, summary
from hoshin.site.pages.revisions import DecisionRow, decision_rows
from hoshin.site.pages.structured_data import dataset
from hoshin.site.pages.value_series import SeriesView, gathered_series, series_view
from hoshin.site.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What the city's evaluation says of a target."""

    heading: Label
    findings: Label
    direction: Label
    author: str
    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetCard:
    """One plan's target for the indicator: the figure, how it was reached, what was published."""

    row_id: str
    plan: Link | None
    element: Link | None
    number: Label
    role: str
    badge: str
    series: Label
    printed_name: Label
    sign: Sign
    figure: str
    words: str
    figure_note: str
    rating: Label
    baseline: When | None
    actual: When | None
    goal: When
    track: Markup
    sentence: Label
    method: Link
    exact: str
    published: Label
    agreement: str
    agreement_word: str
    pace: tuple[str, ...]
    passed_over: str
    restated_of: Link | None
    restated_by: tuple[Link, ...]
    definition_note: Label
    decisions: tuple[DecisionRow, ...]
    goals: tuple[GoalTile, ...]
    readings: tuple[Link, ...]
    comments: tuple[Comment, ...]
    doubt: Link | None
    notice: Notice | None
    source: SourceNote


@dataclass(frozen=True, slots=True)
class Embed:
    """The chart alone: its link from the page, and its path below the site's address."""

    href: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """Everything that the page of one indicator shows."""

    head: Head
    latest: When | None
    doubt: Link | None
    plain: PlainSummary
    embed: Embed
    facts: tuple[Fact, ...]
    definition: Label
    series: tuple[SeriesView, ...]
    cards: tuple[TargetCard, ...]
    behind: Behind
    passport: tuple[PassportRow, ...]
    notice: Notice | None
    figure: PageFile
    dataset: Markup
    inner_pages: tuple[InnerPage, ...]

    @property
    def files(self) -> tuple[PageFile, ...]:
        """The charts, their points and the figure for machines, written beside the page."""
        return (*(one for series in self.series for one in series.files), self.figure)


def pages(index: CityIndex, places: Places) -> Iterator[Page]:
    """A page for each indicator."""
    names = {
        language: distinct(
            (one.id, one.name if language == "ja" else one.name_en or one.name)
            for one in index.city.indicators
        )
        for language in ("ja", "en")
    }
    for indicator in index.indicators.values():
        yield Page(
            places.page("indicators", indicator.id),
            "indicator.html",
            partial(_view, indicator, {key: its[indicator.id] for key, its in names.items()}),
            (places.embed(indicator.id),),
        )


def _view(indicator: Indicator, titles: dict[str, str], frame: Frame) -> IndicatorView:
    targets = frame.index.targets_of_indicator.get(indicator.id, ())
    gathered = gathered_series(frame, indicator)
    badges = {row_id: badge for one in gathered for row_id, badge in one.badges.items()}
    name = frame.name(indicator)
    latest = latest_value(frame, indicator)
    series = tuple(series_view(frame, one, position) for position, one in enumerate(gathered))
    found_doubt = doubt(frame, (indicator.id, *(one.id for one in targets)))
    figure = figure_file(frame, indicator)
    files = (*(file for one in series for file in one.files), figure)
    return IndicatorView(
        head=Head(
            title=frame.w("indicator.title", name=titles[frame.language.value]),
            heading=name,
            section="indicators",
            crumbs=frame.crumbs(frame.section_crumb("indicators")),
            eyebrow=Label(frame.w("indicator.eyebrow")),
            original=frame.original(indicator),
        ),
        latest=latest,
        doubt=found_doubt,
        embed=Embed(
            frame.href(frame.places.embed(indicator.id)),
            addresses.root_of(frame.language) + frame.places.embed(indicator.id).path,
        ),
        plain=summary(frame, indicator, latest, found_doubt),
        facts=_facts(frame, indicator),
        definition=frame.label(indicator.definition, indicator.definition_en),
        series=series,
        cards=tuple(_card(frame, one, badges.get(one.id, "")) for one in targets),
        behind=behind.of_indicator(frame, indicator),
        passport=passport(frame, indicator),
        notice=notice(
            frame,
            (
                indicator.id,
                *(one.id for one in frame.index.observations_of_indicator.get(indicator.id, ())),
            ),
        ),
        figure=figure,
        dataset=dataset(frame, indicator, files),
        inner_pages=(
            embedded(
                frame, indicator, titles[frame.language.value], latest, found_doubt, series[0]
            ),
        ),
    )


def _facts(frame: Frame, indicator: Indicator) -> tuple[Fact, ...]:
    w = frame.w
    facts = [
        Fact(w("indicator.unit"), frame.unit(indicator.unit)),
        Fact(w("indicator.direction"), w(f"terms.direction.{indicator.direction.value}")),
    ]
    if indicator.aggregation.value != "unknown":
        facts.append(
            Fact(w("indicator.aggregation"), w(f"terms.aggregation.{indicator.aggregation.value}"))
        )
    if indicator.result_level.value != "unknown":
        facts.append(
            Fact(
                w("indicator.result_level"), w(f"terms.result_level.{indicator.result_level.value}")
            )
        )
    if indicator.publication_lag_years is not None:
        facts.append(
            Fact(
                w("indicator.lag"), w.count("indicator.lag_years", indicator.publication_lag_years)
            )
        )
    owner = frame.link("organisations", indicator.organisation)
    if owner is not None:
        facts.append(Fact(w("indicator.owner"), owner))
    return tuple(facts)


def _card(frame: Frame, target: Target, badge: str) -> TargetCard:
    index = frame.index
    judged = index.judged[target.id]
    explained = index.explanation(target)
    names = METHOD_NAMES[judged.method]
    restates = index.targets.get(target.restates or "")
    area = index.organisations.get(target.ref_area or "")
    grade = index.grades.get(target.id)
    element = index.elements.get(target.element or "")
    return TargetCard(
        row_id=target.id,
        plan=frame.link("plans", target.plan),
        element=None if element is None else parts.numbered(frame, element),
        number=parts.target_number(frame, target),
        role="" if target.role is TargetRole.KPI else frame.w(f"terms.role.{target.role.value}"),
        badge=badge,
        series=frame.name(area)
        if area is not None
        else frame.label(target.breakdown, target.breakdown_en),
        printed_name=NOTHING
        if target.name_printed in ("", judged.indicator.name)
        else frame.japanese(target.name_printed),
        sign=parts.sign(frame, judged.standing),
        figure=parts.percent(frame, judged),
        words=parts.words_first(frame, judged),
        figure_note=parts.instead_of_figure(frame, judged),
        rating=NOTHING
        if grade is None
        else frame.label(grade.label or grade.grade, grade.label_en),
        baseline=parts.baseline(frame, target),
        actual=parts.actual(frame, judged),
        goal=parts.goal_when(frame, target),
        track=parts.track(judged),
        sentence=frame.sentence(explained.ja, explained.en),
        method=Link(
            Label(names[0] if frame.is_ja else names[1]),
            frame.href(addresses.METHOD.at(f"_method-{judged.method.value}")),
        ),
        exact="" if judged.ratio is None else ratio_text(judged.ratio),
        published=_published(frame, judged),
        agreement=_agreement(judged),
        agreement_word=frame.w(f"indicator.agreement.{_agreement(judged)}")
        if judged.published
        else "",
        pace=_pace(frame, judged),
        passed_over=_passed_over(frame, judged),
        restated_of=None if restates is None else listing_link(frame, restates),
        restated_by=tuple(
            listing_link(frame, one) for one in index.restatements_of_target.get(target.id, ())
        ),
        definition_note=frame.note(target.definition_note),
        decisions=decision_rows(frame, target),
        goals=parts.goal_tiles(frame, index.sdg_of_target.get(target.id, ())),
        readings=global_readings(frame, index.sdg_of_target.get(target.id, ())),
        comments=_comments(frame, target),
        doubt=doubt(frame, (target.id, target.indicator)),
        notice=notice(
            frame,
            (target.id, *(one.id for one in index.milestones_of_target.get(target.id, ()))),
        ),
        source=parts.source_note(frame, target),
    )


def _agreement(judged: Achievement) -> str:
    if judged.agrees is None:
        return "unknown"
    return "yes" if judged.agrees else "no"


def _published(frame: Frame, judged: Achievement) -> Label:
    """The figure that the document printed, as it printed it."""
    published = judged.published
    if published is None:
        return NOTHING
    if published.value_printed or published.value is None:
        return frame.printed(published.value_printed or published.text)
    return Label(frame.quantity(published.value, published.unit).text)


def _pace(frame: Frame, judged: Achievement) -> tuple[str, ...]:
    """The change a year so far, and the change a year that is still needed."""
    pace = judged.pace
    if pace is None or judged.not_computable is NotComputable.WITHHELD:
        return ()
    unit = _change_unit(frame, judged.target.unit)
    lines = []
    if pace.achieved is not None:
        lines.append(
            frame.w.count(
                "indicator.pace_achieved",
                pace.years_passed,
                change=Quantity(figures.yearly(pace.achieved), unit).text,
            )
        )
    if pace.needed is not None and frame.index.charted.is_over(judged.target):
        lines.append(frame.w("indicator.goal_over", period=frame.period(judged.target.goal_period)))
    elif pace.needed is not None:
        lines.append(
            frame.w.count(
                "indicator.pace_needed",
                pace.years_left,
                change=Quantity(figures.yearly(pace.needed), unit).text,
            )
        )
    return tuple(lines)


def _passed_over(frame: Frame, judged: Achievement) -> str:
    """Why a later value of the target's time is not the one that it is judged by."""
    target = judged.target
    points = frame.index.charted.known_points(target.indicator, target.ref_area, target.breakdown)
    later = passed_over(target, points)
    if later is None or later.value is None:
        return ""
    said = frame.w(
        "indicator.passed_over",
        period=frame.period(later.period),
        value=frame.quantity(later.value, later.unit).text,
    )
    if judged.actual is None or later.period.kind is judged.actual.period.kind:
        return said
    return frame.w("indicator.passed_over_kind", said=said, used=frame.period(judged.actual.period))


def _change_unit(frame: Frame, printed: str) -> Label:
    """The unit of a change: a share in per cent changes by percentage points."""
    if read_unit(printed).symbol == "%":
        return Label(frame.w("indicator.points"))
    return frame.unit(printed)


def _comments(frame: Frame, target: Target) -> tuple[Comment, ...]:
    return tuple(
        Comment(
            heading=frame.label(one.heading, one.heading_en),
            findings=frame.label(one.findings, one.findings_en),
            direction=frame.label(one.direction, one.direction_en),
            author=frame.w(f"terms.author.{one.author_role.value}"),
            year="" if one.year is None else frame.period(one.year),
        )
        for one in frame.index.evaluations_of_target.get(target.id, ())
        if one.findings or one.direction or one.heading
    )
