"""Drawn examples: a small table in words that a city officer reads is a city that the engine judges.

A row is one listing of a target; rows that name the same indicator share its values. The columns
on the right (達成度, 理由, 達成, 位置, 公表と, 年平均, 必要な年平均) are what is expected; an
empty cell expects nothing, － expects that there is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hoshin.domain.city import City
from hoshin.domain.indicators import (
    Comparison,
    Direction,
    Indicator,
    Method,
    Milestone,
    MissingReason,
    Observation,
    ObservationStatus,
    Target,
)
from hoshin.domain.periods import Period, read_code
from hoshin.domain.sources import (
    ErrorEffect,
    KnownError,
    Operation,
    PublishedFigure,
    PublishedKind,
)
from hoshin.engine.achievement import Achievement, evaluate
from hoshin.engine.formulas import NotComputable
from hoshin.engine.standing import Standing

NONE = "－"
DIRECTIONS = {
    "増やす": Direction.INCREASE,
    "減らす": Direction.DECREASE,
    "保つ": Direction.MAINTAIN,
    "範囲に保つ": Direction.WITHIN_RANGE,
    "宣言なし": Direction.UNDECLARED,
}
METHODS = {
    "進捗率": Method.PROGRESS,
    "達成率": Method.ATTAINMENT,
    "逆比": Method.ATTAINMENT_INVERSE,
    "折返し": Method.ATTAINMENT_REFLECTED,
    "按分": Method.PRORATED,
    "年次目標と比較": Method.MILESTONE,
    "達成か否か": Method.THRESHOLD,
    "定性": Method.QUALITATIVE,
    "点数": Method.POINTS,
    "工程": Method.SCHEDULE,
    "執行率": Method.SPENT,
}
REASONS = {
    "実績なし": NotComputable.NO_ACTUAL,
    "当初値なし": NotComputable.NO_BASELINE,
    "現状維持": NotComputable.KEEP_LEVEL,
    "割る数が0": NotComputable.ZERO_DENOMINATOR,
    "言葉": NotComputable.IN_WORDS,
    "達成か否かのみ": NotComputable.MET_OR_NOT,
    "単位が違う": NotComputable.UNITS_DIFFER,
    "年次目標なし": NotComputable.NO_MILESTONE,
    "経過なし": NotComputable.NO_ELAPSED_TIME,
    "保留": NotComputable.WITHHELD,
}
MET = {"達成": True, "未達成": False, "言えない": None}
STANDINGS = {
    "到達": Standing.REACHED,
    "前進": Standing.TOWARD,
    "横ばい": Standing.UNCHANGED,
    "未達": Standing.SHORT,
    "後退": Standing.AWAY,
    "判定なし": Standing.NOT_JUDGED,
}
STATUSES = {
    "推計": ObservationStatus.ESTIMATED,
    "概算": ObservationStatus.PROVISIONAL,
    "改定": ObservationStatus.REVISED,
    "確定": ObservationStatus.FINAL,
}
MISSING = {
    "調査未実施": MissingReason.NOT_SURVEYED,
    "未公表": MissingReason.NOT_YET_PUBLISHED,
    "設定なし": MissingReason.NOT_SET,
    "事業終了": MissingReason.ENDED,
    "秘匿": MissingReason.SUPPRESSED,
    "印刷なし": MissingReason.NOT_PRINTED,
}
AGREES = {"一致": True, "相違": False, "比べない": None}
ENGLISH = {
    "制定": "enacted",
    "策定": "adopted",
    "素案": "draft",
    "実施": "done",
    "向きのとおり": "as the direction says",
}
SIDES = {
    "以上": Comparison.AT_LEAST,
    "以下": Comparison.AT_MOST,
    "ちょうど": Comparison.EQUAL,
}


@dataclass(frozen=True, slots=True)
class Example:
    """One rule: a title and a sentence in both languages, and the table that shows it."""

    title: str
    title_en: str
    ja: str
    en: str
    table: str
    as_of: date = date(2030, 4, 1)

    def rows(self) -> list[dict[str, str]]:
        """The cells of each row by the head of their column."""
        lines = [line.strip() for line in self.table.strip().splitlines()]
        heads, *cells = ([one.strip() for one in line.strip("|").split("|")] for line in lines)
        return [dict(zip(heads, row, strict=True)) for row in cells]

    def judged(self) -> tuple[Achievement, ...]:
        """What the engine says of each row."""
        return evaluate(_city(self.rows()), self.as_of)


@dataclass(frozen=True, slots=True)
class Section:
    """Rules that belong together."""

    title: str
    title_en: str
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """``130 (FY2022 概算)``: a value as written, its period, and the words beside it."""

    text: str
    period: Period
    words: tuple[str, ...]

    def word_after(self, prefix: str) -> str:
        return next((w.removeprefix(prefix) for w in self.words if w.startswith(prefix)), "")


def _cells(text: str) -> list[_Cell]:
    if text in ("", NONE):
        return []
    found = []
    for one in text.split("、"):
        value, code, words = re.fullmatch(r"(.*?) ?\((\S+) ?(.*)\)", one.strip()).groups()  # type: ignore[union-attr]
        found.append(_Cell(value, read_code(code), tuple(words.split())))
    return found


def _city(rows: list[dict[str, str]]) -> City:
    indicators: dict[str, Indicator] = {}
    targets: list[Target] = []
    observations: list[Observation] = []
    milestones: list[Milestone] = []
    published: list[PublishedFigure] = []
    errors: list[KnownError] = []
    for number, row in enumerate(rows, start=1):
        name, _, name_en = row["指標"].partition(" ")
        indicator = indicators.setdefault(
            name,
            Indicator(
                id=f"i{len(indicators)}",
                name=name,
                name_en=name_en,
                unit=row["単位"],
                direction=DIRECTIONS[row["向き"]],
            ),
        )
        target = _target(f"t{number}", indicator, row)
        targets.append(target)
        for order, cell in enumerate(_cells(row["実績"])):
            observations.append(_observation(f"o{number}.{order}", target, cell))
        for order, cell in enumerate(_cells(row.get("年次目標", ""))):
            milestones.append(
                Milestone(
                    id=f"m{number}.{order}",
                    target=target.id,
                    value=Decimal(cell.text),
                    period=cell.period,
                    reporting_column=cell.word_after("欄"),
                )
            )
        if row.get("公表"):
            published.append(_published(f"f{number}", target, row["公表"]))
        if row.get("記録"):
            errors.append(
                KnownError(
                    id=f"e{number}",
                    problem="invented",
                    row=target.id if row["記録"] == "目標を保留" else f"o{number}.0",
                    recorded_on=date(2025, 4, 1),
                    effect=ErrorEffect.WITHHOLD,
                )
            )
    return City(
        name="潮見市",
        name_en="Shiomi",
        indicators=tuple(indicators.values()),
        targets=tuple(targets),
        observations=tuple(observations),
        milestones=tuple(milestones),
        published_figures=tuple(published),
        known_errors=tuple(errors),
    )


def _target(target_id: str, indicator: Indicator, row: Mapping[str, str]) -> Target:
    baseline = next(iter(_cells(row["当初値"])), None)
    goal = _cells(row["目標"])[0]
    method, _, prorated = row["方法"].partition("・")
    comparison, value, upper, text = _goal(goal.text)
    return Target(
        id=target_id,
        plan="plan",
        indicator=indicator.id,
        unit=row["単位"],
        restates=row.get("再掲元") or None,
        baseline_value=None if baseline is None else Decimal(baseline.text),
        baseline_period=None if baseline is None else baseline.period,
        goal_value=value,
        goal_upper=upper,
        goal_text=text,
        goal_text_en=ENGLISH.get(text, ""),
        goal_period=goal.period,
        goal_column=goal.word_after("欄"),
        comparison=comparison,
        method=METHODS[method],
        prorated_method=METHODS[prorated] if prorated else None,
        decimals=int(row.get("小数") or 0),
    )


def _goal(text: str) -> tuple[Comparison, Decimal | None, Decimal | None, str]:
    if text.startswith("「"):
        return Comparison.TEXT, None, None, text.strip("「」")
    if text == "向きのとおり":
        return Comparison.DIRECTION_ONLY, None, None, text
    if "～" in text:
        low, high = text.split("～")
        return Comparison.RANGE, Decimal(low), Decimal(high), ""
    number = re.match(r"-?[0-9.]+", text)
    assert number is not None
    side = text[number.end() :]
    return SIDES[side] if side else Comparison.REACH, Decimal(number[0]), None, ""


def _observation(observation_id: str, target: Target, cell: _Cell) -> Observation:
    said = cell.text.strip("「」") if cell.text.startswith("「") else ""
    known = cell.word_after("判明")
    status = next((STATUSES[w] for w in cell.words if w in STATUSES), ObservationStatus.AS_PRINTED)
    return Observation(
        id=observation_id,
        indicator=target.indicator,
        target=None if "表の外" in cell.words else target.id,
        time_period=cell.period,
        reporting_column=cell.word_after("欄"),
        obs_value=None if said or cell.text == NONE else Decimal(cell.text),
        value_text=said,
        value_text_en=ENGLISH.get(said, ""),
        unit_measure=cell.word_after("単位") or target.unit,
        obs_status=status,
        missing_reason=next((MISSING[w] for w in cell.words if w in MISSING), None),
        revision=int(cell.word_after("版") or 1),
        known_on=date.fromisoformat(known) if known else None,
    )


def _published(figure_id: str, target: Target, text: str) -> PublishedFigure:
    number = re.fullmatch(r"-?[0-9.]+", text)
    return PublishedFigure(
        id=figure_id,
        kind=PublishedKind.ACHIEVEMENT,
        name=figure_id,
        target=target.id,
        value=Decimal(text) if number else None,
        text="" if number else text,
        value_printed=f"{text}％" if number else text,
        operation=Operation.ACHIEVEMENT,
    )


def expected(row: Mapping[str, str]) -> dict[str, object]:
    """What a row's right-hand columns expect, in the engine's terms."""
    wanted: dict[str, object] = {}
    if row.get("達成度"):
        wanted["printed"] = None if row["達成度"] == NONE else row["達成度"]
    if row.get("理由"):
        wanted["not_computable"] = REASONS[row["理由"]]
    if row.get("達成"):
        wanted["met"] = MET[row["達成"]]
    if row.get("位置"):
        wanted["standing"] = STANDINGS[row["位置"]]
    if row.get("公表と"):
        wanted["agrees"] = AGREES[row["公表と"]]
    for head, name in (("年平均", "achieved"), ("必要な年平均", "needed")):
        if row.get(head):
            wanted[name] = None if row[head] == NONE else Fraction(row[head])
    return wanted


def said(judged: Achievement, wanted: Mapping[str, object]) -> dict[str, object]:
    """What the engine says, for the columns that expect something."""
    pace = judged.pace
    all_said: dict[str, object] = {
        "printed": None if judged.printed is None else str(judged.printed),
        "not_computable": judged.not_computable,
        "met": judged.met,
        "standing": judged.standing,
        "agrees": judged.agrees,
        "achieved": None if pace is None else pace.achieved,
        "needed": None if pace is None else pace.needed,
    }
    return {name: all_said[name] for name in wanted}
