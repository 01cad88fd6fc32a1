"""An Open SDG repository as a proposal: indicators, observations by breakdown, targets, goals.

Ids follow the repository's own numbers, so that next year's repository confirms and adds. The
project's years do not say whether they are fiscal or calendar years, and are kept so.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Direction,
    DirectionBasis,
    Indicator,
    Method,
    MissingReason,
    Observation,
    Target,
)
from hoshin.domain.links import SdgLink
from hoshin.domain.periods import Period, PeriodKind
from hoshin.domain.plans import Element, Level, Plan
from hoshin.domain.problems import IllFormedError, Place, Problem, ProblemLevel
from hoshin.domain.proposals import Confidence, Evidence, LineRange, Proposal
from hoshin.domain.sdg import goal, goal_of_target, read_target
from hoshin.domain.sources import Source
from hoshin.domain.units import read_unit
from hoshin.domain.words import Words
from hoshin.importers.matching import Matcher, indicator_matcher
from hoshin.importers.open_sdg.repository import Repository, Series
from hoshin.importers.proposing import Draft
from hoshin.importers.row_ids import short_hash, source_id, unused

SHAPE, VERSION = "open-sdg", 1
_CHECK = "year-and-number-understood"
_DEFAULT_TARGET_YEAR = "2030"
_DIRECTIONS = {"positive": Direction.INCREASE, "negative": Direction.DECREASE}


def propose_repository(repository: Repository, city: City, *, plan: str = "") -> Proposal:
    """The proposal of a repository against a city; targets go under ``plan``, else a new one."""
    known = next((one for one in city.sources if one.sha256 == repository.sha256), None)
    source = known or Source(
        id=unused(source_id(repository.sha256), {one.id for one in city.sources}),
        title=f"Open SDG: {repository.name}",
        file_name=repository.name,
        sha256=repository.sha256,
    )
    draft = Draft(city, source.id, plan or "open-sdg")
    whole = Evidence(
        document=repository.name, sha256=repository.sha256, shape=SHAPE, version=VERSION
    )
    if known is None:
        draft.ids("sources").add(source.id)
        draft.add("sources", source, whole)
    else:
        draft.confirm_or_change("sources", source, {}, whole)
    matcher = indicator_matcher(city)
    of_file: dict[str, list[Series]] = {}
    for one in repository.series:
        of_file.setdefault(one.indicator, []).append(one)
    untied: list[str] = []
    for group in of_file.values():
        for series in group:
            _series(draft, matcher, repository, series, alone=len(group) == 1, untied=untied)
    problems = list(repository.problems)
    empty = sorted(set(repository.metadata) - set(of_file))
    if empty:
        problems.append(_without_data(repository, empty))
    if untied:
        problems.append(_untied(repository, sorted(set(untied))))
    return Proposal(
        document=repository.name,
        sha256=repository.sha256,
        source_id=source.id,
        rows=draft.ordered(),
        left_over=tuple(draft.left_over),
        problems=tuple(problems),
    )


def _evidence(series: Series, line: int, raw: str) -> Evidence:
    return Evidence(
        document=series.file,
        sha256=series.sha256,
        lines=(LineRange(line, line),),
        raw=raw,
        shape=SHAPE,
        version=VERSION,
        confidence=Confidence.HIGH,
        check=_CHECK,
    )


def _series(
    draft: Draft,
    matcher: Matcher,
    repository: Repository,
    series: Series,
    *,
    alone: bool,
    untied: list[str],
) -> None:
    name, name_en = repository.text(
        series.indicator, "indicator_name", "graph_title", "national_indicator_description"
    )
    named = bool(name)
    name = name or f"SDGs {series.indicator.replace('-', '.')}"
    parts = ", ".join(part for part in (series.series, series.unit) if part)
    if not alone and parts:
        name = f"{name} ({parts})"
        name_en = f"{name_en} ({parts})" if name_en else ""
    unit = series.unit or repository.text(series.indicator, "computation_units")[0]
    evidence = _evidence(series, series.rows[0].line if series.rows else 1, name)
    wanted = f"sdg-{series.indicator}" + (
        "" if alone else f"-{short_hash(series.series, series.unit)}"
    )
    known = {one.id for one in draft.city.indicators}
    indicator, doubtful = wanted, False
    if wanted not in known:
        match = matcher.match(name, unit)
        if match.certain:
            indicator = match.certain
        else:
            doubtful = bool(match.candidates) or not named
            row = Indicator(
                id=wanted,
                name=name,
                name_en=name_en,
                unit=unit,
                dimension=read_unit(unit).dimension,
                **_direction(repository, series),
                source=draft.source,
                locator=f"{series.file}",
                note=f"SDGs {series.indicator.replace('-', '.')}",
            )
            draft.add(
                "indicators",
                row,
                evidence,
                candidates=match.candidates,
                needs_decision=doubtful or not unit,
            )
    _observations(draft, series, indicator, unit, doubtful or not unit)
    if not _targets(draft, repository, series, indicator, name, unit, doubtful):
        untied.append(series.indicator)


def _observations(draft: Draft, series: Series, indicator: str, unit: str, doubtful: bool) -> None:
    existing = {
        one.id: one for one in draft.rows_by("observations", "indicator").get(indicator, ())
    }
    for row in series.rows:
        suffix = f"-{short_hash(row.breakdown)}" if row.breakdown else ""
        wanted = f"{indicator}.open-{row.period.code}{suffix}"
        raw = f"{row.period.code[1:]} {row.breakdown} {row.printed}".strip()
        evidence = _evidence(series, row.line, raw)
        reason = MissingReason.NOT_PRINTED if row.value is None else None
        if wanted in existing:
            changes = {"obs_value": row.value, "missing_reason": reason}
            draft.confirm_or_change("observations", existing[wanted], changes, evidence)
            continue
        if wanted in draft.ids("observations"):
            draft.leave(
                evidence,
                "open-sdg-row-twice",
                "同じ年、同じ区分の行が二つあります。",
                "Two rows have the same year and the same disaggregation.",
            )
            continue
        draft.ids("observations").add(wanted)
        draft.add(
            "observations",
            Observation(
                id=wanted,
                indicator=indicator,
                breakdown=row.breakdown,
                time_period=row.period,
                obs_value=row.value,
                value_printed=row.printed,
                unit_measure=unit,
                missing_reason=reason,
                source=draft.source,
                locator=f"{series.file}, line {row.line}",
            ),
            evidence,
            needs_decision=doubtful,
        )


# --- targets and goals --------------------------------------------------------------------------


def _progress_options(repository: Repository, series: Series) -> list[Mapping[str, Any]]:
    """The declared ways of judging progress that are those of this series and unit."""
    fields = repository.metadata.get(series.indicator, {})
    given = fields.get("progress_calculation_options", [])
    options = [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []
    return [
        one
        for one in options
        if str(one.get("series", "")) in ("", series.series)
        and str(one.get("unit", "")) in ("", series.unit)
    ]


def _direction(repository: Repository, series: Series) -> dict[str, Any]:
    declared = {
        _DIRECTIONS[text]
        for one in _progress_options(repository, series)
        if (text := str(one.get("direction", "")).lower()) in _DIRECTIONS
    }
    if len(declared) != 1:
        return {}
    return {"direction": declared.pop(), "direction_basis": DirectionBasis.DECLARED}


def _targets(
    draft: Draft,
    repository: Repository,
    series: Series,
    indicator: str,
    name: str,
    unit: str,
    doubtful: bool,
) -> bool:
    """Propose the targets that the repository declares; whether there is one to tie a goal to."""
    made = False
    for at, option in enumerate(_progress_options(repository, series)):
        if not option.get("target"):
            continue
        year = str(option.get("target_year", _DEFAULT_TARGET_YEAR))
        evidence = dataclasses.replace(
            _evidence(series, 1, f"target {option['target']} {year}"),
            document=f"{repository.name}: {series.indicator}",
            lines=(),
        )
        goal_value = _number(option.get("target"))
        if goal_value is None or not (year.isdigit() and len(year) == 4):
            draft.leave(
                evidence,
                "open-sdg-target",
                f"「{name}」の目標「{option['target']}」({year})を数と年として読めません。",
                f'The target "{option["target"]}" ({year}) of "{name}" is no number and year.',
            )
            continue
        base_year = str(option.get("base_year", ""))
        baseline = next(
            (
                row
                for row in series.rows
                if not row.breakdown and row.value is not None and row.period.code[1:] == base_year
            ),
            None,
        )
        wanted = f"{draft.plan}.{indicator}-{at + 1}"
        fields: dict[str, Any] = {
            "goal_value": goal_value,
            "goal_period": Period(PeriodKind.YEAR_KIND_UNKNOWN, int(year)),
        }
        if baseline is not None:
            fields |= {"baseline_value": baseline.value, "baseline_period": baseline.period}
        current = next((one for one in draft.city.targets if one.id == wanted), None)
        if current is not None:
            draft.confirm_or_change("targets", current, fields, evidence)
        else:
            try:
                row = Target(
                    id=wanted,
                    plan=_plan(draft, evidence),
                    element=_element(draft, series.indicator, evidence),
                    indicator=indicator,
                    name_printed=name,
                    unit=unit,
                    method=Method.PROGRESS if baseline is not None else Method.THRESHOLD,
                    goal_printed=str(option["target"]),
                    goal_period_printed=year,
                    baseline_printed=baseline.printed if baseline is not None else "",
                    source=draft.source,
                    locator=series.indicator,
                    **fields,
                )
            except IllFormedError as refused:
                draft.leave(
                    evidence,
                    "target-refused",
                    f"「{name}」を目標として書けません。",
                    f'"{name}" cannot be kept as a target.',
                    refused,
                )
                continue
            draft.add("targets", row, evidence, needs_decision=doubtful)
        made = True
        _sdg_link(draft, wanted, series.indicator, evidence)
    return made


def _number(value: object) -> Decimal | None:
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _plan(draft: Draft, evidence: Evidence) -> str:
    if draft.plan not in {one.id for one in draft.city.plans} | draft.ids("plans"):
        draft.ids("plans").add(draft.plan)
        row = Plan(id=draft.plan, name="SDGs", name_en="SDGs", source=draft.source)
        draft.add("plans", row, evidence)
    return draft.plan


def _element(draft: Draft, indicator: str, evidence: Evidence) -> str:
    """The element of the SDG goal, made with its level when the plan has none."""
    number = int(indicator.partition("-")[0])
    level = f"{draft.plan}.goal"
    if level not in draft.ids("levels"):
        draft.ids("levels").add(level)
        draft.add(
            "levels",
            Level(
                id=level,
                plan=draft.plan,
                depth=1,
                name="ゴール",
                name_en="Goal",
                source=draft.source,
            ),
            evidence,
        )
    made = f"{draft.plan}.goal-{number}"
    if made not in draft.ids("elements"):
        draft.ids("elements").add(made)
        known = goal(number)
        draft.add(
            "elements",
            Element(
                id=made,
                plan=draft.plan,
                level=level,
                order=number,
                number=str(number),
                name=known.name_ja,
                name_en=known.name_en,
                source=draft.source,
            ),
            evidence,
        )
    return made


def _sdg_link(draft: Draft, target: str, indicator: str, evidence: Evidence) -> None:
    parts = indicator.split("-")
    try:
        code = read_target(f"{parts[0]}.{parts[1]}")
    except IllFormedError:
        return
    wanted = f"{target}.sdg-{code}"
    if wanted in draft.ids("sdg_links"):
        return
    draft.ids("sdg_links").add(wanted)
    draft.add(
        "sdg_links",
        SdgLink(
            id=wanted,
            target=target,
            goal=goal_of_target(code),
            sdg_target=code,
            source=draft.source,
            locator=indicator,
        ),
        evidence,
    )


def _without_data(repository: Repository, empty: list[str]) -> Problem:
    return Problem(
        code="open-sdg-without-data",
        level=ProblemLevel.NOTE,
        place=Place(file=repository.name),
        sentence=Words(
            f"説明だけで数値のない指標が{len(empty)}あります({', '.join(empty[:5])}など)。"
            "提案に入れません。",
            f"{len(empty)} indicators have metadata and no data "
            f"({', '.join(empty[:5])} …); they are not proposed.",
        ),
        hint=Words(
            "数値が公表されたら、もう一度読み込んでください。",
            "Import again once their figures are published.",
        ),
    )


def _untied(repository: Repository, numbers: list[str]) -> Problem:
    return Problem(
        code="open-sdg-goal-in-note",
        level=ProblemLevel.NOTE,
        place=Place(file=repository.name),
        sentence=Words(
            f"目標値のない指標が{len(numbers)}あります。計画フォルダは目標をSDGsと結ぶので、"
            "番号は指標の備考に残します。",
            f"{len(numbers)} indicators have no target. A plan folder ties targets to the "
            "SDGs, so their numbers are kept in the indicators' notes.",
        ),
        hint=Words(
            "市の目標を決めたら targets.csv と sdg_links.csv に書いてください。",
            "Once the city sets goals, write them in targets.csv and sdg_links.csv.",
        ),
    )
