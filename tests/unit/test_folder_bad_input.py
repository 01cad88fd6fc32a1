"""Bad input: whatever a folder holds, reading gives problems with place and hint, no crash."""

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hoshin.domain.city import City
from hoshin.domain.indicators import Direction, Indicator, Observation, Target
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Level, Plan
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.sources import Source
from hoshin.exchange.folder import read_folder, write_folder

CITY = City(
    name="試し市",
    name_en="Trial City",
    as_of=date(2025, 5, 31),
    plans=(Plan(id="plan", name="計画", name_en="Plan"),),
    levels=(Level(id="plan.goal", plan="plan", depth=1, name="目標"),),
    elements=(Element(id="plan.1", plan="plan", level="plan.goal", name="まち"),),
    indicators=(
        Indicator(id="forest", name="森林面積", unit="ha", direction=Direction.INCREASE),
        Indicator(id="waste", name="ごみ", unit="g", direction=Direction.DECREASE),
    ),
    targets=(
        Target(
            id="plan.forest",
            plan="plan",
            element="plan.1",
            indicator="forest",
            unit="ha",
            goal_value=Decimal("120.0"),
            goal_period=fiscal_year(2030),
        ),
    ),
    observations=(
        Observation(
            id="forest.2024",
            indicator="forest",
            time_period=fiscal_year(2024),
            obs_value=Decimal("101.50"),
            unit_measure="ha",
        ),
    ),
    sources=(Source(id="doc", title="文書"),),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "city"
    write_folder(CITY, place)
    return place


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8-sig", newline="")


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """The problems of a folder; each has both sentences, both hints and a file."""
    found = read_folder(folder).problems
    for one in found:
        assert one.sentence_ja and one.sentence_en and one.hint_ja and one.hint_en
        assert one.place.file
    return found


def only(folder: Path) -> Problem:
    (one,) = problems_of(folder)
    return one


def test_the_folder_that_the_tests_spoil_is_good(folder: Path) -> None:
    reading = read_folder(folder)
    assert reading.problems == ()
    assert reading.city == CITY


# --- the path -----------------------------------------------------------------------------------


def test_no_such_folder(tmp_path: Path) -> None:
    assert only(tmp_path / "nowhere").code == "folder-missing"
    assert read_folder(tmp_path / "nowhere").city is None


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "city.zip"
    file.write_bytes(b"PK")
    assert only(file).code == "folder-not-a-folder"


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "a/" * 3000])
def test_a_path_that_cannot_exist(tmp_path: Path, name: str) -> None:
    assert only(tmp_path / name).code == "folder-missing"


def test_a_link_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    assert only(tmp_path / "link").code == "folder-not-a-folder"


def test_a_folder_without_datapackage(tmp_path: Path) -> None:
    problem = only(tmp_path)
    assert (problem.code, problem.place.file) == ("folder-no-datapackage", "datapackage.json")
    assert "hoshin new" in problem.hint_en


# --- datapackage.json ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "folder-datapackage-broken"),
        (b'{"resources": [', "folder-datapackage-broken"),
        (b"[]", "folder-datapackage-broken"),
        (b'{"resources": {}}', "folder-datapackage-broken"),
        (b'{"resources": 5}', "folder-datapackage-broken"),
        (b"[" * 100_000, "folder-datapackage-broken"),
        (b"1" * 10_000, "folder-datapackage-broken"),
        ('{"resources": "表"}'.encode("cp932"), "folder-not-utf8"),
        (b'{"resources": []}\x00', "folder-datapackage-broken"),
    ],
    ids=["empty", "cut", "list", "object", "number", "deep", "huge", "shift-jis", "nul"],
)
def test_a_datapackage_that_cannot_be_read(folder: Path, content: bytes, code: str) -> None:
    (folder / "datapackage.json").write_bytes(content)
    problem = only(folder)
    assert (problem.code, problem.place.file) == (code, "datapackage.json")


def test_the_line_of_broken_json_is_named(folder: Path) -> None:
    (folder / "datapackage.json").write_text('{\n  "resources": [\n    {,}\n  ]\n}\n')
    assert only(folder).place.line == 3


def edited(folder: Path, edit: Callable[[dict], object]) -> None:
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    edit(descriptor)
    file.write_text(json.dumps(descriptor), encoding="utf-8")


@pytest.mark.parametrize("extra", ["x", 1, None, [], {}, {"name": ["plans"]}, {"name": {}}])
def test_a_resource_that_is_none(folder: Path, extra: object) -> None:
    edited(folder, lambda found: found["resources"].append(extra))
    assert only(folder).code == "folder-unknown-table"


def test_a_table_that_plan_folders_do_not_have(folder: Path) -> None:
    edited(folder, lambda found: found["resources"].append({"name": "obserwations"}))
    problem = only(folder)
    assert problem.code == "folder-unknown-table"
    assert "observations" in problem.hint_en and "observations" in problem.hint_ja


@pytest.mark.parametrize(
    "as_of", ["令和7年5月31日", "2025-13-01", "20250531", 20250531, [], "2025/5/31"]
)
def test_an_as_of_that_is_no_date(folder: Path, as_of: object) -> None:
    edited(folder, lambda found: found["hoshin"].update(as_of=as_of))
    problem = only(folder)
    assert (problem.code, problem.place.column) == ("folder-as-of", "as_of")
    assert "2025-05-31" in problem.hint_en


def test_a_name_that_is_no_text(folder: Path) -> None:
    edited(folder, lambda found: found["hoshin"].update(name=["試し市"]))
    assert only(folder).code == "folder-datapackage-value"


# --- files --------------------------------------------------------------------------------------


def test_a_missing_table(folder: Path) -> None:
    (folder / "targets.csv").unlink()
    problem = only(folder)
    assert (problem.code, problem.place.file) == ("folder-missing-table", "targets.csv")


def test_a_folder_named_like_a_table(folder: Path) -> None:
    (folder / "targets.csv").unlink()
    (folder / "targets.csv").mkdir()
    (folder / "pledges.csv").mkdir()
    assert {(one.code, one.place.file) for one in problems_of(folder)} == {
        ("folder-not-a-file", "targets.csv"),
        ("folder-not-a-file", "pledges.csv"),
    }


def test_a_table_that_is_not_listed_is_read(folder: Path) -> None:
    (folder / "organisations.csv").write_text("id,name,kind\ncity,市,city\n", encoding="utf-8")
    reading = read_folder(folder)
    (problem,) = reading.problems
    assert (problem.code, problem.level) == ("folder-unlisted-table", ProblemLevel.WARNING)
    assert reading.city is not None and reading.city.organisations[0].id == "city"


def test_a_file_that_is_no_table_is_told(folder: Path) -> None:
    (folder / "observation.csv").write_text("id\n", encoding="utf-8")
    problem = only(folder)
    assert (problem.code, problem.level) == ("folder-unknown-file", ProblemLevel.WARNING)
    assert "observations.csv" in problem.hint_en


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\n"])
def test_an_empty_file(folder: Path, content: bytes) -> None:
    (folder / "plans.csv").write_bytes(content)
    problem = only(folder)
    assert (problem.code, problem.place.line) == ("folder-empty-file", 1)
    assert "id,name" in problem.hint_ja


@pytest.mark.parametrize(
    ("encoding", "named"), [("cp932", "Shift_JIS"), ("utf-16", "UTF-16"), ("euc-jp", "")]
)
def test_another_encoding(folder: Path, encoding: str, named: str) -> None:
    text = (folder / "indicators.csv").read_text(encoding="utf-8-sig")
    (folder / "indicators.csv").write_bytes(text.encode(encoding))
    problem = only(folder)
    assert (problem.code, problem.place.file) == ("folder-not-utf8", "indicators.csv")
    assert problem.place.line == (1 if encoding == "utf-16" else 2)
    assert named in problem.sentence_en
    assert "CSV UTF-8" in problem.hint_ja


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all files")
def test_a_file_that_may_not_be_read(folder: Path) -> None:
    (folder / "plans.csv").chmod(0)
    assert only(folder).code == "folder-file-unreadable"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_byte_order_mark_and_line_ends_do_not_matter(
    folder: Path, mark: bytes, line_end: bytes
) -> None:
    for file in folder.glob("*.csv"):
        content = file.read_bytes().removeprefix(b"\xef\xbb\xbf")
        file.write_bytes(mark + content.replace(b"\n", line_end))
    reading = read_folder(folder)
    assert reading.problems == ()
    assert reading.city == CITY
    assert reading.lines["indicators", "waste"] == 3


def test_blank_lines_do_not_matter_and_lines_are_counted(folder: Path) -> None:
    change(folder / "indicators.csv", "\nwaste", "\n\n\nwaste")
    reading = read_folder(folder)
    assert reading.problems == ()
    assert reading.lines["indicators", "waste"] == 5


def test_empty_rows_and_columns_that_a_spreadsheet_saved(folder: Path) -> None:
    file = folder / "indicators.csv"
    header, *rows = file.read_text(encoding="utf-8-sig").splitlines()
    empty = "," * (header.count(",") + 2)
    lines = [f"{header},,", f"{rows[0]},,", empty, f"{rows[1]},,", empty]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    reading = read_folder(folder)
    assert reading.city == CITY
    assert [(one.code, one.level, one.place.line) for one in reading.problems] == [
        ("folder-unnamed-columns", ProblemLevel.NOTE, 1),
        ("folder-empty-rows", ProblemLevel.NOTE, 3),
    ]
    assert "2" in reading.problems[1].sentence_ja


def test_a_value_beside_the_named_columns_is_not_passed_over(folder: Path) -> None:
    file = folder / "indicators.csv"
    header, *rows = file.read_text(encoding="utf-8-sig").splitlines()
    file.write_text("\n".join([f"{header},", f"{rows[0]},7", f"{rows[1]},", ""]), "utf-8-sig")
    assert [one.code for one in problems_of(folder)] == [
        "folder-unnamed-columns",
        "folder-row-length",
    ]


def test_a_file_of_commas_only_has_no_header(folder: Path) -> None:
    (folder / "sources.csv").write_text(",,,\n,,,\n", encoding="utf-8-sig")
    assert only(folder).code == "folder-no-header"


def test_a_column_named_by_its_japanese_title(folder: Path) -> None:
    change(folder / "indicators.csv", "direction", "望ましい方向")
    found = [one for one in problems_of(folder) if one.code == "folder-unknown-column"]
    assert found[0].hint_ja.startswith("列の名前は「direction」")


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.999])
def test_a_descriptor_cut_off(folder: Path, share: float) -> None:
    file = folder / "datapackage.json"
    text = file.read_text(encoding="utf-8").rstrip()
    file.write_text(text[: int(len(text) * share)], encoding="utf-8")
    problem = only(folder)
    assert problem.code == "folder-datapackage-broken"
    assert "途中で切れて" in problem.sentence_ja and "hoshin tidy" in problem.hint_ja


@pytest.mark.parametrize("form", ['"2"', "2", "null", '["1"]'])
def test_a_folder_of_another_form(folder: Path, form: str) -> None:
    change(folder / "datapackage.json", '"format": "1"', f'"format": {form}')
    problem = only(folder)
    assert (problem.code, problem.level) == ("folder-format", ProblemLevel.ERROR)
    assert problem.place.column == "format"


def test_nul_bytes(folder: Path) -> None:
    change(folder / "indicators.csv", "ごみ", "ご\0み")
    problem = only(folder)
    assert problem.code == "folder-control-character"
    assert (problem.place.file, problem.place.line) == ("indicators.csv", 3)
    assert (problem.place.column, problem.place.row_id) == ("name", "waste")
    assert "U+0000" in problem.sentence_ja


def test_a_file_of_nul_bytes_only(folder: Path) -> None:
    (folder / "plans.csv").write_bytes(bytes(1000))
    assert {one.code for one in problems_of(folder)} == {
        "folder-no-header",
        "folder-no-final-line-break",
    }


def test_a_picture_named_like_a_table(folder: Path) -> None:
    (folder / "plans.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    assert only(folder).code == "folder-not-utf8"


# --- rows and cells -----------------------------------------------------------------------------


def test_a_file_cut_off_inside_a_quoted_cell(folder: Path) -> None:
    change(folder / "indicators.csv", "ごみ", '"ごみ')
    found = problems_of(folder)
    (broken,) = [one for one in found if one.level is ProblemLevel.ERROR]
    assert (broken.code, broken.place.file, broken.place.line) == (
        "folder-csv-broken",
        "indicators.csv",
        3,
    )
    reading = read_folder(folder)
    assert reading.city is not None and [one.id for one in reading.city.indicators] == ["forest"]


def test_a_file_cut_off_inside_a_row(folder: Path) -> None:
    file = folder / "indicators.csv"
    file.write_bytes(file.read_bytes()[:-20])
    cut, short = problems_of(folder)
    assert (cut.code, cut.level) == ("folder-no-final-line-break", ProblemLevel.WARNING)
    assert (short.code, short.place.line, short.place.row_id) == ("folder-row-length", 3, "waste")


def test_a_quotation_mark_inside_a_cell_that_is_not_quoted(folder: Path) -> None:
    change(folder / "indicators.csv", "ごみ", 'ご"み"')
    reading = read_folder(folder)
    assert reading.problems == ()
    assert reading.city is not None and reading.city.indicators[1].name == 'ご"み"'


def test_text_after_a_closing_quotation_mark(folder: Path) -> None:
    change(folder / "indicators.csv", "ごみ", '"ご"み')
    assert only(folder).code == "folder-csv-broken"


def test_a_short_and_a_long_row(folder: Path) -> None:
    with (folder / "plans.csv").open("a", encoding="utf-8") as stream:
        stream.write("short,x\n" + "long" + "," * 40 + "\n")
    assert [(one.code, one.place.line, one.place.row_id) for one in problems_of(folder)] == [
        ("folder-row-length", 3, "short"),
        ("folder-row-length", 4, "long"),
    ]


def test_a_wrong_column(folder: Path) -> None:
    change(folder / "observations.csv", "obs_value", "obs_valu")
    problem = only(folder)
    assert (problem.code, problem.place.column) == ("folder-unknown-column", "obs_valu")
    assert '"obs_value"' in problem.hint_en
    assert read_folder(folder).city == City(
        **{
            **{name: getattr(CITY, name) for name in City.__dataclass_fields__},
            "observations": (),
        }
    )


def test_a_column_twice_and_a_column_that_is_needed(folder: Path) -> None:
    change(folder / "levels.csv", "id,plan,depth,name,", "id,plan,plan,note,")
    assert {(one.code, one.place.column) for one in problems_of(folder)} == {
        ("folder-repeated-column", "plan"),
        ("folder-repeated-column", "note"),
        ("folder-missing-column", "depth"),
        ("folder-missing-column", "name"),
    }


@pytest.mark.parametrize(("separator", "hint"), [("\t", "by commas"), (";", "by commas")])
def test_another_separator(folder: Path, separator: str, hint: str) -> None:
    text = (folder / "sources.csv").read_text(encoding="utf-8-sig").replace(",", separator)
    (folder / "sources.csv").write_text(text, encoding="utf-8")
    problem = only(folder)
    assert problem.code == "folder-no-header"
    assert hint in problem.hint_en


def test_columns_in_another_order_and_optional_ones_left_out(folder: Path) -> None:
    (folder / "sources.csv").write_text("title,id\n文書,doc\n", encoding="utf-8")
    assert read_folder(folder).city == CITY


def test_a_duplicated_id(folder: Path) -> None:
    with (folder / "sources.csv").open("a", encoding="utf-8") as stream:
        stream.write("doc,もう一つ,,,,,,,,\n")
    problem = only(folder)
    assert problem.code == "folder-duplicate-id"
    assert (problem.place.line, problem.place.column, problem.place.row_id) == (3, "id", "doc")
    assert "line 2 and line 3" in problem.sentence_en


@pytest.mark.parametrize(
    ("table", "old", "new", "column", "hint"),
    [
        ("observations", "101.50", "101.50ha", "obs_value", '"101.50"'),
        ("observations", "101.50", '"1,002"', "obs_value", '"1002"'),
        ("observations", "101.50", "１０１．５", "obs_value", '"101.5"'),
        ("observations", "101.50", "▲101.50", "obs_value", '"-101.50"'),
        ("observations", "101.50", "約101.50", "obs_value", '"101.50"'),
        ("observations", "101.50", "1e3", "obs_value", "ASCII digits"),
        ("observations", "101.50", "NaN", "obs_value", "ASCII digits"),
        ("observations", "101.50", "Infinity", "obs_value", "ASCII digits"),
        ("observations", "101.50", "007", "obs_value", '"7"'),
        ("observations", "101.50", "9" * 5000, "obs_value", "ASCII digits"),
        ("observations", "101.50", "10～20", "obs_value", "ASCII digits"),
        ("observations", "FY2024", "令和6年度", "time_period", '"FY2024"'),
        ("observations", "FY2024", "H32(2018)", "time_period", "FY2022"),
        ("observations", "FY2024", "2024", "time_period", '"Y2024"'),
        ("observations", "FY2024", "2024/4/1", "time_period", '"2024-04-01"'),
        ("observations", "FY2024", "Jul-22", "time_period", '"2022-07"'),
        ("observations", "FY2024", "2023-02-29", "time_period", "FY2022"),
        ("observations", "FY2024", "FY2024/FY2020", "time_period", "FY2022"),
        ("observations", "FY2024", "", "time_period", "needs one"),
        ("observations", "as_printed", "finall", "obs_status", '"final"'),
        ("indicators", "increase", "up", "direction", "increase, decrease"),
        ("indicators", "forest", "森", "id", "ASCII letters"),
        ("indicators", "forest", "for est", "id", "ASCII letters"),
        ("indicators", "forest", "../etc", "id", "ASCII letters"),
        ("indicators", "forest", "f" * 200, "id", "shorter"),
        ("levels", ",1,", ",one,", "depth", "ASCII digits"),
        ("levels", ",1,", ",1.0,", "depth", "ASCII digits"),
        ("targets", "false", "no", "restated_in_print", "true, false"),
    ],
)
def test_a_cell_that_cannot_be_read(
    folder: Path, table: str, old: str, new: str, column: str, hint: str
) -> None:
    change(folder / f"{table}.csv", old, new)
    problem = only(folder)
    assert (problem.place.file, problem.place.line) == (f"{table}.csv", 2)
    assert problem.place.column == column
    assert hint in problem.hint_en
    assert len(problem.sentence_ja) < 200 and len(problem.sentence_en) < 200


@pytest.mark.parametrize("written", ["1,200千円", "1200万", "3億円"])
def test_a_scale_is_never_lost_in_a_hint(folder: Path, written: str) -> None:
    change(folder / "observations.csv", "101.50", f'"{written}"')
    problem = only(folder)
    assert problem.code == "cell-not-a-number"
    assert "例えば" not in problem.hint_ja and "For example" not in problem.hint_en


def test_a_bare_year_is_asked_for_its_kind(folder: Path) -> None:
    change(folder / "observations.csv", "FY2024", "2024")
    problem = only(folder)
    assert '"FY2024" or "CY2024" or "Y2024"' in problem.hint_en


def test_a_cell_longer_than_any_text(folder: Path) -> None:
    change(folder / "indicators.csv", "ごみ", "ご" * 200_000)
    problem = only(folder)
    assert problem.code in {"cell-too-long", "folder-csv-broken"}
    assert (problem.place.file, problem.place.line) == ("indicators.csv", 3)


def test_truth_in_capitals_as_excel_saves_it(folder: Path) -> None:
    change(folder / "targets.csv", "false", "FALSE")
    assert read_folder(folder).city == CITY


def test_several_wrong_cells_of_a_row_are_all_told(folder: Path) -> None:
    change(folder / "observations.csv", "101.50", "百")
    change(folder / "observations.csv", "FY2024", "去年")
    assert [one.place.column for one in problems_of(folder)] == ["time_period", "obs_value"]


@pytest.mark.parametrize(
    ("table", "rows", "column"),
    [
        ("organisations", "id,name,kind,municipal_code\nx,市,city,431002\n", "municipal_code"),
        (
            "organisations",
            "id,name,kind,valid_from,valid_to\nx,市,city,2024-01-01,2023-01-01\n",
            "valid_to",
        ),
        ("sources", "id,title,sha256\nx,文書,abc\n", "sha256"),
        ("sdg_links", "id,element,goal,sdg_target\nx,plan.1,6,13.1\n", "sdg_target"),
        ("sdg_links", "id,element,goal,sdg_target\nx,plan.1,6,T6.4\n", "sdg_target"),
        ("sdg_links", "id,element,goal\nx,plan.1,18\n", "goal"),
        ("sdg_links", "id,goal\nx,6\n", "element"),
        (
            "appropriations",
            "id,listing,fiscal_year,amount_yen\nx,y,CY2024,1000\n",
            "fiscal_year",
        ),
        (
            "observations",
            "id,indicator,time_period,unit_measure\nx,forest,FY2024,ha\n",
            "missing_reason",
        ),
        ("targets", "id,plan,indicator,unit\nx,plan,forest,ha\n", "goal_value"),
    ],
)
def test_a_row_that_cannot_exist(folder: Path, table: str, rows: str, column: str) -> None:
    (folder / f"{table}.csv").write_text(rows, encoding="utf-8")
    found = [one for one in problems_of(folder) if one.code != "folder-unlisted-table"]
    assert [(one.place.file, one.place.line, one.place.column) for one in found] == [
        (f"{table}.csv", 2, column)
    ]
    assert found[0].place.row_id == "x"


# --- size ---------------------------------------------------------------------------------------


def test_more_than_a_million_rows_are_refused_at_once(folder: Path) -> None:
    with (folder / "sources.csv").open("wb") as stream:
        stream.write(b"id,title\n")
        for _ in range(10):
            stream.write(b"a,b\n" * 110_000)
    problem = only(folder)
    assert (problem.code, problem.place.file) == ("folder-too-many-rows", "sources.csv")
    assert "1,000,000" in problem.sentence_ja


def test_a_file_too_large_for_a_plan_folder_is_not_loaded(folder: Path) -> None:
    # A sparse file: 600 MB that take no room on the disk.
    os.truncate(folder / "sources.csv", 600_000_000)
    assert only(folder).code == "folder-file-too-large"


def test_a_table_in_the_wrong_shape_does_not_flood_the_reader(folder: Path) -> None:
    rows = "".join(f"row{number},forest,year,many\n" for number in range(3_000))
    header = "id,indicator,time_period,unit_measure\n"
    (folder / "observations.csv").write_text(header + rows, encoding="utf-8")
    found = problems_of(folder)
    assert len(found) == 1_001
    assert found[-1].code == "folder-more-problems"
    assert "2,000 more" in found[-1].sentence_en
