"""Each direction that a city's sheet offers says what it asks of the budget that follows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("storage", "0013_layout_of_an_upload")]

    operations = [
        migrations.AddField(
            model_name="evaluationfield",
            name="options_budget",
            field=models.JSONField(default=list),
        ),
    ]
