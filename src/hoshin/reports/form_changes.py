"""A form changed by hand: which files a city keeps when somebody brings a template for it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from hoshin.reports import form_refusals as refusals
from hoshin.reports.form_settings import SETTINGS, TEMPLATES, form_codes
from hoshin.reports.problems import PaperRefusedError

_NAMED_TEMPLATE = re.compile(r"^template[ \t]*=.*$", re.MULTILINE)


def form_after(
    code: str, brought: Mapping[str, bytes], own: Mapping[str, bytes], *, title: str = ""
) -> dict[str, bytes]:
    """The files that a form gets, by their path below ``forms``, from the files that were brought.

    Settings that were brought are taken with all their files as they are. A template alone becomes
    that of the city's form with this code; where the code is that of a built-in form, of a form of
    the city that builds on it; else of a new form with this title. Raises PaperRefusedError when
    there is neither, or more than one template.
    """
    folder = f"{code}/"
    if SETTINGS in brought:
        return {f"{folder}{name}": content for name, content in brought.items()}
    templates = [name for name in brought if name.lower().endswith(TEMPLATES)]
    if len(templates) != 1:
        raise PaperRefusedError((refusals.one_template(),))
    brought_name = templates[0]
    name = f"template{PurePosixPath(brought_name).suffix.lower()}"
    settings = own.get(f"{folder}{SETTINGS}")
    if settings is not None:
        text = _with_template(settings.decode("utf-8-sig"), name)
    elif code in form_codes({}):
        text = f"format = 1\nbase = {_quoted(code)}\ntemplate = {_quoted(name)}\n"
    else:
        text = f"format = 1\ntitle = {_quoted(title or code)}\ntemplate = {_quoted(name)}\n"
    kept = {path: content for path, content in brought.items() if path != brought_name}
    kept |= {name: brought[brought_name], SETTINGS: text.encode("utf-8")}
    return {f"{folder}{path}": content for path, content in kept.items()}


def _with_template(settings: str, name: str) -> str:
    """Settings that name this template, whatever they named before."""
    line = f"template = {_quoted(name)}"
    changed, count = _NAMED_TEMPLATE.subn(lambda _: line, settings, count=1)
    return changed if count else f"{line}\n{settings}"


def _quoted(text: str) -> str:
    """A text as TOML writes it: its basic strings are escaped as those of JSON."""
    return json.dumps(text, ensure_ascii=False)
