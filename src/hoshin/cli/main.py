"""``hoshin``: the commands and their arguments. Each command imports what it needs when it runs."""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import sys
from collections.abc import Sequence

from hoshin import __version__
from hoshin.cli.analytics_arguments import ANALYTICS_ARGUMENTS
from hoshin.cli.exits import CLEAN, FAULT, PROBLEMS, StopError

_COMMANDS = {
    "check": ("checking", "計画フォルダの誤りと食い違いを調べる / find errors and contradictions"),
    "evaluate": ("evaluating", "すべての目標を判定する / judge every target"),
    "show": ("showing", "一つの指標を、使う計画ごとに示す / show one indicator in all its plans"),
    "explain": ("showing", "一つの目標の判定を説明する / explain one judged target"),
    "site": ("sites", "公開サイトを作る / build the public site"),
    "report": (
        "reporting",
        "公式の様式に書き出す・帳票を比べる / fill the official forms, compare papers",
    ),
    "serve": ("serving", "作ったサイトを手元で見る / look at a built site on this machine"),
    "release": ("releasing", "判定した公開データを作る / make a judged, immutable release"),
    "verify": ("releasing", "公開データが変わっていないか確かめる / prove a release unaltered"),
    "diff": ("releasing", "二つの公開データの違いを言う / say what changed between two releases"),
    "import": (
        "importing",
        "文書を読み、計画フォルダへの提案を示す / read documents into a proposal for a folder",
    ),
    "measure": (
        "measuring",
        "生の記録から実績を数え、提案を示す / count observations from raw records into a proposal",
    ),
    "forecast": ("forecasting", "目標年の見込みを示す / an estimate for a target's year"),
    "nation": ("nation", "全国の計画をまとめて判定し、比べる / judge and compare a whole nation"),
    "find": ("finding", "文書の文を探し、場所を示す / find words in documents and cite the place"),
    "load": (
        "keeping",
        "計画フォルダを業務画面のデータベースに読み込む / load a plan folder into the workplace",
    ),
    "dump": (
        "keeping",
        "データベースの計画を計画フォルダに書き出す / write the workplace's plan as a folder",
    ),
    "backup": ("keeping", "すべてを一つのファイルに保存する / keep everything in one file"),
    "restore": ("keeping", "保存したファイルから戻す / bring everything back from such a file"),
    "workplace": (
        "workplace",
        "職員の業務画面を動かす / run the workplace of the staff",
    ),
    "passages": (
        "finding",
        "文書の文を、番号の付いたJSON Linesに書き出す / write passages with stable ids",
    ),
    "mcp": ("mcp_server", "問い合わせるプログラムに答える(MCP) / answer a program that asks"),
    "new": ("starting", "新しい計画フォルダを作る / make a new plan folder"),
    "tidy": (
        "starting",
        "計画フォルダを整えて書き直す / rewrite a plan folder in its canonical form",
    ),
}

# Commands whose name no Python function can have.
_FUNCTIONS = {"import": "import_documents"}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hoshin",
        description="Hoshin 方針: 市の計画をデータとして持ち、正確に判定し、公開する。 "
        "A city's plans as data: checked, judged exactly, published.",
        epilog="はじめに / to begin: hoshin evaluate examples/kumamoto",
    )
    parser.add_argument("--version", action="version", version=f"hoshin {__version__}")
    language_help = "表示の言語 / language of what is printed"
    parser.add_argument("--lang", choices=("ja", "en"), default=_language(), help=language_help)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    made = {
        name: commands.add_parser(name, help=text, description=text)
        for name, (_, text) in _COMMANDS.items()
    }

    for one in made.values():
        # Without a default here, the language asked for before the command is kept.
        one.add_argument(
            "--lang", choices=("ja", "en"), default=argparse.SUPPRESS, help=language_help
        )

    def folder(name: str, **more: object) -> None:
        made[name].add_argument("folder", help="計画フォルダ / plan folder", **more)  # type: ignore[arg-type]

    def as_of(name: str) -> None:
        made[name].add_argument(
            "--as-of",
            metavar="YYYY-MM-DD",
            help="判定の基準日(なければフォルダの as_of) / day of judgement "
            "(else the folder's own as_of)",
        )

    folder("check")
    as_of("check")
    made["check"].add_argument("--format", choices=("text", "json", "sarif"), default="text")
    made["check"].add_argument(
        "--all", action="store_true", help="注記も一つずつ示す / list the notes one by one too"
    )
    folder("evaluate")
    as_of("evaluate")
    made["evaluate"].add_argument("--plan", help="この計画だけ / this plan only")
    made["evaluate"].add_argument("--format", choices=("table", "json", "csv"), default="table")
    made["show"].add_argument("indicator", help="指標のIDか名称の一部 / id, or part of the name")
    folder("show", nargs="?", default=".")
    as_of("show")
    made["explain"].add_argument("target", help="目標のID / id of a target listing")
    folder("explain", nargs="?", default=".")
    as_of("explain")
    folder("site")
    as_of("site")
    made["site"].add_argument(
        "-o", "--output", required=True, metavar="DIR", help="書き出す先 / where to"
    )
    made["site"].add_argument(
        "--many",
        action="store_true",
        help="公開データを集めたフォルダから、市を並べて見るサイトを作る / "
        "the folder holds several releases: one site of all, with common indicators side by side",
    )
    made["site"].add_argument(
        "--address",
        metavar="URL",
        help="公開するアドレス（https://…/）。サイトマップと、共有したときの絵を加える / where it "
        "will stand on the web: adds a site map and what shared links show",
    )
    made["site"].add_argument(
        "--since",
        metavar="OLD_RELEASE",
        help="前の公開データ。変わったところのページを加える / an earlier release: adds a page "
        "of what changed since",
    )
    made["report"].add_argument(
        "form", nargs="?", metavar="FORM", help="様式（--list で一覧） / form, see --list"
    )
    made["report"].add_argument(
        "folder", nargs="?", help="公開データか計画フォルダ / a release or a plan folder"
    )
    as_of("report")
    made["report"].add_argument(
        "-o", "--output", metavar="FILE", help="書き出す先 / file, with --all a folder to write to"
    )
    made["report"].add_argument("--plan", metavar="ID", help="この計画で作る / about this plan")
    made["report"].add_argument(
        "--paper-lang", choices=("ja", "en"), default="ja", help="帳票の言語 / language of papers"
    )
    made["report"].add_argument(
        "--replace", action="store_true", help="あるファイルに書きかえる / write over what is there"
    )
    what = made["report"].add_mutually_exclusive_group()
    what.add_argument("--list", action="store_true", help="様式の一覧 / list the forms")
    what.add_argument("--all", action="store_true", help="すべて作る / make every paper")
    what.add_argument(
        "--compare",
        action="store_true",
        help="帳票どうしの食い違いを示す / show where papers disagree",
    )
    made["report"].add_argument(
        "--since",
        metavar="OLD_RELEASE",
        help="--compare で前の公開データとも比べる / an earlier release to compare with too",
    )
    made["report"].add_argument(
        "--papers",
        nargs="+",
        metavar="FILE",
        help="--compare で、作った帳票のファイルかフォルダも読んで比べる / "
        "papers, or folders of them, to read and compare too",
    )
    folder("release")
    as_of("release")
    made["release"].add_argument(
        "-o", "--output", required=True, metavar="RELEASE", help="書き出す先 / where to write"
    )
    for name in ("release", "site"):
        made[name].add_argument(
            "--forecast",
            action=argparse.BooleanOptionalAction,
            help="見込み(推計)も公開する。無ければフォルダの設定に従う / publish forecasts "
            "(estimates) too; else as the folder is set",
        )
    made["verify"].add_argument("folder", metavar="RELEASE", help="公開データ / a release")
    made["diff"].add_argument("old", metavar="OLD", help="前の公開データ / the earlier release")
    made["diff"].add_argument("new", metavar="NEW", help="後の公開データ / the later release")
    made["diff"].add_argument("--format", choices=("text", "json"), default="text")
    made["serve"].add_argument("folder", metavar="DIR", help="作ったサイト / a built site")
    made["serve"].add_argument(
        "--port", type=int, default=8000, help="ポート番号 / port (0: any free)"
    )
    folder("load")
    as_of("load")
    for name in ("load", "dump", "backup", "restore"):
        made[name].epilog = (
            "データの場所は環境変数 HOSHIN_DATA（なければ ./hoshin-data）、別のデータベースは "
            "HOSHIN_DATABASE（postgresql://…）で指定します。 / HOSHIN_DATA names the folder of the "
            "workplace's data (else ./hoshin-data), HOSHIN_DATABASE another database "
            "(postgresql://...)."
        )
    made["dump"].add_argument("folder", metavar="DIR", help="書き出す先 / where to write")
    for name in ("backup", "restore"):
        made[name].add_argument("file", metavar="FILE", help="保存ファイル / the file of a backup")
    made["workplace"].add_argument(
        "--host", default="127.0.0.1", help="受け付けるアドレス / address"
    )
    made["workplace"].add_argument("--port", type=int, default=8080, help="ポート番号 / port")
    made["workplace"].add_argument(
        "--workers", type=int, default=2, help="プロセスの数 / processes"
    )
    made["workplace"].add_argument(
        "--demo",
        metavar="FOLDER",
        help="この計画フォルダで、見本の入力と役割ごとのアカウントのお試しを作る / a trial of this "
        "plan folder, with sample figures and an account for each role",
    )
    made["workplace"].add_argument(
        "--public-port",
        type=int,
        default=8000,
        help="お試しの公開サイトのポート番号 / port of the trial's public site",
    )
    made["workplace"].add_argument(
        "--data",
        default="build/trial",
        metavar="DIR",
        help="お試しのデータを置く場所 / where the trial keeps its data",
    )
    made["new"].add_argument("folder", metavar="DIR", help="作るフォルダ / folder to make")
    made["new"].add_argument("--name", help="市の名(なければフォルダの名) / name of the city")
    made["new"].add_argument("--name-en", default="", help="英語の市名 / its English name")
    folder("tidy")
    made["import"].add_argument("files", nargs="+", metavar="FILE", help="文書 / documents")
    made["import"].add_argument(
        "--into", required=True, metavar="FOLDER", help="計画フォルダ / plan folder"
    )
    made["import"].add_argument("--plan", help="新しい行が属する計画 / plan of the new rows")
    made["import"].add_argument("--format", choices=("table", "json"), default="table")
    made["import"].add_argument(
        "--all", action="store_true", help="確認だけの行も示す / list confirmed rows too"
    )
    made["import"].add_argument(
        "--review", metavar="XLSX", help="判断用のブックを書く / write a workbook to decide in"
    )
    made["import"].add_argument(
        "--layout",
        action="append",
        default=[],
        metavar="TOML",
        help="このレイアウトで表や様式を読む(何度でも) / read tables and forms by this layout "
        "(may be repeated)",
    )
    made["import"].add_argument(
        "--learn",
        metavar="TOML",
        help="フォルダの値と見比べてレイアウトを書く / write the layout that the folder's figures "
        "teach",
    )
    taking = made["import"].add_mutually_exclusive_group()
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
    for name, add_arguments in ANALYTICS_ARGUMENTS.items():
        add_arguments(made[name])
    made["find"].add_argument("query", help="探す語(空白で区切る) / words, parted by blanks")
    made["find"].add_argument(
        "--in",
        dest="places",
        nargs="+",
        default=["."],
        metavar="FOLDER_OR_FILE",
        help="文書かそのフォルダ / documents, or folders that hold them",
    )
    made["find"].add_argument(
        "--index",
        metavar="SQLITE",
        help="読んだ文書を残し、次から速くする / keep what was read, to find faster next time",
    )
    made["find"].add_argument("--limit", type=int, default=50, help="示す件数 / how many to show")
    made["find"].add_argument("--format", choices=("text", "json"), default="text")
    made["passages"].add_argument(
        "places", nargs="+", metavar="FOLDER_OR_FILE", help="文書かそのフォルダ / documents"
    )
    made["passages"].add_argument(
        "-o", "--output", metavar="JSONL", help="書き出す先(なければ画面) / where to (else shown)"
    )
    folder("mcp")
    as_of("mcp")
    made["mcp"].add_argument(
        "--documents",
        nargs="+",
        default=[],
        metavar="FOLDER_OR_FILE",
        help="探せるようにする文書 / documents to find passages in",
    )
    made["mcp"].add_argument(
        "--index", metavar="SQLITE", help="読んだ文書を残す索引 / keep what was read here"
    )
    return parser


def _language() -> str:
    """English where the terminal's language is English, else Japanese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.startswith("en") else "ja"
    return "ja"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 clean, 1 problems of level error, 2 bad use."""
    # Windows and minimal systems may have a terminal encoding without Japanese: never crash on it.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = _parser().parse_args(arguments)
    module = importlib.import_module(f"hoshin.cli.{_COMMANDS[given.command][0]}")
    try:
        return int(getattr(module, _FUNCTIONS.get(given.command, given.command))(given))
    except StopError as stop:
        return stop.code
    except ModuleNotFoundError as missing:
        from hoshin.cli.extras import say_missing

        said = say_missing(given, missing)
        return _fault(missing) if said is None else said
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output (head, less) has gone: not a problem of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except OSError as refused:
        print(_said_of_file(refused), file=sys.stderr)
        return PROBLEMS
    except Exception as fault:
        return _fault(fault)


def _said_of_file(refused: OSError) -> str:
    """What the system refused, in both languages; of a full disk, what to do about it."""
    if refused.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            "ディスクに空きがありません。空きを作ってから、もう一度実行してください。 / "
            "The disk is full. Make room on it, then run this again."
        )
    name = f"{refused.filename} " if refused.filename else ""
    return (
        f"ファイルを扱えませんでした / a file could not be handled: {name}"
        f"({refused.strerror or refused})"
    )


def _fault(fault: Exception) -> int:
    """Say that the program is wrong and how to report it; called while the fault is handled."""
    if os.environ.get("HOSHIN_TRACEBACK"):
        raise fault
    print(
        f"Hoshin 自身の不具合です / this is a fault of Hoshin itself: "
        f"{type(fault).__name__}: {fault}\n"
        "HOSHIN_TRACEBACK=1 を付けて実行した結果を添えて知らせてください / "
        "please report it with the output of HOSHIN_TRACEBACK=1.",
        file=sys.stderr,
    )
    return FAULT


if __name__ == "__main__":
    sys.exit(main())
