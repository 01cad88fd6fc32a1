"""Ruby in Word documents: the looks of the text around it, and a size of half of it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

_STANDARD = Pt(10.5)


def dress_ruby(document: WordDocument) -> bool:
    """Give every ruby the looks of the run before it; whether there was any."""
    found = False
    for element, standard in _parts(document):
        for ruby in element.iter(qn("w:ruby")):
            _dress(ruby, standard)
            found = True
    return found


def _parts(document: WordDocument) -> Iterator[tuple[Any, int]]:
    size = document.styles["Normal"].font.size or _STANDARD
    yield document.element.body, size
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                yield part._element, size


def _dress(ruby: Any, standard: int) -> None:
    run = ruby.getparent()
    before = run.getprevious()
    looks = before.find(qn("w:rPr")) if before is not None else None
    half_points = _size(looks) or round(standard / Pt(1) * 2)
    if looks is not None:
        run.insert(0, deepcopy(looks))
    after = run.getnext()
    if looks is not None and after is not None and after.find(qn("w:rPr")) is None:
        after.insert(0, deepcopy(looks))
    small = max(half_points // 2, 2)
    sizes = {"w:hps": small, "w:hpsRaise": max(half_points - 2, 2), "w:hpsBaseText": half_points}
    for name, size in sizes.items():
        ruby.find(f".//{qn(name)}").set(qn("w:val"), str(size))
    for part, size in (("w:rt", small), ("w:rubyBase", half_points)):
        inner = ruby.find(qn(part)).find(qn("w:r"))
        own = deepcopy(looks) if looks is not None else OxmlElement("w:rPr")
        for name in ("w:sz", "w:szCs"):
            for old in own.findall(qn(name)):
                own.remove(old)
        sized = OxmlElement("w:sz")
        sized.set(qn("w:val"), str(size))
        own.append(sized)
        inner.insert(0, own)


def _size(looks: Any) -> int:
    """The size of a run in half points; 0 where it does not say."""
    if looks is None:
        return 0
    size = looks.find(qn("w:sz"))
    return 0 if size is None else int(float(size.get(qn("w:val"))))
