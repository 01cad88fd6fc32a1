"""Single sign-on: the city's identity provider says who somebody is; only invited people get in.

The provider names a person by one claim: a verified mail address, or a name that is our sign-in
name. Nothing is stored of it: whoever leaves the office is shut out here or there, and a claim that
passes to somebody else carries no old rights along.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

import requests
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from hoshin.storage.models import Person
from hoshin.web import errors

PROVIDER = "city"
EMAIL = "email"
_BACKEND = "django.contrib.auth.backends.ModelBackend"
_LOG = logging.getLogger("hoshin.web")


class SingleSignOn(DefaultSocialAccountAdapter):
    """How allauth deals with whom the identity provider names."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up by themselves."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the invited person whom the provider names; anybody else is turned away."""
        person = None
        if sociallogin.state.get("process") == "login":
            person = person_named(sociallogin.account.extra_data)
        if person is None:
            raise ImmediateHttpResponse(errors.unknown_to_us(request))
        person.backend = _BACKEND  # type: ignore[attr-defined]
        sociallogin.user = person

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        """Say that the sign-in did not come about; the reason stands in the log."""
        raise ImmediateHttpResponse(errors.sign_in_failed(request))


def person_named(data: dict[str, Any]) -> Person | None:
    """The one active person whom a provider's answer names; None where there is no such one.

    ``data`` holds the claims of the ``id_token`` and of the ``userinfo``, which have to be about
    the same subject. A mail address counts only where the provider says that it is verified.
    """
    token, info = data.get("id_token") or {}, data.get("userinfo") or {}
    if token and info and token.get("sub") != info.get("sub"):
        return None
    claims = {**token, **info}
    named = claims.get(settings.OIDC_CLAIM)
    if not isinstance(named, str) or not named.strip() or "\x00" in named:
        return None
    people = Person.objects.filter(is_active=True)
    if settings.OIDC_CLAIM == EMAIL:
        if claims.get("email_verified") not in (True, "true"):
            return None
        found = list(people.filter(email__iexact=named.strip())[:2])
    else:
        found = list(people.filter(username=named.strip())[:2])
    return found[0] if len(found) == 1 else None


def is_signed_in_by_it(request: HttpRequest) -> bool:
    """Whether the session was begun at the identity provider."""
    records = get_authentication_records(request, request.user)
    return any(one.get("method") == "socialaccount" for one in records)


def way_out(request: HttpRequest) -> str:
    """Where a session ends at the provider too; empty where it offers no such place."""
    if settings.OIDC is None:
        return ""
    try:
        provider = OpenIDConnectOAuth2Adapter(request, PROVIDER)
        end = str(provider.openid_config.get("end_session_endpoint", ""))
    except (requests.RequestException, ValueError):
        _LOG.warning("The identity provider did not say where to sign out")
        return ""
    if not end.startswith(settings.OIDC["settings"]["origin"]):
        return ""
    back = request.build_absolute_uri(reverse("account_login"))
    client = settings.OIDC["client_id"]
    return f"{end}?{urlencode({'client_id': client, 'post_logout_redirect_uri': back})}"
