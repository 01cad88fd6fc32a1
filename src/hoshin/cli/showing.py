"""``hoshin show`` and ``hoshin explain``: one indicator in all its plans, one judged target."""

from __future__ import annotations

import difflib
import unicodedata
from argparse import Namespace
from collections.abc import Sequence

from rich.table import Table

from hoshin.charts.words import Language
from hoshin.cli import opening
from hoshin.cli.evaluating import STANDING_WORDS
from hoshin.cli.exits import BAD_USE, CLEAN
from hoshin.cli.output import console, say
from hoshin.domain.indicators import Indicator
from hoshin.engine.achievement import Judge
from hoshin.engine.exact import ratio_text
from hoshin.engine.explain import explain as explained
from hoshin.engine.explain import figure_text, fraction_text
from hoshin.engine.series import Origin, Point, Series
from hoshin.site.words import Words

_MOST_SUGGESTIONS = 8
_ORIGIN_WORDS = {
    Origin.OBSERVATION: "terms.mark.actual",
    Origin.BASELINE: "terms.mark.baseline",
}


def show(given: Namespace) -> int:
    """Show an indicator: its series with sources, and what each plan wants of it."""
    opened = opening.open_for_judgement(given)
    indicator = _find(given.indicator, opened.city.indicators, given.lang)
    if indicator is None:
        return BAD_USE
    japanese = given.lang == "ja"
    words = Words(Language(given.lang))
    direction = words(f"terms.direction.{indicator.direction}")
    kind = words(f"terms.aggregation.{indicator.aggregation}")
    out = console()
    name = indicator.name if japanese else indicator.name_en or indicator.name
    out.print(f"{name}  [{indicator.id}]", style="bold", markup=False)
    say(
        given.lang,
        f"単位: {indicator.unit}　向き: {direction}　種類: {kind}",
        f"Unit: {indicator.unit}. Direction: {direction}. Kind: {kind}.",
    )
    points = Series(opened.city).points(indicator.id)
    heads = (
        ("時期", "値", "種別", "状態", "出典")
        if japanese
        else ("Period", "Value", "Origin", "Status", "Source")
    )
    table = Table(*heads, title="値" if japanese else "Values", title_justify="left")
    table.columns[1].justify = "right"
    for point in points:
        table.add_row(*_point_cells(point, words))
    out.print(table)
    judge = Judge(opened.city, opened.as_of)
    for target in opened.city.targets:
        if target.indicator != indicator.id:
            continue
        judged = judge.achievement(target)
        standing = STANDING_WORDS[judged.standing][0 if japanese else 1]
        said = explained(judged)
        out.print(f"{target.id}  {standing}", style="bold", markup=False)
        out.print(f"  {said.ja if japanese else said.en}", markup=False)
    return CLEAN


def _point_cells(point: Point, words: Words) -> tuple[str, ...]:
    japanese = words.language is Language.JA
    period = point.period.label_ja if japanese else point.period.label_en
    if point.missing_reason is not None:
        value = f"－ ({words(f'terms.missing.{point.missing_reason}')})"
    elif point.value is None:
        value = point.text
    else:
        value = f"{figure_text(point.value)} {point.unit}"
    where = " ".join(part for part in (point.source or "", point.locator) if part)
    origin = words(_ORIGIN_WORDS[point.origin])
    status = words(f"terms.status.{point.status}")
    return (period, value, origin, status, f"{where} [{point.row_id}]")


def _find(asked: str, indicators: Sequence[Indicator], lang: str) -> Indicator | None:
    by_id = {one.id: one for one in indicators}
    if asked in by_id:
        return by_id[asked]
    plain = unicodedata.normalize("NFKC", asked).casefold()
    matching = [
        one
        for one in indicators
        if plain in unicodedata.normalize("NFKC", f"{one.id} {one.name} {one.name_en}").casefold()
    ]
    if len(matching) == 1:
        return matching[0]
    near = matching or [by_id[one] for one in difflib.get_close_matches(asked, by_id, n=3)]
    listed = "\n".join(f"  {one.id}  {one.name}" for one in near[:_MOST_SUGGESTIONS])
    if len(matching) > 1:
        say(
            lang,
            f"「{asked}」に当てはまる指標が{len(matching)}あります。IDで指定してください。\n{listed}",
            f'{len(matching)} indicators match "{asked}". Name one by its id.\n{listed}',
            to_stderr=True,
        )
    else:
        say(
            lang,
            f"「{asked}」という指標はありません。" + (f"近いもの:\n{listed}" if near else ""),
            f'There is no indicator "{asked}".' + (f" Near it:\n{listed}" if near else ""),
            to_stderr=True,
        )
    return None


def explain(given: Namespace) -> int:
    """Explain one judged target: the sentence, the exact ratio, the pace and the sources."""
    opened = opening.open_for_judgement(given)
    targets = {one.id: one for one in opened.city.targets}
    if given.target not in targets:
        near = ", ".join(difflib.get_close_matches(given.target, targets, n=3))
        say(
            given.lang,
            f"「{given.target}」という目標はありません。" + (f"近いもの: {near}" if near else ""),
            f'There is no target "{given.target}".' + (f" Near it: {near}" if near else ""),
            to_stderr=True,
        )
        return BAD_USE
    judged = Judge(opened.city, opened.as_of).achievement(targets[given.target])
    words = explained(judged)
    out = console()
    out.print(words.ja if given.lang == "ja" else words.en, markup=False)
    if judged.ratio is not None:
        exact = ratio_text(judged.ratio)
        say(given.lang, f"正確な比: {exact}", f"Exact ratio: {exact}")
    pace = judged.pace
    goal_period = judged.target.goal_period
    if goal_period is not None and goal_period.end < opened.as_of and not judged.met:
        say(
            given.lang,
            f"目標の期限（{goal_period.label_ja}）は過ぎています。",
            f"The goal's time ({goal_period.label_en}) is over.",
        )
    elif pace is not None and pace.needed is not None:
        needed = fraction_text(pace.needed)
        achieved = "－" if pace.achieved is None else fraction_text(pace.achieved)
        say(
            given.lang,
            f"あと{pace.years_left}年、1年あたり{needed}の変化が必要です（これまで1年あたり{achieved}）。",
            f"{pace.years_left} years left: {needed} a year is needed (so far {achieved} a year).",
        )
    for label_ja, label_en, row in (
        ("目標の出典", "source of the target", judged.target),
        ("実績の出典", "source of the actual", judged.actual),
    ):
        if row is not None and row.source:
            say(
                given.lang,
                f"{label_ja}: {row.source} {row.locator}",
                f"{label_en}: {row.source} {row.locator}",
            )
    return CLEAN
