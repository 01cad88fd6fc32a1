"""What the journeys through the workplace share."""

from __future__ import annotations

from tests.journey.workplace_in_browser import (
    browser,
    database,
    database_beside_the_browser,
    server,
)

__all__ = ["browser", "database", "database_beside_the_browser", "server"]
