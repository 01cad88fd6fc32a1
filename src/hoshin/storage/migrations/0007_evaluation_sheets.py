"""Evaluation sheets get tables for their boxes and answers, and programs can be evaluated."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0006_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="evaluation",
            name="answer_to_last_year",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="answer_to_last_year_en",
            field=models.TextField(default=""),
        ),
        migrations.AddField(
            model_name="evaluation",
            name="program",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="evaluations",
                to="storage.program",
            ),
        ),
        migrations.AddField(
            model_name="workitem",
            name="program",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="storage.program",
            ),
        ),
        migrations.CreateModel(
            name="EvaluationField",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("sheet", models.CharField(max_length=40)),
                ("order", models.IntegerField(default=0)),
                ("part", models.TextField(default="")),
                ("part_en", models.TextField(default="")),
                ("code", models.CharField(max_length=40)),
                ("name", models.TextField()),
                ("name_en", models.TextField(default="")),
                ("kind", models.CharField(default="text", max_length=40)),
                ("meaning", models.CharField(max_length=40, null=True)),
                ("required", models.BooleanField(default=False)),
                ("options", models.JSONField(default=list)),
                ("options_en", models.JSONField(default=list)),
                ("unit", models.TextField(default="")),
                ("yen_per_unit", models.CharField(max_length=40, null=True)),
                ("authors", models.JSONField(default=list)),
                ("public", models.BooleanField(default=False)),
                ("help", models.TextField(default="")),
                ("help_en", models.TextField(default="")),
                ("valid_from", models.DateField(null=True)),
                ("valid_to", models.DateField(null=True)),
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
                "db_table": "evaluation_fields",
                "ordering": ("position", "id"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EvaluationAnswer",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("text", models.TextField(default="")),
                ("text_en", models.TextField(default="")),
                ("value", models.CharField(max_length=40, null=True)),
                ("amount_yen", models.BigIntegerField(null=True)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="storage.evaluation",
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
                (
                    "field",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="storage.evaluationfield",
                    ),
                ),
            ],
            options={
                "db_table": "evaluation_answers",
                "ordering": ("position", "id"),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("evaluation", "field"), name="evaluation_answers_once"
                    )
                ],
            },
        ),
    ]
