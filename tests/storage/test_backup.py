"""A backup holds everything at one moment and is refused when a single byte is wrong."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.actions.round_of_harbour import NOW, actor, approved
from tests.workplace import Databases


@pytest.fixture
def archive(in_round: str, tmp_path: Path) -> Path:
    from hoshin.actions.attaching import attach_evidence
    from hoshin.storage.backup import backup_to

    item = approved("105.50")
    attach_evidence(actor("officer"), item.pk, name="調査.pdf", content=b"%PDF-1", now=NOW)
    backup_to(tmp_path / "all.zip")
    return tmp_path / "all.zip"


def _everything() -> dict[str, list[Any]]:
    from hoshin.storage.backup import _models

    return {
        model._meta.db_table: list(model._base_manager.order_by("pk").values())
        for model in _models()
    }


def test_what_was_kept_comes_back_on_either_database(
    archive: Path, vendor: str, databases: Databases, settings_of_evidence: Path
) -> None:
    from django.db import transaction

    from hoshin.actions.recording import first_broken_event
    from hoshin.storage.backup import restore_from
    from hoshin.storage.evidence import open_evidence
    from hoshin.storage.models import EvidenceFile, Person

    before = _everything()
    for other in ("sqlite", vendor):
        databases.use(other, "blank")
        with transaction.atomic():
            summary = restore_from(archive)
            assert _everything() == before
            assert first_broken_event() is None
            assert summary.files == 1
            with open_evidence(EvidenceFile.objects.get().sha256) as file:
                assert file.read() == b"%PDF-1"
            # The next person gets a number of its own.
            Person.objects.create(username="another", name="もう一人")
            transaction.set_rollback(True)
        databases.use(vendor, "in_round")


@pytest.fixture
def settings_of_evidence(archive: Path, tmp_path: Path) -> Any:
    from django.conf import settings

    kept = settings.EVIDENCE
    settings.EVIDENCE = tmp_path / "another-place"
    yield settings.EVIDENCE
    settings.EVIDENCE = kept


def test_a_full_database_is_left_as_it_is(archive: Path) -> None:
    from hoshin.storage.backup import DatabaseInUseError, restore_from

    before = _everything()
    with pytest.raises(DatabaseInUseError):
        restore_from(archive)
    assert _everything() == before


@pytest.mark.parametrize("damage", ["cut", "changed", "missing", "added", "other"])
def test_a_damaged_file_is_refused(archive: Path, tmp_path: Path, damage: str) -> None:
    from hoshin.storage.backup import DamagedBackupError, verify_backup

    verify_backup(archive)
    broken = tmp_path / "broken.zip"
    if damage == "cut":
        broken.write_bytes(archive.read_bytes()[:-200])
    elif damage == "other":
        broken.write_bytes(b"no archive at all")
    else:
        with zipfile.ZipFile(archive) as old, zipfile.ZipFile(broken, "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "tables/observations.jsonl":
                    if damage == "missing":
                        continue
                    if damage == "changed":
                        content = content.replace(b'"105.50"', b'"205.50"')
                new.writestr(name, content)
            if damage == "added":
                new.writestr("tables/more.jsonl", b"{}\n")
    with pytest.raises(DamagedBackupError):
        verify_backup(broken)


def test_a_backup_never_overwrites(archive: Path) -> None:
    from hoshin.storage.backup import backup_to

    kept = archive.read_bytes()
    with pytest.raises(FileExistsError):
        backup_to(archive)
    assert archive.read_bytes() == kept


def test_an_empty_workplace_is_not_kept(blank_workplace: str, tmp_path: Path) -> None:
    from hoshin.storage.backup import NothingToKeepError, backup_to

    with pytest.raises(NothingToKeepError):
        backup_to(tmp_path / "empty.zip")
    assert not list(tmp_path.iterdir())


def test_an_archive_without_a_row_is_not_restored(blank_workplace: str, tmp_path: Path) -> None:
    from hoshin.storage.backup import NothingToKeepError, _write, restore_from

    with zipfile.ZipFile(tmp_path / "empty.zip", "w") as archive:
        assert not any(_write(archive).rows.values())
    with pytest.raises(NothingToKeepError):
        restore_from(tmp_path / "empty.zip")


@pytest.fixture
def releases(in_round: str, tmp_path: Path) -> Iterator[Path]:
    """The folder of releases, with one that is just being made."""
    from django.conf import settings

    kept, settings.RELEASES = settings.RELEASES, tmp_path / "releases"
    half = settings.RELEASES / ".making-half"
    half.mkdir(parents=True)
    (half / "index.html").write_text("half", encoding="utf-8")
    yield settings.RELEASES
    settings.RELEASES = kept


@pytest.fixture
def on_record(releases: Path) -> Path:
    """A release on record with a page of its site; returns its folder."""
    from hoshin.storage.models import Release

    Release.objects.create(
        identity="a" * 64,
        as_of=date(2025, 8, 31),
        folder="a" * 64,
        target_count=1,
        published_by=actor("planner").person,
        published_at=NOW,
    )
    (releases / ("a" * 64) / "site").mkdir(parents=True)
    (releases / ("a" * 64) / "site" / "index.html").write_text("港見市", encoding="utf-8")
    return releases / ("a" * 64)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_what_is_published_comes_back_with_its_site(
    releases: Path, vendor: str, databases: Databases, tmp_path: Path
) -> None:
    from django.conf import settings
    from django.db import transaction

    from hoshin.actions.releasing import publish_release, show_current
    from hoshin.exchange.release import verify_release
    from hoshin.storage.backup import backup_to, restore_from

    approved("105.50")
    folder = publish_release(actor("planner"), as_of=date(2025, 8, 31), now=NOW).folder
    summary = backup_to(tmp_path / "all.zip")
    assert (summary.releases, summary.gone) == (1, ())
    before = _files(releases / folder)
    databases.use(vendor, "blank")
    settings.RELEASES = tmp_path / "another-place"
    with transaction.atomic():
        summary = restore_from(tmp_path / "all.zip")
        assert (summary.releases, summary.gone) == (1, ())
        # Neither what was being made nor anything of the unpacking stays.
        assert [one.name for one in settings.RELEASES.iterdir()] == [folder]
        assert _files(settings.RELEASES / folder) == before
        assert verify_release(settings.RELEASES / folder / "release") == ()
        shown = show_current()
        assert shown is not None and (shown / "index.html").is_file()
        transaction.set_rollback(True)
    databases.use(vendor, "in_round")


def test_a_release_without_its_folder_is_named_and_all_else_is_kept(
    on_record: Path, tmp_path: Path
) -> None:
    from hoshin.storage.backup import backup_to, verify_backup

    shutil.rmtree(on_record)
    assert backup_to(tmp_path / "all.zip").gone == (on_record.name,)
    assert verify_backup(tmp_path / "all.zip").releases == 0


def _write_hostile(whole: Path, broken: Path, what: str) -> None:
    """Write a backup whose manifest fits, but one of whose parts is no part of a backup."""
    tar_file = io.BytesIO()
    with tarfile.open(fileobj=tar_file, mode="w") as tar:
        member = tarfile.TarInfo("../../outside.txt")
        member.size = 4
        tar.addfile(member, io.BytesIO(b"evil"))
    added = {"evidence": "evidence/../../outside.txt", "digest": f"evidence/{'0' * 64}"}
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        parts = {name: old.read(name) for name in old.namelist() if name != "manifest.json"}
        if what == "release":
            parts |= {name: tar_file.getvalue() for name in parts if name.startswith("releases/")}
        else:
            parts[added[what]] = b"evil"
        for name, content in parts.items():
            manifest["digests"][name] = hashlib.sha256(content).hexdigest()
            new.writestr(name, content)
        new.writestr("manifest.json", json.dumps(manifest))


@pytest.mark.parametrize("name", ["release", "evidence", "digest"])
def test_what_leads_out_of_its_folder_is_refused(
    on_record: Path, vendor: str, databases: Databases, tmp_path: Path, name: str
) -> None:
    from django.conf import settings
    from django.db import transaction

    from hoshin.storage.backup import DamagedBackupError, backup_to, is_empty, restore_from

    backup_to(tmp_path / "all.zip")
    broken = tmp_path / "broken.zip"
    _write_hostile(tmp_path / "all.zip", broken, name)
    databases.use(vendor, "blank")
    settings.RELEASES = tmp_path / "another-place"
    with transaction.atomic():
        with pytest.raises(DamagedBackupError):
            restore_from(broken)
        assert is_empty()
        assert not list(settings.RELEASES.glob("*"))
        assert not list(tmp_path.glob("outside.txt"))
        transaction.set_rollback(True)
    databases.use(vendor, "in_round")
