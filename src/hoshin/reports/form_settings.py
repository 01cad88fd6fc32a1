"""Forms: a settings file and a template beside it; built in, or a city's own.

A form is a folder with ``form.toml`` and a template. The built-in ones lie in
``hoshin/reports/forms``; a city's own in ``forms`` of its plan folder. A city's form may build on
another one (``base``) and change only its settings or only its template.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from hoshin.charts.readings import is_reading
from hoshin.domain.problems import Problem
from hoshin.reports import form_refusals as refusals
from hoshin.reports.places import nearest
from hoshin.reports.problems import PaperRefusedError

SETTINGS = "form.toml"
FORMAT = 1
TEMPLATES = (".xlsx", ".docx")
_IMAGES = (".png", ".jpg", ".jpeg")
_TEXTS = ("title", "title_en", "base", "template", "template_en", "plan", "blank", "blank_en")
_LISTS = ("plan_kinds", "preferred_kinds", "levels", "needs")
READINGS = "readings"
NEEDS = ("rows", "comments", "listings", "programs", "steps", "parts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form: what it is called, its templates by language, and what it is filled with.

    ``plan`` names one plan; else the latest plan is taken that has all that the form ``needs``
    and is of one of ``plan_kinds``, where any are named; one of the ``preferred_kinds`` comes
    before others. ``levels`` are the names of the levels whose elements the form makes a page
    for; without them, every element with rows, comments or programs of its own. ``images`` are
    the files that the template may place. ``readings`` are readings (ふりがな) of words, for the
    places that ask for them.
    """

    code: str
    title: str
    title_en: str
    file: str
    template: bytes
    template_en: bytes | None = None
    file_en: str = ""
    suffix: str
    plan: str = ""
    plan_kinds: tuple[str, ...] = ()
    preferred_kinds: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    blank: str = "未入力"
    blank_en: str = "not entered"
    own: bool = False
    images: Mapping[str, bytes] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The files of one form, by name, and where they lie."""

    code: str
    where: str
    files: Mapping[str, bytes]
    own: bool


@cache
def _built_in() -> Mapping[str, _Folder]:
    found = {}
    top = resources.files("hoshin.reports").joinpath("forms")
    for folder in sorted(top.iterdir(), key=lambda one: one.name):
        if folder.is_dir() and folder.joinpath(SETTINGS).is_file():
            files = {one.name: one.read_bytes() for one in _files(folder)}
            found[folder.name] = _Folder(folder.name, folder.name, files, own=False)
    return found


def _files(folder: Traversable) -> Iterator[Traversable]:
    return (one for one in folder.iterdir() if one.is_file())


def _own(files: Mapping[str, bytes]) -> dict[str, _Folder]:
    """A city's own forms from its files by path: ``annual-report/form.toml`` and the like."""
    by_code: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        code, _, name = path.partition("/")
        if name and "/" not in name:
            by_code.setdefault(code, {})[name] = content
    return {
        code: _Folder(code, f"forms/{code}", its, own=True)
        for code, its in by_code.items()
        if SETTINGS in its
    }


def form_codes(own: Mapping[str, bytes]) -> tuple[str, ...]:
    """The codes of all forms: the built-in ones, then the city's own."""
    return tuple(dict.fromkeys((*_built_in(), *_own(own))))


def read_form(code: str, own: Mapping[str, bytes]) -> Form:
    """The form with this code, the city's own before a built-in one of the same code.

    Raises PaperRefusedError when there is none, or when its settings are not right.
    """
    folders = {**_built_in(), **_own(own)}
    if code not in folders:
        raise PaperRefusedError((refusals.unknown_form(code, nearest(code, folders)),))
    return _read(folders[code], folders, ())


def _read(folder: _Folder, folders: Mapping[str, _Folder], above: tuple[str, ...]) -> Form:
    file = f"{folder.where}/{SETTINGS}"
    settings = _settings(folder.files[SETTINGS], file)
    base = _base(folder, settings, folders, above)
    template = settings.get("template", "")
    if not template and base is None:
        raise PaperRefusedError((refusals.without_template(file),))
    content, where, suffix = _template(folder, template, base, file)
    english, where_en = (base.template_en, base.file_en) if base else (None, "")
    if template:
        english, where_en = None, ""
    if settings.get("template_en"):
        english, where_en, other = _template(folder, settings["template_en"], None, file)
        if other != suffix:
            raise PaperRefusedError((refusals.other_kind(file, settings["template_en"]),))
    images = {name: its for name, its in folder.files.items() if name.lower().endswith(_IMAGES)}
    kept: dict[str, Any] = (
        {}
        if base is None
        else {name: getattr(base, name) for name in (*_LISTS, "plan", "blank", "blank_en")}
    )
    kept |= {name: tuple(settings[name]) for name in _LISTS if name in settings}
    kept |= {name: settings[name] for name in ("plan", "blank", "blank_en") if name in settings}
    title = settings.get("title") or (base.title if base else folder.code)
    return Form(
        code=folder.code,
        title=title,
        title_en=settings.get("title_en") or (base.title_en if base else title),
        file=where,
        template=content,
        template_en=english,
        file_en=where_en,
        suffix=suffix,
        own=folder.own,
        images={**(base.images if base else {}), **images},
        readings={**(base.readings if base else {}), **settings.get(READINGS, {})},
        **kept,
    )


def _base(
    folder: _Folder,
    settings: Mapping[str, Any],
    folders: Mapping[str, _Folder],
    above: tuple[str, ...],
) -> Form | None:
    code = settings.get("base", "")
    if not code:
        return None
    known = {**folders, **(_built_in() if code == folder.code else {})}
    if code not in known or code in above or (code == folder.code and not folder.own):
        where = f"{folder.where}/{SETTINGS}"
        raise PaperRefusedError((refusals.unknown_form(code, nearest(code, known), where),))
    return _read(known[code], folders, (*above, folder.code))


def _template(folder: _Folder, name: str, base: Form | None, file: str) -> tuple[bytes, str, str]:
    if not name and base is not None:
        return base.template, base.file, base.suffix
    if not name.lower().endswith(TEMPLATES):
        raise PaperRefusedError((refusals.other_kind(file, name),))
    if name not in folder.files:
        close = nearest(name, folder.files)
        raise PaperRefusedError((refusals.missing_template(file, name, close),))
    return folder.files[name], f"{folder.where}/{name}", name[-5:].lower()


def _settings(content: bytes, file: str) -> dict[str, Any]:
    try:
        settings = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise PaperRefusedError((refusals.settings_unreadable(file, str(wrong)),)) from None
    problems = list(_wrong_settings(settings, file))
    if problems:
        raise PaperRefusedError(problems)
    return settings


def _wrong_settings(settings: Mapping[str, Any], file: str) -> Iterator[Problem]:
    if settings.get("format") != FORMAT:
        yield refusals.other_format(file, settings.get("format"))
        return
    known = ("format", *_TEXTS, *_LISTS, READINGS)
    for name, value in settings.items():
        if name not in known:
            yield refusals.unknown_setting(file, name, nearest(name, known))
        elif name in _TEXTS and not isinstance(value, str):
            yield refusals.wrong_setting(file, name, ("文字列", "text"))
        elif name in _LISTS and not (
            isinstance(value, list) and all(isinstance(one, str) for one in value)
        ):
            yield refusals.wrong_setting(file, name, ("文字列の並び", "a list of texts"))
        elif name == READINGS and not (
            isinstance(value, dict)
            and all(isinstance(one, str) and is_reading(one) for one in value.values())
        ):
            wanted = (
                '[readings] の下に "語" = "よみ" の形',
                'words with their kana: "語" = "よみ"',
            )
            yield refusals.wrong_setting(file, name, wanted)
    for need in settings.get("needs", ()):
        if need not in NEEDS:
            yield refusals.unknown_setting(file, f"needs: {need}", nearest(str(need), NEEDS))
