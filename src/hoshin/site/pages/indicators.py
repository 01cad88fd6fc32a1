"""The page of an indicator: what was promised, what happened, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from hoshin.domain.indicators import Indicator, Target, TargetRole
from hoshin.domain.units import read_unit
from hoshin.engine.achievement import Achievement, NotComputable
from hoshin.engine.exact import ratio_text
from hoshin.engine.explain import METHOD_NAMES
from hoshin.engine.series import Origin, Point
from hoshin.site import addresses, charts, figures
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import NOTHING, Frame, Head, Label, Link, Quantity
from hoshin.site.pages import parts
from hoshin.site.pages.page import Page, distinct
from hoshin.site.pages.parts import (
    Fact,
    GoalTile,
    Notice,
    Sign,
    SourceNote,
    Tally,
    When,
)
from hoshin.site.pages.value_series import (
    SeriesOfIndicator,
    SeriesView,
    series_keys,
)
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
    figure_note: str
    rating: Label
    baseline: When | None
    actual: When | None
    goal: When
    track: Markup
    sentence: str
    method: Link
    exact: str
    published: Label
    agreement: str
    agreement_word: str
    pace: tuple[str, ...]
    restated_of: Link | None
    restated_by: tuple[Link, ...]
    definition_note: Label
    goals: tuple[GoalTile, ...]
    comments: tuple[Comment, ...]
    notice: Notice | None
    source: SourceNote


@dataclass(frozen=True, slots=True, kw_only=True)
class PassportRow:
    """One printed value with everything that is known of it."""

    anchor: str
    kind: str
    period: str
    period_printed: Label
    column: Label
    value: Quantity | None
    text: Label
    printed: Label
    status: str
    revision: int
    known_on: str
    series: Label
    target: Link | None
    source: SourceNote
    note: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """Everything that the page of one indicator shows."""

    head: Head
    latest: When | None
    facts: tuple[Fact, ...]
    definition: Label
    series: tuple[SeriesView, ...]
    cards: tuple[TargetCard, ...]
    passport: tuple[PassportRow, ...]
    notice: Notice | None


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
        )


def _view(indicator: Indicator, titles: dict[str, str], frame: Frame) -> IndicatorView:
    targets = frame.index.targets_of_indicator.get(indicator.id, ())
    gathered = [SeriesOfIndicator(frame, indicator, key) for key in series_keys(frame, indicator)]
    badges = {row_id: badge for one in gathered for row_id, badge in one.badges.items()}
    name = frame.name(indicator)
    return IndicatorView(
        head=Head(
            title=frame.w("indicator.title", name=titles[frame.language.value]),
            heading=name,
            section="indicators",
            crumbs=frame.crumbs(frame.section_crumb("indicators")),
            eyebrow=Label(frame.w("indicator.eyebrow")),
            original=frame.original(indicator),
        ),
        latest=_latest(frame, indicator),
        facts=_facts(frame, indicator),
        definition=frame.label(indicator.definition, indicator.definition_en),
        series=tuple(one.view(position) for position, one in enumerate(gathered)),
        cards=tuple(_card(frame, one, badges.get(one.id, "")) for one in targets),
        passport=_passport(frame, indicator),
        notice=parts.notice(
            frame,
            (
                indicator.id,
                *(one.id for one in frame.index.observations_of_indicator.get(indicator.id, ())),
            ),
        ),
    )


def _latest(frame: Frame, indicator: Indicator) -> When | None:
    """The latest value of the indicator's first series, whatever target it belongs to."""
    key = series_keys(frame, indicator)[0]
    points = frame.index.series.current(
        indicator.id, key.ref_area, key.breakdown, frame.index.as_of
    )
    known = [one for one in points if one.has_value]
    if not known:
        return None
    # Sorted in time; of several prints of the last period, an observation before a baseline.
    last = max(
        known, key=lambda one: (one.period.end, one.period.start, one.origin is Origin.OBSERVATION)
    )
    soft = frame.w(f"terms.status.{last.status.value}") if last.status in parts.SOFT_STATUS else ""
    period = frame.period(last.period)
    if last.value is None:
        row = frame.index.observations.get(last.row_id)
        return When(None, frame.label(last.text, row.value_text_en if row else ""), period, soft)
    return When(frame.quantity(last.value, last.unit), NOTHING, period, soft)


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
        facts.append(Fact(w("indicator.owner"), owner.label))
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
        figure_note=parts.instead_of_figure(frame, judged),
        rating=NOTHING
        if grade is None
        else frame.label(grade.label or grade.grade, grade.label_en),
        baseline=parts.baseline(frame, target),
        actual=parts.actual(frame, judged),
        goal=parts.goal_when(frame, target),
        track=parts.track(judged),
        sentence=explained.ja if frame.is_ja else explained.en,
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
        restated_of=None if restates is None else _other_listing(frame, restates),
        restated_by=tuple(
            _other_listing(frame, one) for one in index.restatements_of_target.get(target.id, ())
        ),
        definition_note=frame.japanese(target.definition_note),
        goals=parts.goal_tiles(frame, index.sdg_of_target.get(target.id, ())),
        comments=_comments(frame, target),
        notice=parts.notice(
            frame,
            (target.id, *(one.id for one in index.milestones_of_target.get(target.id, ()))),
        ),
        source=parts.source_note(frame, target),
    )


def _other_listing(frame: Frame, target: Target) -> Link:
    plan = frame.index.plans.get(target.plan)
    name = NOTHING if plan is None else frame.name(plan)
    text = f"{name.text} {parts.target_number(frame, target).text}".strip() or target.id
    return Link(Label(text, name.lang), frame.href_of("targets", target.id))


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
        return frame.japanese(published.value_printed or published.text)
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
    if pace.needed is not None and parts.is_over(frame, judged.target):
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


# --- the passport of every value -----------------------------------------------------------------


def _passport(frame: Frame, indicator: Indicator) -> tuple[PassportRow, ...]:
    rows = [
        (_point_order(one), _of_point(frame, one))
        for one in frame.index.series.points(indicator.id)
    ]
    for target in frame.index.targets_of_indicator.get(indicator.id, ()):
        for milestone in frame.index.milestones_of_target.get(target.id, ()):
            rows.append(
                (
                    (*parts.period_order(milestone.period), 2),
                    PassportRow(
                        anchor=f"_milestone.{milestone.id}",
                        kind=frame.w("terms.mark.milestone"),
                        period=frame.period(milestone.period),
                        period_printed=frame.japanese(milestone.period_printed),
                        column=frame.japanese(milestone.reporting_column),
                        value=frame.quantity(milestone.value, target.unit),
                        text=NOTHING,
                        printed=frame.japanese(milestone.value_printed),
                        status="",
                        revision=1,
                        known_on="",
                        series=NOTHING,
                        target=_other_listing(frame, target),
                        source=parts.source_note(frame, milestone),
                        note=frame.japanese(milestone.note),
                    ),
                )
            )
        rows.append(((*parts.period_order(target.goal_period), 3), _of_goal(frame, target)))
    return tuple(row for _, row in sorted(rows, key=lambda one: one[0]))


def _point_order(point: Point) -> tuple[int, int, int]:
    return (*parts.period_order(point.period), 0 if point.origin is Origin.BASELINE else 1)


def _of_point(frame: Frame, point: Point) -> PassportRow:
    index = frame.index
    observation = index.observations.get(point.row_id)
    target = index.targets.get(point.target or "")
    is_baseline = point.origin is Origin.BASELINE
    text = NOTHING
    if point.missing_reason is not None:
        text = Label(frame.w(f"terms.missing.{point.missing_reason.value}"))
    elif point.value is None:
        text = frame.label(point.text, observation.value_text_en if observation else "")
    printed = period_printed = ""
    row: object = target
    if is_baseline and target is not None:
        printed, period_printed = target.baseline_printed, target.baseline_period_printed
    elif observation is not None:
        printed, period_printed = observation.value_printed, observation.period_printed
        row = observation
    area = index.organisations.get(point.ref_area or "")
    return PassportRow(
        anchor=f"_baseline.{point.row_id}" if is_baseline else f"_value.{point.row_id}",
        kind=frame.w(f"terms.mark.{'baseline' if is_baseline else 'actual'}"),
        period=frame.period(point.period),
        period_printed=frame.japanese(period_printed),
        column=frame.japanese(point.reporting_column),
        value=None if point.value is None else frame.quantity(point.value, point.unit),
        text=text,
        printed=frame.japanese(printed),
        status=""
        if is_baseline or point.status.value == "as_printed"
        else frame.w(f"terms.status.{point.status.value}"),
        revision=point.revision,
        known_on="" if point.known_on is None else point.known_on.isoformat(),
        series=frame.name(area)
        if area is not None
        else frame.label(point.breakdown, observation.breakdown_en if observation else ""),
        target=None if target is None else _other_listing(frame, target),
        source=parts.source_note(frame, row),
        note=frame.japanese(getattr(row, "note", "") if not is_baseline else ""),
    )


def _of_goal(frame: Frame, target: Target) -> PassportRow:
    quantity, words = parts.goal_value(frame, target)
    return PassportRow(
        anchor=f"_goal.{target.id}",
        kind=frame.w("terms.mark.goal"),
        period=frame.period(target.goal_period),
        period_printed=frame.japanese(target.goal_period_printed),
        column=frame.japanese(target.goal_column),
        value=quantity,
        text=words,
        printed=frame.japanese(target.goal_printed),
        status="",
        revision=1,
        known_on="",
        series=NOTHING,
        target=_other_listing(frame, target),
        source=parts.source_note(frame, target),
        note=NOTHING,
    )


# --- the list of all indicators ------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    """An indicator in the list of all: its course in small, its latest value, its standings."""

    link: Link
    spark: Markup
    latest: When | None
    sign: Sign | None
    figure: str
    method: str
    plan: Link | None
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorListView:
    """All indicators, in the order of their table."""

    head: Head
    tally: Tally
    lines: tuple[IndicatorLine, ...]


def list_page() -> Page:
    """The page that lists every indicator."""
    return Page(addresses.INDICATORS, "indicators.html", _list_view)


def _list_view(frame: Frame) -> IndicatorListView:
    index = frame.index
    lines = []
    for indicator in index.indicators.values():
        targets = index.targets_of_indicator.get(indicator.id, ())
        if indicator.id not in index.sparklines:
            key = series_keys(frame, indicator)[0]
            marks = SeriesOfIndicator(frame, indicator, key).marks
            index.sparklines[indicator.id] = charts.sparkline(marks)
        shown = parts.main_target(frame, targets)
        judged = None if shown is None else index.judged[shown.id]
        others = len(parts.own_targets(frame, targets)) - 1
        lines.append(
            IndicatorLine(
                link=Link(frame.name(indicator), frame.href_of("indicators", indicator.id)),
                spark=Markup(index.sparklines[indicator.id]),
                latest=_latest(frame, indicator),
                sign=None if judged is None else parts.sign(frame, judged.standing),
                figure=""
                if judged is None
                else parts.percent(frame, judged) or parts.instead_of_figure(frame, judged),
                method=""
                if judged is None or judged.printed is None
                else parts.method_name(frame, judged),
                plan=None if shown is None else frame.link("plans", shown.plan),
                others=frame.w.count("indicator.other_targets", others) if others > 0 else "",
            )
        )
    heading = Label(frame.w("pages.indicators.title"))
    return IndicatorListView(
        head=Head(
            title=heading.text,
            heading=heading,
            section="indicators",
            crumbs=frame.crumbs(),
            lead=frame.w.count("pages.indicators.lead", len(lines)),
        ),
        tally=parts.tally(frame, index.targets.values()),
        lines=tuple(lines),
    )
