"""People who sign in, the roles they hold and for what, and the keys of their programs."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from hoshin.domain.roles import Role
from hoshin.storage.fields import CodeField, reference


class Person(AbstractBaseUser):
    """Somebody who signs in; never deleted, only made inactive, for their deeds stay theirs."""

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    username = models.CharField(max_length=150, unique=True)
    name = models.TextField()
    email = models.EmailField(blank=True, default="")
    office = models.TextField(default="")
    organisation = reference("Organisation", null=True, related_name="people")
    language = models.CharField(max_length=2, default="ja")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = BaseUserManager["Person"]()

    class Meta:
        app_label = "storage"
        db_table = "people"


def who(*, null: bool = True) -> models.ForeignKey:
    """The person who did something; a record of somebody's deed keeps that person for ever."""
    return models.ForeignKey(Person, null=null, on_delete=models.PROTECT, related_name="+")


class RoleGrant(models.Model):
    """A role that a person holds, for what and from when to when.

    Without an organisation it is held for the whole city, without an element or indicator for all
    items of the organisation and of what lies below it. ``deputy_of`` is the grant for whose holder
    this one stands in. Both days are included.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = CodeField(Role)
    organisation = reference("Organisation", null=True, related_name="grants")
    element = reference("Element", null=True)
    indicator = reference("Indicator", null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    deputy_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="deputies"
    )
    granted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "storage"
        db_table = "role_grants"
        indexes = (models.Index(fields=("person", "valid_from")),)
        constraints = (
            models.CheckConstraint(
                name="role_grants_dates",
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
            ),
        )


class AccessToken(models.Model):
    """A key with which a program acts for a person; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tokens")
    name = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "storage"
        db_table = "access_tokens"
