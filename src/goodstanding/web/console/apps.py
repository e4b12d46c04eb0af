"""Tell Django about the console app."""

from __future__ import annotations

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Registers the app under the label ``console``."""

    name = "goodstanding.web.console"
    label = "console"
    default_auto_field = "django.db.models.BigAutoField"
