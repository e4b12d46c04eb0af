"""Screening: from an event to what the policy says of it, and to the people who must look."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from goodstanding.apps.common.outbox import MessageView


class ScreeningConfig(AppConfig):
    """Django's record of the app; registers the workers for events stored for later and for images."""

    name = "goodstanding.apps.screening"
    label = "screening"
    verbose_name = _("Screening")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who judges the events that were kept for later, and who reads images where the settings enable it."""
        from django.conf import settings

        from goodstanding.apps.common.outbox import register_handler

        register_handler("events.screen", _screen_kept_events)
        register_handler("images.read", _read_images)
        if settings.CONFIG.images:
            _enable_images(settings.CONFIG)


def _screen_kept_events(message: MessageView, at: datetime) -> None:
    """Judge what waits. The engine is loaded with the first message, not with Django."""
    from goodstanding.apps.screening.services import screen_pending

    del message
    screen_pending(at=at)


def _read_images(message: MessageView, at: datetime) -> None:
    """Read the images of one event."""
    from goodstanding.apps.screening.services import read_images

    read_images(message.payload["source"], message.payload["id"], attempt=message.attempts, at=at)


def _enable_images(config: Any) -> None:
    from django.utils.module_loading import import_string

    from goodstanding.apps.screening.ports import Reading, register_image_reading

    source = import_string(config.media_source)(
        hosts=config.media_hosts,
        directory=Path(config.media_dir) if config.media_dir else None,
        may_call_private=config.media_private_addresses,
    )
    register_image_reading(Reading(reader=import_string(config.image_reader)(), source=source))
