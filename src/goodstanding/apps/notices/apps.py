"""Tell Django about notices."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Registers the app under the label ``notices``, its outbox topic, its carriers and the address book of people."""

    name = "goodstanding.apps.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register handlers, carriers and address books."""
        from django.conf import settings
        from django.utils.module_loading import import_string

        from goodstanding.apps.common.outbox import register_handler
        from goodstanding.apps.identity.selectors import mail_addresses_of
        from goodstanding.apps.notices.ports import Address, register_address_book, register_carrier
        from goodstanding.apps.notices.services import DELIVER, deliver_notice

        register_handler(DELIVER, deliver_notice)
        register_carrier("mail", import_string(settings.CONFIG.mail_channel)())
        register_address_book("user", lambda ref: tuple(Address("mail", mail) for mail in mail_addresses_of((int(ref),))))
