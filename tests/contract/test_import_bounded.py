"""A text that is long or made to be slow is read in a time that grows with its length."""

import time

from hoshin.importers.document import digest
from hoshin.importers.shapes import recognise
from hoshin.importers.text import document_of_text


def test_long_and_hostile_texts_take_bounded_time() -> None:
    hostile = [
        "指標：" + "あ" * 200_000,
        "1" * 200_000 + "千円",
        "1,111" * 40_000,
        ("（" * 50_000) + ("）" * 50_000),
        "【" * 60_000 + "千円】",
        " ".join("実" for _ in range(50_000)),
        "\t".join("2020年度 1 人" for _ in range(5_000)),
        "▲" * 100_000,
        "No. " + "事 業 名 " * 20_000,
        "目標値\n" * 20_000,
        "指標：人口\n現在（2017年）：\n" * 5_000,
        "基準値 目標値\nH30(2018) R5(2023)\n" * 3_000,
        "題となる一行\n\n1,200千円\n\n" * 3_000,
        "No\t指標名\t基準値\t目標値\n" * 3_000,
        "題となる一行は長い題\n文章で、句点で終わります長い文章。\n\n1,200千円\n\n" * 2_000,
    ]
    for text in hostile:
        started = time.process_time()
        recognise(document_of_text(text, "any.txt", digest(text.encode())))
        taken = time.process_time() - started
        assert taken < 20, f"{text[:20]!r} took {taken:.1f} s"
