"""Entering a figure through the screens: kept, judged, asked about, submitted, never lost."""

from __future__ import annotations

import html
from typing import Any

import pytest

from tests.web.conftest import Office

HTMX = {"HX-Request": "true"}
HOSTILE = (
    "<script>alert(1)</script>",
    "'; DROP TABLE people; --",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% raw %}",
    '=HYPERLINK("http://x")',
    "\u202e反転 𠮷野家 🏙️ " + "長" * 500,
)


def _form(item: Any, **content: str) -> dict[str, str]:
    return {"version": str(item.version), "value": "", "status": "final", **content}


def test_a_value_is_kept_and_judged_as_one_types_and_changes_nothing_else(office: Office) -> None:
    from hoshin.storage.models import Draft, Observation

    item = office.items()[0]
    before = Observation.objects.count()
    answer = office.client("officer").post(
        f"/items/{item.pk}/draft/", _form(item, value="1,234"), headers=HTMX
    )
    assert answer.status_code == 200
    assert answer.headers["X-Kept"] == "1"
    assert "1,234" in answer.content.decode()
    assert Draft.objects.get(item=item).content["value"] == "1,234"
    assert Observation.objects.count() == before


def test_a_first_saving_shows_the_new_state_at_once(office: Office) -> None:
    item = office.items()[0]
    client = office.client("officer")
    assert 'id="_state">未着手<' in client.get(f"/items/{item.pk}/").content.decode()
    kept = client.post(f"/items/{item.pk}/draft/", _form(item, value="1"), headers=HTMX)
    assert 'id="_state" hx-swap-oob="true">入力中<' in kept.content.decode()


@pytest.mark.parametrize(("comment", "is_asked"), [("", True), ("統計書の12ページ", False)])
def test_what_has_no_grounds_is_taken_and_they_are_asked_for(
    office: Office, comment: str, is_asked: bool
) -> None:
    from hoshin.actions.asking import earlier_values

    mine = office.items(organisation=office.people["officer"].organisation_id)
    item = next(one for one in mine if earlier_values(one, one.unit))
    same = format(earlier_values(item, item.unit)[-1], "f")
    form = _form(item, value=same, comment=comment)
    answer = office.client("officer").post(f"/items/{item.pk}/", form, follow=True)
    page = answer.content.decode()
    item.refresh_from_db()
    assert item.state == "submitted"
    assert ("根拠の資料も" in page) is is_asked
    assert page.index("を提出しました") < page.index("<h1>")


def test_the_link_to_what_has_no_grounds_can_be_followed_and_names_stay_text(
    office: Office,
) -> None:
    from hoshin.actions.asking import earlier_values
    from hoshin.storage.models import Indicator

    mine = office.items(organisation=office.people["officer"].organisation_id)
    item = next(one for one in mine if earlier_values(one, one.unit))
    Indicator.objects.filter(pk=item.indicator_id).update(name="<img src=x>")
    form = _form(item, value=format(earlier_values(item, item.unit)[-1], "f"))
    answer = office.client("officer").post(f"/items/{item.pk}/", form, follow=True)
    page = answer.content.decode()
    messages = page.partition('id="_messages"')[2].partition("</div>")[0]
    assert f'<a href="/items/{item.pk}/">その項目を開く</a></p>' in messages
    assert "&lt;img src=x&gt;" in page and "<img src=x>" not in page


def test_what_cannot_be_read_is_kept_as_typed_and_said_at_once(office: Office) -> None:
    from hoshin.storage.models import Draft

    item = office.items()[0]
    client = office.client("officer")
    answer = client.post(f"/items/{item.pk}/draft/", _form(item, value="約百"), headers=HTMX)
    assert "「約百」は数として読めません" in answer.content.decode()
    assert Draft.objects.get(item=item).content["value"] == "約百"
    item.refresh_from_db()
    answer = client.post(f"/items/{item.pk}/", _form(item, value="約百"))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert 'value="約百"' in answer.content.decode()


def test_a_missing_value_needs_a_reason(office: Office) -> None:
    item = office.items()[0]
    client = office.client("officer")
    assert client.post(f"/items/{item.pk}/", _form(item)).status_code == 422
    answer = client.post(f"/items/{item.pk}/", _form(item, missing_reason="not_surveyed"))
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.state == "submitted"


def test_an_odd_value_is_asked_about_and_taken_once_confirmed(office: Office) -> None:
    from hoshin.actions.asking import earlier_values

    mine = office.items(organisation=office.people["officer"].organisation_id)
    item = next(one for one in mine if earlier_values(one, one.unit))
    client = office.client("officer")
    odd = _form(item, value=str(earlier_values(item, item.unit)[-1] * 1000))
    asked = client.post(f"/items/{item.pk}/", odd)
    assert asked.status_code == 422
    page = asked.content.decode()
    codes = [part.split('"')[0] for part in page.split('name="confirmed" value="')[1:]]
    assert codes
    assert client.post(f"/items/{item.pk}/", {**odd, "confirmed": codes}).status_code == 302
    assert item.submissions.get().confirmed == sorted(codes)


def test_a_value_that_stands_already_is_said_before_it_is_replaced(office: Office) -> None:
    from hoshin.storage.models import Observation

    item = office.items(indicator="visitors")[0]
    rows = Observation.objects.filter(indicator="visitors", ref_area=None, breakdown="")
    # The first value of its series: there is no earlier one from which a leap could be seen.
    first = min(rows.exclude(obs_value=None), key=lambda one: one.time_period.end)
    section = office.people["officer"].organisation_id
    office.round.items.filter(pk=item.pk).update(
        time_period=first.time_period, organisation=section
    )
    client = office.client("officer")
    page = client.get(f"/items/{item.pk}/").content.decode()
    stands = f"{first.obs_value:f}"
    assert f"{first.time_period.label_ja}の値は既に {stands}" in page and "訂正になります" in page
    asked = client.post(f"/items/{item.pk}/", _form(item, value="1,234"))
    assert asked.status_code == 422 and f"既に {stands}" in asked.content.decode()
    form = {**_form(item, value="1,234"), "confirmed": ["far-from-standing"]}
    assert client.post(f"/items/{item.pk}/", form).status_code == 302
    chief = office.client("chief")
    for path in ("/approvals/", f"/items/{item.pk}/"):
        assert f"既にある値 {stands}" in chief.get(path).content.decode()


def test_two_people_at_one_item_see_what_differs_and_lose_nothing(office: Office) -> None:
    item = office.items()[0]
    seen = item.version
    office.client("officer").post(
        f"/items/{item.pk}/draft/", _form(item, value="10", comment="先の人"), headers=HTMX
    )
    answer = office.client("chief").post(
        f"/items/{item.pk}/", {"version": seen, "value": "20", "status": "final", "comment": "後"}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "先の人" in page and 'value="20"' in page and "officer さん" in page


@pytest.mark.parametrize("second", ["officer", "chief"])
def test_a_window_that_did_not_see_a_saving_never_overwrites_it_unasked(
    office: Office, second: str
) -> None:
    from hoshin.storage.models import AuditEvent, Draft

    item = office.items()[0]
    draft, page = f"/items/{item.pk}/draft/", f"/items/{item.pk}/"
    one, two = office.client("officer"), office.client(second)
    assert one.post(draft, _form(item, value="5000"), headers=HTMX).status_code == 200
    stale = _form(item, value="6000")
    refused = two.post(draft, stale, headers=HTMX)
    assert refused.status_code == 409
    box = refused.content.decode()
    assert "別の画面で先に保存されています" in box
    assert "5000" in box and "6000" in box and 'name="keep_mine"' in box
    assert f'id="_version" value="{item.version}"' in box
    for _ in range(2):
        submitted = two.post(page, stale)
        assert submitted.status_code == 409
        answer = submitted.content.decode()
        assert '<td class="theirs">5000</td><td>6000</td>' in answer
        assert f'id="_version" value="{item.version}"' in answer
    assert Draft.objects.get(item=item).content["value"] == "5000"
    item.refresh_from_db()
    assert item.state == "draft"
    chosen = two.post(page, {**stale, "keep_mine": str(item.version)})
    assert chosen.status_code == 302
    assert Draft.objects.get(item=item).content["value"] == "6000"
    last = AuditEvent.objects.order_by("-number").first()
    assert last is not None and last.details["replaced"] == {"value": "5000"}


def test_the_choice_of_what_was_saved_first_keeps_it(office: Office) -> None:
    from hoshin.storage.models import Draft

    item = office.items()[0]
    client = office.client("officer")
    client.cookies["hoshin_language"] = "en"
    client.post(f"/items/{item.pk}/draft/", _form(item, value="5000"), headers=HTMX)
    stale = _form(item, value="6000")
    shown = client.post(f"/items/{item.pk}/", stale).content.decode()
    assert "Keep what was saved first" in shown and "Keep what is in this window" in shown
    chosen = client.post(f"/items/{item.pk}/", {**stale, "keep_theirs": "1"}, follow=True)
    assert 'value="5000"' in chosen.content.decode()
    assert f'data-done="item-{item.pk}"' in chosen.content.decode()
    assert Draft.objects.get(item=item).content["value"] == "5000"


def test_a_choice_that_is_overtaken_is_asked_again(office: Office) -> None:
    from hoshin.storage.models import Draft

    item = office.items()[0]
    client = office.client("officer")
    client.post(f"/items/{item.pk}/draft/", _form(item, value="5000"), headers=HTMX)
    stale = _form(item, value="6000")
    item.refresh_from_db()
    seen = item.version
    client.post(f"/items/{item.pk}/draft/", _form(item, value="5500"), headers=HTMX)
    again = client.post(f"/items/{item.pk}/", {**stale, "keep_mine": str(seen)})
    assert again.status_code == 409
    assert "5500" in again.content.decode()
    assert Draft.objects.get(item=item).content["value"] == "5500"


def test_what_another_window_submitted_is_shown_beside_what_was_typed(office: Office) -> None:
    item = office.items()[0]
    client = office.client("officer")
    reason = {"missing_reason": "not_surveyed"}
    assert client.post(f"/items/{item.pk}/", _form(item, **reason)).status_code == 302
    answer = client.post(f"/items/{item.pk}/", _form(item, value="6000"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert '<td class="theirs">（空欄）</td><td>6000</td>' in page
    assert 'name="keep_mine"' not in page
    assert item.submissions.get().content["missing_reason"] == "not_surveyed"


def test_a_row_of_the_grid_that_did_not_see_a_saving_never_overwrites_it(office: Office) -> None:
    from hoshin.storage.models import Draft

    item = office.items(organisation=office.people["officer"].organisation_id)[0]
    client = office.client("officer")
    client.post(f"/items/{item.pk}/draft/", _form(item, value="5000"), headers=HTMX)
    row = {f"{name}:{item.pk}": text for name, text in _form(item, value="6000").items()}
    for _ in range(2):
        page = client.post("/grid/", row)
        assert page.status_code == 422
        shown = page.content.decode()
        assert "「5000」" in shown and "「6000」" in shown
        assert f'id="_version_{item.pk}" value="{item.version}"' in shown
    assert Draft.objects.get(item=item).content["value"] == "5000"


def test_a_request_that_comes_twice_is_done_once(office: Office) -> None:
    item = office.items()[0]
    client = office.client("officer")
    form = _form(item, missing_reason="not_surveyed")
    assert client.post(f"/items/{item.pk}/", form).status_code == 302
    assert client.post(f"/items/{item.pk}/", form).status_code == 302
    assert item.submissions.count() == 1


def test_when_the_session_has_ended_the_page_is_told_and_nothing_is_written(office: Office) -> None:
    from django.test import Client

    from hoshin.storage.models import Draft

    item = office.items()[0]
    answer = Client(SERVER_NAME="localhost").post(
        f"/items/{item.pk}/draft/", _form(item, value="1"), headers=HTMX
    )
    assert answer.status_code == 401
    assert answer.content == b""
    assert not Draft.objects.exists()
    submitted = Client(SERVER_NAME="localhost").post(f"/items/{item.pk}/", _form(item, value="1"))
    assert submitted.headers["Location"] == f"/account/sign-in/?next=/items/{item.pk}/"


def test_a_form_without_its_token_is_refused_in_plain_words(office: Office) -> None:
    item = office.items()[0]
    client = office.client("officer", enforce_csrf_checks=True)
    answer = client.post(f"/items/{item.pk}/", _form(item, value="1"))
    assert answer.status_code == 403
    assert "画面が古くなっています" in answer.content.decode()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_whatever_is_typed_is_shown_as_text_in_every_field(office: Office, hostile: str) -> None:
    item = office.items()[0]
    officer, chief = office.client("officer"), office.client("chief")
    content = dict.fromkeys(("value", "value_text", "status", "missing_reason", "comment"), hostile)
    kept = officer.post(
        f"/items/{item.pk}/draft/", {"version": item.version, **content}, headers=HTMX
    )
    assert kept.status_code == 200
    page = officer.get(f"/items/{item.pk}/").content.decode()
    assert (
        html.escape(hostile, quote=True).replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
        in page
    )
    assert "<script>alert" not in page and "<img src=x" not in page
    item.refresh_from_db()
    assert officer.post(f"/items/{item.pk}/", _form(item, value=hostile)).status_code == 422
    done = {"version": item.version, "missing_reason": "not_surveyed", "comment": hostile}
    assert officer.post(f"/items/{item.pk}/", done).status_code == 302
    item.refresh_from_db()
    assert "<script>alert" not in chief.get("/approvals/").content.decode()
    chief.post(f"/items/{item.pk}/do/return/", {"version": item.version, "note": hostile})
    for path in ("/", f"/items/{item.pk}/", "/grid/"):
        page = officer.get(path).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page


def test_unknown_addresses_and_words_in_addresses_are_answered_gently(office: Office) -> None:
    client = office.client("auditor")
    for path in (
        "/items/999999/",
        "/figures/no.such.figure/",
        "/figures/of/%00/",
        "/nowhere/",
        "/figures/?q=%00%27%22%3C&page=-4",
        "/board/?round=%27&by=zzz",
    ):
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        assert "Traceback" not in answer.content.decode()


def test_evidence_is_kept_unchanged_and_only_ever_downloaded(office: Office) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    item = office.items()[0]
    client = office.client("officer")
    sheet = SimpleUploadedFile("集計<b>.html", b"<script>alert(1)</script>")
    assert client.post(f"/items/{item.pk}/evidence/", {"file": sheet}).status_code == 302
    kept = item.evidence.get()
    answer = client.get(f"/items/{item.pk}/evidence/{kept.pk}/")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_an_upload_beyond_the_limit_is_refused_before_it_is_read(office: Office) -> None:
    item = office.items()[0]
    client = office.client("officer")
    answer = client.generic(
        "POST",
        f"/items/{item.pk}/evidence/",
        b"",
        content_type="multipart/form-data; boundary=x",
        headers={"Content-Length": str(500_000_000)},
    )
    assert answer.status_code == 413
    assert "大きすぎます" in answer.content.decode()
    assert not item.evidence.exists()


def test_an_evaluation_sheet_is_kept_and_submitted_beside_last_years_promise(
    office: Office,
) -> None:
    from hoshin.actions import rounds
    from hoshin.domain.periods import Period, PeriodKind
    from hoshin.storage.models import Evaluation

    item = office.round.items.filter(kind="evaluation").order_by("pk").first()
    section = office.people["officer"].organisation_id
    rounds.assign(office.actor("planner"), item.pk, version=item.version, organisation_id=section)
    Evaluation.objects.create(
        id="last-year",
        plan_id=item.plan_id,
        element_id=item.element_id,
        year=Period(PeriodKind.FISCAL_YEAR, 2023),
        author_role="section",
        direction="来年は対象を広げます。",
    )
    item.refresh_from_db()
    client = office.client("officer")
    page = client.get(f"/items/{item.pk}/").content.decode()
    assert "来年は対象を広げます。" in page and "約束への答え" in page
    sheet = {
        "findings": "広げました。",
        "direction": "続けます。",
        "answer_to_last_year": "できました。",
    }
    form = {"version": item.version, **sheet}
    assert client.post(f"/items/{item.pk}/", {**form, "findings": ""}).status_code == 422
    assert client.post(f"/items/{item.pk}/draft/", form, headers=HTMX).status_code == 200
    item.refresh_from_db()
    assert client.post(f"/items/{item.pk}/", {**form, "version": item.version}).status_code == 302
    item.refresh_from_db()
    assert item.state == "submitted"
    approved = office.client("chief").post(
        f"/items/{item.pk}/do/approve/", {"version": item.version}
    )
    assert approved.status_code == 302
    item.refresh_from_db()
    assert item.evaluation.findings == "広げました。"
