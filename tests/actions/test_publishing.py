"""What is approved is published: judged, written, built, shown; a stop on the way harms nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.actions.round_of_harbour import NOW, actor, approved

DAY = date(2025, 8, 31)


@pytest.fixture
def releases(tmp_path: Path, in_round: str) -> Path:
    from django.conf import settings

    settings.RELEASES = tmp_path / "releases"
    return tmp_path / "releases"


def _leads_to_its_report(shown: Path, row: Any) -> None:
    """From the point of the chart to its row, and on to who answered and when it was approved."""
    assert row.locator.endswith("観光交流課、2025-07-10承認")
    at, cited = f"_row.actual.{row.pk}", f"_cited.observations.{row.pk}"
    for folder, title, place in (
        ("", "港見市 2024年度の実績報告", row.locator),
        ("en", "Minatomi City Reported Results FY2024", "approved 2025-07-10"),
    ):
        page = (shown / folder / "indicators/visitors/index.html").read_text(encoding="utf-8")
        assert f'href="#{at}"' in page and f'id="{at}"' in page
        assert f'sources/round-FY2024/index.html#{cited}"' in page
        assert "出典の記録なし" not in page and "No source on record" not in page
        report = (shown / folder / "sources/round-FY2024/index.html").read_text(encoding="utf-8")
        assert title in report and place in report and f'id="{cited}"' in report
        assert "officer of the harbour" not in report and "chief of the harbour" not in report


def test_the_reports_of_a_round_are_one_source(in_round: str) -> None:
    from hoshin.actions.correcting import correct
    from hoshin.storage.models import Observation, Source

    before = Source.objects.count()
    item = approved("105.5")
    item = correct(
        actor("planner"),
        item.pk,
        version=item.version,
        content={"value": "105.8"},
        reason="集計の誤り",
        now=NOW,
    )
    assert Source.objects.count() == before + 1
    entered = Observation.objects.filter(source="round-FY2024")
    assert [one.is_current for one in entered.order_by("revision")] == [False, True]


def test_an_approved_figure_reaches_the_public_page(releases: Path) -> None:
    from django.conf import settings

    from hoshin.actions import releasing
    from hoshin.actions.refusals import BusyError, NotAllowedError
    from hoshin.exchange.release import verify_release
    from hoshin.storage.models import Release

    with pytest.raises(NotAllowedError):
        releasing.publish_release(actor("section_chief"), as_of=DAY, now=NOW)
    item = approved("105.5")
    planner = actor("planner")
    made = releasing.publish_release(planner, as_of=DAY, note="令和6年度", now=NOW)
    shown = releases / "current"
    assert "105.5" in (shown / "indicators" / "visitors" / "index.html").read_text(encoding="utf-8")
    _leads_to_its_report(shown, item.observation)
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


def test_forecasts_are_published_where_the_folder_says_so(releases: Path) -> None:
    from hoshin.actions import releasing
    from hoshin.exchange.release import open_release
    from hoshin.storage.models import CityRecord

    planner = actor("planner")
    plain = releasing.publish_release(planner, as_of=DAY, now=NOW)
    release, _ = open_release(releases / plain.folder / "release")
    assert release is not None and release.forecasts is None

    record = CityRecord.objects.get(pk=1)
    record.also = {**record.also, "descriptor": {"hoshin": {"forecasts": True}}}
    record.save()
    made = releasing.publish_release(planner, as_of=DAY, now=NOW)
    assert made.identity != plain.identity
    release, problems = open_release(releases / made.folder / "release")
    assert problems == () and release is not None and release.forecasts
    page = (releases / "current" / "indicators" / "visitors" / "index.html").read_text("utf-8")
    assert "見込みは言えません" in page
