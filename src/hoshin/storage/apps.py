"""The storage app, by the name that Django knows it under."""

from __future__ import annotations

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """The one app that owns tables."""

    name = "hoshin.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"
