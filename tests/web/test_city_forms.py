"""Forms of the city on the screen: taken, tried with real figures, kept, and earlier versions."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.actions.test_keeping_forms import template
from tests.web.conftest import Office
from tests.web.test_papers import MOST_STATEMENTS_OF_THE_LIST, _statements

pytestmark = pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)


def _brought(content: bytes, **fields: str) -> dict[str, Any]:
    return {**fields, "files": SimpleUploadedFile("年報.xlsx", content)}


def test_only_the_planner_changes_forms(office: Office) -> None:
    for name, status in (("planner", 200), ("finance", 403), ("officer", 403)):
        client = office.client(name)
        for path in ("/forms/", "/forms/schedule/", "/forms/schedule/template/"):
            assert client.get(path).status_code == status, (name, path)
    assert office.client("finance").post("/forms/schedule/end/").status_code == 403
    assert 'href="/forms/' not in office.client("finance").get("/papers/").content.decode()
    page = office.client("planner").get("/papers/").content.decode()
    assert 'href="/forms/schedule/"' in page and 'href="/forms/indicator-book/"' not in page


def test_a_template_is_taken_tried_and_kept(office: Office) -> None:
    from openpyxl import load_workbook

    client = office.client("planner")
    answer, statements = _statements(client, "/forms/schedule/")
    assert statements <= MOST_STATEMENTS_OF_THE_LIST
    assert "市の様式を使うのをやめ" not in answer.content.decode()
    taken = client.get("/forms/schedule/template/")
    book = load_workbook(io.BytesIO(taken.content))
    book.worksheets[0]["A1"] = "港の工程 {{ 市 }}"
    stream = io.BytesIO()
    book.save(stream)

    tried = client.post("/forms/schedule/", _brought(stream.getvalue())).content.decode()
    assert "港の工程 " in tried and "まだ入れ替えていません" in tried
    assert "港の工程" not in client.get("/papers/schedule/").content.decode()

    kept = client.post("/forms/schedule/", _brought(stream.getvalue(), do="keep"), follow=True)
    page = kept.content.decode()
    assert "様式を入れ替えました" in page and "第1版　planner さん" in page
    assert "港の工程" in client.get("/papers/schedule/").content.decode()
    before_name = page.split('">template.xlsx</a>')[0]
    version = before_name.rpartition('href="/forms/schedule/versions/')[2]
    assert client.get(f"/forms/schedule/versions/{version}").content == stream.getvalue()
    assert client.get(f"/forms/action-plan/versions/{version}").status_code == 404

    ended = client.post("/forms/schedule/end/", follow=True).content.decode()
    assert "使うのをやめました" in ended and "使用終了" in ended
    assert "港の工程" not in client.get("/papers/schedule/").content.decode()
    record = office.client("auditor").get("/audit/").content.decode()
    assert "市の様式を入れ替える" in record and "様式 schedule" in record


def test_a_new_form_of_the_city(office: Office) -> None:
    client = office.client("planner")
    assert client.get("/forms/").status_code == 200
    given = _brought(template("{{ 市 }}の年報"), title="港見市 年報", do="keep")
    made = client.post("/forms/", given)
    assert made.status_code == 302
    page = client.get("/papers/").content.decode()
    assert "港見市 年報" in page and "市の様式" in page
    assert "の年報" in client.get("/papers/港見市-年報/").content.decode()
    client.cookies["hoshin_language"] = "en"
    assert "Bring the changed template" in client.get("/forms/港見市-年報/").content.decode()


def test_what_is_wrong_is_said_with_its_cell(office: Office) -> None:
    client = office.client("planner")
    for path, fields in (("/forms/schedule/", {}), ("/forms/", {"title": "年報"})):
        for do in ("try", "keep"):
            wrong = _brought(template("題", "{{ 計画.名 }}"), do=do, **fields)
            answer = client.post(path, wrong)
            page = answer.content.decode()
            assert answer.status_code == 422
            assert "Sheet!A2" in page and "入れ替えていません" in page
    for given in (
        {"do": "keep"},
        {"title": "..//", "do": "keep"},
        {"title": "<b>年報", "do": "try"},
    ):
        answer = client.post("/forms/", given)
        assert answer.status_code == 422 and "<b>年報" not in answer.content.decode()
    assert client.get("/forms/no-such/").status_code == 404
    assert client.get("/forms/indicator-book/").status_code == 404
