"""``hoshin nation``: a nation of plans judged in bulk, then asked for ranks and peers."""

from __future__ import annotations

import errno
import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Column, Table
from rich.text import Text

from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS, StopError
from hoshin.cli.output import Report, console, print_problems, progress, say
from hoshin.domain.ratings import RatingGrade
from hoshin.engine.presets import PRESETS

if TYPE_CHECKING:
    from hoshin.analytics.nation_build import Judging
    from hoshin.analytics.nation_progress import Progress, Stage
    from hoshin.analytics.nation_query import Answer

_NO_SPACE = "No space left on device"
_STAGES = {
    "dealing": ("並べ替えの準備", "dealing into parts"),
    "judging": ("結合と判定", "joining and judging"),
    "sorting": ("並べ替え", "sorting"),
    "comparing": ("市どうしの比較", "comparing cities"),
}


def nation(given: Namespace) -> int:
    """Build a nation's layout, or ask one."""
    return _build(given) if given.nation_command == "build" else _query(given)


def _build(given: Namespace) -> int:
    import duckdb

    from hoshin.analytics.engines import RunStoppedError, does_not_fit, failed
    from hoshin.analytics.nation_build import NationInTheWayError, build_nation
    from hoshin.analytics.nation_source import source_problems

    source, output = Path(given.source), Path(given.output)
    wrong = source_problems(source)
    if wrong:
        print_problems(wrong, given.lang, to_stderr=True)
        return PROBLEMS
    grades = _grades(given)
    judging = _judging(given)
    try:
        with progress(given.lang, "全国を判定中", "Judging the nation") as report:
            built = build_nation(
                source,
                output,
                grades,
                memory=given.memory,
                judging=judging,
                progress=_in_words(given.lang, report),
            )
    except RunStoppedError as stop:
        print_problems([stop.problem], given.lang, to_stderr=True)
        return PROBLEMS
    except NationInTheWayError:
        say(
            given.lang,
            f"「{output}」には別のものがあります。空の場所を指定してください。",
            f'"{output}" holds something else. Name an empty place.',
            to_stderr=True,
        )
        return BAD_USE
    except duckdb.Error as refused:
        full = isinstance(refused, duckdb.OutOfMemoryException) or _NO_SPACE in str(refused)
        stop_for = does_not_fit(refused) if full else failed("DuckDB", refused)
        print_problems([stop_for], given.lang, to_stderr=True)
        return PROBLEMS
    except OSError as refused:
        if refused.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print_problems([does_not_fit(refused)], given.lang, to_stderr=True)
        return PROBLEMS
    say(
        given.lang,
        f"実績 {built.observations:,}件、目標 {built.series:,}件を判定しました"
        f"(達成度あり {built.computed:,}件、気になる点 {built.findings:,}件)。",
        f"Judged {built.series:,} targets over {built.observations:,} observations "
        f"({built.computed:,} with an achievement, {built.findings:,} findings).",
    )
    return CLEAN


def _in_words(lang: str, report: Report) -> Progress:
    def told(stage: Stage, done: int, total: int) -> None:
        report(_STAGES[stage][0 if lang == "ja" else 1], done, total)

    return told


def _judging(given: Namespace) -> Judging | None:
    """Where joining and judging is done: on a Spark master where one is named, else here."""
    if not given.spark:
        return None
    if find_spec("pyspark") is None:
        say(
            given.lang,
            "pyspark がありません。make analytics で入れてください。",
            "pyspark is not installed: make analytics adds it.",
            to_stderr=True,
        )
        raise StopError(BAD_USE)
    from hoshin.analytics.nation_spark import judge_on

    return partial(judge_on, given.spark)


def _grades(given: Namespace) -> Sequence[RatingGrade]:
    known = {scheme: preset.grades for scheme, preset in PRESETS.items()}
    if given.scheme not in known:
        say(
            given.lang,
            f"評価区分「{given.scheme}」はありません。使えるもの: {', '.join(sorted(known))}",
            f'There is no scheme "{given.scheme}". There are: {", ".join(sorted(known))}',
            to_stderr=True,
        )
        raise StopError(BAD_USE)
    return known[given.scheme]


def _query(given: Namespace) -> int:
    from hoshin.analytics.engines import RunStoppedError
    from hoshin.analytics.nation_folder import nation_problem, reading_nation
    from hoshin.analytics.nation_query import ask

    folder = Path(given.nation)
    wrong = nation_problem(folder)
    if wrong is not None:
        print_problems([wrong], given.lang, to_stderr=True)
        return BAD_USE
    if given.peers != "all" and given.city is None:
        if given.peers != "designated":
            say(
                given.lang,
                "--peers size と prefecture には、比べる市を --city で指定してください。",
                "--peers size and prefecture need the city to compare with: --city CODE.",
                to_stderr=True,
            )
            return BAD_USE
    try:
        with reading_nation():
            answer = ask(
                folder, given.indicator, city=given.city, peers=given.peers, limit=given.limit
            )
    except RunStoppedError as stop:
        print_problems([stop.problem], given.lang, to_stderr=True)
        return PROBLEMS
    if answer is None:
        say(
            given.lang,
            "その指標か市町村がありません。IDと6桁のコードを確かめてください。",
            "There is no such indicator or municipality. Look at the id and the six-digit code.",
            to_stderr=True,
        )
        return BAD_USE
    if given.format == "json":
        shown = json.dumps(asdict(answer), ensure_ascii=False, indent=1)
        console().print(shown, markup=False, highlight=False)
    else:
        _print(answer, given.lang == "ja")
    return CLEAN


def _print(answer: Answer, japanese: bool) -> None:
    out = console()
    one = answer.indicator
    out.print(one["name"] if japanese else one["name_en"], style="bold", markup=False)
    heads = (
        ("順位", "市町村", "年", "値", "達成度(％)", "区分")
        if japanese
        else ("Rank", "Municipality", "Year", "Value", "Achievement (%)", "Grade")
    )
    right = [Column(head, justify="right") for head in heads]
    table = Table(right[0], heads[1], *right[2:5], heads[5])
    rows = list(answer.best)
    if answer.city is not None and answer.city not in rows:
        rows.append(answer.city)
    for row in rows:
        grade = answer.grades[row["grade"]] if row["grade"] >= 0 else ""
        table.add_row(
            f"{row['rank']:,} / {row['of']:,}",
            Text(f"{row['name'] if japanese else row['name_en']} ({row['city']})"),
            str(row["year"]),
            _number(row["value"], one["decimals"]),
            str(row["printed"]) if row["why"] == 0 else "－",
            grade,
        )
    out.print(table)
    if answer.distribution is not None:
        spread = answer.distribution
        names = ("least", "p10", "p25", "p50", "p75", "p90", "most")
        figures = " / ".join(_number(spread[name], one["decimals"]) for name in names)
        out.print(
            f"分布({answer.peer}、{spread['cities']:,}市町村、"
            f"最小・10・25・50・75・90％・最大): {figures}"
            if japanese
            else f"Distribution ({answer.peer}, {spread['cities']:,} municipalities, least, 10, "
            f"25, 50, 75, 90 %, most): {figures}",
            markup=False,
        )
    for found in answer.findings:
        sentence = found["sentence_ja" if japanese else "sentence_en"]
        where = f"{found['name'] or ''} {found['city'] or ''} {found['year'] or ''}"
        out.print(f"{where.strip()}: {sentence}", markup=False)


def _number(value: Any, decimals: int) -> str:
    return f"{Decimal(value).scaleb(-decimals):,}"
