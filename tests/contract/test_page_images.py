"""Pages of PDFs as pictures: boxes land on the figures that they are evidence of."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hoshin.importers.proposal_data import page_data
from hoshin.importers.readers import read_document
from hoshin.importers.readers.page_images import page_image
from hoshin.importers.shapes import recognise
from tests.contract import pdf_layouts


@pytest.mark.parametrize("name", ["ruled", "turned-1"])
def test_the_box_of_a_figure_holds_ink(name: str) -> None:
    content = pdf_layouts.content(name)
    image = page_image((content, "plan.pdf"), 1, width=1000)
    assert image.problem is None
    assert abs(image.width - 1000) <= 1
    picture = Image.open(BytesIO(image.png)).convert("L")
    assert picture.size == (image.width, image.height)
    document = read_document(content, "plan.pdf").document
    assert document is not None
    evidence = recognise(document).indicators[0].evidence
    assert evidence.boxes
    for box in evidence.boxes:
        area = [round(image.scale * one) for one in (box.left, box.top, box.right, box.bottom)]
        inside = picture.crop((area[0] + 2, area[1] + 2, area[2] - 2, area[3] - 2))
        assert inside.getextrema()[0] < 128, "the figure is drawn where its box says"


def test_what_has_no_page_says_so(tmp_path: Path) -> None:
    broken = b"%PDF-1.7\nnothing of a document"
    assert page_image((broken, "a.pdf"), 1).problem is not None
    text = page_image((b"plain text", "a.txt"), 1).problem
    assert text is not None
    assert text.code == "file-no-page-images"
    beyond = page_image((pdf_layouts.content("ruled"), "a.pdf"), 99).problem
    assert beyond is not None
    assert beyond.code == "pdf-page-damaged"
    assert page_image(tmp_path / "none.pdf", 1).problem is not None


def test_a_sheet_as_plain_data() -> None:
    document = read_document("名\t値\n甲\t1\n".encode(), "a.tsv").document
    assert document is not None
    page = page_data(document, 1)
    assert page is not None
    assert [cell["text"] for cell in page["tables"][0]["cells"]] == ["名", "値", "甲", "1"]
    assert page_data(document, 2) is None
