"""Every form of every screen, filled with what an attacker would type: text stays text."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from tests.web.conftest import Office

HOSTILE = "'\"><script>alert(1)</script>{{ 7*7 }}\n=cmd|' /C calc'!A0'; DROP TABLE people; --"
ROLES = ("planner", "officer", "chief", "bureau", "finance", "committee", "auditor", "admin")
MOST_PAGES = 24
# Signing out, starting processes and ending everything would hide the other screens.
LEFT_OUT = ("/account/", "/language/", "/publish/", "/board/do/freeze/", "/board/do/close/")


@dataclass
class Form:
    """A form as a page shows it: where it goes, what it sends."""

    address: str
    fields: dict[str, str] = field(default_factory=dict)


class _Page(HTMLParser):
    """The links of a page and its forms that send something, every text field filled."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self._address = address
        self._form: Form | None = None
        self._select = ""
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        name = given.get("name", "")
        if tag == "a":
            self.links.append(urljoin(self._address, given.get("href", "")))
        elif tag == "form" and given.get("method") == "post":
            self._form = Form(urljoin(self._address, given.get("action", "")))
            self.forms.append(self._form)
        elif self._form is None or not name:
            return
        elif tag == "input" and given.get("type", "text") in ("hidden", "checkbox", "radio"):
            self._form.fields.setdefault(name, given.get("value", "on"))
        elif tag in ("input", "textarea") and given.get("type") not in ("file", "date"):
            self._form.fields[name] = HOSTILE
        elif tag == "button":
            self._form.fields.setdefault(name, given.get("value", ""))
        elif tag == "select":
            self._select = name
            self._form.fields[name] = ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)


def _visit(client: Any) -> tuple[set[str], list[Form]]:
    """The pages that links lead to from the first one, and their forms."""
    waiting, seen, kinds, forms = ["/"], set(), {}, []
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0)
        # Of pages that differ in a number only, three will do.
        kind = "".join("0" if one.isdigit() else one for one in path.split("?")[0])
        if path in seen or kinds.get(kind, 0) >= 3 or path.startswith(LEFT_OUT):
            continue
        answer = client.get(path)
        assert answer.status_code < 500, path
        seen.add(path)
        kinds[kind] = kinds.get(kind, 0) + 1
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        page = _Page(path, b"".join(answer).decode())
        forms += [one for one in page.forms if not one.address.startswith(LEFT_OUT)]
        waiting += [one for one in page.links if not urlsplit(one).netloc]
    return seen, forms


@pytest.mark.parametrize("vendor", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", ROLES)
def test_whatever_a_role_can_fill_in_does_no_harm(office: Office, role: str) -> None:
    from hoshin.storage.models import Person

    people = Person.objects.count()
    client = office.client(role)
    pages, forms = _visit(client)
    assert len(pages) > 3
    for one in {(form.address, tuple(sorted(form.fields))): form for form in forms}.values():
        answer = client.post(one.address, one.fields)
        assert answer.status_code < 500, one
        assert "<script>alert" not in b"".join(answer).decode("utf-8", "replace"), one
    for path in pages:
        shown = b"".join(client.get(path)).decode("utf-8", "replace")
        assert "<script>alert" not in shown and "49\n=cmd" not in shown, path
    assert Person.objects.count() in (people, people + 1)
