"""SDMX-CSV gives back every observation of the examples, digit for digit."""

from __future__ import annotations

from pathlib import Path

import pytest

from hoshin.exchange.folder import read_folder
from hoshin.exchange.sdmx import read_observations, write_observations

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.mark.parametrize("name", ["kumamoto", "harbour"])
def test_observations_survive_sdmx(name: str) -> None:
    city = read_folder(EXAMPLES / name).city
    assert city is not None and city.observations
    text = write_observations(city.observations)
    read, problems = read_observations(text)
    assert problems == ()
    assert read == city.observations
    # Equal decimals may print differently: compare the digits too.
    assert [str(one.obs_value) for one in read] == [str(o.obs_value) for o in city.observations]


def test_a_broken_line_is_a_problem_with_its_line_and_the_rest_is_read() -> None:
    city = read_folder(EXAMPLES / "harbour").city
    assert city is not None
    lines = write_observations(city.observations).splitlines(keepends=True)
    broken = city.observations[1].time_period.code
    lines[2] = lines[2].replace(broken, "last year")
    read, problems = read_observations("".join(lines))
    assert [one.place.line for one in problems] == [3]
    assert len(read) == len(city.observations) - 1
