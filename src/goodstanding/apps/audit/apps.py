"""Tell Django about the audit app."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the app under the label ``audit``."""

    name = "goodstanding.apps.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
