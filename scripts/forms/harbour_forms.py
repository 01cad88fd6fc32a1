"""The forms of the invented city of Minatomi: one of its own, and two that build on others."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from scripts.forms.sheets import Book

YEARBOOK = """\
format = 1
title = "港見市 施策カルテ"
title_en = "Minatomi City: cards of measures"
template = "template.xlsx"
plan = "plan-2022"
levels = ["施策", "Measure"]
blank = "―"
blank_en = "-"
"""

SCHEDULE = """\
format = 1
base = "schedule"
title = "港再整備 工程表"
title_en = "Port renewal: schedule"
plan = "port-2022"
"""

VERIFICATION = """\
format = 1
base = "strategy-verification"
title = "後期計画 検証シート"
title_en = "Verification of the second-half plan"
plan = "plan-2022"
"""


def yearbook() -> bytes:
    """Cards of measures with the city's grades: a cover with counts, then a card a measure."""
    book = Book("ja")
    page = book.sheet("評価のまとめ", (12, 70, 18), landscape=False)
    page.title("{{ 画像('mark.png') }}", 24)
    page.title("{{ 市 }} 施策カルテ", 20, centre=True)
    page.text("{{ 計画.名称 }}（{{ 計画.期間 }}）　{{ 基準日 }}現在", right=True)
    page.blank()
    page.head("区分", "意味", "目標の数")
    page.mark("{% for 区分 in 計画.評価区分 %}")
    page.line("{{ 区分.区分 }}", "{{ 区分.名称 }}", "{{ 区分.数 }}", aligned="clr")
    page.mark("{% endfor %}")
    page = book.sheet("カルテ", (7, 46, 18, 18, 18, 11, 8, 18))
    page.mark("{% for 施策 in 対象 %}")
    page.title("{{ 施策.見出し }}", 14)
    page.text("{{ 施策.上位 }}　担当：{{ 施策.課 }}")
    page.head("番号", "指標", "当初値", "最新の実績", "目標値", "達成度", "評価", "前の公表値")
    page.mark("{% for 行 in 施策.全行 %}")
    page.line(
        "{{ 行.番号 }}",
        "{{ 行.指標名とゴール }}",
        "{{ 行.当初値 | 空なら(未入力) }}",
        "{{ 行.最新値 | 空なら(未入力) }}",
        "{{ 行.目標値 }}",
        "{{ 行.達成度 | 空なら(未入力) }}",
        "{{ 行.評価区分 | 空なら(未入力) }}",
        "{{ 行.公表値 }}",
        aligned="clcccccc",
    )
    page.mark("{% endfor %}")
    page.mark("{% for 評価 in 施策.全コメント %}")
    page.line("※", "{{ 評価.課題 }}{{ 評価.方向性 }}", spans=(1, 7), aligned="cl")
    page.mark("{% endfor %}")
    page.mark("{% if not loop.last %}")
    page.blank()
    page.mark("{% page %}")
    page.mark("{% endif %}")
    page.mark("{% endfor %}")
    return book.content()


def mark() -> bytes:
    """The invented city's mark: a sun over two waves."""
    picture = Image.new("RGB", (96, 96), "white")
    pen = ImageDraw.Draw(picture)
    pen.ellipse((30, 10, 66, 46), fill="#c0392b")
    for top in (52, 70):
        for left in range(-8, 96, 26):
            pen.arc((left, top, left + 26, top + 18), 180, 360, fill="#1f4e79", width=5)
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def files() -> dict[str, bytes]:
    """Every file of the city's forms by its path below ``forms``."""
    return {
        "measure-cards/form.toml": YEARBOOK.encode(),
        "measure-cards/template.xlsx": yearbook(),
        "measure-cards/mark.png": mark(),
        "schedule/form.toml": SCHEDULE.encode(),
        "strategy-verification/form.toml": VERIFICATION.encode(),
    }
