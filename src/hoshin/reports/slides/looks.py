"""Looks: the colours, sizes and letters that every slide has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pptx.dml.color import RGBColor
from pptx.util import Inches, Length, Pt

from hoshin.engine.standing import Standing

INK, SOFT, RULE = (RGBColor.from_string(one) for one in ("1A1A1A", "595959", "CCCCCC"))
KEY, GROUND, WHITE = (RGBColor.from_string(one) for one in ("00118F", "F2F4F8", "FFFFFF"))
ACTUAL, GOAL, STRIPE = (RGBColor.from_string(one) for one in ("0877D7", "8B008B", "F4C7A8"))
STANDING_FILL = {
    Standing.REACHED: RGBColor(0x00, 0x11, 0x8F),
    Standing.TOWARD: RGBColor(0x08, 0x77, 0xD7),
    Standing.UNCHANGED: RGBColor(0x94, 0x94, 0x94),
    Standing.SHORT: RGBColor(0xE0, 0xB5, 0x2D),
    Standing.AWAY: RGBColor(0xC7, 0x47, 0x00),
    Standing.NOT_JUDGED: RGBColor(0xE6, 0xE6, 0xE6),
}
# White letters stand on these; stripes take dark ones.
DARK = (Standing.REACHED, Standing.TOWARD)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """The same in the units of the file."""
        return (Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height))


def write(
    paragraph: Any,
    text: str,
    size: int,
    language: str,
    *,
    bold: bool = False,
    colour: RGBColor = INK,
) -> None:
    """Write a text at the end of a paragraph; ``language`` is that of the text, as ``ja-JP``."""
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = colour
    properties = run._r.get_or_add_rPr()
    properties.set("lang", language)
    properties.set("altLang", "en-GB" if language == "ja-JP" else "ja-JP")
