"""Every form over every example: filled whole, with the digits of the engine."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from hoshin.domain.city import City
from hoshin.exchange.attached_forms import read_forms
from hoshin.exchange.folder import read_folder
from hoshin.reports.facts import Facts
from hoshin.reports.form_settings import form_codes, read_form
from hoshin.reports.gathering import gather
from hoshin.reports.papers import make_paper
from hoshin.reports.problems import PaperRefusedError
from scripts.forms.build import templates

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NAMES = ("harbour", "kumamoto")
OWN = {name: read_forms(EXAMPLES / name)[0] for name in NAMES}
EVERY = [(name, code) for name in NAMES for code in form_codes(OWN[name])]
LANGUAGES = [(name, code, "ja") for name, code in EVERY] + [
    (name, code, "en") for name, code in EVERY if name == "harbour"
]


@pytest.fixture(scope="module")
def cities() -> dict[str, City]:
    found = {name: read_folder(EXAMPLES / name).city for name in NAMES}
    return {name: city for name, city in found.items() if city is not None}


@pytest.fixture(scope="module")
def facts(cities: dict[str, City]) -> dict[tuple[str, str], Facts]:
    return {
        (name, language): gather(city, city.as_of, language)
        for name, city in cities.items()
        if city.as_of is not None
        for language in ("ja", "en")
    }


def texts(content: bytes, suffix: str) -> Iterator[str]:
    """Every text of a paper, cell by cell and paragraph by paragraph."""
    if suffix == ".xlsx":
        for sheet in load_workbook(io.BytesIO(content)).worksheets:
            yield sheet.title
            for row in sheet.iter_rows():
                yield from (str(cell.value) for cell in row if cell.value is not None)
        return
    document = Document(io.BytesIO(content))
    yield from (one.text for one in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)


@pytest.mark.parametrize(("name", "code", "language"), LANGUAGES)
def test_every_form_is_filled_whole(
    facts: dict[tuple[str, str], Facts], name: str, code: str, language: str
) -> None:
    form = read_form(code, OWN[name])
    try:
        made = make_paper(form, facts[name, language])
    except PaperRefusedError as refused:
        assert {one.code for one in refused.problems} == {"paper-no-plan"}
        assert name == "harbour" and code.startswith("sdgs-progress")
        return
    found = list(texts(made.content, form.suffix))
    assert len(found) > 10
    assert not [one for one in found if "{{" in one or "{%" in one or "None" in one]
    assert made.warnings == ()


def test_the_templates_are_what_the_script_writes() -> None:
    stale = [place for place, content in templates() if place.read_bytes() != content]
    assert not stale, "run python -m scripts.forms.build"


def test_the_published_progress_report_comes_out_again(
    cities: dict[str, City], facts: dict[tuple[str, str], Facts]
) -> None:
    made = make_paper(read_form("sdgs-progress", {}), facts["kumamoto", "ja"])
    book = load_workbook(io.BytesIO(made.content))
    first, second, third = book.worksheets
    printed = [
        [cell.value for cell in row]
        for sheet, start in ((first, 4), (second, 4))
        for row in sheet.iter_rows(min_row=start)
    ]
    published = {
        row.target: row.value_printed or row.text
        for row in cities["kumamoto"].published_figures
        if row.target is not None and row.id.endswith(".achievement")
    }
    targets = [row for row in cities["kumamoto"].targets if row.plan == "sdgs-2022"]
    assert [row[0] for row in printed] == [row.number for row in targets]
    differing = {
        target.id: (row[-1], published[target.id])
        for row, target in zip(printed, targets, strict=True)
        if row[-1] != published[target.id]
    }
    assert differing == {"sdgs-2022.t2-10": ("-116%", "116%")}
    assert printed[1][2:4] == ["2018年度 2,620 十億円", "2020年度 2,529 十億円"]
    assert printed[1][4:7] == [None, None, "2023年 2,692 十億円"]
    notes = [row[1].value for row in third.iter_rows() if row[0].value == "※"]
    assert [note.split("　")[0] for note in notes] == ["(2)No.10", "(2)No.11"]
    assert "公表値は116%" in notes[0] and "「上昇」" in notes[1]
    heads = [row[0].value for row in third.iter_rows() if str(row[0].value).endswith("】")]
    assert heads[1] == "「市内総生産額」の減少【(1)No.2、(2)No.6】"


def test_a_comment_stands_at_every_row_of_its_indicator(
    facts: dict[tuple[str, str], Facts],
) -> None:
    plan = facts["kumamoto", "ja"].plan("sdgs-2022")
    assert plan is not None
    commented = {row.citation for row in plan.rows if row.comments}
    assert {"(1)No.1", "(1)No.4", "(1)No.8", "(2)No.6"} <= commented
    strategy = facts["kumamoto", "ja"].plan("strategy-2")
    assert strategy is not None
    elsewhere = {row.indicator: row.comments_elsewhere for row in strategy.rows}
    assert [one.plan for one in elsewhere["farm-household-shipments"]] == [plan.name]


def test_the_action_plan_prints_the_published_totals(
    facts: dict[tuple[str, str], Facts],
) -> None:
    made = make_paper(read_form("action-plan", {}), facts["kumamoto", "ja"])
    found = list(texts(made.content, ".docx"))
    for total in ("1,145,100", "10,053,471", "1,084,962"):
        assert total in found
    assert "合計　11,198,571 千円" in found
    assert "No.08 再掲" in found


def test_nothing_known_is_blank_or_said_and_never_zero(
    facts: dict[tuple[str, str], Facts],
) -> None:
    made = make_paper(read_form("settlement-results", {}), facts["kumamoto", "ja"])
    document = Document(io.BytesIO(made.content))
    outturns = {
        row.cells[3].text
        for table in document.tables
        if table.rows[0].cells[3].text == "決算額"
        for row in table.rows[1:]
    }
    assert outturns == {"未入力"}


def test_a_citys_own_form_carries_its_grades_and_its_mark(
    facts: dict[tuple[str, str], Facts],
) -> None:
    made = make_paper(read_form("measure-cards", OWN["harbour"]), facts["harbour", "ja"])
    summary, cards = load_workbook(io.BytesIO(made.content)).worksheets
    grades = [row[0].value for row in summary.iter_rows(min_row=5) if row[0].value in "ABCD"]
    assert grades == ["A", "B", "C", "D"]
    assert len(summary._images) == 1
    assert len(cards.row_breaks.brk) == 11
