"""The definitions of a city's measurements: SQL files that a release carries as they are.

A figure that was counted from records can be counted again only with its definition, so the
definition is published with it.
"""

from __future__ import annotations

from pathlib import Path

from hoshin.domain.city import City
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words, named

_LARGEST_DEFINITION = 100_000


def read_definitions(folder: Path, city: City) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The definitions that measurements name, by their path in the folder, and those not there."""
    files: dict[str, bytes] = {}
    problems = []
    for one in city.measurements:
        path = folder / one.definition
        try:
            inside = path.resolve().is_relative_to(folder.resolve())
            if not inside or path.stat().st_size > _LARGEST_DEFINITION:
                raise OSError(one.definition)
            files[one.definition] = path.read_bytes()
        except OSError:
            problems.append(_not_there(one.definition, one.id))
    return dict(sorted(files.items())), tuple(problems)


def _not_there(definition: str, row_id: str) -> Problem:
    return Problem(
        code="release-definition-missing",
        level=ProblemLevel.ERROR,
        place=Place(file=definition, row_id=row_id),
        sentence=Words(
            f"算定の定義「{definition}」が計画フォルダの中にないか、大きすぎます。",
            f'The definition "{definition}" is not in the plan folder, or is too large.',
        ),
        hint=Words(
            named(
                "定義のファイルを置くか、{measurements.csv} の {measurements.definition} "
                "を直してください。"
            ),
            named(
                "Put the file there, or correct {measurements.definition} in {measurements.csv}."
            ),
        ),
    )
