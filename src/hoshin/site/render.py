"""Rendering: a view and its frame through a template to HTML; templates are compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from hoshin.charts.words import Language
from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.frame import Frame, Stamp
from hoshin.site.pages import not_found
from hoshin.site.pages.page import View
from hoshin.site.words import Words


class Renderer:
    """Turns views into pages; whatever a view holds is escaped, and a missing value is an error."""

    def __init__(self, stamp: Stamp) -> None:
        self._environment = _environment(stamp)

    def page(self, template: str, frame: Frame, view: View) -> str:
        """One page."""
        found = self._environment.get_template(template)
        return found.render(frame=frame, w=frame.w, page=view)

    def text(self, template: str, **values: object) -> str:
        """A page that belongs to no single city, from the values that its template names."""
        return self._environment.get_template(template).render(**values)

    def not_found(self, index: CityIndex, words: Mapping[Language, Words]) -> str:
        """The page for addresses that do not exist, in both languages at once."""
        template = self._environment.get_template("404.html")
        return template.render(
            page=not_found.view(),
            city=index.city,
            languages=[(one, words[one]) for one in Language],
        )


@cache
def _environment(stamp: Stamp) -> Environment:
    """The templates, compiled once however many sites a process builds."""
    environment = Environment(
        loader=PackageLoader("hoshin.site"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(addresses=addresses, stamp=stamp)
    return environment
