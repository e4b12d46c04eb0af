"""Tell Django about the shared plumbing."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import register


class CommonConfig(AppConfig):
    """Registers the app under the label ``common`` and its system checks."""

    name = "goodstanding.apps.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the checks."""
        from goodstanding.apps.common.checks import calendar_is_current, installation_is_safe

        register(calendar_is_current)
        register(installation_is_safe)
