"""Pages for what does not work: each says what it is about, who may, and how to go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Office

FRONT = "http://localhost"


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_closed_screen_says_what_it_is_for_who_may_and_whom_to_ask(
    office: Office, language: str
) -> None:
    closed = {
        "/people/": ("officer", "システム管理者", "administrator"),
        "/audit/": ("officer", "監査", "auditor"),
        "/targets/": ("officer", "企画担当", "planner"),
        "/handing-over/": ("chief", "企画担当", "planner"),
        "/deputies/": ("auditor", "担当者", "officer"),
        "/import/": ("officer", "企画担当", "planner"),
        "/papers/": ("officer", "企画担当", "planner"),
        "/forms/": ("finance", "企画担当", "planner"),
        "/publish/": ("chief", "企画担当", "planner"),
        "/evaluations/boxes/": ("chief", "企画担当", "planner"),
        "/workbooks/": ("finance", "担当者", "officer"),
    }
    purposes = set()
    for path, (who, *roles) in closed.items():
        client = office.client(who)
        client.cookies["hoshin_language"] = language
        answer = client.get(path)
        page = answer.content.decode()
        assert answer.status_code == 403, path
        assert roles[language == "en"] in page.lower(), path
        purposes.add(page.split('<p class="stop-hint">')[1].split("<")[0])
        assert {"ja": "画面です", "en": "screen"}[language] in page, path
        assert "admin さん" in page, path
    assert len(purposes) == len(closed)


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_an_address_of_a_button_is_explained_when_it_is_opened(office: Office) -> None:
    client = office.client("officer")
    for path in ("/workbooks/receive/", f"/items/{office.items()[0].pk}/do/submit/"):
        answer = client.get(path, headers={"Referer": f"{FRONT}/workbooks/?a=1"})
        page = answer.content.decode()
        assert answer.status_code == 405 and answer.headers["Allow"] == "POST"
        assert "ボタンを押したとき" in page and 'href="/workbooks/?a=1"' in page


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_another_sites_address_is_no_page_to_go_back_to(office: Office) -> None:
    client = office.client("officer")
    for foreign in ("http://example.com/steal/", "javascript:alert(1)", f"{FRONT}//example.com/"):
        page = client.get("/workbooks/receive/", headers={"Referer": foreign}).content.decode()
        assert "example.com" not in page and "javascript:" not in page


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_who_signs_in_again_after_sending_comes_back_to_the_form(office: Office) -> None:
    from django.test import Client

    item = office.items()[0]
    form = f"/items/{item.pk}/"
    stranger = Client(SERVER_NAME="localhost")
    sent = {"version": item.version, "value": "5"}
    answer = stranger.post(f"{form}do/submit/", sent, headers={"Referer": f"{FRONT}{form}"})
    assert answer.headers["Location"] == f"/account/sign-in/?next={form}"
    nowhere = stranger.post(f"{form}do/submit/", sent, headers={"Referer": "http://example.com/"})
    assert nowhere.headers["Location"] == f"/account/sign-in/?next={form}do/submit/"
    item.refresh_from_db()
    assert item.state == "not_started"


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_form_of_an_earlier_session_is_refused_with_the_way_back(office: Office) -> None:
    client = office.client("officer", enforce_csrf_checks=True)
    item = office.items()[0]
    form = f"/items/{item.pk}/"
    answer = client.post(form, {"value": "5"}, headers={"Referer": f"{FRONT}{form}"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "画面が古くなっています" in page
    assert f'href="{form}"' in page
    drafted = client.post(f"{form}draft/", {"value": "5"}, headers={"HX-Request": "true"})
    assert (drafted.status_code, drafted.content) == (401, b"")


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("path", "most"), [("/import/", 130), ("/workbooks/receive/", 20)])
def test_what_is_too_large_is_refused_before_it_is_read(
    office: Office, path: str, most: int
) -> None:
    client = office.client("planner")
    told = {"CONTENT_LENGTH": "600000000"}
    answer = client.generic("POST", path, b"", "multipart/form-data; boundary=x", **told)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert f"{most}MBまで" in page and "何も変わっていません" in page
    # In pieces, nobody knows how large it will be.
    pieces = {"HTTP_TRANSFER_ENCODING": "chunked"}
    answer = client.generic("POST", path, b"", "multipart/form-data; boundary=x", **pieces)
    assert answer.status_code == 411 and "Content-Length" in answer.content.decode()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_program_is_answered_in_data(office: Office) -> None:
    client = office.client("planner")
    large = client.generic("POST", "/api/v1/items/", b"", CONTENT_LENGTH="600000000")
    for answer, status, code in (
        (client.get("/api/v1/nowhere"), 404, "not-found"),
        (large, 413, "too-large"),
    ):
        said: dict[str, Any] = answer.json()
        assert (answer.status_code, said["code"]) == (status, code)
        assert all(said[f"{part}_{one}"] for part in ("sentence", "hint") for one in ("ja", "en"))


def test_every_closed_screen_has_its_purpose_in_words() -> None:
    from hoshin.charts.words import Language
    from hoshin.web.words import speech_of

    folder = Path(__file__).parents[2] / "src" / "hoshin" / "web" / "vocabulary"
    names = [
        one.split(" = ")[0]
        for one in (folder / "closed.toml").read_text(encoding="utf-8").splitlines()
        if " = {" in one
    ]
    assert len(names) >= 12
    for language in Language:
        w = speech_of(language).w
        assert all(w(f"closed.{one}").strip() for one in names)
