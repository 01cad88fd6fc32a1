"""Every table: those of the plan folder first, then those of the workplace."""

from __future__ import annotations

from hoshin.storage.models.evaluations import (
    Committee,
    Evaluation,
    EvaluationAnswer,
    EvaluationField,
    Meeting,
    Member,
    Opinion,
)
from hoshin.storage.models.forms import FormFile, LayoutFile
from hoshin.storage.models.indicators import (
    Indicator,
    Milestone,
    Observation,
    Target,
    TargetRevision,
)
from hoshin.storage.models.links import Contribution, SdgLink, SdgMarkCount, Stakeholder
from hoshin.storage.models.measurements import Measurement
from hoshin.storage.models.people import AccessToken, Person, RoleGrant
from hoshin.storage.models.plans import Element, Level, Organisation, Plan
from hoshin.storage.models.programs import Appropriation, Program, ProgramListing
from hoshin.storage.models.publications import Publication, PublicationKind, PublicationState
from hoshin.storage.models.ratings import RatingGrade
from hoshin.storage.models.records import (
    AuditEvent,
    CityRecord,
    HandOver,
    Release,
    Reminder,
    TargetChange,
)
from hoshin.storage.models.registers import Agreement, ContextFigure, Pledge, PledgeState
from hoshin.storage.models.round_work import (
    Comment,
    Deadline,
    DeadlineException,
    Draft,
    Evidence,
    EvidenceFile,
    IssuedWorkbook,
    ReturnedWorkbook,
    Round,
    RoundStage,
    Submission,
    WorkItem,
)
from hoshin.storage.models.rounds import Cycle, Schedule, Stage
from hoshin.storage.models.search_words import SearchWord
from hoshin.storage.models.sources import KnownError, PublishedFigure, Source
from hoshin.storage.models.uploads import ReadDocument, ReadPage, RowDecision, Upload, UploadState

__all__ = [
    "AccessToken",
    "Agreement",
    "Appropriation",
    "AuditEvent",
    "CityRecord",
    "Comment",
    "Committee",
    "ContextFigure",
    "Contribution",
    "Cycle",
    "Deadline",
    "DeadlineException",
    "Draft",
    "Element",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationField",
    "Evidence",
    "EvidenceFile",
    "FormFile",
    "HandOver",
    "Indicator",
    "IssuedWorkbook",
    "KnownError",
    "LayoutFile",
    "Level",
    "Measurement",
    "Meeting",
    "Member",
    "Milestone",
    "Observation",
    "Opinion",
    "Organisation",
    "Person",
    "Plan",
    "Pledge",
    "PledgeState",
    "Program",
    "ProgramListing",
    "Publication",
    "PublicationKind",
    "PublicationState",
    "PublishedFigure",
    "RatingGrade",
    "ReadDocument",
    "ReadPage",
    "Release",
    "Reminder",
    "ReturnedWorkbook",
    "RoleGrant",
    "Round",
    "RoundStage",
    "RowDecision",
    "Schedule",
    "SdgLink",
    "SdgMarkCount",
    "SearchWord",
    "Source",
    "Stage",
    "Stakeholder",
    "Submission",
    "Target",
    "TargetChange",
    "TargetRevision",
    "Upload",
    "UploadState",
    "WorkItem",
]
