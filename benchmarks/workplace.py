"""The workplace of a large city, measured: ``python -m benchmarks.workplace``.

40 sections, 300 people, 2,000 programs, 1,500 indicators with 20 years each. Every save is set
beside a bare Django insert in the same run. A SQLite file in a scratch folder is measured, with
``--postgresql`` a PostgreSQL server that is started for the run, and an empty database that
``HOSHIN_DATABASE`` names where it is set. ``--publishing`` measures releases and nothing else,
``--screens`` saves and screens alone.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks import workplace_publishing, workplace_screens
from benchmarks.measuring import machine
from hoshin.domain.city import City
from hoshin.domain.cycle import ItemKind
from hoshin.domain.indicators import Indicator, Observation, Target
from hoshin.domain.periods import fiscal_year
from hoshin.domain.plans import Element, Level, Organisation, OrganisationKind, Plan
from hoshin.domain.programs import Program

SECTIONS, PEOPLE, PROGRAMS, INDICATORS, YEARS = 40, 300, 2_000, 1_500, 20
AT_ONCE, SAVES = 50, 100
FROZEN = 2_000
LAST_YEAR = 2024
NOW = datetime(2025, 7, 10, 1, 0, tzinfo=UTC)


def large_city() -> City:
    """A city of this size, every figure invented."""
    sections = [f"section-{number}" for number in range(SECTIONS)]
    city = Organisation(id="city", name="市", kind=OrganisationKind.CITY)
    return City(
        name="大きな市",
        organisations=(
            city,
            *(
                Organisation(id=one, name=one, kind=OrganisationKind.SECTION, parent="city")
                for one in sections
            ),
        ),
        plans=(Plan(id="plan", name="総合計画"),),
        levels=(Level(id="level", plan="plan", depth=1, name="施策"),),
        elements=tuple(
            Element(id=f"element-{at}", plan="plan", level="level", name=one, organisation=one)
            for at, one in enumerate(sections)
        ),
        indicators=tuple(
            Indicator(
                id=f"i{at}", name=f"指標{at}", unit="人", organisation=sections[at % SECTIONS]
            )
            for at in range(INDICATORS)
        ),
        targets=tuple(
            Target(
                id=f"t{at}",
                plan="plan",
                element=f"element-{at % SECTIONS}",
                indicator=f"i{at}",
                unit="人",
                goal_value=Decimal(500),
                goal_period=fiscal_year(2030),
                baseline_value=Decimal(100),
                baseline_period=fiscal_year(2004),
            )
            for at in range(INDICATORS)
        ),
        observations=tuple(
            Observation(
                id=f"i{at}.{year}",
                indicator=f"i{at}",
                time_period=fiscal_year(year),
                obs_value=Decimal(100 + (year * 7 + at) % 90),
                unit_measure="人",
            )
            for at in range(INDICATORS)
            for year in range(LAST_YEAR - YEARS, LAST_YEAR)
        ),
        programs=tuple(
            Program(id=f"p{at}", name=f"事業{at}", organisation=sections[at % SECTIONS])
            for at in range(PROGRAMS)
        ),
    )


def _timed(what: str, work: Callable[[], Any]) -> Any:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{what:<58} {cpu:8.2f} s CPU {wall:8.2f} s", flush=True)
    return result


def _median_ms(work: Callable[[int], Any], times: int) -> float:
    taken = []
    for at in range(times):
        started = time.process_time()
        work(at)
        taken.append(time.process_time() - started)
    return statistics.median(taken) * 1_000


def main() -> None:
    """Print every figure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--postgresql", action="store_true")
    parts = asked.add_mutually_exclusive_group()
    parts.add_argument("--publishing", action="store_true")
    parts.add_argument("--screens", action="store_true")
    given = asked.parse_args()
    server = _postgresql() if given.postgresql else nullcontext()
    with tempfile.TemporaryDirectory(prefix="hoshin-bench-") as folder, server:
        os.environ["HOSHIN_DATA"] = folder
        from hoshin.storage.start import bring_up_to_date, start

        start()
        print("\n".join(machine()), "\n")
        _timed("tables of an empty database", bring_up_to_date)
        _measure(publishing=not given.screens, screens=not given.publishing)
        if given.postgresql:
            # A server that is stopped with connections open cuts them off.
            from django.db import connections

            connections.close_all()


@contextmanager
def _postgresql() -> Iterator[None]:
    """A server for this run, which writes to the disk as one in production does."""
    from tests.postgresql_server import start_server, stop_server

    script = Path(__file__).resolve().parents[1] / "scripts" / "ensure_postgresql.sh"
    found = subprocess.run(
        ["bash", str(script), "--find"], check=True, capture_output=True, text=True
    )
    server = start_server(Path(found.stdout.strip()), "-c max_connections=150")
    try:
        os.environ["HOSHIN_DATABASE"] = server.create("benchmark")
        yield
    finally:
        stop_server(server)


def _measure(*, publishing: bool, screens: bool) -> None:
    from django.db import connection

    from hoshin.actions import approving, entering, rounds
    from hoshin.actions.actor import Actor
    from hoshin.domain.roles import Role
    from hoshin.storage.models import AuditEvent, Person, RoleGrant, Submission, WorkItem
    from hoshin.storage.plan import load_plan, save_plan

    print(f"database: {connection.vendor}")
    city = large_city()
    _timed("load the plan", lambda: save_plan(city))
    _timed("read the whole plan", load_plan)
    people = [Person.objects.create(username=f"p{at}", name=f"職員{at}") for at in range(PEOPLE)]
    roles = (Role.OFFICER, Role.SECTION_CHIEF)
    RoleGrant.objects.bulk_create(
        RoleGrant(
            person=one,
            role=Role.PLANNER if at == 0 else roles[at % 2],
            organisation_id=None if at == 0 else f"section-{at // 2 % SECTIONS}",
            valid_from=date(2025, 4, 1),
            granted_at=NOW,
        )
        for at, one in enumerate(people)
    )
    planner = Actor(people[0])
    _timed(
        "open the round",
        lambda: rounds.open_round(
            planner, fiscal_year=fiscal_year(LAST_YEAR), name="令和6年度", four_eyes=False, now=NOW
        ),
    )
    items = list(WorkItem.objects.filter(kind="observation"))
    print(f"{len(items):,} values due, {WorkItem.objects.count() - len(items):,} evaluations\n")

    def submit(item: Any) -> Any:
        return entering.submit_observation(
            planner, item.pk, version=item.version, content={"value": "150"}, now=NOW
        )

    if screens:
        _measure_saves(items, submit, people)
        _measure_screens(people)
    if publishing:
        first = WorkItem.objects.get(pk=items[0].pk)
        if not screens:
            first = submit(first)
        approved = approving.approve(planner, first.pk, version=first.version, now=NOW)
        workplace_publishing.measure(planner, approved, NOW.date(), NOW)
    if not screens:
        return

    def submit_and_approve_rest() -> None:
        for item in WorkItem.objects.filter(kind="observation", state="not_started"):
            submit(item)
        for item in WorkItem.objects.filter(state="submitted"):
            approving.approve(planner, item.pk, version=item.version, now=NOW)

    if publishing:
        _timed(f"submit and approve the remaining {len(items):,}", submit_and_approve_rest)
    round_id = items[0].round_id
    _fill(round_id)
    _timed(
        f"freeze {WorkItem.objects.count():,} items",
        lambda: rounds.freeze(planner, round_id, with_gaps=True, now=NOW),
    )
    print(f"{Submission.objects.count():,} submissions, {AuditEvent.objects.count():,} events")


def _fill(round_id: int) -> None:
    """Sheets of programs besides, until the round holds as many items as are to be frozen."""
    from hoshin.storage.models import WorkItem

    missing = FROZEN - WorkItem.objects.filter(round=round_id).count()
    WorkItem.objects.bulk_create(
        WorkItem(
            round_id=round_id,
            kind=ItemKind.EVALUATION,
            key=f"program-{at}",
            program_id=f"p{at}",
            element_id=f"element-{at % SECTIONS}",
            time_period=fiscal_year(LAST_YEAR),
            organisation_id=f"section-{at % SECTIONS}",
            due_on=NOW.date(),
            changed_at=NOW,
        )
        for at in range(missing)
    )


def _measure_saves(items: list[Any], submit: Callable[[Any], Any], people: list[Any]) -> None:
    """One save beside a bare insert, and fifty at once."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hoshin.domain.roles import Role
    from hoshin.storage.models import RoleGrant

    with CaptureQueriesContext(connection) as counted:
        submit(items[-1])
    saved = _median_ms(lambda at: submit(items[at]), SAVES)
    bare = _median_ms(
        lambda at: RoleGrant.objects.create(
            person=people[1], role=Role.OFFICER, valid_from=date(2025, 4, 1), granted_at=NOW
        ),
        SAVES,
    )
    print(f"submit one value: {saved:.1f} ms CPU, {len(counted)} statements; ", end="")
    print(f"a bare insert {bare:.1f} ms ({saved / bare:.0f} times)")
    _at_once(items[SAVES : SAVES + AT_ONCE], submit)


def _measure_screens(people: list[Any]) -> None:
    """What people wait for: pages, and fifty who submit at once over HTTP."""
    from hoshin.domain.roles import Role
    from hoshin.storage.models import RoleGrant, Submission, WorkItem

    known = {one.pk: one for one in people}
    by_role: dict[str, Any] = {}
    officers: dict[str, list[Any]] = {}
    for grant in RoleGrant.objects.filter(ended_at=None).order_by("pk"):
        by_role.setdefault(grant.role.value, known[grant.person_id])
        if grant.role is Role.OFFICER:
            officers.setdefault(grant.organisation_id, []).append(known[grant.person_id])
    print(workplace_screens.measure(by_role), "\n")
    waiting = WorkItem.objects.filter(kind="observation", state="not_started").order_by("-pk")
    pairs = [
        (officers[one.organisation_id].pop(), one)
        for one in waiting[: 8 * AT_ONCE]
        if officers.get(one.organisation_id)
    ]
    print(workplace_screens.at_once(pairs[:AT_ONCE], Submission.objects.count), "\n")


def _at_once(items: list[Any], submit: Callable[[Any], Any]) -> None:
    """Fifty people save at the same moment, each over a connection of their own."""
    from django.db import connections

    from hoshin.storage.models import Submission

    before = Submission.objects.count()

    def one(item: Any) -> float:
        started = time.perf_counter()
        try:
            submit(item)
        finally:
            connections.close_all()
        return time.perf_counter() - started

    with ThreadPoolExecutor(len(items)) as many:
        taken = sorted(many.map(one, items))
    kept = Submission.objects.count() - before
    print(
        f"{len(items)} at once: {kept} kept, median {statistics.median(taken) * 1_000:.0f} ms, "
        f"slowest {taken[-1] * 1_000:.0f} ms\n"
    )


if __name__ == "__main__":
    main()
