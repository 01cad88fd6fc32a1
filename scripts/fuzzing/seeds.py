"""Real inputs to start from: the drawn layouts of the tests, and any folder of documents."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf

from tests.contract import city_layouts, office_layouts, pdf_layouts, text_layouts

LINES_AT_ONCE = 60
LARGEST_PART = 60_000
PARTS = {
    "xlsx": (
        "merged.xlsx",
        (
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/workbook.xml",
            "xl/styles.xml",
            "xl/_rels/workbook.xml.rels",
            "[Content_Types].xml",
        ),
    ),
    "docx": ("merged.docx", ("word/document.xml", "word/numbering.xml", "word/styles.xml")),
    "ods": ("open.ods", ("content.xml", "styles.xml")),
}
"""Of each package: the sound one, and the parts that are fuzzed inside it."""

VALUES = (
    "▲1,234.5千円|△３２．１％|2020年度 32.1 %|H30(2018)|7,000以上|22万人台|約1億2,300万円|―|－|…|0"
    "|1.2.3|(12.5)|１０人/㎢|令和元年度:▲3人(速報値)|※1 38人（R4）→20人（R12）|3～5回|再掲|未実施"
    "|上昇|(累計)1,000|１５,84１,１６0|R6.3末 12|50%以下|平成31(令和元)年|−∞|1e400|٣|Ⅻ|㍼64年"
).split("|")


def whole(name: str) -> bytes:
    """The bytes of a drawn layout."""
    return office_layouts.content(name)


def of_target(target: str, folder: Path | None) -> Iterator[bytes]:
    """Inputs that a target starts from; ``folder`` adds a person's own documents."""
    if target == "values":
        yield from (one.encode() for one in VALUES)
    elif target == "layout":
        text = (Path(__file__).parents[2] / "docs" / "importing.md").read_text("utf-8")
        yield text.split("```toml\n")[1].split("```")[0].encode()
    elif target in PARTS:
        yield from _parts(target)
    elif target == "xls":
        yield office_layouts.content("old.xls")
    elif target == "html":
        yield from _ending(text_layouts.LAYOUTS, text_layouts.content, "html")
        for sheet in city_layouts.STYLES.values():
            yield _as_html(sheet())
    elif target == "csv":
        yield from _ending(text_layouts.LAYOUTS, text_layouts.content, "csv")
        for sheet in city_layouts.STYLES.values():
            yield _as_separated(sheet())
    elif target == "text":
        for sheet in city_layouts.STYLES.values():
            yield _as_separated(sheet()).replace(b",", b"   ")
    yield from _own(target, folder)


def pdfs(folder: Path | None) -> Iterator[bytes]:
    """Sound PDFs, as they are and with their streams unpacked, so that a change reaches inside."""
    drawn = (pdf_layouts.content(name) for name in pdf_layouts.LAYOUTS)
    own = (path.read_bytes() for path in sorted(folder.glob("**/*.pdf"))) if folder else ()
    for content in (*drawn, *own):
        yield content
        writer = pypdf.PdfWriter(clone_from=BytesIO(content))
        for page in writer.pages:
            stream = page.get_contents()
            if stream is not None:
                page[pypdf.generic.NameObject("/Contents")] = writer._add_object(
                    pypdf.generic.DecodedStreamObject.initialize_from_dictionary(
                        {"__streamdata__": stream.get_data()}
                    )
                )
        out = BytesIO()
        writer.write(out)
        yield out.getvalue()


def _parts(target: str) -> Iterator[bytes]:
    name, parts = PARTS[target]
    with zipfile.ZipFile(BytesIO(whole(name))) as package:
        for number, part in enumerate(parts):
            if part in package.namelist() and len(content := package.read(part)) < LARGEST_PART:
                yield bytes([number]) + content


def _ending(layouts: dict, content: object, ending: str) -> Iterator[bytes]:
    for name in layouts:
        if name.endswith(ending):
            yield content(name)  # type: ignore[operator]


def _as_html(sheet: city_layouts.Sheet) -> bytes:
    rows: dict[int, list[str]] = {}
    for row, _, text, down, across in sorted(sheet.cells):
        cell = f'<td rowspan="{down}" colspan="{across}">{text}</td>'
        rows.setdefault(row, []).append(cell)
    body = "".join(f"<tr>{''.join(cells)}</tr>" for _, cells in sorted(rows.items()))
    return f"<h1>{' '.join(sheet.above)}</h1><table>{body}</table>".encode()


def _as_separated(sheet: city_layouts.Sheet) -> bytes:
    rows: dict[int, list[str]] = {}
    for row, _, text, _, _ in sorted(sheet.cells):
        rows.setdefault(row, []).append(f'"{text}"' if "," in text or "\n" in text else text)
    return "\n".join((*sheet.above, *(",".join(cells) for cells in rows.values()))).encode()


def _own(target: str, folder: Path | None) -> Iterator[bytes]:
    """Pieces of a person's own texts, for the targets that read text."""
    if folder is None or target not in ("text", "csv", "html"):
        return
    for path in sorted(folder.glob("**/*")):
        if path.suffix.lower() not in (".txt", ".md", ".csv", ".html"):
            continue
        lines = path.read_bytes().splitlines(keepends=True)
        for at in range(0, len(lines), LINES_AT_ONCE * 7):
            yield b"".join(lines[at : at + LINES_AT_ONCE])
