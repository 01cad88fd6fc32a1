"""Indicators, targets, milestones and observations.

An indicator is neutral: it says what is measured. A target is what one plan wants of it. The two
are kept apart because one indicator is listed in many plans, with different baselines and goals.
Terms: OECD Glossary of Key Terms in Evaluation (indicator, baseline, target); SDMX (observation,
``obs_value``, ``time_period``, ``ref_area``, ``unit_measure``, ``obs_status``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hoshin.domain.periods import Period
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import ElementRef, IndicatorRef, OrganisationRef, PlanRef, Row, TargetRef
from hoshin.domain.units import Dimension
from hoshin.domain.words import named


class Direction(StrEnum):
    """The direction in which an indicator is wanted to move: declared, never guessed."""

    INCREASE = "increase"
    DECREASE = "decrease"
    MAINTAIN = "maintain"
    WITHIN_RANGE = "within_range"
    UNDECLARED = "undeclared"


class DirectionBasis(StrEnum):
    """On what the declared direction rests."""

    PRINTED = "printed"
    DECLARED = "declared"


class Aggregation(StrEnum):
    """How the values of an indicator relate to time: never mix a total to date with a year."""

    STOCK = "stock"
    FLOW = "flow"
    CUMULATIVE = "cumulative"
    AVERAGE = "average"
    SURVEY = "survey"
    UNKNOWN = "unknown"


class ResultLevel(StrEnum):
    """Where an indicator stands in the results chain (OECD)."""

    INPUT = "input"
    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Row):
    """What is measured: unit, dimension, direction, kind of series, owner, definition.

    ``dimension`` is declared from what is measured (groundwater is a volume, whatever unit a
    document prints). ``publication_lag_years`` says how long after a period its value is known.
    """

    name: str
    name_en: str = ""
    unit: str
    dimension: Dimension = Dimension.UNKNOWN
    direction: Direction = Direction.UNDECLARED
    direction_basis: DirectionBasis | None = None
    aggregation: Aggregation = Aggregation.UNKNOWN
    result_level: ResultLevel = ResultLevel.UNKNOWN
    publication_lag_years: int | None = None
    organisation: OrganisationRef | None = None
    definition: str = ""
    definition_en: str = ""


class TargetRole(StrEnum):
    """The role a target plays in its plan."""

    KGI = "kgi"
    NUMERIC_GOAL = "numeric_goal"
    KPI = "kpi"


class Comparison(StrEnum):
    """How an actual value is compared with the goal.

    ``reach`` is a bare printed number: it is to be reached in the indicator's declared direction.
    """

    REACH = "reach"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUAL = "equal"
    RANGE = "range"
    DIRECTION_ONLY = "direction_only"
    TEXT = "text"


class Method(StrEnum):
    """How an achievement is calculated; the formulas are in the engine and the manual."""

    PROGRESS = "progress"
    ATTAINMENT = "attainment"
    ATTAINMENT_INVERSE = "attainment_inverse"
    ATTAINMENT_REFLECTED = "attainment_reflected"
    PRORATED = "prorated"
    MILESTONE = "milestone"
    THRESHOLD = "threshold"
    QUALITATIVE = "qualitative"
    POINTS = "points"
    SCHEDULE = "schedule"
    SPENT = "spent"


# These give no rate of their own to set against elapsed time, or have a year's goal already.
_NEVER_PRORATED = (Method.PRORATED, Method.QUALITATIVE, Method.THRESHOLD, Method.MILESTONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(Row):
    """One listing of a target in one plan: baseline, goal, comparison and method.

    A listing repeated elsewhere (再掲, or the same target in a second table) names the first one
    in ``restates``; ``restated_in_print`` is true only where the document says 再掲. Periods are
    those of the cell; ``*_column`` is the head of the column in which it stands. Values are in
    ``unit``, as printed. ``goal_provisional_year`` is set when the goal shows, for the time being,
    the value of another year. ``decimals`` is to how many digits the percentage is printed.
    ``definition_note`` records where this listing's wording differs from the indicator's.
    ``prorated_method`` is the method whose result a ``prorated`` target sets against elapsed time.
    """

    plan: PlanRef
    element: ElementRef | None = None
    indicator: IndicatorRef
    number: str = ""
    role: TargetRole = TargetRole.KPI
    name_printed: str = ""
    unit: str
    restates: TargetRef | None = None
    restated_in_print: bool = False
    ref_area: OrganisationRef | None = None
    breakdown: str = ""
    breakdown_en: str = ""
    baseline_value: Decimal | None = None
    baseline_printed: str = ""
    baseline_period: Period | None = None
    baseline_period_printed: str = ""
    baseline_column: str = ""
    goal_value: Decimal | None = None
    goal_upper: Decimal | None = None
    goal_text: str = ""
    goal_text_en: str = ""
    goal_printed: str = ""
    goal_period: Period | None = None
    goal_period_printed: str = ""
    goal_column: str = ""
    goal_provisional_year: int | None = None
    comparison: Comparison = Comparison.REACH
    method: Method = Method.PROGRESS
    prorated_method: Method | None = None
    decimals: int = 0
    definition_note: str = ""

    def __post_init__(self) -> None:
        super(Target, self).__post_init__()
        numeric = self.comparison not in (Comparison.TEXT, Comparison.DIRECTION_ONLY)
        if numeric and self.goal_value is None:
            raise IllFormedError(
                "target-without-goal",
                "数値で比べる目標に目標値がありません。",
                "A target compared by number has no goal value.",
                named(
                    "{goal_value} を書くか、{comparison} を {comparison=text} か "
                    "{comparison=direction_only} にしてください。"
                ),
                named(
                    "Write {goal_value}, or set {comparison} to {comparison=text} or "
                    "{comparison=direction_only}."
                ),
                field="goal_value",
            )
        if self.comparison is Comparison.RANGE and (
            self.goal_value is None or self.goal_upper is None or self.goal_upper < self.goal_value
        ):
            raise IllFormedError(
                "target-range",
                "範囲の目標には下限と、それ以上の上限が必要です。",
                "A range target needs a lower bound and an upper bound not below it.",
                named("{goal_value} に下限、{goal_upper} に上限を書いてください。"),
                named("Write the lower bound in {goal_value} and the upper one in {goal_upper}."),
                field="goal_upper",
            )
        if (self.method is Method.PRORATED) != (self.prorated_method is not None) or (
            self.prorated_method in _NEVER_PRORATED
        ):
            raise IllFormedError(
                "target-prorated-method",
                "年次按分の元になる計算方法が正しく指定されていません。",
                "A prorated target must name the method that it prorates, and no other may.",
                named(
                    "{method} が {method=prorated} のときだけ、{prorated_method} に "
                    "{prorated_method=progress} などを書いてください。"
                ),
                named(
                    "Write {prorated_method} (for example {prorated_method=progress}) if, "
                    "and only if, {method} is {method=prorated}."
                ),
                field="prorated_method",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone(Row):
    """A yearly target on the way to a target's goal: stored as printed, never interpolated.

    ``reporting_column`` is the head of the column in which it is printed; ``period`` the period
    that the value describes. In the target's ``unit``.
    """

    target: TargetRef
    value: Decimal
    value_printed: str = ""
    period: Period
    period_printed: str = ""
    reporting_column: str = ""
    comparison: Comparison = Comparison.REACH


class ObservationStatus(StrEnum):
    """How firm a value is (after SDMX CL_OBS_STATUS: A, P, E; revised values carry a revision)."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATED = "estimated"
    REVISED = "revised"
    AS_PRINTED = "as_printed"


class MissingReason(StrEnum):
    """Why there is no value; never the same thing as zero."""

    NOT_SURVEYED = "not_surveyed"
    NOT_YET_PUBLISHED = "not_yet_published"
    NOT_SET = "not_set"
    ENDED = "ended"
    SUPPRESSED = "suppressed"
    NOT_PRINTED = "not_printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Row):
    """A value of an indicator for an area and a period, or the reason why there is none.

    One row for each place in which a document prints it; ``target`` is the listing beside which
    it stands, ``reporting_column`` the head of its column (the cell's own period wins).
    ``revision`` counts from 1; a higher one replaces a lower one of the same indicator, area,
    breakdown and period. ``known_on`` is the day on which the value became known.
    ``value_text`` is set when a document prints words for the result. ``note`` is what the city
    says of the value, such as why it came out so; ``note_en`` the same in English.
    """

    indicator: IndicatorRef
    target: TargetRef | None = None
    ref_area: OrganisationRef | None = None
    breakdown: str = ""
    breakdown_en: str = ""
    time_period: Period
    period_printed: str = ""
    reporting_column: str = ""
    obs_value: Decimal | None = None
    value_printed: str = ""
    value_text: str = ""
    value_text_en: str = ""
    unit_measure: str
    obs_status: ObservationStatus = ObservationStatus.AS_PRINTED
    missing_reason: MissingReason | None = None
    revision: int = 1
    known_on: date | None = None
    note_en: str = ""

    def __post_init__(self) -> None:
        super(Observation, self).__post_init__()
        has_value = self.obs_value is not None or bool(self.value_text)
        if has_value == (self.missing_reason is not None):
            raise IllFormedError(
                "observation-value-or-reason",
                "実績には、値か欠測の理由のどちらか一方だけが必要です。",
                "An observation needs either a value or a reason why it is missing, not both.",
                named("値がないときは {missing_reason} に理由を書いてください。0 は値です。"),
                named(
                    "Where there is no value, write the reason in {missing_reason}. Zero is "
                    "a value."
                ),
                field="missing_reason",
            )
        if self.revision < 1:
            raise IllFormedError(
                "observation-revision",
                "改訂番号は1から数えます。",
                "Revisions count from 1.",
                named("{revision} に1以上の整数を書いてください。"),
                named("Write a whole number of at least 1 in {revision}."),
                field="revision",
            )
