"""What is said of a value gets an English column, which only ever is added to as the others are."""

from importlib import import_module
from typing import Any

from django.db import migrations, models

_append_only = import_module("hoshin.storage.migrations.0002_append_only")
_TRIGGERS = ("no_update", "no_delete", "no_return")


def _release(editor: Any) -> None:
    for trigger in _TRIGGERS:
        editor.execute(f"DROP TRIGGER IF EXISTS observations_{trigger}")


def _protect(editor: Any, also: str) -> None:
    """Put the triggers back, watching one column more; SQLite writes a changed table anew."""
    watched = f"BEFORE UPDATE OF {_append_only._COLUMNS}"
    for statement in _append_only._sqlite_observations():
        editor.execute(statement.replace(watched, f"{watched}{also}"))


def before(apps: Any, editor: Any) -> None:
    """SQLite drops the triggers with the table that it replaces; PostgreSQL keeps its own."""
    if editor.connection.vendor == "sqlite":
        _release(editor)


def after(apps: Any, editor: Any) -> None:
    """Watch the new column too."""
    if editor.connection.vendor == "sqlite":
        _protect(editor, f", {NEW}")


def before_back(apps: Any, editor: Any) -> None:
    """Going back: what watched the columns of before."""
    if editor.connection.vendor == "sqlite":
        _protect(editor, "")


def after_back(apps: Any, editor: Any) -> None:
    """Going back: away with what watches the new column."""
    before(apps, editor)


NEW = "note_en"


class Migration(migrations.Migration):
    dependencies = [("storage", "0011_layouts")]

    operations = [
        migrations.RunPython(before, before_back),
        migrations.AddField(
            model_name="observation",
            name=NEW,
            field=models.TextField(default=""),
        ),
        migrations.RunPython(after, after_back),
    ]
