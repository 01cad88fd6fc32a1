"""``hoshin import``: documents read into a proposal; applied only when asked to."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hoshin.cli import opening
from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS
from hoshin.cli.imported import MOST_LISTED, Imported, print_imported
from hoshin.cli.output import console, print_problems, progress, say
from hoshin.domain.city import City
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.proposals import Proposal
from hoshin.domain.words import Words
from hoshin.engine.checks import check
from hoshin.exchange.folder import FolderInTheWayError, read_folder, write_folder
from hoshin.importers.applying import Decisions, apply_proposal
from hoshin.importers.document import Document, DocumentReading
from hoshin.importers.layouts.applying import recognise_with
from hoshin.importers.layouts.learning import learn
from hoshin.importers.layouts.model import Layout
from hoshin.importers.layouts.toml_text import read_layout, write_layout
from hoshin.importers.open_sdg.propose import propose_repository
from hoshin.importers.open_sdg.repository import is_repository, read_repository
from hoshin.importers.propose import propose
from hoshin.importers.readers.guarded import Progressed, read_files


def import_documents(given: Namespace) -> int:
    """Read documents, print what they would do to a folder, and apply it when asked to."""
    folder = Path(given.into)
    reading = read_folder(folder)
    if reading.city is None or reading.has_errors:
        errors = [one for one in reading.problems if one.level is ProblemLevel.ERROR]
        print_problems(errors, given.lang, to_stderr=True)
        return PROBLEMS
    city = reading.city
    if given.plan and given.plan not in {one.id for one in city.plans}:
        say(
            given.lang,
            f"「{given.plan}」という計画はフォルダにありません。plans.csv のIDを書いてください。",
            f'The folder has no plan "{given.plan}". Write an id of plans.csv.',
            to_stderr=True,
        )
        return BAD_USE
    decided = None
    if given.decisions:
        from hoshin.cli.reviewing import read_decisions

        decided, wrong = read_decisions(Path(given.decisions))
        if wrong:
            print_problems(wrong, given.lang, to_stderr=True)
            return PROBLEMS
    layouts = _layouts(given)
    if layouts is None:
        return PROBLEMS
    results: list[Imported] = []
    documents: list[Document] = []
    paths = [Path(name) for name in given.files]
    with progress(given.lang, "読み取り中", "Reading") as report:

        def tell(done: Progressed) -> None:
            # Of one file its pages, of many files the files.
            if done.files > 1:
                report(done.name, done.file, done.files)
            else:
                report(done.name, done.done, done.total)

        readings = read_files([one for one in paths if not one.is_dir()], progress=tell)
        for path in paths:
            if path.is_dir():
                result = _folder(path, city, given.plan or "", decided)
            else:
                read = next(readings)
                result = _one(path.name, read, city, given.plan or "", decided, layouts)
                if read.document is not None and given.learn:
                    documents.append(read.document)
            results.append(result)
            if result.applied is not None:
                city = result.applied.city
    proposals = [one.proposal for one in results if one.proposal is not None]
    if given.review:
        from hoshin.cli.reviewing import write_review

        if proposals:
            Path(given.review).write_bytes(write_review(proposals, given.lang, reading.city))
    print_imported(given, results)
    failed = any(one.proposal is None for one in results)
    if given.review and proposals:
        say(
            given.lang,
            f"確認用のブックを {given.review} に書きました。決定の列を選んで保存し、"
            f"--decisions {given.review} を付けて読み込んでください。",
            f"Wrote the workbook to decide in to {given.review}. Choose in its column of "
            f"decisions, save, and import again with --decisions {given.review}.",
            to_stderr=True,
        )
    if given.accept or given.decisions:
        _say_what_waits(given, results)
        written = write_applied(given, reading.city, city, folder)
        if written != CLEAN:
            return written
    if given.learn:
        # What was taken just now is known too; rows that still wait for a decision are not.
        taken = city if given.accept or given.decisions else reading.city
        if not _learn(given, documents, taken):
            return PROBLEMS
    return PROBLEMS if failed else CLEAN


def _say_what_waits(given: Namespace, results: Sequence[Imported]) -> None:
    """Say how many rows are not written, for they need a decision or follow one that does."""
    applied = [one.applied for one in results if one.applied is not None]
    waiting = sum(len(one.waiting) for one in applied)
    held_back = sum(len(one.held_back) for one in applied)
    if given.accept and waiting:
        say(
            given.lang,
            f"判断が要る{waiting}行と、それに続く{held_back}行は書いていません。"
            "--review decide.xlsx を付けて読み込み、ブックの「決定」を選んで保存し、"
            "--decisions decide.xlsx を付けて読み込んでください。",
            f"{waiting} rows that need a decision, and {held_back} that follow from them, are not "
            "written. Import with --review decide.xlsx, choose in its column of decisions, save, "
            "and import with --decisions decide.xlsx.",
            to_stderr=True,
        )
    elif given.decisions and held_back:
        say(
            given.lang,
            f"採用しなかった行に続く{held_back}行は書いていません。"
            "必要なら、もとの行も採用してください。",
            f"{held_back} rows that follow from rows not taken are not written. If you need them, "
            "take those rows too.",
            to_stderr=True,
        )


def _layouts(given: Namespace) -> list[Layout] | None:
    """The layouts to read with; None when one has a mistake, which is then printed."""
    found: list[Layout] = []
    problems: list[Problem] = []
    for name in given.layout:
        path = Path(name)
        try:
            layout, wrong = read_layout(path.read_text(encoding="utf-8-sig"), path.name)
        except UnicodeDecodeError:
            say(
                given.lang,
                f"「{name}」はUTF-8の文字のファイルではありません。UTF-8で保存し直してください。",
                f'"{name}" is no text in UTF-8. Save it again as UTF-8.',
                to_stderr=True,
            )
            return None
        problems.extend(wrong)
        if layout is not None:
            found.append(layout)
    if problems:
        print_problems(problems, given.lang, to_stderr=True)
        return None
    return found


def _learn(given: Namespace, documents: Sequence[Document], city: City) -> bool:
    """Write the layout that these documents and the city's figures teach; whether there is one."""
    path = Path(given.learn)
    learnt = [learn(document, city, path.name) for document in documents]
    print_problems(
        [problem for one in learnt for problem in one.problems],
        given.lang,
        with_notes=True,
        to_stderr=True,
    )
    layouts = [one.layout for one in learnt if one.layout is not None]
    if not layouts:
        return False
    taught = Layout(
        tables=tuple(table for one in layouts for table in one.tables),
        forms=tuple(form for one in layouts for form in one.forms),
    )
    remark = (
        f"{'、'.join(one.name for one in documents)} から学んだレイアウト。見て、直して使う。\n"
        "Learnt from a first import. Look it over; edit it as you need."
    )
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(write_layout(taught, remark), encoding="utf-8")
    fresh.replace(path)
    say(
        given.lang,
        f"レイアウトを {path} に書きました。来年は --layout {path} を付けて読み込んでください。",
        f"Wrote the layout to {path}. Next year, import with --layout {path}.",
        to_stderr=True,
    )
    return True


def _one(
    name: str,
    read: DocumentReading,
    city: City,
    plan: str,
    decided: dict[str, Decisions] | None,
    layouts: Sequence[Layout],
) -> Imported:
    if read.document is None:
        return Imported(name, None, read.problems, None)
    findings = recognise_with(read.document, layouts)
    proposal = propose(read.document, city, plan=plan, problems=read.problems, findings=findings)
    return _applied(name, proposal, city, decided)


def _folder(path: Path, city: City, plan: str, decided: dict[str, Decisions] | None) -> Imported:
    """A folder is a repository of Open SDG, or nothing that can be imported."""
    if not is_repository(path):
        return Imported(path.name, None, (_not_a_repository(path),), None)
    proposal = propose_repository(read_repository(path), city, plan=plan)
    return _applied(path.resolve().name, proposal, city, decided)


def _applied(
    name: str, proposal: Proposal, city: City, decided: dict[str, Decisions] | None
) -> Imported:
    decisions = None if decided is None else decided.get(proposal.sha256, Decisions(frozenset()))
    return Imported(name, proposal, proposal.problems, apply_proposal(city, proposal, decisions))


def _not_a_repository(path: Path) -> Problem:
    return Problem(
        code="folder-not-a-repository",
        level=ProblemLevel.ERROR,
        place=Place(file=path.name),
        sentence=Words(
            "フォルダです。Open SDGのデータのリポジトリ(data/indicator_1-1-1.csv など)では"
            "ありません。",
            "This is a folder, and no Open SDG data repository (data/indicator_1-1-1.csv …).",
        ),
        hint=Words(
            "文書はファイルで指定してください(フォルダの中を全部なら フォルダ/*)。",
            "Name the documents themselves (FOLDER/* for all of a folder).",
        ),
    )


def write_applied(given: Namespace, before: City, after: City, folder: Path) -> int:
    """Write the folder, unless the result would have an error that it did not have before."""
    as_of = opening.day_of_judgement(given, after)
    errors = _errors(after, as_of) - _errors(before, as_of)
    if errors:
        for code, row in sorted(errors)[:MOST_LISTED]:
            console(to_stderr=True).print(f"{code} [{row}]", markup=False)
        say(
            given.lang,
            "このまま書くとフォルダに誤りができるため、書きませんでした。",
            "Writing this would put errors into the folder, so nothing was written.",
            to_stderr=True,
        )
        return PROBLEMS
    if after == before:
        say(
            given.lang,
            "フォルダに書くことはありません。",
            "There is nothing to write.",
            to_stderr=True,
        )
        return CLEAN
    try:
        write_folder(after, folder)
    except FolderInTheWayError:
        return BAD_USE
    say(
        given.lang,
        f"「{folder}」に書きました。hoshin check {folder} で確かめてください。",
        f'Written to "{folder}". Look with: hoshin check {folder}',
        to_stderr=True,
    )
    return CLEAN


def _errors(city: City, as_of: date) -> set[tuple[str, str]]:
    return {
        (one.code, one.place.row_id)
        for one in check(city, as_of)
        if one.level is ProblemLevel.ERROR
    }
