"""What a person took of a document is in the city's data, with its evidence; nothing stale is."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from hoshin.domain.proposals import Proposal
from hoshin.importers.applying import Decisions
from hoshin.importers.propose import propose
from hoshin.importers.text import document_of_text
from tests.actions.round_of_harbour import NOW, TODAY, actor

NAME = "実績報告.txt"
TABLE = """港見市 実績報告

No\t指標名\t当初値\t2025年度\t2026年度(目標値)\t達成度(%)
1\t観光入込客数\t2021年度 82.4 万人\t2025年度 {value} 万人\t2026年度 120 万人\t
"""


def _proposed(value: str, read_as: str = "") -> tuple[Proposal, bytes]:
    """The proposal of a paper that prints a value; ``read_as`` is what another reading makes of it.

    A paper is known by the digest of its file, however it is read.
    """
    from hoshin.storage.plan import load_plan

    content = TABLE.format(value=value).encode()
    text = TABLE.format(value=read_as or value)
    document = document_of_text(text, NAME, hashlib.sha256(content).hexdigest())
    return propose(document, load_plan(), plan="plan-2022"), content


def _values() -> list[tuple[Decimal, int, bool, str]]:
    from hoshin.storage.models import Observation

    rows = Observation.objects.filter(indicator="visitors", time_period="FY2025")
    return [
        (one.obs_value, one.revision, one.is_current, one.locator)
        for one in rows.order_by("revision")
    ]


def test_a_figure_of_a_document_is_accepted_with_its_evidence(in_round: str) -> None:
    from hoshin.actions.loading import accept_proposal
    from hoshin.actions.recording import first_broken_event
    from hoshin.storage.evidence import open_evidence
    from hoshin.storage.models import AuditEvent, Observation, Source

    proposal, content = _proposed("111.5")
    assert _values() == []
    done = accept_proposal(actor("planner"), proposal, document=content, now=NOW)
    assert {one.table for one in done.written} >= {"sources", "observations"}
    assert _values() == [(Decimal("111.5"), 1, True, "p. 1, line 4")]
    row = Observation.objects.get(obs_value="111.5")
    source = Source.objects.get(pk=proposal.source_id)
    assert row.source == source and row.entered_by is None
    assert source.sha256 == hashlib.sha256(content).hexdigest() and source.file_name == NAME
    with open_evidence(source.sha256) as kept:
        assert kept.read() == content
    event = AuditEvent.objects.get(verb="accept_proposal")
    assert f"observations:{row.pk}" in event.details["rows"]
    assert first_broken_event() is None


def test_a_proposal_that_was_accepted_is_stale(in_round: str) -> None:
    from hoshin.actions.loading import accept_proposal
    from hoshin.actions.refusals import NotNowError

    proposal, content = _proposed("111.5")
    accept_proposal(actor("planner"), proposal, document=content, now=NOW)
    before = _values()
    with pytest.raises(NotNowError) as refused:
        accept_proposal(actor("planner"), proposal, document=content, now=NOW)
    assert refused.value.problem.code == "proposal-stale"
    assert _values() == before


def test_another_reading_of_the_same_document_is_a_further_revision(in_round: str) -> None:
    from hoshin.actions.loading import accept_proposal
    from hoshin.actions.refusals import NotNowError
    from hoshin.storage.models import Observation

    accept_proposal(actor("planner"), _proposed("111.5")[0], now=NOW)
    (seen, _), (other, _) = _proposed("111.5", "112.5"), _proposed("111.5", "113")
    row = next(one for one in seen.rows if one.table == "observations")
    assert [(one.current, one.proposed) for one in row.changes] == [("111.5", "112.5")]
    untouched = accept_proposal(actor("planner"), seen, now=NOW)
    assert untouched.written == (), "a change is never taken without a decision"

    taken = Decisions(frozenset({row.key}))
    accept_proposal(actor("planner"), seen, decisions=taken, now=NOW)
    assert _values() == [
        (Decimal("111.5"), 1, False, "p. 1, line 4"),
        (Decimal("112.5"), 2, True, "p. 1, line 4"),
    ]
    latest = Observation.objects.get(obs_value="112.5")
    assert latest.value_printed == "" and latest.known_on == TODAY

    with pytest.raises(NotNowError) as refused:
        accept_proposal(actor("planner"), other, decisions=taken, now=NOW)
    assert refused.value.problem.code == "proposal-stale"
    fresh, _ = _proposed("111.5", "113")
    row = next(one for one in fresh.rows if one.table == "observations")
    assert row.changes[0].current == "112.5"
    accept_proposal(actor("planner"), fresh, decisions=Decisions(frozenset({row.key})), now=NOW)
    assert [one[:3] for one in _values()][-1] == (Decimal("113"), 3, True)
