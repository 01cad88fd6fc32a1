"""The database itself refuses to change or remove what may only be added to.

Revisions of observations, submissions, comments and audit events are never updated or deleted, by
whatever program. The one exception: a revision stops being the current one when the next arrives.
"""

from typing import Any

from django.db import migrations

_ADDED_ONLY = ("audit_events", "submissions", "comments")
_REFUSAL = "rows of {table} are only ever added"


def _statements(vendor: str) -> list[str]:
    make = _sqlite if vendor == "sqlite" else _postgresql
    return [statement for table in _ADDED_ONLY for statement in make(table)] + (
        _sqlite_observations() if vendor == "sqlite" else _postgresql_observations()
    )


def _sqlite(table: str) -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL.format(table=table)}'); END"
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
    ]


def _sqlite_observations() -> list[str]:
    refusal = _REFUSAL.format(table="observations")
    refuse = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    return [
        f"CREATE TRIGGER observations_no_delete BEFORE DELETE ON observations {refuse}",
        f"CREATE TRIGGER observations_no_return BEFORE UPDATE OF is_current ON observations "
        f"WHEN NEW.is_current AND NOT OLD.is_current {refuse}",
        f"CREATE TRIGGER observations_no_update BEFORE UPDATE OF {_COLUMNS} ON observations "
        f"{refuse}",
    ]


def _postgresql(table: str) -> list[str]:
    return [
        f"CREATE FUNCTION {table}_only_added() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL.format(table=table)}' "
        "USING ERRCODE = 'restrict_violation'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_only_added()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_added()",
    ]


def _postgresql_observations() -> list[str]:
    return [
        "CREATE FUNCTION observations_only_added() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN "
        "IF TG_OP = 'UPDATE' AND OLD.is_current AND NOT NEW.is_current THEN "
        "OLD.is_current := false; "
        "IF NEW IS NOT DISTINCT FROM OLD THEN RETURN NEW; END IF; "
        "END IF; "
        f"RAISE EXCEPTION '{_REFUSAL.format(table='observations')}' "
        "USING ERRCODE = 'restrict_violation'; END $$",
        "CREATE TRIGGER observations_no_change BEFORE UPDATE OR DELETE ON observations "
        "FOR EACH ROW EXECUTE FUNCTION observations_only_added()",
        "CREATE TRIGGER observations_no_truncate BEFORE TRUNCATE ON observations "
        "FOR EACH STATEMENT EXECUTE FUNCTION observations_only_added()",
    ]


# SQLite names the columns that a trigger watches: all but is_current. A test holds this list whole.
_COLUMNS = (
    "id, position, locator, note, breakdown, breakdown_en, time_period, period_printed, "
    "reporting_column, obs_value, value_printed, value_text, value_text_en, unit_measure, "
    "obs_status, missing_reason, revision, known_on, entered_at, approved_at, reason, source_id, "
    "indicator_id, target_id, ref_area_id, entered_by_id, approved_by_id"
)


def protect(apps: Any, editor: Any) -> None:
    """Add the triggers, in the language of the database at hand."""
    for statement in _statements(editor.connection.vendor):
        editor.execute(statement)


def release(apps: Any, editor: Any) -> None:
    """Remove the triggers again."""
    if editor.connection.vendor == "sqlite":
        for table in _ADDED_ONLY:
            for what in ("update", "delete"):
                editor.execute(f"DROP TRIGGER {table}_no_{what}")
        for what in ("update", "delete", "return"):
            editor.execute(f"DROP TRIGGER observations_no_{what}")
    else:
        for table in (*_ADDED_ONLY, "observations"):
            editor.execute(f"DROP FUNCTION {table}_only_added() CASCADE")


class Migration(migrations.Migration):
    """Triggers after the tables."""

    dependencies = (("storage", "0001_initial"),)
    operations = (migrations.RunPython(protect, release),)
