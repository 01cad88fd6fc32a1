"""Plans, their own levels, and the trees of elements; organisations that answer for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoshin.domain.municipal_codes import read_municipal_code
from hoshin.domain.periods import Period
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import ElementRef, LevelRef, OrganisationRef, PlanRef, Row
from hoshin.domain.words import named


class Aspect(StrEnum):
    """The three aspects of sustainable development, and what spans them (SDGs未来都市計画)."""

    ECONOMY = "economy"
    SOCIETY = "society"
    ENVIRONMENT = "environment"
    INTEGRATED = "integrated"


class OrganisationKind(StrEnum):
    """What kind of body an organisation is."""

    CITY = "city"
    PREFECTURE = "prefecture"
    METROPOLITAN_AREA = "metropolitan_area"
    BUREAU = "bureau"
    SECTION = "section"
    WARD = "ward"
    SCHOOL_DISTRICT = "school_district"
    COMMITTEE = "committee"
    COMPANY = "company"
    UNIVERSITY = "university"
    BANK = "bank"
    ASSOCIATION = "association"
    MEDIA = "media"
    PARTNER_CITY = "partner_city"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Row):
    """A body that leads, takes part or is an area: city, bureau, section, ward, company …

    ``municipal_code`` is the six-digit code (check digit verified). ``successor`` names the body
    that took over when this one ended on ``valid_to``: reorganisation keeps lineage.
    """

    name: str
    name_en: str = ""
    kind: OrganisationKind
    parent: OrganisationRef | None = None
    municipal_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: OrganisationRef | None = None

    def __post_init__(self) -> None:
        super(Organisation, self).__post_init__()
        if self.municipal_code:
            read_municipal_code(self.municipal_code)
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise IllFormedError(
                "dates-reversed",
                f"「{self.name}」の終わりの日が始まりより前です。",
                f'"{self.name}" ends before it begins.',
                named("{valid_from} と {valid_to} を確かめてください。"),
                named("Look at {valid_from} and {valid_to}."),
                field="valid_to",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Row):
    """An adopted document with a period, an edition, and the plan it supersedes.

    ``rating_scheme`` names the grades (ratings table) that the city applies to its targets;
    empty when the plan prints none. ``period_printed`` is the period as the document has it.
    """

    name: str
    name_en: str = ""
    kind: str = ""
    edition: str = ""
    period: Period | None = None
    period_printed: str = ""
    adopted_on: date | None = None
    organisation: OrganisationRef | None = None
    supersedes: PlanRef | None = None
    rating_scheme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Row):
    """One level of a plan's own tree (ビジョン, 基本目標, 施策 …), labelled in both languages.

    ``depth`` is 1 for the level below the plan itself.
    """

    plan: PlanRef
    depth: int
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Row):
    """A node of a plan's tree; ``level`` is the id of one of the plan's own levels.

    ``order`` sorts siblings as the document prints them. ``related`` lists elements that the
    document itself names as related. ``description`` is in our own words or empty.
    """

    plan: PlanRef
    level: LevelRef
    parent: ElementRef | None = None
    order: int = 0
    number: str = ""
    name: str
    name_en: str = ""
    description: str = ""
    description_en: str = ""
    aspect: Aspect | None = None
    organisation: OrganisationRef | None = None
    related: tuple[ElementRef, ...] = ()
