"""Screening: from an event to what the policy says of it, and to the people who must look."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScreeningConfig(AppConfig):
    """Django's record of the app; registers the worker that evaluates events stored for later."""

    name = "goodstanding.apps.screening"
    label = "screening"
    verbose_name = _("Screening")
    default_auto_field = "django.db.models.BigAutoField"
