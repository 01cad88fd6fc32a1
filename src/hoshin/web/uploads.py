"""What the screens of importing share: who may, how much, which upload, numbers of a form."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from hoshin.actions.matrix import Verb
from hoshin.storage import models as tables
from hoshin.web.desk import Desk, desk_of

# What a form may bring at once, in megabytes. Documents to import are larger, and several come at
# once; they are kept on disk as they arrive.
MOST_MEGABYTES = 20
MOST_TOGETHER = 130


def planner_of(request: HttpRequest) -> Desk:
    """The desk of somebody who reviews documents; raises NotAllowedError for others."""
    desk = desk_of(request)
    desk.rights.require(Verb.REVIEW_PROPOSAL)
    return desk


def upload_of(upload_id: int) -> tables.Upload:
    """An upload with what its screens show; raises Http404 where there is none."""
    found = (
        tables.Upload.objects.select_related("plan", "uploaded_by", "file__document")
        .filter(pk=upload_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def whole_number(text: str) -> int:
    """A number of a form; 0 where it is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
