"""Tell Django about the webhooks app."""

from __future__ import annotations

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Registers the app under the label ``webhooks``, who handles each topic, and who sends."""

    name = "goodstanding.apps.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the handlers of the topics and the sender named by the settings."""
        from django.conf import settings
        from django.utils.module_loading import import_string

        from goodstanding.apps.common.outbox import register_handler
        from goodstanding.apps.webhooks.ports import register_sender
        from goodstanding.apps.webhooks.services import DELIVER, deliver, fan_out
        from goodstanding.apps.webhooks.topics import TOPICS

        for topic in TOPICS:
            register_handler(topic, fan_out)
        register_handler(DELIVER, deliver)
        config = settings.CONFIG
        register_sender(import_string(config.webhook_sender)(may_call_private=config.webhook_private_addresses))
