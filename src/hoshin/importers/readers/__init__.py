"""Readers: a file of any kind made into a document, chosen by its bytes and not by its name."""

from __future__ import annotations

from pathlib import Path

from hoshin.domain.problems import Problem
from hoshin.importers import text
from hoshin.importers.document import DocumentReading
from hoshin.importers.readers import csv, excel, html, pdf, refusals, slides, word
from hoshin.importers.readers.limits import STANDARD, Limits, Progress, silent
from hoshin.importers.readers.signatures import Signature, picture_kind, signature

_TEXT_ENDINGS = frozenset(
    "txt text md csv tsv tab log json yaml yml toml rst asc dat prn out".split()
)
_ENDINGS = {
    Signature.PDF: frozenset({"pdf", "ai"}),
    Signature.XLSX: frozenset({"xlsx", "xlsm", "xltx", "xltm", "xlam"}),
    Signature.ODS: frozenset({"ods", "ots"}),
    Signature.XLS: frozenset({"xls", "xlt", "et"}),
    Signature.XLS_STREAM: frozenset({"xls"}),
    Signature.DOCX: frozenset({"docx", "docm", "dotx", "dotm"}),
    Signature.PPTX: frozenset({"pptx", "pptm", "ppsx", "potx"}),
    Signature.HTML: frozenset({"html", "htm", "xhtml", "xht", *_TEXT_ENDINGS}),
    Signature.TEXT: frozenset({*_TEXT_ENDINGS, "html", "htm"}),
}
_KINDS = {
    Signature.PDF: ("PDF", "a PDF"),
    Signature.XLSX: ("Excelのブック(xlsx)", "an Excel workbook (xlsx)"),
    Signature.ODS: ("表計算の文書(ods)", "a spreadsheet (ods)"),
    Signature.XLS: ("古い形式のExcelのブック(xls)", "an old Excel workbook (xls)"),
    Signature.XLS_STREAM: ("古い形式のExcelのブック(xls)", "an old Excel workbook (xls)"),
    Signature.DOCX: ("Word文書(docx)", "a Word document (docx)"),
    Signature.PPTX: ("PowerPointの文書(pptx)", "a PowerPoint document (pptx)"),
    Signature.HTML: ("HTML", "HTML"),
    Signature.TEXT: ("テキスト", "text"),
}
_OLD = {
    Signature.DOC: ("古い形式のWord文書(doc)", "an old Word document (doc)", "docx"),
    Signature.PPT: ("PowerPointの文書(ppt)", "a PowerPoint document (ppt)", "PDF"),
    Signature.XLSB: ("バイナリ形式のExcelのブック(xlsb)", "a binary workbook (xlsb)", "xlsx"),
    Signature.ODT: ("OpenDocumentの文書(odt)", "an OpenDocument text (odt)", "docx"),
    Signature.RTF: ("リッチテキスト(rtf)", "rich text (rtf)", "docx"),
    Signature.OLD_OFFICE: ("古い形式のOffice文書", "an old Office document", "docx / xlsx"),
}
_XML_SHEET = b"urn:schemas-microsoft-com:office:spreadsheet"


def read_document(
    source: Path | bytes,
    name: str = "",
    limits: Limits = STANDARD,
    progress: Progress = silent,
) -> DocumentReading:
    """Read a file, given by its path or its bytes, in this process; never raises for bad input.

    Files from outside are better read through ``guarded``, which bounds time and memory too.
    ``name`` is what problems and citations call the file (the path's last part if empty).
    """
    if isinstance(source, Path):
        name = name or source.name
        content = file_bytes(source, name, limits)
        if isinstance(content, Problem):
            return _refused(content)
    else:
        content = source
        if len(content) > limits.file_bytes:
            return _refused(refusals.too_large(name, len(content), limits.file_bytes))
    try:
        return _read(content, name, limits, progress)
    except MemoryError:
        return _refused(refusals.too_much_memory(name, limits.memory_bytes))
    except RecursionError:
        return _refused(refusals.fault(name, "RecursionError"))
    except Exception as wrong:
        # The last net: a person with a hundred files needs the other ninety-nine.
        return _refused(refusals.fault(name, f"{type(wrong).__name__}: {wrong}"[:300]))


def file_bytes(path: Path, name: str, limits: Limits) -> bytes | Problem:
    """The bytes of a file, or why it is not read."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            return refusals.too_large(name, size, limits.file_bytes)
        return path.read_bytes()
    except OSError as wrong:
        return refusals.missing(name, wrong.strerror or type(wrong).__name__)


def _read(content: bytes, name: str, limits: Limits, progress: Progress) -> DocumentReading:
    kind = signature(content)
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    refused = _refusal(kind, content, name)
    if refused is not None:
        return _refused(refused)
    if kind is Signature.PDF:
        reading = pdf.read(content, name, limits, progress)
    elif kind in (Signature.XLSX, Signature.ODS, Signature.XLS, Signature.XLS_STREAM):
        reading = excel.read(content, name, limits, progress)
    elif kind is Signature.DOCX:
        reading = word.read(content, name, limits, progress)
    elif kind is Signature.PPTX:
        reading = slides.read(content, name, limits, progress)
    elif kind is Signature.HTML or ending in ("html", "htm"):
        reading = html.read(content, name, limits, progress)
        kind = Signature.HTML
    elif ending in ("csv", "tsv") or _is_separated(content):
        reading = csv.read(content, name, limits, progress)
    else:
        reading = text.read(content, name)
    if reading.document is None and not reading.has_errors:
        # Notes alone, as of a workbook whose parts lead nowhere, would leave a person waiting.
        nothing = refusals.nothing_read(name)
        reading = DocumentReading(document=None, problems=(nothing, *reading.problems))
    return with_ending_looked_at(reading, kind, name)


def with_ending_looked_at(reading: DocumentReading, kind: Signature, name: str) -> DocumentReading:
    """The reading, with a problem before the others when the name's ending says another kind."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    allowed = _ENDINGS.get(kind)
    if ending and allowed is not None and ending not in allowed and len(ending) <= 5:
        said = refusals.wrong_ending(name, ending, *_KINDS[kind])
        return DocumentReading(document=reading.document, problems=(said, *reading.problems))
    return reading


def _refusal(kind: Signature, content: bytes, name: str) -> Problem | None:
    """The problem with a kind of file that no reader reads."""
    if kind in _OLD:
        return refusals.old_office(name, *_OLD[kind])
    if kind is Signature.EMPTY:
        return refusals.empty(name)
    if kind is Signature.PICTURE:
        return refusals.picture(name, picture_kind(content))
    if kind is Signature.ENCRYPTED_OFFICE:
        return refusals.encrypted(name)
    if kind is Signature.BROKEN_ZIP:
        return refusals.damaged(name, "zip")
    if kind is Signature.BINARY:
        ending = name.rsplit(".", 1)[-1].lower()
        known = any(ending in one for one in _ENDINGS.values())
        return refusals.damaged(name) if known else refusals.unknown_kind(name)
    if kind in (Signature.ZIP, Signature.ARCHIVE):
        return refusals.archive(name)
    if _XML_SHEET in content[:4096]:
        return refusals.old_office(name, "XML形式のブック", "a workbook saved as XML", "xlsx")
    return None


def _is_separated(content: bytes) -> bool:
    decoded = text.decoded(content[:200_000].rsplit(b"\n", 1)[0])
    return decoded is not None and csv.looks_separated(decoded)


def _refused(problem: Problem) -> DocumentReading:
    return DocumentReading(document=None, problems=(problem,))
