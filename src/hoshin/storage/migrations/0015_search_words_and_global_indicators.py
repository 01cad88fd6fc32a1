"""Words that readers type into the search; the global indicator that a link to the SDGs reads."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("storage", "0014_budget_after_direction"),
    ]

    operations = [
        migrations.AddField(
            model_name="sdglink",
            name="sdg_indicator",
            field=models.TextField(default=""),
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("position", models.IntegerField(db_index=True, default=0)),
                ("locator", models.TextField(default="")),
                ("note", models.TextField(default="")),
                ("asked", models.TextField()),
                ("meant", models.JSONField(default=list)),
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
                "db_table": "search_words",
                "ordering": ("position", "id"),
                "abstract": False,
            },
        ),
    ]
