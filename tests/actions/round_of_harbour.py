"""The invented city in mid-round: one person for each role, every item of fiscal 2024 due."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

SECTION, OTHER_SECTION = "section-tourism", "section-health"
NOW = datetime(2025, 7, 10, 1, 0, tzinfo=UTC)
TODAY = date(2025, 7, 10)
# Where each role is held in this city: for one section, its bureau, or the whole city.
_HELD_FOR = {"officer": SECTION, "section_chief": SECTION}


def begin() -> None:
    """Enter the people and open the round."""
    from hoshin.actions.rounds import open_round
    from hoshin.domain.evaluations import AuthorRole
    from hoshin.domain.periods import fiscal_year
    from hoshin.domain.roles import Role
    from hoshin.storage.models import Organisation, Person, RoleGrant

    bureau = Organisation.objects.get(pk=SECTION).parent_id
    for role in Role:
        person = Person.objects.create(
            username=role.value,
            name=f"{role.value} of the harbour",
            email=f"{role.value}@example.jp",
        )
        place = bureau if role is Role.BUREAU_COORDINATOR else _HELD_FOR.get(role.value)
        RoleGrant.objects.create(
            person=person,
            role=role,
            organisation_id=place,
            valid_from=date(2025, 4, 1),
            granted_at=NOW,
        )
    open_round(
        actor("planner"),
        fiscal_year=fiscal_year(2024),
        name="令和6年度の実績",
        name_en="results of fiscal 2024",
        views=(AuthorRole.SECTION, AuthorRole.BUREAU, AuthorRole.COMMITTEE),
        now=NOW,
    )


def actor(role: str) -> Any:
    """The person who holds a role, at work."""
    from hoshin.actions.actor import Actor
    from hoshin.storage.models import Person

    return Actor(Person.objects.get(username=role))


def value_item() -> Any:
    """The value that the section owes."""
    from hoshin.storage.models import WorkItem

    return WorkItem.objects.get(kind="observation", indicator="visitors")


def submitted(value: str = "105") -> Any:
    """The section's value, submitted by its officer."""
    from hoshin.actions.entering import submit_observation

    item = value_item()
    return submit_observation(
        actor("officer"), item.pk, version=item.version, content={"value": value}, now=NOW
    )


def approved(value: str = "105") -> Any:
    """The section's value, approved by its chief."""
    from hoshin.actions.approving import approve

    item = submitted(value)
    return approve(actor("section_chief"), item.pk, version=item.version, now=NOW)
