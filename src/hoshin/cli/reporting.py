"""``hoshin report``: the city's papers, filled from one release; a folder is made one first."""

from __future__ import annotations

import os
import tempfile
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hoshin.cli import opening
from hoshin.cli.exits import BAD_USE, CLEAN, PROBLEMS, StopError
from hoshin.cli.output import Report, console, print_problems, progress, say
from hoshin.cli.printed_papers import compare_printed, paper_files, read_papers
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.exchange.attached_forms import read_forms
from hoshin.exchange.release import DATA, MANIFEST, Release, open_release, write_release
from hoshin.reports.comparing import compare_papers, compare_with_earlier
from hoshin.reports.facts import Facts
from hoshin.reports.form_refusals import NO_PLAN_FITS
from hoshin.reports.gathering import gather
from hoshin.reports.making import AnyPaper, PaperKind, list_papers, make_any, paper_codes
from hoshin.reports.paper_order import PaperOrder
from hoshin.reports.papers import named_plan
from hoshin.reports.problems import PaperRefusedError

# What the checks find in comments is said again where the comments are printed.
_OF_COMMENTS = ("stated-change-contradicts",)


@dataclass(frozen=True, slots=True)
class _Opened:
    release: Release
    forms: Mapping[str, bytes]


def report(given: Namespace) -> int:
    """Make one paper, or all; list the forms; or compare what the papers print."""
    if given.list:
        return _list(given)
    if given.all or given.compare:
        given.folder = given.folder or given.form
    elif given.form is None or given.folder is None:
        say(
            given.lang,
            "様式と、公開データか計画フォルダを書いてください。例：hoshin report sdgs-progress "
            "examples/kumamoto -o report.xlsx。一覧は hoshin report --list です。",
            "Name a form and a release or plan folder, for example: hoshin report sdgs-progress "
            "examples/kumamoto -o report.xlsx. See all forms with: hoshin report --list",
            to_stderr=True,
        )
        return BAD_USE
    if given.folder is None:
        say(
            given.lang,
            "公開データか計画フォルダを書いてください。",
            "Name a release or a plan folder.",
            to_stderr=True,
        )
        return BAD_USE
    if not given.compare and given.output is None:
        say(
            given.lang,
            "-o に書き出す先を書いてください。",
            "Say where to write with -o.",
            to_stderr=True,
        )
        return BAD_USE
    with _opened(given, Path(given.folder)) as opened:
        if given.compare:
            return _compare(given, opened)
        with progress(given.lang, "帳票を作成中", "Making papers") as shown:
            facts = gather(opened.release.city, opened.release.as_of, given.paper_lang)
            return (_all if given.all else _one)(given, opened, facts, shown)


@contextmanager
def _opened(given: Namespace, path: Path) -> Iterator[_Opened]:
    """The release that a path names, or one made for the moment of a plan folder."""
    if (path / MANIFEST).is_file():
        yield _open(given, path)
        return
    given.folder = str(path)
    folder = opening.open_for_judgement(given)
    forms, unread = read_forms(path)
    errors = [one for one in folder.checked() if one.level is ProblemLevel.ERROR]
    errors.extend(unread)
    if errors:
        print_problems(errors, given.lang, to_stderr=True)
        raise StopError(PROBLEMS)
    with tempfile.TemporaryDirectory(prefix="hoshin-") as scratch:
        made = Path(scratch) / "release"
        write_release(folder.city, folder.as_of, made, with_parquet=False, forms=forms)
        yield _open(given, made)


def _open(given: Namespace, path: Path) -> _Opened:
    release, problems = open_release(path)
    if release is None:
        print_problems(problems, given.lang, to_stderr=True)
        raise StopError(PROBLEMS)
    forms, unread = read_forms(path / DATA)
    if unread:
        print_problems(unread, given.lang, to_stderr=True)
        raise StopError(PROBLEMS)
    return _Opened(release, forms)


def _list(given: Namespace) -> int:
    """The forms that can be filled: built in, of the city, and papers drawn by program."""
    folder = given.folder or given.form
    own: Mapping[str, bytes] = {}
    if folder is not None:
        path = Path(folder)
        own, _ = read_forms(path / DATA if (path / MANIFEST).is_file() else path)
    papers, problems = list_papers(own)
    if problems:
        print_problems(problems, given.lang, to_stderr=True)
    out = console()
    for one in papers:
        title = one.title_ja if given.lang == "ja" else one.title_en
        mark = (
            ("（市の様式）" if given.lang == "ja" else " (the city's own)")
            if one.kind is PaperKind.OWN
            else ""
        )
        out.print(f"{one.code:<24}{one.suffix[1:]:<6}{title}{mark}", markup=False)
    return CLEAN


def _make(code: str, plan: str, opened: _Opened, facts: Facts, shown: Report) -> AnyPaper:
    order = PaperOrder(
        city=opened.release.city,
        as_of=opened.release.as_of,
        problems=opened.release.problems,
        facts=facts,
        language=facts.language,
        plan=named_plan(facts, plan) if plan else None,
        forecasts=opened.release.forecasts or (),
        progress=shown,
    )
    return make_any(code, order, opened.forms)


def _one(given: Namespace, opened: _Opened, facts: Facts, shown: Report) -> int:
    place = Path(given.output)
    try:
        paper = _make(given.form, given.plan or "", opened, facts, shown)
    except PaperRefusedError as refused:
        print_problems(refused.problems, given.lang, to_stderr=True)
        return PROBLEMS
    if place.is_dir():
        place = place / f"{given.form}{paper.suffix}"
    if place.suffix.lower() != paper.suffix:
        say(
            given.lang,
            f"この様式は {paper.suffix} です。-o のファイル名を {paper.suffix} で終えてください。",
            f"This form is a {paper.suffix} file: end the name after -o with {paper.suffix}.",
            to_stderr=True,
        )
        return BAD_USE
    if not _written(given, place, paper.content):
        return BAD_USE
    about = _of_paper(opened.release, facts, paper)
    if about:
        print_problems(about, given.lang)
    return CLEAN


def _all(given: Namespace, opened: _Opened, facts: Facts, shown: Report) -> int:
    """Every form that some plan of the city fits; the others are named."""
    folder = Path(given.output)
    folder.mkdir(parents=True, exist_ok=True)
    codes = paper_codes(opened.forms)
    found: list[Problem] = []
    failed = False
    for number, code in enumerate(codes, start=1):
        shown(code, number, len(codes))
        try:
            paper = _make(code, given.plan or "", opened, facts, shown)
        except PaperRefusedError as refused:
            if all(one.code == NO_PLAN_FITS for one in refused.problems):
                say(given.lang, *_skipped(code, refused.problems[0]))
                continue
            print_problems(refused.problems, given.lang, to_stderr=True)
            failed = True
            continue
        failed |= not _written(given, folder / f"{code}{paper.suffix}", paper.content)
        found.extend(one for one in _of_paper(opened.release, facts, paper) if one not in found)
    if found:
        print_problems(found, given.lang)
    return PROBLEMS if failed else CLEAN


def _skipped(code: str, why: Problem) -> tuple[str, str]:
    return f"{code}：作りません。{why.sentence_ja}", f"{code}: not made. {why.sentence_en}"


def _of_paper(release: Release, facts: Facts, paper: AnyPaper) -> tuple[Problem, ...]:
    """The paper's own warnings, and what the checks say of the comments in its plan."""
    plan = facts.plan(paper.plan)
    comments = set() if plan is None else {one.id for one in plan.comments}
    of_comments = tuple(
        one for one in release.problems if one.code in _OF_COMMENTS and one.place.row_id in comments
    )
    return (*paper.warnings, *of_comments)


def _written(given: Namespace, place: Path, content: bytes) -> bool:
    """Write a paper whole or not at all; one that is there may have been worked on, and stays."""
    if place.exists() and not given.replace:
        say(
            given.lang,
            f"「{place}」はすでにあります。書きかえるなら --replace を付けてください。",
            f'"{place}" is already there. To write over it, add --replace.',
            to_stderr=True,
        )
        return False
    handle, scratch = tempfile.mkstemp(prefix=f".{place.name}-", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        os.chmod(scratch, 0o644)
        os.replace(scratch, place)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise
    say(given.lang, f"{place} を作りました。", f"Wrote {place}.")
    return True


def _compare(given: Namespace, opened: _Opened) -> int:
    """Say where the papers of a release disagree, and what changed since an earlier release."""
    now = gather(opened.release.city, opened.release.as_of, given.paper_lang)
    found = list(compare_papers(now, opened.release.city, opened.release.problems))
    if given.since is not None:
        with _opened(given, Path(given.since)) as earlier:
            before = gather(earlier.release.city, earlier.release.as_of, given.paper_lang)
            found.extend(compare_with_earlier(before, now))
    if given.papers:
        papers, unread = read_papers(paper_files(given.papers))
        found.extend(unread)
        found.extend(compare_printed(papers, now))
        say(
            given.lang,
            f"帳票 {len(papers)}件を読みました。",
            f"Read {len(papers)} papers.",
        )
    if not found:
        say(given.lang, "食い違いも変更もありません。", "Nothing disagrees and nothing changed.")
        return CLEAN
    print_problems(found, given.lang, with_notes=True)
    return CLEAN
