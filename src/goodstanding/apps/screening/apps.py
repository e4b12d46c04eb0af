"""Screening: from an event to what the policy says of it, and to the people who must look."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from goodstanding.apps.common.outbox import MessageView


class ScreeningConfig(AppConfig):
    """Django's record of the app; registers the worker that evaluates events stored for later."""

    name = "goodstanding.apps.screening"
    label = "screening"
    verbose_name = _("Screening")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who judges the events that were kept for later."""
        from goodstanding.apps.common.outbox import register_handler

        register_handler("events.screen", _screen_kept_events)


def _screen_kept_events(message: MessageView, at: datetime) -> None:
    """Judge what waits. The engine is loaded with the first message, not with Django."""
    from goodstanding.apps.screening.services import screen_pending

    del message
    screen_pending(at=at)
