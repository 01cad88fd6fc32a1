"""Structured data: an indicator as a schema.org Dataset, for search engines and data portals.

Source of the terms: schema.org Dataset, PropertyValue and DataDownload. Addresses are relative to
the page, so that the site stays what it is wherever it is put.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from hoshin.domain.indicators import Indicator
from hoshin.domain.open_data import media_type
from hoshin.site.frame import Frame
from hoshin.site.page_files import PageFile

_DOWNLOADS = (".csv", ".json", ".svg", ".png")


def dataset(frame: Frame, indicator: Indicator, files: Iterable[PageFile]) -> Markup:
    """JSON-LD of the values behind an indicator's page, safe inside a ``script`` element."""
    name = frame.name(indicator).text
    described: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": name,
        "description": frame.w("indicator.dataset", name=name, city=frame.city.text),
        "inLanguage": frame.language.value,
        "isAccessibleForFree": True,
        "creator": {"@type": "GovernmentOrganization", "name": frame.city.text},
        "variableMeasured": {
            "@type": "PropertyValue",
            "name": name,
            "unitText": indicator.unit,
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": media_type(one.name),
                "contentUrl": one.name,
            }
            for one in files
            if one.name.endswith(_DOWNLOADS)
        ],
    }
    periods = [one.period for one in frame.index.series.points(indicator.id)]
    if periods:
        first = min(one.start for one in periods)
        last = max(one.end for one in periods)
        described["temporalCoverage"] = f"{first.isoformat()}/{last.isoformat()}"
    # A name that holds markup must not end the element it stands in.
    text = json.dumps(described, ensure_ascii=False).replace('\\"', "\\u0022")
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
