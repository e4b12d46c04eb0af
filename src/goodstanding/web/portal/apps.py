"""Tell Django about the portal app."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the app under the label ``portal``."""

    name = "goodstanding.web.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
