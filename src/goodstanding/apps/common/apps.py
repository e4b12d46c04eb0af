"""Tell Django about the common app."""

from __future__ import annotations

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Registers the app under the label ``common``."""

    name = "goodstanding.apps.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"
