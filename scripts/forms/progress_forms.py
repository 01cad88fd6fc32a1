"""The progress reports of an SDGs Future City in Excel, newer and older, and the schedule."""

from __future__ import annotations

from openpyxl.styles import Alignment, Border

from scripts.forms.sheets import Book, Page


def progress(language: str) -> bytes:
    """The yearly progress report of an SDGs Future City, newer generation: (1), (2) and (3)."""
    book = Book(language)
    _progress_future(book)
    _progress_initiatives(book)
    _progress_comments(book)
    return book.content()


def _progress_title(page: Page, part: tuple[str, str]) -> None:
    page.title(
        (
            "{{ 市 }} {{ 計画.名称 }}：計画期間{{ 計画.期間 | 空なら('未入力') }}",
            "{{ 市 }}, {{ 計画.名称 }} ({{ 計画.期間 | 空なら('not entered') }})",
        ),
        12,
    )
    page.title(part, 11)


def _progress_future(book: Book) -> None:
    page = book.sheet(("(1)達成状況", "(1) Vision"), (5, 46, 17, 17, 17, 17, 17, 10))
    _progress_title(
        page,
        (
            "(1) {{ 計画.部[0].名称 }}の達成状況",
            "(1) {{ 計画.部[0].名称 }}: results",
        ),
    )
    page.head(
        "No",
        ("指標名 ※[]内はゴール・ターゲット番号", "Indicator, with [goals and targets]"),
        ("当初値", "Baseline"),
        *(f"{{{{ 計画.年度[{n}] }}}}" for n in range(3)),
        "{{ 計画.部[0].目標の見出し }}",
        ("達成度\n(%)", "Achieved\n(%)"),
    )
    page.repeat_rows(1, page.row)
    page.mark("{% for 行 in 計画.部[0].全行 %}")
    page.line(
        "{{ 行.番号 }}",
        "{{ 行.指標名とゴール }}",
        "{{ 行.当初値 }}",
        *(f"{{{{ 行.年度[{n}].実績 }}}}" for n in range(3)),
        "{{ 行.目標値 }}",
        "{{ 行.達成度 }}",
        aligned="clcccccc",
        height=30,
    )
    page.mark("{% endfor %}")


def _progress_initiatives(book: Book) -> None:
    page = book.sheet(("(2)達成状況", "(2) Initiatives"), (5, 25, 33, 18, 18, 18, 18, 18, 10))
    _progress_title(
        page,
        (
            "(2) {{ 計画.部[1].名称 }}の達成状況（{{ 計画.年度[0] }}～{{ 計画.年度[2] }}）",
            "(2) {{ 計画.部[1].名称 }}: results ({{ 計画.年度[0] }} to {{ 計画.年度[2] }})",
        ),
    )
    page.head(
        "No",
        ("取組名", "Initiative"),
        ("指標名", "Indicator"),
        ("当初値", "Baseline"),
        *(
            (f"{{{{ 計画.年度[{n}] }}}}\n実績", f"{{{{ 計画.年度[{n}] }}}}\nactual")
            for n in range(3)
        ),
        "{{ 計画.部[1].目標の見出し }}",
        ("達成度\n(%)", "Achieved\n(%)"),
    )
    page.repeat_rows(1, page.row)
    page.mark("{% for 行 in 計画.部[1].全行 %}")
    page.line(
        "{{ 行.番号 }}",
        "{{ 行.取組名 }}{# 結合 #}",
        "{{ 行.指標名とゴール }}",
        "{{ 行.当初値 }}",
        *(f"{{{{ 行.年度[{n}].実績 }}}}" for n in range(3)),
        "{{ 行.目標値 }}",
        "{{ 行.達成度 }}",
        aligned="cllcccccc",
        height=30,
    )
    page.mark("{% endfor %}")


def _progress_comments(book: Book) -> None:
    page = book.sheet(("(3)評価及び課題", "(3) Comments"), (4, 92), landscape=False)
    _progress_title(
        page,
        (
            "(3) {{ 計画.名称 }}推進のKPI達成に係る評価及び課題等",
            "(3) Comments on the results and the tasks that remain",
        ),
    )
    page.mark("{% for 評価 in 計画.コメント %}")
    page.blank()
    page.title("{{ 評価.見出し }}{{ 評価.引用 }}", 10.5)
    page.mark("{% for 段落 in 評価.段落 %}")
    _indented(page, "・", "{{ 段落 }}")
    page.mark("{% endfor %}")
    page.mark("{% endfor %}")
    page.mark("{% if 計画.注記 %}")
    page.blank(16)
    page.title(("注", "Notes"), 10.5)
    page.mark("{% for 注 in 計画.注記 %}")
    _indented(page, "※", "{{ 注.引用 }}　{{ 注.文 }}")
    page.mark("{% endfor %}")
    page.mark("{% endif %}")


def _indented(page: Page, sign: str, text: str) -> None:
    page.line(sign, text, aligned="cl")
    for column in (1, 2):
        cell = page.sheet.cell(page.row, column)
        cell.border = Border()
        cell.alignment = Alignment(
            vertical="top", horizontal="right" if column == 1 else "left", wrap_text=True
        )


def progress_older(language: str) -> bytes:
    """The older sheet (進捗評価シート): cover, plan with year, value and unit apart, texts."""
    book = Book(language)
    page = book.sheet(("表紙", "Cover"), (24, 60), landscape=False)
    page.blank(120)
    page.title(
        ("SDGs未来都市等進捗評価シート", "SDGs Future City: progress sheet"), 20, centre=True
    )
    page.blank(60)
    for head, place in (
        (("SDGs未来都市計画名", "Plan"), "{{ 計画.名称 }}"),
        (("自治体SDGsモデル事業名", "Model project"), "{{ 未入力 }}"),
        (("都市名", "City"), "{{ 市 }}"),
        (("年月", "Date"), "{{ 基準日 }}"),
    ):
        page.line(head, place, heads=(0,), height=42)
    _older_table(book)
    page = book.sheet(("年度別", "By year"), (26, 70), landscape=False)
    page.title(("1. 全体計画（年度別の取組状況）", "1. Whole plan: the year's work"), 12)
    page.mark("{% for 評価 in 計画.コメント %}")
    page.line(
        ("{{ 評価.年度 }}\n{{ 評価.見出し }}", "{{ 評価.年度 }}\n{{ 評価.見出し }}"),
        "{% for 段落 in 評価.段落 %}{% if not loop.first %}\n{% endif %}{{ 段落 }}{% endfor %}",
        heads=(0,),
    )
    page.mark("{% endfor %}")
    page.mark("{% if not 計画.コメント %}")
    page.line(("取組の評価", "Comments"), "{{ 未入力 }}", heads=(0,), height=70)
    page.mark("{% endif %}")
    for head in (
        ("情報発信", "Communication"),
        ("ステークホルダーとの連携", "Work with stakeholders"),
        ("有識者の所見", "Remarks of the experts"),
    ):
        page.line(head, "{{ 未入力 }}", heads=(0,), height=70)
    return book.content()


def _older_table(book: Book) -> None:
    page = book.sheet(("全体計画", "Whole plan"), (5, 38, 11, 11, 8, 11, 11, 8, 14, 11, 8, 10))
    page.title(("1. 全体計画", "1. Whole plan"), 12)
    page.line(("計画タイトル", "Title"), "{{ 計画.名称 }}", spans=(2, 10), heads=(0,))
    page.line(
        ("2030年のあるべき姿", "The city of 2030"),
        "{% for 要素 in 計画.要素 %}"
        "{% if 要素.階層 == 'めざす姿' or 要素.階層 == 'City we aim for' %}"
        "{{ 要素.見出し }}　{% endif %}{% endfor %}",
        spans=(2, 10),
        heads=(0,),
        height=30,
    )
    for ja, en in (("経済", "economy"), ("社会", "society"), ("環境", "environment")):
        page.line(
            (f"優先的なゴール・ターゲット（{ja}）", f"Goals and targets ({en})"),
            "{% for 要素 in 計画.要素 %}"
            f"{{% if 要素.ゴール and (要素.側面 == '{ja}' or 要素.側面 == '{en}') %}}"
            "{{ 要素.ゴール }}　{% endif %}{% endfor %}",
            spans=(2, 10),
            heads=(0,),
        )
    page.blank()
    first = page.row + 1
    page.head(
        "No",
        ("指標名", "Indicator"),
        ("当初値", "Baseline"),
        ("実績値", "Actual"),
        ("目標値", "Goal"),
        ("達成度", "Achieved"),
        spans=(1, 1, 3, 3, 3, 1),
    )
    year, value, unit = ("年", "Year"), ("値", "Value"), ("単位", "Unit")
    page.head("", "", year, value, unit, year, value, unit, year, value, unit, "(%)")
    page.repeat_rows(first, page.row)
    page.mark("{% for 行 in 計画.行 %}")
    page.line(
        "{{ 行.番号 }}",
        "{{ 行.指標名とゴール }}",
        "{{ 行.当初値.時期 }}",
        "{{ 行.当初値.値 }}",
        "{{ 行.当初値.単位 }}",
        "{{ 行.最新値.時期 }}",
        "{{ 行.最新値.値 }}",
        "{{ 行.最新値.単位 }}",
        "{{ 行.目標値.時期 }}",
        "{{ 行.目標値.値 }}",
        "{{ 行.目標値.単位 }}",
        "{{ 行.達成度 }}",
        aligned="clcrccrccrcr",
    )
    page.mark("{% endfor %}")


def schedule(language: str) -> bytes:
    """The schedule of initiatives: one row a step, one column a quarter."""
    book = Book(language)
    quarters = 24
    page = book.sheet(("工程表", "Schedule"), (24, 26, 15, *(2.9 for _ in range(quarters)), 15))
    page.title(("工程表　{{ 計画.名称 }}", "Schedule: {{ 計画.名称 }}"), 14)
    page.text(
        (
            "{{ 市 }}　{{ 基準日 }}現在　　□ 計画　■ 実績",
            "{{ 市 }}, {{ 基準日 }}    □ planned   ■ done",
        ),
        right=True,
    )
    page.head(
        ("取組", "Initiative"),
        ("工程", "Step"),
        ("時期", "When"),
        *(f"{{{{ 計画.工程の欄[{n}].年度 }}}}" for n in range(0, quarters, 4)),
        ("備考", "Remarks"),
        spans=(1, 1, 1, *(4 for _ in range(0, quarters, 4)), 1),
    )
    page.repeat_rows(1, page.row)
    page.sheet.row_dimensions[page.row].height = 24
    page.mark("{% for 工程 in 計画.工程 %}")
    page.line(
        "{{ 工程.要素名 }}{# 結合 #}",
        "{{ 工程.名称 }}",
        "{{ 工程.計画 | 空なら(未入力) }}",
        *(
            "{{ 印.計画 }}{% if 印.実績 %}\n{{ 印.実績 }}{% endif %}".replace(
                "印.", f"工程.印[{n}]."
            )
            for n in range(quarters)
        ),
        "{% if 工程.実績 %}"
        + book.say(("実績 ", "done "))
        + "{{ 工程.実績 }}{% endif %} {{ 工程.確かさ }}",
        aligned="llc" + "c" * quarters + "l",
        height=30,
    )
    page.mark("{% endfor %}")
    return book.content()
