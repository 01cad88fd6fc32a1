"""Organisations of the Kumamoto example: the city, its wards, bureaus and sections, its partners.

Municipal codes are those of the national list (全国地方公共団体コード); parents of sections are the
bureaus beside which document 004 prints them. English names are ours unless the body uses one.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from hoshin.domain.plans import Organisation, OrganisationKind
from scripts.kumamoto.curated import read


def _key(printed: str) -> str:
    return "".join(unicodedata.normalize("NFKC", printed).split())


@cache
def _ids_by_name() -> dict[str, str]:
    ids: dict[str, str] = {}
    for row in read("organisations"):
        for name in (row["name"], *row["also_printed"].split(";")):
            if name and ids.setdefault(_key(name), row["id"]) != row["id"]:
                raise ValueError(f"{name} names two organisations")
    return ids


def organisation_id(printed_name: str) -> str:
    """The id of the organisation that a document prints by this name; KeyError when unknown.

    White space and full or half width do not matter: ``中央区役所`` is ``ward-chuo``.
    """
    return _ids_by_name()[_key(printed_name)]


def organisations() -> tuple[Organisation, ...]:
    """All organisations that plans, programs, agreements and committees refer to."""
    return tuple(
        Organisation(
            id=row["id"],
            name=row["name"],
            name_en=row["name_en"],
            kind=OrganisationKind(row["kind"]),
            parent=row["parent"] or None,
            municipal_code=row["municipal_code"],
        )
        for row in read("organisations")
    )
