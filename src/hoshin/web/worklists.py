"""Work lists: whose work an item is, asked of the rights that a person holds."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from hoshin.domain.cycle import ItemState
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.roles import Role
from hoshin.storage.models import WorkItem
from hoshin.web.desk import Desk


def visible_items(desk: Desk) -> QuerySet[WorkItem]:
    """Every item that the person may see."""
    return desk.rights.visible_items()


_NOTHING = Q(pk__in=())
# Whose work the evaluation from each point of view is; values are the officer's as well.
_WRITERS: dict[Role, tuple[AuthorRole, ...]] = {
    Role.OFFICER: (AuthorRole.SECTION,),
    Role.BUREAU_COORDINATOR: (AuthorRole.BUREAU,),
    Role.PLANNER: (AuthorRole.PLANNER, AuthorRole.CITY),
    Role.COMMITTEE_MEMBER: (AuthorRole.COMMITTEE,),
}


def own_items(desk: Desk) -> QuerySet[WorkItem]:
    """What falls to the person in their roles to write, unless it was given to a colleague."""
    mine = _NOTHING
    for role, views in _WRITERS.items():
        if role in desk.rights.roles:
            wanted = Q(author_role__in=views)
            if role is Role.OFFICER:
                wanted |= Q(author_role=None)
            mine |= desk.rights.seen_as((role,)) & wanted
    return WorkItem.objects.filter(mine, Q(assigned_to=None) | Q(assigned_to=desk.person))


def items_to_approve(desk: Desk) -> QuerySet[WorkItem]:
    """What waits for the person's eyes: submitted by somebody else, not yet approved.

    The views of bureau and committee are above a section's chief: the planner decides on them.
    """
    rights = desk.rights
    submitted = Q(state=ItemState.SUBMITTED)
    of_section = Q(author_role=None) | Q(author_role=AuthorRole.SECTION)
    either = submitted | Q(state=ItemState.CHECKED)
    waiting = rights.seen_as((Role.SECTION_CHIEF,)) & either & of_section
    if Role.PLANNER in rights.roles:
        waiting |= rights.seen_as((Role.PLANNER,)) & either
    if Role.BUREAU_COORDINATOR in rights.roles:
        waiting |= rights.seen_as((Role.BUREAU_COORDINATOR,)) & submitted & of_section
    return WorkItem.objects.filter(waiting).exclude(submitted_by=desk.person)
