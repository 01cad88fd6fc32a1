"""The mayor's slides: native charts and notes that say the facts, the same every time."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from hoshin.domain.city import City
from hoshin.engine.standing import Standing
from hoshin.importers.findings import ValueRole
from hoshin.importers.readers import read_document
from hoshin.importers.shapes import recognise
from hoshin.importers.wording import name_key
from hoshin.reports.slides.fixed_package import fixed_package
from hoshin.reports.slides.mayor_slides import mayor_slides
from hoshin.reports.summary import summarise
from tests.contract.made_papers import example_order, order_for
from tests.contract.test_reports_pdf import HOSTILE, hostile_city

_MADE: dict[tuple[str, str], bytes] = {}


def made(city: str, language: str = "ja") -> bytes:
    key = (city, language)
    if key not in _MADE:
        _MADE[key] = mayor_slides(example_order(city, language))
    return _MADE[key]


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def texts(slide: Any) -> list[str]:
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def charts(slide: Any) -> list[Any]:
    return [one for one in slide.shapes if one.shape_type == MSO_SHAPE_TYPE.CHART]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("city", ["harbour", "kumamoto"])
def test_there_are_ten_pages_with_titles_and_sources(city: str, language: str) -> None:
    slides = list(opened(made(city, language)).slides)
    assert len(slides) == 10
    for slide in slides:
        assert slide.shapes.title.text_frame.text.strip()
        notes = slide.notes_slide.notes_text_frame.text
        assert ("出典" if language == "ja" else "Sources") in notes
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert len(set(titles)) == 10


@pytest.mark.parametrize("city", ["harbour", "kumamoto"])
def test_the_native_charts_hold_the_counts(city: str) -> None:
    found = summarise(example_order(city))
    overall = list(opened(made(city)).slides)[1]
    (frame,) = charts(overall)
    plot = frame.chart.plots[0]
    drawn = {
        name: sum(series.values[n] for series in plot.series)
        for n, name in enumerate(plot.categories)
    }
    assert list(drawn.values()) == [one.total for one in found.states]
    numbers = [text.split("\n")[0] for text in texts(overall) if "\n" in text]
    assert [int(one) for one in numbers[: len(Standing)]] == [n for _, n in found.counts]


def test_the_best_is_drawn_with_its_own_values() -> None:
    found = summarise(example_order("harbour"))
    slide = list(opened(made("harbour")).slides)[4]
    said = texts(slide)
    for line in found.best:
        assert line.name in said and line.achievement in said
    (frame,) = charts(slide)
    values = [value for series in frame.chart.plots[0].series for value in series.values]
    city = example_order("harbour").city
    known = {
        float(row.obs_value)
        for row in city.observations
        if row.indicator == found.best[0].indicator and row.obs_value is not None
    }
    goals = {
        float(row.goal_value)
        for row in city.targets
        if row.indicator == found.best[0].indicator and row.goal_value is not None
    }
    assert known & set(values)
    assert goals & set(values)


def test_money_is_exact_in_the_chart() -> None:
    found = summarise(example_order("kumamoto")).money
    assert found is not None
    slide = list(opened(made("kumamoto")).slides)[6]
    (frame,) = charts(slide)
    amounts = [int(value) for value in frame.chart.plots[0].series[0].values]
    assert amounts == [one.yen for one in found.parts][: len(amounts)]
    assert found.text in texts(slide)


def test_every_chart_has_a_text_and_fonts_are_named() -> None:
    shown = opened(made("harbour"))
    for slide in shown.slides:
        for frame in charts(slide):
            assert len(frame._element.nvGraphicFramePr.cNvPr.get("descr")) > 10
    theme = next(
        part for part in shown.part.package.iter_parts() if "theme/theme1" in str(part.partname)
    )
    assert "BIZ UDPゴシック" in theme.blob.decode("utf-8")


def test_nothing_leaves_its_slide() -> None:
    for city in ("harbour", "kumamoto"):
        shown = opened(made(city))
        for slide in shown.slides:
            for shape in slide.shapes:
                assert shape.left >= 0 and shape.top >= 0
                assert shape.left + shape.width <= shown.slide_width
                assert shape.top + shape.height <= shown.slide_height


def test_the_same_release_gives_the_same_bytes() -> None:
    assert mayor_slides(example_order("harbour")) == made("harbour")


def test_a_package_forgets_when_it_was_made() -> None:
    day = date(2025, 4, 1)
    assert fixed_package(made("harbour"), day) == fixed_package(
        fixed_package(made("harbour"), date(2026, 1, 1)), day
    )


def test_markup_and_long_texts_stay_text() -> None:
    shown = opened(mayor_slides(order_for(hostile_city(), date(2025, 10, 31))))
    assert HOSTILE in "".join(text for slide in shown.slides for text in texts(slide))
    assert max(len(text) for slide in shown.slides for text in texts(slide)) < 1_500
    notes = "".join(slide.notes_slide.notes_text_frame.text for slide in shown.slides)
    assert notes.count("い") >= 40_000


def test_an_empty_city_gets_the_pages_that_can_be_filled() -> None:
    order = order_for(City(name="空市", as_of=date(2025, 4, 1)), date(2025, 4, 1))
    slides = list(opened(mayor_slides(order)).slides)
    assert 5 <= len(slides) < 10


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("city", "least"), [("harbour", 5), ("kumamoto", 8)])
def test_figures_of_slides_are_read_again(city: str, least: int, language: str) -> None:
    document = read_document(made(city, language), "slides.pptx").document
    assert document is not None and len(document.pages) == 10
    rows = {
        (name_key(row.name), row.latest.number, row.achievement)
        for plan in example_order(city, language).facts.plans
        for row in plan.rows
    }
    read = {
        (
            name_key(one.name),
            one.of_role(ValueRole.ACTUAL)[0].value.number,
            one.of_role(ValueRole.ACHIEVEMENT)[0].value.raw,
        )
        for one in recognise(document).indicators
    }
    assert len(read) >= least
    # In English a row's name also says its area, which a slide leaves out.
    wrong = [
        one
        for one in read
        if not any(row[0].startswith(one[0]) and row[1:] == one[1:] for row in rows)
    ]
    assert not wrong


def test_slides_that_are_broken_are_refused_with_a_problem() -> None:
    whole = made("harbour")
    cut = read_document(whole[: len(whole) // 2], "slides.pptx")
    assert cut.document is None and cut.has_errors
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[:50] if name == "ppt/slides/slide5.xml" else content)
    damaged = read_document(stream.getvalue(), "slides.pptx")
    assert [one.code for one in damaged.problems] == ["file-damaged"]
