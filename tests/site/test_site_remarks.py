"""What an office says of a value it reported, and where it stands, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hoshin.exchange.folder import read_folder
from tests.site.site_sample import BuiltSite


def _plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_reported_value_says_its_remark_and_its_office(
    harbour: Path, build: Callable[..., BuiltSite]
) -> None:
    city = read_folder(harbour).city
    assert city is not None
    last = [one for one in city.observations if one.indicator == "visitors"][-1]
    bureau, section = (
        next(one for one in city.organisations if one.id == row_id)
        for row_id in ("bureau-industry", "section-tourism")
    )
    reported = replace(
        last,
        note="海の市が好評でした。",
        note_en="The sea market was liked.",
        locator=f"{bureau.name} {section.name}、2025-05-20承認（出典: 月報）",
    )
    observations = tuple(reported if one.id == last.id else one for one in city.observations)
    site = build(replace(city, observations=observations))
    page = _plain(site.text("indicators/visitors/index.html"))
    assert "備考 海の市が好評でした。" in page
    assert f"{bureau.name} {section.name}、2025-05-20承認（出典: 月報）" in page
    english = _plain(site.text("en/indicators/visitors/index.html"))
    assert "Remark The sea market was liked." in english
    offices = f"{bureau.name_en}, {section.name_en}, approved 2025-05-20 (source: "
    assert offices in english
