"""Inputs: all that one site is made from, and the digest by which it is known again."""

from __future__ import annotations

import hashlib
import pickle
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from hoshin.domain.city import City
from hoshin.domain.forecasts import Forecast
from hoshin.domain.problems import Problem
from hoshin.engine.achievement import Judge
from hoshin.site.reads import Digests
from hoshin.site.release_notes import ReleaseNotes

# What every file system and a zip archive keep as it is; addresses write it percent-encoded.
_FILE_NAME = re.compile(r"""[^\W_][^\x00-\x1f\x7f/\\:*?"<>|]*""")


class DownloadNameError(ValueError):
    """A download's file name cannot be part of an address."""


@dataclass(frozen=True, kw_only=True)
class SiteInputs:
    """A city on a day, the problems found in it, and what is published with it.

    ``downloads`` are the files offered, by name; raises DownloadNameError for one that is more
    than a plain name. ``address`` is where the site will stand on the web, empty where that is
    not known. ``among_cities`` says that it stands below a comparison, which it leads back to.
    ``judge`` is the one of this city and day, where there is one already.
    """

    city: City
    as_of: date
    problems: tuple[Problem, ...]
    downloads: Mapping[str, bytes]
    release_notes: ReleaseNotes | None = None
    address: str = ""
    forecasts: tuple[Forecast, ...] = ()
    among_cities: bool = False
    judge: Judge | None = None

    def __post_init__(self) -> None:
        for name in self.downloads:
            if not _FILE_NAME.fullmatch(name):
                raise DownloadNameError(name)

    @cached_property
    def digests(self) -> Digests:
        """The digests of all its records, each worked out once however often it is asked for."""
        return Digests()

    @cached_property
    def digest(self) -> str:
        """The digest of all of it; empty where something cannot be written down."""
        files = {name: hashlib.sha256(content).digest() for name, content in self.downloads.items()}
        try:
            found = self.digests.of(
                (
                    self.city,
                    self.as_of,
                    self.problems,
                    sorted(files.items()),
                    self.release_notes,
                    self.address,
                    self.forecasts,
                    self.among_cities,
                )
            )
        except (pickle.PicklingError, AttributeError, TypeError):
            return ""
        return found.hex()
