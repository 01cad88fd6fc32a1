"""Whatever a document holds, it is read without an error."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoshin.domain.city import City
from hoshin.importers.applying import apply_proposal
from hoshin.importers.document import Document, digest
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
