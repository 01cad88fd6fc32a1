"""Papers that were printed, perhaps edited since, read again and compared with a release.

What stands in the files themselves is read, with the readers for documents: a figure that somebody
changed in Word is found, and so are two papers that print the same thing differently.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.proposals import LeftOver
from hoshin.domain.words import Words
from hoshin.importers.findings import Findings, FoundIndicator, FoundValue, ValueRole
from hoshin.importers.readers.guarded import read_files
from hoshin.importers.shapes import recognise
from hoshin.importers.wording import name_key
from hoshin.reports.facts import Facts, RowFacts
from hoshin.reports.values import Value

_ENDINGS = frozenset((".xlsx", ".docx", ".pptx", ".pdf"))
_WRONG_TOTAL = "budget-table-total"
# A description and an amount may stand between a name and the next row.
_CELLS_AFTER_NAME = 4
_ROLE_WORDS = {
    ValueRole.BASELINE: ("当初値", "baseline"),
    ValueRole.GOAL: ("目標値", "goal"),
    ValueRole.MILESTONE: ("目標値", "goal"),
    ValueRole.ACTUAL: ("実績", "actual"),
    ValueRole.ACHIEVEMENT: ("達成度", "achievement"),
}


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """One file with what was found in it."""

    name: str
    findings: Findings


def paper_files(places: Iterable[str]) -> list[Path]:
    """The files that are named, and those of the kinds of papers in folders that are named."""
    found: list[Path] = []
    for place in map(Path, places):
        if place.is_dir():
            files = (one for one in place.iterdir() if not one.name.startswith((".", "~$")))
            found.extend(sorted(one for one in files if one.suffix.lower() in _ENDINGS))
        else:
            found.append(place)
    return found


def read_papers(files: Sequence[Path]) -> tuple[list[PrintedPaper], list[Problem]]:
    """Papers read in processes of their own, and what was wrong with a file."""
    papers: list[PrintedPaper] = []
    problems: list[Problem] = []
    for file, reading in zip(files, read_files(files), strict=True):
        problems.extend(one for one in reading.problems if one.level is ProblemLevel.ERROR)
        if reading.document is not None:
            papers.append(PrintedPaper(file.name, recognise(reading.document)))
    return papers, problems


def compare_printed(papers: Sequence[PrintedPaper], facts: Facts) -> Iterator[Problem]:
    """Where papers print another figure than the release, or than each other."""
    rows: dict[str, list[RowFacts]] = defaultdict(list)
    for plan in facts.plans:
        for row in plan.rows:
            rows[name_key(row.name)].append(row)
    for paper in papers:
        for indicator in paper.findings.indicators:
            its = rows.get(name_key(indicator.name), ())
            for value in indicator.values if its and not indicator.doubtful else ():
                expected = _expected(value, its)
                if expected and _said_as(value) not in expected:
                    yield _differs(paper, indicator, value, expected)
    yield from _money(papers, facts)
    yield from _among_each_other(papers, rows)


def _said_as(value: FoundValue) -> str:
    return value.value.raw if value.value.number is None else f"{value.value.number.normalize():f}"


def _expected(value: FoundValue, rows: Sequence[RowFacts]) -> dict[str, str]:
    """What the release says there, normalised, with the words as printed; nothing if no figure."""
    if value.role is ValueRole.ACHIEVEMENT:
        # A paper that leaves it open, or says a word instead, is no contradiction.
        if value.value.number is None:
            return {}
        return {
            f"{Decimal(one.achievement[:-1].replace(',', '')).normalize():f}": one.achievement
            for one in rows
            if one.achievement.endswith("%")
        }
    if value.value.number is None:
        return {}
    printed = [
        cell
        for row in rows
        for cell in (_in_year(value, row) or _of_role(value.role, row))
        if cell.number is not None
    ]
    return {f"{one.number.normalize():f}": one.text for one in printed if one.number is not None}


def _in_year(value: FoundValue, row: RowFacts) -> list[Value]:
    """The figures of the yearly column that a value belongs to; none where it names no column."""
    if value.role not in (ValueRole.ACTUAL, ValueRole.MILESTONE) or value.column_period is None:
        return []
    heading = value.column_period.period.label_ja
    cells = [one for one in row.years if one.heading == heading]
    found = [one.actual if value.role is ValueRole.ACTUAL else one.goal for one in cells]
    return [*found, row.latest] if found and value.role is ValueRole.ACTUAL else found


def _of_role(role: ValueRole, row: RowFacts) -> list[Value]:
    if role is ValueRole.BASELINE:
        return [row.baseline]
    if role is ValueRole.GOAL:
        return [row.goal]
    cells = [one.actual for one in row.years] + [one.goal for one in row.years]
    return [row.latest, row.goal, *cells]


def _money(papers: Sequence[PrintedPaper], facts: Facts) -> Iterator[Problem]:
    known: dict[str, dict[int, str]] = defaultdict(dict)
    for plan in facts.plans:
        for listing in plan.listings:
            if listing.amount.yen is not None:
                known[name_key(listing.name)][listing.amount.yen] = listing.amount.text
        for program in plan.programs:
            for line in (*program.stages, *program.funds):
                for cell in line.years:
                    if cell.amount.yen is not None:
                        known[name_key(program.name)][cell.amount.yen] = cell.amount.text
    for paper in papers:
        for block in paper.findings.left_over:
            # A changed amount breaks the sum of its table, which then is not read as rows.
            yield from _missing_amounts(paper, block, known) if block.code == _WRONG_TOTAL else ()
        for one in paper.findings.programs:
            amounts = known.get(name_key(one.name), {})
            if one.amount_yen is None or not amounts or one.amount_yen in amounts:
                continue
            yield _problem(
                "paper-differs",
                paper.name,
                one.evidence.locator,
                (
                    f"「{one.name}」の金額が{one.amount_printed}です。公開データでは"
                    f"{'、'.join(amounts.values())}（千円）です。",
                    f'"{one.name}": the amount is {one.amount_printed}; the release says '
                    f"{', '.join(amounts.values())} (thousand yen).",
                ),
            )


def _missing_amounts(
    paper: PrintedPaper, block: LeftOver, known: Mapping[str, Mapping[int, str]]
) -> Iterator[Problem]:
    """Programs that a table names without any of the amounts that the release knows of them."""
    cells = [one.strip().removeprefix("■").strip() for one in block.evidence.raw.split(" / ")]
    for at, cell in enumerate(cells):
        amounts = known.get(name_key(cell), {})
        row = cells[at + 1 : at + 1 + _CELLS_AFTER_NAME]
        if not amounts or len(row) < _CELLS_AFTER_NAME or set(row) & set(amounts.values()):
            continue
        yield _problem(
            "paper-differs",
            paper.name,
            block.evidence.locator,
            (
                f"「{cell}」の行に、公開データの金額{'、'.join(amounts.values())}（千円）がありません。",
                f'The row of "{cell}" does not hold the amount that the release knows: '
                f"{', '.join(amounts.values())} (thousand yen).",
            ),
        )


def _among_each_other(
    papers: Sequence[PrintedPaper], rows: Mapping[str, object]
) -> Iterator[Problem]:
    """Where two papers differ on what the release does not know, and so cannot settle."""
    first: dict[tuple[str, ValueRole, str], tuple[PrintedPaper, str, str]] = {}
    for paper in papers:
        for one in paper.findings.indicators:
            if name_key(one.name) in rows or one.doubtful:
                continue
            for value in one.values:
                if value.value.number is None or value.period is None:
                    continue
                key = (name_key(one.name), value.role, value.period.period.code)
                said = _said_as(value)
                other, was, raw = first.setdefault(key, (paper, said, value.value.raw))
                if other is not paper and was != said:
                    ja, en = _ROLE_WORDS[value.role]
                    yield _problem(
                        "papers-disagree",
                        paper.name,
                        one.evidence.locator,
                        (
                            f"「{one.name}」の{ja}が{value.value.raw}です。{other.name}では"
                            f"{raw}です。",
                            f'"{one.name}", {en}: {value.value.raw}; {other.name} says {raw}.',
                        ),
                    )


def _differs(
    paper: PrintedPaper, indicator: FoundIndicator, value: FoundValue, expected: Mapping[str, str]
) -> Problem:
    ja, en = _ROLE_WORDS[value.role]
    place = "、".join(value.cells) or indicator.evidence.locator
    return _problem(
        "paper-differs",
        paper.name,
        place,
        (
            f"「{indicator.name}」の{ja}が「{value.value.raw}」です。公開データでは"
            f"「{'」「'.join(expected.values())}」です。",
            f'"{indicator.name}", {en}: the paper says {value.value.raw}, the release '
            f"{' or '.join(expected.values())}.",
        ),
    )


def _problem(code: str, file: str, locator: str, sentence: tuple[str, str]) -> Problem:
    return Problem(
        code=code,
        level=ProblemLevel.WARNING,
        place=Place(file=file, column=locator),
        sentence=Words(*sentence),
        hint=Words(
            "どちらが正しいか確かめ、帳票か計画フォルダを直してください。",
            "Find out which is right, and correct the paper or the plan folder.",
        ),
    )
