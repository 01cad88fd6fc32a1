"""The real documents, read without a rule that knows them: what is promised of the importers."""

from pathlib import Path

import pytest

from benchmarks.import_accuracy import Score, measure, score_document
from hoshin.domain.programs import ListingKind
from hoshin.domain.proposals import ProposedAction
from hoshin.exchange.folder import read_folder
from hoshin.importers.document import Document
from hoshin.importers.propose import propose
from hoshin.importers.shapes import recognise
from hoshin.importers.text import read


@pytest.fixture(scope="module")
def documents(shared_documents: Path) -> dict[str, Document]:
    """The documents by the first three characters of their names."""
    found = {}
    for path in sorted(shared_documents.glob("*.txt")):
        document = read(path.read_bytes(), path.name).document
        assert document is not None
        found[path.name[:3]] = document
    return found


@pytest.fixture(scope="module")
def scores(shared_documents: Path, shared_transcription: Path) -> list[Score]:
    """Every score of every document."""
    return measure(shared_documents, shared_transcription)[0]


def together(scores: list[Score], kind: str) -> Score:
    whole = Score("all", kind, "")
    for one in scores:
        if one.kind == kind:
            whole.right += one.right
            whole.wrong += one.wrong
            whole.missed += one.missed
            whole.wrong_rows += one.wrong_rows
    return whole


@pytest.mark.parametrize("kind", ["indicators", "values"])
def test_indicators_and_values(scores: list[Score], kind: str) -> None:
    whole = together(scores, kind)
    assert whole.right > 80
    assert whole.precision >= 0.99, whole.wrong_rows
    assert whole.recall >= 0.97


def test_one_value_of_all_is_not_read(scores: list[Score]) -> None:
    in_sentences = together(scores, "values in sentences")
    listed = together(scores, "values")
    assert (in_sentences.right, in_sentences.wrong) == (9, 0), in_sentences.wrong_rows
    # A share printed without its year, in words that name no indicator.
    assert in_sentences.missed == 1
    assert (listed.right, listed.wrong, listed.missed) == (320, 0, 0)


def test_numbered_budget_tables_are_whole_and_their_totals_proved(scores: list[Score]) -> None:
    programs = together(scores, "numbered programs")
    assert (programs.right, programs.wrong, programs.missed) == (48, 0, 0)
    totals = together(scores, "totals proved")
    assert (totals.right, totals.wrong) == (4, 0)


def test_no_card_is_silently_wrong(scores: list[Score]) -> None:
    cards = together(scores, "cards")
    assert cards.wrong == 0, cards.wrong_rows
    assert cards.right >= 90


def test_every_amount_is_read_offered_or_left_over(documents: dict[str, Document]) -> None:
    findings = recognise(documents["004"])
    programs = findings.programs
    offered = [one for one in programs if one.doubtful]
    assert {one.name for one in offered if one.kind is ListingKind.LISTING} == {
        "こどもの性被害防止に向けた環境整備を支援",
        "地域防犯力の強化",
        "熊本城の計画的復旧",
    }
    left = {
        number
        for one in findings.left_over
        for lines in one.evidence.lines
        for number in range(lines.first, lines.last + 1)
    }
    # The pairs that cannot be settled from text, the glued caption, the title far from its text.
    assert {2225, 2227, 2249, 2251, 1496, 964, 1833, 516, 527, 603, 2143} <= left
    lines = [one.amount_line for one in programs if one.amount_line is not None]
    assert len(lines) == len(set(lines))


def test_slides_without_figures_give_nothing(documents: dict[str, Document]) -> None:
    findings = recognise(documents["001"])
    assert not findings.indicators and not findings.programs


def test_a_wrong_row_would_be_counted(
    documents: dict[str, Document], shared_transcription: Path
) -> None:
    from dataclasses import replace

    findings = recognise(documents["003"])
    broken = replace(findings, indicators=(replace(findings.indicators[0], unit="人"),))
    scores = score_document(documents["003"], broken, shared_transcription)
    assert scores[0].wrong == 1
    assert scores[0].missed == 22


def test_the_example_folder_is_confirmed_by_its_own_documents(
    documents: dict[str, Document], kumamoto: Path
) -> None:
    city = read_folder(kumamoto).city
    assert city is not None
    confirmed = 0
    for document in documents.values():
        proposal = propose(document, city)
        changed = [row for row in proposal.rows if row.action is ProposedAction.CHANGE]
        assert not changed, [(row.row.id, row.changes) for row in changed]
        added = [row for row in proposal.rows if row.action is ProposedAction.ADD]
        assert all(row.needs_decision for row in added), [row.row.id for row in added]
        confirmed += len(proposal.rows) - len(added)
    assert confirmed > 600
