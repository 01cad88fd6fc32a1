"""The council's summary (議会報告の要約): the state of every plan, on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hoshin import __version__
from hoshin.engine.standing import Standing
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.pdf.typesetting import typeset
from hoshin.reports.summary import Line, State, Summary, shortened, summarise
from hoshin.reports.wording import report_words

_MOST_PARTS = 12


def council_summary(order: PaperOrder) -> bytes:
    """The page as a PDF; its lists are as long as the page has room for."""
    return typeset(
        "council_summary.typ", council_data(order), order.language, order.as_of, order.progress
    )


def council_data(order: PaperOrder) -> dict[str, Any]:
    """What the page's template prints, all text finished."""
    w = report_words(order.language)
    found = summarise(order)
    named = ("states", "former", "met", "short", "not_judged", "money", "nothing", "name")
    return {
        "title": w("council.title"),
        "city": order.facts.city,
        "as_of": w("papers.as_of", day=order.facts.as_of_text),
        "made_by": w("papers.made_by", version=__version__),
        "lead": w("council.lead", n=f"{found.total:,}", day=order.facts.as_of_text),
        "words": {
            **{one: w(f"council.{one}") for one in named},
            **{one: w(f"papers.{one}") for one in ("achievement", "goal", "latest", "standing")},
        },
        "more": [w.count("council.more", n) for n in range(found.total + 1)],
        "signs": signs(order.language),
        "counts": [
            [standing.value, w(f"papers.standing_of.{standing.value}"), number]
            for standing, number in found.counts
        ],
        "states": states(found),
        "met": [_line(one) for one in found.standing(Standing.REACHED)],
        "short": [_line(one) for one in found.standing(Standing.AWAY, Standing.SHORT)],
        "unjudged": [
            [reason, w("council.count", n=f"{number:,}")] for reason, number in found.reasons
        ],
        "unjudged_names": [shortened(one.name) for one in found.standing(Standing.NOT_JUDGED)],
        "money": _money(order, found),
        "note": w("council.note"),
        "doubt": w("council.doubt") if any(one.in_doubt for one in found.lines) else "",
    }


def signs(language: str) -> list[list[str]]:
    """Every standing with its word, for a legend."""
    w = report_words(language)
    return [[one.value, w(f"papers.standing_of.{one.value}")] for one in Standing]


def states(found: Summary) -> list[dict[str, Any]]:
    """The plans as bars; parts only of current plans, and not when there would be too many."""
    some = [one for one in found.states if not one.former]
    with_parts = sum(len(one.parts) for one in some) <= _MOST_PARTS
    return [_state(one, with_parts and not one.former) for one in found.states]


def _state(state: State, with_parts: bool) -> dict[str, Any]:
    return {
        "name": shortened(state.name),
        "period": state.period,
        "former": state.former,
        "total": state.total,
        "counts": [[standing.value, number] for standing, number in state.counts],
        "parts": [_state(one, False) for one in state.parts] if with_parts else [],
    }


def _line(line: Line) -> list[str]:
    return [
        line.standing.value,
        shortened(line.name),
        line.latest,
        line.latest_period,
        line.achievement,
        "※" if line.in_doubt else "",
    ]


def _money(order: PaperOrder, found: Summary) -> dict[str, Any]:
    w, money = report_words(order.language), found.money
    if money is None:
        return {"said": [w("council.no_money")], "heading": "", "parts": [], "note": ""}
    said = [
        w(
            "council.money_said",
            year=money.year,
            programs=f"{money.programs:,}",
            amount=money.text,
        )
    ]
    if money.without_amount:
        said.append(w.count("council.money_without", money.without_amount))
    parts: Sequence[Any] = [
        [shortened(one.name), one.text, one.yen] for one in money.parts if one.yen is not None
    ]
    return {
        "said": said,
        "heading": w("council.money_parts", plan=money.plan),
        "parts": parts,
        "note": w("council.money_overlap") if parts else "",
    }
