"""Tell Django about the disclosure app."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """Registers the app under the label ``disclosure``."""

    name = "goodstanding.apps.disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"
