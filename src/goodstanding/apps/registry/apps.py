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

    def ready(self) -> None:
        """Tell notices how the people behind an account are reached."""
        from goodstanding.apps.identity.selectors import mail_addresses_of
        from goodstanding.apps.notices.ports import Address, register_address_book
        from goodstanding.apps.registry.selectors import members_of

        register_address_book("account", lambda ref: tuple(Address("mail", mail) for mail in mail_addresses_of(members_of(ref))))
