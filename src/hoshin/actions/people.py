"""People: invite, deactivate, give and end roles, name a deputy."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.contrib.auth.hashers import make_password

from hoshin.actions import refusals
from hoshin.actions.acting import action, person_of
from hoshin.actions.actor import Actor, day_of, now_or
from hoshin.actions.matrix import MATRIX, Verb
from hoshin.actions.permissions import Rights
from hoshin.actions.recording import record
from hoshin.actions.typed import cleaned, required_text
from hoshin.domain.roles import Role
from hoshin.storage.models import AccessToken, Element, Indicator, Organisation, Person, RoleGrant

# Letters and digits that nobody takes for one another when a password is read from paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _IN_GROUP = 4, 5


@action(Verb.INVITE)
def invite(
    actor: Actor,
    *,
    username: str,
    name: str,
    role: Role,
    organisation_id: str | None = None,
    email: str = "",
    office: str = "",
    language: str = "ja",
    now: datetime | None = None,
) -> tuple[Person, str]:
    """Enter a person with a first role; returns the person and a password for the first sign-in.

    The password is shown once, kept nowhere, and has to be changed when it is used.
    """
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.INVITE)
    given = cleaned(
        {"username": username, "name": name, "email": email, "office": office},
        ("username", "name", "email", "office"),
    )
    sign_in = required_text(username, "username")
    if Person.objects.filter(username__iexact=sign_in).exists():
        raise _username_taken(sign_in)
    _require(Organisation, organisation_id, "組織", "organisation")
    password = one_time_password()
    person = Person.objects.create(
        username=sign_in,
        name=required_text(name, "name"),
        email=given.get("email", ""),
        office=given.get("office", ""),
        organisation_id=organisation_id,
        language="en" if language == "en" else "ja",
        must_change_password=True,
        password=make_password(password),
    )
    RoleGrant.objects.create(
        person=person,
        role=role,
        organisation_id=organisation_id,
        valid_from=day_of(moment),
        granted_by=actor.person,
        granted_at=moment,
    )
    details = {"username": sign_in, "role": role.value, "organisation": organisation_id}
    record(actor, Verb.INVITE, ("person", person.pk), details, moment)
    return person, password


@action(Verb.INVITE)
def renew_password(
    actor: Actor, person_id: int, *, now: datetime | None = None
) -> tuple[Person, str]:
    """Give a person who forgot the password a new one for the next sign-in."""
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.INVITE)
    person = _person(person_id)
    password = one_time_password()
    person.password, person.must_change_password = make_password(password), True
    person.save(update_fields=["password", "must_change_password"])
    record(actor, "renew_password", ("person", person.pk), {}, moment)
    return person, password


@action(Verb.DEACTIVATE)
def deactivate(actor: Actor, person_id: int, *, now: datetime | None = None) -> Person:
    """Shut a person out: roles, deputies and keys end; what the person did stays on record."""
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.DEACTIVATE)
    person = _person(person_id)
    if actor.person is not None and person.pk == actor.person.pk:
        raise _not_yourself()
    person.is_active = False
    person.save(update_fields=["is_active"])
    ended = _end_grants(RoleGrant.objects.filter(person=person), actor, moment)
    keys = AccessToken.objects.filter(person=person, revoked_at=None).update(revoked_at=moment)
    details = {"roles_ended": ended, "keys_revoked": keys}
    record(actor, Verb.DEACTIVATE, ("person", person.pk), details, moment)
    return person


@action(Verb.GRANT_ROLE)
def grant_role(
    actor: Actor,
    person_id: int,
    *,
    role: Role,
    organisation_id: str | None = None,
    element_id: str | None = None,
    indicator_id: str | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    now: datetime | None = None,
) -> RoleGrant:
    """Give a person a role for the whole city, an organisation, an element or an indicator."""
    moment = now_or(now)
    today = day_of(moment)
    Rights(actor, today).require(Verb.GRANT_ROLE)
    person = _person(person_id)
    _require(Organisation, organisation_id, "組織", "organisation")
    _require(Element, element_id, "計画の要素", "plan element")
    _require(Indicator, indicator_id, "指標", "indicator")
    first = valid_from or today
    _require_order(first, valid_to)
    made = RoleGrant.objects.create(
        person=person,
        role=role,
        organisation_id=organisation_id,
        element_id=element_id,
        indicator_id=indicator_id,
        valid_from=first,
        valid_to=valid_to,
        granted_by=actor.person,
        granted_at=moment,
    )
    record(actor, Verb.GRANT_ROLE, ("person", person.pk), _said(made), moment)
    return made


@action(Verb.GRANT_ROLE)
def end_role(actor: Actor, grant_id: int, *, now: datetime | None = None) -> RoleGrant:
    """End a role at once, and with it those of its deputies."""
    moment = now_or(now)
    Rights(actor, day_of(moment)).require(Verb.GRANT_ROLE)
    grant = _grant(grant_id)
    _end_grants(RoleGrant.objects.filter(pk=grant.pk), actor, moment)
    grant.refresh_from_db()
    record(actor, "end_role", ("person", grant.person_id), _said(grant), moment)
    return grant


@action(Verb.DELEGATE)
def delegate(
    actor: Actor,
    grant_id: int,
    *,
    to_person_id: int,
    valid_from: date,
    valid_to: date,
    now: datetime | None = None,
) -> RoleGrant:
    """Let another person stand in for a role between two days.

    The holder names the deputy; whoever may hand over work names one for somebody who is away.
    """
    moment = now_or(now)
    grant = _delegated(actor, grant_id, moment)
    if grant.deputy_of_id is not None or grant.role not in MATRIX[Verb.DELEGATE]:
        raise _not_your_role()
    deputy = _person(to_person_id)
    if deputy.pk == grant.person_id or not deputy.is_active:
        raise _other_deputy()
    _require_order(valid_from, valid_to)
    made = RoleGrant.objects.create(
        person=deputy,
        role=grant.role,
        organisation_id=grant.organisation_id,
        element_id=grant.element_id,
        indicator_id=grant.indicator_id,
        valid_from=max(valid_from, grant.valid_from),
        valid_to=min(valid_to, grant.valid_to) if grant.valid_to else valid_to,
        deputy_of=grant,
        granted_by=person_of(actor),
        granted_at=moment,
    )
    record(actor, Verb.DELEGATE, ("person", deputy.pk), _said(made), moment)
    return made


@action(Verb.DELEGATE)
def end_deputy(actor: Actor, grant_id: int, *, now: datetime | None = None) -> RoleGrant:
    """End what a deputy holds, at once; for those who could name the deputy."""
    moment = now_or(now)
    grant = _grant(grant_id)
    if grant.deputy_of_id is None:
        raise refusals.not_found("代理", "deputy")
    _delegated(actor, grant.deputy_of_id, moment)
    RoleGrant.objects.filter(pk=grant.pk).update(ended_by=actor.person, ended_at=moment)
    grant.refresh_from_db()
    record(actor, "end_deputy", ("person", grant.person_id), _said(grant), moment)
    return grant


def _delegated(actor: Actor, grant_id: int, moment: datetime) -> RoleGrant:
    """The role of one's own, or of anybody for those who may hand over work."""
    rights = Rights(actor, day_of(moment))
    hands_over = rights.may(Verb.HAND_OVER)
    if not hands_over:
        rights.require_anywhere(Verb.DELEGATE, in_own_name=True)
    grant = _grant(grant_id)
    own = actor.person is not None and grant.person_id == actor.person.pk
    if not own and not hands_over:
        raise _not_your_role()
    if not own:
        rights.require(Verb.HAND_OVER)
    return grant


def one_time_password() -> str:
    """A password that can be read from paper: four groups of five letters and digits."""
    return "-".join(
        "".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS)
    )


def _end_grants(grants: object, actor: Actor, moment: datetime) -> int:
    """End these grants and those of their deputies; returns how many were running."""
    keys = list(grants.values_list("pk", flat=True))  # type: ignore[attr-defined]
    running = RoleGrant.objects.filter(ended_at=None)
    deputies = running.filter(deputy_of__in=keys)
    ended = deputies.update(ended_by=actor.person, ended_at=moment)
    return ended + running.filter(pk__in=keys).update(ended_by=actor.person, ended_at=moment)


def _said(grant: RoleGrant) -> dict[str, object]:
    return {
        "role": str(grant.role),
        "organisation": grant.organisation_id,
        "element": grant.element_id,
        "indicator": grant.indicator_id,
        "valid_from": grant.valid_from.isoformat(),
        "valid_to": grant.valid_to.isoformat() if grant.valid_to else None,
        "deputy_of": grant.deputy_of_id,
    }


def _person(person_id: int) -> Person:
    found = Person.objects.select_for_update().filter(pk=person_id).first()
    if found is None:
        raise refusals.not_found("利用者", "person")
    return found


def _grant(grant_id: int) -> RoleGrant:
    found = RoleGrant.objects.select_for_update().filter(pk=grant_id, ended_at=None).first()
    if found is None:
        raise refusals.not_found("役割", "role")
    return found


def _require(
    model: type[Organisation] | type[Element] | type[Indicator],
    key: str | None,
    ja: str,
    en: str,
) -> None:
    if key is not None and not model._default_manager.filter(pk=key).exists():
        raise refusals.not_found(ja, en)


def _require_order(first: date, last: date | None) -> None:
    if last is not None and last < first:
        raise refusals.one_problem(
            "valid_to",
            "dates-reversed",
            "終わりの日が始まりより前です。",
            "It ends before it begins.",
            "二つの日付を確かめてください。",
            "Look at the two dates.",
        )


def _username_taken(username: str) -> refusals.RefusedError:
    return refusals.one_problem(
        "username",
        "username-taken",
        f"「{username}」という利用者名は、すでに使われています。",
        f'The sign-in name "{username}" is taken.',
        "別の利用者名にしてください。異動した人なら、役割を加えてください。",
        "Choose another one; if the person is there already, add a role.",
    )


def _not_yourself() -> refusals.RefusedError:
    return refusals.NotNowError(
        refusals.problem(
            "not-yourself",
            "自分自身を利用停止にはできません。",
            "You cannot deactivate yourself.",
            "ほかのシステム管理者に頼んでください。",
            "Ask another administrator.",
        )
    )


def _not_your_role() -> refusals.RefusedError:
    return refusals.NotAllowedError(
        refusals.problem(
            "not-your-role",
            "この役割に代理を立てることはできません。",
            "No deputy can be named for this role.",
            "代理を立てられるのは、自分に与えられた役割です。"
            "代理として受けた役割、監査・検証委員・管理者の役割は渡せません。",
            "A deputy is named for a role that was given to you; what you hold as a deputy, and "
            "the roles of auditors, committee members and administrators, cannot be passed on.",
        )
    )


def _other_deputy() -> refusals.RefusedError:
    return refusals.one_problem(
        "to_person",
        "other-deputy",
        "この人を代理にすることはできません。",
        "This person cannot be the deputy.",
        "自分以外の、利用中の人を選んでください。",
        "Choose somebody else who is active.",
    )
