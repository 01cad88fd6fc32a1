"""The day of a release, said once for the whole site instead of on each of its pages.

A page that shows nothing new stays the same file from one release to the next. What is true of
the release as a whole stands in two small files at the site's root: ``release.json`` for programs,
and ``release.css``, which writes the day at the foot of every page that is printed.
"""

from __future__ import annotations

import json
from datetime import date

from hoshin.charts.words import Language
from hoshin.domain.city import City
from hoshin.site.words import words_of

RELEASE, PRINTED_DAY = "release.json", "release.css"
_PLACE = ".this-release"


def release_file(city: City, as_of: date) -> bytes:
    """Whose figures the site shows, and the day on which they were judged."""
    about = {"city": city.name, "city_en": city.name_en, "as_of": as_of.isoformat()}
    return f"{json.dumps(about, ensure_ascii=False)}\n".encode()


def printed_day(as_of: date) -> bytes:
    """A style sheet for paper: the day of judgement, in each page's language, after its place."""
    rules = []
    for language in Language:
        w = words_of(language)
        said = _quoted(w("common.as_of", day=w.day(as_of)))
        rules.append(f"{_PLACE}:lang({language})::after{{content:{said}}}\n")
    return "".join(rules).encode()


def _quoted(text: str) -> str:
    """A text as a string of a style sheet."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
