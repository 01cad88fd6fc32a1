"""The next item: after one is submitted, the one that presses most is opened."""

from __future__ import annotations

from hoshin.domain.cycle import RoundState
from hoshin.storage import models as tables
from hoshin.web.brief_lines import OPEN_STATES
from hoshin.web.desk import Desk
from hoshin.web.worklists import own_items


def next_of(desk: Desk, item: tables.WorkItem) -> tables.WorkItem | None:
    """The person's next open item of the same kind; None when all are submitted."""
    return (
        own_items(desk)
        .filter(state__in=OPEN_STATES, round__state=RoundState.OPEN, kind=item.kind)
        .exclude(pk=item.pk)
        .order_by("due_on", "position", "id")
        .first()
    )
