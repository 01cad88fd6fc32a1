"""The tables; made by makemigrations from the models."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="EvidenceFile",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("media_type", models.CharField(default="", max_length=120)),
            ],
            options={
                "db_table": "evidence_files",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 0)), name="evidence_size"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="CityRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("as_of", models.DateField(null=True)),
                ("also", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "city",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="city_only_one")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("actor", models.BigIntegerField(null=True)),
                ("actor_name", models.TextField(default="")),
                ("via", models.CharField(max_length=20)),
                ("verb", models.CharField(max_length=40)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=400)),
                ("details", models.JSONField(default=dict)),
                ("previous_hash", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "audit_events",
                "ordering": ("number",),
                "indexes": [
                    models.Index(
                        fields=["subject_kind", "subject_id"], name="audit_event_subject_babaff_idx"
                    ),
                    models.Index(fields=["actor", "number"], name="audit_event_actor_dc8edc_idx"),
                ],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("title", models.TextField()),
                ("title_en", models.TextField(default="")),
                ("publisher", models.TextField(default="")),
                ("published_printed", models.TextField(default="")),
                ("file_name", models.TextField(default="")),
                ("sha256", models.TextField(default="")),
            ],
            options={
                "db_table": "sources",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("kind", models.CharField(max_length=40)),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="storage.organisation",
                    ),
                ),
                ("municipal_code", models.TextField(default="")),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
                (
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
            ],
            options={
                "db_table": "organisations",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RatingGrade",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("scheme", models.TextField()),
                ("rank", models.IntegerField()),
                ("grade", models.TextField()),
                ("label", models.TextField(default="")),
                ("label_en", models.TextField(default="")),
                ("order", models.CharField(default="best_first", max_length=40)),
                ("basis", models.CharField(default="achievement", max_length=40)),
                ("compared", models.CharField(default="printed", max_length=40)),
                ("minimum", models.CharField(max_length=40, null=True)),
                ("minimum_inclusive", models.BooleanField(default=True)),
                ("maximum", models.CharField(max_length=40, null=True)),
                ("maximum_inclusive", models.BooleanField(default=False)),
                ("requires", models.JSONField(default=list)),
                ("excludes", models.JSONField(default=list)),
                ("points", models.CharField(max_length=40, null=True)),
                ("valid_from", models.TextField(default="")),
            ],
            options={
                "db_table": "ratings",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="KnownError",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("problem", models.TextField()),
                ("row", models.TextField()),
                ("field", models.TextField(default="")),
                ("printed", models.TextField(default="")),
                ("explanation", models.TextField(default="")),
                ("explanation_en", models.TextField(default="")),
                ("recorded_on", models.DateField()),
                ("effect", models.CharField(default="none", max_length=40)),
            ],
            options={
                "db_table": "known_errors",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("username", models.CharField(max_length=150, unique=True)),
                ("name", models.TextField()),
                ("email", models.EmailField(blank=True, default="", max_length=254)),
                ("office", models.TextField(default="")),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="storage.organisation",
                    ),
                ),
                ("language", models.CharField(default="ja", max_length=2)),
                ("is_active", models.BooleanField(default=True)),
                ("must_change_password", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "db_table": "people",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Indicator",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("unit", models.TextField()),
                ("dimension", models.CharField(default="unknown", max_length=40)),
                ("direction", models.CharField(default="undeclared", max_length=40)),
                ("direction_basis", models.CharField(max_length=40, null=True)),
                ("aggregation", models.CharField(default="unknown", max_length=40)),
                ("result_level", models.CharField(default="unknown", max_length=40)),
                ("publication_lag_years", models.IntegerField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("definition", models.TextField(default="")),
                ("definition_en", models.TextField(default="")),
            ],
            options={
                "db_table": "indicators",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("kind", models.TextField(default="")),
                ("edition", models.TextField(default="")),
                ("period", models.CharField(max_length=40, null=True)),
                ("period_printed", models.TextField(default="")),
                ("adopted_on", models.DateField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.plan",
                    ),
                ),
                ("rating_scheme", models.TextField(default="")),
            ],
            options={
                "db_table": "plans",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Program",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.program",
                    ),
                ),
                ("description", models.TextField(default="")),
                ("description_en", models.TextField(default="")),
            ],
            options={
                "db_table": "programs",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Committee",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.plan",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("seats_printed", models.IntegerField(null=True)),
                ("term_printed", models.TextField(default="")),
                ("quorum_printed", models.TextField(default="")),
                ("public", models.BooleanField(null=True)),
            ],
            options={
                "db_table": "committees",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="AccessToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.TextField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("scopes", models.JSONField(default=list)),
                ("made_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("last_used_on", models.DateField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "access_tokens",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.indicator",
                    ),
                ),
                ("definition", models.TextField()),
                ("period_kind", models.CharField(max_length=40)),
                ("keys", models.JSONField(default=list)),
                ("unit", models.TextField()),
                ("per", models.IntegerField(default=1)),
                ("decimals", models.IntegerField(default=0)),
                ("minimum_contributors", models.IntegerField(default=10)),
            ],
            options={
                "db_table": "measurements",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="levels",
                        to="storage.plan",
                    ),
                ),
                ("depth", models.IntegerField()),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
            ],
            options={
                "db_table": "levels",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("identity", models.CharField(db_index=True, max_length=64)),
                ("as_of", models.DateField()),
                ("folder", models.TextField()),
                ("note", models.TextField(default="")),
                ("target_count", models.IntegerField(default=0)),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "db_table": "releases",
                "ordering": ("published_at", "id"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                (
                    "to_organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                (
                    "from_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("takes_effect_on", models.DateField()),
                ("sheet", models.JSONField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "db_table": "hand_overs",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ContextFigure",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.plan",
                    ),
                ),
                ("series", models.TextField(default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                (
                    "ref_area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("value", models.CharField(max_length=40, null=True)),
                ("value_printed", models.TextField(default="")),
                ("qualifier", models.TextField(default="")),
                ("unit", models.TextField(default="")),
                ("period", models.CharField(max_length=40, null=True)),
                ("period_printed", models.TextField(default="")),
            ],
            options={
                "db_table": "context_figures",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Cycle",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.plan",
                    ),
                ),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("period", models.CharField(max_length=40, null=True)),
            ],
            options={
                "db_table": "cycles",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="storage.committee",
                    ),
                ),
                ("affiliation", models.TextField()),
                ("affiliation_en", models.TextField(default="")),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("role", models.TextField(default="")),
                ("role_en", models.TextField(default="")),
                ("term", models.CharField(max_length=40, null=True)),
                ("succeeds", models.TextField(default="")),
            ],
            options={
                "db_table": "members",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "committee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="storage.committee",
                    ),
                ),
                ("number", models.IntegerField(null=True)),
                ("name", models.TextField(default="")),
                ("name_en", models.TextField(default="")),
                ("held_on", models.DateField(null=True)),
                ("date_printed", models.TextField(default="")),
                ("agenda", models.TextField(default="")),
                ("agenda_en", models.TextField(default="")),
            ],
            options={
                "db_table": "meetings",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Element",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elements",
                        to="storage.plan",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="elements",
                        to="storage.level",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="storage.element",
                    ),
                ),
                ("order", models.IntegerField(default=0)),
                ("number", models.TextField(default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("description", models.TextField(default="")),
                ("description_en", models.TextField(default="")),
                ("aspect", models.CharField(max_length=40, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("related", models.JSONField(default=list)),
            ],
            options={
                "db_table": "elements",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fiscal_year", models.CharField(max_length=40, unique=True)),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                (
                    "cycle",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.cycle",
                    ),
                ),
                ("state", models.CharField(default="open", max_length=40)),
                ("grace_days", models.IntegerField(default=0)),
                ("four_eyes", models.BooleanField(default=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("opened_at", models.DateTimeField(null=True)),
                (
                    "frozen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("frozen_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("version", models.IntegerField(default=1)),
            ],
            options={
                "db_table": "rounds",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="rounds_opened_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at__isnull", True), ("frozen_by__isnull", True)),
                            models.Q(("frozen_at__isnull", False), ("frozen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="rounds_frozen_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="rounds_closed_who_and_when",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "cycle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="storage.cycle",
                    ),
                ),
                ("order", models.IntegerField()),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("first_month", models.IntegerField()),
                ("last_month", models.IntegerField()),
                ("months_printed", models.TextField(default="")),
                ("certainty", models.CharField(default="printed", max_length=40)),
            ],
            options={
                "db_table": "stages",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Evaluation",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.plan",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evaluations",
                        to="storage.element",
                    ),
                ),
                ("targets", models.JSONField(default=list)),
                ("year", models.CharField(max_length=40, null=True)),
                ("author_role", models.CharField(default="city", max_length=40)),
                ("heading", models.TextField(default="")),
                ("heading_en", models.TextField(default="")),
                ("stated_change", models.CharField(max_length=40, null=True)),
                ("findings", models.TextField(default="")),
                ("findings_en", models.TextField(default="")),
                ("direction", models.TextField(default="")),
                ("direction_en", models.TextField(default="")),
                ("rating", models.TextField(default="")),
            ],
            options={
                "db_table": "evaluations",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("role", models.CharField(max_length=40)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="storage.organisation",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.indicator",
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "deputy_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="storage.rolegrant",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "role_grants",
                "indexes": [
                    models.Index(
                        fields=["person", "valid_from"], name="role_grants_person__e6a2bd_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="role_grants_dates",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="storage.plan",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="storage.element",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="storage.indicator",
                    ),
                ),
                ("number", models.TextField(default="")),
                ("role", models.CharField(default="kpi", max_length=40)),
                ("name_printed", models.TextField(default="")),
                ("unit", models.TextField()),
                (
                    "restates",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.target",
                    ),
                ),
                ("restated_in_print", models.BooleanField(default=False)),
                (
                    "ref_area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("breakdown", models.TextField(default="")),
                ("breakdown_en", models.TextField(default="")),
                ("baseline_value", models.CharField(max_length=40, null=True)),
                ("baseline_printed", models.TextField(default="")),
                ("baseline_period", models.CharField(max_length=40, null=True)),
                ("baseline_period_printed", models.TextField(default="")),
                ("baseline_column", models.TextField(default="")),
                ("goal_value", models.CharField(max_length=40, null=True)),
                ("goal_upper", models.CharField(max_length=40, null=True)),
                ("goal_text", models.TextField(default="")),
                ("goal_text_en", models.TextField(default="")),
                ("goal_printed", models.TextField(default="")),
                ("goal_period", models.CharField(max_length=40, null=True)),
                ("goal_period_printed", models.TextField(default="")),
                ("goal_column", models.TextField(default="")),
                ("goal_provisional_year", models.IntegerField(null=True)),
                ("comparison", models.CharField(default="reach", max_length=40)),
                ("method", models.CharField(default="progress", max_length=40)),
                ("prorated_method", models.CharField(max_length=40, null=True)),
                ("decimals", models.IntegerField(default=0)),
                ("definition_note", models.TextField(default="")),
            ],
            options={
                "db_table": "targets",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="SdgMarkCount",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                ("primary_count", models.IntegerField()),
                ("related_count", models.IntegerField()),
                ("marks_printed", models.TextField(default="")),
            ],
            options={
                "db_table": "sdg_mark_counts",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Stakeholder",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.plan",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                ("role", models.TextField(default="")),
                ("role_en", models.TextField(default="")),
            ],
            options={
                "db_table": "stakeholders",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ProgramListing",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="storage.program",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="program_listings",
                        to="storage.element",
                    ),
                ),
                ("order", models.IntegerField(default=0)),
                ("number", models.TextField(default="")),
                ("name_printed", models.TextField(default="")),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("kind", models.CharField(default="listing", max_length=40)),
                (
                    "restates",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.programlisting",
                    ),
                ),
                ("category", models.TextField(default="")),
                ("category_en", models.TextField(default="")),
            ],
            options={
                "db_table": "program_elements",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RoundStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="storage.round",
                    ),
                ),
                ("order", models.IntegerField()),
                ("code", models.CharField(max_length=40)),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
            ],
            options={
                "db_table": "round_stages",
                "ordering": ("order",),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "code"), name="round_stages_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="round_stages_dates",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deadlines",
                        to="storage.round",
                    ),
                ),
                ("step", models.CharField(max_length=40)),
                ("due_on", models.DateField()),
                ("summary_due_on", models.DateField()),
            ],
            options={
                "db_table": "deadlines",
                "ordering": ("due_on",),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "step"), name="deadlines_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="IssuedWorkbook",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="workbooks",
                        to="storage.round",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("content", models.JSONField()),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("issued_at", models.DateTimeField()),
            ],
            options={
                "db_table": "issued_workbooks",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                ("partners", models.JSONField(default=list)),
                ("partners_printed", models.TextField(default="")),
                ("concluded", models.CharField(max_length=40, null=True)),
                ("concluded_printed", models.TextField(default="")),
            ],
            options={
                "db_table": "agreements",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("manifesto", models.TextField()),
                ("manifesto_en", models.TextField(default="")),
                ("number", models.TextField(default="")),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("pledged", models.CharField(max_length=40, null=True)),
                ("term_printed", models.TextField(default="")),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.plan",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
            ],
            options={
                "db_table": "pledges",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.program",
                    ),
                ),
                ("order", models.IntegerField(default=0)),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("planned", models.CharField(max_length=40, null=True)),
                ("actual", models.CharField(max_length=40, null=True)),
                ("period_printed", models.TextField(default="")),
                ("certainty", models.CharField(default="printed", max_length=40)),
            ],
            options={
                "db_table": "schedules",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opinions",
                        to="storage.meeting",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.target",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("opinion", models.TextField()),
                ("opinion_en", models.TextField(default="")),
                ("answer", models.TextField(default="")),
                ("answer_en", models.TextField(default="")),
                ("answered_on", models.DateField(null=True)),
            ],
            options={
                "db_table": "opinions",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestones",
                        to="storage.target",
                    ),
                ),
                ("value", models.CharField(max_length=40)),
                ("value_printed", models.TextField(default="")),
                ("period", models.CharField(max_length=40)),
                ("period_printed", models.TextField(default="")),
                ("reporting_column", models.TextField(default="")),
                ("comparison", models.CharField(default="reach", max_length=40)),
            ],
            options={
                "db_table": "milestones",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observations",
                        to="storage.indicator",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.target",
                    ),
                ),
                (
                    "ref_area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("breakdown", models.TextField(default="")),
                ("breakdown_en", models.TextField(default="")),
                ("time_period", models.CharField(max_length=40)),
                ("period_printed", models.TextField(default="")),
                ("reporting_column", models.TextField(default="")),
                ("obs_value", models.CharField(max_length=40, null=True)),
                ("value_printed", models.TextField(default="")),
                ("value_text", models.TextField(default="")),
                ("value_text_en", models.TextField(default="")),
                ("unit_measure", models.TextField()),
                ("obs_status", models.CharField(default="as_printed", max_length=40)),
                ("missing_reason", models.CharField(max_length=40, null=True)),
                ("revision", models.IntegerField(default=1)),
                ("known_on", models.DateField(null=True)),
                ("is_current", models.BooleanField(default=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("entered_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(default="")),
            ],
            options={
                "db_table": "observations",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [
                    models.Index(
                        fields=["indicator", "time_period"], name="observation_indicat_f067fd_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("indicator"),
                        django.db.models.functions.comparison.Coalesce(
                            models.F("ref_area"), models.Value("")
                        ),
                        models.F("breakdown"),
                        models.F("time_period"),
                        condition=models.Q(("is_current", True), ("source__isnull", True)),
                        name="observations_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("missing_reason__isnull", True),
                                models.Q(
                                    ("obs_value__isnull", False),
                                    models.Q(("value_text", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            models.Q(
                                ("missing_reason__isnull", False),
                                ("obs_value__isnull", True),
                                ("value_text", ""),
                            ),
                            _connector="OR",
                        ),
                        name="observations_value_or_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("obs_value__isnull", True),
                            models.Q(("unit_measure", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="observations_unit_with_value",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)), name="observations_revision"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("entered_at__isnull", True), ("entered_by__isnull", True)),
                            models.Q(("entered_at__isnull", False), ("entered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="observations_entered_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(
                                ("approved_at__isnull", False), ("approved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="observations_approved_who_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SdgLink",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.target",
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.program",
                    ),
                ),
                ("goal", models.IntegerField()),
                ("sdg_target", models.TextField(default="")),
                ("strength", models.CharField(default="not_printed", max_length=40)),
            ],
            options={
                "db_table": "sdg_links",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("kind", models.CharField(max_length=40)),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                ("from_aspect", models.CharField(max_length=40, null=True)),
                ("to_aspect", models.CharField(max_length=40, null=True)),
                (
                    "from_element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                (
                    "to_element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                (
                    "from_program",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.program",
                    ),
                ),
                (
                    "to_program",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.program",
                    ),
                ),
                (
                    "from_indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.indicator",
                    ),
                ),
                (
                    "to_indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.indicator",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.target",
                    ),
                ),
                ("description", models.TextField(default="")),
                ("description_en", models.TextField(default="")),
            ],
            options={
                "db_table": "contributions",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Appropriation",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                (
                    "listing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appropriations",
                        to="storage.programlisting",
                    ),
                ),
                ("candidates", models.JSONField(default=list)),
                ("fiscal_year", models.CharField(max_length=40)),
                ("stage", models.CharField(default="initial", max_length=40)),
                ("fund", models.TextField(default="")),
                ("fund_en", models.TextField(default="")),
                ("amount_yen", models.BigIntegerField()),
                ("amount_printed", models.TextField(default="")),
                ("unit_printed", models.TextField(default="")),
                ("link", models.CharField(default="printed_together", max_length=40)),
            ],
            options={
                "db_table": "appropriations",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="ReturnedWorkbook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "issued",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="storage.issuedworkbook",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.evidencefile",
                    ),
                ),
                ("name", models.TextField()),
                ("decisions", models.JSONField(default=dict)),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "db_table": "returned_workbooks",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issued", "file"), name="returned_workbooks_once"
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="TargetChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="storage.target",
                    ),
                ),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("reason", models.TextField()),
                ("rate_after", models.TextField(default="")),
                ("rate_without", models.TextField(default="")),
                ("state", models.CharField(default="proposed", max_length=20)),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_note", models.TextField(default="")),
            ],
            options={
                "db_table": "target_changes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="target_changes_decided_who_and_when",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("target",),
                        name="target_changes_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by__isnull", True), ("state", "proposed")),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("state__in", ("approved", "refused")),
                            ),
                            _connector="OR",
                        ),
                        name="target_changes_decided",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("kind", models.CharField(max_length=40)),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                (
                    "target",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.target",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.element",
                    ),
                ),
                ("value", models.CharField(max_length=40, null=True)),
                ("text", models.TextField(default="")),
                ("value_printed", models.TextField(default="")),
                ("unit", models.TextField(default="")),
                ("operation", models.CharField(default="none", max_length=40)),
                ("operands", models.JSONField(default=list)),
                ("level", models.TextField(default="")),
                ("reason", models.TextField(default="")),
                ("reason_en", models.TextField(default="")),
            ],
            options={
                "db_table": "published_figures",
                "ordering": ("position", "id"),
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="WorkItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="storage.round",
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=400)),
                ("author_role", models.CharField(max_length=40, null=True)),
                ("position", models.IntegerField(default=0)),
                (
                    "plan",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.plan",
                    ),
                ),
                (
                    "element",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="storage.element",
                    ),
                ),
                (
                    "indicator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="storage.indicator",
                    ),
                ),
                (
                    "ref_area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("breakdown", models.TextField(default="")),
                ("breakdown_en", models.TextField(default="")),
                ("time_period", models.CharField(max_length=40)),
                ("unit", models.TextField(default="")),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="storage.organisation",
                    ),
                ),
                (
                    "assigned_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("state", models.CharField(default="not_started", max_length=40)),
                ("version", models.IntegerField(default=1)),
                ("due_on", models.DateField()),
                ("changed_at", models.DateTimeField()),
                (
                    "observation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="storage.observation",
                    ),
                ),
                (
                    "evaluation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="storage.evaluation",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "locked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("locked_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "work_items",
                "ordering": ("position", "id"),
                "indexes": [
                    models.Index(
                        fields=["round", "organisation", "state"],
                        name="work_items_round_i_075556_idx",
                    ),
                    models.Index(
                        fields=["round", "state", "due_on"], name="work_items_round_i_b2228e_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "key"), name="work_items_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("indicator__isnull", False), ("kind", "observation")),
                            models.Q(("element__isnull", False), ("kind", "evaluation")),
                            _connector="OR",
                        ),
                        name="work_items_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("submitted_at__isnull", True), ("submitted_by__isnull", True)
                            ),
                            models.Q(
                                ("submitted_at__isnull", False), ("submitted_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="work_items_submitted_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_items_checked_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(
                                ("approved_at__isnull", False), ("approved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="work_items_approved_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("locked_at__isnull", True), ("locked_by__isnull", True)),
                            models.Q(("locked_at__isnull", False), ("locked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_items_locked_who_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeadlineException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="storage.round",
                    ),
                ),
                ("step", models.CharField(max_length=40)),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="storage.workitem",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                ("due_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "granted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("granted_at", models.DateTimeField()),
            ],
            options={
                "db_table": "deadline_exceptions",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="draft",
                        serialize=False,
                        to="storage.workitem",
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "db_table": "drafts",
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="storage.workitem",
                    ),
                ),
                ("number", models.IntegerField()),
                ("content", models.JSONField()),
                ("confirmed", models.JSONField(default=list)),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("submitted_at", models.DateTimeField()),
                ("via", models.CharField(max_length=20)),
                (
                    "workbook",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="storage.returnedworkbook",
                    ),
                ),
                ("place", models.TextField(default="")),
            ],
            options={
                "db_table": "submissions",
                "ordering": ("number",),
                "constraints": [
                    models.UniqueConstraint(fields=("item", "number"), name="submissions_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="storage.workitem",
                    ),
                ),
                ("kind", models.CharField(default="remark", max_length=20)),
                ("body", models.TextField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("written_at", models.DateTimeField()),
            ],
            options={
                "db_table": "comments",
                "ordering": ("written_at", "id"),
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="storage.workitem",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="storage.evidencefile",
                    ),
                ),
                ("name", models.TextField()),
                ("note", models.TextField(default="")),
                (
                    "attached_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("attached_at", models.DateTimeField()),
            ],
            options={
                "db_table": "evidence",
                "ordering": ("attached_at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("item", "file"), name="evidence_once")
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="storage.round",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("address", models.TextField(default="")),
                ("rung", models.CharField(max_length=20)),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("items", models.ManyToManyField(related_name="reminders", to="storage.workitem")),
            ],
            options={
                "db_table": "reminders",
                "indexes": [],
                "constraints": [],
            },
        ),
    ]
