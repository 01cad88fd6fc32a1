"""Figures for machines and spreadsheets: an indicator as JSON, the targets of a page as CSV.

Both stand beside their page at an address that does not change. Numbers are written as text, in
the digits of their documents; codes are those of the plan folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from hoshin.domain.indicators import Indicator, Observation, Target
from hoshin.engine.exact import ratio_text
from hoshin.site.frame import Frame
from hoshin.site.page_files import PageFile, people_csv, plain_number
from hoshin.site.pages import parts
from hoshin.site.pages.parts import When

FIGURE, TARGETS = "figure.json", "targets.csv"


def figure_file(frame: Frame, indicator: Indicator) -> PageFile:
    """An indicator with every value and every judged target, in codes and in both languages."""
    index = frame.index
    targets = index.targets_of_indicator.get(indicator.id, ())
    observations = index.observations_of_indicator.get(indicator.id, ())
    content = {
        "id": indicator.id,
        "name": indicator.name,
        "name_en": indicator.name_en,
        "unit": indicator.unit,
        "direction": indicator.direction.value,
        "definition": indicator.definition,
        "definition_en": indicator.definition_en,
        "release": frame.release_href,
        "targets": [target_data(frame, one) for one in targets],
        "observations": [_observation(one) for one in observations],
    }
    return PageFile(FIGURE, f"{json.dumps(content, ensure_ascii=False)}\n")


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def target_data(frame: Frame, target: Target) -> dict[str, Any]:
    """A target as it was judged, in codes and exact digits."""
    judged = frame.index.judged[target.id]
    return {
        "id": target.id,
        "indicator": target.indicator,
        "plan": target.plan,
        "element": target.element,
        "restates": target.restates,
        "unit": target.unit,
        "baseline": _digits(target.baseline_value),
        "baseline_period": target.baseline_period.code if target.baseline_period else None,
        "goal": _digits(target.goal_value),
        "goal_upper": _digits(target.goal_upper),
        "goal_text": target.goal_text or None,
        "goal_period": target.goal_period.code if target.goal_period else None,
        "comparison": target.comparison.value,
        "method": judged.method.value,
        "ratio": None if judged.ratio is None else ratio_text(judged.ratio),
        "printed": _digits(judged.printed),
        "met": judged.met,
        "standing": judged.standing.value,
        "source": target.source,
        "locator": target.locator,
    }


def _observation(row: Observation) -> dict[str, Any]:
    return {
        "id": row.id,
        "target": row.target,
        "ref_area": row.ref_area,
        "breakdown": row.breakdown or None,
        "time_period": row.time_period.code,
        "obs_value": _digits(row.obs_value),
        "value_text": row.value_text or None,
        "missing_reason": None if row.missing_reason is None else row.missing_reason.value,
        "unit_measure": row.unit_measure,
        "obs_status": row.obs_status.value,
        "revision": row.revision,
        "source": row.source,
        "locator": row.locator,
    }


def targets_file(frame: Frame, targets: Iterable[Target]) -> tuple[PageFile, ...]:
    """The targets of a page as a table for people; no file where there are none."""
    rows = [_row(frame, one) for one in targets]
    if not rows:
        return ()
    w = frame.w
    baseline, actual, goal = w("terms.mark.baseline"), w("common.latest"), w("terms.mark.goal")
    period = w("indicator.col_period")
    heads = (
        w("indicator.eyebrow"),
        w("figures.element"),
        w("listing.number"),
        w("indicator.unit"),
        *(head for one in (baseline, actual, goal) for head in (one, f"{one}: {period}")),
        w("indicator.head_standing"),
        w("figures.percent"),
        w("indicator.method"),
        w("common.source"),
        w("figures.id"),
    )
    return (PageFile(TARGETS, people_csv(heads, rows)),)


def _row(frame: Frame, target: Target) -> tuple[str, ...]:
    judged = frame.index.judged[target.id]
    element = frame.index.elements.get(target.element or "")
    return (
        frame.name(judged.indicator).text,
        "" if element is None else frame.name(element).text,
        target.number,
        frame.unit(target.unit).text,
        *_when(parts.baseline(frame, target)),
        *_when(parts.actual(frame, judged)),
        *_when(parts.goal_when(frame, target)),
        parts.sign(frame, judged.standing).word,
        "" if judged.printed is None else f"{judged.printed:f}",
        parts.method_name(frame, judged),
        parts.source_note(frame, target).text,
        target.id,
    )


def _when(one: When | None) -> tuple[str, str]:
    if one is None:
        return "", ""
    value = one.text.text if one.value is None else plain_number(one.value.value)
    return value, one.period
