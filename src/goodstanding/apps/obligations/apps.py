"""Tell Django about the platform's own duties."""

from __future__ import annotations

from datetime import datetime

from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    """Django's record of the app."""

    name = "goodstanding.apps.obligations"
    label = "obligations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the register from closing accounts while nobody answers for content safety."""
        from goodstanding.apps.registry.ports import register_closing_gate

        register_closing_gate("obligations.officer", _require_officer)


def _require_officer(at: datetime) -> None:
    from goodstanding.apps.obligations.reading.offices import require_officer

    require_officer(at=at)
