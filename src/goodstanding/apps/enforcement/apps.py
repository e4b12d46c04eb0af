"""Tell Django about the enforcement app."""

from __future__ import annotations

from django.apps import AppConfig
from django.core import checks


class EnforcementConfig(AppConfig):
    """Registers the app under the label ``enforcement``."""

    name = "goodstanding.apps.enforcement"
    label = "enforcement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Refuse to start with a measure that cannot be taken back."""
        from goodstanding.apps.enforcement.checks import every_measure_has_both_ways

        checks.register(every_measure_has_both_ways)
