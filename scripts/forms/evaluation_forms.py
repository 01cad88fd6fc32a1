"""The evaluation sheets in Excel: of a measure (施策評価) and of a program (事務事業評価)."""

from __future__ import annotations

from collections.abc import Sequence

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
