"""Making papers: a form, the facts and the plan it is about, to the bytes of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hoshin.domain.problems import Problem
from hoshin.reports import form_refusals as refusals
from hoshin.reports.facts import ElementFacts, Facts, PlanFacts
from hoshin.reports.form_settings import Form
from hoshin.reports.places import Paper, names_of, nearest
from hoshin.reports.problems import PaperRefusedError
from hoshin.reports.slides.fixed_package import fixed_package

_NEED_WORDS = {
    "rows": ("指標の目標", "targets of indicators"),
    "comments": ("評価のコメント", "comments of evaluations"),
    "listings": ("事業の掲載", "listings of programs"),
    "programs": ("事業", "programs"),
    "steps": ("工程", "steps of a schedule"),
    "parts": ("計画の要素", "elements"),
}


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A paper: its bytes, the plan it is about, and the warnings that go with it."""

    content: bytes
    plan: str
    warnings: tuple[Problem, ...]


def make_paper(form: Form, facts: Facts, plan_id: str = "") -> MadePaper:
    """Fill a form with facts; raises PaperRefusedError with what a person has to mend.

    The same facts and form give the same bytes: the day of judgement stands for that of making.
    ``plan_id`` chooses the plan; without it the form's own settings do.
    """
    plan = choose_plan(form, facts, plan_id)
    japanese = facts.language == "ja"
    template, file = form.template, form.file
    if not japanese and form.template_en is not None:
        template, file = form.template_en, form.file_en
    paper = Paper(
        city=facts.city,
        title=form.title if japanese else form.title_en,
        as_of=facts.as_of_text,
        fiscal_year=facts.fiscal_year,
        plan=plan,
        elements=chosen_elements(form, plan),
        programs=plan.programs,
        blank=form.blank if japanese else form.blank_en,
    )
    scope: Mapping[str, Any] = {
        name: getattr(paper, field) for name, field in names_of(Paper).items()
    }
    if form.suffix == ".xlsx":
        from hoshin.reports.excel_fill import fill_workbook as fill
    else:
        from hoshin.reports.word_fill import fill_document as fill
    content, warnings = fill(template, scope, file=file, images=form.images, readings=form.readings)
    return MadePaper(fixed_package(content, facts.as_of), plan.id, warnings)


def named_plan(facts: Facts, plan_id: str) -> PlanFacts:
    """The plan that was asked for; raises PaperRefusedError when there is none."""
    found = facts.plan(plan_id)
    if found is None:
        close = nearest(plan_id, [one.id for one in facts.plans])
        raise PaperRefusedError((refusals.unknown_plan(plan_id, close),))
    return found


def choose_plan(form: Form, facts: Facts, plan_id: str = "") -> PlanFacts:
    """The plan that a paper is about: the one asked for, else the latest that fits the form."""
    asked = plan_id or form.plan
    if asked:
        return named_plan(facts, asked)
    having = [
        one
        for one in facts.plans
        if all(getattr(one, need) for need in form.needs)
        and (not form.plan_kinds or one.kind in form.plan_kinds)
    ]
    fitting = [one for one in having if one.kind in form.preferred_kinds] or having
    if not fitting:
        words = [_NEED_WORDS[need] for need in form.needs]
        missing = ("、".join(ja for ja, _ in words), ", ".join(en for _, en in words))
        raise PaperRefusedError((refusals.no_plan_fits((form.title, form.title_en), missing),))
    latest = max(one.last_year or 0 for one in fitting)
    return next(one for one in fitting if (one.last_year or 0) == latest)


def chosen_elements(form: Form, plan: PlanFacts) -> tuple[ElementFacts, ...]:
    """The elements that a form makes a page for, in the plan's order."""
    of_level = [one for one in plan.elements if one.level in form.levels]
    if form.levels and form.own and not of_level:
        known = list(dict.fromkeys(one.level for one in plan.elements if one.level))
        words = ("、".join(known), ", ".join(known))
        raise PaperRefusedError((refusals.no_level("、".join(form.levels), plan.name, words),))
    found = tuple(one for one in of_level if one.all_rows or one.all_comments or one.all_listings)
    return found or tuple(of_level if form.own else ()) or _with_content(plan)


def _with_content(plan: PlanFacts) -> tuple[ElementFacts, ...]:
    return tuple(one for one in plan.elements if one.rows or one.comments or one.listings)
