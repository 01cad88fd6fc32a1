"""What the command line prints: problems, tables, progress on work longer than a second."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from hoshin.domain.problems import Problem, ProblemLevel

_LEVEL_WORDS = {
    ProblemLevel.ERROR: ("誤り", "error"),
    ProblemLevel.WARNING: ("警告", "warning"),
    ProblemLevel.NOTE: ("注記", "note"),
}
_STYLES = {
    ProblemLevel.ERROR: "bold red",
    ProblemLevel.WARNING: "yellow",
    ProblemLevel.NOTE: "cyan",
}
_LONG_WORK_SECONDS = 1.0

Report = Callable[[str, int, int], None]


def console(*, to_stderr: bool = False) -> Console:
    """A console that never wraps output that goes to a file or a pipe."""
    stream = sys.stderr if to_stderr else sys.stdout
    width = None if stream.isatty() else 200
    return Console(file=stream, highlight=False, soft_wrap=True, width=width, emoji=False)


@contextmanager
def progress(lang: str, ja: str, en: str) -> Iterator[Report]:
    """A progress bar on standard error that appears once the work takes longer than a second.

    It appears even while a single step lasts: what was told last is shown when the second is over.
    """
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[what]}"),
        TimeElapsedColumn(),
        console=console(to_stderr=True),
        transient=True,
    )
    task = bar.add_task(ja if lang == "ja" else en, total=None, what="")
    appearing = threading.Timer(_LONG_WORK_SECONDS, bar.start)

    def report(what: str, done: int, total: int) -> None:
        bar.update(task, completed=done, total=total, what=what)

    if not sys.stderr.isatty():
        yield report
        return
    appearing.start()
    try:
        yield report
    finally:
        appearing.cancel()
        appearing.join()  # the bar may be about to appear
        bar.stop()


def place_text(problem: Problem) -> str:
    """Where a problem is, as ``targets.csv:12 goal_value [id] (doc-x lines 3-4)``."""
    place = problem.place
    text = place.file + (f":{place.line}" if place.line else "")
    if place.column:
        text += f" {place.column}"
    if place.row_id:
        text += f" [{place.row_id}]"
    if place.source:
        text += f" ({' '.join(part for part in (place.source, place.locator) if part)})"
    return text


def print_problems(
    problems: Sequence[Problem], lang: str, *, with_notes: bool = False, to_stderr: bool = False
) -> None:
    """Print problems by level, errors last where the eye rests, and how many of each there are."""
    out = console(to_stderr=to_stderr)
    japanese = lang == "ja"
    for level in reversed(ProblemLevel):
        if level is ProblemLevel.NOTE and not with_notes:
            continue
        for one in problems:
            if one.level is not level:
                continue
            word = _LEVEL_WORDS[level][0 if japanese else 1]
            known = ("・既知" if japanese else ", known") if one.known else ""
            out.print(f"[{_STYLES[level]}]{word}{known}[/] {one.code}", end="  ")
            out.print(place_text(one), style="dim", markup=False)
            out.print(f"  {one.sentence_ja if japanese else one.sentence_en}", markup=False)
            hint = one.hint_ja if japanese else one.hint_en
            if hint:
                out.print(f"  → {hint}", style="dim", markup=False)
    counted = Counter(one.level for one in problems)
    known_count = sum(one.known for one in problems)
    if japanese:
        text = "、".join(f"{_LEVEL_WORDS[level][0]} {counted[level]}件" for level in ProblemLevel)
        text += f"（うち既知 {known_count}件）" if known_count else ""
        if counted[ProblemLevel.NOTE] and not with_notes:
            text += "。注記は --all で示します"
        out.print(f"{text}。", markup=False)
    else:
        text = ", ".join(
            f"{counted[level]} {_LEVEL_WORDS[level][1]}{'' if counted[level] == 1 else 's'}"
            for level in ProblemLevel
        )
        text += f" ({known_count} of them known)" if known_count else ""
        if counted[ProblemLevel.NOTE] and not with_notes:
            text += "; --all lists the notes"
        out.print(f"{text}.", markup=False)


def say(lang: str, ja: str, en: str, *, to_stderr: bool = False) -> None:
    """Print one sentence in the chosen language."""
    console(to_stderr=to_stderr).print(ja if lang == "ja" else en, markup=False)
