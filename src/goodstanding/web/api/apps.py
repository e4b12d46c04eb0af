"""Tell Django about the api app."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers the app under the label ``api``."""

    name = "goodstanding.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
