"""By which layout a document is to be read: what may be chosen, what was, and what a form sent."""

from __future__ import annotations

from django.http import HttpRequest

from hoshin.actions.keeping_layouts import current_layouts
from hoshin.storage.models import Upload
from hoshin.web.desk import Desk

# What the choice sends: none at all, or one by its name; empty where every one is tried.
_WITHOUT, _NAMED = "without", "layout:"


def layout_choices(desk: Desk) -> list[tuple[str, str]]:
    """The layouts in use, each with what is sent and what is read of it.

    Empty where no layout is in use: then there is nothing to choose.
    """
    names = sorted(current_layouts())
    if not names:
        return []
    return [
        ("", desk.w("importing.layout_any")),
        *((f"{_NAMED}{one}", one) for one in names),
        (_WITHOUT, desk.w("importing.layout_without")),
    ]


def layout_chosen(upload: Upload) -> str:
    """The choice by which an upload was read."""
    if upload.layout is None:
        return ""
    return f"{_NAMED}{upload.layout}" if upload.layout else _WITHOUT


def layout_of(request: HttpRequest) -> str | None:
    """The layout that was chosen; empty for none, None where every one in use is to be tried."""
    given = str(request.POST.get("layout", "")).replace("\x00", "")
    if not given:
        return None
    return "" if given == _WITHOUT else given.removeprefix(_NAMED)


def layout_word(desk: Desk, upload: Upload) -> str:
    """What the list says of the choice; nothing where none was made."""
    if upload.layout is None:
        return ""
    if not upload.layout:
        return desk.w("importing.no_layout")
    return desk.w("importing.by_layout", name=upload.layout)
