"""The site of several cities: only what is declared is compared, and differences are said first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from benchmarks.synthetic_city import AS_OF, synthetic_city
from hoshin.domain.city import City
from hoshin.domain.comparisons import CommonSeries, SeriesMember
from hoshin.exchange.common_series import COLUMNS, FILE, read_common_series
from hoshin.site.build import SiteInTheWayError
from hoshin.site.cities.build import CityToShow, build_cities_site
from tests.site.site_sample import HOSTILE, city_of_hostile_names
from tests.site.test_site_build import files_of

SERIES = (
    CommonSeries(
        "users",
        "利用者",
        "Users",
        (SeriesMember("east", "i1", "注", "Note"), SeriesMember("west", "i2")),
    ),
    CommonSeries("bad", HOSTILE, "", (SeriesMember("hostile", "single", HOSTILE),)),
)


def shown(folder: str, city: City) -> CityToShow:
    return CityToShow(folder, city, AS_OF, (), {"a.csv": b"id\n"})


def west() -> City:
    city = synthetic_city(4)
    indicators = list(city.indicators)
    indicators[2] = replace(indicators[2], unit="千人", definition="定義", definition_en="Meaning")
    return replace(city, name="西市", name_en="West", indicators=tuple(indicators))


def cities() -> list[CityToShow]:
    return [
        shown("west", west()),
        shown("east", replace(synthetic_city(3), name="東市", name_en="East")),
        shown("hostile", city_of_hostile_names()),
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cities") / "site"
    build_cities_site(cities(), SERIES, place)
    return place


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [one for key in ("href", "src") if (one := values.get(key))]
        if values.get("id"):
            self.ids.add(values["id"] or "")


def links_of(page: Path) -> _Links:
    links = _Links()
    links.feed(page.read_text("utf-8"))
    return links


OWN = ["index.html", "en/index.html", "series/users/index.html", "en/series/users/index.html"]


def test_each_city_leads_back_to_the_comparison(site: Path) -> None:
    for page, up in (("index.html", "../../"), ("en/plans/index.html", "../../../../en/")):
        text = (site / "cities" / "east" / page).read_text("utf-8")
        assert f'<a href="{up}index.html">' in text
        assert ((site / "cities" / "east" / page).parent / up / "index.html").is_file()


def test_with_an_address_every_site_has_its_map_and_one_file_names_them(tmp_path: Path) -> None:
    place = tmp_path / "site"
    build_cities_site(cities()[:2], SERIES[:1], place, address="https://plans.example.jp/all")
    robots = (place / "robots.txt").read_text("utf-8")
    for own in ("", "cities/east/", "cities/west/"):
        assert f"Sitemap: https://plans.example.jp/all/{own}sitemap.xml" in robots
        text = (place / own / "sitemap.xml").read_text("utf-8")
        assert f"<loc>https://plans.example.jp/all/{own}</loc>" in text
    assert not (place / "cities" / "east" / "robots.txt").exists()
    page = (place / "cities/east/indicators/i1/index.html").read_text("utf-8")
    assert 'rel="canonical" href="https://plans.example.jp/all/cities/east/indicators/i1/"' in page


@pytest.mark.parametrize("path", OWN)
def test_every_link_leads_somewhere(path: str, site: Path) -> None:
    page = site / path
    for link in links_of(page).found:
        parts = urlsplit(link)
        assert not parts.scheme or parts.scheme == "data", link
        target = (page.parent / parts.path).resolve() if parts.path else page
        assert target.is_file(), link
        if parts.fragment:
            assert parts.fragment in links_of(target).ids, link


def test_members_stand_in_the_order_of_their_declaration(site: Path) -> None:
    text = (site / "series/users/index.html").read_text("utf-8")
    assert text.index("東市") < text.index("西市")


def test_differences_are_said_before_the_values(site: Path) -> None:
    text = (site / "en/series/users/index.html").read_text("utf-8")
    before, values = text.split('id="_values"')
    assert "Units differ (people, thousand people)" in before
    assert "Some cities give no definition" in before
    assert "Note" in values and "Meaning" in values


def test_a_series_of_one_city_says_that_there_is_nothing_to_compare(site: Path) -> None:
    assert "一つの市しかない" in (site / "series/bad/index.html").read_text("utf-8")


def test_names_are_escaped(site: Path) -> None:
    for path in ("index.html", "series/bad/index.html"):
        assert "<script>alert" not in (site / path).read_text("utf-8")


def test_figures_are_those_of_the_citys_own_site(site: Path) -> None:
    compared = (site / "series/users/index.html").read_text("utf-8")
    own = (site / "cities/east/indicators/i1/index.html").read_text("utf-8")
    figures = re.findall(r"<b>([^<]+[%％])</b>", compared)
    assert len(figures) == 2
    assert f">{figures[0]}<" in own


def test_an_unchanged_site_of_cities_is_taken_over(site: Path, tmp_path: Path) -> None:
    place = tmp_path / "site"
    build_cities_site(cities(), SERIES, place)
    assert files_of(place) == files_of(site)
    again = build_cities_site(cities(), SERIES, place)
    assert again.made == 2 * (1 + len(SERIES))
    assert (again.changed, again.removed) == ((), ())
    assert files_of(place) == files_of(site)


def test_without_common_series_nothing_is_compared(tmp_path: Path) -> None:
    summary = build_cities_site(cities()[:1], (), tmp_path / "site")
    assert summary.files == len(files_of(tmp_path / "site"))
    assert not (tmp_path / "site" / "series").exists()
    assert "common_series.csv" in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_what_others_put_there_is_left_alone(site: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine")
    with pytest.raises(SiteInTheWayError):
        build_cities_site(cities(), SERIES, tmp_path / "site")


# --- the declaration ---


def declared(tmp_path: Path, *lines: str, head: str = ",".join(COLUMNS)) -> list[str]:
    (tmp_path / FILE).write_text("\n".join([head, *lines]) + "\n", "utf-8-sig")
    known = {"east": synthetic_city(3), "west": synthetic_city(4)}
    series, problems = read_common_series(tmp_path, known)
    assert all(one.sentence_ja and one.sentence_en and one.hint_ja for one in problems)
    return [one.code for one in problems] or [f"{one.code}:{len(one.members)}" for one in series]


def test_a_declaration_is_read(tmp_path: Path) -> None:
    lines = ("u,利用者,Users,east,i1,,", ",,,,,,", "u,利用者,Users,west,i2,注,Note")
    assert declared(tmp_path, *lines, "v,別,,west,i0,,") == ["u:2", "v:1"]


def test_without_a_declaration_there_is_no_series(tmp_path: Path) -> None:
    assert read_common_series(tmp_path, {}) == ((), ())


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("u,利用者,,north,i1,,", "common-series-unknown-city"),
        ("u,利用者,,east,i9,,", "common-series-unknown-indicator"),
        ("u,,,east,i1,,", "common-series-empty"),
        ("u,別の名前,,west,i1,,", "common-series-two-names"),
        ("u,利用者,,first,i1,,", "common-series-unknown-city"),
        ("../u,利用者,,east,i1,,", "ill-formed-id"),
    ],
)
def test_a_wrong_line_is_named(line: str, code: str, tmp_path: Path) -> None:
    found = declared(tmp_path, "u,利用者,,east,i1,,", line)
    assert found == [code] or (code == "ill-formed-id" and len(found) == 1)


def test_a_city_stands_once_in_a_series(tmp_path: Path) -> None:
    lines = ("u,利用者,,east,i1,,", "u,利用者,,east,i2,,")
    assert declared(tmp_path, *lines) == ["common-series-city-twice"]


def test_missing_columns_and_other_encodings_are_problems(tmp_path: Path) -> None:
    assert declared(tmp_path, "u,x", head="code,name") == ["common-series-columns"]
    (tmp_path / FILE).write_bytes("code,名前".encode("cp932"))
    series, problems = read_common_series(tmp_path, {})
    assert series == () and len(problems) == 1
