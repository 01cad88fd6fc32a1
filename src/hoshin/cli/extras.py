"""Parts that a command needs and that are installed only where somebody asked for them."""

from __future__ import annotations

from argparse import Namespace

from hoshin.cli.exits import BAD_USE
from hoshin.cli.output import say

# The extra of pyproject.toml that brings a module, by the module's top name.
EXTRA_OF = {
    "PIL": "documents",
    "allauth": "web",
    "axes": "web",
    "csp": "web",
    "django": "web",
    "django_htmx": "web",
    "docx": "reports",
    "docxtpl": "reports",
    "duckdb": "analytics",
    "gunicorn": "web",
    "holidays": "web",
    "ibis": "analytics",
    "lxml": "reports",
    "mcp": "mcp",
    "ninja": "web",
    "numpy": "analytics",
    "openpyxl": "reports",
    "pptx": "reports",
    "psycopg": "web",
    "pyarrow": "release",
    "pydantic": "web",
    "pypdfium2": "documents",
    "pyspark": "spark",
    "requests": "web",
    "sqlglot": "analytics",
    "typst": "reports",
    "whitenoise": "web",
    "xlrd": "documents",
    "xlsxwriter": "reports",
    "yaml": "documents",
}


def say_missing(given: Namespace, missing: ModuleNotFoundError) -> int | None:
    """Say which extra brings a missing module, for use as the exit code; None where none does."""
    name = (missing.name or "").partition(".")[0]
    extra = EXTRA_OF.get(name)
    if extra is None:
        return None
    say(
        given.lang,
        f"この命令に要る部品「{name}」が入っていません。追加の部品 hoshin[{extra}] を入れてください"
        f"（Hoshin のフォルダでは {_make(extra)}）。",
        f'This command needs "{name}", which is not installed. Add the extra hoshin[{extra}] '
        f"(in Hoshin's own folder: {_make(extra)}).",
        to_stderr=True,
    )
    return BAD_USE


def _make(extra: str) -> str:
    """The command of the Makefile: releases are part of every installation made by it."""
    return {"release": "make install", "spark": "make analytics"}.get(extra, f"make {extra}")
