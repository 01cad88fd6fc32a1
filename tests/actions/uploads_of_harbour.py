"""Documents uploaded into the round of the invented city, and read at once."""

from __future__ import annotations

from typing import Any

from tests.actions.round_of_harbour import NOW, actor

NAME = "実績報告.txt"
TABLE = """港見市 実績報告

No\t指標名\t当初値\t2025年度\t2026年度(目標値)\t達成度(%)
1\t観光入込客数\t2021年度 82.4 万人\t2025年度 {value} 万人\t2026年度 120 万人\t
2\t夜の散歩道の長さ\t2021年度 3.0 km\t2025年度 4.5 km\t2026年度 8.0 km\t
"""


def uploaded(value: str = "111.5", name: str = NAME, content: bytes | None = None) -> Any:
    """An upload that was read and waits for review."""
    from hoshin.actions.uploading import upload_document
    from hoshin.storage.models import Upload

    given = TABLE.format(value=value).encode() if content is None else content
    upload = upload_document(
        actor("planner"), name=name, content=given, plan_id="plan-2022", now=NOW
    ).upload
    read_everything()
    return Upload.objects.get(pk=upload.pk)


def read_everything() -> None:
    """Read whatever waits, as the server does in the background."""
    from hoshin.actions.uploading import claim_upload, read_upload

    while (waiting := claim_upload(NOW)) is not None:
        read_upload(waiting, now=NOW)


def keys_of(upload: Any, table: str, action: str = "add") -> list[tuple[str, str]]:
    """The rows of a table that an upload would add, change or confirm."""
    return [
        (one["table"], one["id"])
        for one in upload.proposal["rows"]
        if one["table"] == table and one["action"] == action
    ]
