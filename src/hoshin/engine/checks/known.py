"""Known errors: problems that a record covers are marked, and records that cover none are said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hoshin.domain.problems import Problem
from hoshin.domain.sources import KnownError
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.rule import Words, at, warning

KNOWN_ERROR_CURED = warning(
    "known-error-cured",
    Words("既知の誤りがもう見つからない", "A known error that is no longer found"),
    Words(
        "原典が直ったあとも記録が残ると、直った数字まで誤りとして扱われます。",
        "Where the record stays after the source is cured, sound figures are treated as wrong.",
    ),
)


def _covers(record: KnownError, problem: Problem) -> bool:
    rows = (problem.place.row_id, *problem.related)
    return record.problem == problem.code and record.row in rows


def mark(facts: Facts, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, those marked known that a known-error record of the city covers."""
    records: dict[str, list[KnownError]] = {}
    for record in facts.city.known_errors:
        records.setdefault(record.problem, []).append(record)
    return tuple(
        replace(problem, known=True)
        if any(_covers(record, problem) for record in records.get(problem.code, ()))
        else problem
        for problem in problems
    )


def cured(facts: Facts, problems: Iterable[Problem], codes: frozenset[str]) -> Iterator[Problem]:
    """One problem for each record that covers none of the problems found."""
    found = list(problems)
    for record in facts.city.known_errors:
        if any(_covers(record, problem) for problem in found):
            continue
        if record.problem in codes:
            sentence = Words(
                f"既知の誤り「{record.problem}」（行「{record.row}」）は、もう見つかりません。",
                f'The known error "{record.problem}" at row "{record.row}" is no longer found.',
            )
            hint = Words(
                "原典が直ったのなら、この記録を known_errors.csv から外してください。"
                "行のIDが変わったのなら row を直します。",
                "If the source was cured, take the record out of known_errors.csv; if the row's id "
                "changed, correct row.",
            )
        else:
            sentence = Words(
                f"既知の誤りの記録にある「{record.problem}」という種類の問題はありません。",
                f'A known error names "{record.problem}", which is no kind of problem.',
            )
            hint = Words(
                "problem に、hoshin check が示す問題の種類を書いてください。",
                "Write in problem the code that hoshin check shows.",
            )
        yield KNOWN_ERROR_CURED.problem(at("known_errors", record, "problem"), sentence, hint)
