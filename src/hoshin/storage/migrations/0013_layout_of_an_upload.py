"""A document may be read by one chosen layout, or by none; without a choice every one is tried."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("storage", "0012_notes_in_english")]

    operations = [
        migrations.AddField(
            model_name="upload",
            name="layout",
            field=models.CharField(max_length=200, null=True),
        ),
    ]
