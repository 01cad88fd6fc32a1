"""What is approved is published: judged, written, built, shown; a stop on the way harms nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.actions.round_of_harbour import NOW, actor, approved

DAY = date(2025, 8, 31)


@pytest.fixture
def releases(tmp_path: Path, in_round: str) -> Path:
    from django.conf import settings

    settings.RELEASES = tmp_path / "releases"
    return tmp_path / "releases"


def test_an_approved_figure_reaches_the_public_page(releases: Path) -> None:
    from django.conf import settings

    from hoshin.actions import releasing
    from hoshin.actions.refusals import BusyError, NotAllowedError
    from hoshin.exchange.release import verify_release
    from hoshin.storage.models import Release

    with pytest.raises(NotAllowedError):
        releasing.publish_release(actor("section_chief"), as_of=DAY, now=NOW)
    approved("105.5")
    planner = actor("planner")
    made = releasing.publish_release(planner, as_of=DAY, note="令和6年度", now=NOW)
    shown = releases / "current"
    assert "105.5" in (shown / "indicators" / "visitors" / "index.html").read_text(encoding="utf-8")
    assert verify_release(releases / made.folder / "release") == ()
    again = releasing.publish_release(planner, as_of=DAY, now=NOW)
    assert again.pk == made.pk and Release.objects.count() == 1

    # The machine stops after the record and before the name moves.
    (shown).unlink()
    assert releasing.show_current() == releases / made.folder / "site"
    assert (shown / "index.html").is_file()

    preview = releasing.preview_release(planner, as_of=date(2025, 9, 30), now=NOW)
    assert preview.since == DAY and not preview.errors

    in_the_way = releases.parent / "a-file"
    in_the_way.touch()
    settings.RELEASES = in_the_way / "releases"
    with pytest.raises(BusyError):
        releasing.publish_release(planner, as_of=date(2025, 9, 30), now=NOW)
    assert Release.objects.count() == 1
    assert (shown / "index.html").is_file()
    assert not list(releases.glob(".making-*"))
