"""Measuring: a definition, evidence and a period give groups that may be shown, or problems.

Nothing here divides; the engine floor does, when a measured group becomes an observation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from hoshin import __version__
from hoshin.analytics import ledger
from hoshin.analytics import measuring_refusals as refusals
from hoshin.analytics.definition_rules import PARAMETERS
from hoshin.analytics.definitions import (
    CONTRIBUTORS,
    DENOMINATOR,
    NUMERATOR,
    Definition,
    read_definition,
)
from hoshin.analytics.engines import (
    DuckDBEngine,
    Engine,
    RunStoppedError,
    exact_number,
    no_such_table,
    quoted,
)
from hoshin.analytics.evidence import RECORD_ID, TIME_COLUMNS, Evidence, inputs_digest
from hoshin.analytics.privacy import Group, Publication, may_replace, publication
from hoshin.analytics.refusals import refusal
from hoshin.domain.indicators import Aggregation
from hoshin.domain.measurements import Measurement
from hoshin.domain.periods import Period, PeriodKind, calendar_year, fiscal_year
from hoshin.domain.problems import Problem, ProblemLevel

_LARGEST_DEFINITION = 100_000


@dataclass(frozen=True, slots=True)
class Measured:
    """One measurement for one period: what may be shown, and the run that computed it.

    ``unchanged`` says that neither the definition nor any file has changed since it was last
    shown, so nothing was computed. ``held`` says that a later run was held back, and what stands
    here is what was shown before.
    """

    measurement: Measurement
    period: Period
    publication: Publication
    run: str
    run_sha256: str
    engine: str
    unchanged: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of one measurement gave: periods measured, and problems."""

    measured: tuple[Measured, ...]
    problems: tuple[Problem, ...]


def open_definition(
    folder: Path, measurement: Measurement, aggregation: Aggregation = Aggregation.UNKNOWN
) -> tuple[Definition | None, tuple[Problem, ...]]:
    """Read and check the definition of a measurement in a plan folder."""
    path = folder / measurement.definition
    try:
        text = path.read_bytes()[:_LARGEST_DEFINITION].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        problem = refusal(
            "definition-missing",
            (
                f"定義のファイル「{measurement.definition}」がないか、UTF-8として読めません。",
                f'The definition "{measurement.definition}" is missing, or is not UTF-8.',
            ),
            (
                "計画フォルダの中に置くか、measurements.csv の definition を直してください。",
                "Put it into the plan folder, or correct definition in measurements.csv.",
            ),
            file=measurement.definition,
            row_id=measurement.id,
        )
        return None, (problem,)
    return read_definition(text, measurement, aggregation)


def periods_in(evidence: Evidence, tables: Iterable[str], kind: PeriodKind) -> tuple[Period, ...]:
    """Every period of a kind that a partition of these tables reaches into, in time."""
    found: dict[str, Period] = {}
    for name in tables:
        for file in evidence.tables.get(name, ()):
            if file.partition is not None:
                for one in _covered(file.partition, kind):
                    found[one.code] = one
    return tuple(sorted(found.values(), key=lambda one: one.start))


def _covered(partition: Period, kind: PeriodKind) -> Iterable[Period]:
    day = partition.start
    while day <= partition.end:
        one = period_of(day, kind)
        yield one
        if one.end.year == 9999:
            return
        day = one.end + timedelta(days=1)


def period_of(day: date, kind: PeriodKind) -> Period:
    """The period of a kind that a day belongs to."""
    match kind:
        case PeriodKind.FISCAL_YEAR:
            one = fiscal_year(day.year)
            return one if one.start <= day else fiscal_year(day.year - 1)
        case PeriodKind.CALENDAR_YEAR:
            return calendar_year(day.year)
        case PeriodKind.MONTH:
            return Period(PeriodKind.MONTH, day.year, day.month)
        case _:
            return Period(PeriodKind.DAY, day.year, day.month, day.day)


def measure(
    folder: Path,
    measurement: Measurement,
    evidence: Evidence,
    engine: Engine,
    as_of: date,
    periods: Sequence[Period] = (),
    *,
    aggregation: Aggregation = Aggregation.UNKNOWN,
    keep: bool = True,
) -> Run:
    """Measure an indicator for some periods, or for every period that the evidence reaches into.

    Problems of the evidence that the definition reads stop it. ``aggregation`` is the
    indicator's. ``keep`` false neither reads nor
    writes the ledger: for a live look at records behind which no person stands.
    """
    definition, problems = open_definition(folder, measurement, aggregation)
    if definition is None:
        return Run((), problems)
    problems = _evidence_problems(definition, measurement, evidence)
    if problems:
        return Run((), problems)
    kind = measurement.period_kind
    # A register has no partitions: it is asked for the periods that the other evidence covers.
    wanted = (
        periods
        or periods_in(evidence, definition.tables, kind)
        or periods_in(evidence, evidence.tables, kind)
    )
    measured: list[Measured] = []
    found: list[Problem] = []
    for period in wanted:
        try:
            one, said = _measure_one(measurement, definition, evidence, engine, as_of, period, keep)
        except RunStoppedError as stop:
            found.append(_placed(stop.problem, measurement, period))
            break
        found.extend(_placed(problem, measurement, period) for problem in said)
        if one is not None:
            measured.append(one)
    if not wanted:
        found.append(refusals.no_period(measurement))
    return Run(tuple(measured), tuple(found))


def _evidence_problems(
    definition: Definition, measurement: Measurement, evidence: Evidence
) -> tuple[Problem, ...]:
    known = tuple(sorted({*evidence.tables, *evidence.problems}))
    missing = [one for one in definition.tables if one not in known]
    if missing:
        return tuple(no_such_table(one, known, measurement.definition) for one in missing)
    return tuple(
        problem
        for table in definition.tables
        for problem in evidence.problems.get(table, ())
        if problem.level is ProblemLevel.ERROR
    )


def _measure_one(
    measurement: Measurement,
    definition: Definition,
    evidence: Evidence,
    engine: Engine,
    as_of: date,
    period: Period,
    keep: bool,
) -> tuple[Measured | None, list[Problem]]:
    inputs = {
        name: evidence.files_for(name, period, since_the_beginning=definition.since_the_beginning)
        for name in definition.tables
    }
    without = [name for name, files in inputs.items() if not files]
    if without:
        return None, [refusals.no_files(name, measurement) for name in without]
    digest = inputs_digest(one for files in inputs.values() for one in files)
    before = ledger.shown(evidence.folder, measurement.indicator, period.code) if keep else None
    is_live = any(one.path is None for files in inputs.values() for one in files)
    same = before is not None and (before.definition, before.inputs) == (definition.sha256, digest)
    if before and same and not is_live:
        # The same records and the same question: what was shown is the answer.
        return _from_ledger(measurement, period, evidence, before, unchanged=True), []
    if wrong := _binding(definition, measurement, inputs, period):
        return None, wrong
    engine.bind(inputs)
    if wrong := _records(inputs, engine, as_of):
        return None, wrong
    groups, problems = _groups(definition, measurement, engine, period)
    if problems:
        return None, problems
    minimum = measurement.minimum_contributors
    hidden_before = before.publication.hidden if before else frozenset()
    after = publication(groups, minimum, hidden_before)
    held = before is not None and not may_replace(before.publication, after, minimum)
    run, sha256 = (
        ledger.record_run(
            evidence.folder,
            _record(measurement, definition, inputs, engine, period, after, held),
        )
        if keep
        else ("", "")
    )
    if held and before is not None:
        kept = _from_ledger(measurement, period, evidence, before, held=True)
        return kept, [refusals.held(measurement)]
    if keep:
        what = ledger.Shown(after, definition.sha256, digest, run)
        ledger.remember(evidence.folder, measurement.indicator, period.code, what)
    return Measured(measurement, period, after, run, sha256, engine.name), []


def _from_ledger(
    measurement: Measurement,
    period: Period,
    evidence: Evidence,
    before: ledger.Shown,
    *,
    unchanged: bool = False,
    held: bool = False,
) -> Measured:
    path = ledger.run_path(evidence.folder, before.run)
    digest = sha256(path.read_bytes()).hexdigest()
    return Measured(
        measurement, period, before.publication, before.run, digest, "", unchanged, held
    )


def _record(
    measurement: Measurement,
    definition: Definition,
    inputs: dict[str, tuple[Any, ...]],
    engine: Engine,
    period: Period,
    after: Publication,
    held: bool,
) -> dict[str, Any]:
    """The audit record: enough to do the run again, and no small group in it."""
    return {
        "format": "hoshin-run/1",
        "measurement": measurement.id,
        "indicator": measurement.indicator,
        "period": period.code,
        "definition": measurement.definition,
        "definition_sha256": definition.sha256,
        "minimum_contributors": measurement.minimum_contributors,
        "inputs": [
            {
                "table": name,
                "file": one.name,
                "sha256": one.sha256 or None,
                "bytes": one.size,
                "rows": one.rows,
            }
            for name, files in sorted(inputs.items())
            for one in files
        ],
        "groups": len(after.groups),
        "suppressed": len(after.hidden),
        "held": held,
        "engine": engine.name,
        "hoshin": __version__,
    }


def _binding(
    definition: Definition,
    measurement: Measurement,
    inputs: dict[str, tuple[Any, ...]],
    period: Period,
) -> list[Problem]:
    """Columns that the evidence does not have, found in the text as written, before it runs."""
    binder = DuckDBEngine()
    try:
        binder.bind(inputs)
        binder.connection.execute(
            f"EXPLAIN {definition.for_binding()}",
            {name: period.start for name in PARAMETERS if f":{name}" in definition.text},
        )
    except duckdb.Error as refused:
        return [refusals.unbound(refused, measurement)]
    finally:
        binder.close()
    return []


def _records(inputs: dict[str, tuple[Any, ...]], engine: Engine, as_of: date) -> list[Problem]:
    """Records from the future, and records delivered twice in different files."""
    problems: list[Problem] = []
    for name, files in inputs.items():
        columns = {column for column, _ in files[0].columns}
        for column in TIME_COLUMNS:
            if column in columns:
                after = quoted((as_of + timedelta(days=1)).isoformat())
                (found,) = engine.rows(
                    f"SELECT COUNT(*) AS n, MAX({column}) AS last FROM {name} "
                    f"WHERE {column} >= CAST({after} AS DATE)"
                )
                if found["n"]:
                    problems.append(
                        refusals.from_the_future(name, column, found["n"], found["last"])
                    )
        if RECORD_ID in columns:
            (found,) = engine.rows(
                f"SELECT COUNT({RECORD_ID}) - COUNT(DISTINCT {RECORD_ID}) AS n FROM {name}"
            )
            if found["n"]:
                problems.append(refusals.repeated(name, found["n"]))
    return problems


def _groups(
    definition: Definition, measurement: Measurement, engine: Engine, period: Period
) -> tuple[list[Group], list[Problem]]:
    groups: list[Group] = []
    for depth in range(len(definition.keys) + 1):
        for row in engine.rows(definition.query(engine.dialect, period, depth)):
            key = tuple(
                "" if row[name] is None else str(row[name]) for name in definition.keys[:depth]
            )
            try:
                numerator = exact_number(row[NUMERATOR])
                denominator = exact_number(row[DENOMINATOR]) if definition.has_denominator else None
                contributors = int(row[CONTRIBUTORS])
            except TypeError as inexact:
                return [], [refusals.inexact(measurement, str(inexact))]
            if contributors and numerator is not None:
                groups.append(Group(key, numerator, denominator, contributors))
    return groups, []


def _placed(problem: Problem, measurement: Measurement, period: Period) -> Problem:
    """A problem with the measurement and the period it was found in."""
    place = problem.place
    return replace(
        problem,
        place=replace(
            place,
            file=place.file or f"{measurement.definition} {period.code}",
            row_id=place.row_id or measurement.id,
        ),
    )
