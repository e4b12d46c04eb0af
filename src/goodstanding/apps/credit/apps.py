"""Tell Django about the credit app."""

from __future__ import annotations

from django.apps import AppConfig


class CreditConfig(AppConfig):
    """Registers the app under the label ``credit``."""

    name = "goodstanding.apps.credit"
    label = "credit"
    default_auto_field = "django.db.models.BigAutoField"
