"""Changes of targets on screen: the rate either way, a reason, a second person, the history."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import Office

TARGET = "plan-2022.visitors"
ADDRESS = f"/targets/{TARGET}/change/"
MOST_STATEMENTS = 12
pytestmark = pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)


def _form(office: Office, **typed: str) -> dict[str, Any]:
    """The form as it stands, with something typed over it."""
    from hoshin.actions.targets import texts_of
    from hoshin.storage.plan import load_indicator

    target = next(one for one in load_indicator("visitors").targets if one.id == TARGET)
    return {**texts_of(target), **typed}


def _chief(office: Office) -> str:
    """The chief of whoever reports the indicator."""
    item = office.round.items.get(kind="observation", indicator="visitors")
    mine = office.people["chief"].organisation_id
    return "chief" if item.organisation_id == mine else "other_chief"


def _value(office: Office) -> str:
    from hoshin.storage.models import Target

    return f"{Target.objects.get(pk=TARGET).goal_value:f}"


def test_a_chief_proposes_and_the_planner_approves(office: Office) -> None:
    chief = office.client(_chief(office))
    page = chief.get("/figures/of/visitors/").content.decode()
    assert ADDRESS in page
    page = chief.get(ADDRESS).content.decode()
    assert "変えない場合" in page and "まだ何も変えていません" in page
    shown = chief.post(f"/targets/{TARGET}/preview/", _form(office, goal_value="140.0"))
    assert "140.0" in shown.content.decode() and _value(office) == "120"
    assert chief.post(ADDRESS, _form(office, goal_value="140.0")).status_code == 422
    why = {"reason": "計画の改定", "reason_en": "The plan was revised."}
    answer = chief.post(ADDRESS, _form(office, goal_value="140.0", **why))
    assert answer.status_code == 302 and _value(office) == "120"
    planner = office.client("planner")
    page = planner.get("/targets/").content.decode()
    assert "計画の改定" in page and "決定を待っている" in page and "/approve/" in page
    address = page.split('action="/targets/decide/')[1].split('"')[0]
    page = chief.get("/targets/").content.decode()
    assert "別の人が決めます" in page and "/approve/" not in page
    said = chief.post(f"/targets/decide/{address}", {"note": "x"}, follow=True).content.decode()
    assert "できません" in said and _value(office) == "120"
    said = planner.post(f"/targets/decide/{address}", {"note": "了承"}, follow=True)
    assert "承認しました" in said.content.decode() and _value(office) == "140.0"
    page = planner.get("/figures/of/visitors/").content.decode()
    assert "目標の変更の記録" in page and "了承" in page
    planner.post("/language/", {"language": "en", "back": "/"})
    assert "The plan was revised." in planner.get("/figures/of/visitors/").content.decode()


def test_a_goal_behind_its_baseline_is_said_to_both(office: Office) -> None:
    chief = office.client(_chief(office))
    caution = "当初より悪くなっても達成になります"
    assert "別の「企画担当」です" in chief.get(ADDRESS).content.decode()
    shown = chief.post(f"/targets/{TARGET}/preview/", _form(office, goal_value="90"))
    assert caution not in shown.content.decode()
    shown = chief.post(f"/targets/{TARGET}/preview/", _form(office, goal_value="80"))
    assert caution in shown.content.decode()
    chief.post(ADDRESS, _form(office, goal_value="80", reason="下げたい"))
    planner = office.client("planner")
    assert caution in planner.get("/targets/").content.decode()
    planner.post("/language/", {"language": "en", "back": "/"})
    assert "worse than the baseline" in planner.get("/targets/").content.decode()


def test_what_a_document_printed_is_no_longer_shown_as_the_goal(office: Office) -> None:
    from hoshin.actions.targets import approve_target_change, change_target
    from hoshin.storage.models import Target

    Target.objects.filter(pk=TARGET).update(goal_printed="120", baseline_printed="98.5")
    made = change_target(
        office.actor(_chief(office)), TARGET, changes={"goal_value": "140.0"}, reason="改定"
    )
    approve_target_change(office.actor("planner"), made.pk)
    after = Target.objects.get(pk=TARGET)
    assert (after.goal_printed, after.baseline_printed) == ("", "98.5")


def test_a_refusal_needs_a_word(office: Office) -> None:
    from hoshin.storage.models import TargetChange

    chief, planner = office.client(_chief(office)), office.client("planner")
    chief.post(ADDRESS, _form(office, goal_value="90", reason="下げたい"))
    made = TargetChange.objects.get()
    planner.post(f"/targets/decide/{made.pk}/refuse/", {"note": " "})
    assert TargetChange.objects.get().state == "proposed"
    planner.post(f"/targets/decide/{made.pk}/refuse/", {"note": "根拠がありません"})
    assert TargetChange.objects.get().state == "refused" and _value(office) == "120"
    again = planner.post(f"/targets/decide/{made.pk}/approve/", {}, follow=True)
    assert "ありません" in again.content.decode() and _value(office) == "120"


@pytest.mark.parametrize(
    "wrong",
    [{"goal_value": "百"}, {"goal_period": "soon"}, {"method": "<b>magic"}, {"comparison": "1=1"}],
)
def test_what_no_target_can_be_is_told_beside_its_field(
    office: Office, wrong: dict[str, str]
) -> None:
    from hoshin.storage.models import TargetChange

    client = office.client(_chief(office))
    answer = client.post(ADDRESS, _form(office, reason="x", **wrong))
    page = answer.content.decode()
    assert answer.status_code == 422 and "field-error" in page and "<b>magic" not in page
    assert client.post(f"/targets/{TARGET}/preview/", _form(office, **wrong)).status_code == 200
    assert not TargetChange.objects.exists()


@pytest.mark.parametrize("who", ["officer", "auditor", "finance", "committee", "admin"])
def test_others_do_not_propose(office: Office, who: str) -> None:
    client = office.client(who)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, _form(office, goal_value="1", reason="x")).status_code == 403
    assert "変更を申し出る" not in client.get("/figures/of/visitors/").content.decode()
    expected = 200 if who in ("auditor", "finance") else 403
    assert client.get("/targets/").status_code == expected


@pytest.mark.parametrize("path", ["/targets/", ADDRESS, "/figures/of/visitors/"])
def test_the_screens_need_few_statements(office: Office, path: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = office.client(_chief(office))
    client.post(ADDRESS, _form(office, goal_value="140.0", reason="計画の改定"))
    with CaptureQueriesContext(connection) as made:
        assert client.get(path).status_code == 200
    # The form also judges the indicator, whose part of the plan is read by table.
    assert len(made) <= MOST_STATEMENTS + (10 if path == ADDRESS else 0)


def test_the_page_of_all_values_asks_for_their_chart(office: Office) -> None:
    client = office.client("planner")
    address = "/figures/of/visitors/chart/"
    assert address in client.get("/figures/of/visitors/").content.decode()
    assert "<svg" in client.get(address).content.decode()
    assert client.get("/figures/of/nothing/chart/").status_code == 404
