"""The city's own forms get a table of versions, to which the database only lets rows be added.

Forms that were loaded before stood in the city's record among its further files; they move.
"""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from hoshin.storage.forms import move_out_of_record

_REFUSAL = "rows of form_files are only ever added"


def protect(apps: Any, editor: Any) -> None:
    """Add the triggers, in the language of the database at hand."""
    if editor.connection.vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for what in ("update", "delete"):
            editor.execute(
                f"CREATE TRIGGER form_files_no_{what} BEFORE {what.upper()} ON form_files {refuse}"
            )
        return
    editor.execute(
        "CREATE FUNCTION form_files_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for name, events, each in (
        ("change", "UPDATE OR DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    ):
        editor.execute(
            f"CREATE TRIGGER form_files_no_{name} BEFORE {events} ON form_files "
            f"FOR EACH {each} EXECUTE FUNCTION form_files_only_added()"
        )


def release(apps: Any, editor: Any) -> None:
    """Remove the triggers again."""
    if editor.connection.vendor == "sqlite":
        for what in ("update", "delete"):
            editor.execute(f"DROP TRIGGER form_files_no_{what}")
    else:
        editor.execute("DROP FUNCTION form_files_only_added() CASCADE")


def move(apps: Any, editor: Any) -> None:
    """Move the forms of a plan that was loaded before."""
    move_out_of_record(
        apps.get_model("storage", "CityRecord"), apps.get_model("storage", "FormFile")
    )


class Migration(migrations.Migration):
    """The table, its triggers, and what was kept elsewhere."""

    dependencies = (("storage", "0003_entered_with_source"),)
    operations = (
        migrations.CreateModel(
            name="FormFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=400)),
                ("version", models.IntegerField()),
                ("kept_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="form_files",
                        to="storage.evidencefile",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "form_files",
                "ordering": ("path", "version"),
                "constraints": [
                    models.UniqueConstraint(fields=("path", "version"), name="form_files_once"),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="form_files_version"
                    ),
                ],
            },
        ),
        migrations.RunPython(protect, release),
        migrations.RunPython(move, migrations.RunPython.noop),
    )
