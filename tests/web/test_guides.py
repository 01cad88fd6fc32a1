"""The guide of one's role is one click away, in the language of the reader."""

from __future__ import annotations

import pytest

from tests.web.conftest import Office

pytestmark = pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("name", "role"), [("officer", "officer"), ("chief", "section_chief"), ("auditor", "auditor")]
)
def test_everybody_finds_the_guide_of_their_role(
    office: Office, name: str, role: str, language: str
) -> None:
    from hoshin.domain.roles import Role
    from hoshin.web.guides import guide_of

    client = office.client(name)
    client.cookies["hoshin_language"] = language
    word = {"ja": "手引き", "en": "Guide"}[language]
    assert f'<a href="/guides/">{word}</a>' in client.get("/").content.decode()
    assert client.get("/guides/").headers["Location"] == f"/guides/{role}/"
    page = client.get(f"/guides/{role}/").content.decode()
    title = guide_of(Role(role)).title
    assert f"<h1>{title.ja if language == 'ja' else title.en}</h1>" in page
    assert f".{language}.png" in page


def test_every_guide_opens_and_an_invented_role_has_none(office: Office) -> None:
    from hoshin.domain.roles import Role

    client = office.client("officer")
    for role in Role:
        assert client.get(f"/guides/{role.value}/").status_code == 200
    assert client.get("/guides/mayor/").status_code == 404
