"""A returned workbook keeps what was read of it, so that a person can decide at leisure."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("storage", "0004_city_forms")]

    operations = [
        migrations.AddField(
            model_name="returnedworkbook",
            name="content",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="returnedworkbook",
            name="problems",
            field=models.JSONField(default=list),
        ),
    ]
