"""The registers on screen: pledges kept by the planner, errors of documents recorded and mended."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import Office

MOST_STATEMENTS = 12
PLEDGE = {"do": "keep", "manifesto": "市長公約2025", "name": "島の診療所を残す", "number": "4"}
STATE = {
    "do": "state",
    "progress": "under_way",
    "stated_on": "2025-04-01",
    "reason": "医師が来た。",
}


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_planner_adds_a_pledge_links_it_and_says_how_far_it_has_come(office: Office) -> None:
    from hoshin.storage.models import Pledge

    planner = office.client("planner")
    assert "公約を加える" in _text(planner.get("/board/registers/"))
    measures = ["plan-2022.2-2", "strategy-2022.1-2", ""]
    answer = planner.post(
        "/board/registers/pledges/new/", {**PLEDGE, "elements": measures}, follow=True
    )
    made = Pledge.objects.order_by("-position")[0]
    assert made.other_elements == ["strategy-2022.1-2"]
    address = f"/board/registers/pledges/{made.pk}/"
    assert answer.redirect_chain == [(address, 302)]
    answer = planner.post(address, STATE, follow=True)
    assert "進み具合を記録しました" in _text(answer) and "医師が来た。" in _text(answer)
    shown = _text(planner.get("/board/registers/"))
    assert "島の診療所を残す" in shown and "取組中" in shown
    state = made.states.get()
    answer = planner.post(address, {"do": "take_back", "state": state.pk}, follow=True)
    assert "取り消しました" in _text(answer)
    answer = planner.post(address, {"do": "remove"}, follow=True)
    assert "公約を消しました" in _text(answer) and "島の診療所" not in _text(answer)


def test_what_was_typed_stands_beside_what_is_wrong(office: Office) -> None:
    planner = office.client("planner")
    wrong = PLEDGE | {"manifesto": "", "pledged": "<b>いつか"}
    answer = planner.post("/board/registers/pledges/new/", wrong)
    assert answer.status_code == 422
    assert "島の診療所を残す" in _text(answer) and "&lt;b&gt;いつか" in _text(answer)
    assert 'id="_error_manifesto"' in _text(answer) and 'id="_error_pledged"' in _text(answer)
    answer = planner.post("/board/registers/pledges/pledge-1/", STATE | {"reason": ""})
    assert answer.status_code == 422 and 'id="_error_reason"' in _text(answer)
    seen_before = PLEDGE | {"seen": "0" * 16}
    answer = planner.post("/board/registers/pledges/pledge-1/", seen_before)
    assert answer.status_code == 409 and "ほかの画面でこの記録が変わりました" in _text(answer)
    assert planner.get("/board/registers/pledges/none/").status_code == 404


def test_an_error_is_looked_for_recorded_corrected_and_closed(office: Office) -> None:
    from hoshin.storage.models import KnownError

    planner = office.client("planner")
    found = _text(planner.get("/board/errors/new/", {"find": "健診受診率"}))
    assert "?row=plan-2022.checkups" in found and "目標" in found
    assert "見つかりません" in _text(planner.get("/board/errors/new/", {"find": "'; --"}))
    of_indicator = "/board/errors/new/?indicator=checkups"
    assert of_indicator in _text(planner.get("/figures/of/checkups/"))
    assert "?row=checkups.men.FY2024" in _text(planner.get(of_indicator))
    form = "/board/errors/new/?row=plan-2022.checkups"
    assert "健診受診率" in _text(planner.get(form))
    answer = planner.post(form, {"printed": "45.0", "explanation": ""})
    assert answer.status_code == 422 and 'value="45.0"' in _text(answer)
    told = {
        "printed": "45.0",
        "corrected": "<i>54.0",
        "explanation": "桁が逆。",
        "effect": "withhold",
    }
    planner.post(form, told)
    error = KnownError.objects.get()
    listed = _text(planner.get("/board/errors/"))
    assert "&lt;i&gt;54.0" in listed and "達成度は出しません" in listed and "健診受診率" in listed
    assert "plan-2022.checkups<" not in listed
    address = f"/board/errors/{error.pk}/"
    answer = planner.post(address, {"do": "keep", "explanation": "x", "seen": "0" * 16})
    assert answer.status_code == 409
    mended = {"do": "mend", "mended_on": "2025-04-02", "mending": "正誤表を出した。"}
    assert planner.post(address, mended | {"mending": ""}).status_code == 422
    answer = planner.post(address, mended, follow=True)
    assert "直したことにしました" in _text(answer) and "正誤表を出した。" in _text(answer)
    planner.post(address, {"do": "reopen"})
    error.refresh_from_db()
    assert error.mended_on is None


def test_what_the_checks_find_is_put_on_record_from_the_list(office: Office) -> None:
    from hoshin.storage.models import KnownError, Target

    Target.objects.filter(pk="plan-2022.checkups").update(goal_value="30")
    planner = office.client("planner")
    listed = _text(planner.get("/board/errors/?check=1"))
    link = "/board/errors/new/?row=plan-2022.checkups&amp;problem=target-met-at-start"
    assert link in listed
    planner.post(link.replace("&amp;", "&"), {"explanation": "下げる目標ではない。"})
    assert KnownError.objects.get().problem == "target-met-at-start"
    assert link not in _text(planner.get("/board/errors/?check=1"))


def test_everybody_reads_and_only_the_planner_writes(office: Office) -> None:
    for name in ("officer", "auditor", "committee"):
        client = office.client(name)
        for path in ("/board/registers/", "/board/errors/"):
            page = client.get(path)
            assert page.status_code == 200 and "公約を加える" not in _text(page)
        for path in ("/board/registers/pledges/new/", "/board/registers/pledges/pledge-1/"):
            assert client.get(path).status_code == 403
            assert client.post(path, PLEDGE).status_code == 403
        assert client.get("/board/errors/new/").status_code == 403
        path = "/board/errors/new/?row=plan-2022.checkups"
        assert client.post(path, {"explanation": "x"}).status_code == 403


def test_the_registers_are_read_in_english(office: Office) -> None:
    planner = office.client("planner")
    planner.post("/language/", {"language": "en", "back": "/"})
    page = _text(planner.get("/board/registers/"))
    assert "partly achieved" in page and "Some still wait in Shima Ward" in page
    page = _text(planner.get("/board/registers/pledges/pledge-1/"))
    assert "How far it has come" in page and "Take this state back" in page
    assert "Look for it by the name" in _text(planner.get("/board/errors/new/"))


@pytest.mark.parametrize(
    "path",
    [
        "/board/registers/",
        "/board/errors/",
        "/board/registers/pledges/pledge-1/",
        "/board/errors/new/?row=plan-2022.checkups",
    ],
)
def test_the_registers_need_few_statements(office: Office, path: str) -> None:
    from hoshin.storage.models import KnownError

    about = ("plan-2022.checkups", "checkups.men.FY2024", "plan-2022.visitors", "visitors")
    for number, row in enumerate(about):
        KnownError.objects.create(
            id=f"e{number}", problem="noticed-error", row=row, recorded_on="2025-04-01"
        )
    client = office.client("planner")
    client.get(path)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(path).status_code == 200
    assert len(counted) <= MOST_STATEMENTS, [one["sql"][:90] for one in counted]
