"""Tell Django about the enforcement app."""

from __future__ import annotations

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    """Registers the app under the label ``enforcement``."""

    name = "goodstanding.apps.enforcement"
    label = "enforcement"
    default_auto_field = "django.db.models.BigAutoField"
