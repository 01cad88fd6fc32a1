"""Papers that were edited after they were made are read again and compared with the release."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation

from hoshin.cli.main import main
from hoshin.cli.printed_papers import compare_printed, paper_files, read_papers
from hoshin.domain.problems import Problem
from hoshin.reports.form_settings import read_form
from hoshin.reports.gathering import gather
from hoshin.reports.papers import make_paper
from hoshin.reports.slides.mayor_slides import mayor_slides
from tests.contract.made_papers import DAYS, example, example_order


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three papers of the example, as they were made."""
    folder = tmp_path_factory.mktemp("papers")
    facts = gather(example("harbour"), DAYS["harbour"])
    for code in ("strategy-verification", "measure-evaluation", "action-plan"):
        form = read_form(code, {})
        (folder / f"{code}{form.suffix}").write_bytes(make_paper(form, facts).content)
    (folder / "~$measure-evaluation.xlsx").write_bytes(b"open in Excel")
    (folder / "notes.txt").write_text("no paper", "utf-8")
    return folder


def compared(*files: Path) -> list[Problem]:
    papers, unread = read_papers(paper_files(map(str, files)))
    assert not unread
    return list(compare_printed(papers, gather(example("harbour"), DAYS["harbour"])))


def test_papers_as_they_were_made_agree(made: Path) -> None:
    assert len(paper_files([str(made)])) == 3
    assert compared(made) == []


def test_a_figure_changed_in_excel_is_told_with_its_cell(made: Path, tmp_path: Path) -> None:
    book = load_workbook(made / "measure-evaluation.xlsx")
    changed = None
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "109.6" in cell.value and changed is None:
                    cell.value, changed = cell.value.replace("109.6", "190.6"), cell.coordinate
    assert changed is not None
    book.save(tmp_path / "edited.xlsx")
    (problem,) = compared(tmp_path / "edited.xlsx")
    assert problem.code == "paper-differs" and problem.place.file == "edited.xlsx"
    assert changed in problem.place.column
    assert "190.6" in problem.sentence_ja and "109.6" in problem.sentence_ja
    assert "190.6" in problem.sentence_en and "109.6" in problem.sentence_en


def test_an_amount_changed_in_word_is_told(made: Path, tmp_path: Path) -> None:
    document = Document(str(made / "action-plan.docx"))
    (row,) = (
        row
        for table in document.tables
        for row in table.rows
        if any(cell.text.endswith("港再整備事業") for cell in row.cells)
    )
    next(one for one in row.cells if one.text == "450,000").text = "7,777,777"
    stream = io.BytesIO()
    document.save(stream)
    (tmp_path / "edited.docx").write_bytes(stream.getvalue())
    (problem,) = compared(tmp_path / "edited.docx")
    assert problem.code == "paper-differs" and problem.place.column
    assert "港再整備事業" in problem.sentence_ja and "450,000" in problem.sentence_ja


def test_a_figure_changed_on_a_slide_is_told(tmp_path: Path) -> None:
    content = mayor_slides(example_order("harbour"))
    (tmp_path / "slides.pptx").write_bytes(content)
    assert compared(tmp_path / "slides.pptx") == []
    shown = Presentation(io.BytesIO(content))
    (run,) = (
        run
        for slide in shown.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
        if run.text == "42.3%"
    )
    run.text = "43.2%"
    shown.save(str(tmp_path / "edited.pptx"))
    (problem,) = compared(tmp_path / "edited.pptx")
    assert problem.code == "paper-differs" and problem.place.file == "edited.pptx"
    assert "43.2" in problem.sentence_ja and "42.3" in problem.sentence_ja


def test_the_command_reads_a_folder_of_papers(
    made: Path, harbour: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.xlsx").write_bytes((made / "measure-evaluation.xlsx").read_bytes()[:900])
    command = ["--lang", "ja", "report", "--compare", str(harbour), "--papers"]
    assert main([*command, str(made), str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "帳票 3件を読みました" in said
    assert "broken.xlsx" in said
