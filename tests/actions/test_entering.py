"""Entering and approving: nothing typed is lost, nothing overwritten, every value has a history."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.actions.round_of_harbour import NOW, actor, approved, submitted, value_item


def _draft(who: str, version: int, **content: str) -> Any:
    from hoshin.actions.entering import save_draft

    return save_draft(actor(who), value_item().pk, version=version, content=content, now=NOW)


def _submit(version: int, confirmed: tuple[str, ...] = (), **content: str) -> Any:
    from hoshin.actions.entering import submit_observation

    item = value_item()
    return submit_observation(
        actor("officer"),
        item.pk,
        version=version,
        content=content,
        confirmed=confirmed,
        now=NOW,
    )


def test_two_people_see_what_differs(in_round: str) -> None:
    from hoshin.actions.refusals import ChangedMeanwhileError, Difference

    _draft("officer", 1, value="104", comment="速報")
    with pytest.raises(ChangedMeanwhileError) as refused:
        _draft("section_chief", 1, value="105", comment="速報")
    assert refused.value.differences == (Difference("value", "105", "104"),)
    assert refused.value.by == "officer of the harbour"
    assert refused.value.version == 2
    item = _draft("section_chief", 2, value="105", comment="速報")
    assert item.draft.content == {"value": "105", "comment": "速報"}


def test_a_request_that_comes_twice_does_no_harm(in_round: str) -> None:
    from hoshin.storage.models import Submission

    first = _draft("officer", 1, value="104")
    assert _draft("officer", 1, value="104").version == first.version
    once = _submit(first.version, value="104")
    again = _submit(first.version, value="104")
    assert again.version == once.version
    assert Submission.objects.filter(item=once).count() == 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [("１０５．５０", "105.50"), ("1,234.0", "1234.0"), ("▲3.5", "-3.5"), ("０", "0")],
)
def test_figures_are_read_as_cities_write_them(in_round: str, typed: str, read: str) -> None:
    from hoshin.actions.typed import read_number

    assert str(read_number(typed)) == read


@pytest.mark.parametrize("typed", ["1,0", "105万人", "約100", "1e5", "--", "1.2.3", "9" * 50])
def test_what_could_be_read_in_two_ways_is_asked_back(in_round: str, typed: str) -> None:
    from hoshin.actions.refusals import IllFormedInputError

    with pytest.raises(IllFormedInputError) as refused:
        _submit(1, value=typed)
    assert [one.place.column for one in refused.value.problems] == ["value"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({}, "value-or-reason"),
        ({"value": "0", "missing_reason": "not_surveyed"}, "value-and-reason"),
        ({"missing_reason": "forgotten"}, "not-a-choice"),
        ({"value": "1", "organisation": "section-health"}, "unknown-field"),
        ({"value": "1", "comment": "a\x00b"}, "control-character"),
        ({"value": "1", "comment": "あ" * 20_001}, "text-too-long"),
    ],
)
def test_what_is_not_whole_is_refused(in_round: str, content: dict[str, str], code: str) -> None:
    from hoshin.actions.refusals import IllFormedInputError

    with pytest.raises(IllFormedInputError) as refused:
        _submit(1, **content)
    assert refused.value.problem.code == code
    assert refused.value.problem.sentence_ja and refused.value.problem.sentence_en
    assert value_item().version == 1


def test_an_odd_value_is_asked_about_and_the_answer_kept(in_round: str) -> None:
    from hoshin.actions.refusals import AskedError

    with pytest.raises(AskedError) as asked:
        _submit(1, value="1050000")
    assert [one.code for one in asked.value.questions] == ["wrong-scale"]
    # What was confirmed of another value, and is not asked of this one, is not on record.
    item = _submit(1, confirmed=("wrong-scale", "below-zero"), value="1050000")
    assert item.submissions.get().confirmed == ["wrong-scale"]


def test_a_missing_value_has_a_reason_and_is_never_zero(in_round: str) -> None:
    from hoshin.actions.approving import approve
    from hoshin.actions.entering import declare_missing

    item = declare_missing(
        actor("officer"), value_item().pk, version=1, reason="not_surveyed", now=NOW
    )
    item = approve(actor("section_chief"), item.pk, version=item.version, now=NOW)
    assert item.observation.obs_value is None
    assert item.observation.missing_reason == "not_surveyed"


def test_an_approved_value_is_the_next_revision(in_round: str) -> None:
    from hoshin.storage.models import Observation
    from hoshin.storage.plan import load_plan

    before = load_plan()
    item = approved("105.50")
    row = item.observation
    assert row.obs_value == Decimal("105.50") and f"{row.obs_value:f}" == "105.50"
    assert (row.revision, row.is_current) == (2, True)
    assert row.entered_by.username == "officer" and row.approved_by.username == "section_chief"
    earlier = Observation.objects.get(indicator="visitors", time_period="FY2024", revision=1)
    assert not earlier.is_current and earlier.obs_value is not None
    after = load_plan()
    assert after.observations[:-1] == before.observations
    assert after.observations[-1].id == row.pk


def test_a_returned_item_keeps_its_note_until_it_comes_again(in_round: str) -> None:
    from hoshin.actions.approving import return_

    item = submitted()
    item = return_(
        actor("section_chief"), item.pk, version=item.version, note="単位は万人です", now=NOW
    )
    assert item.submitted_by is None
    item = _draft("officer", item.version, value="104")
    assert item.state == "returned"
    assert item.comments.get(kind="return").body == "単位は万人です"
    assert _submit(item.version, value="104").state == "submitted"


def test_nobody_approves_what_they_submitted(in_round: str) -> None:
    from hoshin.actions.approving import approve
    from hoshin.actions.entering import submit_observation
    from hoshin.actions.refusals import NotAllowedError

    chief = actor("section_chief")
    item = submit_observation(chief, value_item().pk, version=1, content={"value": "105"}, now=NOW)
    with pytest.raises(NotAllowedError) as refused:
        approve(chief, item.pk, version=item.version, now=NOW)
    assert refused.value.problem.code == "own-submission"


def test_many_are_approved_each_on_its_own(in_round: str) -> None:
    from hoshin.actions.approving import approve_many

    item = submitted()
    done, refused = approve_many(
        actor("section_chief"), {item.pk: item.version, item.pk + 1: 1}, now=NOW
    )
    assert done.done and not refused.done
    assert refused.refusal is not None


def test_a_correction_says_why_and_keeps_what_was(in_round: str) -> None:
    from hoshin.actions.correcting import correct
    from hoshin.actions.refusals import IllFormedInputError
    from hoshin.storage.models import Observation

    item = approved("105")
    planner = actor("planner")
    with pytest.raises(IllFormedInputError):
        correct(
            planner, item.pk, version=item.version, content={"value": "104"}, reason=" ", now=NOW
        )
    item = correct(
        planner, item.pk, version=item.version, content={"value": "104"}, reason="転記誤り", now=NOW
    )
    rows = Observation.objects.filter(indicator="visitors", time_period="FY2024")
    assert [str(one.obs_value) for one in rows.order_by("revision")][-2:] == ["105", "104"]
    assert [one.revision for one in rows.filter(is_current=True)] == [3]
    assert item.observation.reason == "転記誤り"


def test_a_frozen_round_takes_nothing_but_corrections(in_round: str) -> None:
    from hoshin.actions.correcting import correct
    from hoshin.actions.refusals import NotNowError
    from hoshin.actions.rounds import freeze

    item = approved("105")
    with pytest.raises(NotNowError) as refused:
        freeze(actor("planner"), item.round_id, now=NOW)
    assert refused.value.problem.code == "round-has-gaps"
    freeze(actor("planner"), item.round_id, with_gaps=True, now=NOW)
    item.refresh_from_db()
    assert item.state == "locked"
    with pytest.raises(NotNowError):
        _draft("officer", item.version, value="1")
    changed = correct(
        actor("planner"),
        item.pk,
        version=item.version,
        content={"value": "104"},
        reason="転記誤り",
        now=NOW,
    )
    assert changed.state == "locked"


def test_saving_a_figure_takes_few_statements(in_round: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hoshin.actions.approving import approve

    with CaptureQueriesContext(connection) as saving:
        item = _draft("officer", 1, value="104")
    with CaptureQueriesContext(connection) as submitting:
        item = _submit(item.version, value="104")
    with CaptureQueriesContext(connection) as approving:
        approve(actor("section_chief"), item.pk, version=item.version, now=NOW)
    assert len(saving) <= 15
    assert len(submitting) <= 16
    assert len(approving) <= 20
