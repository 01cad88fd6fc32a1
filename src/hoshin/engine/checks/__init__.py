"""Checks: what breaks a plan folder, and what its documents say that cannot all be true.

A rule takes a city's rows and what the engine says of them, and gives problems; it names no city
and no document. ``CATALOGUE`` holds one entry for each code.
"""

from __future__ import annotations

from datetime import date

from hoshin.domain.city import City
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.words import Words
from hoshin.engine.achievement import Judge
from hoshin.engine.checks import known
from hoshin.engine.checks.facts import Facts
from hoshin.engine.checks.registry import CATALOGUE, CHECKS
from hoshin.engine.checks.rule import Rule

__all__ = ["CATALOGUE", "Rule", "Words", "check"]

_LEVELS = (ProblemLevel.ERROR, ProblemLevel.WARNING, ProblemLevel.NOTE)


def check(city: City, as_of: date, judge: Judge | None = None) -> tuple[Problem, ...]:
    """Every problem of a city on a day, errors first, then warnings, then notes.

    A problem that a known-error record covers is kept and marked; a record that covers nothing
    any more is a problem itself. Never raises for what a folder may hold. ``judge`` is the one of
    this city and day, where there is one already.
    """
    facts = Facts(city, as_of, judge)
    found = known.mark(facts, (problem for one in CHECKS for problem in one.find(facts)))
    titles = {code: rule.title for code, rule in CATALOGUE.items()}
    cured = known.cured(facts, found, titles)
    return tuple(sorted((*found, *cured), key=lambda problem: _LEVELS.index(problem.level)))
