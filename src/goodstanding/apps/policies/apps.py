"""Policies: which packs are installed, which one is live, and the clause texts decisions cite."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """Django's record of the app; registers the check that a pack is live."""

    name = "goodstanding.apps.policies"
    label = "policies"
    verbose_name = _("Policy packs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the check; answer the registry's questions about profiles."""
        from goodstanding.apps.policies import checks  # noqa: F401  models are ready only now
        from goodstanding.apps.policies.profile_rules import profile_hits
        from goodstanding.apps.registry.ports import register_profile_rules

        register_profile_rules(profile_hits)
