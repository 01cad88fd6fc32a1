"""PDF papers: read again they say the facts; tagged, with fonts, and the same every time."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pdfplumber
import pytest
from pypdf import PdfReader

from hoshin.charts.words import vocabulary_of
from hoshin.domain.city import City
from hoshin.engine.standing import Standing
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.pdf import typesetting
from hoshin.reports.pdf.action_plan import action_plan
from hoshin.reports.pdf.council_summary import council_summary
from hoshin.reports.pdf.fonts import fonts_in, japanese_fonts
from hoshin.reports.pdf.indicator_book import book_data, indicator_book
from hoshin.reports.pdf.plain_summary import plain_data, plain_summary
from hoshin.reports.pdf.verification_report import verification_report
from hoshin.reports.problems import PaperRefusedError
from hoshin.reports.summary import summarise
from tests.contract.made_papers import example, example_order, order_for, pages_of, squeezed

MAKERS = {
    "action-plan-published": action_plan,
    "indicator-book": indicator_book,
    "council-summary": council_summary,
    "plain-summary": plain_summary,
    "verification-report": verification_report,
}
_MADE: dict[tuple[str, str, str], bytes] = {}


@pytest.fixture(autouse=True, scope="module")
def a_japanese_font() -> None:
    try:
        japanese_fonts(fonts_in(()).families(), ())
    except PaperRefusedError:
        pytest.skip("no Japanese font is installed: fonts-noto-cjk")


def made(paper: str, city: str, language: str = "ja") -> bytes:
    key = (paper, city, language)
    if key not in _MADE:
        _MADE[key] = MAKERS[paper](example_order(city, language))
    return _MADE[key]


# --- what is read is what is known -----------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("city", ["harbour", "kumamoto"])
def test_the_book_says_every_goal_and_achievement(city: str, language: str) -> None:
    text = "".join(pages_of(made("indicator-book", city, language)))
    rows = [row for plan in example_order(city, language).facts.plans for row in plan.rows]
    assert len(rows) > 20
    for row in rows:
        for said in (row.goal.text, row.baseline.text, row.latest.text, row.achievement):
            assert squeezed(said) in text, row.id
        assert squeezed(row.sentence) in text, row.id


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "この値について 2024年度 島にも窓口を置いた。"),
        ("en", "About this value FY2024 A desk was opened on the island too."),
    ],
)
def test_the_book_says_what_is_said_of_the_latest_value(language: str, said: str) -> None:
    city = example("harbour")
    told = replace(
        city,
        observations=tuple(
            replace(
                one, note="島にも窓口を置いた。", note_en="A desk was opened on the island too."
            )
            if (one.indicator, one.time_period.code, one.ref_area) == ("placements", "FY2024", None)
            else one
            for one in city.observations
        ),
    )
    text = "".join(pages_of(indicator_book(order_for(told, date(2025, 10, 31), language))))
    assert text.count(squeezed(said)) == 1


def test_the_values_of_the_book_stand_in_its_tables() -> None:
    """Every cell of the tables by year is read again, row by row, in its line of the page."""
    data = book_data(example_order("harbour"))
    wanted = [
        [squeezed(cell) for cell in row if cell]
        for chapter in data["chapters"]
        for entry in chapter["entries"]
        for series in entry["series"]
        for one in series["tables"]
        for row in one["rows"]
    ]
    lines: list[str] = []
    with pdfplumber.open(io.BytesIO(made("indicator-book", "harbour"))) as book:
        for page in book.pages:
            lines += [squeezed(line) for line in page.extract_text().splitlines()]
    for cells in wanted:
        assert any(
            all(cell in line for cell in cells) and line.startswith(cells[0]) for line in lines
        ), cells


@pytest.mark.parametrize("city", ["harbour", "kumamoto"])
def test_the_councils_page_is_one_and_counts_right(city: str) -> None:
    pages = pages_of(made("council-summary", city))
    assert len(pages) == 1
    found = summarise(example_order(city))
    for standing, number in found.counts:
        word = {"reached": "達成", "away": "後退"}.get(standing.value)
        if word:
            assert f"{word}{number}" in pages[0]
    assert found.money is not None and squeezed(found.money.text) in pages[0]
    for line in found.standing(Standing.AWAY)[:2]:
        assert squeezed(line.achievement) in pages[0]
    assert sum(number for _, number in found.counts) == found.total


@pytest.mark.parametrize("city", ["harbour", "kumamoto"])
def test_the_verification_report_says_rows_and_comments(city: str) -> None:
    order = example_order(city)
    text = "".join(pages_of(made("verification-report", city)))
    plan = max(order.facts.plans, key=lambda one: (len(one.comments), one.last_year or 0))
    for row in plan.rows:
        assert squeezed(row.name) in text and squeezed(row.achievement) in text
        for cell in row.years:
            assert squeezed(cell.actual.figure or cell.actual.text) in text
    for comment in plan.comments:
        assert squeezed(comment.findings) in text and squeezed(comment.direction) in text


@pytest.mark.parametrize("city", ["harbour", "kumamoto"])
def test_the_action_plan_says_programs_amounts_and_totals(city: str) -> None:
    text = "".join(pages_of(made("action-plan-published", city)))
    having = [one for one in example_order(city).facts.plans if one.listings]
    plan = max(having, key=lambda one: (one.last_year or 0, len(one.listings)))
    for row in plan.listings:
        assert squeezed(row.name) in text and squeezed(row.amount_text) in text, row.id
    for element in plan.elements:
        if len(element.all_listings) > 1:
            assert squeezed(element.total.text) in text, element.id


# --- what everybody can read, for long -------------------------------------------------------


@pytest.mark.parametrize("paper", sorted(MAKERS))
def test_a_paper_is_tagged_named_and_carries_its_fonts(paper: str) -> None:
    reader = PdfReader(io.BytesIO(made(paper, "harbour")))
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] is True or catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert str(catalogue["/Lang"]).startswith("ja")
    assert reader.metadata is not None and "港見市" in (reader.metadata.title or "")
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    fonts = [
        font.get_object()
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    ]
    assert fonts
    for font in fonts:
        below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        described = below["/FontDescriptor"].get_object()
        assert any(key.startswith("/FontFile") for key in described)


def test_the_book_has_a_bookmark_for_every_indicator() -> None:
    reader = PdfReader(io.BytesIO(made("indicator-book", "harbour")))

    def titles(outline: list[Any]) -> list[str]:
        return [
            title
            for one in outline
            for title in (titles(one) if isinstance(one, list) else [one.title])
        ]

    marks = titles(reader.outline)
    assert {one.name for one in example("harbour").indicators} <= set(marks)


def test_the_same_release_gives_the_same_bytes() -> None:
    assert council_summary(example_order("harbour")) == made("council-summary", "harbour")


def test_the_plain_booklet_says_goals_with_readings_above_their_kanji() -> None:
    order = example_order("harbour")
    written = plain_data(order)
    pages = pages_of(made("plain-summary", "harbour"))
    text = "".join(pages)
    for plan in order.facts.plans:
        for row in plan.rows:
            assert squeezed(f"「{row.name}」") in text, row.id
    # Which side of a figure is wanted is said once.
    assert "以上万人" not in text and "以下人" not in text
    sentence = written["chapters"][0]["entries"][0]["sentences"][-1]
    base, reading = next((base, reading) for base, reading in sentence if reading)
    with pdfplumber.open(io.BytesIO(made("plain-summary", "harbour"))) as pdf:
        letters = pdf.pages[1].chars
    small = [one for one in letters if one["size"] == min(it["size"] for it in letters)]
    at = "".join(one["text"] for one in small).index(reading)
    above = small[at]
    below = [one for one in letters if one["text"] == base[0] and one["size"] > above["size"]]
    assert any(
        0 < one["top"] - above["top"] < one["size"] and abs(one["x0"] - above["x0"]) < one["size"]
        for one in below
    ), (base, reading)


def test_it_is_said_that_pages_are_still_being_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "BEAT", 0.02)
    said: list[tuple[str, int, int]] = []
    order = replace(example_order("harbour"), progress=lambda *step: said.append(step))
    assert indicator_book(order) == made("indicator-book", "harbour")
    setting = [step for step in said if step[0].startswith("ページを組んでいます")]
    assert setting[0][1:] == (0, 1) and setting[-1][1:] == (1, 1)
    # Typst lets other threads speak while it works.
    assert sum("秒" in step for step, _, _ in setting) > 3


def test_another_day_is_another_paper() -> None:
    later = order_for(example("harbour"), date(2025, 11, 30))
    assert council_summary(later) != made("council-summary", "harbour")


# --- bad input -------------------------------------------------------------------------------

HOSTILE = '#panic("x") *太字* _u_ $x^2$ <b>&amp; @ref [] \\ // ``` ＝1'


def hostile_city() -> City:
    city = example("harbour")
    first, *others = city.indicators
    comment, *comments = city.evaluations
    return replace(
        city,
        name=f"{city.name}{HOSTILE}",
        indicators=(replace(first, name=HOSTILE, definition="あ" * 40_000), *others),
        evaluations=(replace(comment, findings="い" * 40_000 + HOSTILE), *comments),
    )


@pytest.fixture(scope="module")
def hostile() -> PaperOrder:
    return order_for(hostile_city(), date(2025, 10, 31))


def test_markup_in_names_is_printed_as_it_is(hostile: PaperOrder) -> None:
    text = "".join(pages_of(indicator_book(hostile)))
    assert squeezed(HOSTILE) in text
    assert text.count("あ") >= 40_000


def test_a_long_comment_runs_over_pages(hostile: PaperOrder) -> None:
    pages = pages_of(verification_report(hostile))
    assert sum(page.count("い") for page in pages) >= 40_000
    assert squeezed(HOSTILE) in "".join(pages)


def test_the_councils_page_stays_one_page_whatever_names_there_are(hostile: PaperOrder) -> None:
    city = hostile.city
    long = replace(
        city, indicators=tuple(replace(one, name=one.name * 30) for one in city.indicators)
    )
    assert len(pages_of(council_summary(order_for(long, hostile.as_of)))) == 1


def test_an_empty_city_gets_papers_or_a_reason() -> None:
    order = order_for(City(name="空市", as_of=date(2025, 4, 1)), date(2025, 4, 1))
    assert len(pages_of(council_summary(order))) == 1
    assert indicator_book(order)
    for make in (verification_report, action_plan, plain_summary):
        with pytest.raises(PaperRefusedError) as refused:
            make(order)
        assert refused.value.problems[0].code == "paper-no-plan"


def test_without_a_japanese_font_nothing_is_made() -> None:
    with pytest.raises(PaperRefusedError) as refused:
        japanese_fonts({"DejaVu Sans", "Libertinus Serif"}, ())
    problem = refused.value.problems[0]
    assert problem.code == "no-japanese-font"
    assert "fonts-noto-cjk" in problem.hint_ja and "fonts-noto-cjk" in problem.hint_en


@pytest.mark.parametrize("paper", sorted(MAKERS))
def test_an_english_paper_has_no_japanese_words_of_ours(paper: str) -> None:
    text = "".join(pages_of(made(paper, "harbour", "en")))
    for key, entry in vocabulary_of("hoshin.reports").items():
        if len(entry["ja"]) > 3 and "{" not in entry["ja"]:
            assert squeezed(entry["ja"]) not in text, key
