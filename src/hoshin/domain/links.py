"""Links: plans and the SDGs, causes and effects, and who takes part in what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hoshin.domain.plans import Aspect
from hoshin.domain.problems import IllFormedError
from hoshin.domain.rows import (
    ElementRef,
    IndicatorRef,
    OrganisationRef,
    PlanRef,
    ProgramRef,
    Row,
    TargetRef,
)
from hoshin.domain.sdg import goal as goal_of_number
from hoshin.domain.sdg import goal_of_target, read_target
from hoshin.domain.words import named


class LinkStrength(StrEnum):
    """How strongly a plan ties itself to a goal: ◎ primary, ○ related, or not said."""

    PRIMARY = "primary"
    RELATED = "related"
    NOT_PRINTED = "not_printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SdgLink(Row):
    """One tie of a plan element, a target listing or a program to an SDG goal or target.

    ``goal`` is 1-17; ``sdg_target`` one of the 169 codes of that goal, or empty.
    ``sdg_indicator`` is the global indicator (3.4.1) whose local reading the city itself says
    this to be; empty where it does not say so.
    """

    element: ElementRef | None = None
    target: TargetRef | None = None
    program: ProgramRef | None = None
    goal: int
    sdg_target: str = ""
    sdg_indicator: str = ""
    strength: LinkStrength = LinkStrength.NOT_PRINTED

    def __post_init__(self) -> None:
        super(SdgLink, self).__post_init__()
        goal_of_number(self.goal)
        if self.sdg_target and self.sdg_target != read_target(self.sdg_target):
            raise IllFormedError(
                "sdg-target-form",
                f"ターゲットは「{read_target(self.sdg_target)}」と書きます。",
                f'The target is written "{read_target(self.sdg_target)}".',
                f"「{self.sdg_target}」を書き直してください。",
                f'Write it in place of "{self.sdg_target}".',
                field="sdg_target",
            )
        if self.sdg_target and goal_of_target(self.sdg_target) != self.goal:
            raise IllFormedError(
                "sdg-goal-and-target-differ",
                f"ターゲット{self.sdg_target}はゴール{self.goal}のものではありません。",
                f"Target {self.sdg_target} does not belong to goal {self.goal}.",
                named("{goal} と {sdg_target} のどちらかを直してください。"),
                named("Correct {goal} or {sdg_target}."),
                field="sdg_target",
            )
        if self.sdg_indicator:
            self._check_indicator()
        if sum(one is not None for one in (self.element, self.target, self.program)) != 1:
            raise IllFormedError(
                "sdg-link-subject",
                "SDGsとの関連は、要素・目標・事業のうち一つだけに付きます。",
                "An SDG link belongs to exactly one element, target or program.",
                named("{element}、{target}、{program} のうち一つだけを書いてください。"),
                named("Fill exactly one of {element}, {target} and {program}."),
                field="element",
            )

    def _check_indicator(self) -> None:
        number = self.sdg_indicator.removeprefix(f"{self.sdg_target}.")
        if self.sdg_target and number.isascii() and number.isdigit() and not number.startswith("0"):
            return
        raise IllFormedError(
            "sdg-indicator-form",
            f"「{self.sdg_indicator}」は、ターゲット{self.sdg_target}の世界の指標の番号ではありません。"
            if self.sdg_target
            else "世界の指標の番号には、ターゲットの番号も必要です。",
            f'"{self.sdg_indicator}" is no code of a global indicator of target {self.sdg_target}.'
            if self.sdg_target
            else "The code of a global indicator needs its target code too.",
            named(
                "ターゲット3.4なら、{sdg_target} に3.4、{sdg_indicator} "
                "に3.4.1のように書いてください。"
            ),
            named(
                "Of target 3.4, write 3.4 in {sdg_target} and a code such as 3.4.1 in "
                "{sdg_indicator}."
            ),
            field="sdg_indicator",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SdgMarkCount(Row):
    """How many ◎ and ○ an element has where the goals they stand under are not known.

    ``marks_printed`` keeps their order; no mark is ever assigned to a goal by guess.
    """

    element: ElementRef
    primary_count: int
    related_count: int
    marks_printed: str = ""


class ContributionKind(StrEnum):
    """What a directed link between two parts of a plan says."""

    SYNERGY = "synergy"
    PRODUCES = "produces"
    LEADS_TO = "leads_to"
    FUNDS = "funds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution(Row):
    """Cause and effect as data: one directed link, with the target that measures the effect.

    A synergy (相乗効果) leads from one aspect to another; other links lead from element, program
    or indicator to the next. ``description`` is in our own words.
    """

    kind: ContributionKind
    element: ElementRef | None = None
    from_aspect: Aspect | None = None
    to_aspect: Aspect | None = None
    from_element: ElementRef | None = None
    to_element: ElementRef | None = None
    from_program: ProgramRef | None = None
    to_program: ProgramRef | None = None
    from_indicator: IndicatorRef | None = None
    to_indicator: IndicatorRef | None = None
    target: TargetRef | None = None
    description: str = ""
    description_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder(Row):
    """An organisation that takes part in a plan or an element, and as what."""

    organisation: OrganisationRef
    plan: PlanRef
    element: ElementRef | None = None
    role: str = ""
    role_en: str = ""
