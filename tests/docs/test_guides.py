"""The guides say what is there: every picture exists, every screen opens, the pages are fresh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hoshin.domain.roles import Role
from hoshin.web.guides import guide_of, picture_path
from scripts.guide_pictures import PICTURES
from scripts.guides import pages

LARGEST = 150_000
PLACE = "src/hoshin/web/static"


def test_the_pages_are_those_that_the_script_writes(repository: Path) -> None:
    place = repository / "docs" / "workplace" / "guides"
    kept = {one.name: one.read_text("utf-8") for one in place.glob("*.md")}
    assert kept == pages(), "run python -m scripts.guides"


def test_every_picture_is_there_and_small_and_none_is_left_over(repository: Path) -> None:
    named = {part.picture for role in Role for part in guide_of(role).parts if part.picture}
    assert named == set(PICTURES)
    wanted = {picture_path(one, language) for one in named for language in ("ja", "en")}
    place = repository / PLACE
    kept = {str(one.relative_to(place)) for one in (place / "workplace/guides").glob("*")}
    assert kept == wanted, "run python -m scripts.guide_pictures"
    assert max((place / one).stat().st_size for one in wanted) < LARGEST


@pytest.mark.parametrize("role", list(Role))
def test_a_guide_has_two_pages_and_names_screens_that_are_there(
    role: Role, django_ready: Path
) -> None:
    from hoshin.web import urls

    guide = guide_of(role)
    screens = {one.screen for one in guide.parts if one.screen}
    assert screens and screens <= set(_names(urls.urlpatterns))
    assert 4 <= len(guide.parts) <= 6
    for said in (guide.title, guide.lead, *(step for one in guide.parts for step in one.steps)):
        assert said.ja.strip() and said.en.strip()
    for language in ("ja", "en"):
        assert len(pages()[f"{role.value}.{language}.md"]) < 6_000


def _names(patterns: Iterable[Any]) -> Iterator[str]:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _names(one.url_patterns)
        elif one.name:
            yield one.name
