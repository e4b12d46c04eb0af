"""The registry: who operates which public account, and what each may do."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistryConfig(AppConfig):
    """Django's record of the app."""

    name = "goodstanding.apps.registry"
    label = "registry"
    verbose_name = _("Registry of operators and accounts")
    default_auto_field = "django.db.models.BigAutoField"
