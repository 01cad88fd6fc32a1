"""A workbook goes out to a section and comes back: taken, asked about, or decided by a person."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from tests.actions.round_of_harbour import (
    NOW,
    OTHER_SECTION,
    SECTION,
    actor,
    value_item,
)

FIRST_ROW, KEY, LAST_VALUE, VALUE = 5, 1, 5, 8


def _issued(who: str = "officer", section: str = SECTION) -> bytes:
    from hoshin.actions.workbooks import issue_workbook

    _, content = issue_workbook(actor(who), value_item().round_id, organisation_id=section, now=NOW)
    return content


def _filled(content: bytes, value: Any) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    mark = f"-{value_item().pk}-"
    row = next(row for row in sheet.iter_rows(min_row=FIRST_ROW) if mark in str(row[0].value))
    row[VALUE - 1].value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _import(content: bytes, who: str = "officer", **decided: Any) -> dict[int, str]:
    """Receive a workbook and take it in; what is decided is said of the value item."""
    from hoshin.actions.receiving_workbooks import receive_workbook
    from hoshin.actions.taking_in import Decision, take_in

    kept, _ = receive_workbook(actor(who), name="返却.xlsx", content=content, now=NOW)
    item = value_item()
    decisions = {item.pk: Decision(decided.pop("version", item.version), **decided)}
    taken = take_in(actor(who), kept.pk, decisions=decisions if decided else None, now=NOW)
    return {one.item: one.result for one in taken}


def test_the_last_value_is_of_an_earlier_period(in_round: str) -> None:
    from hoshin.storage.models import Observation

    # The plan holds a value of the very year that is asked for: it is not the last one.
    assert Observation.objects.filter(indicator="visitors", time_period="FY2024").exists()
    sheet = openpyxl.load_workbook(io.BytesIO(_issued())).worksheets[0]
    mark = f"-{value_item().pk}-"
    row = next(row for row in sheet.iter_rows(min_row=FIRST_ROW) if mark in str(row[0].value))
    assert row[LAST_VALUE - 1].value == "102.1\n2023年度"


def test_series_of_one_indicator_are_told_apart_with_their_own_goals(in_round: str) -> None:
    from hoshin.storage.models import WorkItem

    items = WorkItem.objects.filter(indicator="placements", kind="observation")
    office = items[0].organisation_id
    sheet = openpyxl.load_workbook(io.BytesIO(_issued("planner", str(office)))).worksheets[0]
    told = {
        str(row[0].value).split("-")[2]: (row[1].value, row[3].value, row[5].value)
        for row in sheet.iter_rows(min_row=FIRST_ROW)
    }
    by_area = {one.ref_area_id: told[str(one.pk)] for one in items}
    assert by_area[None] == (
        "就労支援による就職者数\nPeople who found work through support",
        "14",
        "30",
    )
    name, baseline, goal = by_area["ward-shima"]
    assert (
        name == "就労支援による就職者数（島区）\nPeople who found work through support (Shima Ward)"
    )
    assert (baseline or "", goal) == ("", "5")


def test_rows_that_did_not_come_back_are_told_by_name(in_round: str) -> None:
    from hoshin.actions.receiving_workbooks import receive_workbook

    book = openpyxl.load_workbook(io.BytesIO(_issued()))
    sheet = book.worksheets[0]
    mark = f"-{value_item().pk}-"
    gone = next(row for row in range(FIRST_ROW, 99) if mark in str(sheet.cell(row, KEY).value))
    sheet.delete_rows(gone)
    buffer = io.BytesIO()
    book.save(buffer)
    kept, _ = receive_workbook(
        actor("officer"), name="返却.xlsx", content=buffer.getvalue(), now=NOW
    )
    (problem,) = kept.problems
    assert problem["code"] == "return-rows-missing"
    assert "観光入込客数（1件）" in problem["sentence_ja"]
    assert "1 of the rows" in problem["sentence_en"] and "Visitors" in problem["sentence_en"]
    assert str(value_item().pk) not in kept.content


def test_a_value_comes_back_and_knows_its_cell(in_round: str) -> None:
    from hoshin.storage.evidence import open_evidence
    from hoshin.storage.models import Submission

    back = _filled(_issued(), "105.50")
    results = _import(back)
    item = value_item()
    assert results[item.pk] == "submitted"
    assert {result for key, result in results.items() if key != item.pk} == {"unchanged"}
    submission = Submission.objects.get(item=item)
    assert submission.content == {"value": "105.50"}
    assert submission.place == "入力 Entry!H5" and submission.via == "workbook"
    with open_evidence(submission.workbook.file_id) as kept:
        assert kept.read() == back
    assert set(_import(back).values()) == {"unchanged"}
    assert Submission.objects.count() == 1


def test_what_both_changed_waits_for_a_person(in_round: str) -> None:
    from hoshin.actions.entering import save_draft

    sent = _issued()
    save_draft(
        actor("section_chief"), value_item().pk, version=1, content={"value": "104"}, now=NOW
    )
    back = _filled(sent, "105")
    item = value_item()
    assert _import(back)[item.pk] == "conflict"
    assert value_item().version == item.version
    assert _import(back, sides={"value": "returned"})[item.pk] == "submitted"
    assert value_item().draft.content == {"value": "105"}


def test_an_odd_or_unreadable_value_stays_as_a_draft(in_round: str) -> None:
    sent = _issued()
    item = value_item()
    assert _import(_filled(sent, "約105万人"))[item.pk] == "draft"
    assert value_item().draft.content == {"value": "約105万人"}
    odd = _filled(sent, "1050000")
    assert _import(odd, sides={"value": "returned"})[item.pk] == "draft"
    assert _import(odd, confirmed=("wrong-scale",))[item.pk] == "submitted"


def test_a_bureau_takes_in_what_its_sections_wrote_and_enters_nothing_itself(
    in_round: str,
) -> None:
    from hoshin.actions.entering import save_draft, submit_observation
    from hoshin.actions.refusals import NotAllowedError
    from hoshin.storage.models import AuditEvent, Submission

    back = _filled(_issued("bureau_coordinator"), "105")
    item = value_item()
    # The section writes on screen what the workbook says otherwise: the bureau sees both first.
    save_draft(actor("officer"), item.pk, version=item.version, content={"value": "104"}, now=NOW)
    assert _import(back, "bureau_coordinator")[item.pk] == "conflict"
    taken = _import(back, "bureau_coordinator", sides={"value": "returned"})
    assert taken[item.pk] == "submitted"
    submission = Submission.objects.get(item=item)
    assert submission.submitted_by.username == "bureau_coordinator"
    assert submission.via == "workbook" and submission.place == "入力 Entry!H5"
    verbs = AuditEvent.objects.order_by("-number").values_list("verb", flat=True)
    assert list(verbs[:2]) == ["import_workbook", "submit"]
    bureau = actor("bureau_coordinator")
    for enter in (save_draft, submit_observation):
        with pytest.raises(NotAllowedError):
            enter(bureau, item.pk, version=value_item().version, content={"value": "1"}, now=NOW)
    theirs = _issued("planner", OTHER_SECTION)
    with pytest.raises(NotAllowedError) as refused:
        _import(theirs, "bureau_coordinator")
    assert refused.value.problem.code == "return-of-another-office"


def test_another_sections_workbook_is_refused(in_round: str) -> None:
    from hoshin.actions.refusals import NotAllowedError
    from hoshin.actions.workbooks import issue_workbook

    with pytest.raises(NotAllowedError):
        issue_workbook(actor("officer"), value_item().round_id, organisation_id=OTHER_SECTION)
    theirs = _issued("planner", OTHER_SECTION)
    with pytest.raises(NotAllowedError):
        _import(theirs)


def test_last_years_workbook_is_refused(in_round: str) -> None:
    from hoshin.actions.refusals import NotNowError
    from hoshin.actions.rounds import freeze

    back = _filled(_issued(), "105")
    freeze(actor("planner"), value_item().round_id, with_gaps=True, now=NOW)
    with pytest.raises(NotNowError) as refused:
        _import(back)
    assert refused.value.problem.code == "round-not-open"


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_told(in_round: str, content: bytes) -> None:
    from hoshin.actions.refusals import IllFormedInputError

    with pytest.raises(IllFormedInputError):
        _import(content)
