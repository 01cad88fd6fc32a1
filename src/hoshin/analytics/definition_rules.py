"""What a definition may say: the part of SQL that means the same on every engine, and no more.

The list names what is allowed; whatever is not on it is refused. Left out on purpose: division
and averages (the engine divides), binary floats, the clock, chance, and estimates.
"""

from __future__ import annotations

from sqlglot import exp

from hoshin.analytics.refusals import meant

ALLOWED = (
    exp.Select,
    exp.From,
    exp.Join,
    exp.Where,
    exp.Group,
    exp.With,
    exp.CTE,
    exp.TableAlias,
    exp.Table,
    exp.Subquery,
    exp.Union,
    exp.Distinct,
    exp.Column,
    exp.Identifier,
    exp.Alias,
    exp.Star,
    exp.Literal,
    exp.Placeholder,
    exp.Boolean,
    exp.Null,
    exp.And,
    exp.Or,
    exp.Not,
    exp.Paren,
    exp.Tuple,
    exp.EQ,
    exp.NEQ,
    exp.GT,
    exp.GTE,
    exp.LT,
    exp.LTE,
    exp.Is,
    exp.In,
    exp.Between,
    exp.Like,
    exp.Add,
    exp.Sub,
    exp.Mul,
    exp.Neg,
    exp.Case,
    exp.If,
    exp.Coalesce,
    exp.Nullif,
    exp.Greatest,
    exp.Least,
    exp.Abs,
    exp.Cast,
    exp.DataType,
    exp.DataTypeParam,
    exp.Extract,
    exp.Var,
    exp.Count,
    exp.Sum,
    exp.Min,
    exp.Max,
    exp.Lower,
    exp.Upper,
    exp.Trim,
    exp.Substring,
    exp.Window,
    exp.WindowSpec,
    exp.RowNumber,
    exp.Order,
    exp.Ordered,
)
FLOATS = (exp.DataType.Type.FLOAT, exp.DataType.Type.DOUBLE)
PARAMETERS = ("period_start", "period_end")

_FUNCTIONS = ("COUNT", "SUM", "MIN", "MAX", "COALESCE", "NULLIF", "CAST", "EXTRACT", "ABS")
_CLOCK = (
    exp.CurrentDate,
    exp.CurrentTime,
    exp.CurrentTimestamp,
    exp.CurrentDatetime,
)
_CLOCK_NAMES = ("NOW", "TODAY", "GETDATE", "CLOCK_TIMESTAMP")
_DIVISIONS = (exp.Div, exp.IntDiv, exp.Mod, exp.Avg)


def why_not(node: exp.Expr) -> tuple[str, tuple[str, str], tuple[str, str]] | None:
    """Why a part of a definition is refused: code, sentence and hint; None where it is allowed."""
    if isinstance(node, _DIVISIONS):
        return (
            "definition-divides",
            (
                "定義の中では割り算も平均もできません。",
                "A definition neither divides nor averages.",
            ),
            (
                "分子を numerator、分母を denominator として別に返してください。割り算と丸めは"
                "判定エンジンが一度だけ正確に行います。",
                "Return the numerator and the denominator apart: the engine divides and rounds, "
                "exactly and once.",
            ),
        )
    named = node.name.upper() if isinstance(node, exp.Anonymous) else ""
    if isinstance(node, _CLOCK) or named in _CLOCK_NAMES:
        return (
            "definition-reads-the-clock",
            (
                "定義の中で今日の日付や時刻は使えません。同じ記録から同じ値にならないからです。",
                "A definition cannot ask for today or now: the same records would give another "
                "figure tomorrow.",
            ),
            (
                ":period_start と :period_end を使ってください。",
                "Use :period_start and :period_end.",
            ),
        )
    if isinstance(node, exp.DataType) and node.this in FLOATS:
        return (
            "definition-uses-floats",
            (
                "2進小数(DOUBLE、FLOAT)は使えません。末尾の桁が機械ごとに変わります。",
                "Binary floats (DOUBLE, FLOAT) are not used: their last digit differs by machine.",
            ),
            (
                "BIGINT か、CAST(列 AS DECIMAL(18, 3)) のように小数桁を決めた型にしてください。",
                "Use BIGINT, or a type with fixed digits such as CAST(x AS DECIMAL(18, 3)).",
            ),
        )
    if isinstance(node, exp.Star) and not isinstance(node.parent, exp.Count):
        return (
            "definition-selects-everything",
            (
                "「*」ですべての列を取り出すことはできません。",
                'A definition cannot take every column with "*".',
            ),
            ("使う列の名を一つずつ書いてください。", "Write the names of the columns it needs."),
        )
    if isinstance(node, exp.Union) and node.args.get("distinct"):
        return (
            "definition-not-allowed",
            (
                "UNION は重なる行を黙って消します。",
                "UNION silently drops rows that are alike.",
            ),
            ("UNION ALL にしてください。", "Write UNION ALL."),
        )
    if isinstance(node, ALLOWED):
        return None
    what = named or node.key.upper()
    if isinstance(node, exp.Func):
        near = meant(what, _FUNCTIONS)
        return (
            "definition-unknown-function",
            (
                f"関数「{what}」は定義の中で使えません。",
                f"The function {what} cannot be used in a definition.",
            ),
            near,
        )
    return (
        "definition-not-allowed",
        (f"「{what}」は定義の中で使えません。", f"{what} cannot be used in a definition."),
        (
            "SELECT、FROM、JOIN、WHERE、GROUP BY と、WITH の中の副問い合わせだけで書いてください。",
            "Write it with SELECT, FROM, JOIN, WHERE and GROUP BY, with WITH for its parts.",
        ),
    )
