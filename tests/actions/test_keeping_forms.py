"""A city's own forms: tried with its figures, kept version by version, part of the next release."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.actions.round_of_harbour import NOW, actor


def template(*cells: str) -> bytes:
    """A workbook with one text below the other."""
    book = Workbook()
    for row, text in enumerate(cells, start=1):
        book.worksheets[0].cell(row, 1, text)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cells(content: bytes) -> list[str]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]


def test_a_template_becomes_a_form_and_its_next_version(in_round: str) -> None:
    from hoshin.actions.keeping_forms import keep_form, try_form
    from hoshin.storage.forms import own_forms
    from hoshin.storage.models import AuditEvent, CityRecord, FormFile

    planner = actor("planner")
    first = {"令和7年.xlsx": template("{{ 市 }}の年報")}
    tried = try_form(planner, "年報", first, title="港見市年報", now=NOW)
    assert tried.paper is not None
    assert _cells(tried.paper.content) == [f"{CityRecord.objects.get().name}の年報"]
    assert not FormFile.objects.exists()

    made = keep_form(planner, "年報", first, title="港見市年報", now=NOW)
    assert [(one.path, one.version) for one in made] == [
        ("年報/template.xlsx", 1),
        ("年報/form.toml", 1),
    ]
    assert 'title = "港見市年報"' in own_forms()["年報/form.toml"].decode()
    assert keep_form(planner, "年報", first, now=NOW) == ()

    second = template("{{ 市 }}の年報 第二版")
    made = keep_form(planner, "年報", {"a.xlsx": second}, now=NOW + timedelta(days=1))
    assert [(one.path, one.version) for one in made] == [("年報/template.xlsx", 2)]
    assert own_forms()["年報/template.xlsx"] == second
    assert [one.version for one in FormFile.objects.filter(path="年報/template.xlsx")] == [1, 2]
    last = AuditEvent.objects.latest("number")
    assert (last.verb, last.subject_id) == ("keep_form", "年報")
    assert last.details == {"files": {"年報/template.xlsx": 2}}


def test_a_wrong_template_says_its_cell_and_nothing_is_kept(in_round: str) -> None:
    from hoshin.actions.keeping_forms import keep_form
    from hoshin.actions.refusals import IllFormedInputError
    from hoshin.storage.models import EvidenceFile, FormFile

    before = EvidenceFile.objects.count()
    wrong = {"a.xlsx": template("{{ 計画.名稱 }}", "{% for 行 in 計画.行 %}")}
    with pytest.raises(IllFormedInputError) as refused:
        keep_form(actor("planner"), "年報", wrong, now=NOW)
    places = {one.place.column for one in refused.value.problems}
    assert places <= {"Sheet!A1", "Sheet!A2"} and places
    for code, files in (
        ("../年報", {"a.xlsx": template("{{ 市 }}")}),
        ("indicator-book", {"a.xlsx": template("{{ 市 }}")}),
        ("年報", {"a.png": b"no template"}),
        ("年報", {"a.xlsx": b"", "b.docx": b""}),
        ("年報", {"form.toml": b"format = 1\ntemplate = ["}),
        ("年報", {"a.xlsx": b"PK no workbook"}),
        ("年報", {}),
    ):
        with pytest.raises(IllFormedInputError):
            keep_form(actor("planner"), code, files, now=NOW)
    assert not FormFile.objects.exists() and EvidenceFile.objects.count() == before


def test_a_built_in_form_is_changed_and_comes_back(in_round: str) -> None:
    from hoshin.actions.keeping_forms import end_form, keep_form
    from hoshin.actions.refusals import NotFoundError
    from hoshin.reports.form_settings import read_form
    from hoshin.storage.forms import own_forms
    from hoshin.storage.models import FormFile

    planner = actor("planner")
    keep_form(planner, "schedule", {"工程.xlsx": template("{{ 計画.名称 }}")}, now=NOW)
    changed = read_form("schedule", own_forms())
    assert changed.own and changed.title == read_form("schedule", {}).title
    end_form(planner, "schedule", now=NOW)
    assert own_forms() == {}
    assert FormFile.objects.filter(path__startswith="schedule/").count() == 4
    with pytest.raises(NotFoundError):
        end_form(planner, "schedule", now=NOW)
    keep_form(planner, "schedule", {"工程.xlsx": template("{{ 計画.名称 }}")}, now=NOW)
    assert read_form("schedule", own_forms()).own


def test_a_release_published_here_holds_the_forms(in_round: str, tmp_path: Path) -> None:
    from django.conf import settings

    from hoshin.actions import releasing
    from hoshin.actions.keeping_forms import keep_form
    from hoshin.exchange.attached_forms import read_forms
    from hoshin.exchange.release import DATA, verify_release
    from hoshin.storage.forms import own_forms

    settings.RELEASES = tmp_path / "releases"
    planner = actor("planner")
    keep_form(planner, "年報", {"a.xlsx": template("{{ 市 }}")}, now=NOW)
    made = releasing.publish_release(planner, as_of=date(2025, 8, 31), now=NOW)
    folder = tmp_path / "releases" / made.folder / "release"
    assert read_forms(folder / DATA)[0] == own_forms() != {}
    assert verify_release(folder) == ()
    # A changed template is another release: papers of the year before keep theirs.
    keep_form(planner, "年報", {"a.xlsx": template("{{ 計画.名称 }}")}, now=NOW)
    again = releasing.publish_release(planner, as_of=date(2025, 8, 31), now=NOW)
    assert again.identity != made.identity


def test_forms_come_with_the_plan_folder(
    blank_workplace: str, harbour: Path, tmp_path: Path
) -> None:
    from hoshin.actions.actor import Actor, Way
    from hoshin.actions.loading import load_city
    from hoshin.exchange.attached_forms import read_forms
    from hoshin.exchange.folder import read_folder
    from hoshin.storage.forms import move_out_of_record, own_forms
    from hoshin.storage.models import CityRecord, FormFile

    forms, _ = read_forms(harbour)
    files = {f"forms/{path}": content for path, content in forms.items()}
    city = read_folder(harbour).city
    load_city(Actor(None, Way.COMMAND), city, files={**files, "notes.md": b"besides"}, now=NOW)
    assert own_forms() == forms
    record = CityRecord.objects.get()
    assert set(record.also["files"]) == {"notes.md"}

    # Earlier versions kept them in the city's record; a restored archive may still hold them there.
    kept = dict(FormFile.objects.values_list("path", "file_id"))
    _old_record(record, {f"forms/old-{path}": sha256 for path, sha256 in kept.items()})
    move_out_of_record(CityRecord, FormFile)
    assert {path for path in own_forms() if path.startswith("old-")} == {f"old-{p}" for p in forms}
    assert CityRecord.objects.get().also["files"] == {}


def _old_record(record: Any, files: dict[str, str]) -> None:
    record.also = {**record.also, "files": files}
    record.save(update_fields=["also"])


def test_who_may_not_change_forms_may_not_try_them_either(in_round: str) -> None:
    from hoshin.actions.keeping_forms import try_form
    from hoshin.actions.refusals import NotAllowedError

    with pytest.raises(NotAllowedError):
        try_form(actor("officer"), "年報", {"a.xlsx": template("{{ 市 }}")}, now=NOW)
