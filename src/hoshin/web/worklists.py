"""Work lists: whose work an item is, asked of the rights that a person holds."""

from __future__ import annotations

import copy
from collections.abc import Collection

from django.db.models import Q, QuerySet

from hoshin.domain.cycle import ItemState
from hoshin.domain.roles import Role
from hoshin.storage.models import WorkItem
from hoshin.web.desk import Desk


def visible_items(desk: Desk) -> QuerySet[WorkItem]:
    """Every item that the person may see."""
    return desk.rights.visible_items()


def own_items(desk: Desk) -> QuerySet[WorkItem]:
    """What the person is to enter: what falls to an officer, unless it was given to a colleague."""
    return _items_as(desk, (Role.OFFICER,)).filter(Q(assigned_to=None) | Q(assigned_to=desk.person))


def items_to_approve(desk: Desk) -> QuerySet[WorkItem]:
    """What waits for the person's eyes: submitted by somebody else, not yet approved."""
    submitted = Q(state=ItemState.SUBMITTED)
    approvers = _items_as(desk, (Role.SECTION_CHIEF, Role.PLANNER)).filter(
        submitted | Q(state=ItemState.CHECKED)
    )
    coordinators = _items_as(desk, (Role.BUREAU_COORDINATOR,)).filter(submitted)
    return WorkItem.objects.filter(
        Q(pk__in=approvers.values("pk")) | Q(pk__in=coordinators.values("pk"))
    ).exclude(submitted_by=desk.person)


def _items_as(desk: Desk, roles: Collection[Role]) -> QuerySet[WorkItem]:
    """The items that the person sees in these roles alone."""
    narrowed = copy.copy(desk.rights)
    narrowed.grants = tuple(one for one in desk.rights.grants if one.role in roles)
    return narrowed.visible_items()
