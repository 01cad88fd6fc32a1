"""The page of an evaluation sheet: its boxes, beside cost, results, other views and last promises.

What the section, the bureau, the planner and the committee think stays apart: each writes a sheet
of its own, and all that may be seen stand side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from hoshin.actions.sheets import (
    declared_fields,
    english_keys,
    evaluations_of,
    fields_of,
    figures_of,
    promises_to,
)
from hoshin.domain.city import City
from hoshin.domain.evaluation_sheets import FUNDS, EvaluationField, FieldKind, FieldMeaning
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.indicators import ResultLevel
from hoshin.domain.programs import BudgetStage
from hoshin.engine.achievement import evaluate
from hoshin.engine.amounts import stage_amounts
from hoshin.engine.full_cost import explain_full_cost, full_cost
from hoshin.site.figures import money
from hoshin.storage import models as tables
from hoshin.storage.plan import plan_table, read_rows
from hoshin.web.desk import Desk
from hoshin.web.evaluation_views import View, box_text, compare, filled_in, views_of
from hoshin.web.item_page import Choice, DifferenceRow, ItemPage
from hoshin.web.promised_budget import seen_in_budget
from hoshin.web.results import Result

# Which results stand under which heading on the sheet of a program.
_LEVELS = {
    ResultLevel.INPUT: "activity",
    ResultLevel.OUTPUT: "activity",
    ResultLevel.OUTCOME: "outcome",
    ResultLevel.IMPACT: "outcome",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One box of the form: what it is called, what it takes and what stands in it.

    ``english_code`` is the name of the box for the same in English; empty where there is none.
    """

    code: str
    name: str
    help: str
    kind: str
    unit: str
    is_required: bool
    is_answer: bool
    is_short: bool
    value: str
    english_code: str
    english: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The boxes under one heading of the sheet."""

    name: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PromiseText:
    """What somebody promised in an earlier year, and what the budget shows of it."""

    by: str
    direction: str
    improvement: str
    budget: str


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody wrote of the subject in another year."""

    author: str
    year: str
    findings: str
    direction: str
    rating: str


@dataclass(frozen=True, slots=True)
class CostText:
    """The cost of a program in words; empty where a sum waits for a part."""

    program: str
    staff: str
    full: str
    sentence: str
    is_whole: bool
    outturn: str


class EvaluationPage(ItemPage):
    """The page of an evaluation sheet."""

    template = "evaluation.html"
    side = "evaluation_side.html"
    words = "evaluation"

    def __init__(self, desk: Desk, item: tables.WorkItem, **known: Any) -> None:
        """Read the boxes of the sheet first: the form is made of them."""
        super().__init__(desk, item, **known)
        self._declared = declared_fields(item)
        self._boxes = fields_of(item, self._declared)
        self._in_english = english_keys(self._boxes)
        self.fields = (*(one.code for one in self._boxes), *self._in_english.values())

    def context(self) -> dict[str, Any]:
        """What the template shows."""
        author = self._desk.w(f"terms.author.{self._item.author_role}")
        shown = super().context()
        return shown | {
            "eyebrow": self._desk.w("common.with_note", text=shown["eyebrow"], note=author)
        }

    def _meaning(self, content: dict[str, str]) -> dict[str, Any]:
        """The boxes, what they add up to, and all that the sheet is to be judged by."""
        desk, item = self._desk, self._item
        views = views_of(desk, item, self._declared, content)
        whole = next((one for one in views if _has_funds(one.fields)), None)
        own = any(_has_funds(one.fields) for one in views if one.item.pk == item.pk)
        return {
            "parts": self._parts(content),
            "wrong": self._wrong(),
            "cost": self._cost(whole),
            "own_cost": own,
            "compared": compare(desk, item, views),
            "sheets": tuple(
                (desk.w(f"terms.author.{one.item.author_role}"), filled_in(desk, one))
                for one in views
                if one.item.pk != item.pk and one.content is not None
            ),
            "groups": self._groups(),
            "chart": None,
            "questions": (),
            "live_problems": (),
            "promised": self._promised(),
            "past": self._past(),
        }

    def _parts(self, content: dict[str, str]) -> tuple[Part, ...]:
        speech = self._desk.speech
        found: dict[str, list[Box]] = {}
        for one in self._boxes:
            found.setdefault(speech.label(one.part, one.part_en), []).append(
                Box(
                    code=one.code,
                    name=speech.name(one),
                    help=speech.label(one.help, one.help_en),
                    kind=one.kind.value,
                    unit=speech.unit(one.unit or ("円" if one.kind is FieldKind.MONEY else "")),
                    is_required=one.required,
                    is_answer=one.meaning is FieldMeaning.ANSWER_TO_LAST_YEAR,
                    is_short=one.meaning is FieldMeaning.RATING,
                    value=content.get(one.code, ""),
                    english_code=self._in_english.get(one.code, ""),
                    english=content.get(self._in_english.get(one.code, ""), ""),
                    text=box_text(self._desk, one, content),
                    choices=tuple(
                        Choice(value, speech.label(ja, en)) for value, ja, en in one.choices
                    ),
                )
            )
        return tuple(Part(name, tuple(boxes)) for name, boxes in found.items())

    def _wrong(self) -> tuple[tuple[str, str], ...]:
        """The boxes that a refusal is about, by code and name, in the order of the sheet."""
        problems = self._problems()
        speech = self._desk.speech
        return tuple((one.code, speech.name(one)) for one in self._boxes if one.code in problems)

    def _differences(self) -> tuple[DifferenceRow, ...]:
        """The boxes that were filled in differently, by the names that the city gave them."""
        names = self._names()
        return tuple(
            replace(one, field=names.get(one.field, one.field)) for one in super()._differences()
        )

    def _changes(self, before: dict[str, str], after: dict[str, str]) -> tuple[DifferenceRow, ...]:
        """The boxes that a form filled in differently, by the names that the city gave them."""
        names = self._names()
        return tuple(
            replace(one, field=names.get(one.field, one.field))
            for one in super()._changes(before, after)
        )

    def _names(self) -> dict[str, str]:
        """What each box is called, the boxes for English texts included."""
        names = {one.code: self._desk.speech.name(one) for one in self._boxes}
        english = {
            key: self._desk.w("evaluation.of_english", box=names[code])
            for code, key in self._in_english.items()
        }
        return names | english

    # --- cost ---

    def _cost(self, view: View | None) -> CostText | None:
        """The cost that the sheet with the funds states, beside what the plan's data hold."""
        if view is None:
            return None
        yen, numbers = figures_of(view.fields, view.content or {})
        cost = full_cost(view.fields, yen, numbers)
        if cost is None:
            return None
        sentence = explain_full_cost(cost)
        spent = self._outturn()
        outturn = ""
        if spent is not None:
            same = spent == cost.program_yen
            key = "same" if same else "differs" if cost.program_yen is not None else "is"
            outturn = self._desk.w(f"evaluation.outturn.{key}", amount=self._yen(spent))
        return CostText(
            program=self._yen(cost.program_yen),
            staff=self._yen(cost.staff_yen),
            full=self._yen(cost.full_yen),
            sentence=sentence[0 if self._desk.speech.is_ja else 1],
            is_whole=cost.full_yen is not None,
            outturn=outturn,
        )

    def _outturn(self) -> int | None:
        """What the plan's data say was spent on the program in the year, where they say it once."""
        rows = read_rows(
            plan_table("appropriations"),
            listing__program=self._item.program_id,
            fiscal_year=self._item.time_period,
            stage=BudgetStage.OUTTURN,
        )
        of_listing: dict[str | None, list[Any]] = {}
        for one in rows:
            of_listing.setdefault(one.listing, []).append(one)
        found = {stage_amounts(one)[0].yen for one in of_listing.values()}
        return next(iter(found)) if len(found) == 1 else None

    def _yen(self, yen: int | None) -> str:
        return "" if yen is None else money(yen, self._desk.language).exact

    # --- results ---

    def _groups(self) -> tuple[tuple[str, tuple[Result, ...]], ...]:
        """The results that the sheet judges: of a program, activity and outcome apart."""
        w, item = self._desk.w, self._item
        if item.program_id is None:
            city = _city_of(Q(element=item.element_id))
            judged = evaluate(city, self._desk.today)
            title = w("evaluation.results")
            return ((title, self._results(city, judged, by_indicator=True)),)
        city = _city_of(_targets_of_program(item.program_id))
        judged = evaluate(city, self._desk.today)
        found = []
        for name in ("activity", "outcome", "related"):
            own = [
                one for one in judged if _LEVELS.get(one.indicator.result_level, "related") == name
            ]
            if own:
                title = w(f"evaluation.level.{name}")
                found.append((title, self._results(city, own, by_indicator=True)))
        return tuple(found)

    # --- earlier years ---

    def _promised(self) -> tuple[PromiseText, ...]:
        speech = self._desk.speech
        promises = promises_to(self._item)
        seen = seen_in_budget(self._desk, self._item, self._declared) if promises else {}
        return tuple(
            PromiseText(
                self._desk.w(
                    "common.with_note",
                    text=self._desk.w(f"terms.author.{one.author}"),
                    note=speech.period(one.year),
                ),
                speech.label(one.direction, one.direction_en),
                speech.label(one.improvement, one.improvement_en),
                seen.get((AuthorRole(one.author), one.year), ""),
            )
            for one in promises
        )

    def _past(self) -> tuple[Past, ...]:
        """What was written in other years, the newest first."""
        desk, item = self._desk, self._item
        rows = [
            one
            for one in evaluations_of(item)
            if one.year != item.time_period and (one.findings or one.direction)
        ]
        rows.sort(key=lambda one: 0 if one.year is None else one.year.end.toordinal(), reverse=True)
        return tuple(
            Past(
                desk.w(f"terms.author.{one.author_role}"),
                "" if one.year is None else desk.speech.period(one.year),
                desk.speech.label(one.findings, one.findings_en),
                desk.speech.label(one.direction, one.direction_en),
                one.rating,
            )
            for one in rows
        )


def _has_funds(fields: Sequence[EvaluationField]) -> bool:
    return any(one.meaning in FUNDS for one in fields)


def _targets_of_program(program: str) -> Q:
    """The targets of what the program leads to, and of the elements that list it."""
    linked = tables.Contribution.objects.filter(from_program=program, to_indicator__isnull=False)
    listings = tables.ProgramListing.objects.filter(program=program)
    return Q(indicator__in=linked.values("to_indicator")) | Q(
        element__in=listings.values("element")
    )


def _city_of(wanted_targets: Q) -> City:
    """The part of the city that judges some targets, whatever their number."""
    columns = ("pk", "indicator_id", "plan_id")
    rows = list(tables.Target.objects.filter(wanted_targets).values_list(*columns))
    targets, indicators, plans = ({row[at] for row in rows} for at in range(len(columns)))
    wanted: dict[str, dict[str, Any]] = {
        "indicators": {"id__in": indicators},
        "targets": {"id__in": targets},
        "plans": {"id__in": plans},
        "milestones": {"target__in": targets},
        "observations": {"indicator__in": indicators},
        "known_errors": {},
    }
    found: dict[str, Any] = {name: read_rows(plan_table(name), **by) for name, by in wanted.items()}
    return City(name="", **found)
