"""An office at work: the invented city's round, opened, with a person for each role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

PASSWORD = "tests only, long enough"


@dataclass
class Office:
    """The people of the round and its items, and a browser for each person."""

    people: dict[str, Any]
    round: Any

    def client(self, name: str, **options: Any) -> Any:
        """A browser in which somebody has signed in."""
        from django.test import Client

        made = Client(SERVER_NAME="localhost", **options)
        made.force_login(self.people[name], backend="django.contrib.auth.backends.ModelBackend")
        return made

    def items(self, **wanted: Any) -> list[Any]:
        """The round's items with values, in order."""
        return list(self.round.items.filter(kind="observation", **wanted).order_by("pk"))

    def actor(self, name: str) -> Any:
        """A person as the actions know them."""
        from hoshin.actions.actor import Actor

        return Actor(self.people[name])


@pytest.fixture
def office(workplace: str) -> Iterator[Office]:
    """Two sections, each with an officer and a chief; each has half of the items."""
    from hoshin.actions import people, rounds
    from hoshin.actions.actor import Actor, Way
    from hoshin.domain.periods import Period, PeriodKind
    from hoshin.domain.roles import Role
    from hoshin.storage import models as tables

    mine, theirs = _two_sections()
    wanted = {
        "planner": (Role.PLANNER, None),
        "officer": (Role.OFFICER, mine),
        "chief": (Role.SECTION_CHIEF, mine),
        "other_officer": (Role.OFFICER, theirs),
        "other_chief": (Role.SECTION_CHIEF, theirs),
        "bureau": (Role.BUREAU_COORDINATOR, mine),
        "finance": (Role.FINANCE, None),
        "committee": (Role.COMMITTEE_MEMBER, None),
        "auditor": (Role.AUDITOR, None),
        "admin": (Role.ADMINISTRATOR, None),
    }
    found = {}
    for name, (role, organisation) in wanted.items():
        person, password = people.invite(
            Actor(None, Way.COMMAND),
            username=name,
            name=f"{name} さん",
            role=role,
            organisation_id=organisation,
        )
        assert password
        person.set_password(PASSWORD)
        person.must_change_password = False
        person.save()
        found[name] = person
    planner = Actor(found["planner"])
    opened = rounds.open_round(
        planner, fiscal_year=Period(PeriodKind.FISCAL_YEAR, 2024), name="実績報告"
    )
    items = list(opened.items.filter(kind="observation").order_by("pk"))
    for at, item in enumerate(items):
        rounds.assign(
            planner,
            item.pk,
            version=item.version,
            organisation_id=mine if at < len(items) / 2 else theirs,
        )
    yield Office(found, tables.Round.objects.get(pk=opened.pk))


def _two_sections() -> tuple[str, str]:
    from hoshin.storage import models as tables

    ids = tables.Organisation.objects.filter(kind__in=("section", "bureau")).values_list(
        "pk", "parent_id"
    )
    parents = {parent for _, parent in ids}
    leaves = [one for one, _ in ids if one not in parents]
    return leaves[0], leaves[1]
