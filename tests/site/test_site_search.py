"""The search index: nothing is missing, every address leads somewhere, spellings fold alike."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from hoshin.charts.words import Language
from hoshin.domain.city import City
from hoshin.domain.folding import VARIANTS, fold
from hoshin.domain.indicators import Indicator
from hoshin.domain.plans import Element, Level, Organisation, OrganisationKind, Plan
from hoshin.domain.problems import IllFormedError
from hoshin.domain.programs import Program
from hoshin.domain.registers import Agreement, ContextFigure
from hoshin.domain.search_words import SearchWord
from hoshin.engine.standing import Standing
from hoshin.exchange.folder import read_folder
from hoshin.site.build import build_site
from hoshin.site.city_index import CityIndex
from hoshin.site.pages.search import place_in_english, place_in_japanese
from hoshin.site.places import Places
from hoshin.site.related_words import RELATED, related_table
from hoshin.site.search import KINDS, Entry, entries
from hoshin.site.search_file import index_file
from hoshin.site.state_words import ORDER, state_table
from hoshin.site.words import words_of

CASES = json.loads((Path(__file__).parent / "folding_cases.json").read_text("utf-8"))
DAY = date(2025, 4, 1)


def found_in(city: City) -> tuple[Entry, ...]:
    index = CityIndex(city, DAY, ())
    return entries(index, Places(index))


def records_in(city: City) -> tuple[Entry, ...]:
    """What is found of the city's own records: the pages about the whole left out."""
    return tuple(one for one in found_in(city) if one.kind != "pages")


def read_back(found: tuple[Entry, ...]) -> dict:
    text = index_file(found)
    assert text.startswith("var hoshinSearchIndex={") and text.endswith("};\n")
    return json.loads(text.removeprefix("var hoshinSearchIndex=").removesuffix(";\n"))


@pytest.fixture(scope="module", params=["harbour", "kumamoto"])
def city(request: pytest.FixtureRequest, repository: Path) -> City:
    city = read_folder(repository / "examples" / request.param).city
    assert city is not None
    return city


@pytest.fixture(scope="module")
def site(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("site") / "site"
    build_site(city, DAY, (), place, {})
    return place


@pytest.mark.parametrize(("text", "folded"), CASES["folds"])
def test_spellings_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_variants_of_a_word_are_different_words_once_folded() -> None:
    for group in VARIANTS:
        folded = [fold(one) for one in group]
        assert all(folded) and len(set(folded)) == len(group), group


def test_related_words_lead_from_what_is_typed_to_something_else() -> None:
    for asked, meant in RELATED.items():
        folded = [fold(one) for one in meant]
        assert all(folded) and fold(asked) not in folded, asked
        assert len(set(folded)) == len(folded), asked
    assert len(related_table()) == len(RELATED), "two words fold alike"


def test_the_pages_about_the_whole_are_found_by_their_names(city: City) -> None:
    pages = {one.name: one.href for one in found_in(city) if one.kind == "pages"}
    assert pages["予算"] == "budget/index.html"
    assert pages["食い違い"] == "problems/index.html"
    assert len(pages) == len(set(pages.values())) == 17


def test_every_record_is_found_once(city: City) -> None:
    found = found_in(city)
    ids = {kind: [one.id for one in found if one.kind == kind] for kind in KINDS}
    for table in (
        "plans",
        "elements",
        "indicators",
        "programs",
        "organisations",
        "agreements",
        "pledges",
        "committees",
        "sources",
    ):
        assert sorted(ids[table]) == sorted(row.id for row in getattr(city, table)), table
    figures = [figure for one in found for figure in one.figures]
    assert sorted(figures) == sorted(row.id for row in city.targets)
    names = {one.name for one in found if one.kind == "context_figures"}
    assert names == {row.name for row in city.context_figures}


def test_every_address_leads_to_a_place_of_a_page(city: City, site: Path) -> None:
    anchors: dict[Path, set[str]] = {}
    for one in found_in(city):
        for root in ("", "en/"):
            page = site / f"{root}{one.address.path}"
            if page not in anchors:
                text = page.read_text("utf-8")
                anchors[page] = set(re.findall(r'\bid="([^"]+)"', text))
            wanted = {*one.figures, one.address.anchor} - {""}
            assert wanted <= anchors[page], (one.kind, one.id, page)


def test_the_file_gives_every_entry_back(city: City) -> None:
    found = found_in(city)
    index = read_back(found)
    plans = next(kind["rows"] for kind in index["kinds"] if kind["kind"] == "plans")
    read = {}
    for kind in index["kinds"]:
        for row in kind["rows"]:
            href = kind["elsewhere"].get(row[0], f"{kind['before']}{row[0]}{kind['after']}")
            its = row[3] if len(row) > 3 else []
            read[kind["kind"], row[0]] = (href, row[1], [plans[at][0] for at in its])
    assert read == {(one.kind, one.id): (one.href, one.name, list(one.plans)) for one in found}


def test_the_file_of_the_site_is_this_one(city: City, site: Path) -> None:
    text = (site / "search" / "entries.js").read_text("utf-8")
    assert text == index_file(found_in(city), standings_shown(site), city.search_words)


def standings_shown(site: Path) -> dict[str, Standing]:
    """Where each indicator stands, as the pages of the list show it by their signs."""
    item = re.compile(
        r'class="indicator-name"><a href="[^"]*?([^/"]+)/index.html".*?<div class="indicator-sign">'
        r'(?:<p><span class="sign sign-(\w+)")?',
        re.DOTALL,
    )
    pages = (site / "indicators").glob("**/index.html")
    found = [one for page in pages for one in item.findall(page.read_text("utf-8"))]
    return {row_id: Standing(standing) for row_id, standing in found if standing}


def test_words_for_how_things_stand_mean_standings() -> None:
    table = {word: [ORDER[at] for at in its] for word, its in state_table().items()}
    assert table[fold("達成")] == [Standing.REACHED]
    for word in ("達成していない", "未達成", "not achieved", "Not reached"):
        assert set(table[fold(word)]) == {
            *(Standing.AWAY, Standing.SHORT, Standing.UNCHANGED, Standing.TOWARD)
        }
    assert Standing.REACHED not in table[fold("遅れている")] == table[fold("behind")]
    # The words of the site's own signs mean just these.
    for language in Language:
        for one in Standing:
            assert table[fold(words_of(language)(f"terms.standing.{one.value}"))] == [one]


def test_a_city_adds_its_own_words_before_those_of_the_list() -> None:
    own = (
        SearchWord(id="w1", asked="図書館", meant=("港の本だな",)),
        SearchWord(id="w2", asked="まるごと", meant=("総合", "総合")),
    )
    table = related_table(own)
    assert table[fold("図書館")][0] == fold("港の本だな")
    assert set(related_table()[fold("図書館")]) < set(table[fold("図書館")])
    assert table[fold("まるごと")] == [fold("総合")]
    with pytest.raises(IllFormedError):
        SearchWord(id="w3", asked="空", meant=("",))


@pytest.mark.parametrize("root", ["", "en/"])
def test_without_script_everything_is_listed_once(city: City, site: Path, root: str) -> None:
    text = (site / root / "search" / "index.html").read_text("utf-8")
    listed = text.partition('id="_everything"')[2]
    links = re.findall(r'<li><a href="\.\./([^"]+)"', listed)
    assert sorted(links) == sorted(one.href for one in found_in(city))


def test_names_cannot_break_out_of_the_file() -> None:
    name = 'A "quoted" \\ name\u2028</script><script>alert(1)</script>'
    found = records_in(City(name="市", programs=(Program(id="p", name=name, name_en=name),)))
    assert read_back(found)["kinds"][0]["rows"] == [["p", name, name]]
    assert index_file(found).count("\n") == 3


def test_ids_that_differ_in_capitals_only_keep_their_own_addresses() -> None:
    both = tuple(Program(id=one, name=one) for one in ("roads", "ROADS", "parks"))
    index = read_back(records_in(City(name="市", programs=both)))
    (kind,) = index["kinds"]
    assert len({*kind["elsewhere"].values()}) == len(kind["elsewhere"]) >= 1
    assert {row[0] for row in kind["rows"]} == {"roads", "ROADS", "parks"}


def test_a_city_without_anything_has_only_its_pages() -> None:
    assert {one.kind for one in found_in(City(name=""))} == {"pages"}
    assert read_back(())["kinds"] == []


def test_references_that_lead_nowhere_are_left_out() -> None:
    city = City(
        name="市",
        organisations=(
            Organisation(id="a", name="甲", kind=OrganisationKind.OTHER, parent="b"),
            Organisation(id="b", name="乙", kind=OrganisationKind.OTHER, parent="a"),
        ),
        elements=(Element(id="e", plan="none", level="none", name="要素", organisation="none"),),
        indicators=(Indicator(id="i", name="指標", unit="人", organisation="none"),),
        agreements=(Agreement(id="g", name="協定", element="none", partners=("none",)),),
    )
    index = read_back(found_in(city))
    rows = {kind["kind"]: kind["rows"] for kind in index["kinds"]}
    assert rows["elements"] == [["e", "要素"]]
    assert rows["indicators"] == [["i", "指標"]]
    assert len(rows["organisations"]) == 2


def test_printed_names_are_kept_only_where_the_name_would_not_be_found_by_them() -> None:
    city = City(
        name="市",
        agreements=(
            Agreement(id="same", name="防災（協定）", partners_printed="ボウサイ"),
            Agreement(id="part", name="電気自動車の協定", partners_printed="電気 自動車"),
        ),
    )
    assert [one.printed for one in records_in(city)] == [("ボウサイ",), ()]


def test_a_series_in_time_is_one_entry() -> None:
    figures = tuple(
        ContextFigure(id=f"staff-{year}", series="staff", name="職員数", unit="人")
        for year in range(2020, 2026)
    )
    (one,) = records_in(City(name="市", context_figures=figures))
    assert (one.id, one.name) == ("staff-2020", "職員数")


def test_an_element_says_its_level_and_plan() -> None:
    city = City(
        name="市",
        plans=(Plan(id="plan", name="計画"),),
        levels=(Level(id="measure", plan="plan", depth=1, name="施策", name_en="Measure"),),
        elements=(Element(id="e", plan="plan", level="measure", number="1-2", name="水", order=1),),
    )
    index = read_back(found_in(city))
    assert index["levels"] == [["施策", "Measure"]]
    (elements,) = [kind for kind in index["kinds"] if kind["kind"] == "elements"]
    assert elements["rows"] == [["e", "水", "", [0], -1, 0, ["1-2"]]]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("あき家", "あ"),
        ("「エネルギー」", "あ"),
        ("ゃ", "や"),
        ("んだ", "わ"),
        ("ヴァイオリン", "あ"),
        ("亜熱帯", "あ"),
        ("一般", "あ"),
        ("温泉", "あ"),
        ("下水道", "か"),
        ("地下水", "た"),
        ("待機児童", "た"),
        ("熊本市", "か"),
        ("民間", "ま"),
        ("湾", "わ"),
        ("薔薇", "_others"),
        ("ＳＤＧｓ", "_latin"),
        ("第2期", "た"),
        ("65歳以上", "_digits"),
        ("６５歳以上", "_digits"),
        ("", "_others"),
        ("…", "_others"),
        ("𠮷野", "_others"),
    ],
)
def test_japanese_names_stand_under_a_row_of_the_kana_table(name: str, group: str) -> None:
    assert place_in_japanese(name)[0] == group


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("The waiting list", "w"),
        ("A river", "r"),
        ("Élan", "e"),
        ("“Quoted”", "q"),
        ("65 and over", "_digits"),
        ("Theatre", "t"),
        ("—", "_others"),
    ],
)
def test_english_names_stand_under_a_letter(name: str, group: str) -> None:
    assert place_in_english(name)[0] == group
