"""Papers in the workplace: who may, which there are, and files whose figures agree."""

from __future__ import annotations

import html
import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Office

MOST_STATEMENTS_OF_THE_LIST = 12
MOST_STATEMENTS_OF_A_PREVIEW = 50
READERS = ("planner", "finance", "auditor", "admin")

pytestmark = pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)


def _statements(client: Any, path: str) -> tuple[Any, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as made:
        answer = client.get(path)
    return answer, len(made)


def _facts() -> Any:
    from django.utils import timezone

    from hoshin.reports.gathering import gather
    from hoshin.storage.plan import load_plan

    return gather(load_plan(), timezone.localdate())


def test_only_who_may_read_the_whole_city_makes_papers(office: Office) -> None:
    for name in READERS:
        page = office.client(name).get("/papers/")
        assert page.status_code == 200, name
        assert 'href="/papers/" aria-current="page"' in page.content.decode()
    for path in ("/papers/", "/papers/schedule/", "/papers/schedule/file/"):
        assert office.client("officer").get(path).status_code == 403, path
    assert 'href="/papers/"' not in office.client("officer").get("/").content.decode()


def test_every_paper_is_listed_with_few_statements(office: Office) -> None:
    from hoshin.reports.making import list_papers

    for language in ("ja", "en"):
        client = office.client("planner")
        client.cookies["hoshin_language"] = language
        answer, statements = _statements(client, "/papers/")
        page = html.unescape(answer.content.decode())
        assert statements <= MOST_STATEMENTS_OF_THE_LIST
        listed, _ = list_papers({})
        assert re.findall(r'action="/papers/([\w-]+)/"', page) == [one.code for one in listed]
        for one in listed:
            assert (one.title_ja if language == "ja" else one.title_en) in page


def test_a_paper_that_does_not_exist_is_not_found(office: Office) -> None:
    client = office.client("planner")
    assert client.get("/papers/no-such-form/").status_code == 404
    assert client.get("/papers/no-such-form/file/").status_code == 404


def test_an_excel_paper_is_previewed_and_holds_the_approved_figures(office: Office) -> None:
    from openpyxl import load_workbook

    client = office.client("planner")
    path = "/papers/measure-evaluation/"
    answer, statements = _statements(client, f"{path}?plan=plan-2022")
    assert answer.status_code == 200
    assert statements <= MOST_STATEMENTS_OF_A_PREVIEW
    page = answer.content.decode()
    assert "公表前の見本" in page and "<iframe" not in page
    made = client.get(f"{path}file/?plan=plan-2022")
    assert made.headers["Content-Disposition"].startswith("attachment")
    assert "spreadsheetml" in made.headers["Content-Type"]
    cells = {
        str(cell.value)
        for sheet in load_workbook(io.BytesIO(made.content))
        for row in sheet.iter_rows()
        for cell in row
    }
    row = next(one for one in _facts().plan("plan-2022").rows if one.achievement)
    assert row.achievement in cells
    assert row.achievement in page
    assert "公表前の見本" not in cells


def test_a_word_paper_is_previewed_and_holds_the_approved_figures(office: Office) -> None:
    from docx import Document

    client = office.client("planner")
    page = client.get("/papers/action-plan/?plan=programs-2025").content.decode()
    made = client.get("/papers/action-plan/file/?plan=programs-2025")
    assert "wordprocessingml" in made.headers["Content-Type"]
    printed = {
        cell.text
        for table in Document(io.BytesIO(made.content)).tables
        for row in table.rows
        for cell in row.cells
    }
    listings = _facts().plan("programs-2025").listings
    listing = next(one for one in listings if one.amount.thousand is not None)
    assert any(listing.amount_text in text for text in printed)
    assert listing.amount_text in page


def test_a_pdf_paper_is_opened_in_the_browser_or_taken_as_a_file(office: Office) -> None:
    from pypdf import PdfReader

    client = office.client("planner")
    path = "/papers/council-summary/"
    assert 'formtarget="_blank"' in client.get(path).content.decode()
    shown = client.get(f"{path}file/?open=1")
    assert shown.headers["Content-Type"] == "application/pdf"
    assert shown.headers["Content-Disposition"].startswith("inline")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(shown.content)).pages)
    rows = _facts().plan("plan-2022").rows
    row = next(one for one in rows if one.name.startswith("創業件数"))
    assert row.achievement.endswith("%")
    assert f"{row.achievement}\n" in text


def test_what_is_in_the_way_of_a_paper_is_said(office: Office) -> None:
    client = office.client("planner")
    for path in ("/papers/sdgs-progress/", "/papers/sdgs-progress/file/"):
        answer = client.get(path)
        assert answer.status_code == 422
        assert "このままでは作れません" in answer.content.decode()
    assert client.get("/papers/schedule/?plan=no-such-plan").status_code == 422


def test_a_paper_of_the_last_release_is_made_with_the_citys_own_form(
    office: Office, harbour: Path, tmp_path: Path
) -> None:
    from django.test import override_settings
    from django.utils import timezone

    from hoshin.exchange.attached_forms import read_forms
    from hoshin.exchange.folder import read_folder
    from hoshin.exchange.release import write_release
    from hoshin.reports.making import PaperKind, list_papers
    from hoshin.storage.models import Release

    forms, _ = read_forms(harbour)
    city = read_folder(harbour).city
    day = date(2025, 8, 1)
    identity = write_release(
        city, day, tmp_path / "first" / "release", with_parquet=False, forms=forms
    )
    Release.objects.create(
        identity=identity,
        as_of=day,
        folder="first",
        published_by=office.people["planner"],
        published_at=timezone.now(),
    )
    listed, _ = list_papers(forms)
    own = next(one for one in listed if one.kind is PaperKind.OWN)
    client = office.client("planner")
    with override_settings(RELEASES=str(tmp_path)):
        page = client.get("/papers/").content.decode()
        assert "2025年8月1日" in page
        page = client.get(f"/papers/{own.code}/?from=release").content.decode()
    assert "公表済みの値から" in page
    assert "公表前の見本" not in page


def _said(answer: Any) -> str:
    """The text of a PDF without its spaces."""
    from pypdf import PdfReader

    assert answer.status_code == 200
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def _give_five_years() -> None:
    """Two more years before the three that one indicator has, and a goal that lies ahead."""
    from hoshin.domain.periods import read_code
    from hoshin.storage.models import Observation, Target

    Target.objects.filter(indicator="visitors").update(goal_period=read_code("FY2034"))
    for year, value in ((2020, "74.8"), (2021, "82.4")):
        Observation.objects.create(
            id=f"visitors.FY{year}",
            indicator_id="visitors",
            time_period=read_code(f"FY{year}"),
            obs_value=Decimal(value),
            unit_measure="万人",
        )


def test_the_indicator_book_states_estimates_where_the_city_publishes_them(office: Office) -> None:
    """A city with five yearly values: nothing is said before it chooses to, the estimate after."""
    from django.utils import timezone

    from hoshin.actions.publishing_besides import own_forecasts
    from hoshin.storage.models import CityRecord
    from hoshin.storage.plan import load_plan

    _give_five_years()
    client = office.client("planner")
    assert own_forecasts(load_plan(), timezone.localdate()) is None
    no_figure = "実績でも市の公式な値でもありません"
    assert no_figure not in _said(client.get("/papers/indicator-book/file/"))

    record = CityRecord.objects.get(pk=1)
    also = {**(record.also or {}), "descriptor": {"hoshin": {"forecasts": True}}}
    CityRecord.objects.filter(pk=1).update(also=also)
    made = own_forecasts(load_plan(), timezone.localdate())
    assert made is not None
    (estimated,) = (one for one in made if one.why_none is None)
    assert estimated.indicator == "visitors" and estimated.score is not None
    said = _said(client.get("/papers/indicator-book/file/"))
    assert no_figure in said
    assert f"の{estimated.score.relative_error}倍" in said
