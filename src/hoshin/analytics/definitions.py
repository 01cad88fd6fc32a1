"""Definitions: the SQL of a measurement, checked before anything runs, and said in each dialect.

A definition is one SELECT that returns its declared group keys, ``numerator``, where there is one
``denominator``, and ``contributors`` (how many persons or bodies stand behind the group). It reads
tables of evidence and the parameters ``:period_start`` (the first day) and ``:period_end`` (the
first day after). Nothing but keys, sums and counts can leave it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlglot
from sqlglot import exp

from hoshin.analytics.definition_rules import PARAMETERS, why_not
from hoshin.analytics.refusals import meant, refusal
from hoshin.domain.indicators import Aggregation
from hoshin.domain.measurements import Measurement
from hoshin.domain.periods import Period
from hoshin.domain.problems import Problem

NUMERATOR, DENOMINATOR, CONTRIBUTORS = "numerator", "denominator", "contributors"
_DIALECT = "duckdb"
_CLAUSES = {
    "having": "HAVING",
    "limit": "LIMIT",
    "offset": "OFFSET",
    "order": "ORDER BY",
    "distinct": "DISTINCT",
    "qualify": "QUALIFY",
    "sample": "SAMPLE",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition that passed: its text, digest, parsed form and the tables that it reads."""

    text: str
    sha256: str
    tree: exp.Select
    tables: tuple[str, ...]
    keys: tuple[str, ...]
    has_denominator: bool
    since_the_beginning: bool

    def query(self, dialect: str, period: Period, depth: int, area: str | None = None) -> str:
        """The SQL for one period at one depth of the groups: 0 is the total, then key by key.

        Dropping a key from the groups, and not adding its groups up, keeps counts of distinct
        persons right. ``area`` keeps only that ``ref_area``.
        """
        tree = self.tree.copy()
        kept = self.keys[:depth]
        key_expressions = {
            one.alias_or_name: one.unalias()
            for one in self.tree.expressions
            if one.alias_or_name in self.keys
        }
        tree.set(
            "expressions",
            [
                one
                for one in tree.expressions
                if one.alias_or_name not in self.keys or one.alias_or_name in kept
            ],
        )
        groups = [key_expressions[name].copy() for name in kept]
        tree.set("group", exp.Group(expressions=groups) if groups else None)
        if area is not None and "ref_area" in key_expressions:
            wanted = exp.EQ(
                this=key_expressions["ref_area"].copy(), expression=exp.Literal.string(area)
            )
            tree.where(wanted, copy=False)
        last = min(period.end, date.max - timedelta(days=1)) + timedelta(days=1)
        days = dict(zip(PARAMETERS, (period.start, last), strict=True))
        for place in list(tree.find_all(exp.Placeholder)):
            day = exp.Literal.string(days[place.name].isoformat())
            place.replace(exp.Cast(this=day, to=exp.DataType.build("date")))
        if dialect == "clickhouse":
            _say_decimals(tree)
        return tree.sql(dialect)

    def for_binding(self) -> str:
        """The text as written, line for line, with parameters as DuckDB names them."""
        return re.sub(r":(?=period_(?:start|end)\b)", "$", self.text)


def read_definition(
    text: str, measurement: Measurement, aggregation: Aggregation = Aggregation.UNKNOWN
) -> tuple[Definition | None, tuple[Problem, ...]]:
    """Check a definition against what its measurement declares; None when it must not run.

    Where the indicator's ``aggregation`` is a stock or a total to date, the definition may leave
    out ``:period_start`` and count from the beginning.
    """
    file = measurement.definition

    def no(
        code: str,
        sentence: tuple[str, str],
        hint: tuple[str, str],
        node: exp.Expr | None = None,
    ) -> Problem:
        return refusal(code, sentence, hint, file=file, line=_line(node), row_id=measurement.id)

    try:
        statements = [one for one in sqlglot.parse(text, dialect=_DIALECT) if one is not None]
    except sqlglot.errors.SqlglotError as broken:
        return None, (_unreadable(broken, measurement),)
    if len(statements) != 1 or not isinstance(statements[0], exp.Select):
        sentence = (
            "定義は、一つの SELECT 文だけで書きます。",
            "A definition is one SELECT statement and nothing else.",
        )
        hint = ("WITH と SELECT だけにしてください。", "Keep only WITH and SELECT.")
        at = statements[1] if len(statements) > 1 else (statements[0] if statements else None)
        return None, (no("definition-not-one-select", sentence, hint, at),)
    tree = statements[0]
    problems = [no(*reason, node) for node in tree.walk() if (reason := why_not(node)) is not None]
    problems += [no(*found) for found in _clauses(tree)]
    problems += [no(*found) for found in _projections(tree, measurement)]
    problems += [no(*found) for found in _parameters(tree, aggregation)]
    if problems:
        return None, tuple(problems)
    made = {cte.alias for cte in tree.find_all(exp.CTE)}
    read = sorted({one.name for one in tree.find_all(exp.Table) if one.name not in made})
    names = {one.alias_or_name for one in tree.expressions}
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    definition = Definition(
        text=text,
        sha256=digest,
        tree=tree,
        tables=tuple(read),
        keys=measurement.keys,
        has_denominator=DENOMINATOR in names,
        since_the_beginning=PARAMETERS[0]
        not in {one.name for one in tree.find_all(exp.Placeholder)},
    )
    return definition, ()


_Found = tuple[str, tuple[str, str], tuple[str, str], exp.Expr | None]


def _say_decimals(tree: exp.Select) -> None:
    """Write 0.25 as a cast to DECIMAL: ClickHouse reads the bare number as a binary float."""
    for number in list(tree.find_all(exp.Literal)):
        whole, point, places = number.name.partition(".")
        if number.is_string or not point:
            continue
        kind = exp.DataType.build(f"DECIMAL({len(whole) + len(places)}, {len(places)})")
        number.replace(exp.Cast(this=exp.Literal.string(number.name), to=kind))


def _line(node: exp.Expr | None) -> int | None:
    """The line on which a part stands; the parser keeps it on names and functions only."""
    if node is None:
        return None
    if (own := node.meta.get("line")) is not None:
        return int(own)
    inner = [one.meta["line"] for one in node.walk() if "line" in one.meta]
    if inner:
        return int(min(inner))
    return _line(node.parent) if node.parent is not None else None


def _unreadable(broken: Exception, measurement: Measurement) -> Problem:
    first: dict[str, Any] = next(iter(getattr(broken, "errors", ())), {})
    near = f"{first.get('start_context', '')}{first.get('highlight', '')}"[-40:].strip()
    return refusal(
        "definition-not-sql",
        (
            f"SQLとして読めません。「{near}」のあたりです。",
            f'This cannot be read as SQL, near "{near}".',
        ),
        (
            "その行の綴り、括弧、読点を確かめてください。",
            "Look at the spelling, brackets and commas of that line.",
        ),
        file=measurement.definition,
        line=first.get("line"),
        row_id=measurement.id,
    )


def _clauses(tree: exp.Select) -> Iterator[_Found]:
    """HAVING, LIMIT and the like would choose which groups are seen: differences would tell."""
    for name, word in _CLAUSES.items():
        part = tree.args.get(name)
        if part:
            yield (
                "definition-chooses-groups",
                (
                    f"{word} で区分を選ぶことはできません。",
                    f"{word} cannot choose which groups are returned.",
                ),
                (
                    "すべての区分を返してください。少ない区分は Hoshin が伏せます。",
                    "Return every group: Hoshin suppresses the small ones.",
                ),
                part if isinstance(part, exp.Expr) else None,
            )


def _projections(tree: exp.Select, measurement: Measurement) -> Iterator[_Found]:
    wanted = (*measurement.keys, NUMERATOR, DENOMINATOR, CONTRIBUTORS)
    needed = (*measurement.keys, NUMERATOR, CONTRIBUTORS)
    names = [one.alias_or_name for one in tree.expressions]
    for one in tree.expressions:
        name = one.alias_or_name
        if name not in wanted or names.count(name) > 1:
            yield (
                "definition-undeclared-column",
                (
                    f"列「{name or one.sql(_DIALECT)}」は、宣言した区分でも集計でもありません。",
                    f'The column "{name or one.sql(_DIALECT)}" is neither a declared key nor an '
                    "aggregate.",
                ),
                meant(name, wanted),
                one,
            )
        elif name in measurement.keys:
            yield from _key(name, one)
        else:
            yield from _aggregate(name, one.unalias())
    for name in needed:
        if name not in names:
            yield (
                "definition-column-missing",
                (f"列「{name}」が返されていません。", f'The column "{name}" is not returned.'),
                _MISSING_HINTS.get(
                    name,
                    (
                        f"{name} を返すか、measurements.csv の keys から外してください。",
                        f"Return {name}, or take it out of keys in measurements.csv.",
                    ),
                ),
                tree.expressions[-1] if tree.expressions else None,
            )
    grouped = tree.args.get("group")
    found = list(grouped.expressions) if grouped is not None else []
    keys = {
        one.unalias().sql(_DIALECT): one.alias_or_name
        for one in tree.expressions
        if one.alias_or_name in measurement.keys
    }
    for one in found:
        if one.sql(_DIALECT) not in keys:
            yield (
                "definition-groups-differ",
                (
                    f"GROUP BY の「{one.sql(_DIALECT)}」は、宣言した区分ではありません。",
                    f'"{one.sql(_DIALECT)}" in GROUP BY is not a declared key.',
                ),
                meant(one.name, keys),
                one,
            )
    grouped_by = {one.sql(_DIALECT) for one in found}
    for sql, name in keys.items():
        if sql not in grouped_by:
            yield (
                "definition-groups-differ",
                (f"区分「{name}」が GROUP BY にありません。", f'"{name}" is not in GROUP BY.'),
                (f"GROUP BY に {sql} を加えてください。", f"Add {sql} to GROUP BY."),
                grouped,
            )


_MISSING_HINTS = {
    NUMERATOR: (
        "COUNT か SUM の結果に AS numerator と名を付けてください。",
        "Name a COUNT or SUM with AS numerator.",
    ),
    CONTRIBUTORS: (
        "少ない区分を伏せるため、COUNT(DISTINCT 人の列) AS contributors を加えてください。",
        "Add COUNT(DISTINCT person) AS contributors: small groups are suppressed by it.",
    ),
}


def _key(name: str, one: exp.Expr) -> Iterator[_Found]:
    if not isinstance(one.unalias(), exp.Column):
        yield (
            "definition-key-not-a-column",
            (
                f"区分「{name}」は列の名だけで書きます。",
                f'The key "{name}" is the name of a column and nothing more.',
            ),
            (
                "計算は WITH の中で行い、その列を区分にしてください。",
                "Compute it in a WITH part, and group by that column.",
            ),
            one,
        )


def _aggregate(name: str, one: exp.Expr) -> Iterator[_Found]:
    """A returned figure is a count or a sum, or whole arithmetic of such."""
    allowed = (exp.Count, exp.Sum)
    for found in one.find_all(exp.Min, exp.Max):
        yield (
            "definition-shows-one-record",
            (
                f"「{name}」の最大・最小は、一つの記録の値そのものです。",
                f'A minimum or maximum in "{name}" is the value of one single record.',
            ),
            ("COUNT か SUM を返してください。", "Return a COUNT or a SUM."),
            found,
        )
        return
    if one.find(exp.Subquery, exp.Window):
        yield (
            "definition-not-an-aggregate",
            (
                f"「{name}」の中に副問い合わせは書けません。",
                f'"{name}" cannot hold a query of its own.',
            ),
            ("WITH の中に書いてください。", "Write it as a WITH part."),
            one,
        )
        return
    outside = [
        column for column in one.find_all(exp.Column) if column.find_ancestor(*allowed) is None
    ]
    if outside or one.find(*allowed) is None:
        yield (
            "definition-not-an-aggregate",
            (
                f"「{name}」は集計ではなく、記録の値です。",
                f'"{name}" is no aggregate but the value of a record.',
            ),
            ("COUNT か SUM で囲んでください。", "Put it inside COUNT or SUM."),
            outside[0] if outside else one,
        )
    elif name == CONTRIBUTORS and not isinstance(one, exp.Count):
        yield (
            "definition-contributors-not-counted",
            (
                "contributors は、区分の中の人や団体の数です。",
                "contributors is the number of persons or bodies in the group.",
            ),
            (
                "COUNT(DISTINCT 人の列) だけを書いてください。",
                "Write COUNT(DISTINCT person) and nothing more.",
            ),
            one,
        )


def _parameters(tree: exp.Select, aggregation: Aggregation) -> Iterator[_Found]:
    found = {one.name: one for one in tree.find_all(exp.Placeholder)}
    for name, node in found.items():
        if name not in PARAMETERS:
            yield (
                "definition-unknown-parameter",
                (
                    f"「:{name}」という引数はありません。",
                    f"There is no parameter :{name}.",
                ),
                meant(name, PARAMETERS),
                node,
            )
    to_date = aggregation in (Aggregation.CUMULATIVE, Aggregation.STOCK)
    for name in PARAMETERS[1:] if to_date else PARAMETERS:
        if name not in found:
            yield (
                "definition-without-period",
                (
                    f":{name} が使われていないので、どの期間の値か決まりません。",
                    f":{name} is not used, so the figure belongs to no period.",
                ),
                (
                    "WHERE に 日付の列 >= :period_start AND 日付の列 < :period_end と書いて"
                    "ください。",
                    "Write WHERE day >= :period_start AND day < :period_end.",
                ),
                tree.args.get("where"),
            )
