"""The indicator book: time, memory and pages, beside LibreOffice setting the same words.

LibreOffice converts a Word file with the same names, tables and sentences and without charts: what
a person would do who writes the book by hand and exports it. Costs are compared page by page.
"""

from __future__ import annotations

import io
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.measuring import table

INDICATORS = 1_500
_WORD_INDICATORS = 300


def measure(indicators: int = INDICATORS) -> str:
    """A table with one line for each way; each is measured in processes of its own."""
    book = _in_own_process("book", indicators)
    lines = [_line(f"hoshin report, {indicators:,} indicators with charts", book, book)]
    if shutil.which("soffice") is not None:
        word = _in_own_process("word", _WORD_INDICATORS)
        lines.append(_line(f"LibreOffice, {_WORD_INDICATORS:,} indicators, no charts", word, book))
    heads = ("The indicator book as a PDF", "pages", "CPU s", "wall s", "ms a page", "x", "peak MB")
    return table(heads, lines)


def _line(name: str, found: Mapping[str, float], first: Mapping[str, float]) -> list[str]:
    each, own = first["cpu"] / first["pages"], found["cpu"] / found["pages"]
    return [
        name,
        f"{found['pages']:,.0f}",
        f"{found['cpu']:.1f}",
        f"{found['wall']:.1f}",
        f"{1000 * own:.1f}",
        f"{own / each:.1f}",
        f"{found['peak'] / 1e6:.0f}",
    ]


def _in_own_process(kind: str, size: int) -> dict[str, float]:
    made = subprocess.run(
        [sys.executable, "-m", "benchmarks.report_book", kind, str(size)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    found: dict[str, float] = json.loads(made.stdout)
    return found


def _book(size: int) -> None:
    from benchmarks.synthetic_city import AS_OF, synthetic_city
    from hoshin.reports.gathering import gather
    from hoshin.reports.paper_order import PaperOrder
    from hoshin.reports.pdf.indicator_book import indicator_book

    city = synthetic_city(size)
    wall, cpu = time.perf_counter(), time.process_time()
    order = PaperOrder(
        city=city,
        as_of=AS_OF,
        problems=(),
        facts=gather(city, AS_OF, "ja"),
        language="ja",
    )
    made = indicator_book(order)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    _print(cpu, wall, _pages(made), resource.RUSAGE_SELF)


def _word(size: int) -> None:
    from benchmarks.synthetic_city import AS_OF, synthetic_city
    from hoshin.reports.gathering import gather
    from hoshin.reports.paper_order import PaperOrder
    from hoshin.reports.pdf.indicator_book import book_data

    city = synthetic_city(size)
    order = PaperOrder(
        city=city,
        as_of=AS_OF,
        problems=(),
        facts=gather(city, AS_OF, "ja"),
        language="ja",
    )
    with tempfile.TemporaryDirectory(prefix="hoshin-benchmark-") as folder:
        written = Path(folder) / "book.docx"
        written.write_bytes(_word_file(book_data(order)))
        wall = time.perf_counter()
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", folder, str(written)],
            check=True,
            capture_output=True,
        )
        wall = time.perf_counter() - wall
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        pages = _pages(written.with_suffix(".pdf").read_bytes())
    _print(used.ru_utime + used.ru_stime, wall, pages, resource.RUSAGE_CHILDREN)


def _word_file(data: Mapping[str, Any]) -> bytes:
    """The book's words as a Word file: headings, the goals and the values as tables, sentences."""
    from docx import Document

    document = Document()
    for chapter in data["chapters"]:
        document.add_heading(chapter["title"], 1)
        for entry in chapter["entries"]:
            document.add_heading(entry["name"], 2)
            tables = [
                [[goal["plan"], *(" ".join(goal[one]) for one in ("baseline", "goal", "latest"))]]
                for goal in entry["goals"]
            ]
            tables += [
                [["", *one["heads"]], *one["rows"]]
                for series in entry["series"]
                for one in series["tables"]
            ]
            for rows in tables:
                made = document.add_table(len(rows), len(rows[0]))
                for n, row in enumerate(rows):
                    for m, cell in enumerate(row):
                        made.cell(n, m).text = cell
            for goal in entry["goals"]:
                document.add_paragraph(goal["sentence"])
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _pages(content: bytes) -> int:
    from pypdfium2 import PdfDocument

    with PdfDocument(content) as document:
        return len(document)


def _print(cpu: float, wall: float, pages: int, whose: int) -> None:
    peak = resource.getrusage(whose).ru_maxrss * 1024
    print(json.dumps({"cpu": cpu, "wall": wall, "pages": pages, "peak": peak}))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        {"book": _book, "word": _word}[sys.argv[1]](int(sys.argv[2]))
    else:
        print(measure(*(int(one) for one in sys.argv[1:])))
