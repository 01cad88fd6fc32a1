"""The built-in forms in Word."""

from __future__ import annotations

from scripts.forms.documents import Grid, Paper

_BASELINE = "{{ 行.当初値.値 }}{% if 行.当初値.時期 %}\n（{{ 行.当初値.時期 }}）{% endif %}"
# The cell's own period is said where it is not that of its column.
_OWN_PERIOD = (
    "{% if 年.実績.時期 and 年.実績.時期 != 年.見出し %}\n（{{ 年.実績.時期 }}）{% endif %}"
)


def verification(language: str) -> bytes:
    """The verification sheets of a strategy: an overview, the numeric goals, a page a measure."""
    paper = Paper(language, landscape=True)
    paper.title(("{{ 計画.名称 }}　検証シート", "{{ 計画.名称 }}: verification"))
    paper.text(("{{ 市 }}　{{ 基準日 }}", "{{ 市 }}, {{ 基準日 }}"), right=True)
    paper.heading(("概要", "Overview"))
    grid = paper.table((62, 82, 40, 40, 24))
    grid.head(
        ("施策", "Measure"),
        ("指標", "Indicator"),
        ("実績値", "Actual"),
        ("目標値", "Goal"),
        ("達成度", "Achieved"),
    )
    grid.mark("{%tr for 行 in 計画.行 %}")
    grid.line(
        "{{ 行.取組名 }}",
        "{{ 行.指標名 }}",
        "{{ 行.最新値 | 空なら(未入力) }}",
        "{{ 行.目標値 }}",
        "{{ 行.達成度 | 空なら(未入力) }}",
        aligned="llccc",
    )
    grid.mark("{%tr endfor %}")
    paper.mark("{%p for 注 in 計画.注記 %}")
    paper.text("※ {{ 注.文 }}", size=9)
    paper.mark("{%p endfor %}")
    paper.mark("{%p for 部 in 計画.部 %}")
    paper.mark("{%p if 部.行 %}")
    paper.heading("{{ 部.見出し }}", new_page=True)
    paper.heading(("数値目標", "Numeric goals"), 2)
    _yearly(paper, "部.行")
    paper.mark("{%p endif %}")
    paper.mark("{%p endfor %}")
    paper.mark("{%p for 施策 in 対象 %}")
    paper.heading("{{ 施策.見出し }}", new_page=True)
    paper.text("{{ 施策.上位 }}", right=True, size=9)
    grid = paper.table((30, 218), 10)
    for head, field in (
        (("方向性", "Direction"), "方向性"),
        (("課題・検証", "Findings"), "課題"),
    ):
        grid.line(
            head,
            f"{{% for 評価 in 施策.コメント %}}{{% if not loop.first %}}\n{{% endif %}}"
            f"{{{{ 評価.{field} | 空なら(未入力) }}}}{{% endfor %}}"
            "{% if not 施策.コメント %}{{ 未入力 }}{% endif %}",
            grey=(0,),
        )
    grid.line(
        ("施策内の取組", "Initiatives"),
        "{% for 取組 in 施策.子 %}{% if not loop.first %}\n{% endif %}{{ 取組.見出し }}{% endfor %}"
        "{% if not 施策.子 %}{{ 未入力 }}{% endif %}",
        grey=(0,),
    )
    paper.heading("KPI", 2)
    _yearly(paper, "施策.行")
    paper.mark("{%p endfor %}")
    return paper.content()


def _yearly(paper: Paper, rows: str) -> None:
    """A table of rows with their goals and actual values year by year."""
    grid = paper.table((74, 18, 18, 34, 24, 24, 24), 9)
    grid.head(
        ("指標", "Indicator"),
        ("単位", "Unit"),
        "",
        ("基準値", "Baseline"),
        "{%tc for 年 in 計画.年度 %}",
        "{{ 年 }}",
        "{%tc endfor %}",
    )
    grid.mark(f"{{%tr for 行 in {rows} %}}")
    for joined, word, baseline, field in (
        ("start", ("目標値", "Goal"), "―", "目標"),
        ("go on", ("実績値", "Actual"), _BASELINE, "実績"),
    ):
        first = joined == "start"
        grid.line(
            "{{ 行.指標名 }}" if first else "",
            "{{ 行.単位 }}" if first else "",
            word,
            baseline,
            "{%tc for 年 in 行.年度 %}",
            f"{{{{ 年.{field}.値 | 空なら(年.{field}.全体) }}}}" + ("" if first else _OWN_PERIOD),
            "{%tc endfor %}",
            aligned="lcccccc",
            joined=joined,
        )
    grid.mark("{%tr endfor %}")
    grid.mark(f"{{%tr if not {rows} %}}")
    grid.line("{{ 未入力 }}", "", "", "", "{%tc for 年 in 計画.年度 %}", "", "{%tc endfor %}")
    grid.mark("{%tr endif %}")


def action_plan(language: str) -> bytes:
    """The yearly action plan: a table for each priority, vision and ward, with its totals."""
    paper = Paper(language, landscape=True)
    paper.title("{{ 計画.名称 }}")
    paper.text(("{{ 市 }}　{{ 計画.期間 }}", "{{ 市 }}, {{ 計画.期間 }}"), right=True)
    paper.heading(("一覧", "Overview"))
    grid = paper.table((70, 130, 40))
    grid.head(("部", "Part"), ("項目", "Item"), ("計（千円）", "Total (thousand yen)"))
    grid.mark("{%tr for 部 in 計画.部 %}")
    # A part without items has its programs itself.
    grid.mark("{%tr if 部.掲載 and not 部.子 %}")
    grid.line("{{ 部.見出し }}", "", "{{ 部.合計 | 空なら('―') }}", aligned="llr")
    grid.mark("{%tr endif %}")
    grid.mark("{%tr for 項目 in 部.子 %}")
    grid.mark("{%tr if 項目.全掲載 %}")
    grid.line(
        "{{ 部.見出し }}", "{{ 項目.見出し }}", "{{ 項目.合計 | 空なら('―') }}", aligned="llr"
    )
    grid.mark("{%tr endif %}")
    grid.mark("{%tr endfor %}")
    grid.mark("{%tr endfor %}")
    paper.text(
        (
            "計は、再掲・内数・名称のみの事業を除きます。"
            "ほかに金額のない事業があるときは示しません（―）。",
            "Totals leave out repeats, parts and bare names. ― where an amount is missing.",
        ),
        size=9,
    )
    paper.mark("{%p for 部 in 計画.部 %}")
    paper.mark("{%p if 部.全掲載 %}")
    paper.heading("{{ 部.見出し }}", new_page=True)
    paper.mark("{%p if 部.掲載 %}")
    _programs(paper, "部")
    paper.mark("{%p endif %}")
    paper.mark("{%p for 項目 in 部.子 %}")
    paper.mark("{%p if 項目.全掲載 %}")
    paper.heading("{{ 項目.見出し }}", 2)
    # A total in thousands of yen stands in its table; others head the item, as printed.
    paper.mark("{%p for 合計 in 項目.公表合計 %}")
    paper.mark("{%p if 合計.単位 != '千円' %}")
    paper.text(
        ("{{ 合計.名称 }}：{{ 合計.公表 }}", "{{ 合計.名称 }}: {{ 合計.公表 }}"), size=9, leads=True
    )
    paper.mark("{%p endif %}")
    paper.mark("{%p endfor %}")
    paper.mark("{%p for 表 in 項目.事業表 %}")
    paper.mark("{%p if 表.ID != 項目.ID %}")
    paper.heading("{{ 表.見出し }}", 3)
    paper.mark("{%p endif %}")
    paper.mark("{%p if 表.掲載 %}")
    _programs(paper, "表")
    paper.mark("{%p else %}")
    _programs_by_project(paper, "表")
    paper.mark("{%p endif %}")
    paper.mark("{%p endfor %}")
    paper.mark("{%p if 項目.事業表 | length > 1 %}")
    paper.text(
        (
            "合計　{{ 項目.合計 | 空なら('―') }} 千円",
            "Total  {{ 項目.合計 | 空なら('―') }} thousand yen",
        ),
        right=True,
    )
    paper.mark("{%p endif %}")
    paper.mark("{%p endif %}")
    paper.mark("{%p endfor %}")
    paper.mark("{%p endif %}")
    paper.mark("{%p endfor %}")
    return paper.content()


_NAME = "■ {{ 事業.事業名 }}"
_TEXT = "{{ 事業.概要 }}"
_TOTAL = ("計", "Total")
_THOUSAND = ("（単位：千円）", "(thousand yen)")
_BUDGET = ("予算額", "Budget")


def _programs(paper: Paper, table: str) -> None:
    """A table of programs by bureau and section, with its total."""
    paper.text(_THOUSAND, right=True, size=9, leads=True)
    grid = paper.table((13, 34, 36, 66, 66, 22, 20), 8.5)
    grid.head(
        "No.",
        ("局名", "Bureau"),
        ("課名", "Section"),
        ("事業名", "Program"),
        ("事業概要", "What it is"),
        _BUDGET,
        ("備考", "Remarks"),
    )
    grid.mark(f"{{%tr for 事業 in {table}.全掲載 %}}")
    grid.line(
        "{{ 事業.番号 }}",
        "{{ 事業.局 }}",
        "{{ 事業.課 }}",
        _NAME,
        _TEXT,
        "{{ 事業.金額欄 | 空なら(未入力) }}",
        "{{ 事業.再掲 }}{{ 事業.備考 }}",
        aligned="clll" + "lrl",
    )
    grid.mark("{%tr endfor %}")
    total = f"{{{{ {table}.合計 | 空なら('―') }}}}"
    grid.line("", "", "", _TOTAL, "", total, "", aligned="cllllrl", grey=range(7))


def _programs_by_project(paper: Paper, table: str) -> None:
    """A table of programs by project and direction of work, with its total."""
    paper.text(_THOUSAND, right=True, size=9, leads=True)
    grid = paper.table((13, 34, 42, 56, 30, 42, 20, 20), 8.5)
    grid.head(
        "No.",
        ("プロジェクト", "Project"),
        ("取組の方向性", "Direction of work"),
        ("事業名", "Program"),
        ("局名", "Bureau"),
        ("事業概要", "What it is"),
        _BUDGET,
        ("備考", "Remarks"),
    )
    grid.mark(f"{{%tr for 事業 in {table}.全掲載 %}}")
    grid.line(
        "{{ 事業.番号 }}",
        "{{ 事業.プロジェクト }}",
        "{{ 事業.取組の方向性 }}",
        _NAME,
        "{{ 事業.局 }}",
        _TEXT,
        "{{ 事業.金額欄 | 空なら(未入力) }}",
        "{{ 事業.再掲 }}{{ 事業.備考 }}",
        aligned="clllllrl",
    )
    grid.mark("{%tr endfor %}")
    total = f"{{{{ {table}.合計 | 空なら('―') }}}}"
    grid.line("", "", "", _TOTAL, "", "", total, "", aligned="clllllrl", grey=range(8))


def results(language: str) -> bytes:
    """The results book for the settlement (主要な施策の成果): money and results side by side."""
    paper = Paper(language)
    paper.title(("主要な施策の成果", "Results of the main measures"))
    paper.text(
        ("{{ 市 }}　{{ 計画.名称 }}　{{ 基準日 }}", "{{ 市 }}, {{ 計画.名称 }}, {{ 基準日 }}"),
        right=True,
    )
    paper.mark("{%p for 施策 in 対象 %}")
    paper.heading("{{ 施策.見出し }}")
    paper.text("{{ 施策.上位 }}", size=9, leads=True)
    paper.mark("{%p if 施策.事業 %}")
    paper.heading(("事業費（単位：千円）", "Money (thousand yen)"), 3)
    _money(paper.table((70, 40, 30, 30)))
    paper.mark("{%p endif %}")
    paper.mark("{%p if 施策.全行 %}")
    paper.heading(("成果", "Results"), 3)
    grid = paper.table((66, 34, 34, 16, 20))
    grid.head(
        ("指標", "Indicator"),
        ("実績値", "Actual"),
        ("目標値", "Goal"),
        ("達成度", "Achieved"),
        ("評価", "Grade"),
    )
    grid.mark("{%tr for 行 in 施策.全行 %}")
    grid.line(
        "{{ 行.指標名 }}",
        "{{ 行.最新値 | 空なら(未入力) }}",
        "{{ 行.目標値 }}",
        "{{ 行.達成度 | 空なら(未入力) }}",
        "{{ 行.評価区分 }} {{ 行.評価区分名 }}",
        aligned="lcccc",
    )
    grid.mark("{%tr endfor %}")
    paper.mark("{%p endif %}")
    paper.mark("{%p for 評価 in 施策.全コメント %}")
    paper.heading("{{ 評価.見出し }}{{ 評価.引用 }}", 3)
    paper.mark("{%p for 段落 in 評価.段落 %}")
    # The last paragraph does not stand alone on a page.
    paper.mark("{%p if loop.last %}")
    paper.text("・{{ 段落 }}")
    paper.mark("{%p else %}")
    paper.text("・{{ 段落 }}", leads=True)
    paper.mark("{%p endif %}")
    paper.mark("{%p endfor %}")
    paper.mark("{%p endfor %}")
    paper.mark("{%p endfor %}")
    return paper.content()


def _money(grid: Grid) -> None:
    grid.head(
        ("事業名", "Program"), ("担当", "Section"), ("予算額", "Budget"), ("決算額", "Outturn")
    )
    grid.mark("{%tr for 事業 in 施策.事業 %}")
    grid.line(
        "{{ 事業.事業名 }}",
        "{{ 事業.課 or 事業.局 }}",
        "{{ 事業.予算額 | 空なら(未入力) }}",
        "{{ 事業.決算額 | 空なら(未入力) }}",
        aligned="llrr",
    )
    grid.mark("{%tr endfor %}")
