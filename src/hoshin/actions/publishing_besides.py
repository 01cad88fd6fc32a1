"""What is published besides the tables: definitions of measurements, and forecasts if wanted."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec

from hoshin.actions.refusals import NotNowError
from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words
from hoshin.exchange.package import FILE_NAME, publishes_forecasts
from hoshin.storage.evidence import open_evidence
from hoshin.storage.plan import kept_besides


def own_definitions(city: City) -> dict[str, bytes]:
    """The definitions that the city's measurements name, as far as the workplace keeps them."""
    kept = kept_besides().get("files", {})
    found = {}
    for name in sorted({one.definition for one in city.measurements} & kept.keys()):
        with open_evidence(kept[name]) as file:
            found[name] = file.read()
    return found


def own_forecasts(city: City, as_of: date) -> tuple[Forecast, ...] | None:
    """The forecasts that the city publishes; None where its folder does not say so.

    Raises NotNowError where they are wanted and what makes them is not installed.
    """
    if not publishes_forecasts(kept_besides().get("descriptor", {})):
        return None
    if find_spec("numpy") is None:
        raise NotNowError(_not_installed())
    from hoshin.analytics.published_forecasts import published_forecasts

    return published_forecasts(city, as_of)


def _not_installed() -> Problem:
    return Problem(
        code="release-forecasts-not-installed",
        level=ProblemLevel.ERROR,
        place=Place(file=FILE_NAME),
        sentence=Words(
            "見込み(推計)を公開する設定ですが、それを計算する部品がありません。",
            "Forecasts are to be published, but what makes them is not installed.",
        ),
        hint=Words(
            "make analytics で入れるか、datapackage.json の forecasts をfalse にしてください。",
            "Install it with make analytics, or set forecasts to false in datapackage.json.",
        ),
    )
