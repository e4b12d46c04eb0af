"""Ingest: every event received, kept as it came, with the contents and counters drawn from it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngestConfig(AppConfig):
    """Django's record of the app."""

    name = "goodstanding.apps.ingest"
    label = "ingest"
    verbose_name = _("Events and contents")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the registry when accounts were used, and what they published belongs into their export."""
        from goodstanding.apps.ingest.account_life import last_uses, published
        from goodstanding.apps.registry.life_ports import register_export_part, register_usage

        register_usage("ingest", last_uses)
        register_export_part("ingest", published)
