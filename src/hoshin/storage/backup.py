"""Backups: everything the database holds at one moment, all evidence and releases, in one archive.

The archive is the same for SQLite and PostgreSQL, so a city can move from one to the other. It
holds a file of JSON lines for each table, the evidence, every published release with its site, and
a manifest with the digest of every part. Sessions are left out: whoever is restored signs in again.
The secret of the data folder is left out too.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from hoshin import __version__
from hoshin.domain.periods import Period
from hoshin.storage.evidence import keep_evidence_from, open_evidence
from hoshin.storage.forms import move_out_of_record
from hoshin.storage.kept_releases import (
    UnfitReleaseError,
    folders_there,
    is_release,
    part_name,
    releases_unpacked,
    write_release,
)
from hoshin.storage.models import AuditEvent, CityRecord, EvidenceFile, FormFile, Release
from hoshin.storage.plan import snapshot

FORMAT = "hoshin-backup/1"
MANIFEST = "manifest.json"
_LEFT_OUT = {"auth", "contenttypes", "sessions"}
_CHUNK = 2_000
_PIECE = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LARGEST_MANIFEST = 50_000_000


class DamagedBackupError(Exception):
    """The archive is not one of ours or is not whole; ``part`` names what is wrong."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class OtherVersionError(Exception):
    """The archive was made by a version that knows tables this one does not."""


class NothingToKeepError(Exception):
    """The database to keep, or the archive to restore, holds not a single row."""


class DatabaseInUseError(Exception):
    """The database to restore into holds something already."""


@dataclass(slots=True)
class Summary:
    """What an archive holds: the moment, rows of each table, files, the end of the audit chain.

    ``gone`` names the releases on record whose folder was not there to be kept.
    """

    made_at: str
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    releases: int = 0
    gone: tuple[str, ...] = ()
    last_hash: str = ""


def backup_to(path: Path) -> Summary:
    """Write everything to one file, whole or not at all, while people go on working.

    Raises OSError when the place cannot be written to, FileExistsError when the file is there,
    NothingToKeepError when the database is empty: such a file would only look like a backup.
    """
    if path.exists():
        raise FileExistsError(17, "already there", str(path))
    if is_empty():
        raise NothingToKeepError
    passing = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                summary = _write(archive)
            file.flush()
            os.fsync(file.fileno())
        os.replace(passing, path)
    finally:
        passing.unlink(missing_ok=True)
    return summary


def _write(archive: zipfile.ZipFile) -> Summary:
    summary = Summary(made_at=datetime.now(UTC).isoformat(timespec="seconds"))
    digests: dict[str, str] = {}
    with snapshot():
        for model in _models():
            _write_table(archive, model, summary, digests)
        _write_evidence(archive, summary, digests)
        last = AuditEvent.objects.order_by("-number").values_list("hash", flat=True).first()
        summary.last_hash = last or ""
        folders = Release.objects.order_by("pk").values_list("folder", flat=True)
        there, gone = folders_there(folders)
        migrations = sorted(map(list, MigrationRecorder(connection).applied_migrations()))
    # Releases never change: nobody's transaction has to wait while they are copied.
    for folder in there:
        digests[part_name(folder)] = write_release(archive, folder)
    summary.releases, summary.gone = len(there), tuple(gone)
    manifest = {
        "format": FORMAT,
        "version": __version__,
        "made_at": summary.made_at,
        "migrations": migrations,
        "rows": summary.rows,
        "last_hash": summary.last_hash,
        "digests": digests,
    }
    archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    return summary


def _write_table(
    archive: zipfile.ZipFile, model: type[models.Model], summary: Summary, digests: dict[str, str]
) -> None:
    name = f"tables/{model._meta.db_table}.jsonl"
    digest = hashlib.sha256()
    count = 0
    with archive.open(name, "w", force_zip64=True) as part:
        for line in _lines(model):
            part.write(line)
            digest.update(line)
            count += 1
    digests[name] = digest.hexdigest()
    summary.rows[model._meta.db_table] = count


def _write_evidence(archive: zipfile.ZipFile, summary: Summary, digests: dict[str, str]) -> None:
    for sha256 in EvidenceFile.objects.order_by("pk").values_list("sha256", flat=True):
        digest = hashlib.sha256()
        with (
            open_evidence(sha256) as file,
            archive.open(f"evidence/{sha256}", "w", force_zip64=True) as part,
        ):
            while piece := file.read(_PIECE):
                part.write(piece)
                digest.update(piece)
        if digest.hexdigest() != sha256:
            raise DamagedBackupError(f"evidence/{sha256}")
        digests[f"evidence/{sha256}"] = sha256
        summary.files += 1


def _models() -> list[type[models.Model]]:
    """Every table that is kept, in a fixed order."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in _LEFT_OUT and model._meta.managed and not model._meta.proxy
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def _columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def _lines(model: type[models.Model]) -> Iterator[bytes]:
    names = [one.attname for one in _columns(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=_CHUNK):
        values = dict(zip(names, map(_plain, row), strict=True))
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        yield text.encode("utf-8") + b"\n"


def _plain(value: Any) -> Any:
    """A value as JSON holds it; moments keep their microseconds, numbers their digits."""
    if isinstance(value, Period):
        return value.code
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return value


def read_manifest(path: Path) -> dict[str, Any]:
    """The manifest of an archive; raises DamagedBackupError when it is none of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
                raise DamagedBackupError(MANIFEST)
            manifest = json.loads(archive.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, RecursionError) as broken:
        raise DamagedBackupError(path.name) from broken
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise DamagedBackupError(MANIFEST)
    return manifest


def verify_backup(path: Path) -> Summary:
    """Read every part of an archive and compare it with the manifest's digest.

    Raises DamagedBackupError naming the first part that is missing, added or changed, and
    OtherVersionError when this version does not know all of its tables' steps.
    """
    manifest = read_manifest(path)
    digests: dict[str, str] = manifest["digests"]
    known = {(app, name) for app, name in _known_migrations()}
    if not {(app, name) for app, name in manifest["migrations"]} <= known:
        raise OtherVersionError(str(manifest.get("version", "")))
    with zipfile.ZipFile(path) as archive:
        names = {one.filename for one in archive.infolist()} - {MANIFEST}
        for name in sorted(names ^ set(digests)):
            raise DamagedBackupError(name)
        for name, expected in digests.items():
            try:
                found = _digest_of(archive, name)
            except (zipfile.BadZipFile, EOFError, ValueError, OSError) as broken:
                raise DamagedBackupError(name) from broken
            if found != expected:
                raise DamagedBackupError(name)
    return Summary(
        made_at=str(manifest["made_at"]),
        rows=dict(manifest["rows"]),
        files=sum(name.startswith("evidence/") for name in digests),
        releases=sum(map(is_release, digests)),
        last_hash=str(manifest["last_hash"]),
    )


def _digest_of(archive: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with archive.open(name) as part:
        while piece := part.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _known_migrations() -> set[tuple[str, str]]:
    from django.db.migrations.loader import MigrationLoader

    return set(MigrationLoader(connection).disk_migrations)


def is_empty() -> bool:
    """Whether the database holds nothing that a restore would mix with."""
    return not any(model._base_manager.exists() for model in _models())


def restore_from(path: Path) -> Summary:
    """Read an archive that was verified into the tables of an empty database, all or nothing.

    The database must have its tables already. Raises DatabaseInUseError when it holds anything,
    DamagedBackupError when the archive does not fit the tables, NothingToKeepError when it holds
    no row.
    """
    summary = verify_backup(path)
    if not any(summary.rows.values()):
        raise NothingToKeepError
    if not is_empty():
        raise DatabaseInUseError
    try:
        with zipfile.ZipFile(path) as archive, transaction.atomic(), releases_unpacked(archive):
            if not is_empty():
                raise DatabaseInUseError
            _restore_rows(archive)
            folders = Release.objects.order_by("pk").values_list("folder", flat=True)
            held = [one for one in folders if part_name(one) not in archive.namelist()]
            summary.gone = tuple(folders_there(held)[1])
    except UnfitReleaseError as unfit:
        raise DamagedBackupError(str(unfit)) from unfit
    return summary


def _restore_rows(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.startswith("evidence/"):
            _restore_evidence(archive, name)
    for model in _models():
        part = f"tables/{model._meta.db_table}.jsonl"
        if part in archive.namelist():
            with archive.open(part) as lines:
                _insert(model, lines)
    # An archive of an earlier version holds the forms where that version kept them.
    move_out_of_record(CityRecord, FormFile)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _models()):
            cursor.execute(statement)


def _restore_evidence(archive: zipfile.ZipFile, name: str) -> None:
    sha256 = name.removeprefix("evidence/")
    if _SHA256.fullmatch(sha256) is None:
        raise DamagedBackupError(name)
    try:
        with archive.open(name) as stream:
            keep_evidence_from(stream, sha256)
    except ValueError as other:
        raise DamagedBackupError(name) from other


def _insert(model: type[models.Model], lines: Any) -> None:
    fields = {one.attname: one for one in _columns(model)}
    waiting: list[models.Model] = []
    for line in lines:
        values = json.loads(line)
        if not set(values) <= set(fields):
            raise DamagedBackupError(model._meta.db_table)
        made = model(**{name: fields[name].to_python(value) for name, value in values.items()})
        waiting.append(made)
        if len(waiting) == _CHUNK:
            model._base_manager.bulk_create(waiting, batch_size=500)
            waiting.clear()
    model._base_manager.bulk_create(waiting, batch_size=500)
