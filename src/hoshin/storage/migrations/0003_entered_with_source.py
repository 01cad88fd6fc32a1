"""A value that was entered names its source too: one of those is current for each key, as before.

Rows that a document printed may stand beside each other; they have a source and nobody entered
them.
"""

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("storage", "0002_append_only")]

    operations = [
        migrations.RemoveConstraint(model_name="observation", name="observations_one_current"),
        migrations.AddConstraint(
            model_name="observation",
            constraint=models.UniqueConstraint(
                models.F("indicator"),
                django.db.models.functions.comparison.Coalesce(
                    models.F("ref_area"), models.Value("")
                ),
                models.F("breakdown"),
                models.F("time_period"),
                condition=models.Q(
                    ("is_current", True),
                    models.Q(
                        ("source__isnull", True),
                        ("entered_by__isnull", False),
                        _connector="OR",
                    ),
                ),
                name="observations_one_current",
            ),
        ),
    ]
