"""How well the importers read: precision and recall per document and shape, time per page.

    python benchmarks/import_accuracy.py DOCUMENTS TRANSCRIPTION [--json] [--check]

``DOCUMENTS`` is a folder of text documents, ``TRANSCRIPTION`` a folder with their figures written
down by hand (indicators.csv, observations.csv, programs.csv). A row counts as right only when
every field compared is right. The rules were written with these documents at hand, so these
figures are in-sample: expect worse on documents never seen.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from hoshin.domain.indicators import Comparison
from hoshin.domain.programs import ListingKind
from hoshin.importers.document import Document
from hoshin.importers.findings import Findings, FoundIndicator, FoundProgram, FoundValue, ValueRole
from hoshin.importers.shapes import recognise
from hoshin.importers.text import read
from hoshin.importers.wording import squeezed

Key = tuple[str, ...]
TEXT_MARK = "本文"


@dataclass(slots=True)
class Score:
    """Counts of one document, kind and shape."""

    document: str
    kind: str
    shape: str
    right: int = 0
    wrong: int = 0
    missed: int = 0
    queued: int = 0
    wrong_rows: list[Key] = field(default_factory=list)
    missed_rows: list[Key] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Right among the accepted; 1 where nothing was accepted."""
        accepted = self.right + self.wrong
        return self.right / accepted if accepted else 1.0

    @property
    def recall(self) -> float:
        """Right among what the transcription has; 1 where it has nothing."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0


def _number(value: Decimal | str | None) -> str:
    if value is None or value == "":
        return ""
    return format(Decimal(str(value)).normalize(), "f")


def _name(text: str) -> str:
    return squeezed(text).replace("※", "")


def _operator(value: FoundValue) -> str:
    if value.value.number is None:
        return "qualitative"
    return ">=" if value.value.comparison is Comparison.AT_LEAST else "="


def _period(value: FoundValue | None) -> str:
    period = value.period if value is not None else None
    return squeezed(period.printed) if period is not None else ""


def indicator_rows(found: FoundIndicator) -> Iterator[Key]:
    """One row for each goal: name, unit, baseline and period, goal and period, restated."""
    baseline = next(iter(found.of_role(ValueRole.BASELINE)), None)
    for goal in found.of_role(ValueRole.GOAL):
        yield (
            _name(found.name),
            squeezed(found.unit),
            _number(baseline.value.number) if baseline else "",
            _period(baseline),
            _number(goal.value.number),
            goal.value.text,
            _period(goal),
            _operator(goal),
            "yes" if found.restated else "no",
        )


def value_rows(found: FoundIndicator) -> Iterator[Key]:
    """Every value: name, kind, value, period, operator, unit."""
    milestones = found.of_role(ValueRole.MILESTONE)
    for one in found.values:
        if one.role is ValueRole.ACHIEVEMENT or (milestones and one.role is ValueRole.GOAL):
            continue
        if one.value.absence is not None and one.value.missing_reason is None:
            continue
        is_target = one.role in (ValueRole.GOAL, ValueRole.MILESTONE)
        yield (
            _name(found.name),
            "target" if is_target else one.role.value,
            _number(one.value.number) or one.value.text,
            _period(one),
            _operator(one) if is_target else "",
            squeezed(found.unit) if one.value.number is not None or not is_target else "",
        )


def program_row(found: FoundProgram) -> Key:
    """A numbered row: number, bureau, office, project, direction, name, amount, restated."""
    return (
        str(int(found.number)),
        squeezed(found.bureau),
        squeezed(found.office),
        squeezed(found.project),
        squeezed(found.direction),
        _name(found.name),
        str(found.amount_yen or ""),
        "restated" if found.kind is ListingKind.RESTATED else "",
    )


def card_row(found: FoundProgram) -> Key:
    """A card: name and amount."""
    return (_name(found.name), str(found.amount_yen or ""))


def _rows(folder: Path, name: str, document: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if row["doc"] == document]


def _gold_indicators(folder: Path, document: str) -> list[Key]:
    return [
        (
            _name(row["indicator"]),
            squeezed(row["unit"]),
            _number(row["baseline_value"]),
            squeezed(row["baseline_period"]),
            _number(row["target_value"]),
            row["qualitative_text"],
            squeezed(row["target_period"]),
            row["target_operator"],
            row["repeated"],
        )
        for row in _rows(folder, "indicators.csv", document)
    ]


def _gold_values(folder: Path, document: str) -> tuple[list[Key], list[Key]]:
    """The values in tables and blocks, and those in running text."""
    rows: list[Key] = []
    in_text: list[Key] = []
    for row in _rows(folder, "observations.csv", document):
        operator = row["operator"] or "="
        (in_text if TEXT_MARK in row["section"] else rows).append(
            (
                _name(row["indicator"]),
                row["kind"],
                # A goal in words has no value, and its words are what is printed.
                _number(row["value"])
                if row["value"] or row["operator"] != "qualitative"
                else row["value_printed"],
                squeezed(row["reference_period"] or row["column_period"]),
                operator if row["kind"] == "target" else "",
                squeezed(row["unit"]),
            )
        )
    return rows, in_text


def _yen(row: dict[str, str]) -> str:
    return str(int(row["amount_thousand_yen"]) * 1000) if row["amount_thousand_yen"] else ""


def _gold_programs(folder: Path, document: str) -> tuple[list[Key], list[Key]]:
    numbered, cards = [], []
    for row in _rows(folder, "programs.csv", document):
        if row["no"]:
            numbered.append(
                (
                    str(int(row["no"])),
                    squeezed(row["bureau"]),
                    squeezed(row["section"]),
                    squeezed(row["project"]),
                    squeezed(row["direction"]),
                    _name(row["program"]),
                    _yen(row),
                    "restated" if "再掲" in row["amount_note"] and not _yen(row) else "",
                )
            )
        elif row["amount_thousand_yen"]:
            cards.append((_name(row["program"]), _yen(row)))
    return numbered, cards


def _compare(score: Score, found: Iterable[Key], gold: Sequence[Key]) -> None:
    wanted = Counter(gold)
    for row in found:
        if wanted[row] > 0:
            wanted[row] -= 1
            score.right += 1
        else:
            score.wrong += 1
            score.wrong_rows.append(row)
    score.missed_rows = list(wanted.elements())
    score.missed = len(score.missed_rows)


def score_document(document: Document, findings: Findings, folder: Path) -> list[Score]:
    """The scores of one document: indicators, values, numbered programs, cards, by shape."""
    scores = []
    name = document.name
    listed = [one for one in findings.indicators if not one.in_sentence]
    spoken = [one for one in findings.indicators if one.in_sentence]
    shapes = sorted({one.evidence.shape for one in listed}) or ["-"]
    gold = _gold_indicators(folder, name)
    values, in_text = _gold_values(folder, name)
    for kind, rows_of, found, wanted in (
        ("indicators", indicator_rows, listed, gold),
        ("values", value_rows, listed, values),
        ("values in sentences", value_rows, spoken, in_text),
    ):
        score = Score(name, kind, "S12" if found is spoken else "+".join(shapes))
        sure = [one for one in found if not one.doubtful]
        _compare(score, (row for one in sure for row in rows_of(one)), wanted)
        score.queued = len(found) - len(sure)
        scores.append(score)
    numbered, cards = _gold_programs(folder, name)
    in_tables = [one for one in findings.programs if one.number]
    score = Score(name, "numbered programs", "S6")
    _compare(score, (program_row(one) for one in in_tables if not one.doubtful), numbered)
    scores.append(score)
    on_cards = [one for one in findings.programs if not one.number]
    score = Score(name, "cards", "S7+S8+S10")
    _compare(score, (card_row(one) for one in on_cards if not one.doubtful), cards)
    score.queued = sum(one.doubtful for one in on_cards) + len(findings.left_over)
    scores.append(score)
    totals = Score(name, "totals proved", "S6")
    totals.right = sum(one.agrees for one in findings.totals)
    totals.wrong = len(findings.totals) - totals.right
    scores.append(totals)
    return [one for one in scores if one.right + one.wrong + one.missed + one.queued]


def measure(documents: Path, transcription: Path) -> tuple[list[Score], dict[str, float]]:
    """Scores of every document and the milliseconds of processor time that one page takes."""
    scores: list[Score] = []
    times: dict[str, float] = {}
    for path in sorted(documents.glob("*.txt")):
        content = path.read_bytes()
        started = time.process_time()
        document = read(content, path.name).document
        if document is None:
            continue
        findings = recognise(document)
        taken = time.process_time() - started
        times[path.name] = 1000 * taken / max(1, len(document.pages))
        scores.extend(score_document(document, findings, transcription))
    return scores, times


def floors_missed(scores: Sequence[Score]) -> list[str]:
    """Which of the promised floors do not hold."""
    failed = []
    for kind, least_precision, least_recall in (
        ("indicators", 0.99, 0.97),
        ("values", 0.99, 0.97),
        ("values in sentences", 0.99, 0.0),
        ("numbered programs", 1.0, 1.0),
        ("totals proved", 1.0, 1.0),
        ("cards", 0.95, 0.0),
    ):
        whole = Score("all", kind, "")
        for one in scores:
            if one.kind == kind:
                whole.right += one.right
                whole.wrong += one.wrong
                whole.missed += one.missed
        if whole.precision < least_precision or whole.recall < least_recall:
            failed.append(f"{kind}: precision {whole.precision:.4f}, recall {whole.recall:.4f}")
    return failed


def main() -> int:
    """Measure, print, and with --check fail below the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("documents", type=Path)
    parser.add_argument("transcription", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--check", action="store_true", help="fail below the promised floors")
    parser.add_argument("--rows", action="store_true", help="list wrong and missed rows")
    given = parser.parse_args()
    scores, times = measure(given.documents, given.transcription)
    if given.json:
        rows = [
            {
                "document": one.document,
                "kind": one.kind,
                "shape": one.shape,
                "right": one.right,
                "wrong": one.wrong,
                "missed": one.missed,
                "queued": one.queued,
                "precision": round(one.precision, 4),
                "recall": round(one.recall, 4),
            }
            for one in scores
        ]
        print(json.dumps({"scores": rows, "milliseconds_per_page": times}, indent=1))
    else:
        print(f"{'document':28} {'kind':20} {'shape':10} right wrong missed queued  prec.  recall")
        for one in scores:
            print(
                f"{one.document[:28]:28} {one.kind:20} {one.shape:10} {one.right:5} {one.wrong:5} "
                f"{one.missed:6} {one.queued:6}  {one.precision:.3f}  {one.recall:.3f}"
            )
            for row in (*one.wrong_rows, *one.missed_rows) if given.rows else ():
                mark = "wrong" if row in one.wrong_rows else "missed"
                print(f"    {mark}: {' | '.join(row)}")
        for name, each in times.items():
            print(f"{name[:28]:28} {each:.2f} ms of processor time a page")
    failed = floors_missed(scores)
    for text in failed:
        print(f"below the floor: {text}", file=sys.stderr)
    return 1 if given.check and failed else 0


if __name__ == "__main__":
    sys.exit(main())
