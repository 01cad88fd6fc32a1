"""Attaching: a file that supports a figure is kept unchanged, and the item names it."""

from __future__ import annotations

import mimetypes
from datetime import datetime
from pathlib import PurePosixPath, PureWindowsPath

from hoshin.actions import refusals
from hoshin.actions.acting import action, hold, person_of
from hoshin.actions.actor import Actor
from hoshin.actions.matrix import Verb
from hoshin.actions.typed import cleaned
from hoshin.storage.evidence import keep_evidence
from hoshin.storage.models import Evidence, EvidenceFile

LARGEST_FILE = 20_000_000
LONGEST_NAME = 200


@action(Verb.ATTACH_EVIDENCE)
def attach_evidence(
    actor: Actor,
    item_id: int,
    *,
    name: str,
    content: bytes,
    note: str = "",
    now: datetime | None = None,
) -> Evidence:
    """Attach a file to an item; the same file attached again is the one that is there."""
    held = hold(actor, item_id, now)
    held.require(Verb.ATTACH_EVIDENCE)
    person = person_of(actor)
    shown = file_name(name)
    remark = cleaned({"note": note}, ("note",)).get("note", "")
    _require_size(len(content))
    sha256 = keep_evidence(content)
    file, _ = EvidenceFile.objects.get_or_create(
        sha256=sha256,
        defaults={"size": len(content), "media_type": mimetypes.guess_type(shown)[0] or ""},
    )
    made, is_new = Evidence.objects.get_or_create(
        item=held.item,
        file=file,
        defaults={
            "name": shown,
            "note": remark,
            "attached_by": person,
            "attached_at": held.now,
        },
    )
    if is_new:
        held.record(Verb.ATTACH_EVIDENCE, name=shown, sha256=sha256, size=len(content))
    return made


def file_name(given: str) -> str:
    """The name of a file without folders; raises IllFormedInputError when nothing is left."""
    name = PurePosixPath(PureWindowsPath(given).name).name.strip()
    name = cleaned({"file": name}, ("file",)).get("file", "")
    if not name or len(name) > LONGEST_NAME:
        raise refusals.one_problem(
            "file",
            "file-name",
            "ファイルの名前がないか、長すぎます。",
            "The file has no name, or one that is too long.",
            "名前を短くして、もう一度選んでください。",
            "Give it a shorter name and choose it again.",
        )
    return name


def _require_size(size: int) -> None:
    if size == 0:
        raise refusals.one_problem(
            "file",
            "file-empty",
            "ファイルの中身が空です。",
            "The file is empty.",
            "保存されているか確かめ、選び直してください。",
            "See whether it was saved, and choose it again.",
        )
    if size > LARGEST_FILE:
        megabytes = LARGEST_FILE // 1_000_000
        raise refusals.one_problem(
            "file",
            "file-too-large",
            f"ファイルが{megabytes}MBを超えています。",
            f"The file is larger than {megabytes} MB.",
            "必要なページだけにするか、画像を小さくしてください。",
            "Keep the pages that are needed, or make its pictures smaller.",
        )
