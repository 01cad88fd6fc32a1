"""A backup holds everything at one moment and is refused when a single byte is wrong."""

from __future__ import annotations

import zipfile
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
