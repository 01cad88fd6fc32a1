"""A document is uploaded, read, decided row by row over days, and written into the plan once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from hoshin.domain.roles import Role
from tests.actions.round_of_harbour import NOW, actor
from tests.actions.uploads_of_harbour import keys_of, read_everything, uploaded


@pytest.fixture
def upload(in_round: str) -> Any:
    return uploaded()


def _again(upload: Any) -> Any:
    from hoshin.storage.models import Upload

    return Upload.objects.get(pk=upload.pk)


def _decide(upload: Any, key: Any, choice: str | None, seen: int = 0, **given: Any) -> Any:
    from hoshin.actions.reviewing import decide_row

    who = given.pop("who", "planner")
    return decide_row(actor(who), upload.pk, key=key, choice=choice, seen=seen, now=NOW, **given)


def _accept(upload: Any, *, with_proved: bool = False, who: str = "planner") -> Any:
    from hoshin.actions.accepting_documents import accept_upload

    version = _again(upload).version
    return accept_upload(actor(who), upload.pk, version=version, with_proved=with_proved, now=NOW)


def test_two_rows_are_put_right_and_stand_in_the_plan_with_their_source(upload: Any) -> None:
    from hoshin.actions.recording import first_broken_event
    from hoshin.storage.models import AuditEvent, Indicator, Observation, Source, Target

    (indicator,) = keys_of(upload, "indicators")
    (target,) = keys_of(upload, "targets")
    old, new = keys_of(upload, "observations")
    assert not Observation.objects.filter(pk=old[1]).exists()
    _decide(upload, indicator, "take", corrections={"name": "夜の散歩道", "direction": "increase"})
    _decide(upload, target, "take", corrections={"goal_value": "8.5"})
    done = _accept(upload, with_proved=True)
    assert {one.key for one in done.taken} >= {indicator, target, old, new}
    assert done.held_back == () and done.open == ()
    made = Indicator.objects.get(pk=indicator[1])
    assert (made.name, made.direction, made.direction_basis) == (
        "夜の散歩道",
        "increase",
        "declared",
    )
    assert Target.objects.get(pk=target[1]).goal_value == Decimal("8.5")
    row = Observation.objects.get(pk=old[1])
    assert (row.obs_value, row.locator) == (Decimal("111.5"), "p. 1, line 4")
    assert Source.objects.get(pk=row.source_id).sha256 == upload.file_id
    result = _again(upload).results[0]
    assert {one["id"] for one in result["written"]} >= {old[1], new[1]}
    events = list(AuditEvent.objects.order_by("number").values_list("verb", flat=True))
    assert events[-4:] == [
        "upload_document",
        "review_proposal",
        "review_proposal",
        "accept_proposal",
    ]
    assert first_broken_event() is None


def test_a_row_that_needs_one_not_taken_is_held_back_and_taken_the_next_day(upload: Any) -> None:
    from hoshin.storage.models import Observation

    (indicator,) = keys_of(upload, "indicators")
    new = keys_of(upload, "observations")[1]
    first = _accept(upload, with_proved=True)
    assert new in {one.row.key for one in first.held_back}
    held = next(one for one in first.held_back if one.row.key == new)
    assert indicator in held.because
    assert indicator in first.open
    _decide(upload, indicator, "take")
    second = _accept(upload, with_proved=True)
    assert {indicator, new} <= {one.key for one in second.taken}
    assert Observation.objects.filter(pk=new[1]).exists()
    assert len(_again(upload).results) == 2


def test_what_cannot_be_read_is_kept_as_typed_and_not_taken(upload: Any) -> None:
    from hoshin.storage.models import RowDecision

    (target,) = keys_of(upload, "targets")
    typed = {"goal_value": "８．５km", "baseline_period": "FY2021"}
    decided = _decide(upload, target, "take", corrections=typed)
    assert [one.place.column for one in decided.problems] == ["goal_value"]
    kept = RowDecision.objects.get()
    assert (kept.choice, kept.corrections) == ("", {"goal_value": "８．５km"})
    wrong = _decide(upload, target, "take", kept.version, corrections={"goal_value": ""})
    assert wrong.problems, "a target with no goal at all cannot exist"
    good = _decide(upload, target, "take", wrong.decision.version, corrections={})
    assert (good.problems, good.decision.choice) == ((), "take")


def test_a_text_that_is_too_long_is_told_and_kept_whole(upload: Any) -> None:
    (indicator,) = keys_of(upload, "indicators")
    decided = _decide(upload, indicator, "take", corrections={"name": "道" * 20_001})
    assert [one.code for one in decided.problems] == ["text-too-long"]
    assert decided.decision.choice == ""
    assert decided.decision.corrections == {"name": "道" * 20_001}


def test_of_two_planners_the_later_one_is_told(upload: Any) -> None:
    from hoshin.actions.accepting_documents import accept_upload
    from hoshin.actions.refusals import ChangedMeanwhileError

    (target,) = keys_of(upload, "targets")
    seen = _again(upload).version
    _decide(upload, target, "take", corrections={"goal_value": "9"})
    with pytest.raises(ChangedMeanwhileError) as refused:
        _decide(upload, target, "leave")
    assert {one.field for one in refused.value.differences} == {"choice"}
    again = _decide(upload, target, "take", corrections={"goal_value": "9"})
    assert again.decision.version == 1, "the same decision twice is one"
    with pytest.raises(ChangedMeanwhileError):
        accept_upload(actor("planner"), upload.pk, version=seen, with_proved=True, now=NOW)


def test_a_new_indicator_is_said_to_be_an_existing_one(upload: Any) -> None:
    from hoshin.actions.refusals import IllFormedInputError
    from hoshin.storage.models import Indicator, Observation

    (indicator,) = keys_of(upload, "indicators")
    new = keys_of(upload, "observations")[1]
    with pytest.raises(IllFormedInputError) as refused:
        _decide(upload, indicator, "same", same_as="no-such-indicator")
    assert refused.value.problem.code == "same-as-what"
    _decide(upload, indicator, "same", same_as="visitors")
    _accept(upload, with_proved=True)
    assert not Indicator.objects.filter(pk=indicator[1]).exists()
    assert Observation.objects.get(pk=new[1]).indicator_id == "visitors"


def test_a_plan_that_changed_meanwhile_is_said_and_compared_again(upload: Any) -> None:
    from hoshin.actions.staleness import StaleError
    from hoshin.actions.uploading import compare_again
    from hoshin.storage.models import Observation, RowDecision

    same, _ = keys_of(upload, "observations")
    (target,) = keys_of(upload, "targets")
    _decide(upload, same, "take", corrections={"obs_value": "112.0"})
    _decide(upload, target, "leave")
    other = uploaded("111.5", name="写し.csv")
    assert other.pk == upload.pk, "the same file is not taken up twice"
    Observation.objects.create(
        id=same[1],
        indicator_id="visitors",
        time_period="FY2025",
        unit_measure="万人",
        obs_value=Decimal(100),
    )
    with pytest.raises(StaleError) as refused:
        _accept(upload)
    assert [(one.row_id, one.is_there) for one in refused.value.rows] == [(same[1], True)]
    assert _again(upload).results == []
    compare_again(actor("planner"), upload.pk, now=NOW)
    read_everything()
    fresh = _again(upload)
    assert fresh.state == "ready"
    kept = {one.row_id: one for one in RowDecision.objects.all()}
    assert kept[target[1]].choice == "leave"
    assert kept[same[1]].choice == "" and kept[same[1]].corrections == {"obs_value": "112.0"}


def test_nothing_is_taken_where_nothing_was_chosen(upload: Any) -> None:
    from hoshin.actions.refusals import NotNowError

    with pytest.raises(NotNowError) as refused:
        _accept(upload)
    assert refused.value.problem.code == "nothing-taken"


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_file_that_stops_its_reader_is_given_up(in_round: str) -> None:
    from hoshin.actions.uploading import SILENCE, beat, claim_upload, upload_document
    from hoshin.storage.models import Upload

    upload_document(actor("planner"), name="a.csv", content=b"a,b\n1,2\n", now=NOW)
    moment = NOW
    for _ in range(3):
        claimed = claim_upload(moment)
        assert claimed is not None
        beat(claimed.pk, 1, 9, moment)
        assert claim_upload(moment) is None, "somebody is reading it"
        moment += SILENCE + timedelta(seconds=1)
    assert claim_upload(moment) is None
    given_up = Upload.objects.get()
    assert given_up.state == "unreadable"
    assert given_up.problems[0]["code"] == "upload-given-up"
    assert (given_up.pages_done, given_up.pages_total) == (1, 9)


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("計画.pdf", b"%PDF-1.7\nbroken", "file-damaged"),
        ("写真.jpg", b"\xff\xd8\xff\xe0" + b"x" * 200, "file-picture"),
    ],
)
def test_what_cannot_be_read_says_why(in_round: str, name: str, content: bytes, code: str) -> None:
    upload = uploaded(name=name, content=content)
    assert upload.state == "unreadable"
    assert upload.problems[0]["code"] == code
    assert name in upload.problems[0]["sentence_ja"]


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_uploaded_documents_are_found_by_those_who_may_read_them(upload: Any) -> None:
    from hoshin.actions.finding import find_passages, index_path
    from hoshin.actions.permissions import Rights

    def found(role: Role, query: str = "散歩 長さ") -> list[str]:
        rights = Rights(actor(role.value), NOW.date())
        return [one.citation_ja for one in find_passages(rights, query)]

    assert found(Role.PLANNER) == found(Role.OFFICER) == ["実績報告.txt 1ページ 5行"]
    assert found(Role.COMMITTEE_MEMBER) == [], "nothing of it is part of the plan yet"
    index_path().unlink()
    assert found(Role.AUDITOR) == ["実績報告.txt 1ページ 5行"], "the index is made anew"
    index_path().write_bytes(b"no index at all" * 1000)
    assert found(Role.AUDITOR) == ["実績報告.txt 1ページ 5行"]
    _accept(upload, with_proved=True)
    assert found(Role.COMMITTEE_MEMBER) == ["実績報告.txt 1ページ 5行"]
    assert found(Role.PLANNER, "%_' OR 1") == []
