"""``hoshin evaluate``: every listing of a target, judged, as a table, JSON or CSV."""

from __future__ import annotations

import difflib
import json
import sys
from argparse import Namespace
from collections.abc import Sequence

from rich.table import Table

from hoshin.cli import opening
from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.output import console, print_problems, progress, say
from hoshin.domain.city import City
from hoshin.domain.indicators import Target
from hoshin.engine.achievement import Achievement, Judge
from hoshin.engine.explain import explain, figure_text, fraction_text
from hoshin.engine.formulas import NotComputable
from hoshin.engine.ratings import rated
from hoshin.engine.standing import Standing
from hoshin.exchange.judgements import judgement_csv, judgement_rows

STANDING_WORDS = {
    Standing.REACHED: ("◎ 達成", "◎ reached"),
    Standing.TOWARD: ("↗ 前進", "↗ toward"),
    Standing.UNCHANGED: ("→ 横ばい", "→ unchanged"),
    Standing.SHORT: ("△ 未達", "△ short"),
    Standing.AWAY: ("↘ 後退", "↘ away"),
    Standing.NOT_JUDGED: ("－ 判定できず", "- not judged"),
}


def evaluate(given: Namespace) -> int:
    """Judge every target, or those of one plan."""
    opened = opening.open_for_judgement(given)
    problems = opened.checked()
    blocking = [p for p in problems if p.level == "error"]
    if blocking:
        print_problems(blocking, given.lang, to_stderr=True)
        return PROBLEMS
    targets: Sequence[Target] = opened.city.targets
    if given.plan is not None:
        plans = [plan.id for plan in opened.city.plans]
        if given.plan not in plans:
            near = difflib.get_close_matches(given.plan, plans, n=1)
            say(
                given.lang,
                f"計画「{given.plan}」はありません。"
                + (f"「{near[0]}」ではありませんか。" if near else "")
                + f"計画: {', '.join(plans)}",
                f'There is no plan "{given.plan}". '
                + (f'Did you mean "{near[0]}"? ' if near else "")
                + f"Plans: {', '.join(plans)}",
                to_stderr=True,
            )
            return BAD_USE
        targets = [one for one in targets if one.plan == given.plan]
    judge = Judge(opened.city, opened.as_of)
    judged: list[Achievement] = []
    with progress(given.lang, "判定中", "Judging") as report:
        for number, target in enumerate(targets, start=1):
            judged.append(judge.achievement(target))
            report("", number, len(targets))
    grades = rated(opened.city, judged)
    if given.format == "table":
        _print_table(opened.city, judged, grades, given.lang)
    else:
        rows = judgement_rows(judged, grades, problems)
        if given.format == "json":
            print(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            sys.stdout.write(judgement_csv(rows))
    return CLEAN


def _print_table(
    city: City, judged: Sequence[Achievement], grades: dict[str, str], lang: str
) -> None:
    japanese = lang == "ja"
    out = console()
    if not judged:
        say(
            lang,
            "目標がまだありません。targets.csv に書いてください。",
            "There are no targets yet. Write them in targets.csv.",
        )
        return
    heads = (
        ("目標", "指標", "当初", "実績", "目標値", "達成度", "公表", "状況", "評価")
        if japanese
        else (
            "Target",
            "Indicator",
            "Baseline",
            "Actual",
            "Goal",
            "%",
            "Printed",
            "Standing",
            "Rating",
        )
    )
    names = {plan.id: plan.name if japanese else plan.name_en or plan.name for plan in city.plans}
    by_plan: dict[str, list[Achievement]] = {}
    for one in judged:
        by_plan.setdefault(one.target.plan, []).append(one)
    for plan, rows in by_plan.items():
        graded = any(one.target.id in grades for one in rows)
        table = Table(
            *(heads if graded else heads[:-1]),
            title=names.get(plan, plan),
            title_justify="left",
            expand=False,
        )
        for column in table.columns[2:7]:
            column.justify = "right"
            column.no_wrap = True
        table.columns[0].no_wrap = True
        for one in rows:
            grade = (grades.get(one.target.id, ""),) if graded else ()
            table.add_row(*_cells(one, japanese), *grade)
        out.print(table)
    _print_summary(judged, lang)


def _cells(one: Achievement, japanese: bool) -> tuple[str, ...]:
    target, actual = one.target, one.actual
    name = target.name_printed or one.indicator.name
    if not japanese:
        name = one.indicator.name_en or name
    repeat = ("（再掲）" if japanese else " (restated)") if target.restates else ""
    baseline = "" if target.baseline_value is None else figure_text(target.baseline_value)
    latest = ""
    if actual is not None:
        text = actual.text if japanese else actual.text_en or actual.text
        latest = text or "－"
        if actual.value is not None:
            # In the target's own unit where the document prints another.
            converted = None if actual.unit == target.unit else one.actual_value
            latest = figure_text(actual.value) if converted is None else fraction_text(converted)
    goal_text = target.goal_text if japanese else target.goal_text_en or target.goal_text
    goal = figure_text(target.goal_value) if target.goal_value is not None else goal_text
    word = one.word if japanese else one.word_en
    printed = f"{figure_text(one.printed)}%" if one.printed is not None else word or "－"
    published = ""
    if one.published is not None:
        published = one.published.value_printed or one.published.text
        if published == one.word:
            published = word
        if one.agrees is False:
            published += " ≠"
    standing = STANDING_WORDS[one.standing][0 if japanese else 1]
    return (target.id, f"{name}{repeat}", baseline, latest, goal, printed, published, standing)


def _print_summary(judged: Sequence[Achievement], lang: str) -> None:
    printed = [one for one in judged if one.published is not None]
    numeric = [one for one in printed if one.published and one.published.value is not None]
    agree = sum(one.agrees is True for one in numeric)
    computed = sum(one.ratio is not None for one in judged)
    waiting = sum(one.not_computable is NotComputable.NO_ACTUAL for one in judged)
    say(
        lang,
        f"目標の掲載 {len(judged)}件、率を計算できたもの {computed}件、実績待ち {waiting}件。",
        f"{len(judged)} listings of targets, {computed} with a rate, {waiting} awaiting an actual.",
    )
    if printed:
        words = sum(one.agrees is True for one in printed) - agree
        say(
            lang,
            f"公表された達成度 {len(printed)}件のうち、数値は{len(numeric)}件中{agree}件が一致、"
            f"言葉は{len(printed) - len(numeric)}件中{words}件が一致。",
            f"Of {len(printed)} published achievements, {agree} of {len(numeric)} figures agree "
            f"and {words} of {len(printed) - len(numeric)} words.",
        )
    for one in printed:
        if one.agrees is False:
            words_of = explain(one)
            say(lang, f"≠ {one.target.id}  {words_of.ja}", f"≠ {one.target.id}  {words_of.en}")
