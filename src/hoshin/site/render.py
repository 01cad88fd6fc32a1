"""Rendering: a view and its frame through a template to HTML.

Templates are compiled once for each language, with the words that are always the same already in
them, so that a page only has its own content looked up and escaped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, nodes, select_autoescape
from jinja2.compiler import CodeGenerator
from jinja2.compiler import Frame as Scope
from markupsafe import Markup, escape

from hoshin.charts.words import Language
from hoshin.site import addresses
from hoshin.site.city_index import CityIndex
from hoshin.site.first_style import digest, first_style
from hoshin.site.frame import Frame, Stamp
from hoshin.site.pages import not_found
from hoshin.site.pages.page import View
from hoshin.site.shell import Shell, ShellFacts, shell_facts
from hoshin.site.words import Words, words_of

_WORD = re.compile(r'{{ (?:frame\.)?w\("([a-z0-9_.]+)"\) }}')

# The pages that readers come to from elsewhere: they show themselves at the first answer.
_BRING_THEIR_STYLE = frozenset({"indicator.html", "overview.html"})
_STYLE_GOES_HERE, _DIGEST_GOES_HERE = "<style></style>", "'sha256-'"


def _with_first_style(page: str) -> str:
    """The page with the rules for its top, and the policy that allows them."""
    style = first_style().of(page)
    page = page.replace(_DIGEST_GOES_HERE, f"'{digest(style)}'", 1)
    return page.replace(_STYLE_GOES_HERE, f"<style>{style}</style>", 1)


class Renderer:
    """Turns views into pages; whatever a view holds is escaped, and a missing value is an error."""

    def __init__(self, stamp: Stamp) -> None:
        self._stamp = stamp

    def prepare(self, templates: Iterable[str]) -> None:
        """Compile templates, before processes part that would each compile them."""
        for template in (*templates, "shell.html", "macros.html"):
            for language in Language:
                _environment(self._stamp, language).get_template(template)

    def page(self, template: str, frame: Frame, view: View) -> str:
        """One page."""
        found = _environment(self._stamp, frame.language).get_template(template)
        shell = _shell(self._stamp, shell_facts(frame, view.head.section))
        brings_style = template in _BRING_THEIR_STYLE
        page = found.render(
            frame=frame, w=frame.w, page=view, shell=shell, brings_style=brings_style
        )
        return _with_first_style(page) if brings_style else page

    def text(
        self, template: str, words: Words, address: addresses.Address, **values: object
    ) -> str:
        """A page at ``address`` that belongs to no single city, from what its template names."""
        language = words.language
        site_root = address.to_root + ("../" if addresses.root_of(language) else "")
        return (
            _environment(self._stamp, language)
            .get_template(template)
            .render(
                language=language,
                w=words,
                root=address.to_root,
                site_root=site_root,
                other_href=f"{site_root}{addresses.root_of(language.other)}{address.path}",
                **values,
            )
        )

    def not_found(self, index: CityIndex, words: Mapping[Language, Words]) -> str:
        """The page for addresses that do not exist, in both languages at once."""
        template = _environment(self._stamp, None).get_template("404.html")
        return template.render(
            page=not_found.view(),
            city=index.city,
            languages=[(one, words[one]) for one in Language],
        )


class _Generator(CodeGenerator):
    """Compiles templates that write what they show by ``_Environment.html``."""

    def _output_child_pre(self, node: nodes.Expr, frame: Scope, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.html(")


class _Environment(Environment):
    """Templates of views: attributes are looked up as Python does, texts escaped and remembered.

    Both stand in the place of a function of the library that does the same for any object, and
    takes most of the time of a page with some hundred names and figures.
    """

    code_generator_class = _Generator
    getattr = staticmethod(getattr)  # type: ignore[assignment]

    @staticmethod
    def html(value: object) -> str:
        """A value as HTML: what writes itself does, anything else is escaped."""
        if type(value) is Markup:
            return value
        if type(value) is str:
            return _escaped(value)
        return value.__html__() if hasattr(value, "__html__") else escape(value)


@lru_cache(maxsize=8192)
def _escaped(text: str) -> str:
    return str(escape(text))


class _SpokenLoader(PackageLoader):
    """Loads templates with the words of one language in them, where they need no values."""

    def __init__(self, language: Language) -> None:
        super().__init__("hoshin.site")
        self._words = words_of(language)

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """The template's text, its file, and whether it is still the same."""
        source, name, is_current = super().get_source(environment, template)
        return _WORD.sub(lambda found: escape(self._words(found[1])), source), name, is_current


@cache
def _environment(stamp: Stamp, language: Language | None) -> Environment:
    """The templates in a language, compiled once however many sites a process builds.

    Without a language every word is looked up when a page is made.
    """
    environment = _Environment(
        loader=PackageLoader("hoshin.site") if language is None else _SpokenLoader(language),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(addresses=addresses, stamp=stamp)
    return environment


@cache
def _shell(stamp: Stamp, facts: ShellFacts) -> Shell:
    """The shell for these facts."""
    parts = _environment(stamp, facts.language).get_template("shell.html").module
    words = words_of(facts.language)
    made = {name: getattr(parts, name)(words, facts) for name in ("top", "navigation", "foot")}
    return Shell(**{name: Markup(text) for name, text in made.items()})
