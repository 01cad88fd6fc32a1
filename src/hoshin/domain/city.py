"""A city: everything that its plan folder holds, one tuple of records for each table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hoshin.domain.evaluation_sheets import EvaluationAnswer, EvaluationField
from hoshin.domain.evaluations import Committee, Evaluation, Meeting, Member, Opinion
from hoshin.domain.indicators import Indicator, Milestone, Observation, Target
from hoshin.domain.links import Contribution, SdgLink, SdgMarkCount, Stakeholder
from hoshin.domain.measurements import Measurement
from hoshin.domain.plans import Element, Level, Organisation, Plan
from hoshin.domain.programs import Appropriation, Program, ProgramListing
from hoshin.domain.ratings import RatingGrade
from hoshin.domain.registers import Agreement, ContextFigure, Pledge, PledgeState
from hoshin.domain.revisions import TargetRevision
from hoshin.domain.rounds import Cycle, Schedule, Stage
from hoshin.domain.search_words import SearchWord
from hoshin.domain.sources import KnownError, PublishedFigure, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """All records of one city; a field's name is the name of its table.

    ``name`` and ``name_en`` are the city's; ``as_of`` is the day up to which the folder is kept,
    and the day of judgement unless another is asked for.
    """

    name: str
    name_en: str = ""
    as_of: date | None = None
    organisations: tuple[Organisation, ...] = ()
    plans: tuple[Plan, ...] = ()
    levels: tuple[Level, ...] = ()
    elements: tuple[Element, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    target_revisions: tuple[TargetRevision, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    observations: tuple[Observation, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    published_figures: tuple[PublishedFigure, ...] = ()
    programs: tuple[Program, ...] = ()
    program_elements: tuple[ProgramListing, ...] = ()
    appropriations: tuple[Appropriation, ...] = ()
    sdg_links: tuple[SdgLink, ...] = ()
    sdg_mark_counts: tuple[SdgMarkCount, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    stakeholders: tuple[Stakeholder, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    stages: tuple[Stage, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    pledge_states: tuple[PledgeState, ...] = ()
    context_figures: tuple[ContextFigure, ...] = ()
    evaluation_fields: tuple[EvaluationField, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    evaluation_answers: tuple[EvaluationAnswer, ...] = ()
    committees: tuple[Committee, ...] = ()
    members: tuple[Member, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    ratings: tuple[RatingGrade, ...] = ()
    search_words: tuple[SearchWord, ...] = ()
    known_errors: tuple[KnownError, ...] = ()
    sources: tuple[Source, ...] = ()
