"""The workplace as a Django app; it owns no tables."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The workplace: screens and API over the actions."""

    name = "hoshin.web"
    label = "web"
