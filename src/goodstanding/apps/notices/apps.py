"""Tell Django about the notices app."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Registers the app under the label ``notices``."""

    name = "goodstanding.apps.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
