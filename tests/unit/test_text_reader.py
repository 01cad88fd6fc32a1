"""Plain text: encodings, pages, tables of tabs."""

from hoshin.domain.proposals import LineRange
from hoshin.importers.text import document_of_text, read


def pages(text: str) -> list[list[int]]:
    """The line numbers of each page."""
    document = document_of_text(text, "a.txt", "0" * 64)
    return [[line.number for line in page.lines] for page in document.pages]


def test_one_blank_glued_to_the_first_line_begins_a_page() -> None:
    assert pages("港の計画\n続きの文\n 次のページ\n文") == [[1, 2], [3, 4]]


def test_a_glued_blank_after_an_empty_line_does_not() -> None:
    assert pages("11.2\n\n 11.3\n\n11.6") == [[1, 2, 3, 4, 5]]


def test_an_indented_list_does_not() -> None:
    assert pages("- 一つ\n - 二つ\n  - 三つ") == [[1, 2, 3]]


def test_three_truly_empty_lines_begin_a_page_and_lines_of_blanks_do_not() -> None:
    assert pages("一\n\n\n\n二") == [[1, 2, 3, 4], [5]]
    assert pages("一\n \n \n \n二") == [[1, 2, 3, 4, 5]]


def test_a_form_feed_begins_a_page() -> None:
    assert pages("一\n\f二\n三") == [[1], [2, 3]]


def test_lines_are_cut_at_line_feeds_only() -> None:
    document = document_of_text("一\u2028二\x0b三\x85四\r\n五", "a.txt", "0" * 64)
    assert [line.text for line in document.lines()] == ["一\u2028二\x0b三\x85四", "五"]


def test_encodings() -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp932", "utf-16"):
        document = read("指標：港の客\n".encode(encoding), "a.txt").document
        assert document is not None
        assert [line.text for line in document.lines()] == ["指標：港の客"]


def test_what_is_no_text_is_a_problem_and_no_error() -> None:
    for content in (b"\x00\x01\x02\xff\xfe\x00", b"\x81", b"\xff\xfe\x00"):
        reading = read(content, "a.txt")
        assert reading.document is None
        assert reading.problems[0].code == "text-encoding"
        assert reading.problems[0].place.file == "a.txt"


def test_lost_characters_and_empty_files_are_said() -> None:
    assert [one.code for one in read("人口\ufffd\ufffd".encode(), "a.txt").problems] == [
        "text-lost-characters"
    ]
    assert [one.code for one in read(b" \n\n", "a.txt").problems] == ["text-empty"]


def test_runs_of_tabbed_lines_are_tables() -> None:
    document = document_of_text("# 表の題\n指標\t値\n人口\t10\n\n文\t一つだけ\n", "a.txt", "0" * 64)
    (table,) = document.tables()
    assert table.caption == "表の題"
    assert (table.rows, table.columns, table.first_line) == (2, 2, 2)
    assert table.cells[3].text == "10"
    assert table.cells[3].lines == LineRange(3, 3)
