"""The published action plan (アクションプラン): what is done, by whom and for how much."""

from __future__ import annotations

from typing import Any

from hoshin import __version__
from hoshin.reports.facts import ElementFacts, ListingFacts, PlanFacts
from hoshin.reports.form_refusals import no_plan_fits
from hoshin.reports.lookup import Lookup, look_up
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.pdf.typesetting import typeset
from hoshin.reports.problems import PaperRefusedError
from hoshin.reports.summary import element_title
from hoshin.reports.wording import report_words

_DEEPEST_HEADING = 4
_FEWEST_FOR_TOTAL = 2


def action_plan(order: PaperOrder) -> bytes:
    """The plan as a PDF: the one that the order names, else the latest with most programs.

    Raises PaperRefusedError when no plan lists a program.
    """
    return typeset(
        "action_plan.typ", action_plan_data(order), order.language, order.as_of, order.progress
    )


def action_plan_data(order: PaperOrder) -> dict[str, Any]:
    """What the plan's template prints, all text finished."""
    return _Book(order, _chosen(order)).data()


def _chosen(order: PaperOrder) -> PlanFacts:
    plans = order.facts.plans if order.plan is None else (order.plan,)
    listing = [one for one in plans if one.listings]
    if not listing:
        title = tuple(report_words(one)("action.title") for one in ("ja", "en"))
        raise PaperRefusedError(
            [no_plan_fits((title[0], title[1]), ("事業の掲載", "listings of programs"))]
        )
    return max(listing, key=lambda one: (one.last_year or 0, len(one.listings)))


class _Book:
    """Gathers the plan: an overview of its parts, then every element with its programs."""

    def __init__(self, order: PaperOrder, plan: PlanFacts) -> None:
        self._order, self._plan = order, plan
        self._look: Lookup = look_up(order.city, order.as_of, order.language)
        self.w = report_words(order.language)

    def data(self) -> dict[str, Any]:
        w, plan = self.w, self._plan
        named = ("number", "program", "office", "amount", "total", "note", "overview", "parts")
        return {
            "title": plan.name,
            "city": self._order.facts.city,
            "as_of": w("papers.as_of", day=self._order.facts.as_of_text),
            "made_by": w("papers.made_by", version=__version__),
            "period": w("verification.period", period=plan.period) if plan.period else "",
            "lead": w("action.lead", n=f"{len({one.program for one in plan.listings}):,}"),
            "restated_note": w("action.restated_note"),
            "words": {
                **{one: w(f"action.{one}") for one in named},
                "contents": w("papers.contents"),
            },
            "signs": [],
            "overview": self._overview(),
            "parts": [self._element(one, 1) for one in plan.parts],
        }

    def _overview(self) -> list[list[Any]]:
        """The parts and what stands directly below them, each with its total, for a picture."""
        found: list[list[Any]] = []
        for part in self._plan.parts:
            if part.total.text:
                found.append([self._title(part), part.total.text, _bar(part), 0])
            found += [
                [self._title(one), one.total.text, _bar(one), 1]
                for one in part.children
                if one.total.text
            ]
        return found

    def _element(self, element: ElementFacts, depth: int) -> dict[str, Any]:
        """An element with its table; those below it without programs of their own as a list."""
        filled = [one for one in element.children if one.all_listings]
        plain = [one for one in element.children if not one.all_listings]
        own = element.listings
        return {
            "title": self._title(element),
            "depth": min(depth, _DEEPEST_HEADING),
            "office": " ".join(one for one in (element.bureau, element.section) if one),
            "description": element.description,
            "plain": [self._title(one) for one in plain],
            "rows": [self._row(one) for one in own],
            "total": element.total.text if len(element.all_listings) >= _FEWEST_FOR_TOTAL else "",
            "children": [self._element(one, depth + 1) for one in filled],
        }

    def _row(self, row: ListingFacts) -> list[str]:
        notes = (row.restates, "" if row.note == row.restates else row.note)
        office = " ".join(one for one in (row.bureau, row.section) if one)
        amount = row.amount_text or self.w("papers.not_printed")
        when = "" if row.stage in ("", self._usual_stage) else f"{row.fiscal_year} {row.stage}"
        note = self.w("common.comma").join(one for one in (*notes, when) if one)
        return [row.number, row.name, office, amount, note]

    @property
    def _usual_stage(self) -> str:
        """The stage that most amounts have; others say theirs."""
        stages = [one.stage for one in self._plan.listings if one.stage]
        return max(stages, key=stages.count, default="")

    def _title(self, element: ElementFacts) -> str:
        return element_title(self._look, element.number, element.name)


def _bar(element: ElementFacts) -> int:
    return element.total.yen or 0
