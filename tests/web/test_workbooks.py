"""The workbook screen: got, given back, compared cell by cell, taken in as a person decided."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.conftest import Office

FIRST_ROW, KEY, VALUE, COMMENT = 5, 1, 8, 12
MOST_STATEMENTS = 12


def _got(office: Office, name: str = "officer") -> bytes:
    item = office.items()[0]
    form = {"round": office.round.pk, "organisation": item.organisation_id}
    answer = office.client(name).post("/workbooks/issue/", form)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return bytes(answer.content)


def _filled(content: bytes, item: Any, **cells: str) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    row = next(
        row for row in sheet.iter_rows(min_row=FIRST_ROW) if f"-{item.pk}-" in str(row[0].value)
    )
    for name, text in cells.items():
        row[{"value": VALUE, "comment": COMMENT}[name] - 1].value = text
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _give_back(office: Office, content: bytes, who: str = "officer", name: str = "返.xlsx") -> Any:
    form = {"file": SimpleUploadedFile(name, content)}
    return office.client(who).post("/workbooks/receive/", form)


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_nothing_is_taken_in_before_a_person_has_looked(office: Office) -> None:
    item = office.items()[0]
    answer = _give_back(office, _filled(_got(office), item, value="5", comment="速報"))
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.state == "not_started"
    address = answer.headers["Location"]
    client = office.client("officer")
    page = client.get(address).content.decode()
    assert "ブックで入力されました" in page and "入力 Entry!H" in page and "速報" in page
    assert "1件を取り込んで提出する" in page
    form = {f"version:{item.pk}": item.version, f"confirmed:{item.pk}": _questions(office)}
    page = client.post(address, form, follow=True).content.decode()
    item.refresh_from_db()
    assert item.state == "submitted"
    assert "1件を提出しました" in page and "もうありません" in page
    again = _give_back(office, open_kept(address))
    assert again.headers["Location"] == address
    said = client.get("/workbooks/").content.decode()
    assert "提出 1" in said
    assert item.submissions.count() == 1


def _questions(office: Office) -> list[str]:
    """Every question there is: these tests are not about odd values."""
    return ["other-unit", "below-zero", "over-hundred", "total-fell", "wrong-scale",
            "far-from-series", "far-from-standing"]  # fmt: skip


def open_kept(address: str) -> bytes:
    """The file behind the address of a returned workbook."""
    from hoshin.storage.evidence import open_evidence
    from hoshin.storage.models import ReturnedWorkbook

    kept = ReturnedWorkbook.objects.get(pk=int(address.strip("/").split("/")[-1]))
    with open_evidence(kept.file_id) as file:
        return file.read()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_what_both_changed_waits_for_a_choice_of_what_was_seen(office: Office) -> None:
    from hoshin.actions.entering import content_of, save_draft

    item = office.items()[0]
    sent = _got(office)
    save_draft(office.actor("chief"), item.pk, version=item.version, content={"value": "7"})
    address = _give_back(office, _filled(sent, item, value="5")).headers["Location"]
    client = office.client("officer")
    page = client.get(address).content.decode()
    assert f'name="side:{item.pk}:value" value="returned"' in page
    item.refresh_from_db()
    seen = {f"version:{item.pk}": item.version}
    assert "選ばれるのを待って" in client.post(address, seen, follow=True).content.decode()
    assert content_of(item) == {"value": "7"}
    chosen = {**seen, f"side:{item.pk}:value": "returned"}
    save_draft(office.actor("chief"), item.pk, version=item.version, content={"value": "8"})
    client.post(address, chosen)
    assert content_of(item) == {"value": "8"}
    item.refresh_from_db()
    kept = {f"version:{item.pk}": item.version, f"side:{item.pk}:value": "current"}
    page = client.post(address, kept, follow=True).content.decode()
    assert content_of(item) == {"value": "8"} and "いまの値を残しました" in page
    item.refresh_from_db()
    assert item.state == "draft"


def _bomb(content: bytes) -> bytes:
    """A workbook whose first sheet unpacks to far more than a section's ever would."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in given.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            archive.writestr(name, b" " * 120_000_000 if is_sheet else given.read(name))
    return made.getvalue()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_files_that_are_none_are_told_in_the_persons_language(
    office: Office, language: str
) -> None:
    item = office.items()[0]
    theirs = _filled(_got(office), item, value="5")
    own = openpyxl.Workbook()
    plain = io.BytesIO()
    own.save(plain)
    said = {
        "ja": ("ありません", "読めません", "超え", "担当の範囲ではありません"),
        "en": ("no workbook that was issued", "read", "more than", "outside what your role"),
    }[language]
    cases = (
        ("officer", plain.getvalue(), "own.xlsx", 422, said[0]),
        ("officer", b"not a workbook at all", "notes.xlsx", 422, said[0]),
        ("officer", b"PK\x03\x04broken", "broken.xlsx", 422, said[1]),
        ("officer", _bomb(theirs), "bomb.xlsx", 422, said[2]),
        ("other_officer", theirs, "theirs.xlsx", 403, said[3]),
    )
    for who, content, name, status, words in cases:
        client = office.client(who)
        client.cookies["hoshin_language"] = language
        answer = client.post("/workbooks/receive/", {"file": SimpleUploadedFile(name, content)})
        page = answer.content.decode()
        assert (answer.status_code, "panel-returned" in page) == (status, True), name
        assert words in page, (name, page[page.index("panel-returned") :][:400])
    item.refresh_from_db()
    assert item.state == "not_started"


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_macro_is_told_and_never_run_and_too_large_a_file_not_read(office: Office) -> None:
    item = office.items()[0]
    made = io.BytesIO(_filled(_got(office), item, value="5"))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    answer = _give_back(office, made.getvalue(), name="macro.xlsm")
    page = office.client("officer").get(answer.headers["Location"]).content.decode()
    assert "マクロは決して実行しません" in page and "5" in page
    huge = office.client("officer").generic(
        "POST", "/workbooks/receive/", b"", CONTENT_LENGTH="500000000"
    )
    assert huge.status_code == 413 and "20MB" in huge.content.decode()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_last_years_workbook_is_told_apart(office: Office) -> None:
    from hoshin.actions.rounds import freeze

    back = _filled(_got(office), office.items()[0], value="5")
    freeze(office.actor("planner"), office.round.pk, with_gaps=True)
    answer = _give_back(office, back)
    assert answer.status_code == 409
    assert "その受付はもう終わっています" in answer.content.decode()


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_another_offices_return_is_out_of_reach(office: Office) -> None:
    back = _filled(_got(office), office.items()[0], value="5")
    address = _give_back(office, back).headers["Location"]
    for who, status in (("other_officer", 403), ("auditor", 200), ("finance", 403)):
        assert office.client(who).get(address).status_code == status, who
        assert office.client(who).get(f"{address}file/").status_code == status, who
    assert office.client("auditor").post(address, {}).status_code == 403
    assert office.client("officer").get(f"{address}file/").content == back
    assert office.client("auditor").get("/workbooks/").status_code == 403


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_bureau_takes_in_the_workbook_of_its_section(office: Office) -> None:
    item = office.items()[0]
    back = _filled(_got(office, "bureau"), item, value="5")
    address = _give_back(office, back, "bureau").headers["Location"]
    client = office.client("bureau")
    page = client.get(address).content.decode()
    assert "入力 Entry!H" in page and "1件を取り込んで提出する" in page
    form = {f"version:{item.pk}": item.version, f"confirmed:{item.pk}": _questions(office)}
    assert "1件を提出しました" in client.post(address, form, follow=True).content.decode()
    item.refresh_from_db()
    assert item.state == "submitted" and item.submitted_by == office.people["bureau"]


def test_the_screens_need_few_statements(office: Office) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    content = _got(office)
    for item in office.items(organisation=office.items()[0].organisation_id):
        content = _filled(content, item, value="5")
    address = _give_back(office, content).headers["Location"]
    for who, path in (("officer", "/workbooks/"), ("planner", "/workbooks/"), ("officer", address)):
        client = office.client(who)
        with CaptureQueriesContext(connection) as made:
            assert client.get(path).status_code == 200
        assert len(made) <= MOST_STATEMENTS, path
