"""Templates that a clerk may write: each wrong one is told with its place, none is half made."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Protection

from hoshin.domain.city import City
from hoshin.domain.evaluations import Evaluation
from hoshin.domain.indicators import (
    Direction,
    Indicator,
    Observation,
    ObservationStatus,
    Target,
)
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Level, Plan
from hoshin.reports.excel_fill import fill_workbook
from hoshin.reports.form_settings import form_codes, read_form
from hoshin.reports.gathering import gather
from hoshin.reports.papers import make_paper
from hoshin.reports.problems import PaperRefusedError

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def town(findings: str = "雨が多かった。", name: str = "花火の来場者") -> City:
    """One plan with two rows of one indicator, a value, and a comment on the first row."""
    target = Target(
        id="t1",
        plan="p",
        element="e",
        indicator="i",
        number="1",
        unit="人",
        baseline_value=Decimal(100),
        baseline_period=fiscal_year(2020),
        goal_value=Decimal(300),
        goal_period=fiscal_year(2025),
    )
    return City(
        name="花火町",
        plans=(Plan(id="p", name="花火計画", period=fiscal_year(2023)),),
        levels=(Level(id="l", plan="p", depth=1, name="施策"),),
        elements=(Element(id="e", plan="p", level="l", name="夏まつり", number="1"),),
        indicators=(Indicator(id="i", name=name, unit="人", direction=Direction.INCREASE),),
        targets=(target, replace(target, id="t2", number="2", restates="t1")),
        observations=(
            Observation(
                id="o",
                indicator="i",
                time_period=fiscal_year(2023),
                obs_value=Decimal(150),
                unit_measure="人",
            ),
        ),
        evaluations=(
            Evaluation(id="c", plan="p", targets=("t1",), heading="増加", findings=findings),
        ),
    )


def sheet(*rows: tuple[object, ...], protect: bool = False, title: str = "表") -> bytes:
    book = Workbook()
    page = book.active
    page.title = title
    for row in rows:
        page.append(row)
    page.protection.sheet = protect
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def document(*paragraphs: str) -> bytes:
    made = Document()
    for one in paragraphs:
        made.add_paragraph(one)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def own(template: bytes, suffix: str = ".xlsx", settings: str = "", **files: bytes):
    toml = f'format = 1\ntitle = "様式"\ntemplate = "t{suffix}"\n{settings}'
    return {
        "form/form.toml": toml.encode(),
        f"form/t{suffix}": template,
        **{f"form/{name.replace('_', '.')}": content for name, content in files.items()},
    }


def make(template: bytes, city: City | None = None, suffix: str = ".xlsx", **files: bytes):
    form = read_form("form", own(template, suffix, **files))
    return make_paper(form, gather(city or town(), date(2024, 1, 1)))


def refused(template: bytes, city: City | None = None, suffix: str = ".xlsx", **files: bytes):
    with pytest.raises(PaperRefusedError) as caught:
        make(template, city, suffix, **files)
    return caught.value.problems


def cells(content: bytes) -> list[list[object]]:
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


ROWS = ("{% for 行 in 計画.行 %}",)
END = ("{% endfor %}",)


def test_rows_are_repeated_and_places_filled_in_either_language() -> None:
    made = make(
        sheet(
            ("{{ 市 }} {{ plan.name }}",),
            ROWS,
            ("{{ 行.番号 }}", "{{ 行.name }}", "{{ 行.当初値 }}", "{{ 行.達成度 }}"),
            END,
            ("おわり",),
        )
    )
    assert cells(made.content) == [
        ["花火町 花火計画", None, None, None],
        ["1", "花火の来場者", "2020年度 100 人", "25%"],
        ["2", "花火の来場者", "2020年度 100 人", "25%"],
        ["おわり", None, None, None],
    ]


def test_a_comment_cites_every_row_of_its_indicator() -> None:
    made = make(sheet(("{{ 計画.コメント[0].引用 }}", "{{ 計画.行[1].コメント[0].見出し }}")))
    assert cells(made.content) == [["【No.1、2】", "増加"]]


def test_a_misspelt_place_names_its_cell_and_the_nearest_place() -> None:
    wrong = refused(sheet(("表題",), ROWS, ("{{ 行.指標目 }}", "{{ 計画.名 }}"), END))
    assert [(one.code, one.place.column) for one in wrong] == [
        ("template-unknown-place", "表!A3"),
        ("template-unknown-place", "表!B3"),
    ]
    assert "「指標名」のことでしょうか" in wrong[0].hint_ja
    assert '"名称"' in wrong[1].hint_en


def test_a_misspelt_place_is_found_in_a_loop_over_nothing() -> None:
    rows = (("{% for 工程 in 計画.工程 %}",), ("{{ 工程.名前 }}",), END)
    assert [one.place.column for one in refused(sheet(*rows))] == ["表!A2"]


@pytest.mark.parametrize(
    ("rows", "spot"),
    [
        ((ROWS, ("{{ 行.番号 }}",)), "表!A1"),
        ((("{{ 市 }}",), END), "表!A2"),
        ((("{{ 市",),), "表!A1"),
        ((("{{ 市 }}",), ("{% if 計画.行 %}",), END), "表!A3"),
    ],
)
def test_what_does_not_close_is_named(rows: tuple[tuple[object, ...], ...], spot: str) -> None:
    assert [one.place.column for one in refused(sheet(*rows))] == [spot]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{ 計画.行[0].当初値.数 * 2 }}", "template-arithmetic"),
        ("{{ 計画.行[5].番号 }}", "template-item-missing"),
        ("{{ 市.__class__ }}", "template-unknown-place"),
        ("{{ 計画.__class__.__mro__ }}", "template-unknown-place"),
        ("{{ ''.join(計画.年度) }}", "template-not-allowed"),
        ("{% include 'x' %}", "template-not-allowed"),
        ("{{ 画像('ない.png') }}", "template-missing-image"),
        ("{{ range(3) }}", "template-not-allowed"),
    ],
)
def test_templates_read_and_do_nothing_else(text: str, code: str) -> None:
    assert code in {one.code for one in refused(sheet((text,)))}


def test_an_image_beside_the_template_is_placed() -> None:
    made = make(sheet(("{{ 画像('mark.png') }}",)), mark_png=PNG)
    assert len(load_workbook(io.BytesIO(made.content)).worksheets[0]._images) == 1


@pytest.mark.parametrize("content", [b"no image", PNG[:40], b""])
@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_a_damaged_image_is_told(content: bytes, suffix: str) -> None:
    text = "{{ 画像('mark.png') }}"
    template = sheet((text,)) if suffix == ".xlsx" else document(text)
    (problem,) = refused(template, suffix=suffix, mark_png=content)
    assert problem.code == "template-image-unreadable"


def test_an_image_is_placed_in_word() -> None:
    made = make(document("{{ image('mark.png') }}"), suffix=".docx", mark_png=PNG)
    assert len(Document(io.BytesIO(made.content)).inline_shapes) == 1


@pytest.mark.parametrize("suffix", [".xlsx", ".docx"])
def test_the_same_facts_and_form_give_the_same_bytes(suffix: str) -> None:
    template = sheet(("{{ 市 }}",)) if suffix == ".xlsx" else document("{{ 市 }}")
    content = make(template, suffix=suffix).content
    assert content == make(template, suffix=suffix).content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.read("docProps/core.xml").count(b">2024-01-01T00:00:00Z<") == 2


@pytest.mark.parametrize("name", ["=SUM(A1:A9)", "+1", "@cmd", "-2+3", "=HYPERLINK(1)"])
def test_a_formula_in_a_name_stays_text(name: str) -> None:
    made = make(sheet(("{{ 計画.行[0].指標名 }}",)), town(name=name))
    cell = load_workbook(io.BytesIO(made.content)).worksheets[0]["A1"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (name, "s", True)


def test_forty_thousand_characters_are_refused_and_not_cut() -> None:
    template = sheet(("{{ 計画.コメント[0].課題 }}",))
    (problem,) = refused(template, town(findings="雨" * 40_000))
    assert problem.code == "paper-text-too-long"
    assert problem.place.column == "表!A1"
    assert "40,000文字" in problem.sentence_ja


def test_forty_thousand_characters_go_into_word_whole() -> None:
    made = make(document("{{ 計画.コメント[0].課題 }}"), town("雨" * 40_000), ".docx")
    assert Document(io.BytesIO(made.content)).paragraphs[0].text == "雨" * 40_000


def test_text_taller_than_a_row_is_said_and_kept() -> None:
    book = Workbook()
    book.active["A1"] = "{{ 計画.コメント[0].課題 }}"
    book.active["A1"].alignment = Alignment(wrap_text=True)
    stream = io.BytesIO()
    book.save(stream)
    made = make(stream.getvalue(), town("雨" * 3000))
    assert [one.code for one in made.warnings] == ["paper-row-too-tall"]
    assert cells(made.content) == [["雨" * 3000]]


def test_a_locked_cell_of_a_protected_sheet_is_named() -> None:
    (problem,) = refused(sheet(("表題",), ("{{ 市 }}",), protect=True))
    assert (problem.code, problem.place.column) == ("template-sheet-protected", "表!A2")


def test_an_unlocked_cell_of_a_protected_sheet_is_filled() -> None:
    book = Workbook()
    book.active["A1"] = "{{ 市 }}"
    book.active["A1"].protection = Protection(locked=False)
    book.active.protection.sheet = True
    stream = io.BytesIO()
    book.save(stream)
    assert cells(make(stream.getvalue()).content) == [["花火町"]]


def test_a_formula_beside_loops_is_refused_and_elsewhere_kept() -> None:
    (problem,) = refused(sheet(ROWS, ("{{ 行.番号 }}",), END, ("=SUM(A1:A2)",)))
    assert (problem.code, problem.place.column) == ("template-formula", "表!A4")
    assert cells(make(sheet(("{{ 市 }}", "=1+1"))).content) == [["花火町", "=1+1"]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old-format"),
        (b"PK\x03\x04 no zip", "unreadable"),
        (b"", "unreadable"),
        (sheet(("{{ 市 }}",))[:-200], "unreadable"),
        (document("{{ 市 }}"), "unreadable"),
    ],
    ids=["password", "xls", "broken", "empty", "cut off", "word"],
)
def test_a_file_that_cannot_be_opened_is_told(content: bytes, code: str) -> None:
    assert [one.code for one in refused(content)] == [f"template-{code}"]


def test_more_years_than_columns_are_said() -> None:
    city = replace(town(), plans=(Plan(id="p", name="花火計画", period=fiscal_year(2023)),))
    late = replace(city.observations[0], id="o2", time_period=fiscal_year(2022), target="t1")
    city = replace(city, observations=(*city.observations, replace(late, reporting_column="R4")))
    made = make(sheet(("{{ 計画.行[0].年度[0].実績 }}",)), city)
    assert [one.code for one in made.warnings] == ["paper-columns-left-out"]


def test_a_sheet_is_made_for_each_item_with_names_that_excel_takes() -> None:
    city = town()
    more = replace(city.elements[0], id="e2", name="夜/店:" + "長" * 40, number="2")
    city = replace(
        city,
        elements=(*city.elements, more),
        targets=(city.targets[0], replace(city.targets[1], element="e2")),
    )
    template = sheet(
        ("{% for 施策 in 対象 %}",), ("{{ 施策.名称 }}",), END, title="{{ 施策.名称 }}"
    )
    book = load_workbook(io.BytesIO(make(template, city).content))
    assert [one["A1"].value for one in book.worksheets] == ["夏まつり", more.name]
    assert [len(one) for one in book.sheetnames] == [4, 31]


def test_equal_neighbours_are_merged_where_the_template_says_so() -> None:
    rows = (ROWS, ("{{ 行.取組名 }}{# 結合 #}", "{{ 行.番号 }}"), END)
    book = load_workbook(io.BytesIO(make(sheet(*rows)).content))
    assert [str(one) for one in book.worksheets[0].merged_cells.ranges] == ["A1:A2"]


def test_word_names_the_paragraph_of_a_misspelt_place() -> None:
    (problem,) = refused(document("表題", "{{ 計画.名前 }}"), suffix=".docx")
    assert problem.code == "template-unknown-place"
    assert "段落 2" in problem.place.column
    assert "「名称」" in problem.hint_ja


def test_word_loops_that_do_not_close_are_named() -> None:
    (problem,) = refused(document("{%p for 行 in 計画.行 %}", "{{ 行.番号 }}"), suffix=".docx")
    assert (problem.code, "段落 1" in problem.place.column) == ("template-not-closed", True)


def test_markup_of_a_value_does_not_reach_word() -> None:
    city = town(name="<w:p>&{{ 市 }}")
    made = make(document("{{ 計画.行[0].指標名 }}"), city, ".docx")
    assert Document(io.BytesIO(made.content)).paragraphs[0].text == "<w:p>&{{ 市 }}"


def test_hidden_rows_stay_hidden_and_hidden_sheets_are_filled() -> None:
    book = Workbook()
    book.active.append(ROWS[:1])
    book.active.append(("{{ 行.番号 }}",))
    book.active.append(("控え",))
    book.active.append(END)
    book.active.row_dimensions[3].hidden = True
    hidden = book.create_sheet("控え")
    hidden["A1"] = "{{ 市 }}"
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    made = load_workbook(io.BytesIO(make(stream.getvalue()).content))
    first, second = made.worksheets
    assert [first.row_dimensions[n].hidden for n in (1, 2, 3, 4)] == [False, True, False, True]
    assert (second["A1"].value, second.sheet_state) == ("花火町", "hidden")


def test_a_value_of_another_year_stands_in_the_column_it_was_reported_in() -> None:
    city = town()
    late = replace(city.observations[0], time_period=fiscal_year(2021), reporting_column="R5")
    made = make(sheet(("{{ 計画.行[0].年度[0].実績 }}",)), replace(city, observations=(late,)))
    assert cells(made.content) == [["2021年度 150 人"]]


def test_a_provisional_value_is_said_in_a_note() -> None:
    city = town()
    soft = replace(city.observations[0], obs_status=ObservationStatus.PROVISIONAL)
    rows = (("{% for 注 in 計画.注記 %}",), ("{{ 注.引用 }} {{ 注.文 }}",), END)
    made = make(sheet(*rows), replace(city, observations=(soft,)))
    said = "花火の来場者：2023年度の実績は概算値です。"
    assert cells(made.content) == [[f"No.1、No.2 {said}"]]


def test_a_text_box_that_would_be_lost_is_said() -> None:
    content = sheet(("{{ 市 }}",))
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(
            "xl/drawings/drawing1.xml",
            '<xdr:wsDr><xdr:sp><xdr:cNvPr id="2" name="記入上の注意"/></xdr:sp></xdr:wsDr>',
        )
    (warning,) = make(stream.getvalue()).warnings
    assert warning.code == "template-shape-lost"
    assert "記入上の注意" in warning.sentence_ja


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ('titel = "x"', "form-unknown-setting"),
        ('levels = "施策"', "form-wrong-setting"),
        ('needs = ["raws"]', "form-unknown-setting"),
        ('base = "sdgs-progres"', "form-unknown"),
        ("title =", "form-settings-unreadable"),
    ],
)
def test_wrong_settings_are_told(settings: str, code: str) -> None:
    with pytest.raises(PaperRefusedError) as caught:
        read_form("form", own(sheet(("{{ 市 }}",)), settings=settings))
    assert [one.code for one in caught.value.problems] == [code]


def test_settings_of_another_version_and_templates_that_are_not_there_are_told() -> None:
    for toml, code in (
        (b"format = 2", "form-other-format"),
        (b'format = 1\ntemplate = "u.xlsx"', "form-template-missing"),
        (b'format = 1\ntemplate = "u.pdf"', "form-template-kind"),
        (b"format = 1", "form-without-template"),
    ):
        with pytest.raises(PaperRefusedError) as caught:
            read_form("form", {"form/form.toml": toml, "form/t.xlsx": sheet(("{{ 市 }}",))})
        assert [one.code for one in caught.value.problems] == [code]


def test_a_form_may_build_on_another_and_change_its_settings_alone() -> None:
    files = {"mine/form.toml": b'format = 1\nbase = "measure-evaluation"\ntitle = "T"\nplan = "p"'}
    form = read_form("mine", files)
    assert (form.title, form.suffix, form.plan, form.own) == ("T", ".xlsx", "p", True)
    assert "mine" in form_codes(files)


def test_levels_that_the_plan_does_not_have_are_told() -> None:
    form = read_form("form", own(sheet(("{{ 市 }}",)), settings='levels = ["政策"]'))
    with pytest.raises(PaperRefusedError) as caught:
        make_paper(form, gather(town(), date(2024, 1, 1)))
    assert [one.code for one in caught.value.problems] == ["paper-no-level"]
    assert "施策" in caught.value.problems[0].hint_ja


def test_a_template_without_places_is_told() -> None:
    with pytest.raises(PaperRefusedError) as caught:
        fill_workbook(sheet(("表題",)), {}, file="t.xlsx", images={})
    assert [one.code for one in caught.value.problems] == ["template-without-places"]
