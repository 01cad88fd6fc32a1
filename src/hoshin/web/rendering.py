"""Rendering: the workplace's templates, in the template language and with the parts of the site."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

from hoshin import __version__


def environment(**options: Any) -> Environment:
    """The environment that Django's Jinja2 backend asks for.

    Whatever a page shows is escaped, and a name that a page does not hold is an error at once.
    Templates of the public site are found below ``site/``.
    """
    options.update(
        loader=ChoiceLoader(
            [PackageLoader("hoshin.web"), PrefixLoader({"site": PackageLoader("hoshin.site")})]
        ),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made = Environment(**options)
    made.globals.update(url=_url, static=_static, hoshin_version=__version__)
    return made


@lru_cache(maxsize=4_096)
def _url(name: str, *parts: object, **named: object) -> str:
    """The address of a screen; a list asks for the same ones again and again."""
    return reverse(name, args=parts or None, kwargs=named or None)


@cache
def _static(path: str) -> str:
    """The address of a fixed file; the version makes browsers fetch it anew after an upgrade."""
    return f"{static(path)}?v={__version__}"
