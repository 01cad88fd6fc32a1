"""Signatures: what kind of file some bytes are, whatever the file's name says."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO


class Signature(StrEnum):
    """A kind of file that its bytes give away."""

    PDF = "pdf"
    XLSX = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    ODT = "odt"
    XLS = "xls"
    XLS_STREAM = "xls-stream"
    DOCX = "docx"
    DOC = "doc"
    PPTX = "pptx"
    PPT = "ppt"
    ENCRYPTED_OFFICE = "encrypted-office"
    OLD_OFFICE = "old-office"
    RTF = "rtf"
    ZIP = "zip"
    BROKEN_ZIP = "broken-zip"
    PICTURE = "picture"
    ARCHIVE = "archive"
    HTML = "html"
    TEXT = "text"
    EMPTY = "empty"
    BINARY = "binary"


_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"BM": "BMP",
}
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^\s*(<\?xml[^>]*\?>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta|div)\b",
    re.IGNORECASE | re.DOTALL,
)


def signature(content: bytes) -> Signature:
    """The kind of file; text is what has no NUL byte in its first 64 kB."""
    head = content[:65536]
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        return Signature.EMPTY
    # Mail gateways and printers put a few bytes before the PDF header; readers accept 1,024.
    if b"%PDF-" in head[:1024]:
        return Signature.PDF
    if head.startswith(b"PK"):
        return _zip(content)
    if head.startswith(_COMPOUND):
        return _compound(content)
    if head.startswith((b"\x09\x08\x10\0\0\x06\x05\0", b"\x09\x08\x08\0\0\x05\x05\0")):
        return Signature.XLS_STREAM
    if picture_kind(content):
        return Signature.PICTURE
    if head.startswith(_ARCHIVES):
        return Signature.ARCHIVE
    if head.startswith(b"{\\rtf"):
        return Signature.RTF
    return _text(head)


def picture_kind(content: bytes) -> str:
    """The name of the picture format, or nothing."""
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        return "HEIC"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WebP"
    found = next((name for mark, name in _PICTURES.items() if content.startswith(mark)), "")
    # "BM" alone begins many a text; a bitmap's header has NUL bytes.
    return "" if found == "BMP" and b"\0" not in content[:32] else found


def _zip(content: bytes) -> Signature:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = set(package.namelist())
            kind = b""
            if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
                with package.open("mimetype") as stream:
                    kind = stream.read(200)
    except Exception:
        # A zip directory can be broken in every way; which one does not matter here.
        return Signature.BROKEN_ZIP
    for part, found in (
        ("xl/workbook.xml", Signature.XLSX),
        ("xl/workbook.bin", Signature.XLSB),
        ("word/document.xml", Signature.DOCX),
        ("ppt/presentation.xml", Signature.PPTX),
    ):
        if part in names:
            return found
    if b"opendocument.spreadsheet" in kind:
        return Signature.ODS
    return Signature.ODT if b"opendocument" in kind else Signature.ZIP


def _compound(content: bytes) -> Signature:
    """The kind of a compound file (MS-CFB), by the names of its streams.

    Directory entries are aligned to 128 bytes and hold their name in UTF-16; the few names looked
    for are found without following the sector chains, so a damaged file is named too.
    """
    for stream, found in (
        ("EncryptedPackage", Signature.ENCRYPTED_OFFICE),
        ("Workbook", Signature.XLS),
        ("Book", Signature.XLS),
        ("WordDocument", Signature.DOC),
        ("PowerPoint Document", Signature.PPT),
    ):
        wanted = stream.encode("utf-16-le") + b"\0\0"
        at = content.find(wanted)
        while at >= 0:
            if at % 128 == 0:
                return found
            at = content.find(wanted, at + 1)
    return Signature.OLD_OFFICE


def _text(head: bytes) -> Signature:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Signature.TEXT
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Signature.HTML
    controls = sum(1 for one in head if one < 32 and one not in b"\t\n\r\f\x1b")
    return Signature.BINARY if b"\0" in head or controls * 100 > len(head) else Signature.TEXT
