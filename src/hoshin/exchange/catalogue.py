"""The open-data catalogue: one DCAT dataset with its files, as JSON-LD (W3C DCAT 3)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from hoshin.domain.city import City
from hoshin.domain.open_data import language_address, media_type_address


def describe_dataset(city: City, as_of: date, files: Mapping[str, bytes]) -> dict[str, Any]:
    """A city's plan data as a DCAT dataset; files by name, relative to the catalogue.

    Each distribution carries its size and sha256 (SPDX checksum); the temporal coverage runs from
    the earliest to the latest period of the observations.
    """
    periods = [row.time_period for row in city.observations]
    described: dict[str, Any] = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "dcat:byteSize": {"@type": "xsd:nonNegativeInteger"},
            "dcat:startDate": {"@type": "xsd:date"},
            "dcat:endDate": {"@type": "xsd:date"},
            "spdx:checksumValue": {"@type": "xsd:hexBinary"},
        },
        "@type": "dcat:Dataset",
        "dct:title": [
            {"@value": f"{city.name}の計画・指標・予算", "@language": "ja"},
            {
                "@value": f"Plans, indicators and budgets of {city.name_en or city.name}",
                "@language": "en",
            },
        ],
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": city.name},
        "dct:modified": {"@value": as_of.isoformat(), "@type": "xsd:date"},
        "dct:language": [{"@id": language_address(one)} for one in ("ja", "en")],
        "dct:conformsTo": {"@id": "https://specs.frictionlessdata.io/tabular-data-package/"},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": name,
                "dcat:downloadURL": {"@id": quote(name)},
                "dcat:mediaType": {"@id": media_type_address(name)},
                "dcat:byteSize": len(content),
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": hashlib.sha256(content).hexdigest(),
                },
            }
            for name, content in sorted(files.items())
        ],
    }
    if periods:
        described["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": min(one.start for one in periods).isoformat(),
            "dcat:endDate": max(one.end for one in periods).isoformat(),
        }
    return described


def catalogue_text(city: City, as_of: date, files: Mapping[str, bytes]) -> str:
    """The catalogue as JSON-LD text."""
    described = describe_dataset(city, as_of, files)
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"
