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
        """Tell notices how the people behind an account are reached; name who is asked about identities and carries codes."""
        from django.conf import settings
        from django.utils.module_loading import import_string

        from goodstanding.apps.common.outbox import register_handler
        from goodstanding.apps.identity.selectors import mail_addresses_of
        from goodstanding.apps.notices.ports import Address, register_address_book
        from goodstanding.apps.registry.ports import register_avatar_reader
        from goodstanding.apps.registry.providers import register_carrier, register_payer, register_provider
        from goodstanding.apps.registry.selectors import members_of
        from goodstanding.apps.registry.services.asking import ASK
        from goodstanding.apps.registry.services.avatar_recheck import recheck_avatars
        from goodstanding.apps.registry.services.contacting import TELL, tell_old_mobile
        from goodstanding.apps.registry.services.exporting import EXPORT, build_export
        from goodstanding.apps.registry.services.freezing import look_at_owner
        from goodstanding.apps.registry.services.mark_register import RECHECK as MARKS
        from goodstanding.apps.registry.services.name_register import RECHECK
        from goodstanding.apps.registry.services.paying import PAY, pay_now
        from goodstanding.apps.registry.services.reported import recheck_accounts
        from goodstanding.apps.registry.services.tracing import LOOK
        from goodstanding.apps.registry.services.verifying import ask_now

        register_address_book("account", lambda ref: tuple(Address("mail", mail) for mail in mail_addresses_of(members_of(ref))))
        register_handler(ASK, ask_now)
        register_handler(PAY, pay_now)
        register_handler(TELL, tell_old_mobile)
        register_handler(RECHECK, recheck_accounts)
        register_handler(MARKS, recheck_avatars)
        register_handler(EXPORT, build_export)
        register_handler(LOOK, look_at_owner)
        register_avatar_reader(import_string(settings.CONFIG.avatar_reader)().read)
        register_carrier(import_string(settings.CONFIG.sms_channel)())
        if settings.CONFIG.identity_url:
            register_provider(import_string(settings.CONFIG.identity_provider)(settings.CONFIG.identity_url))
        if settings.CONFIG.payments_url:
            register_payer(import_string(settings.CONFIG.payments_provider)(settings.CONFIG.payments_url))
