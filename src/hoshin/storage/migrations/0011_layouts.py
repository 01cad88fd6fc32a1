"""Layouts by which documents are read get a table of versions, to which rows are only added."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_REFUSAL = "rows of layout_files are only ever added"


def protect(apps: Any, editor: Any) -> None:
    """Add the triggers, in the language of the database at hand."""
    if editor.connection.vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for what in ("update", "delete"):
            editor.execute(
                f"CREATE TRIGGER layout_files_no_{what} BEFORE {what.upper()} ON layout_files "
                f"{refuse}"
            )
        return
    editor.execute(
        "CREATE FUNCTION layout_files_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for name, events, each in (
        ("change", "UPDATE OR DELETE", "ROW"),
        ("truncate", "TRUNCATE", "STATEMENT"),
    ):
        editor.execute(
            f"CREATE TRIGGER layout_files_no_{name} BEFORE {events} ON layout_files "
            f"FOR EACH {each} EXECUTE FUNCTION layout_files_only_added()"
        )


def release(apps: Any, editor: Any) -> None:
    """Remove the triggers again."""
    if editor.connection.vendor == "sqlite":
        for what in ("update", "delete"):
            editor.execute(f"DROP TRIGGER layout_files_no_{what}")
    else:
        editor.execute("DROP FUNCTION layout_files_only_added() CASCADE")


class Migration(migrations.Migration):
    """The table and its triggers."""

    dependencies = (("storage", "0010_revisions_of_decided_changes"),)
    operations = (
        migrations.CreateModel(
            name="LayoutFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("version", models.IntegerField()),
                ("kept_at", models.DateTimeField()),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layout_files",
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
                (
                    "upload",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.upload",
                    ),
                ),
            ],
            options={
                "db_table": "layout_files",
                "ordering": ("name", "version"),
                "constraints": [
                    models.UniqueConstraint(fields=("name", "version"), name="layout_files_once"),
                    models.CheckConstraint(
                        condition=models.Q(("version__gte", 1)), name="layout_files_version"
                    ),
                ],
            },
        ),
        migrations.RunPython(protect, release),
    )
