"""Orders for papers that tests make, and what a PDF says when it is read again."""

from __future__ import annotations

import io
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

import pypdfium2

from hoshin.domain.city import City
from hoshin.engine.checks import check
from hoshin.exchange.folder import read_folder
from hoshin.reports.gathering import gather
from hoshin.reports.paper_order import PaperOrder

EXAMPLES = Path(__file__).parents[2] / "examples"
DAYS = {"harbour": date(2025, 10, 31), "kumamoto": date(2025, 5, 31)}


@cache
def example(name: str) -> City:
    """An example city."""
    city = read_folder(EXAMPLES / name).city
    assert city is not None
    return city


def order_for(city: City, as_of: date, language: str = "ja", plan: str = "") -> PaperOrder:
    """An order for a paper of a city."""
    facts = gather(city, as_of, language)
    return PaperOrder(
        city=city,
        as_of=as_of,
        problems=check(city, as_of),
        facts=facts,
        language=language,
        plan=facts.plan(plan) if plan else None,
    )


@cache
def example_order(name: str, language: str = "ja") -> PaperOrder:
    """An order for a paper of an example city."""
    return order_for(example(name), DAYS[name], language)


def pages_of(content: bytes) -> list[str]:
    """The text of each page of a PDF, without blanks and with widths made equal."""
    with pypdfium2.PdfDocument(io.BytesIO(content)) as document:
        return [squeezed(page.get_textpage().get_text_bounded()) for page in document]


def squeezed(text: str) -> str:
    """A text without blanks, hyphens at line ends and differences of width."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").replace("\ufffe", "-")
    return "".join(one for one in plain if not one.isspace())
