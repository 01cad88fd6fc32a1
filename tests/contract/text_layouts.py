"""The printed table as HTML and separated values, in the layouts that websites and systems give."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from io import StringIO
from itertools import groupby

from tests.contract.printed_table import HEADS, RECORDS

ALL = tuple(range(len(HEADS)))
Layout = tuple[Callable[[], bytes], tuple[int, ...]]


def _row(cells: Sequence[str], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(one)}</{tag}>" for one in cells) + "</tr>\n"


def _page(body: str, head: str = '<meta charset="utf-8">') -> str:
    title = "<title>数値目標</title>"
    return f"<!DOCTYPE html>\n<html lang=ja><head>{head}{title}</head><body>{body}</body></html>"


def html_table() -> bytes:
    rows = "".join(_row(record) for record in RECORDS)
    return _page(
        f"<h1>数値目標</h1><table><thead>{_row(HEADS, 'th')}</thead><tbody>{rows}</tbody></table>"
    ).encode()


def html_spans() -> bytes:
    """Heads in two rows, goals spanning their rows."""
    body = "<table><tr>"
    for column in (0, 1, 2, 3):
        body += f'<th rowspan="2">{HEADS[column]}</th>'
    body += '<th colspan=2>実績値</th><th rowspan="2">目標値</th><th rowspan="2">備考</th></tr>'
    body += f"<tr><th>{HEADS[4]}</th><th>{HEADS[5]}</th></tr>"
    for goal, records in groupby(RECORDS, key=lambda record: record[0]):
        rows = list(records)
        for number, record in enumerate(rows):
            first = f'<td rowspan="{len(rows)}">{goal}</td>' if number == 0 else ""
            body += f"<tr>{first}" + "".join(f"<td>{one}</td>" for one in record[1:]) + "</tr>"
    return _page(body + "</table>").encode()


def html_without_end_tags() -> bytes:
    """The tags that HTML lets a writer leave out are left out; CP932, as old sites are."""
    body = "<table border=1><caption>数値目標<tr>" + "".join(f"<th>{one}" for one in HEADS)
    for record in RECORDS:
        body += "<tr>" + "".join(f"<td>{one.replace('―', '&#8213;')}" for one in record)
    head = '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">'
    return _page(body + "</table>", head).replace("㎥", "m3").encode("cp932")


def html_nested() -> bytes:
    """The page is laid out with a table, and the data table stands inside a cell of it."""
    rows = "".join(_row(record) for record in RECORDS)
    inner = f"<table>{_row(HEADS, 'th')}{rows}</table>"
    return _page(
        f"<table><tr><td>メニュー<br>トップ</td><td><p>一覧です。</p>{inner}</td></tr></table>"
    ).encode()


def html_marked_up() -> bytes:
    """Line breaks, furigana, superscripts and scripts inside the cells."""
    rows = ""
    for record in RECORDS:
        cells = [escape(one) for one in record]
        half = len(cells[1]) // 2
        cells[1] = (
            f"<p>{cells[1][:half]}<br/>{cells[1][half:]}</p><script>var x = '<td>9</td>';</script>"
        )
        cells[2] = f"<ruby>{cells[2]}<rp>(</rp><rt>たんい</rt><rp>)</rp></ruby>"
        cells[6] = f"<b>{cells[6][:1]}</b>{cells[6][1:]}<!-- 旧目標 1 -->"
        rows += "<tr>" + "".join(f"<td>\n  {one}\n</td>" for one in cells) + "</tr>"
    return _page(
        f"<table><tr>{''.join(f'<th>{one}</th>' for one in HEADS)}</tr>{rows}</table>"
    ).encode()


def _separated(
    separator: str, encoding: str, *, quote_all: bool = False, before: str = ""
) -> bytes:
    out = StringIO()
    out.write(before)
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=separator, quoting=quoting)
    writer.writerow(HEADS)
    writer.writerows(RECORDS)
    # CP932 has no sign for the cubic metre.
    return out.getvalue().replace("㎥", "m3").encode(encoding)


def csv_with_breaks() -> bytes:
    """Names with line breaks inside quotation marks."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for record in RECORDS:
        half = len(record[1]) // 2
        writer.writerow([record[0], record[1][:half] + "\n" + record[1][half:], *record[2:]])
    return out.getvalue().encode()


LAYOUTS: dict[str, Layout] = {
    "table.html": (html_table, ALL),
    "spans.html": (html_spans, ALL),
    "without-end-tags.html": (html_without_end_tags, ALL),
    "nested.html": (html_nested, ALL),
    "marked-up.html": (html_marked_up, ALL),
    "utf8.csv": (lambda: _separated(",", "utf-8"), ALL),
    "utf8-mark.csv": (lambda: _separated(",", "utf-8-sig", quote_all=True), ALL),
    "cp932.csv": (lambda: _separated(",", "cp932"), ALL),
    "semicolons.csv": (lambda: _separated(";", "utf-8"), ALL),
    "tabs.tsv": (lambda: _separated("\t", "utf-16"), ALL),
    "title-above.csv": (
        lambda: _separated(",", "cp932", before="数値目標一覧\r\n作成日,令和7年3月31日\r\n\r\n"),
        ALL,
    ),
    "breaks.csv": (csv_with_breaks, ALL),
    "tabs.txt": (lambda: _separated("\t", "utf-8"), ALL),
}


@cache
def content(name: str) -> bytes:
    """The bytes of a layout, made once."""
    return LAYOUTS[name][0]()
