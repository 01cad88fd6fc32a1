"""What the public may take away: every file of a release, in the formats that tools expect."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hoshin.domain.city import City
from hoshin.exchange.attached_forms import FORMS
from hoshin.exchange.catalogue import catalogue_text
from hoshin.exchange.release import DATA, MANIFEST, Release
from hoshin.exchange.sdmx import write_observations

CATALOGUE = "catalogue.jsonld"


def downloads(release: Release, copies: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """File name to content: tables as CSV, SDMX-CSV, Excel and, where made, Parquet; a catalogue.

    The CSV tables are those of the release, byte for byte, so that a reader can compare digests.
    ``copies`` are those of ``other_copies``, where they were made before.
    """
    files = {
        _public_name(name): (release.path / name).read_bytes()
        for name in sorted(release.manifest["files"])
    }
    files[MANIFEST] = (release.path / MANIFEST).read_bytes()
    files |= other_copies(release.city, release.as_of) if copies is None else copies
    files[CATALOGUE] = catalogue_text(release.city, release.as_of, files).encode()
    return files


def other_copies(city: City, as_of: date) -> dict[str, bytes]:
    """The copies of a city's tables that its release does not hold: SDMX-CSV and Excel."""
    files = {}
    if city.observations:
        files["observations.sdmx.csv"] = write_observations(city.observations).encode()
    try:
        from hoshin.exchange.workbook import workbook
    except ModuleNotFoundError:
        # Without the release extra there is no Excel copy; every figure is in the CSV tables.
        pass
    else:
        files["plans.xlsx"] = workbook(city, as_of)
    return files


def _public_name(name: str) -> str:
    """A file's name where all files lie side by side; what a city attached keeps its folders in it.

    Definitions and forms of two folders may have one name: neither may take the other's place.
    """
    attached = name.removeprefix(f"{DATA}/")
    if name.endswith(".sql"):
        return "definition-" + attached.replace("/", "-")
    if attached.startswith(f"{FORMS}/"):
        return attached.replace("/", "-")
    return name.rpartition("/")[2]
