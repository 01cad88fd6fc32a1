"""Problems of papers and their templates, and how a paper is refused."""

from __future__ import annotations

from collections.abc import Sequence

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words


class PaperRefusedError(Exception):
    """A paper cannot be made; ``problems`` say what a person has to mend, and where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(one.sentence_en for one in problems))
        self.problems = tuple(problems)


def paper_problem(
    code: str,
    sentence: tuple[str, str],
    hint: tuple[str, str],
    *,
    file: str = "",
    spot: str = "",
    level: ProblemLevel = ProblemLevel.ERROR,
) -> Problem:
    """A problem of a paper: sentence and hint in Japanese and English.

    ``file`` is the template, form or paper, ``spot`` the sheet and cell, or the paragraph.
    """
    return Problem(
        code=code,
        level=level,
        place=Place(file=file, column=spot),
        sentence=Words(*sentence),
        hint=Words(*hint),
    )
