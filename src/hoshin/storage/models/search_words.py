"""What readers type into the search of the public site, as a table."""

from __future__ import annotations

from django.db import models

from hoshin.storage.models.rows import PlanRow


class SearchWord(PlanRow):
    """A word that readers type, and the words of the plans that are meant by it."""

    asked = models.TextField()
    meant = models.JSONField(default=list)

    class Meta(PlanRow.Meta):
        db_table = "search_words"
