"""Tell Django about the originality app, and who does its work."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from goodstanding.apps.common.outbox import MessageView


class OriginalityConfig(AppConfig):
    """Registers the app under the label ``originality``, and the worker's part of checking declarations."""

    name = "goodstanding.apps.originality"
    label = "originality"
    verbose_name = _("Originality")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say who compares what was declared, and what came to light later; keep what is disputed."""
        from goodstanding.apps.common.outbox import register_handler
        from goodstanding.apps.ingest.ports import register_hold
        from goodstanding.apps.originality.selectors import disputed_contents

        register_hold("originality", lambda refs, _at: disputed_contents(refs))
        if settings.CONFIG.source_checks:
            _enable_source_checks(settings.CONFIG)
        register_handler("originality.source", _look)
        register_handler("originality.check", _check)
        register_handler("originality.recheck", _recheck)


def _check(message: MessageView, at: datetime) -> None:
    """Check declarations. The index is opened with the first message, not with Django."""
    from goodstanding.apps.originality.services.checking import check_declaration

    for ref in message.payload["declarations"]:
        check_declaration(ref, at=at)


def _recheck(message: MessageView, at: datetime) -> None:
    """Look at an original again: earlier work came to light."""
    from goodstanding.apps.originality.services.checking import recheck_original

    recheck_original(message.payload["original"], at=at)


def _look(message: MessageView, at: datetime) -> None:
    """Look whether a link given as a source leads anywhere."""
    from goodstanding.apps.originality.services.sources import look_at_source

    told = message.payload
    look_at_source(told["content"], account_ref=told["account"], url=told["url"], at=at)


def _enable_source_checks(config: Any) -> None:
    from django.utils.module_loading import import_string

    from goodstanding.apps.originality.ports import register_source_probe

    register_source_probe(import_string(config.source_probe)(private_hosts=config.source_private_hosts))
