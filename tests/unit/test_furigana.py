"""Readings above kanji: one source for pages and papers; ruby in Word with the looks around it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st

from hoshin.charts.readings import (
    Run,
    filled,
    runs_of,
    with_times_read,
    with_words_read,
)
from hoshin.importers.readers import read_document
from hoshin.reports.form_settings import read_form
from hoshin.reports.gathering import gather
from hoshin.reports.papers import make_paper
from hoshin.reports.problems import PaperRefusedError
from tests.unit.test_report_templates import cells, document, own, sheet, town

READINGS = '[readings]\n"花火" = "はなび"\n"花火計画" = "はなびけいかく"\n'


@pytest.mark.parametrize(
    ("marked", "runs"),
    [
        ("市《し》の 目標《もくひょう》", [("市", "し"), ("の ", ""), ("目標", "もくひょう")]),
        ("この｜取り組み《とりくみ》は", [("この", ""), ("取り組み", "とりくみ"), ("は", "")]),
        ("《しるし》だけ、市《x》", [("《しるし》だけ、市《x》", "")]),
        ("", []),
    ],
)
def test_marks_become_stretches(marked: str, runs: list[tuple[str, str]]) -> None:
    assert [(one.text, one.reading) for one in runs_of(marked)] == runs


def test_years_and_words_are_read_once() -> None:
    assert with_times_read("2024年度、3月末、5年間") == (
        "2024｜年度《ねんど》、3｜月《がつ》｜末《まつ》、5年間"
    )
    words = {"花火": "はなび", "花火計画": "はなびけいかく"}
    said = with_words_read("花火計画の花火《ほのほ》と花火", words)
    assert said == "｜花火計画《はなびけいかく》の花火《ほのほ》と｜花火《はなび》"


def test_nothing_in_a_value_is_read_as_a_mark() -> None:
    runs = filled("市《し》は「{name}」", {"name": (Run("港《みなと》"),)})
    assert "".join(one.text for one in runs) == "市は「港《みなと》」"
    assert [one.reading for one in runs if one.reading] == ["し"]


@given(st.text(alphabet="市民の港《》｜しみん1年月 "))
def test_no_text_is_lost(text: str) -> None:
    runs = runs_of(text)
    assert all(one.text for one in runs)
    marks = sum(2 + len(one.reading) for one in runs if one.reading)
    plain = "".join(one.text for one in runs_of(text))
    bars = text.count("｜") - plain.count("｜")
    assert len(plain) == len(text) - marks - bars


def _made(template: bytes, suffix: str, settings: str = READINGS) -> bytes:
    form = read_form("form", own(template, suffix, settings))
    return make_paper(form, gather(town(), date(2024, 1, 1))).content


def test_word_gets_ruby_with_the_looks_of_its_run() -> None:
    book = Document()
    place = "名：{{ 計画.名称 | ふりがな }}（{{ 市 | ふりがな('はなびまち') }}）"
    run = book.add_paragraph().add_run(place)
    run.bold, run.font.size = True, Pt(14)
    stream = io.BytesIO()
    book.save(stream)
    made = _made(stream.getvalue(), ".docx")
    body = Document(io.BytesIO(made)).element.body
    rubies = list(body.iter(qn("w:ruby")))
    said = [
        tuple("".join(t.text for t in one.find(qn(part)).iter(qn("w:t"))) for part in _PARTS)
        for one in rubies
    ]
    assert said == [("花火計画", "はなびけいかく"), ("花火町", "はなびまち")]
    for one in rubies:
        base, reading = (one.find(qn(part)).find(qn("w:r")).find(qn("w:rPr")) for part in _PARTS)
        assert base.find(qn("w:b")) is not None
        assert base.find(qn("w:sz")).get(qn("w:val")) == "28"
        assert reading.find(qn("w:sz")).get(qn("w:val")) == "14"
        assert one.find(f".//{qn('w:hps')}").get(qn("w:val")) == "14"
    # What is read again is the text without its readings.
    document_read = read_document(made, "様式.docx").document
    assert document_read is not None
    assert "名：花火計画（花火町）" in "\n".join(line.text for line in document_read.lines())


_PARTS = ("w:rubyBase", "w:rt")


def test_excel_says_readings_in_brackets() -> None:
    template = sheet(("{{ 計画.名称 | ふりがな }}", "{{ 基準日 | ふりがな }}"))
    (row,) = cells(_made(template, ".xlsx"))
    assert row[0] == "花火計画（はなびけいかく）"
    assert "年（ねん）" in str(row[1])


def test_a_marked_text_carries_its_own_readings_and_markup_stays_text() -> None:
    template = document("{{ 未入力 | 空なら('x') }}", "{{ 計画.名称 | ふりがな('<b>') }}")
    body = Document(io.BytesIO(_made(template, ".docx"))).element.body
    reading = next(body.iter(qn("w:rt")))
    assert "".join(one.text for one in reading.iter(qn("w:t"))) == "<b>"


@pytest.mark.parametrize(
    "settings", ['readings = "し"', '[readings]\n"市" = "shi"', "readings = 1"]
)
def test_settings_that_are_no_readings_are_told(settings: str) -> None:
    with pytest.raises(PaperRefusedError) as refused:
        read_form("form", own(sheet(("{{ 市 }}",)), ".xlsx", settings))
    assert [one.code for one in refused.value.problems] == ["form-wrong-setting"]
