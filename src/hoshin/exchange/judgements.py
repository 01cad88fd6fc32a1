"""Judgements as rows: the JSON and CSV form of achievements, one row per listing of a target."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hoshin.domain.periods import Period
from hoshin.domain.problems import Problem
from hoshin.engine.achievement import Achievement
from hoshin.engine.exact import ratio_text
from hoshin.engine.explain import explain, fraction_text


def _figure(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else fraction_text(value).replace(",", "")


def _code(period: Period | None) -> str | None:
    return None if period is None else period.code


def judgement_row(
    judged: Achievement, rating: str | None = None, problems: Sequence[str] = ()
) -> dict[str, Any]:
    """One achievement as plain data: figures as text, null where there is none.

    ``ratio`` is exact, as "p/q"; ``printed`` the percentage rounded once; ``published`` what the
    document printed; ``problems`` the codes of the problems that touch the listing.
    """
    target, actual = judged.target, judged.actual
    published = judged.published
    words = explain(judged)
    return {
        "target": target.id,
        "plan": target.plan,
        "element": target.element,
        "indicator": target.indicator,
        "name": target.name_printed or judged.indicator.name,
        "name_en": judged.indicator.name_en or None,
        "number": target.number or None,
        "role": target.role.value,
        "restates": target.restates,
        "unit": target.unit,
        "method": judged.method.value,
        "baseline": {
            "value": _figure(target.baseline_value),
            "period": _code(target.baseline_period),
        },
        "latest": {
            "value": None if actual is None else _figure(actual.value) or actual.text or None,
            "period": None if actual is None else actual.period.code,
            "unit": None if actual is None else actual.unit,
            "status": None if actual is None else actual.status.value,
            "missing_reason": (
                actual.missing_reason.value if actual and actual.missing_reason else None
            ),
            "row": None if actual is None else actual.row_id,
        },
        "goal": {
            "value": _figure(target.goal_value) or target.goal_text or None,
            "upper": _figure(target.goal_upper),
            "period": _code(target.goal_period),
            "comparison": target.comparison.value,
        },
        "compared_with": _exact(judged.compared_with),
        "ratio": None if judged.ratio is None else ratio_text(judged.ratio),
        "printed": _figure(judged.printed),
        "not_computable": judged.not_computable.value if judged.not_computable else None,
        "published": (
            None if published is None else _figure(published.value) or published.text or None
        ),
        "agrees": judged.agrees,
        "met": judged.met,
        "standing": judged.standing.value,
        "rating": rating,
        "explanation_ja": words.ja,
        "explanation_en": words.en,
        "problems": list(problems),
    }


def judgement_rows(
    judged: Iterable[Achievement],
    ratings: Mapping[str, str] | None = None,
    problems: Iterable[Problem] = (),
) -> list[dict[str, Any]]:
    """All achievements as plain data; ``ratings`` gives the grade by target id."""
    touching: dict[str, list[str]] = {}
    for problem in problems:
        for row_id in dict.fromkeys((problem.place.row_id, *problem.related)):
            codes = touching.setdefault(row_id, [])
            if problem.code not in codes:
                codes.append(problem.code)
    grades = ratings or {}
    return [
        judgement_row(one, grades.get(one.target.id), touching.get(one.target.id, ()))
        for one in judged
    ]


def judgement_csv(rows: Sequence[dict[str, Any]]) -> str:
    """The same rows as CSV text; nested fields become ``baseline.value`` and the like."""
    flat = [_flatten(row) for row in rows]
    stream = io.StringIO(newline="")
    if flat:
        writer = csv.DictWriter(stream, list(flat[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(flat)
    return stream.getvalue()


def _flatten(row: Mapping[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            flat.update({f"{name}.{key}": text for key, text in _flatten(value).items()})
        elif isinstance(value, bool):
            flat[name] = "true" if value else "false"
        elif isinstance(value, list):
            flat[name] = ";".join(map(str, value))
        else:
            flat[name] = "" if value is None else str(value)
    return flat
