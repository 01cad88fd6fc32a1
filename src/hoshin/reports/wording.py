"""The words in which papers say codes: reasons, sides, stages, directions."""

from __future__ import annotations

from hoshin.domain.evaluations import AuthorRole, StatedChange
from hoshin.domain.indicators import (
    Comparison,
    Direction,
    MissingReason,
    ObservationStatus,
    TargetRole,
)
from hoshin.domain.plans import Aspect
from hoshin.domain.programs import BudgetStage
from hoshin.domain.rounds import Certainty
from hoshin.reports.lookup import Tongue

_MISSING = {
    MissingReason.NOT_SURVEYED: ("調査未実施", "not surveyed"),
    MissingReason.NOT_YET_PUBLISHED: ("未公表", "not yet published"),
    MissingReason.NOT_SET: ("設定なし", "not set"),
    MissingReason.ENDED: ("事業終了", "ended"),
    MissingReason.SUPPRESSED: ("秘匿", "suppressed"),
    # The document left the cell empty, and so does the paper.
    MissingReason.NOT_PRINTED: ("", ""),
}
_STATUSES = {
    ObservationStatus.PROVISIONAL: ("概算値", "provisional"),
    ObservationStatus.ESTIMATED: ("推計値", "estimated"),
    ObservationStatus.REVISED: ("改定値", "revised"),
}
_SIDES = {Comparison.AT_LEAST: ("以上", "at least"), Comparison.AT_MOST: ("以下", "at most")}
_STAGES = {
    BudgetStage.INITIAL: ("当初予算", "initial budget"),
    BudgetStage.SUPPLEMENTARY: ("補正予算", "supplementary budget"),
    BudgetStage.INITIAL_AND_SUPPLEMENTARY: ("当初＋補正予算", "initial and supplementary budget"),
    BudgetStage.CARRIED_OVER: ("繰越", "carried over"),
    BudgetStage.PLANNED: ("計画額", "planned"),
    BudgetStage.OUTTURN: ("決算", "outturn"),
}
_CHANGES = {
    StatedChange.INCREASE: ("増加", "increase"),
    StatedChange.DECREASE: ("減少", "decrease"),
    StatedChange.UNCHANGED: ("横ばい", "unchanged"),
}
_AUTHORS = {
    AuthorRole.SECTION: ("担当課", "section"),
    AuthorRole.BUREAU: ("局", "bureau"),
    AuthorRole.PLANNER: ("企画担当", "planning section"),
    AuthorRole.COMMITTEE: ("委員会", "committee"),
    AuthorRole.CITY: ("市", "city"),
}
_ASPECTS = {
    Aspect.ECONOMY: ("経済", "economy"),
    Aspect.SOCIETY: ("社会", "society"),
    Aspect.ENVIRONMENT: ("環境", "environment"),
    Aspect.INTEGRATED: ("三側面をつなぐ", "all three"),
}
_ROLES = {
    TargetRole.KGI: ("KGI", "KGI"),
    TargetRole.NUMERIC_GOAL: ("数値目標", "numeric goal"),
    TargetRole.KPI: ("KPI", "KPI"),
}
_DIRECTIONS = {
    Direction.INCREASE: ("増やす", "increase"),
    Direction.DECREASE: ("減らす", "decrease"),
    Direction.MAINTAIN: ("保つ", "maintain"),
    Direction.WITHIN_RANGE: ("範囲内に保つ", "keep within a range"),
}
_CERTAINTIES = {
    Certainty.INFERRED: ("推定", "inferred"),
    Certainty.NOT_KNOWN: ("時期不明", "time not known"),
}


def missing_word(reason: MissingReason, tongue: Tongue) -> str:
    """Why there is no value; empty where the document printed nothing."""
    return tongue.pick(*_MISSING[reason])


def status_word(status: ObservationStatus, tongue: Tongue) -> str:
    """How firm a value is, where it is not simply as printed."""
    return tongue.pick(*_STATUSES.get(status, ("", "")))


def side_word(comparison: Comparison, tongue: Tongue) -> str:
    """以上 or 以下; empty for a bare figure."""
    return tongue.pick(*_SIDES.get(comparison, ("", "")))


def stage_word(stage: BudgetStage, tongue: Tongue) -> str:
    """The stage of an amount."""
    return tongue.pick(*_STAGES[stage])


def change_word(change: StatedChange | None, tongue: Tongue) -> str:
    """The change that a heading states; empty for none."""
    return "" if change is None else tongue.pick(*_CHANGES[change])


def author_word(author: AuthorRole, tongue: Tongue) -> str:
    """Who evaluates."""
    return tongue.pick(*_AUTHORS[author])


def aspect_word(aspect: Aspect | None, tongue: Tongue) -> str:
    """The aspect of an element; empty for none."""
    return "" if aspect is None else tongue.pick(*_ASPECTS[aspect])


def role_word(role: TargetRole, tongue: Tongue) -> str:
    """The role of a target."""
    return tongue.pick(*_ROLES[role])


def direction_word(direction: Direction, tongue: Tongue) -> str:
    """The declared direction; empty where none is declared."""
    return tongue.pick(*_DIRECTIONS.get(direction, ("", "")))


def certainty_word(certainty: Certainty, tongue: Tongue) -> str:
    """What is not certain of a step's period; empty where it is printed."""
    return tongue.pick(*_CERTAINTIES.get(certainty, ("", "")))
