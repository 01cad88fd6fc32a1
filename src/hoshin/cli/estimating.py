"""Forecasts for a release: whether they are published, making them, and proving them again."""

from __future__ import annotations

import json
from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path

from hoshin.cli.exits import BAD_USE, StopError
from hoshin.cli.opening import Opened
from hoshin.cli.output import say
from hoshin.domain.forecasts import Forecast
from hoshin.domain.problems import Place, Problem, ProblemLevel
from hoshin.domain.words import Words
from hoshin.exchange import package
from hoshin.exchange.forecast_table import FORECASTS
from hoshin.exchange.release import open_release


def forecasts_for(given: Namespace, opened: Opened) -> tuple[Forecast, ...] | None:
    """The forecasts that a release of this folder carries; None where none are published.

    ``--forecast`` or ``--no-forecast`` decides, else the folder's own setting. Raises StopError
    where they are wanted and what makes them is not installed.
    """
    wanted = given.forecast
    if wanted is None:
        wanted = _is_set(Path(given.folder))
    if not wanted:
        return None
    if find_spec("numpy") is None:
        say(
            given.lang,
            "見込み(推計)を出すための部品がありません。make analytics で入れるか、--no-forecast を"
            "付けてください。",
            "What makes forecasts is not installed: make analytics adds it, or give --no-forecast.",
            to_stderr=True,
        )
        raise StopError(BAD_USE)
    from hoshin.analytics.published_forecasts import published_forecasts

    return published_forecasts(opened.city, opened.as_of)


def estimated_again(path: Path) -> tuple[Problem, ...]:
    """Make a release's forecasts anew and compare; problems are returned.

    Without what makes forecasts, or without any in the release, there is nothing to compare.
    """
    if not (path / f"{FORECASTS}.csv").is_file() or find_spec("numpy") is None:
        return ()
    release, problems = open_release(path)
    if release is None:
        return problems
    from hoshin.analytics.published_forecasts import published_forecasts

    if published_forecasts(release.city, release.as_of) == release.forecasts:
        return ()
    return (
        Problem(
            code="release-forecast-differs",
            level=ProblemLevel.ERROR,
            place=Place(file=f"{FORECASTS}.csv"),
            sentence=Words(
                "計算し直した見込み(推計)が、公開データの見込みと一致しません。",
                "Estimated again, the forecasts differ from those of the release.",
            ),
            hint=Words(
                "作ったときと同じ版で確かめてください。同じ版で異なるなら、内容が変えられています。",
                "Verify with the version that made it. If they differ too, it was altered.",
            ),
        ),
    )


def _is_set(folder: Path) -> bool:
    text = (folder / package.FILE_NAME).read_text(encoding="utf-8-sig")
    return package.publishes_forecasts(json.loads(text))
