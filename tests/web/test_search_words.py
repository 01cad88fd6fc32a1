"""Search words on screen: the planner adds, changes and removes them, and can take it back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import Office

MOST_STATEMENTS = 12
LIST = "/board/search-words/"


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def _seen(answer: Any) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', _text(answer))
    assert found is not None
    return found[1]


def test_a_planner_keeps_the_words_of_the_search(office: Office) -> None:
    from hoshin.storage.models import SearchWord

    planner = office.client("planner")
    assert LIST in _text(planner.get("/board/registers/"))
    assert "渡し船" in _text(planner.get(LIST))
    answer = planner.post(
        f"{LIST}new/", {"asked": "あかりの家", "meant": "健診\n夜市"}, follow=True
    )
    made = SearchWord.objects.get(asked="あかりの家")
    assert answer.redirect_chain == [(f"{LIST}{made.pk}/", 302)]
    page = _text(answer)
    assert "「あかりの家」を保存しました" in page
    assert "「健診」は" in page and "件の名前にあります" in page
    assert "「夜市」は、どの名前にも見つかりません" in page
    seen = _seen(answer)
    wrong = {"asked": "あかりの家", "meant": " ", "seen": seen}
    answer = planner.post(f"{LIST}{made.pk}/", wrong)
    assert answer.status_code == 422 and 'id="_error_meant"' in _text(answer)
    answer = planner.post(f"{LIST}{made.pk}/", wrong | {"meant": "健診", "seen": "0" * 16})
    assert answer.status_code == 409 and "ほかの画面でこの記録が変わりました" in _text(answer)
    answer = planner.post(f"{LIST}{made.pk}/", {"do": "remove", "seen": seen}, follow=True)
    assert "「あかりの家」を消しました" in _text(answer)
    assert not SearchWord.objects.filter(asked="あかりの家").exists()
    assert "「あかりの家」を元に戻す" in _text(answer)
    assert 'name="meant" value="健診\n夜市"' in _text(answer)
    planner.post(f"{LIST}new/", {"asked": "あかりの家", "meant": "健診\n夜市"})
    assert SearchWord.objects.get(asked="あかりの家").meant == ["健診", "夜市"]
    assert "元に戻す" not in _text(planner.get(LIST))
    assert planner.post(f"{LIST}none/", wrong).status_code == 404


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_only_planners_see_the_words_and_the_way_to_them(office: Office) -> None:
    from hoshin.storage.models import SearchWord

    count = SearchWord.objects.count()
    for name in ("officer", "chief", "bureau", "finance", "committee", "auditor", "admin"):
        client = office.client(name)
        assert client.get(LIST).status_code == 403, name
        given = {"asked": "あかりの家", "meant": "健診"}
        assert client.post(f"{LIST}new/", given).status_code == 403, name
        assert LIST not in _text(client.get("/board/registers/")), name
    assert SearchWord.objects.count() == count


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_text_stays_text_and_the_audit_trail_tells_it_in_words(office: Office) -> None:
    planner = office.client("planner")
    hostile = "<b>'--{{7*7}}"
    planner.post(f"{LIST}new/", {"asked": hostile, "meant": "<script>alert(1)</script>"})
    for path in (LIST, "/audit/"):
        page = _text(planner.get(path))
        assert "&lt;b&gt;" in page and "{{7*7}}" in page, path
        assert "<b>'" not in page and "<script>alert" not in page, path
    planner.cookies["hoshin_language"] = "en"
    trail = _text(planner.get("/audit/"))
    assert "keep the words of the public search" in trail and "words of the plans" in trail
    page = _text(planner.get(LIST))
    assert "What is typed" in page and "Add a word" in page


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_the_lists_take_few_statements_whatever_their_length(office: Office) -> None:
    from hoshin.storage.models import SearchWord

    SearchWord.objects.bulk_create(
        SearchWord(pk=f"w{at}", asked=f"言葉{at}", meant=["港", "島"]) for at in range(120)
    )
    planner = office.client("planner")
    for path in (LIST, f"{LIST}w5/"):
        with CaptureQueriesContext(connection) as made:
            assert planner.get(path).status_code == 200
        assert len(made) <= MOST_STATEMENTS, path
    assert "言葉70" in _text(planner.get(LIST, {"page": "2"}))
