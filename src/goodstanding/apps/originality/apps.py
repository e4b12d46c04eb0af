"""Tell Django about the originality app."""

from __future__ import annotations

from django.apps import AppConfig


class OriginalityConfig(AppConfig):
    """Registers the app under the label ``originality``."""

    name = "goodstanding.apps.originality"
    label = "originality"
    default_auto_field = "django.db.models.BigAutoField"
