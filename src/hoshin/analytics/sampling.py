"""How sure a single value is: shares from a survey, and small counts.

Like forecasts these are estimates for the reader, not figures that are judged.
"""

from __future__ import annotations

from math import exp, lgamma, log, sqrt

_Z95 = 1.959963984540054


def wilson_interval(share: float, answers: int) -> tuple[float, float]:
    """The 95 % interval of a share of a simple random sample (Wilson 1927).

    ``share`` is 0 to 1. Unlike the textbook's, it holds for few answers and for shares near 0
    and 1. Raises ValueError for no answers or a share outside 0 to 1.
    """
    if answers < 1 or not 0 <= share <= 1:
        raise ValueError("a share of 0 to 1 and at least one answer are needed")
    square = _Z95**2
    middle = (share + square / (2 * answers)) / (1 + square / answers)
    reach = (
        _Z95
        * sqrt(share * (1 - share) / answers + square / (4 * answers**2))
        / (1 + square / answers)
    )
    return max(0.0, middle - reach), min(1.0, middle + reach)


def poisson_interval(count: int) -> tuple[float, float]:
    """The exact 95 % interval of the rate behind a count of independent events (Garwood 1936).

    Raises ValueError for a negative count.
    """
    if count < 0:
        raise ValueError("a count is not negative")
    low = 0.0 if count == 0 else _solve(lambda rate: 1 - _at_most(count - 1, rate), 0.025, count)
    high = _solve(lambda rate: 1 - _at_most(count, rate), 0.975, count)
    return low, high


def _at_most(count: int, rate: float) -> float:
    """The chance of at most so many events."""
    if rate == 0:
        return 1.0
    return sum(exp(n * log(rate) - rate - lgamma(n + 1)) for n in range(count + 1))


def _solve(rising: object, wanted: float, count: int) -> float:
    """The rate at which a rising function of it has the wanted value, by halving."""
    assert callable(rising)
    low, high = 0.0, count + 10 * sqrt(count + 1) + 10
    for _ in range(100):
        middle = (low + high) / 2
        if rising(middle) < wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2
