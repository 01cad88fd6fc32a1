"""Pledges get states and further measures, known errors their end, targets their revisions."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0008_publications"),
    ]

    operations = [
        migrations.AddField(
            model_name="knownerror",
            name="corrected",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="knownerror",
            name="known_since",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="knownerror",
            name="mended_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="knownerror",
            name="mending",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="knownerror",
            name="mending_en",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="pledge",
            name="other_elements",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="targetchange",
            name="reason_en",
            field=models.TextField(default=""),
        ),
        migrations.CreateModel(
            name="PledgeState",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("stated_on", models.DateField()),
                ("progress", models.CharField(max_length=40)),
                ("reason", models.TextField(default="")),
                ("reason_en", models.TextField(default="")),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="states",
                        to="storage.pledge",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
            ],
            options={
                "db_table": "pledge_states",
                "ordering": ("position", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TargetRevision",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("revision", models.IntegerField(default=1)),
                ("decided_on", models.DateField()),
                ("field", models.CharField(max_length=40)),
                ("before", models.TextField(default="")),
                ("after", models.TextField(default="")),
                ("reason", models.TextField(default="")),
                ("reason_en", models.TextField(default="")),
                ("approver", models.TextField(default="")),
                ("approver_en", models.TextField(default="")),
                ("rate_without", models.CharField(max_length=40, null=True)),
                ("rate_with", models.CharField(max_length=40, null=True)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="storage.source",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="storage.target",
                    ),
                ),
            ],
            options={
                "db_table": "target_revisions",
                "ordering": ("position", "id"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("target", "revision", "field"), name="target_revisions_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("revision__gte", 1)), name="target_revisions_number"
                    ),
                ],
            },
        ),
    ]
