"""Tell Django about the identity app."""

from __future__ import annotations

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Registers the app under the label ``identity``."""

    name = "goodstanding.apps.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
