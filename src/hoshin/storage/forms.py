"""The city's own forms in the database: their files as they are now, and every earlier version."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from hoshin.storage.evidence import open_evidence
from hoshin.storage.models import FormFile

FORMS = "forms/"


def own_forms() -> dict[str, bytes]:
    """The files of the city's own forms as they are now, by their path below ``forms``.

    Raises FileNotFoundError when a file on record is not kept.
    """
    found = {}
    for path, sha256 in current_files().items():
        with open_evidence(sha256) as file:
            found[path] = file.read()
    return found


def current_files() -> dict[str, str]:
    """The sha256 of every file of a form as it is now, by its path below ``forms``."""
    # In the order of versions, so that the last one of a path stands.
    rows = FormFile.objects.order_by("path", "version").values_list("path", "file_id")
    return {path: sha256 for path, sha256 in dict(rows).items() if sha256 is not None}


def part_forms(files: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A plan folder's further files parted: those of forms by their path there, then the others."""
    forms = {path.removeprefix(FORMS): its for path, its in files.items() if path.startswith(FORMS)}
    return forms, {path: its for path, its in files.items() if not path.startswith(FORMS)}


def move_out_of_record(records: Any, form_files: Any) -> None:
    """Give the forms that stand in the city's record their first versions in the table of forms.

    Earlier versions of the program kept them there. The models are given, because a migration has
    its own.
    """
    for record in records._default_manager.all():
        forms, others = part_forms(record.also.get("files", {}))
        if not forms:
            continue
        form_files._default_manager.bulk_create(
            form_files(path=path, version=1, file_id=sha256, kept_at=datetime.now(UTC))
            for path, sha256 in forms.items()
        )
        record.also = {**record.also, "files": others}
        record.save(update_fields=["also"])
