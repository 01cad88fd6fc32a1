"""The page that a web server shows for an address that does not exist.

A server sends it from whatever address was asked for, so nothing relative would be found: it
carries its own few lines of style and script, each allowed by its digest, and speaks both
languages at once.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from markupsafe import Markup

from hoshin.site.frame import MORE, NAVIGATION

STYLE = (
    "body{margin:0;font:1rem/1.8 sans-serif;color:#1a1a1a;background:#fff}"
    "main{max-width:36rem;margin:12vh auto;padding:0 1.5rem}"
    "h1{font-size:1.75rem;line-height:1.5;border-left:6px solid #0017c1;padding-left:1rem}"
    "a{color:#0017c1}section{margin:2rem 0}"
    "@media(prefers-color-scheme:dark){body{color:#f2f2f2;background:#1a1a1a}"
    "a{color:#9db7f9}h1{border-color:#9db7f9}}"
)


def _script() -> str:
    """Finds the site's root in the address that was asked for, by the folders that pages have."""
    folders = sorted({address.path.partition("/")[0] for _, address in (*NAVIGATION, *MORE)})
    folders = [one for one in folders if not one.endswith(".html")]
    kinds = "|".join(("en", "elements", "search", "static", *folders))
    return (
        f"var p=location.pathname,m=p.match(/^(.*?\\/)(?:{kinds})(?:\\/|$)/),"
        'r=m?m[1]:p.replace(/[^\\/]*$/,"");'
        'document.querySelectorAll("a[data-path]").forEach(function(a){'
        "a.href=r+a.dataset.path;});"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """The parts of the page that its template puts together."""

    style: Markup
    script: Markup
    policy: Markup


def view() -> NotFoundView:
    """The page's own style and script, and the policy that allows just these."""
    script = _script()
    return NotFoundView(
        style=Markup(STYLE),
        script=Markup(script),
        policy=Markup(
            f"default-src 'none'; style-src 'sha256-{_digest(STYLE)}'; "
            f"script-src 'sha256-{_digest(script)}'; img-src data:; "
            "base-uri 'none'; form-action 'none'"
        ),
    )
