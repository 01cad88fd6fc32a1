"""What the public may take away: every file of a release, in the formats that tools expect."""

from __future__ import annotations

from hoshin.exchange.attached_forms import FORMS
from hoshin.exchange.catalogue import catalogue_text
from hoshin.exchange.release import DATA, MANIFEST, Release
from hoshin.exchange.sdmx import write_observations

CATALOGUE = "catalogue.jsonld"


def downloads(release: Release) -> dict[str, bytes]:
    """File name to content: tables as CSV, SDMX-CSV, Excel and, where made, Parquet; a catalogue.

    The CSV tables are those of the release, byte for byte, so that a reader can compare digests.
    """
    files = {
        _public_name(name): (release.path / name).read_bytes()
        for name in sorted(release.manifest["files"])
    }
    files[MANIFEST] = (release.path / MANIFEST).read_bytes()
    if release.city.observations:
        files["observations.sdmx.csv"] = write_observations(release.city.observations).encode()
    try:
        from hoshin.exchange.workbook import workbook
    except ModuleNotFoundError:
        # Without the release extra there is no Excel copy; every figure is in the CSV tables.
        pass
    else:
        files["plans.xlsx"] = workbook(release.city, release.as_of)
    files[CATALOGUE] = catalogue_text(release.city, release.as_of, files).encode()
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
