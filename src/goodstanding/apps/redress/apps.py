"""Tell Django about the redress app."""

from __future__ import annotations

from django.apps import AppConfig


class RedressConfig(AppConfig):
    """Registers the app under the label ``redress``."""

    name = "goodstanding.apps.redress"
    label = "redress"
    default_auto_field = "django.db.models.BigAutoField"
