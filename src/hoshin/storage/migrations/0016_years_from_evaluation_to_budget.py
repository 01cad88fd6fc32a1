"""A city's sheet says how many years after the evaluated one the budget answers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("storage", "0015_search_words_and_global_indicators")]

    operations = [
        migrations.AddField(
            model_name="evaluationfield",
            name="years_to_budget",
            field=models.IntegerField(null=True),
        ),
    ]
