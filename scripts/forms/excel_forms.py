"""The built-in forms in Excel."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Alignment, Border

from scripts.forms.sheets import Book, Page

_YEARS = 5
# A sheet of a program has one wide column and fifteen narrow ones: five years of two columns each
# behind a label of five, or answers of twelve behind a name of three.
_PROGRAM_WIDTHS = (13.5, *(5.7 for _ in range(15)))
_LABEL, _YEAR = 5, 2
_NAME = 3
# How the twelve columns are shared by so many views; there are five capacities to evaluate in.
_VIEWS = ((12,), (6, 6), (4, 4, 4), (3, 3, 3, 3), (3, 3, 2, 2, 2))


# The same for the ten columns of a measure's sheet behind the name, which differ in width.
_MEASURE_VIEWS = ((10,), (5, 5), (3, 3, 4), (3, 2, 2, 3), (2, 2, 2, 2, 2))


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


def _dated(field: str) -> str:
    """A value under its period, alone where it has none."""
    return (
        f"{{% if 行.{field}.時期 %}}{{{{ 行.{field}.時期 }}}}\n{{% endif %}}{{{{ 行.{field}.値 }}}}"
    )


def measure(language: str) -> bytes:
    """The evaluation sheet of a measure (施策評価): one sheet for each."""
    book = Book(language)
    widths = (12, 28, 8, 12, *(10 for _ in range(_YEARS)), 12, 9, 7)
    page = book.sheet("{{ 施策.番号 }} {{ 施策.名称 }}", widths)
    page.mark("{% for 施策 in 対象 %}")
    page.title(
        ("施策評価シート（{{ 会計年度 }}）", "Evaluation of a measure ({{ 会計年度 }})"),
        15,
        centre=True,
    )
    page.text("{{ 市 }}　{{ 計画.名称 }}", right=True)
    wide = len(widths)
    page.line(
        ("施策", "Measure"),
        "{{ 施策.見出し }}",
        ("担当", "Section"),
        "{{ (施策.課 or 施策.局) | 空なら(未入力) }}",
        spans=(1, wide - 5, 1, 3),
        heads=(0, 2),
        height=26,
    )
    page.line(
        ("上位の目標", "Above it"),
        "{{ 施策.上位 }}",
        ("側面", "Aspect"),
        "{{ 施策.側面 }}",
        spans=(1, wide - 5, 1, 3),
        heads=(0, 2),
    )
    page.line(
        ("目的・内容", "Purpose"),
        "{{ 施策.説明 | 空なら(未入力) }}",
        spans=(1, wide - 1),
        heads=(0,),
        height=34,
    )
    page.blank()
    page.title(("1　成果指標", "1  Indicators"), 11)
    page.head(
        ("番号", "No."),
        ("指標名", "Indicator"),
        ("単位", "Unit"),
        ("当初値", "Baseline"),
        *(f"{{{{ 計画.年度[{n}] }}}}" for n in range(_YEARS)),
        ("目標値", "Goal"),
        ("達成度", "Achieved"),
        ("評価", "Grade"),
    )
    page.mark("{% for 行 in 施策.全行 %}")
    page.line(
        "{{ 行.番号 }}",
        "{{ 行.指標名 }}{{ 行.再掲 }}",
        "{{ 行.単位 }}",
        _dated("当初値"),
        *(
            f"{{{{ 行.年度[{n}].実績.値 | 空なら(行.年度[{n}].実績.全体) }}}}"
            for n in range(_YEARS)
        ),
        _dated("目標値"),
        "{{ 行.達成度 | 空なら(未入力) }}",
        "{{ 行.評価区分 }}",
        aligned="clcc" + "c" * _YEARS + "ccc",
        height=32,
    )
    page.mark("{% endfor %}")
    page.mark("{% if not 施策.全行 %}")
    page.line("", "{{ 未入力 }}", spans=(1, wide - 1))
    page.mark("{% endif %}")
    page.blank()
    page.title(("2　課題・検証と今後の方向性", "2  Findings and direction"), 11)
    page.head(
        ("対象", "On"), ("課題・検証", "Findings"), ("方向性", "Direction"), spans=(2, 5, wide - 7)
    )
    page.mark("{% for 評価 in 施策.全コメント %}")
    page.mark("{% if not 評価.シートか %}")
    page.line(
        "{{ 評価.見出し }}{{ 評価.引用 }}",
        "{{ 評価.課題 }}",
        "{{ 評価.方向性 | 空なら(未入力) }}",
        spans=(2, 5, wide - 7),
        height=40,
    )
    page.mark("{% endif %}")
    page.mark("{% endfor %}")
    page.mark("{% if not 施策.全コメント %}")
    page.line("", "{{ 未入力 }}", "{{ 未入力 }}", spans=(2, 5, wide - 7), height=40)
    page.mark("{% endif %}")
    page.mark("{% for 票 in 施策.評価シート %}")
    page.mark("{% if 票.最新か %}")
    page.blank()
    page.title(
        (
            "評価シート（{{ 票.年度 }}）　{{ 票.対象 }}",
            "Evaluation sheet ({{ 票.年度 }}): {{ 票.対象 }}",
        ),
        10,
    )
    _views(page, 1, 1, _MEASURE_VIEWS)
    page.mark("{% endif %}")
    page.mark("{% endfor %}")
    page.blank()
    page.title(("3　施策を構成する事業（単位：千円）", "3  Programs (thousand yen)"), 11)
    page.head(
        ("番号", "No."),
        ("事業名", "Program"),
        ("担当", "Section"),
        ("年度", "Year"),
        ("予算額", "Budget"),
        ("備考", "Remarks"),
        spans=(1, 3, 2, 2, 1, wide - 9),
    )
    page.mark("{% for 事業 in 施策.全掲載 %}")
    page.line(
        "{{ 事業.番号 }}",
        "{{ 事業.事業名 }}",
        "{{ 事業.課 or 事業.局 }}",
        "{{ 事業.年度 }}",
        "{{ 事業.金額.千円 }}",
        "{{ 事業.予算段階 }} {{ 事業.再掲 }} {{ 事業.備考 }}",
        spans=(1, 3, 2, 2, 1, wide - 9),
        aligned="cllcrl",
    )
    page.mark("{% endfor %}")
    page.mark("{% if not 施策.全掲載 %}")
    page.line("", "{{ 未入力 }}", "", "", "", "", spans=(1, 3, 2, 2, 1, wide - 9))
    page.mark("{% endif %}")
    page.line(
        "",
        ("合計（再掲・内数を除く）", "Total, without repeats and parts"),
        "",
        "",
        "{{ 施策.合計.千円 }}",
        "",
        spans=(1, 3, 2, 2, 1, wide - 9),
        aligned="crccrl",
    )
    page.mark("{% endfor %}")
    return book.content()


def program(language: str) -> bytes:
    """The evaluation sheet of a program (事務事業評価): one sheet for each."""
    book = Book(language)
    wide = len(_PROGRAM_WIDTHS)
    page = book.sheet("{{ 事業.事業名 }}", _PROGRAM_WIDTHS, landscape=False)
    page.mark("{% for 事業 in 事業一覧 %}")
    page.title(
        ("事務事業評価シート（{{ 会計年度 }}）", "Evaluation of a program ({{ 会計年度 }})"),
        15,
        centre=True,
    )
    page.text("{{ 市 }}　{{ 計画.名称 }}", right=True)
    page.line(
        ("事業名", "Program"),
        "{{ 事業.事業名 }}",
        ("担当", "Section"),
        "{{ 事業.局 }} {{ 事業.課 }}",
        spans=(1, 7, 2, 6),
        heads=(0, 2),
        height=26,
    )
    page.line(
        ("施策名", "Measure"),
        "{{ 事業.施策名 }}",
        ("上位の事業", "Part of"),
        "{{ 事業.上位事業 }}",
        spans=(1, 7, 2, 6),
        heads=(0, 2),
        height=20,
    )
    page.line(
        ("事業の概要", "What it is"),
        "{{ 事業.概要 | 空なら(未入力) }}",
        spans=(1, wide - 1),
        heads=(0,),
        height=30,
    )
    page.blank()
    page.title(("1　事業費（単位：千円）", "1  Money (thousand yen)"), 11)
    page.mark("{% if 事業.段階別 %}")
    spans = (1, _LABEL, *(_YEAR for _ in range(_YEARS)))
    page.head(
        ("区分", "Kind"),
        *(f"{{{{ 事業.年度[{n}] }}}}" for n in range(_YEARS)),
        spans=(1 + _LABEL, *spans[2:]),
        height=20,
    )
    for lines, head in (("段階別", ("予算・決算", "Stages")), ("財源別", ("財源内訳", "Funds"))):
        page.mark(f"{{% for 額 in 事業.{lines} %}}")
        page.line(
            (f"{head[0]}{{# 結合 #}}", f"{head[1]}{{# 結合 #}}"),
            "{{ 額.名称 }}",
            *(f"{{{{ 額.年度[{n}].金額.千円 }}}}" for n in range(_YEARS)),
            spans=spans,
            aligned="cl" + "r" * _YEARS,
        )
        page.mark("{% endfor %}")
    page.mark("{% endif %}")
    page.mark("{% if not 事業.段階別 %}")
    page.text("{{ 未入力 }}")
    page.mark("{% endif %}")
    page.blank()
    page.mark("{% if 事業.費用 %}")
    page.title(
        (
            "フルコスト（評価シートの記入。単位：千円）",
            "Full cost, from the evaluation sheets (thousand yen)",
        ),
        10,
    )
    page.head(
        ("区分", "Kind"),
        *(f"{{{{ 事業.費用の年度[{n}] }}}}" for n in range(_YEARS)),
        spans=(1 + _LABEL, *spans[2:]),
        height=20,
    )
    page.mark("{% for 額 in 事業.費用 %}")
    page.line(
        ("費用{# 結合 #}", "Cost{# 結合 #}"),
        "{{ 額.名称 }}",
        *(f"{{{{ 額.年度[{n}].実績.数 }}}}" for n in range(_YEARS)),
        spans=spans,
        aligned="cl" + "r" * _YEARS,
    )
    page.mark("{% endfor %}")
    page.mark("{% for 票 in 事業.評価シート %}")
    page.mark("{% if 票.最新か and 票.費用の説明 %}")
    page.text("{{ 票.費用の説明 }}", 9)
    page.mark("{% endif %}")
    page.mark("{% endfor %}")
    page.blank()
    page.mark("{% endif %}")
    page.title(("2　指標", "2  Indicators"), 11)
    spans = (3, 2, 2, 2, wide - 9)
    page.head(
        ("指標名", "Indicator"),
        ("実績値", "Actual"),
        ("目標値", "Goal"),
        ("達成度", "Achieved"),
        ("説明", "How it was reached"),
        spans=spans,
        height=20,
    )
    page.mark("{% for 行 in 事業.行 %}")
    page.line(
        "{{ 行.指標名 }}",
        "{{ 行.最新値 | 空なら(未入力) }}",
        "{{ 行.目標値 }}",
        "{{ 行.達成度 | 空なら(未入力) }}",
        "{{ 行.説明 }}",
        spans=spans,
        aligned="lcccl",
    )
    page.mark("{% endfor %}")
    page.mark("{% if not 事業.行 %}")
    page.line("{{ 未入力 }}", "", "", "", "", spans=spans)
    page.mark("{% endif %}")
    page.mark("{% if 事業.コメント %}")
    page.title(("指標へのコメント", "Comments on the indicators"), 10)
    page.mark("{% endif %}")
    page.mark("{% for 評価 in 事業.コメント %}")
    page.line(
        "{{ 評価.評価者 }}：{{ 評価.見出し }}",
        "{{ 評価.課題 }}{{ 評価.方向性 }}",
        spans=(3, wide - 3),
        height=30,
    )
    page.mark("{% endfor %}")
    page.blank()
    page.mark("{% for 票 in 事業.評価シート %}")
    page.mark("{% if 票.最新か %}")
    page.title(("3　評価の記入（{{ 票.年度 }}）", "3  What was written ({{ 票.年度 }})"), 11)
    _views(page, 1, _NAME, _VIEWS)
    page.mark("{% endif %}")
    page.mark("{% endfor %}")
    page.mark("{% if not 事業.評価シート %}")
    page.title(("3　評価の記入", "3  What was written"), 11)
    page.line(
        ("課題・検証と今後の方向性", "Findings and direction"),
        "",
        spans=(1, wide - 1),
        heads=(0,),
        height=60,
    )
    page.mark("{% endif %}")
    page.mark("{% endfor %}")
    return book.content()


def _views(page: Page, part: int, name: int, shares: Sequence[tuple[int, ...]]) -> None:
    """The boxes of a sheet, every view in columns of its own; ``shares`` are their widths."""
    for count, columns in enumerate(shares, start=1):
        spans = (part, name, *columns)
        page.mark(f"{{% if 票.評価者 | length == {count} %}}")
        page.head(
            ("区分", "Part"),
            ("評価の項目", "Item"),
            *(f"{{{{ 票.評価者[{n}] }}}}" for n in range(count)),
            spans=spans,
            height=20,
        )
        page.mark("{% for 欄 in 票.欄 %}")
        page.line(
            "{{ 欄.区分 }}{# 結合 #}",
            "{{ 欄.名称 }}",
            *(f"{{{{ 欄.記入[{n}] }}}}" for n in range(count)),
            spans=spans,
            height=24,
        )
        page.mark("{% endfor %}")
        page.mark("{% endif %}")
    page.mark("{% for 文 in 票.変わった判断 %}")
    page.text("※ {{ 文 }}", 9)
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
