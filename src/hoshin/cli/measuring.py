"""``hoshin measure``: raw records become proposed observations; written only when asked to."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Column, Table
from rich.text import Text

from hoshin.cli import opening
from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS, StopError
from hoshin.cli.imported import Imported, print_imported
from hoshin.cli.importing import write_applied
from hoshin.cli.output import console, print_problems, progress, say
from hoshin.domain.city import City
from hoshin.domain.indicators import Observation
from hoshin.domain.measurements import Measurement
from hoshin.domain.periods import Period, PeriodKind, read_code
from hoshin.domain.problems import IllFormedError, Problem, ProblemLevel
from hoshin.domain.proposals import ProposedAction, ProposedRow
from hoshin.importers.applying import Decisions, apply_proposal

if TYPE_CHECKING:
    from hoshin.analytics.engines import Engine
    from hoshin.analytics.evidence import Evidence
    from hoshin.analytics.measuring import Measured


_MOST_LISTED = 60
_DAYS_LOOKED_BACK = 31
_EXAMPLES = {
    PeriodKind.FISCAL_YEAR: "FY2025",
    PeriodKind.CALENDAR_YEAR: "CY2025",
    PeriodKind.MONTH: "2025-04",
    PeriodKind.DAY: "2025-04-01",
}


def measure(given: Namespace) -> int:
    """Measure indicators from evidence, print what that would do to the folder, and do it."""
    from hoshin.analytics.arrival import measurement_problems, propose
    from hoshin.analytics.evidence import look_at
    from hoshin.analytics.measuring import measure as measure_one

    opened = opening.open_for_judgement(given)
    city = opened.city
    wanted = _wanted(given, city)
    period = _period(given)
    place = Path(given.evidence)
    if not place.is_dir():
        say(
            given.lang,
            f"記録のフォルダ「{place}」がありません。",
            f'There is no folder of evidence "{place}".',
            to_stderr=True,
        )
        return BAD_USE
    wrong = measurement_problems(city, wanted)
    if wrong:
        print_problems(wrong, given.lang, to_stderr=True)
        return PROBLEMS
    decided = _decisions(given)
    aggregations = {one.id: one.aggregation for one in city.indicators}
    today = _today(given)
    fitting = tuple(one for one in wanted if period is None or period.kind is one.period_kind)
    if not fitting:
        _say_no_such_kind(given.lang, wanted)
        return BAD_USE
    if given.connection:
        engine, evidence = _connected(given, place, today)
    else:
        with progress(given.lang, "記録の確認", "Looking at the records") as report:
            engine, evidence = _engine(given), look_at(place, report)
    results: list[Imported] = []
    problems: list[Problem] = list(_unused(evidence))
    folder = Path(given.folder)
    try:
        if given.live:
            return _live(given, folder, wanted, evidence, engine, today)
        for one in _told(given.lang, fitting):
            run = measure_one(
                folder,
                one,
                evidence,
                engine,
                today,
                () if period is None else (period,),
                aggregation=aggregations[one.indicator],
            )
            problems.extend(new for new in dict.fromkeys(run.problems) if new not in problems)
            for measured in run.measured:
                proposal = propose(measured, city, today)
                decisions = (
                    None
                    if decided is None
                    else decided.get(proposal.sha256, Decisions(frozenset()))
                )
                applied = apply_proposal(city, proposal, decisions)
                city = applied.city
                name = proposal.document + _word(given.lang, measured)
                results.append(Imported(name, proposal, proposal.problems, applied))
    finally:
        engine.close()
    if given.review and results:
        from hoshin.cli.reviewing import write_review

        proposals = [one.proposal for one in results if one.proposal is not None]
        Path(given.review).write_bytes(write_review(proposals, given.lang))
    if given.format == "json":
        print_imported(given, results)
    else:
        _print(given, results)
        problems.extend(problem for one in results for problem in one.problems)
    if problems:
        print_problems(problems, given.lang, with_notes=True, to_stderr=True)
    if given.accept or given.decisions:
        if city != opened.city and city.as_of is not None and city.as_of < today:
            # The folder now holds what became known today, so it is kept up to today.
            city = replace(city, as_of=today)
        written = write_applied(given, opened.city, city, folder)
        if written != CLEAN:
            return written
    return PROBLEMS if any(one.level is ProblemLevel.ERROR for one in problems) else CLEAN


def _say_no_such_kind(lang: str, wanted: Sequence[Measurement]) -> None:
    """The period that was asked for is of another kind than those of the measurements."""
    kinds = sorted({one.period_kind for one in wanted})
    examples = ", ".join(_EXAMPLES.get(kind, kind.value) for kind in kinds)
    say(
        lang,
        f"その種類の期間で数える算定がありません。ここでは {examples} のように書きます。",
        f"No measurement counts by that kind of period. Here it is written like {examples}.",
        to_stderr=True,
    )


def _told(lang: str, wanted: Sequence[Measurement]) -> Iterator[Measurement]:
    """One measurement after the other, with a bar while they are computed."""
    with progress(lang, "算定中", "Measuring") as report:
        for done, one in enumerate(wanted):
            report(one.id, done, len(wanted))
            yield one


def _wanted(given: Namespace, city: City) -> tuple[Measurement, ...]:
    wanted = tuple(one for one in city.measurements if given.only in (None, one.id))
    if not wanted:
        say(
            given.lang,
            f"「{given.only}」という算定はありません。measurements.csv のIDを書いてください。"
            if given.only
            else "measurements.csv に算定がありません。",
            f'There is no measurement "{given.only}". Write an id of measurements.csv.'
            if given.only
            else "measurements.csv holds no measurement.",
            to_stderr=True,
        )
        raise StopError(BAD_USE)
    return wanted


def _period(given: Namespace) -> Period | None:
    if given.period is None:
        return None
    try:
        return read_code(given.period)
    except IllFormedError as wrong:
        sentence, hint = wrong.sentence.in_files, wrong.hint.in_files
        say(
            given.lang,
            f"{sentence.ja}{hint.ja}",
            f"{sentence.en} {hint.en}",
            to_stderr=True,
        )
        raise StopError(BAD_USE) from None


def _today(given: Namespace) -> date:
    """The day on which figures become known, and after which no record can be dated."""
    if given.as_of:
        return opening.day_of_judgement(given, City(name=""))
    return datetime.now(UTC).astimezone().date()


def _decisions(given: Namespace) -> dict[str, Decisions] | None:
    if not given.decisions:
        return None
    from hoshin.cli.reviewing import read_decisions

    decided, wrong = read_decisions(Path(given.decisions))
    if wrong:
        print_problems(wrong, given.lang, to_stderr=True)
        raise StopError(PROBLEMS)
    return decided


def _engine(given: Namespace) -> Engine:
    if given.spark:
        import pyspark  # noqa: F401 -- said before anything is read

        from hoshin.analytics.spark_engine import SparkEngine

        return SparkEngine(given.spark, seconds=given.timeout)
    from hoshin.analytics.engines import DuckDBEngine

    return DuckDBEngine(
        memory=given.memory,
        spill=Path(given.spill) if given.spill else None,
        spill_limit=given.spill_limit,
        seconds=given.timeout,
    )


def _connected(given: Namespace, place: Path, today: date) -> tuple[Engine, Evidence]:
    """The engine and the tables of a database; ``place`` is where runs are recorded."""
    from hoshin.analytics.connection_address import read_address
    from hoshin.analytics.connections import connect_to, evidence_of
    from hoshin.analytics.engines import RunStoppedError

    address, wrong = read_address(given.connection)
    engine = None
    if address is not None:
        engine, wrong = connect_to(address, seconds=given.timeout)
    if engine is None:
        assert wrong is not None
        print_problems([wrong], given.lang, to_stderr=True)
        raise StopError(PROBLEMS)
    try:
        return engine, evidence_of(engine, place, today)
    except RunStoppedError as stop:
        engine.close()
        print_problems([stop.problem], given.lang, to_stderr=True)
        raise StopError(PROBLEMS) from None


def _unused(evidence: Evidence) -> Sequence[Problem]:
    """Problems of files of which nothing could be read: no measurement would speak of them."""
    return [
        problem
        for table, found in sorted(evidence.problems.items())
        if table not in evidence.tables
        for problem in found
    ]


def _word(lang: str, measured: Measured) -> str:
    if measured.held:
        return "（改訂は見送り）" if lang == "ja" else " (revision held)"
    if measured.unchanged:
        return "（記録に変わりなし）" if lang == "ja" else " (records unchanged)"
    return ""


def _print(given: Namespace, results: Sequence[Imported]) -> None:
    """One table of every figure: what it is, for when and where, and what accepting it does."""
    japanese = given.lang == "ja"
    heads = (
        ("算定・期間", "地域・内訳", "値", "単位", "状態", "受け入れると")
        if japanese
        else ("Measurement, period", "Area, breakdown", "Figure", "Unit", "State", "If accepted")
    )
    table = Table(*heads[:2], Column(heads[2], justify="right"), *heads[3:])
    hidden_word, state_word = ("伏せた値", "概算") if japanese else ("suppressed", "provisional")
    confirmed = shown = 0
    for one in results:
        rows = one.proposal.of_table("observations") if one.proposal is not None else ()
        for row in rows:
            confirmed += row.action is ProposedAction.CONFIRM
            if row.action is ProposedAction.CONFIRM and not given.all:
                continue
            shown += 1
            if shown > _MOST_LISTED and not given.all:
                continue
            made = row.row
            assert isinstance(made, Observation)
            revision = f" r{made.revision}" if made.revision > 1 else ""
            table.add_row(
                Text(one.name),
                Text(" ".join(part for part in (made.ref_area or "", made.breakdown) if part)),
                hidden_word if made.obs_value is None else format(made.obs_value, "f"),
                Text(made.unit_measure),
                ("" if made.obs_value is None else state_word) + revision,
                _deed(row, japanese),
            )
    if table.row_count:
        console().print(table)
    if shown > table.row_count:
        more = shown - table.row_count
        say(given.lang, f"ほか{more}件(--all で示します)", f"{more} more (--all lists them)")
    only_looked = shown > 0 and not (given.accept or given.decisions)
    say(
        given.lang,
        f"提案 {shown}件、変わらない値 {confirmed}件。"
        + ("--accept でフォルダに書きます。" if only_looked else ""),
        f"{shown} proposed, {confirmed} unchanged."
        + (" --accept writes them to the folder." if only_looked else ""),
    )


def _deed(row: ProposedRow, japanese: bool) -> str:
    if row.needs_decision:
        return (
            "要判断(手で入れた値と違う)" if japanese else "to decide (differs from a value entered)"
        )
    if row.action is ProposedAction.CONFIRM:
        return "変わらない" if japanese else "unchanged"
    return "追加" if japanese else "add"


def _live(
    given: Namespace,
    folder: Path,
    wanted: Sequence[Measurement],
    evidence: Evidence,
    engine: Engine,
    today: date,
) -> int:
    """Print the newest day's figures of operational measurements; nothing is kept or proposed."""
    from hoshin.analytics.measuring import measure as measure_one
    from hoshin.analytics.measuring import open_definition, periods_in
    from hoshin.engine.measured import observed_value

    indicators = {one.id: one for one in opening.open_for_judgement(given).city.indicators}
    problems: list[Problem] = []
    operational = [one for one in wanted if one.minimum_contributors <= 1]
    shown = 0
    if not operational:
        say(
            given.lang,
            "--live は人の記録には使えません(伏せる人数の基準が1の算定だけです)。",
            "--live is for records behind which no person stands (minimum_contributors is 1).",
            to_stderr=True,
        )
        return BAD_USE
    for one in operational:
        aggregation = indicators[one.indicator].aggregation
        definition, _ = open_definition(folder, one, aggregation)
        days = periods_in(evidence, definition.tables, PeriodKind.DAY) if definition else ()
        past = [day for day in days if day.end <= today]
        # A partition may end before its month does; a register has no newest day.
        for day in reversed(past[-_DAYS_LOOKED_BACK:]):
            run = measure_one(
                folder,
                one,
                evidence,
                engine,
                today,
                (day,),
                aggregation=aggregation,
                keep=False,
            )
            if run.problems or any(found.publication.groups for found in run.measured):
                break
        else:
            continue
        problems.extend(run.problems)
        for measured in run.measured:
            indicator = indicators[one.indicator]
            name = indicator.name if given.lang == "ja" else indicator.name_en or indicator.name
            for group in measured.publication.groups:
                value = observed_value(one, indicator, group.numerator, group.denominator)
                area = " ".join(group.key)
                shown += 1
                console().print(
                    f"{measured.period.code}  {name}  {area}  {value} {indicator.unit}",
                    markup=False,
                )
    if not shown and not problems:
        say(
            given.lang,
            f"この{_DAYS_LOOKED_BACK}日に記録がないので、示す値がありません。",
            f"No record is of the last {_DAYS_LOOKED_BACK} days delivered, so there is nothing to "
            "show.",
        )
    if problems:
        print_problems(problems, given.lang, to_stderr=True)
    return PROBLEMS if any(one.level is ProblemLevel.ERROR for one in problems) else CLEAN
