"""``hoshin check``: every error and contradiction of a plan folder, as text, JSON or SARIF."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from hoshin import __version__
from hoshin.cli import opening
from hoshin.cli.exits import CLEAN, PROBLEMS
from hoshin.cli.output import print_problems, say
from hoshin.domain.problems import Problem, ProblemLevel, problem_row
from hoshin.engine.checks import CATALOGUE


def check(given: Namespace) -> int:
    """Check a folder; exit code 1 when a problem of level error was found."""
    reading = opening.read(given)
    problems: tuple[Problem, ...] = reading.problems
    if reading.city is not None:
        as_of = opening.day_of_judgement(given, reading.city)
        problems = opening.Opened(reading, reading.city, as_of).checked()
    if given.format == "json":
        print(json.dumps([problem_row(one) for one in problems], ensure_ascii=False, indent=2))
    elif given.format == "sarif":
        print(json.dumps(_sarif(problems), ensure_ascii=False, indent=2))
    else:
        print_problems(problems, given.lang, with_notes=given.all)
        if reading.has_errors and reading.city is not None:
            say(
                given.lang,
                "読めない行があるので、食い違いはまだ調べていません。誤りを直してからもう一度どうぞ。",
                "Some rows could not be read, so contradictions were not looked for yet. "
                "Mend the errors and check again.",
            )
    return PROBLEMS if any(one.level is ProblemLevel.ERROR for one in problems) else CLEAN


def _sarif(problems: Sequence[Problem]) -> dict[str, Any]:
    """The problems in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS)."""
    codes = sorted({one.code for one in problems})
    return {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "hoshin",
                        "version": __version__,
                        "rules": [_sarif_rule(code) for code in codes],
                    }
                },
                "results": [_sarif_result(one, codes) for one in problems],
            }
        ],
    }


def _sarif_rule(code: str) -> dict[str, Any]:
    rule = CATALOGUE.get(code)
    if rule is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": f"{rule.title.ja} {rule.title.en}"},
        "fullDescription": {"text": f"{rule.why.ja} {rule.why.en}"},
    }


def _sarif_result(one: Problem, codes: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": codes.index(one.code),
        "level": one.level.value,
        "message": {"text": f"{one.sentence_ja} {one.sentence_en} {one.hint_ja} {one.hint_en}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": one.place.file},
                    "region": {"startLine": one.place.line or 1},
                },
                "logicalLocations": [{"name": one.place.row_id or one.place.file}],
            }
        ],
    }
    if one.known:
        result["suppressions"] = [{"kind": "external", "status": "accepted"}]
    return result
