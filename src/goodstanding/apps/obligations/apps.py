"""Tell Django about the platform's own duties."""

from __future__ import annotations

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """Django's record of the app."""

    name = "goodstanding.apps.obligations"
    label = "obligations"
    default_auto_field = "django.db.models.BigAutoField"
