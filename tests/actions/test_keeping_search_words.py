"""Search words kept by the planner: one word each, nothing lost, the plan folder holds them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.actions.round_of_harbour import NOW, actor

LONG = {("search-word-too-long", "asked"), ("search-word-too-long", "meant")}


def _keep(asked: str, meant: str, word_id: str | None = None, **more: Any) -> Any:
    from hoshin.actions.keeping_search_words import keep_search_word

    content = {"asked": asked, "meant": meant}
    return keep_search_word(actor("planner"), word_id, content=content, now=NOW, **more)


def test_a_word_is_added_changed_and_removed_on_record(in_round: str) -> None:
    from hoshin.actions.keeping_search_words import remove_search_word
    from hoshin.actions.register_forms import seen_of
    from hoshin.site.related_words import related_table
    from hoshin.storage.models import AuditEvent
    from hoshin.storage.plan import load_plan

    before = load_plan().search_words
    made = _keep("あかりの家", "診療所、救急，\n 医療 \n診療所")
    assert made.meant == ("診療所", "救急", "医療")
    assert load_plan().search_words == (*before, made)
    assert related_table(load_plan().search_words)["あかりの家"] == ["診療所", "救急", "医療"]
    changed = _keep("あかりの家", "診療所", made.id, seen=seen_of(made))
    assert changed.id == made.id and changed.meant == ("診療所",)
    count = AuditEvent.objects.count()
    assert _keep("あかりの家", "診療所", made.id) == changed
    assert AuditEvent.objects.count() == count, "nothing changed, nothing on record"
    remove_search_word(actor("planner"), made.id, seen=seen_of(changed), now=NOW)
    assert load_plan().search_words == before
    event = AuditEvent.objects.latest("number")
    assert event.details == {"removed": True, "asked": "あかりの家", "meant": ["診療所"]}
    assert _keep("あかりの家", "診療所").id != made.id


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("asked", "meant", "codes"),
    [
        ("", "", {("text-empty", "asked"), ("text-empty", "meant")}),
        ("渡し 船", "港", {("search-word-several", "asked")}),
        ("ー", "港", {("search-word-empty", "asked")}),
        (
            "夜" * 61,
            "港" * 61,
            LONG,
        ),
        ("ﾜﾀｼ舟", "港、わたし舟", {("search-word-itself", "meant")}),
        ("渡し船", "港", {("search-word-there", "asked")}),
        ("夜", "、".join("一二三四五六七八九十百千万"), {("search-words-too-many", "meant")}),
        ("夜\x00", "港", {("control-character", "asked")}),
    ],
)
def test_what_cannot_be_a_search_word_is_said_beside_its_field(
    in_round: str, asked: str, meant: str, codes: set[tuple[str, str]]
) -> None:
    from hoshin.actions.refusals import IllFormedInputError
    from hoshin.storage.models import SearchWord

    count = SearchWord.objects.count()
    with pytest.raises(IllFormedInputError) as refused:
        _keep(asked, meant)
    assert {(one.code, one.place.column) for one in refused.value.problems} == codes
    assert SearchWord.objects.count() == count


def test_a_word_changed_meanwhile_is_not_overwritten_or_removed(in_round: str) -> None:
    from hoshin.actions.keeping_search_words import remove_search_word
    from hoshin.actions.refusals import NotFoundError, NotNowError
    from hoshin.actions.register_forms import seen_of

    made = _keep("あかりの家", "診療所")
    _keep("あかりの家", "診療所、救急", made.id, seen=seen_of(made))
    with pytest.raises(NotNowError):
        _keep("あかりの家", "港", made.id, seen=seen_of(made))
    with pytest.raises(NotNowError):
        remove_search_word(actor("planner"), made.id, seen=seen_of(made), now=NOW)
    with pytest.raises(NotFoundError):
        remove_search_word(actor("planner"), "none", now=NOW)
