"""Policies: which packs are installed, which one is live, and the clause texts decisions cite."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """Django's record of the app."""

    name = "goodstanding.apps.policies"
    label = "policies"
    verbose_name = _("Policy packs")
    default_auto_field = "django.db.models.BigAutoField"
