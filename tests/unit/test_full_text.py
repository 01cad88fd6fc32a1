"""Words in documents: found in any spelling, whole or in part, over line ends, with their place."""

from __future__ import annotations

import sqlite3
import unicodedata
from pathlib import Path

import pytest

from hoshin.domain.proposals import LineRange
from hoshin.importers import text
from hoshin.importers.document import Document
from hoshin.importers.full_text import FullText, Hit, passages

_TEXT = """第1章 地下水の保全
本市の地下水かん養量は、年間2,415万㎥である。涵養域の保
全を進め、白川中流域の水田でカンヨウを行う。

こども・子育ての支援
待機児童数は 397 人から 0 人になった。
センターの整備（ＳＤＧｓ関連）と障がい者の支援を行う。
髙橋川の水質を調べる。
 第2章 産業
製造品出荷額等は増加した。
"""


@pytest.fixture
def document() -> Document:
    reading = text.read(_TEXT.encode(), "計画.txt")
    assert reading.document is not None
    return reading.document


def _found(document: Document, query: str) -> tuple[Hit, ...]:
    with FullText() as store:
        store.add(document)
        return store.find(query)


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("地下水", ["1", "2"]),
        ("かん養", ["2"]),
        ("涵養", ["2"]),
        ("カン養", ["2"]),
        ("かんよう", ["3"]),
        ("水", ["1", "2", "3", "8"]),
        ("待機児童", ["6"]),
        ("子ども", ["5"]),
        ("ｾﾝﾀｰ", ["7"]),
        ("sdgs", ["7"]),
        ("障害者", ["7"]),
        ("高橋川", ["8"]),
        ("2415", ["2"]),
        ("2,415 万", ["2"]),
        ("製造品出荷額", ["10"]),
        ("地下水 涵養", ["2"]),
        ("待機 397", ["6"]),
        ("原子力", []),
        ("、。", []),
        ("", []),
        ("%", []),
        ('"', []),
    ],
)
def test_queries(document: Document, query: str, lines: list[str]) -> None:
    assert [hit.lines.label for hit in _found(document, query)] == lines


def test_a_word_broken_over_two_lines_is_cited_with_both(document: Document) -> None:
    (hit,) = _found(document, "涵養域の保全")
    assert hit.lines == LineRange(2, 3)
    assert (hit.page, hit.document) == (1, "計画.txt")
    assert hit.citation_ja == "計画.txt 1ページ 2-3行"
    assert hit.citation_en == "計画.txt, p. 1, lines 2-3"


def test_lines_with_every_word_come_first(document: Document) -> None:
    hits = _found(document, "支援 子ども")
    assert hits[0].complete and hits[0].lines.label == "5"


def test_what_matches_is_marked(document: Document) -> None:
    (hit,) = _found(document, "待機児童 人")
    assert [hit.text[start:end] for start, end in hit.marks] == ["待機児童", "人", "人"]
    (hit,) = _found(document, "sdgs")
    assert [hit.text[start:end] for start, end in hit.marks] == ["ＳＤＧｓ"]


def test_pages_are_cited(document: Document) -> None:
    (hit,) = _found(document, "産業")
    assert hit.page == 2


def test_every_line_is_in_a_passage_with_a_stable_id(document: Document) -> None:
    found = list(passages(document))
    covered = {n for one in found for n in range(one.lines.first, one.lines.last + 1)}
    assert covered >= {line.number for line in document.lines() if line.text.strip()}
    again = text.read(_TEXT.encode(), "別の名.txt").document
    assert again is not None
    assert [one.id for one in passages(again)] == [one.id for one in found]
    assert len({one.id for one in found}) == len(found)


def test_an_index_is_kept_and_used_again(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    with FullText(path) as store:
        store.add(document)
    with FullText(path) as store:
        assert document.sha256 in store
        store.rename(document.sha256, "改名.txt")
        assert [hit.document for hit in store.find("白川")] == ["改名.txt"]
        assert store.find("白川", within=["0" * 64]) == ()
        assert store.add(document) > 0
        assert len(store.find("白川")) == 1


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index.sqlite"
    path.write_bytes("これは索引ではない。".encode() * 100)
    with pytest.raises(sqlite3.DatabaseError):
        FullText(path)


def test_everything_is_found_that_a_plain_search_finds(shared_documents: Path) -> None:
    path = sorted(shared_documents.glob("*.txt"))[2]
    document = text.read(path.read_bytes(), path.name).document
    assert document is not None
    with FullText() as store:
        store.add(document)
        for word in ("有効求人倍率", "待機", "区", "地域経済", "プロジェクト", "2019"):
            wanted = {
                line.number
                for line in document.lines()
                if word in unicodedata.normalize("NFKC", line.text)
            }
            found = {
                number
                for hit in store.find(word, limit=10_000)
                for number in range(hit.lines.first, hit.lines.last + 1)
            }
            assert wanted and wanted <= found
