"""Whatever a document holds, it is read without an error."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoshin.domain.city import City
from hoshin.importers.applying import apply_proposal
from hoshin.importers.document import Cell, Document, DocumentKind, Page, Table, digest
from hoshin.importers.layouts.applying import recognise_with
from hoshin.importers.layouts.learning import learn
from hoshin.importers.layouts.toml_text import read_layout
from hoshin.importers.propose import propose
from hoshin.importers.shapes import recognise
from hoshin.importers.text import document_of_text, read

_PIECES = [
    "指標：",
    "KPI",
    "KPI 単位",
    "［数値目標］",
    "現在（2017年）：",
    "2021年：",
    "基準値 目標値",
    "H30(2018) R5(2023)",
    "単位",
    "目標値",
    "実績値",
    "Ｈ27",
    "Ｈ28 Ｈ29 Ｈ30",
    "基準値",
    "（H26）",
    "7,000以上7,000以上",
    "― 1 2 3",
    "No. 局名 課名 事 業 名 事 業 概 要",
    "令和7年度",
    "当初予算額",
    "■ 岸壁の修理 直す 1,200",
    "1",
    "2 ■",
    "小計 1,200",
    "合計 2,400",
    "（単位：千円）",
    "題となる一行",
    "これは少し長い文章で、句点で終わります。",
    "1,200千円",
    "名称【2,000千円】",
    "【33,000千円】",
    "題 500千円",
    "計１億円",
    "※R3の人口は、速報値",
    "No\t指標名\t基準値\t目標値",
    "1\t人口\t2020年度 3 人\t4",
    "\t\t\t",
    "結",
    "実 施 体 制 の 図",
    "「港の数」は2019年度3港から2023年度5港に増加した。",
    "「年転入超過数」は、2021年に40人の転出超過、2022年に15人の転入超過。",
    "「港の数」を数値目標として掲げた。令和元年に7港以上という目標値に対し、6港（平成30年実績値）",
    "H30年の港の数は３港で、最多。",
    "【成果指標】港の数　　3港（R4年度）　→　5港（R12年度）",
    "指標：港の数",
    "現状値（令和4年度）：3港",
    "目標値（令和12年度）：5港",
    "",
    " ",
    " 次のページ",
    "\f",
]
_lines = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=40)), max_size=60)


def document(text: str) -> Document:
    return document_of_text(text, "any.txt", digest(text.encode("utf-8", "surrogatepass")))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(_lines)
def test_any_text_gives_findings_and_a_proposal(lines: list[str]) -> None:
    one = document("\n".join(lines))
    findings = recognise(one)
    numbers = {line.number for line in one.lines()}
    for found in (*findings.indicators, *findings.programs, *findings.left_over):
        for lines_used in found.evidence.lines:
            assert {lines_used.first, lines_used.last} <= numbers
    city = City(name="市")
    proposal = propose(one, city, findings=findings)
    assert len({row.key for row in proposal.rows}) == len(proposal.rows)
    apply_proposal(city, proposal)


@settings(max_examples=100)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_reading(content: bytes) -> None:
    reading = read(content, "any.txt")
    assert reading.document is not None or reading.problems


_CELLS = st.sampled_from(
    (
        "|指標名|成果指標|単位|人|年度|区分|基準値(R4)|現状値 → 目標値|目標値(2030(令和12)年度)"
        "|令和|5年度 実績|目標値|実績値|目標|38人（R4）→ 20人（R12）|1,200|70.0以上|％|―|▲3|港の数"
        "|港の数（港）|事業名|予算額（千円）|合計|小計|◆ くらし|※ 注|R7|R5決算|事業費（千円）"
        "|2022年度|担当課"
    ).split("|")
)


@st.composite
def _tables(draw: st.DrawFn) -> Document:
    """A page with tables of merged cells, some of which go on from the one before."""
    tables = []
    for number in range(draw(st.integers(1, 2))):
        rows, columns = draw(st.integers(1, 8)), draw(st.integers(1, 7))
        free = {(row, column) for row in range(rows) for column in range(columns)}
        cells = []
        for row in range(rows):
            for column in range(columns):
                if (row, column) not in free:
                    continue
                down, across = draw(st.sampled_from([(1, 1), (1, 1), (1, 1), (2, 1), (1, 2)]))
                covered = {(row + d, column + a) for d in range(down) for a in range(across)}
                if not covered <= free:
                    down, across, covered = 1, 1, {(row, column)}
                free -= covered
                text = draw(_CELLS)
                span = {"row_span": down, "column_span": across}
                cells.append(Cell(text=text, row=row, column=column, **span))
        continued = number > 0 and draw(st.booleans())
        grid = Table(page=1, cells=tuple(cells), rows=rows, columns=columns, continued=continued)
        tables.append(grid)
    page = Page(number=1, tables=tuple(tables))
    return Document(name="any.xlsx", sha256="0" * 64, kind=DocumentKind.WORKBOOK, pages=(page,))


_LAYOUT = """
version = 1
[[table]]
name = "表"
[[table.column]]
head = "指標名"
means = "name"
[[table.column]]
head = "R5決算"
means = "actual"
[[form]]
name = "様式"
contains = ["指標名"]
[[form.indicator]]
name = { right_of = "指標名" }
goal = { below = "目標値", period_at = { cell = "B2" } }
"""


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@given(_tables())
def test_any_table_is_read_proposed_and_learnt_from(one: Document) -> None:
    layout, problems = read_layout(_LAYOUT, "layout.toml")
    assert layout is not None, problems
    city = City(name="市")
    for findings in (recognise(one), recognise_with(one, [layout])):
        proposal = propose(one, city, findings=findings)
        assert len({row.key for row in proposal.rows}) == len(proposal.rows)
        learn(one, apply_proposal(city, proposal).city, "layout.toml")
