"""After approval: figures and sheets are corrected with a reason; earlier forms can be read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import Office

pytestmark = pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
EVERY_QUESTION = (
    "other-unit",
    "below-zero",
    "over-hundred",
    "total-fell",
    "wrong-scale",
    "far-from-series",
    "far-from-standing",
)


def _approved(office: Office, item: Any, **content: str) -> Any:
    from hoshin.actions.approving import approve
    from hoshin.actions.entering import submit_observation, write_evaluation
    from hoshin.domain.cycle import ItemKind

    officer = office.actor("officer")
    if item.kind is ItemKind.OBSERVATION:
        done = submit_observation(
            officer, item.pk, version=item.version, content=content, confirmed=EVERY_QUESTION
        )
    else:
        done = write_evaluation(officer, item.pk, version=item.version, content=content)
    return approve(office.actor("chief"), item.pk, version=done.version)


def test_a_corrected_figure_is_shown_with_what_stood_before(office: Office) -> None:
    from hoshin.storage.models import Observation

    item = _approved(office, office.items()[0], value="5", source="統計年鑑")
    first = Observation.objects.get(pk=item.observation_id)
    assert first.locator.endswith("（出典: 統計年鑑）")
    planner = office.client("planner")
    form = {
        "version": item.version,
        "value": "6",
        "status": "final",
        "source": "https://example.jp/ 第2表",
        "confirmed": EVERY_QUESTION,
    }
    address = f"/items/{item.pk}/do/correct/"
    refused = planner.post(address, form)
    page = refused.content.decode()
    assert refused.status_code == 422 and "文章が入っていません" in page and 'value="6"' in page
    assert planner.post(address, {**form, "reason": "写し間違い"}).status_code == 302
    item.refresh_from_db()
    second = Observation.objects.get(pk=item.observation_id)
    assert (f"{second.obs_value:f}", second.reason) == ("6", "写し間違い")
    assert second.locator.endswith("（出典: https://example.jp/ 第2表）")
    page = planner.get(f"/items/{item.pk}/").content.decode()
    assert "提出と訂正の記録" in page and "第2版" in page and "写し間違い" in page
    assert '<span class="latest-value">6' in page and "統計年鑑" in page
    same = planner.post(address, {**form, "version": item.version, "reason": "もう一度"})
    assert same.status_code == 422 and "いまの記録と同じ" in same.content.decode()


def test_a_sheet_is_corrected_too(office: Office) -> None:
    from hoshin.storage.models import Evaluation

    section = office.items()[0].organisation_id
    item = office.round.items.filter(kind="evaluation", element__isnull=False).first()
    type(item).objects.filter(pk=item.pk).update(organisation=section)
    item.refresh_from_db()
    item = _approved(office, item, findings="来訪者が戻った。")
    planner = office.client("planner")
    page = planner.get(f"/items/{item.pk}/").content.decode()
    assert "訂正する内容を書く" in page and "来訪者が戻った。" in page
    form = {"version": item.version, "findings": "来訪者は戻っていない。", "reason": "<b>誤り</b>"}
    address = f"/items/{item.pk}/do/correct/"
    for who in ("officer", "chief", "auditor"):
        assert office.client(who).post(address, form).status_code == 403, who
    assert planner.post(address, form).status_code == 302
    item.refresh_from_db()
    assert Evaluation.objects.get(pk=item.evaluation_id).findings == "来訪者は戻っていない。"
    page = planner.get(f"/items/{item.pk}/").content.decode()
    assert "第2版" in page and "&lt;b&gt;誤り" in page and "<del" in page
    assert [one.content["findings"] for one in item.submissions.order_by("number")] == [
        "来訪者が戻った。",
        "来訪者は戻っていない。",
    ]


def test_the_grid_leaves_the_source_as_it_was_kept(office: Office) -> None:
    from hoshin.actions.entering import content_of, save_draft

    item = office.items()[0]
    saved = save_draft(
        office.actor("officer"), item.pk, version=item.version, content={"source": "課で集計"}
    )
    client = office.client("officer")
    page = client.get("/grid/").content.decode()
    name = f"source:{item.pk}"
    assert f'name="{name}" value="課で集計"' in page
    form = {f"version:{item.pk}": saved.version, f"value:{item.pk}": "7", name: "課で集計"}
    client.post("/grid/draft/", form, headers={"HX-Request": "true"})
    assert content_of(item) == {"value": "7", "source": "課で集計"}


def test_a_source_that_is_no_source_is_told(office: Office) -> None:
    item = office.items()[0]
    form = {"version": item.version, "missing_reason": "not_surveyed", "source": "あ" * 501}
    answer = office.client("officer").post(f"/items/{item.pk}/", form)
    assert answer.status_code == 422 and "500文字を超えています" in answer.content.decode()
