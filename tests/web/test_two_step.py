"""The second step of signing in: turned on, asked for, and passed with a spare code."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import PASSWORD, Office


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
def test_a_second_step_is_turned_on_and_asked_for(office: Office) -> None:
    from allauth.mfa.totp.internal.auth import (
        format_hotp_value,
        hotp_value,
        yield_hotp_counters_from_time,
    )
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    signing_in = {"login": "officer", "password": PASSWORD}
    assert client.post("/account/sign-in/", signing_in).headers["Location"] == "/"
    assert "二段階認証を始める" in client.get("/account/two-step/").content.decode()
    again = client.get("/account/two-step/totp/activate/").headers["Location"]
    assert "本人の確認" in client.get(again).content.decode()
    confirmed = client.post(again, {"password": PASSWORD})
    assert confirmed.headers["Location"] == "/account/two-step/totp/activate/"
    page = client.get("/account/two-step/totp/activate/").content.decode()
    secret = re.search(r'<code class="digest">([A-Z2-7]+)</code>', page)
    assert secret and 'src="data:image/svg+xml;base64,' in page
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret[1], counter))
    assert client.post("/account/two-step/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.post("/account/two-step/totp/activate/", {"code": code}).status_code == 302
    codes = client.get("/account/two-step/recovery-codes/").content.decode()
    spare = re.findall(r"<li><code>(\w+)</code></li>", codes)
    assert len(spare) == 10

    other = Client(SERVER_NAME="localhost")
    asked = other.post("/account/sign-in/", signing_in)
    assert asked.headers["Location"] == "/account/two-step/authenticate/"
    assert other.get("/").status_code == 302
    assert "6けたの番号" in other.get("/account/two-step/authenticate/").content.decode()
    assert other.post("/account/two-step/authenticate/", {"code": "111111"}).status_code == 200
    assert other.post("/account/two-step/authenticate/", {"code": spare[0]}).status_code == 302
    assert other.get("/").status_code == 200
