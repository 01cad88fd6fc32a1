"""The screen of layouts: one is brought or learnt, its versions are taken, mistakes are told."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.actions.layouts_of_harbour import FORM, LAYOUT
from tests.actions.uploads_of_harbour import read_everything
from tests.web.conftest import Office

MOST_STATEMENTS = 12
OTHERS = ("officer", "chief", "bureau", "finance", "committee", "auditor", "admin")

pytestmark = pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)


def _file(name: str, content: str) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content.encode())


def test_a_layout_is_brought_taken_replaced_and_ended(office: Office) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = office.client("planner")
    page = client.post(
        "/import/layouts/", {"file": _file("年報.toml", LAYOUT)}, follow=True
    ).content.decode()
    assert "「年報」の第1版を入れました" in page
    changed = LAYOUT.replace("万人", "人")
    client.post("/import/layouts/", {"file": _file("年報.toml", changed)})
    with CaptureQueriesContext(connection) as made:
        page = client.get("/import/layouts/").content.decode()
    assert len(made) <= MOST_STATEMENTS
    assert "第2版" in page and "前の版" in page
    number = re.findall(r'href="/import/layouts/(\d+)/"', page)[0]
    answer = client.get(f"/import/layouts/{number}/")
    assert answer.content.decode() == changed
    assert "attachment" in answer.headers["Content-Disposition"]
    page = client.post("/import/layouts/end/", {"name": "年報"}, follow=True).content.decode()
    assert "使うのをやめました" in page and "使っていません" in page
    assert client.post("/import/layouts/end/", {"name": "年報"}).status_code == 404
    assert client.get("/import/layouts/9999/").status_code == 404


def test_mistakes_are_told_with_their_line_in_both_languages(office: Office) -> None:
    wrong = LAYOUT.replace('"actual"', '"<b>actual</b>"')
    for language, said in (("ja", "12行目"), ("en", "Line 12")):
        client = office.client("planner")
        client.cookies["hoshin_language"] = language
        answer = client.post("/import/layouts/", {"file": _file("年報.toml", wrong)})
        page = answer.content.decode()
        assert answer.status_code == 422 and said in page and "<b>actual</b>" not in page
    assert client.post("/import/layouts/", {}).status_code == 422


def test_a_layout_is_learnt_from_the_review(office: Office) -> None:
    from hoshin.storage.models import LayoutFile, Upload

    client = office.client("planner")
    form = FORM.format(year=5, goal=8, value="102.1")
    client.post("/import/", {"file": _file("年報.txt", form), "plan": "plan-2022"})
    read_everything()
    upload = Upload.objects.get()
    assert "この文書の読み方を覚える" in client.get(f"/import/{upload.pk}/").content.decode()
    address = f"/import/{upload.pk}/learn/"
    page = client.post(address, {"name": "年報"}, follow=True).content.decode()
    assert "「年報」の第1版を入れました" in page and "「年報.txt」から覚えたもの" in page
    assert LayoutFile.objects.get().upload == upload
    assert client.post(address, {"name": " "}).status_code == 422
    for who in OTHERS:
        refused = office.client(who)
        assert refused.get("/import/layouts/").status_code == 403, who
        assert refused.post(address, {"name": "a"}).status_code == 403, who
        assert refused.post("/import/layouts/end/", {"name": "年報"}).status_code == 403, who
    assert LayoutFile.objects.count() == 1


def test_a_layout_is_chosen_when_a_document_is_uploaded(office: Office) -> None:
    from hoshin.storage.models import Upload

    client = office.client("planner")
    assert 'name="layout"' not in client.get("/import/").content.decode(), "nothing to choose"
    client.post("/import/layouts/", {"file": _file("年報.toml", LAYOUT)})
    assert '<option value="layout:年報">年報</option>' in client.get("/import/").content.decode()
    form = _file("年報.txt", FORM.format(year=5, goal=8, value="102.1"))
    client.post("/import/", {"file": form, "plan": "plan-2022", "layout": "without"})
    read_everything()
    upload = Upload.objects.get()
    assert upload.layout == ""
    assert "レイアウトを使わずに読む" in client.get("/import/").content.decode()
    page = client.get(f"/import/{upload.pk}/").content.decode()
    assert '<option value="without" selected>' in page
    client.post(f"/import/{upload.pk}/do/again/", {"layout": "layout:年報"})
    read_everything()
    upload.refresh_from_db()
    assert upload.layout == "年報" and upload.state == "ready"
    forged = {"file": _file("b.txt", "a"), "layout": "layout:ない\x00もの"}
    assert client.post("/import/", forged).status_code == 404
    assert Upload.objects.count() == 1
