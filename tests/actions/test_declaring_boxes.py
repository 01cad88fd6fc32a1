"""The boxes of evaluation sheets are changed as a table: whole or not at all, answers kept."""

from __future__ import annotations

import pytest

from tests.actions.round_of_harbour import NOW, actor


def _declare(text: str) -> int:
    from hoshin.actions.declaring_boxes import declare_boxes

    return declare_boxes(actor("planner"), text.encode("utf-8-sig"), now=NOW)


def _table() -> str:
    from hoshin.actions.declaring_boxes import boxes_as_csv

    return boxes_as_csv().decode("utf-8-sig")


def _codes(text: str) -> list[str]:
    from hoshin.actions.refusals import IllFormedInputError

    with pytest.raises(IllFormedInputError) as refused:
        _declare(text)
    return sorted({one.code for one in refused.value.problems})


def test_the_table_comes_back_as_it_was_taken(in_round: str) -> None:
    from hoshin.actions.declaring_boxes import declared_boxes

    before = declared_boxes()
    # The city declares its sheet of programs; that of measures is the preset, now its own.
    assert _declare(_table()) == len(before)
    assert declared_boxes() == before


def test_a_box_is_renamed_ended_and_added(in_round: str) -> None:
    from hoshin.actions.declaring_boxes import declared_boxes
    from hoshin.actions.recording import first_broken_event
    from hoshin.storage.models import AuditEvent

    lines = _table().splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("program.memo,"))
    lines[at] = lines[at].replace("庁内メモ", "庁内の申し送り")
    new = lines[at].replace("program.memo", "program.risk").replace(",memo,", ",risk,")
    _declare("\n".join((*lines, new.replace("庁内の申し送り", "心配ごと"))) + "\n")
    names = {one.id: one.name for one in declared_boxes()}
    assert names["program.memo"] == "庁内の申し送り" and names["program.risk"] == "心配ごと"
    event = AuditEvent.objects.order_by("number").last()
    assert event is not None and event.verb == "declare_boxes"
    assert "program.risk" in event.details["added"] and first_broken_event() is None


def test_a_box_with_answers_stays_what_it_is(in_round: str) -> None:
    table = _table()
    left = [one for one in table.splitlines() if not one.startswith("program.general")]
    assert _codes("\n".join(left) + "\n") == ["box-in-use"]
    assert _codes(table.replace(",staff_time,職員の人数", ",persons,職員の人数")) == ["box-in-use"]
    assert _table() == table


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("program.memo,program", "program.memo,project", "cell-not-a-code"),
        (",memo,", ",residents,", "box-twice"),
        (",memo,", ",庁内メモ,", "evaluation-field-code"),
        ("はい;どちらともいえない;いいえ", "", "evaluation-field-options"),
        ("id,sheet", "id,シート名", "folder-missing-column"),
    ],
)
def test_a_fault_changes_nothing(in_round: str, old: str, new: str, code: str) -> None:
    table = _table()
    assert old in table
    assert code in _codes(table.replace(old, new, 1))
    assert _table() == table


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04", b"x" * 1_000_001])
def test_what_is_no_table_is_refused_with_a_sentence(in_round: str, content: bytes) -> None:
    from hoshin.actions.declaring_boxes import declare_boxes
    from hoshin.actions.refusals import IllFormedInputError

    before = _table()
    with pytest.raises(IllFormedInputError) as refused:
        declare_boxes(actor("planner"), content, now=NOW)
    assert all(one.sentence_ja and one.sentence_en for one in refused.value.problems)
    assert _table() == before
