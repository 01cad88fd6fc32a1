"""The arguments of the commands that compute: measure, forecast, nation. Imports nothing heavy."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError

_FOLDER = "計画フォルダ / plan folder"
_AS_OF = "判定の基準日 / day of judgement"


_SIZE = re.compile(r"[0-9]+(?:\.[0-9]+)? ?(?:[KMGT]i?B)", re.ASCII)


def _size(text: str) -> str:
    """A size as DuckDB reads it, such as ``2GB``."""
    if not _SIZE.fullmatch(text):
        raise ArgumentTypeError(
            f"「{text}」は大きさとして読めません。2GB や 500MB のように書いてください。 / "
            f'"{text}" is no size: write it like 2GB or 500MB'
        )
    return text


def _measure(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("folder", help=_FOLDER)
    add("--evidence", required=True, metavar="DIR", help="生の記録のフォルダ / raw records")
    add("--period", metavar="PERIOD", help="FY2025、2025-04 など / one period only")
    add("--only", metavar="MEASUREMENT", help="この算定だけ / this measurement only")
    add("--as-of", metavar="YYYY-MM-DD", help=_AS_OF)
    add(
        "--live",
        action="store_true",
        help="最新の日を見るだけ(人の記録には使えない) / look at the "
        "newest day, for records behind which no person stands",
    )
    add("--format", choices=("table", "json"), default="table")
    add("--all", action="store_true", help="確認だけの行も示す / list confirmed rows too")
    add("--review", metavar="XLSX", help="判断用のブックを書く / write a workbook to decide in")
    taking = parser.add_mutually_exclusive_group()
    taking.add_argument(
        "--accept",
        action="store_true",
        help="判断の要らない行をフォルダに書く / write the rows that need no decision",
    )
    taking.add_argument(
        "--decisions",
        metavar="XLSX",
        help="判断済みのブックで採用した行を書く / write the rows taken in a reviewed workbook",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--spark", metavar="MASTER", help="Sparkで計算する / compute on Spark: spark://host:7077"
    )
    where.add_argument(
        "--connection",
        metavar="ADDRESS",
        help="記録のあるデータベース。--evidence には実行の記録だけを置く / the database of the "
        "records, postgresql://user@host/db; --evidence then only keeps the records of runs",
    )
    add(
        "--timeout",
        type=float,
        default=600,
        metavar="SECONDS",
        help="一つの問い合わせの上限 / the longest that one query may take (600)",
    )
    add(
        "--memory",
        type=_size,
        default="2GB",
        metavar="SIZE",
        help="使うメモリの上限 / most memory (2GB)",
    )
    add("--spill", metavar="DIR", help="入りきらない分の置き場 / where what does not fit is put")
    add(
        "--spill-limit",
        type=_size,
        metavar="SIZE",
        help="置き場の上限 / most disk for that, such as 20GB",
    )


def _forecast(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("indicator", help="指標のIDか名称の一部、all で全部 / id or part of the name; all for all")
    add("folder", nargs="?", default=".", help=_FOLDER)
    add("--as-of", metavar="YYYY-MM-DD", help=_AS_OF)
    add(
        "--sample-size",
        type=int,
        metavar="N",
        help="調査の回答数。標本誤差を示す / answers of a survey: shows the sampling error",
    )
    add("--format", choices=("text", "json"), default="text")


def _nation(parser: ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="nation_command", metavar="build|query", required=True)
    build = parts.add_parser("build", help="判定して公開用の形にまとめる / judge and lay out")
    build.add_argument("source", metavar="DIR", help="Parquetのフォルダ / folder of Parquet files")
    build.add_argument("-o", "--output", required=True, metavar="DIR", help="書き出す先 / where to")
    build.add_argument(
        "--scheme",
        default="kitakyushu-strategy-h29",
        metavar="SCHEME",
        help="評価区分 / scheme of grades",
    )
    build.add_argument(
        "--memory", type=_size, default="2GB", metavar="SIZE", help="メモリの上限 / most memory"
    )
    build.add_argument(
        "--spark",
        metavar="MASTER",
        help="結合・判定・並べ替えをSparkで行う / join, judge and sort on Spark: spark://host:7077",
    )
    query = parts.add_parser(
        "query", help="順位・分布・似た市を見る / ranking, distribution, peers"
    )
    query.add_argument("nation", metavar="DIR", help="nation build の結果 / what build wrote")
    query.add_argument("indicator", help="指標のID / id of an indicator")
    query.add_argument("--city", metavar="CODE", help="市町村コード / municipal code")
    query.add_argument(
        "--peers",
        choices=("designated", "size", "prefecture", "all"),
        default="all",
        help="比べる相手 / whom to compare with",
    )
    query.add_argument("--limit", type=int, default=10, help="示す件数 / how many to show")
    query.add_argument("--format", choices=("text", "json"), default="text")


ANALYTICS_ARGUMENTS = {"measure": _measure, "forecast": _forecast, "nation": _nation}
