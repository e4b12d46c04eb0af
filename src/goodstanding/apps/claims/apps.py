"""Tell Django about the claims app."""

from __future__ import annotations

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Registers the app under the label ``claims``."""

    name = "goodstanding.apps.claims"
    label = "claims"
    default_auto_field = "django.db.models.BigAutoField"
