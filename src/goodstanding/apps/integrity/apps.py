"""Tell Django about the integrity app."""

from __future__ import annotations

from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    """Registers the app under the label ``integrity``."""

    name = "goodstanding.apps.integrity"
    label = "integrity"
    default_auto_field = "django.db.models.BigAutoField"
