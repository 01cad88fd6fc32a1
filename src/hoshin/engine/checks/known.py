"""Known errors: problems that a record covers are marked, and records that cover none are said.

A record with a day of mending is closed: it covers nothing, and nothing is said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from hoshin.domain.problems import Problem
from hoshin.domain.sources import NOTICED, KnownError
from hoshin.domain.words import Words, named
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.references import row_of
from hoshin.engine.checks.rule import Check, at, warning

KNOWN_ERROR_CURED = warning(
    "known-error-cured",
    Words("既知の誤りがもう見つからない", "A known error that is no longer found"),
    Words(
        "原典が直ったあとも記録が残ると、直った数字まで誤りとして扱われます。",
        "Where the record stays after the source is cured, sound figures are treated as wrong.",
    ),
)

NOTICED_ERROR = warning(
    NOTICED,
    Words("人が気づいた誤り", "An error that a person noticed"),
    Words(
        "機械では見つからない誤りも、記録すれば読む人に示せます。",
        "An error that no rule can find is shown to readers once it is on record.",
    ),
)


def noticed(facts: Facts) -> Iterator[Problem]:
    """What a person noticed and put on record, at the row that it is about."""
    for record in facts.city.known_errors:
        if record.problem != NOTICED or not record.is_open:
            continue
        found = row_of(facts.city, record.row)
        if found is None:
            continue
        table, row = found
        yield NOTICED_ERROR.problem(
            at(table, row, record.field),
            _what_is_wrong(record),
            Words(
                "原典が直ったら、既知の誤りの記録に直した日と直し方を書いてください。",
                "Once the source is mended, write the day and how into the record of the error.",
            ),
        )


def _what_is_wrong(record: KnownError) -> Words:
    printed, right = record.printed, record.corrected
    ja = f"文書の「{printed}」は誤りです。" if printed else "この記載には誤りがあります。"
    en = f'The document prints "{printed}", which is wrong.' if printed else "This is wrong."
    if not right:
        return Words(ja, en)
    return Words(f"{ja}正しくは「{right}」です。", f'{en} "{right}" would be right.')


CHECKS = (Check(noticed, (NOTICED_ERROR,)),)


def _covers(record: KnownError, problem: Problem) -> bool:
    rows = (problem.place.row_id, *problem.related)
    return record.problem == problem.code and record.row in rows


def mark(facts: Facts, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, those marked known that a known-error record of the city covers."""
    records: dict[str, list[KnownError]] = {}
    for record in facts.city.known_errors:
        if not record.is_open:
            continue
        records.setdefault(record.problem, []).append(record)
    return tuple(
        replace(problem, known=True)
        if any(_covers(record, problem) for record in records.get(problem.code, ()))
        else problem
        for problem in problems
    )


def _about(facts: Facts, row_id: str) -> Words:
    """What a record is about by name; by its id where its row has no name."""
    found = row_of(facts.city, row_id)
    row = None if found is None else found[1]
    named = facts.indicators.get(getattr(row, "indicator", None) or "", row)
    name = getattr(named, "name", "")
    if not name:
        return Words(f"行「{row_id}」", f'row "{row_id}"')
    period = getattr(row, "time_period", None)
    ja = f"「{name}」" if period is None else f"「{name}」の{period.label_ja}"
    en = f'"{getattr(named, "name_en", "") or name}"'
    return Words(ja, en if period is None else f"{en} in {period.label_en}")


def cured(
    facts: Facts, problems: Iterable[Problem], titles: Mapping[str, Words]
) -> Iterator[Problem]:
    """One problem for each record that covers none of the problems found.

    ``titles`` say what each code of a problem means.
    """
    found = list(problems)
    for record in facts.city.known_errors:
        if not record.is_open or any(_covers(record, problem) for problem in found):
            continue
        if record.problem in titles:
            about, title = _about(facts, record.row), titles[record.problem]
            sentence = Words(
                f"{about.ja}にあった既知の誤り（{title.ja}）は、もう見つかりません。",
                f"The known error of {about.en} ({title.en}) is no longer found.",
            )
            hint = Words(
                named(
                    "原典が直ったのなら、直した日を {mended_on} に、直し方を {mending} "
                    "に書いてください。行のIDが変わったのなら {row} を直します。"
                ),
                named(
                    "If the source was cured, write the day in {mended_on} and how in "
                    "{mending}; if the row's id changed, correct {row}."
                ),
            )
        else:
            sentence = Words(
                f"既知の誤りの記録にある「{record.problem}」という種類の問題はありません。",
                f'A known error names "{record.problem}", which is no kind of problem.',
            )
            hint = Words(
                named("{problem} に、hoshin check が示す問題の種類を書いてください。"),
                named("Write in {problem} the code that hoshin check shows."),
            )
        yield KNOWN_ERROR_CURED.problem(at("known_errors", record, "problem"), sentence, hint)
