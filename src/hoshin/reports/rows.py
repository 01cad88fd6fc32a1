"""Rows of indicator tables: every listing of a target in a plan, judged, numbered and cited."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from hoshin.domain.evaluations import Evaluation
from hoshin.domain.indicators import Indicator, Method, Target
from hoshin.domain.plans import Element, Plan
from hoshin.engine.achievement import Achievement
from hoshin.engine.explain import METHOD_NAMES, explain, figure_text
from hoshin.engine.rollup import STANDING_WORDS
from hoshin.reports.columns import (
    Columns,
    baseline_of,
    cells_of,
    goal_of,
    value_of_point,
)
from hoshin.reports.facts import CommentFacts, NoteFacts, RowFacts
from hoshin.reports.lookup import Lookup
from hoshin.reports.values import Value
from hoshin.reports.wording import author_word, change_word, direction_word, role_word


class Numbering:
    """How a plan's rows are cited: by their number, with their table where numbers repeat."""

    def __init__(self, look: Lookup, plan: Plan) -> None:
        self._look = look
        self._targets = look.targets_of_plan.get(plan.id, ())
        self._parts: dict[str, str] = {}
        counted = Counter(row.number for row in self._targets if row.number)
        repeats = any(number > 1 for number in counted.values())
        roots = [row for row in look.city.elements if row.plan == plan.id and row.parent is None]
        order = {row.id: n for n, row in enumerate(sorted(roots, key=lambda one: one.order), 1)}
        for target in self._targets:
            top = self._top(target)
            if repeats and top is not None:
                self._parts[target.id] = top.number or f"({order.get(top.id, 1)})"
        self.order = {row.id: n for n, row in enumerate(self._targets)}

    def _top(self, target: Target) -> Element | None:
        element = self._look.elements.get(target.element or "")
        if element is None:
            return None
        above = self._look.ancestors(element)
        return above[0] if above else element

    def part(self, target: Target) -> str:
        """The label of the table that a row stands in; empty where numbers do not repeat."""
        return self._parts.get(target.id, "")

    def cite(self, targets: list[Target]) -> str:
        """Rows as papers cite them: (1)No.1、4、8, tables in order."""
        by_part: dict[str, list[str]] = defaultdict(list)
        for row in sorted(targets, key=lambda one: self.order.get(one.id, 0)):
            if row.number:
                by_part[self.part(row)].append(row.number)
        comma = self._look.tongue.pick("、", ", ")
        return comma.join(f"{part}No.{comma.join(its)}" for part, its in by_part.items())


def comments_of(look: Lookup, plan: Plan, numbering: Numbering) -> dict[str, CommentFacts]:
    """The comments of a plan by their id, each with every row that lists one of its indicators."""
    targets = look.targets_of_plan.get(plan.id, ())
    same: dict[tuple[str, str | None, str], list[Target]] = defaultdict(list)
    for target in targets:
        same[measured(target)].append(target)
    own = {row.id: row for row in targets}
    found = {}
    for row in look.city.evaluations:
        if row.plan != plan.id:
            continue
        meant = {measured(own[one]) for one in row.targets if one in own}
        cited = [one for key in meant for one in same[key]]
        found[row.id] = _comment(look, plan, row, cited, numbering)
    return found


def measured(target: Target) -> tuple[str, str | None, str]:
    """What a row measures: the indicator, its area and its breakdown."""
    return (target.indicator, target.ref_area, target.breakdown)


def _comment(
    look: Lookup, plan: Plan, row: Evaluation, cited: list[Target], numbering: Numbering
) -> CommentFacts:
    tongue = look.tongue
    citation = numbering.cite(cited)
    findings = tongue.pick(row.findings, row.findings_en)
    direction = tongue.pick(row.direction, row.direction_en)
    paragraphs = [
        line.strip() for text in (findings, direction) for line in text.splitlines() if line.strip()
    ]
    return CommentFacts(
        id=row.id,
        heading=tongue.pick(row.heading, row.heading_en),
        stated_change=change_word(row.stated_change, tongue),
        citation=tongue.pick(f"【{citation}】", f"[{citation}]") if citation else "",
        findings=findings,
        direction=direction,
        paragraphs=tuple(paragraphs),
        rating=row.rating,
        year=tongue.period(row.year),
        author=author_word(row.author_role, tongue),
        plan=tongue.name(plan),
        on_sheet=row.id in look.on_sheets,
        row_ids=tuple(one.id for one in sorted(cited, key=lambda t: numbering.order[t.id])),
    )


def row_of(
    look: Lookup,
    target: Target,
    columns: Columns,
    numbering: Numbering,
    comments: Mapping[str, tuple[CommentFacts, ...]],
    elsewhere: Mapping[tuple[str, str | None, str], tuple[CommentFacts, ...]],
) -> RowFacts:
    """One row; ``comments`` are the plan's own by row id, ``elsewhere`` those of other plans."""
    tongue, judged = look.tongue, look.judged[target.id]
    indicator = judged.indicator
    name = _name(look, target, indicator)
    goals = ",".join(look.goals.get(target.id, ()))
    mark = tongue.pick("【再掲】", "[restated]") if target.restated_in_print else ""
    listed = tongue.pick(f"【{goals}】", f"[{goals}]") if goals else ""
    element = look.elements.get(target.element or "")
    organisation = indicator.organisation or (element.organisation if element else None)
    bureau, section = look.bureau_and_section(organisation)
    grade, label = look.grades.get(target.id, ("", ""))
    words = explain(judged)
    own = comments.get(target.id, ())
    return RowFacts(
        id=target.id,
        indicator=target.indicator,
        number=target.number,
        part=numbering.part(target),
        citation=numbering.cite([target]) or name,
        name=name,
        full_name=f"{name} {listed}{mark}".rstrip(),
        unit=tongue.unit(target.unit),
        role=role_word(target.role, tongue),
        goals=goals,
        restated=target.restates is not None or target.restated_in_print,
        restated_mark=mark,
        element=target.element or "",
        element_name="" if element is None else _titled(element.number, tongue.name(element)),
        section=section or bureau,
        definition=tongue.pick(indicator.definition, indicator.definition_en),
        direction=direction_word(indicator.direction, tongue),
        method=tongue.pick(*METHOD_NAMES[judged.method]),
        baseline=baseline_of(look, target),
        goal=goal_of(look, target),
        latest=Value() if judged.actual is None else value_of_point(look, judged.actual),
        years=cells_of(look, target, columns),
        achievement=achievement_text(judged, look),
        met=_met(judged, look),
        standing=tongue.pick(*STANDING_WORDS[judged.standing]),
        grade=grade,
        grade_label=label,
        sentence=tongue.pick(words.ja, words.en),
        published=_published(judged, look),
        differs=judged.agrees is False,
        difference=_difference(judged, look) if judged.agrees is False else "",
        comments=own,
        comments_elsewhere=tuple(
            one for one in elsewhere.get(measured(target), ()) if one not in own
        ),
    )


def _titled(number: str, name: str) -> str:
    """A number and a name: a circled number stands close, any other is set apart."""
    apart = "" if not number or "①" <= number[-1] <= "⑳" else " "
    return f"{number}{apart}{name}"


def _name(look: Lookup, target: Target, indicator: Indicator) -> str:
    """The row's name as its plan prints it; in English the indicator's, with what sets it apart."""
    if look.tongue.language == "ja" or not indicator.name_en:
        return target.name_printed or indicator.name
    area = look.tongue.name(look.organisations.get(target.ref_area or ""))
    apart = [one for one in (target.breakdown_en or target.breakdown, area) if one]
    return f"{indicator.name_en} ({', '.join(apart)})" if apart else indicator.name_en


def achievement_text(judged: Achievement, look: Lookup) -> str:
    """The achievement as papers print it: 13%, or met and not met; empty where it is not judged."""
    if judged.printed is not None:
        return f"{figure_text(judged.printed)}%"
    return _met(judged, look)


def _met(judged: Achievement, look: Lookup) -> str:
    if judged.met is None:
        return ""
    return look.tongue.pick(*(("達成", "met") if judged.met else ("未達成", "not met")))


def _published(judged: Achievement, look: Lookup) -> str:
    row = judged.published
    if row is None:
        return ""
    return row.value_printed or row.text


def _difference(judged: Achievement, look: Lookup) -> str:
    row = judged.published
    assert row is not None
    return look.tongue.pick(row.reason or "理由は記録されていません。", row.reason_en)


def notes_of(rows: tuple[RowFacts, ...], look: Lookup) -> tuple[NoteFacts, ...]:
    """What is said below a table: figures that differ from print, goals in words, firmness."""
    found = []
    for row in rows:
        judged = look.judged[row.id]
        if row.differs:
            ja = f"{row.name}：公表値は{row.published}、計算では{row.achievement}です。"
            en = f"{row.name}: {row.published} was published, the formula gives {row.achievement}. "
            found.append(
                NoteFacts(citation=row.citation, text=look.tongue.pick(ja, en) + row.difference)
            )
        elif judged.method is Method.QUALITATIVE and row.achievement:
            ja = (
                f"{row.name}：目標が「{row.goal.figure}」という言葉なので率は計算せず、"
                f"「{row.achievement}」と表します。"
            )
            en = (
                f'{row.name}: the goal is the word "{row.goal.figure}", so there is no rate; '
                f"it is said to be {row.achievement}."
            )
            found.append(NoteFacts(citation=row.citation, text=look.tongue.pick(ja, en)))
        if row.latest.note:
            ja = f"{row.name}：{row.latest.period}の実績は{row.latest.note}です。"
            en = f"{row.name}: the actual value of {row.latest.period} is {row.latest.note}."
            found.append(NoteFacts(citation=row.citation, text=look.tongue.pick(ja, en)))
    cited: dict[str, list[str]] = {}
    for note in found:
        cited.setdefault(note.text, []).append(note.citation)
    comma = look.tongue.pick("、", ", ")
    return tuple(
        NoteFacts(citation=comma.join(dict.fromkeys(its)), text=text) for text, its in cited.items()
    )
