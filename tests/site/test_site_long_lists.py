"""Long lists: on several pages, each entry once, with a way to every page that needs no script."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.synthetic_city import AS_OF, synthetic_city
from hoshin.charts.words import Language
from hoshin.domain.city import City
from hoshin.site import addresses
from hoshin.site.addresses import Address, root_of
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import Frame, Stamp
from hoshin.site.page_making import Recipe, Workshop
from hoshin.site.pages import indicator_list, program_list, search
from hoshin.site.pages.portions import Portion, cut, pager_over, portion_address
from hoshin.site.places import Places
from hoshin.site.words import Words

SIZE = 2 * max(indicator_list.PER_PAGE, program_list.PER_PAGE) + 105
LISTS = {"indicators.html": "i", "programs.html": "g", "search.html": "", "source.html": ""}
# A page of a list is read on a phone too.
MOST_BYTES = 400_000


def _workshop(size: int, folder: Path) -> Workshop:
    return Workshop(
        Recipe(
            city=synthetic_city(size),
            as_of=AS_OF,
            problems=(),
            release_notes=None,
            forecasts=(),
            offered=(),
            archive=None,
            stamp=Stamp("0", "0"),
            folder=folder,
            earlier=folder / "none",
        )
    )


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Only the lists of a large city, without the pages of its records."""
    folder = tmp_path_factory.mktemp("lists")
    workshop = _workshop(SIZE, folder)
    for position, page in enumerate(workshop.pages):
        if page.template in LISTS:
            workshop.finish(position)
    return folder


def pages_of(folder: Path, root: str) -> list[Path]:
    """The pages that one reaches from the first one by "next page"."""
    found = [folder / root / "index.html"]
    while True:
        text = found[-1].read_text("utf-8").partition('<nav class="pager"')[2]
        after = re.findall(r'<a href="([^"]+)">(?:次のページ|Next page)</a>', text)
        if not after:
            return found
        found.append((found[-1].parent / after[0]).resolve())


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("indicators", r'<p class="indicator-name"><a'),
        ("programs", r'<th scope="row" role="rowheader"><a'),
    ],
)
def test_every_record_is_listed_once(language: Language, name: str, row: str, lists: Path) -> None:
    pages = pages_of(lists, f"{root_of(language)}{name}")
    assert len(pages) > 2
    listed = Counter(
        one
        for page in pages
        for one in re.findall(row + r' href="[./]*/?(?:\w+/)?(\w+)/index', page.read_text())
    )
    assert len(listed) == SIZE and set(listed.values()) == {1}


@pytest.mark.parametrize("language", list(Language))
def test_the_list_of_everything_is_whole_and_its_letters_lead_there(
    language: Language, lists: Path
) -> None:
    pages = pages_of(lists, f"{root_of(language)}search")
    assert len(pages) >= 2
    count = sum(len(re.findall(r'<span class="letter-what">', one.read_text())) for one in pages)
    first = pages[0].read_text("utf-8")
    said = re.search(r'<span class="h-note">\D*([0-9,]+)', first)
    assert said is not None and count == int(said[1].replace(",", "")) > search.PER_PAGE
    letters = re.findall(r'<li><a href="([^"]*)#(_group-[0-9]+)">', first)
    assert letters
    for href, anchor in letters:
        target = (pages[0].parent / href).resolve() if href else pages[0]
        assert f'id="{anchor}"' in target.read_text("utf-8")


def test_no_page_of_a_list_is_heavy_and_titles_differ(lists: Path) -> None:
    titles: Counter[str] = Counter()
    for page in lists.rglob("*.html"):
        text = page.read_text("utf-8")
        assert len(text.encode()) < MOST_BYTES, page
        titles[text.partition("<title>")[2].partition("</title>")[0]] += 1
    assert [one for one, n in titles.items() if n > 1] == []


def test_links_to_other_pages_do_not_grow_with_the_list() -> None:
    def asked(how_many: int, position: int) -> list[int]:
        found: list[int] = []

        def page_at(one: int) -> Address:
            found.append(one)
            return portion_address(addresses.INDICATORS, one)

        index = CityIndex(City(name="市"), AS_OF, ())
        here = portion_address(addresses.INDICATORS, position)
        frame = Frame(Language.EN, index, Places(index), Words(Language.EN), here)
        assert pager_over(frame, Portion(position, how_many), page_at) is not None
        return found

    assert len(asked(9_999, 5_000)) == len(asked(99, 50))
    assert {0, 4_999, 5_001, 9_998} <= set(asked(9_999, 5_000))


def test_a_list_that_fits_has_one_page() -> None:
    assert [portion.how_many for portion, _ in cut([1, 2], 2)] == [1]
    assert [rows for _, rows in cut([1, 2, 3], 2)] == [[1, 2], [3]]
    assert [rows for _, rows in cut([], 2)] == [[]]


@pytest.mark.parametrize(("elements", "by_plan"), [(400, False), (405, True)])
def test_the_budget_of_many_plans_stands_on_a_page_for_each_plan(
    elements: int, by_plan: bool, tmp_path: Path
) -> None:
    """A city with thousands of measures: its budget page leads to the tables of the plans."""
    # Five targets and their programs stand under each element.
    workshop = _workshop(5 * elements, tmp_path)
    for position, page in enumerate(workshop.pages):
        if page.template in ("budget.html", "plan_budget.html"):
            workshop.finish(position)
    html = (tmp_path / "budget" / "index.html").read_text("utf-8")
    rows = re.findall(r'<tr role="row" id="_budget\.[^"]+"', html)
    led_to = re.findall(r'<li><a href="../(budget/plans/[^"]+)">', html)
    apart = sorted((tmp_path / "budget" / "plans").glob("*/index.html"))
    if not by_plan:
        assert len(rows) >= elements and led_to == apart == []
        return
    assert rows == [] and len(led_to) == len(apart) >= 8
    assert {tmp_path / one for one in led_to} == set(apart)
    found = [row for one in apart for row in re.findall(r'id="_budget\.([^"]+)"', one.read_text())]
    assert len(found) == len(set(found)) >= elements
    assert max(one.stat().st_size for one in (tmp_path / "budget").rglob("*.html")) < MOST_BYTES
