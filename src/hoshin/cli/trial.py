"""The trial: a city's plans in the middle of a round, with one account for each role.

The plan folder is real; who is in charge of what and every figure of the round are samples, and the
screens say so. Everything goes through the actions, as it would on a working day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from hoshin.actions import approving, entering, loading, people, releasing, requesting, rounds
from hoshin.actions.actor import Actor, Way
from hoshin.actions.asking import earlier_values
from hoshin.actions.own_password import change_own_password
from hoshin.actions.permissions import Rights
from hoshin.actions.refusals import AskedError
from hoshin.domain.city import City
from hoshin.domain.cycle import ItemKind, Step, working_days_after
from hoshin.domain.evaluations import AuthorRole, SheetKind
from hoshin.domain.periods import Period, PeriodKind
from hoshin.domain.plans import OrganisationKind
from hoshin.domain.roles import Role
from hoshin.storage import models as tables
from hoshin.storage.demo import PASSWORD


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the trial; ``title`` follows the name of the organisation, where there is one."""

    username: str
    title: str
    role: Role
    organisation: str | None = None


ACCOUNTS = (
    Account("planner", "企画担当", Role.PLANNER),
    # Whoever proposes a change of a target does not decide on it.
    Account("planner2", "企画担当・決裁", Role.PLANNER),
    Account("officer", "担当者", Role.OFFICER, "bureau-urban-construction"),
    Account("chief", "課長", Role.SECTION_CHIEF, "bureau-urban-construction"),
    Account("officer2", "担当者", Role.OFFICER, "bureau-environment"),
    Account("chief2", "課長", Role.SECTION_CHIEF, "bureau-environment"),
    Account("bureau", "取りまとめ", Role.BUREAU_COORDINATOR, "bureau-urban-construction"),
    Account("finance", "財政担当", Role.FINANCE),
    Account("committee", "検証委員", Role.COMMITTEE_MEMBER),
    Account("auditor", "監査", Role.AUDITOR),
    Account("admin", "システム管理者", Role.ADMINISTRATOR),
)
# Which bureau a sample indicator is given to; the documents print none.
_BUREAU_OF = {
    "bureau-urban-construction": (
        "public-transport-users",
        "residential-area-density",
        "private-greening-area",
        "community-activity-share",
        "visitor-arrivals",
        "shelter-operating-bodies",
        "district-disaster-councils",
        "net-migration",
    ),
    "bureau-environment": (
        "energy-consumption",
        "groundwater-recharge",
        "groundwater-abstraction",
        "nitrate-stable-wells",
        "greenhouse-gas-city",
        "greenhouse-gas-metropolitan",
        "environmental-action-share",
        "large-battery-sites",
    ),
    "bureau-economy-tourism": (
        "gross-city-product",
        "tourism-spending",
        "companies-located",
        "commercialised-products",
        "regular-job-openings-ratio",
        "uij-desk-employed",
    ),
    "bureau-agriculture-fisheries": ("farm-household-shipments",),
    "bureau-children": ("births", "waiting-children", "marriage-childcare-site-visits"),
    "bureau-education": ("after-school-study-places", "school-volunteers"),
    "bureau-health-welfare": (
        "independent-older-people-share",
        "disabled-people-employed",
        "health-practice-share",
        "health-community-districts",
    ),
    "bureau-policy": ("sdgs-awareness-share", "sdgs-registered-bodies", "graduates-staying-share"),
}
# The element whose programs are evaluated: five works on roads. Elsewhere all programs are.
_EVALUATED = "action-2025.F1-II"
# When each step is due, counted from the day on which the trial is made.
_WORKING_DAYS_FROM_TODAY = {Step.ENTER: 4, Step.CHECK: 6, Step.APPROVE: 9, Step.LOCK: 13}
_DAYS_LATE = 3
# What becomes of a bureau's items, one after the other and over again.
_FATES = ("approved", "submitted", "returned", "draft", "open", "submitted", "open")


def make_trial(
    city: City,
    *,
    also: Mapping[str, Any] | None = None,
    files: Mapping[str, bytes] | None = None,
    report: Callable[[str], None] = lambda _: None,
) -> None:
    """Fill an empty database with a city, its people and a half-done round, whole or not at all.

    ``also`` and ``files`` are what its folder holds besides, such as the city's own forms.
    """
    with transaction.atomic():
        loading.load_city(Actor(None, Way.COMMAND), city, also=also, files=files)
        _make(city, report)


def _make(city: City, report: Callable[[str], None]) -> None:
    report("people")
    first, *others = ACCOUNTS
    planner = Actor(_person(first, {}))
    report("release")
    releasing.publish_release(planner, as_of=city.as_of or timezone.localdate())
    report("round")
    year = _year(city)
    opened = rounds.open_round(
        planner,
        fiscal_year=year,
        name=f"{year.label_ja}の実績報告",
        name_en=f"Results of {year.label_en}",
    )
    _ask_for_sheets(planner, opened)
    bureaus = _bureaus(opened)
    found = {one.username: _person(one, bureaus) for one in others}
    _share_out(planner, opened)
    today = timezone.localdate()
    _set_deadlines(planner, opened, today)
    report("figures")
    for officer, chief in (("officer", "chief"), ("officer2", "chief2")):
        _work(planner, Actor(found[officer]), Actor(found[chief]), opened)


def _bureaus(opened: tables.Round) -> dict[str, tables.Organisation]:
    """The organisations of the accounts, by the name that an account has for each.

    In another city its own bureaus stand in for them, those first whose programs are evaluated.
    """
    wanted = dict.fromkeys(one.organisation for one in ACCOUNTS if one.organisation is not None)
    there = {
        one.pk: one
        for one in tables.Organisation.objects.filter(kind=OrganisationKind.BUREAU, valid_to=None)
    }
    evaluated = _with_sheets(opened)
    spare = [one for one in there if one not in wanted]
    others = iter(sorted(spare, key=lambda one: one not in evaluated))
    found = {}
    for one in wanted:
        stands_in = one if one in there else next(others, None)
        if stands_in is not None:
            found[one] = there[stands_in]
    return found


def _with_sheets(opened: tables.Round) -> frozenset[str]:
    """Every organisation whose programs are evaluated in the round, and all that lie above one."""
    parents = dict(tables.Organisation.objects.values_list("pk", "parent"))
    sheets = opened.items.exclude(program=None).exclude(organisation=None)
    found = set()
    for section in sheets.values_list("organisation", flat=True).distinct():
        above = section
        while above is not None and above not in found:
            found.add(above)
            above = parents[above]
    return frozenset(found)


def _person(account: Account, bureaus: Mapping[str, tables.Organisation]) -> tables.Person:
    """Invite the person of an account, named after the organisation in which they work."""
    bureau = bureaus.get(account.organisation or "")
    of_bureau = "" if bureau is None else f"{bureau.name}の"
    made, _ = people.invite(
        Actor(None, Way.COMMAND),
        username=account.username,
        email=f"{account.username}@city.example",
        name=f"{of_bureau}{account.title}（見本）",
        role=account.role,
        organisation_id=None if bureau is None else bureau.pk,
    )
    # The trial's password is printed for everybody to read, so nobody has to change it.
    return change_own_password(Actor(made, Way.COMMAND), PASSWORD)


def _year(city: City) -> Period:
    """The fiscal year before the day up to which the folder is kept."""
    day = city.as_of or timezone.localdate()
    return Period(PeriodKind.FISCAL_YEAR, day.year - (1 if day.month >= 4 else 2))


def _ask_for_sheets(planner: Actor, opened: tables.Round) -> None:
    """Let section, bureau and committee evaluate programs: those of one element, or all."""
    requesting.request_evaluations(
        planner,
        opened.pk,
        sheet=SheetKind.PROGRAM,
        views=(AuthorRole.SECTION, AuthorRole.BUREAU, AuthorRole.COMMITTEE),
        element_id=_EVALUATED if tables.Element.objects.filter(pk=_EVALUATED).exists() else None,
    )


def _share_out(planner: Actor, opened: tables.Round) -> None:
    """Give every item that nobody is in charge of to a bureau."""
    bureau_of = {
        indicator: bureau for bureau, indicators in _BUREAU_OF.items() for indicator in indicators
    }
    for item in opened.items.filter(organisation=None, kind=ItemKind.OBSERVATION):
        bureau = bureau_of.get(item.indicator_id or "", "bureau-policy")
        if tables.Organisation.objects.filter(pk=bureau).exists():
            rounds.assign(planner, item.pk, version=item.version, organisation_id=bureau)


def _set_deadlines(planner: Actor, opened: tables.Round, today: date) -> None:
    """Put the deadlines around today, some of them past, whenever the trial is made."""
    closed = rounds.public_holidays(today, today + timedelta(days=60))
    for step, days in _WORKING_DAYS_FROM_TODAY.items():
        rounds.extend_deadline(
            planner,
            round_id=opened.pk,
            step=step,
            due_on=working_days_after(today, days, closed),
            reason="お試しのため、今日に合わせました。",
        )
    late = ("bureau-economy-tourism", "bureau-children", "bureau-education")
    for bureau in tables.Organisation.objects.filter(pk__in=late):
        rounds.extend_deadline(
            planner,
            round_id=opened.pk,
            due_on=today - timedelta(days=_DAYS_LATE),
            reason="お試しのため、締切を過ぎた課を作りました。",
            organisation_id=bureau.pk,
        )


def _work(planner: Actor, officer: Actor, chief: Actor, opened: tables.Round) -> None:
    """Let an officer's items go their several ways; the first untouched one is late."""
    is_late_one_there = False
    rights = Rights(officer, timezone.localdate())
    items = rights.visible_items().filter(round=opened, kind=ItemKind.OBSERVATION)
    for at, item in enumerate(items.order_by("position")):
        fate = _FATES[at % len(_FATES)]
        if fate == "open":
            if not is_late_one_there:
                rounds.extend_deadline(
                    planner,
                    round_id=opened.pk,
                    item_id=item.pk,
                    due_on=timezone.localdate() - timedelta(days=_DAYS_LATE),
                    reason="お試しのため、締切を過ぎた項目を作りました。",
                )
                is_late_one_there = True
            continue
        content = _sample(item, at)
        if fate == "draft":
            entering.save_draft(officer, item.pk, version=item.version, content=content)
            continue
        submitted = _submit(officer, item, content)
        if fate == "approved":
            approving.approve(chief, item.pk, version=submitted.version)
        elif fate == "returned":
            approving.return_(
                chief,
                item.pk,
                version=submitted.version,
                note="前回から大きく動いています。調査の対象が変わっていないか確かめ、理由を書き足してください。",
            )


def _submit(officer: Actor, item: tables.WorkItem, content: dict[str, str]) -> tables.WorkItem:
    try:
        return entering.submit_observation(officer, item.pk, version=item.version, content=content)
    except AskedError as asked:
        return entering.submit_observation(
            officer,
            item.pk,
            version=item.version,
            content=content,
            confirmed={one.code for one in asked.questions},
        )


def _sample(item: tables.WorkItem, at: int) -> dict[str, str]:
    """A sample figure a little beside the last one; where there is none, that it is to come."""
    earlier = earlier_values(item, item.unit)
    if not earlier:
        return {
            "missing_reason": "not_yet_published",
            "comment": "見本：調査の集計が終わるのは来月です。",
        }
    last = earlier[-1]
    digits = -int(last.as_tuple().exponent)
    step = Decimal(3 + at % 4).scaleb(-digits) if digits else Decimal(max(1, abs(int(last)) // 40))
    value = last + step if at % 3 else last - step
    return {
        "value": format(value, "f"),
        "status": "provisional" if at % 4 == 3 else "final",
        "comment": "見本：取組が続き、ほぼ見込みどおりに動いています。次年度は対象を広げます。",
    }
