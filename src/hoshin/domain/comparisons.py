"""Common series: which indicators of several cities are declared to measure the same thing."""

from __future__ import annotations

from dataclasses import dataclass

from hoshin.domain.rows import check_id


@dataclass(frozen=True, slots=True)
class SeriesMember:
    """One city's indicator in a common series; ``note`` says what is special about it.

    ``city`` is the name of the folder that holds the city's release.
    """

    city: str
    indicator: str
    note: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class CommonSeries:
    """Indicators of several cities under one code, by somebody's declaration and never by name."""

    code: str
    name: str
    name_en: str = ""
    members: tuple[SeriesMember, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.code)
