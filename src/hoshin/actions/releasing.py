"""Publishing: the city as it stands is judged, written as a release, built as a site, and shown.

Everything is made in a folder of its own beside the earlier ones; nobody who works has to wait for
it. Then the release is put on record, and last the name ``current`` is moved to it in one step. A
machine that stops anywhere on the way leaves the earlier site shown; ``show_current`` takes the
last step again.
"""

from __future__ import annotations

import dataclasses
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.publishing_besides import own_definitions, own_forecasts
from hoshin.actions.recording import record
from hoshin.domain.city import City
from hoshin.domain.problems import Problem, ProblemLevel
from hoshin.domain.publication import public_part
from hoshin.exchange.changes import Change, changes_of_releases
from hoshin.exchange.downloads import downloads, other_copies
from hoshin.exchange.meanwhile import Meanwhile
from hoshin.exchange.published import Published, read_published
from hoshin.exchange.release import Judged, judge, make_release
from hoshin.site.build import build_site
from hoshin.site.processes import collector_at_rest
from hoshin.site.release_notes import ChangeNote, ReleaseNotes
from hoshin.storage.forms import own_forms
from hoshin.storage.models import Release
from hoshin.storage.plan import load_plan

CURRENT = "current"
RELEASE_PART, SITE_PART = "release", "site"

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Preview:
    """What publishing would do: the problems in its way, and what changes for the public.

    ``judged`` is what would be published, read at one moment. ``errors`` must be gone before
    anything is published; ``since`` is the day of the last release.
    """

    judged: Judged
    since: date | None
    changes: tuple[Change, ...]
    errors: tuple[Problem, ...]
    warnings: int

    @property
    def city(self) -> City:
        """The public part of the city, as it would be published."""
        return self.judged.city

    @property
    def as_of(self) -> date:
        """The day of judgement."""
        return self.judged.as_of


def preview_release(actor: Actor, *, as_of: date, now: datetime | None = None) -> Preview:
    """Compare the city as it stands with the last release, figure by figure; nothing is written."""
    Rights(actor, day_of(now_or(now))).require(Verb.PUBLISH_RELEASE)
    return _preview(judge(_city_on(as_of), as_of))


def _preview(judged: Judged) -> Preview:
    """What was judged, compared with the last release."""
    last = Release.objects.order_by("-published_at", "-pk").first()
    earlier = _published(last, judged) if last is not None else None
    changes: tuple[Change, ...] = ()
    if earlier is not None:
        changes = changes_of_releases(earlier.city, earlier.rows, judged.city, judged.rows)
    return Preview(
        judged,
        last.as_of if last is not None else None,
        changes,
        tuple(one for one in judged.problems if one.level is ProblemLevel.ERROR),
        sum(one.level is ProblemLevel.WARNING for one in judged.problems),
    )


@collector_at_rest()
def publish_release(
    actor: Actor,
    *,
    as_of: date,
    note: str = "",
    progress: Progress | None = None,
    now: datetime | None = None,
) -> Release:
    """Publish the city as it stands, judged on a day.

    Publishing what is published already changes nothing. Raises NotNowError naming the first
    contradiction of level error, and BusyError when there is no room for the files.
    """
    moment = now_or(now)
    _permitted(actor, as_of, now=moment)
    try:
        city = public_part(_city_on(as_of))
        # The copies take as long as checks and judgement, and need nothing of them.
        with Meanwhile(partial(other_copies, city, as_of)) as copies:
            preview = _preview(judge(city, as_of))
            if preview.errors:
                raise refusals.NotNowError(preview.errors[0])
            identity, folder = _make(preview, copies, progress)
        release = _register(actor, identity, preview=preview, folder=folder, note=note, now=moment)
        show_current()
    except OSError as trouble:
        raise refusals.not_kept(trouble) from trouble
    return release


@action(Verb.PUBLISH_RELEASE)
def _permitted(actor: Actor, as_of: date, *, now: datetime) -> None:
    """Refuse before any work is done, and put a refused attempt on record."""
    Rights(actor, day_of(now)).require(Verb.PUBLISH_RELEASE)


def _make(
    preview: Preview, copies: Meanwhile[dict[str, bytes]], progress: Progress | None
) -> tuple[str, Path]:
    """Write the release and its site into a folder named by the release's identity."""
    home = Path(settings.RELEASES)
    home.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".making-", dir=home))
    try:
        release = make_release(
            preview.judged,
            made / RELEASE_PART,
            with_parquet=_has_parquet(),
            forms=own_forms(),
            definitions=own_definitions(preview.city),
            forecasts=own_forecasts(preview.city, preview.as_of),
        )
        place = home / release.identity
        if not (place / SITE_PART).is_dir():
            build_site(
                release.city,
                release.as_of,
                release.problems,
                made / SITE_PART,
                downloads(release, copies.result()),
                progress,
                _notes(preview),
                forecasts=release.forecasts,
                earlier=_last_site(),
                judge=release.judge,
            )
            made.chmod(0o755)
            os.replace(made, place)
        return release.identity, place
    finally:
        shutil.rmtree(made, ignore_errors=True)


@action(Verb.PUBLISH_RELEASE)
def _register(
    actor: Actor, identity: str, *, preview: Preview, folder: Path, note: str, now: datetime
) -> Release:
    Rights(actor, day_of(now)).require(Verb.PUBLISH_RELEASE)
    last = Release.objects.select_for_update().order_by("-published_at", "-pk").first()
    if last is not None and last.identity == identity:
        return last
    made = Release.objects.create(
        identity=identity,
        as_of=preview.as_of,
        folder=folder.name,
        note=note,
        target_count=len(preview.city.targets),
        published_by=person_of(actor),
        published_at=now,
    )
    details = {"identity": identity, "as_of": preview.as_of.isoformat(), "note": note}
    record(actor, Verb.PUBLISH_RELEASE, ("release", identity), details, now)
    return made


def show_current() -> Path | None:
    """Let ``current`` name the site of the last release on record; returns that site.

    Called after publishing and whenever the workplace starts; moving the name is one step.
    """
    last = Release.objects.order_by("-published_at", "-pk").first()
    if last is None:
        return None
    home = Path(settings.RELEASES)
    site = home / last.folder / SITE_PART
    if not site.is_dir():
        return None
    name = home / CURRENT
    wanted = Path(last.folder) / SITE_PART
    if not (name.is_symlink() and Path(os.readlink(name)) == wanted):
        passing = home / f".{CURRENT}-{os.getpid()}"
        passing.unlink(missing_ok=True)
        passing.symlink_to(wanted, target_is_directory=True)
        os.replace(passing, name)
    return site


def _notes(preview: Preview) -> ReleaseNotes | None:
    if preview.since is None:
        return None
    notes = tuple(
        ChangeNote(one.kind.value, one.table, one.row_id, one.sentence_ja, one.sentence_en)
        for one in preview.changes
    )
    return ReleaseNotes(preview.since, notes)


def _city_on(as_of: date) -> City:
    return dataclasses.replace(load_plan(), as_of=as_of)


def _published(release: Release, now: Judged) -> Published | None:
    """What a release says, read beside the city as it stands; None where it cannot be read."""
    return read_published(Path(settings.RELEASES) / release.folder / RELEASE_PART, now)


def _last_site() -> Path | None:
    """The site published before: pages that come out the same are taken over from it."""
    last = Release.objects.order_by("-published_at", "-pk").first()
    return None if last is None else Path(settings.RELEASES) / last.folder / SITE_PART


def _has_parquet() -> bool:
    return find_spec("pyarrow") is not None
