"""The estimate of a series on its chart: one band from the last value to the farthest goal."""

from __future__ import annotations

from hoshin.charts.gathering import GatheredSeries
from hoshin.charts.specification import Band, BandYear
from hoshin.domain.forecasts import INTERVAL_PERCENT, Forecast, ForecastScore
from hoshin.domain.units import read_unit
from hoshin.engine.exact import as_fraction, round_half_away


def forecasts_of(gathered: GatheredSeries) -> tuple[Forecast, ...]:
    """The published forecasts of the targets of a series, in the order of the targets."""
    known = gathered.city.forecasts
    return tuple(known[one.id] for one in gathered.targets if one.id in known)


def band_of(gathered: GatheredSeries) -> Band | None:
    """The estimate that reaches farthest, in the indicator's unit; None where there is none.

    Estimates of one series differ only in how far they go, so that one band shows all of them.
    """
    estimates = [one for one in forecasts_of(gathered) if one.why_none is None]
    if not estimates:
        return None
    farthest = max(estimates, key=lambda one: len(one.course))
    unit = read_unit(farthest.unit)
    if not unit.converts_to(gathered.unit):
        return None
    factor = unit.factor_to(gathered.unit)
    assert farthest.last_year is not None and farthest.last_value is not None
    return Band(
        start_at=float(farthest.last_year),
        start=as_fraction(farthest.last_value) * factor,
        years=tuple(
            BandYear(
                float(one.year),
                as_fraction(one.point) * factor,
                as_fraction(one.low) * factor,
                as_fraction(one.high) * factor,
            )
            for one in farthest.course
        ),
        caption=_caption(gathered, farthest),
    )


def _caption(gathered: GatheredSeries, one: Forecast) -> str:
    speech, last = gathered.speech, one.at_goal
    assert last is not None
    said = speech.w(
        "series.band",
        year=last.year,
        point=speech.quantity(last.point, one.unit),
        interval=speech.quantity(last.low, one.unit, last.high),
        percent=INTERVAL_PERCENT,
    )
    return said if one.score is None else said + _how_good(gathered, one.score)


def _how_good(gathered: GatheredSeries, score: ForecastScore) -> str:
    """How the method did on the past, which stands wherever an estimate does."""
    return gathered.speech.w(
        "series.band_score",
        tries=f"{score.tries:,}",
        error=score.relative_error,
        held=round_half_away(100 * as_fraction(score.coverage), 0),
    )
