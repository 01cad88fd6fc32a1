"""Open data: how catalogues name the kind of a file and the language of a text.

Media types are those registered with IANA, languages the codes of ISO 639-1 as the Library of
Congress publishes them; catalogues (W3C DCAT 3) name both by their addresses.
"""

from __future__ import annotations

_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jsonld": "application/ld+json",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def media_type(file_name: str) -> str:
    """The media type of a file by the ending of its name."""
    ending = file_name.rpartition(".")[2]
    return _MEDIA_TYPES.get(ending, "application/octet-stream")


def media_type_address(file_name: str) -> str:
    """The address by which a catalogue names the media type of a file."""
    return f"{_MEDIA_TYPE}{media_type(file_name)}"


def language_address(code: str) -> str:
    """The address by which a catalogue names a language: ``ja``, ``en``."""
    return f"{_LANGUAGE}{code}"
