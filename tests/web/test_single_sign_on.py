"""Single sign-on against a provider on this machine: the invited get in, nobody else does."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.conftest import PASSWORD, Office
from tests.web.identity_provider import CLIENT, SECRET, Provider, running_provider

pytestmark = pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
ADDRESS = "officer@city.example"
VERIFIED = {"email": ADDRESS, "email_verified": True}


@pytest.fixture
def provider(office: Office) -> Iterator[Provider]:
    """A provider that the workplace is set to use; the officer is invited under an address."""
    from django.test import override_settings

    from hoshin.storage.addresses import oidc_of

    with running_provider() as made:
        address = made.issuer.replace("http://", f"http://{CLIENT}:{SECRET.replace(' ', '%20')}@")
        oidc = oidc_of(address, "庁内認証")
        office.people["officer"].email = ADDRESS
        office.people["officer"].must_change_password = True
        office.people["officer"].save()
        providers = {"openid_connect": {"APPS": [oidc]}}
        with override_settings(OIDC=oidc, SOCIALACCOUNT_PROVIDERS=providers):
            yield made


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _at_the_provider(address: str) -> str:
    """Where the provider sends the browser back to."""
    try:
        urllib.request.build_opener(_Stay).open(address, timeout=10)
    except urllib.error.HTTPError as sent:
        with sent:
            return str(sent.headers["Location"])
    raise AssertionError("the provider sent the browser nowhere")


def _sign_in(client: Any, then: str = "/") -> Any:
    """Click the button, go to the provider and come back with what it says."""
    begun = client.post(f"/account/oidc/city/login/?next={then}")
    assert begun.status_code == 302
    back = urlsplit(_at_the_provider(begun.headers["Location"]))
    return client.get(f"{back.path}?{back.query}")


def _browser() -> Any:
    from django.test import Client

    return Client(SERVER_NAME="localhost")


def test_an_invited_person_gets_in_and_out_again(office: Office, provider: Provider) -> None:
    client = _browser()
    page = client.get("/account/sign-in/").content.decode()
    assert "庁内認証でログイン" in page and "ログイン名とパスワードでログイン" in page
    asked = client.get("/account/oidc/city/login/").content.decode()
    assert "庁内認証でログイン" in asked and asked.count("<h1>") == 1
    provider.claims = VERIFIED
    answer = _sign_in(client, "/grid/")
    assert answer.headers["Location"] == "/grid/"
    # The first password is of no matter to whoever never used it.
    assert "officer さん" in client.get("/").content.decode()
    assert provider.asked[0]["code_challenge_method"] == ["S256"]
    out = urlsplit(client.post("/account/sign-out/").headers["Location"])
    assert out.path == "/city/end"
    assert parse_qs(out.query)["post_logout_redirect_uri"] == ["http://localhost/account/sign-in/"]
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"email": ADDRESS},
        {"email": ADDRESS, "email_verified": False},
        {"email": "somebody@city.example", "email_verified": True},
        {"email": "", "email_verified": True},
        {"email": ["a", "b"], "email_verified": True},
        {"email": f"{ADDRESS}\x00", "email_verified": True},
        {**VERIFIED, "sub": "another"},
    ],
)
def test_whom_nobody_invited_is_turned_away(
    office: Office, provider: Provider, claims: dict[str, Any]
) -> None:
    from allauth.socialaccount.models import SocialAccount

    from hoshin.storage.models import Person

    before = Person.objects.count()
    provider.claims = claims
    client = _browser()
    answer = _sign_in(client)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "この職員は登録されていません" in page
    assert "ログインの画面へ" in page and "私の仕事へ" not in page, "nobody is signed in"
    assert client.get("/").status_code == 302
    assert Person.objects.count() == before and not SocialAccount.objects.exists()


def test_who_left_or_shares_an_address_is_turned_away(office: Office, provider: Provider) -> None:
    provider.claims = VERIFIED
    office.people["chief"].email = ADDRESS.upper()
    office.people["chief"].save()
    assert _sign_in(_browser()).status_code == 403
    office.people["chief"].is_active = False
    office.people["chief"].save()
    assert _sign_in(_browser()).status_code == 302
    office.people["officer"].is_active = False
    office.people["officer"].save()
    assert _sign_in(_browser()).status_code == 403


def test_a_name_that_the_city_gives_can_be_the_sign_in_name(
    office: Office, provider: Provider
) -> None:
    from django.test import override_settings

    provider.claims = {"preferred_username": "chief"}
    with override_settings(OIDC_CLAIM="preferred_username"):
        client = _browser()
        assert _sign_in(client).status_code == 302
        assert "chief さん" in client.get("/").content.decode()


@pytest.mark.parametrize(
    "said", [{"iss": "http://elsewhere"}, {"aud": "another"}, {"exp": 1}, {"iss": None}]
)
def test_an_answer_that_is_not_sound_is_not_believed(
    office: Office, provider: Provider, said: dict[str, Any]
) -> None:
    provider.claims, provider.token_claims = VERIFIED, said
    answer = _sign_in(_browser())
    assert answer.status_code == 403
    assert "共通ログインができませんでした" in answer.content.decode()


def test_a_provider_that_is_away_and_a_forged_return_are_said(
    office: Office, provider: Provider
) -> None:
    client = _browser()
    forged = client.get("/account/oidc/city/login/callback/?code=a-code&state=invented")
    assert forged.status_code == 403
    provider.answers = False
    answer = client.post("/account/oidc/city/login/")
    assert answer.status_code == 403
    assert "共通ログインができませんでした" in answer.content.decode()


def test_passwords_may_be_turned_off(office: Office, provider: Provider) -> None:
    from django.test import override_settings

    form = {"login": "chief", "password": PASSWORD}
    with override_settings(HAS_PASSWORDS=False):
        client = _browser()
        page = client.get("/account/sign-in/").content.decode()
        assert "庁内認証でログイン" in page and 'name="password"' not in page
        refused = client.post("/account/sign-in/", form)
        assert refused.status_code == 403
        assert "パスワードではログインできません" in refused.content.decode()
        assert client.get("/").status_code == 302
    assert _browser().post("/account/sign-in/", form).status_code == 302


def test_without_the_setting_there_is_no_single_sign_on(office: Office) -> None:
    page = _browser().get("/account/sign-in/").content.decode()
    assert "共通ログイン" not in page
    assert _browser().post("/account/oidc/city/login/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["http://a:b@login.city.example/x", "https://login.city.example/x", "ldap://a:b@host/", "x"],
)
def test_an_address_that_is_not_safe_is_refused(office: Office, address: str) -> None:
    from django.core.exceptions import ImproperlyConfigured

    from hoshin.storage.addresses import oidc_of

    with pytest.raises(ImproperlyConfigured):
        oidc_of(address, "")
    assert oidc_of("", "") is None
