"""What can go wrong when a measurement runs, in words."""

from __future__ import annotations

import re
from datetime import date, datetime

import duckdb

from hoshin.analytics.evidence import RECORD_ID
from hoshin.analytics.refusals import refusal
from hoshin.domain.measurements import Measurement
from hoshin.domain.problems import Problem, ProblemLevel


def unbound(refused: duckdb.Error, measurement: Measurement) -> Problem:
    """A definition names a column or a function that the evidence does not have."""
    text = str(refused)
    line = re.search(r"^LINE (\d+):", text, re.MULTILINE)
    near = re.search(r"Candidate bindings: :?\s*(.+)", text)
    sentence = text.splitlines()[0].partition(": ")[2] or text.splitlines()[0]
    hint_ja, hint_en = "列の名を確かめてください。", "Look at the names of the columns."
    if near:
        first = near[1].split(",")[0].strip(' "')
        hint_ja, hint_en = f"「{first}」ではありませんか。", f'Did you mean "{first}"?'
    return refusal(
        "definition-does-not-fit",
        (f"定義が記録の列と合いません。({sentence})", f"It does not fit the records: {sentence}"),
        (hint_ja, hint_en),
        file=measurement.definition,
        line=int(line[1]) if line else None,
        row_id=measurement.id,
    )


def no_period(measurement: Measurement) -> Problem:
    """No partition says which periods the records are of."""
    return refusal(
        "measure-no-period",
        (
            "記録がどの期間のものか、フォルダの名から分かりません。",
            "The names of the folders do not tell which periods the records are of.",
        ),
        (
            "--period FY2025 のように期間を指定するか、2025-04 のような名のフォルダに"
            "分けてください。",
            "Name a period, such as --period FY2025, or put files into folders such as 2025-04.",
        ),
        row_id=measurement.id,
    )


def no_files(name: str, measurement: Measurement) -> Problem:
    """Nothing was delivered for a period."""
    return refusal(
        "evidence-none-for-period",
        (
            f"この期間の「{name}」の記録がありません。",
            f'There are no records of "{name}" for this period.',
        ),
        ("届いてから、もう一度実行してください。", "Run it again once they have arrived."),
        row_id=measurement.id,
        level=ProblemLevel.WARNING,
    )


def from_the_future(name: str, column: str, count: int, last: date | datetime) -> Problem:
    """Records are dated after the day of measuring."""
    return refusal(
        "evidence-from-the-future",
        (
            f"「{name}」に、まだ来ていない日の記録が{count:,}件あります(最後は {last})。",
            f'"{name}" holds {count:,} records of days that have not come yet (last: {last}).',
        ),
        (
            "機器の時計か、日付の書き方(月と日の順)を確かめてもらってください。",
            "Ask for the device's clock and for the order of day and month to be looked at.",
        ),
        file=name,
        column=column,
    )


def repeated(name: str, count: int) -> Problem:
    """Records with the same id stand in the table more than once."""
    return refusal(
        "evidence-records-repeated",
        (
            f"「{name}」に、同じ {RECORD_ID} の記録が{count:,}件余分にあります。",
            f'"{name}" holds {count:,} records more than it has values of {RECORD_ID}.',
        ),
        (
            "二重に届いた分を取り除いてください。",
            "Take away what was delivered twice.",
        ),
        file=name,
        column=RECORD_ID,
    )


def inexact(measurement: Measurement, kind: str) -> Problem:
    """A returned figure is neither whole nor decimal."""
    return refusal(
        "definition-result-not-exact",
        (
            f"結果が {kind} です。数は整数か、小数桁を決めた型でなければなりません。",
            f"A result is of type {kind}; figures must be whole numbers or decimals.",
        ),
        (
            "CAST(列 AS DECIMAL(18, 3)) で桁を決めてから合計してください。",
            "Give the column its digits before the sum: CAST(x AS DECIMAL(18, 3)).",
        ),
        file=measurement.definition,
        row_id=measurement.id,
    )


def held(measurement: Measurement) -> Problem:
    """A later run would differ from what was shown by too few contributors."""
    least = measurement.minimum_contributors
    return refusal(
        "measure-revision-held",
        (
            f"前に示した値との差が{least}人に満たない人の分になるので、改訂を見送りました。",
            f"The change since it was last shown comes from fewer than {least} contributors, so "
            "the revision was held.",
        ),
        (
            "前の値のまま使えます。記録が増えてから、もう一度実行してください。",
            "The earlier figures stand. Run it again when more records have arrived.",
        ),
        row_id=measurement.id,
        level=ProblemLevel.WARNING,
    )
