"""The files of the pages in the open-data catalogue: what stands beside each page, as DCAT.

A release brings a catalogue of its own files. A site has more: every indicator as data, the tables
of every page. They are added as parts of the same dataset, one for each page, so that a portal that
collects the catalogue finds them all (``dct:hasPart``, W3C DCAT 3).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from hoshin.charts.words import Language
from hoshin.domain.open_data import language_address, media_type_address
from hoshin.site import addresses
from hoshin.site.addresses import INDEX, SCHEMA_OF
from hoshin.site.search import Entry
from hoshin.site.site_folder import WrittenFile
from hoshin.site.words import words_of

CATALOGUE_PATH = "data/catalogue.jsonld"
_DATA = (".csv", ".json")
_ENGLISH = addresses.root_of(Language.EN)
# What else stands at the root is about the site itself.
_OF_THE_OVERVIEW = frozenset({"plans.csv", "data.json"})
_NOT_OF_PAGES = ("data/", "static/")


def with_page_files(
    catalogue: bytes, found: Iterable[Entry], written: Iterable[WrittenFile]
) -> bytes:
    """A catalogue with the files of all pages in it; as it was where it cannot be read.

    ``found`` are the pages by their names, ``written`` every file of the site. Addresses are
    relative to the catalogue, which stands in the folder ``data``.
    """
    try:
        described = json.loads(catalogue)
    except ValueError:
        return catalogue
    if not isinstance(described, dict):
        return catalogue
    files = _by_folder(written)
    titles = _titles(found)
    parts = [_part(folder, titles, its) for folder, its in sorted(files.items())]
    text = json.dumps(described | {"dct:hasPart": parts}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def _by_folder(written: Iterable[WrittenFile]) -> dict[str, list[WrittenFile]]:
    """The data files beside pages, by the folder that both languages have below their roots."""
    found: dict[str, list[WrittenFile]] = {}
    for one in written:
        folder, slash, name = one.path.removeprefix(_ENGLISH).rpartition("/")
        is_data = name.endswith(_DATA)
        of_a_page = slash or name in _OF_THE_OVERVIEW
        if is_data and of_a_page and not one.path.startswith(_NOT_OF_PAGES):
            found.setdefault(f"{folder}{slash}", []).append(one)
    return found


def _titles(found: Iterable[Entry]) -> dict[str, tuple[str, str]]:
    """What the page of each folder is called in both languages."""
    titles: dict[str, tuple[str, str]] = {}
    for one in found:
        # An entry with an anchor is a place in a page and not the page itself.
        if not one.address.anchor:
            titles[one.address.path.removesuffix(INDEX)] = (one.name, one.name_en or one.name)
    ja, en = (words_of(one) for one in Language)
    titles[""] = (ja("pages.overview.menu"), en("pages.overview.menu"))
    return titles


def _title(folder: str, titles: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The title of a folder; that of the page it goes on from, where it is one of several."""
    while folder not in titles:
        folder = folder.rstrip("/").rpartition("/")[0]
        folder = f"{folder}/" if folder else ""
    return titles[folder]


def _part(
    folder: str, titles: dict[str, tuple[str, str]], files: Iterable[WrittenFile]
) -> dict[str, Any]:
    ja, en = _title(folder, titles)
    page = f"../{quote(folder)}{INDEX}"
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:title": [
            {"@value": ja, "@language": "ja"},
            {"@value": en, "@language": "en"},
        ],
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [_distribution(one) for one in files],
    }


def _distribution(file: WrittenFile) -> dict[str, Any]:
    name = file.path.rpartition("/")[2]
    described: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:downloadURL": {"@id": f"../{quote(file.path)}"},
        "dcat:mediaType": {"@id": media_type_address(name)},
        "dcat:byteSize": file.size,
    }
    if name in SCHEMA_OF:
        described["dct:conformsTo"] = {"@id": f"../{SCHEMA_OF[name]}"}
    if name.endswith(".csv"):
        # Data in codes serve both languages.
        language = Language.EN if file.path.startswith(_ENGLISH) else Language.JA
        described["dct:language"] = {"@id": language_address(language)}
    return described
