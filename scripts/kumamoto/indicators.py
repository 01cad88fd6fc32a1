"""The figures half of the Kumamoto example: indicators, targets, values, links, known errors.

``tables`` gives the tables; ``published_figures`` stand apart because another module adds the
printed totals of money to the same table. Both fail when a figure of the transcription is lost.
"""

from __future__ import annotations

from hoshin.domain.indicators import (
    Aggregation,
    Direction,
    DirectionBasis,
    Indicator,
    ResultLevel,
)
from hoshin.domain.rows import Row
from hoshin.domain.sources import PublishedFigure, PublishedKind
from hoshin.domain.units import Dimension
from scripts.kumamoto import achievements, curated, transcription
from scripts.kumamoto.contributions import contributions
from scripts.kumamoto.known_errors import known_errors
from scripts.kumamoto.links_sdg import sdg_links, sdg_mark_counts
from scripts.kumamoto.observations import observations
from scripts.kumamoto.targets import milestones, targets

# What the transcription holds: 89 listings in 88 printed rows (one row has two goal columns), 60
# yearly targets before the goal's year, one target in running text, 92 actual values.
BASELINES = 88
GOALS = 89
MILESTONES = 60
GOALS_IN_TEXT = 1
ACTUALS = 92
VALUES = BASELINES + GOALS + MILESTONES + GOALS_IN_TEXT + ACTUALS
ACHIEVEMENTS = 22


def tables() -> dict[str, tuple[Row, ...]]:
    """All tables of this half by name, without published figures; ValueError when one is short."""
    found: dict[str, tuple[Row, ...]] = {
        "indicators": indicators(),
        "targets": targets(),
        "milestones": milestones(),
        "observations": observations(),
        "sdg_links": sdg_links(),
        "sdg_mark_counts": sdg_mark_counts(),
        "contributions": contributions(),
        "known_errors": known_errors(),
    }
    _require_every_value()
    return found


def published_figures() -> tuple[PublishedFigure, ...]:
    """The printed achievements, and the one goal that only running text prints."""
    return achievements.published_figures()


def indicators() -> tuple[Indicator, ...]:
    """The indicators to which the 89 listings were resolved, as indicators.csv decides."""
    return tuple(
        Indicator(
            id=row["id"],
            name=row["name"],
            name_en=row["name_en"],
            unit=row["unit"],
            dimension=Dimension(row["dimension"]),
            direction=Direction(row["direction"]),
            direction_basis=DirectionBasis(row["direction_basis"]),
            aggregation=Aggregation(row["aggregation"]),
            result_level=ResultLevel(row["result_level"]),
            publication_lag_years=_whole(row["publication_lag_years"]),
            definition=row["definition"],
            definition_en=row["definition_en"],
            note=row["reason"],
        )
        for row in curated.read("indicators")
    )


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _require_every_value() -> None:
    rows = targets()
    # Two listings of one printed row share its baseline cell.
    baselines = {(row.source, row.locator) for row in rows if row.baseline_value is not None}
    goals = [row for row in rows if row.goal_value is not None or row.goal_text]
    published = published_figures()
    in_text = [row for row in published if row.kind is PublishedKind.OTHER]
    counted = {
        "baselines": (len(baselines), BASELINES),
        "goals": (len(goals), GOALS),
        "milestones": (len(milestones()), MILESTONES),
        "goals in text": (len(in_text), GOALS_IN_TEXT),
        "actuals": (len(observations()), ACTUALS),
        "values": (len(transcription.read("observations")), VALUES),
        "achievements": (len(published) - len(in_text), ACHIEVEMENTS),
    }
    short = {name: pair for name, pair in counted.items() if pair[0] != pair[1]}
    if short:
        raise ValueError(f"the example does not hold every figure (found, expected): {short}")
