"""Tell Django about the public app."""

from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Registers the app under the label ``public``."""

    name = "goodstanding.web.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"
