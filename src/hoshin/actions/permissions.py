"""Rights: what one person may do on one day, from the permission table and the roles held.

A role is held for a part of the city; an item is covered when its organisation lies within that
part, and its element or indicator too where the role was given for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from hoshin.actions import refusals
from hoshin.actions.actor import Actor
from hoshin.actions.matrix import AUTHORS, DECIDERS, MATRIX, VERB_LABELS, Verb
from hoshin.actions.standing_in import stand_in_for
from hoshin.domain.cycle import ItemState
from hoshin.domain.evaluations import AuthorRole
from hoshin.domain.plans import OrganisationKind
from hoshin.domain.roles import Role
from hoshin.storage.models import Element, Organisation, RoleGrant, WorkItem

__all__ = ["MATRIX", "VERB_LABELS", "Grant", "Rights", "Verb"]

_WRITING = (Verb.SAVE_DRAFT, Verb.SUBMIT, Verb.WRITE_EVALUATION, Verb.WITHDRAW)
_DECIDING = (Verb.CHECK, Verb.RETURN, Verb.APPROVE)
# What the outside committee sees: only what the city stands by.
_SEEN_BY_COMMITTEE = (ItemState.APPROVED, ItemState.LOCKED)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role with its part of the city, as this module compares it.

    ``held_for`` is the person for whom a deputy holds it; empty where it is one's own.
    """

    role: Role
    organisation: str | None
    element: str | None
    indicator: str | None
    held_for: int | None = None


class Rights:
    """What one actor may do on one day, read once from the database."""

    def __init__(self, actor: Actor, today: date) -> None:
        """Read the grants that are valid on the day; an inactive person has none."""
        self.actor = actor
        self._today = today
        self._parents: dict[str, str | None] | None = None
        self._root: set[str] = set()
        if actor.person is None:
            self.grants: tuple[Grant, ...] = (Grant(Role.ADMINISTRATOR, None, None, None),)
            return
        if not actor.person.is_active:
            self.grants = ()
            return
        # Days are compared here: a person holds few roles, and this is asked for every page.
        held = RoleGrant.objects.filter(person=actor.person, ended_at=None)
        self.grants = tuple(
            Grant(*row)
            for first, last, *row in held.values_list(
                *("valid_from", "valid_to"),
                *("role", "organisation_id", "element_id", "indicator_id"),
                "deputy_of__person_id",
            )
            if first <= today and (last is None or today <= last)
        )

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held for any part."""
        return frozenset(one.role for one in self.grants)

    def holds(self, verb: Verb) -> bool:
        """Whether a role that includes the verb is held for any part of the city."""
        return not self.roles.isdisjoint(MATRIX[verb])

    def may(
        self, verb: Verb, item: WorkItem | None = None, organisation: str | None = None
    ) -> bool:
        """Whether the verb is allowed to an item, to an organisation, or, with neither, as such.

        Verbs without an item belong to the city: a role held for one section does not do.
        """
        return any(True for _ in self._grants_for(verb, item, organisation))

    def _grants_for(
        self, verb: Verb, item: WorkItem | None, organisation: str | None
    ) -> Iterator[Grant]:
        """The grants that allow a verb, as ``may`` asks for it."""
        allowed = MATRIX[verb]
        if item is not None and item.author_role is not None and verb in _WRITING:
            allowed = MATRIX[Verb.WRITE_EVALUATION] & AUTHORS[item.author_role]
        elif item is not None and item.author_role is not None and verb in _DECIDING:
            allowed = allowed & DECIDERS[item.author_role]
        for grant in self.grants:
            if grant.role not in allowed:
                continue
            if item is not None:
                if self._covers_item(grant, item) and self._sees(grant, item):
                    yield grant
            elif self._covers(grant, organisation) and not (grant.element or grant.indicator):
                yield grant

    def require(
        self, verb: Verb, item: WorkItem | None = None, organisation: str | None = None
    ) -> None:
        """Raise NotAllowedError, saying who may, unless the verb is allowed.

        The deed under way is done for somebody else where it is allowed to their deputy alone.
        """
        grants = tuple(self._grants_for(verb, item, organisation))
        if not grants:
            ja, en = VERB_LABELS[verb]
            roles = [role for role in Role if role in MATRIX[verb]]
            raise refusals.not_allowed(ja, en, roles, scoped=self.holds(verb))
        stand_in_for(one.held_for for one in grants)

    def require_anywhere(self, verb: Verb, *, in_own_name: bool = False) -> None:
        """Raise NotAllowedError unless the role is held for some part of the city.

        What is done ``in_own_name`` concerns oneself alone: nobody acts for somebody else by it.
        """
        grants = tuple(one for one in self.grants if one.role in MATRIX[verb])
        if not grants:
            ja, en = VERB_LABELS[verb]
            raise refusals.not_allowed(
                ja, en, [role for role in Role if role in MATRIX[verb]], scoped=False
            )
        if not in_own_name:
            stand_in_for(one.held_for for one in grants)

    def visible_items(self) -> QuerySet[WorkItem]:
        """The items that this actor may see, as a query that can be narrowed further."""
        return WorkItem.objects.filter(self.seen_as(tuple(Role)))

    def seen_as(self, roles: Collection[Role]) -> Q:
        """Which items this actor sees in some roles alone, as a condition."""
        wanted: Q | None = None
        for grant in self.grants:
            if grant.role not in roles:
                continue
            part = Q()
            if grant.organisation is not None and grant.organisation not in self._roots():
                part &= Q(organisation__in=self.below(grant.organisation))
            if grant.element is not None:
                part &= Q(element__in=_elements_below(grant.element))
            if grant.indicator is not None:
                part &= Q(indicator=grant.indicator)
            if grant.role is Role.COMMITTEE_MEMBER:
                part &= Q(state__in=_SEEN_BY_COMMITTEE) | Q(author_role=AuthorRole.COMMITTEE)
            if not part:
                return Q()
            wanted = part if wanted is None else wanted | part
        return Q(pk__in=()) if wanted is None else wanted

    def below(self, organisation: str) -> set[str]:
        """An organisation and all that belongs to it."""
        children: dict[str | None, list[str]] = {}
        for one, parent in self._tree().items():
            children.setdefault(parent, []).append(one)
        found: set[str] = set()
        waiting = [organisation]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(children.get(one, ()))
        return found

    def _sees(self, grant: Grant, item: WorkItem) -> bool:
        if grant.role is not Role.COMMITTEE_MEMBER:
            return True
        return item.state in _SEEN_BY_COMMITTEE or item.author_role is AuthorRole.COMMITTEE

    def _covers_item(self, grant: Grant, item: WorkItem) -> bool:
        if not self._covers(grant, item.organisation_id):
            return False
        if grant.indicator is not None and grant.indicator != item.indicator_id:
            return False
        return grant.element is None or item.element_id in _elements_below(grant.element)

    def _covers(self, grant: Grant, organisation: str | None) -> bool:
        if grant.organisation is None or grant.organisation in self._roots():
            return True
        seen: set[str] = set()
        at = organisation
        while at is not None and at not in seen:
            if at == grant.organisation:
                return True
            seen.add(at)
            at = self._tree().get(at)
        return False

    def _tree(self) -> dict[str, str | None]:
        if self._parents is None:
            rows = Organisation.objects.values_list(
                "id", "parent_id", "kind", "successor_id", "valid_to"
            )
            # What an office that has ended left behind falls to its successor.
            self._parents = {
                one: successor
                if successor is not None and ended is not None and ended < self._today
                else parent
                for one, parent, _, successor, ended in rows
            }
            self._root = {
                one
                for one, parent, kind, *_ in rows
                if kind is OrganisationKind.CITY and parent is None
            }
        return self._parents

    def _roots(self) -> set[str]:
        self._tree()
        return self._root


def _elements_below(element: str) -> set[str]:
    parents = dict(Element.objects.values_list("id", "parent_id"))
    found = {element}
    grown = True
    while grown:
        more = {one for one, parent in parents.items() if parent in found} - found
        grown = bool(more)
        found |= more
    return found
