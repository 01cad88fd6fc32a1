"""Rules: what a kind of problem is called, how much it matters, and why it is looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.rows import Row
from hoshin.domain.words import Words
from hoshin.engine.checks.facts import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of the catalogue: a stable code, a level, a title, and why it matters."""

    code: str
    level: ProblemLevel
    title: Words
    why: Words

    def problem(
        self, place: Place, sentence: Words, hint: Words, related: Iterable[str] = ()
    ) -> Problem:
        """A problem of this kind; ``related`` are the other rows that take part, each once."""
        others = tuple(one for one in dict.fromkeys(related) if one != place.row_id)
        return Problem(
            code=self.code,
            level=self.level,
            place=place,
            sentence=sentence,
            hint=hint,
            related=others,
        )


@dataclass(frozen=True, slots=True)
class Check:
    """A function that looks for problems, and the rules of which it may find some."""

    find: Callable[[Facts], Iterator[Problem]]
    rules: tuple[Rule, ...]


def at(table: str, row: Row, column: str = "") -> Place:
    """The place of a row; the room that knows files adds the line."""
    return Place(
        file=table, row_id=row.id, column=column, source=row.source or "", locator=row.locator
    )


def error(code: str, title: Words, why: Words) -> Rule:
    """A rule about what breaks the folder."""
    return Rule(code=code, level=ProblemLevel.ERROR, title=title, why=why)


def warning(code: str, title: Words, why: Words) -> Rule:
    """A rule about a contradiction in the documents or between them."""
    return Rule(code=code, level=ProblemLevel.WARNING, title=title, why=why)


def note(code: str, title: Words, why: Words) -> Rule:
    """A rule about something worth a look."""
    return Rule(code=code, level=ProblemLevel.NOTE, title=title, why=why)
