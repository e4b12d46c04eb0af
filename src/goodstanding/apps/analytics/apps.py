"""Tell Django about the analytics app."""

from __future__ import annotations

from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    """Registers the app under the label ``analytics``."""

    name = "goodstanding.apps.analytics"
    label = "analytics"
    default_auto_field = "django.db.models.BigAutoField"
