"""Problems of measuring: what is wrong with a definition, with evidence, or with a run."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words


def refusal(
    code: str,
    sentence: tuple[str, str],
    hint: tuple[str, str],
    *,
    file: str = "",
    line: int | None = None,
    column: str = "",
    row_id: str = "",
    level: ProblemLevel = ProblemLevel.ERROR,
) -> Problem:
    """A problem whose sentence and hint are given as (Japanese, English)."""
    return Problem(
        code=code,
        level=level,
        place=Place(file=file, line=line, column=column, row_id=row_id),
        sentence=Words(*sentence),
        hint=Words(*hint),
    )


def meant(name: str, known: Iterable[str]) -> tuple[str, str]:
    """The words that suggest the known name most like a mistyped one, or list what there is."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"「{near[0]}」ではありませんか。", f'Did you mean "{near[0]}"?'
    listed = ", ".join(names[:20]) or "-"
    return f"使えるもの: {listed}", f"There are: {listed}"
