"""Making any paper by its code, whether filled from a template or drawn by program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from hoshin.domain.problems import Problem
from hoshin.reports.drawn_papers import DRAWN, DrawnPaper
from hoshin.reports.form_settings import form_codes, read_form
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.papers import make_paper
from hoshin.reports.problems import PaperRefusedError


class PaperKind(StrEnum):
    """What a paper is made from: a form of ours, a form of the city, or a program."""

    BUILT_IN = "built_in"
    OWN = "own"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class ListedPaper:
    """One paper that can be ordered.

    ``plan`` is the id of the only plan that it is about, where its settings name one;
    ``plan_kinds`` are the kinds of plan that it is for, all where there are none.
    """

    code: str
    kind: PaperKind
    title_ja: str
    title_en: str
    suffix: str
    plan: str = ""
    plan_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyPaper:
    """The bytes of a paper, the ending of its file, its plan's id, and its warnings."""

    content: bytes
    suffix: str
    plan: str
    warnings: tuple[Problem, ...]


def paper_codes(own: Mapping[str, bytes]) -> tuple[str, ...]:
    """The codes of all papers, forms before those drawn by program."""
    return tuple(dict.fromkeys((*form_codes(own), *(one.code for one in DRAWN))))


def list_papers(own: Mapping[str, bytes]) -> tuple[tuple[ListedPaper, ...], tuple[Problem, ...]]:
    """Every paper that can be ordered, and why a form of the city cannot be."""
    found: list[ListedPaper] = []
    problems: list[Problem] = []
    for code in form_codes(own):
        try:
            form = read_form(code, own)
        except PaperRefusedError as refused:
            problems.extend(refused.problems)
            continue
        kind = PaperKind.OWN if form.own else PaperKind.BUILT_IN
        found.append(
            ListedPaper(
                code, kind, form.title, form.title_en, form.suffix, form.plan, form.plan_kinds
            )
        )
    found.extend(
        ListedPaper(one.code, PaperKind.DRAWN, one.title_ja, one.title_en, one.suffix)
        for one in DRAWN
    )
    return tuple(found), tuple(problems)


def make_any(code: str, order: PaperOrder, own: Mapping[str, bytes]) -> AnyPaper:
    """Make the paper with this code; raises PaperRefusedError with what a person has to mend."""
    plan = "" if order.plan is None else order.plan.id
    drawn = _drawn(code)
    if drawn is not None:
        return AnyPaper(drawn.make(order), drawn.suffix, plan, ())
    form = read_form(code, own)
    made = make_paper(form, order.facts, plan)
    return AnyPaper(made.content, form.suffix, made.plan, made.warnings)


def _drawn(code: str) -> DrawnPaper | None:
    return next((one for one in DRAWN if one.code == code), None)
