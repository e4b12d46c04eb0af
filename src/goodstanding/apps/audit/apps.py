"""Tell Django about the audit app."""

from __future__ import annotations

from datetime import datetime

from django.apps import AppConfig

from goodstanding.apps.identity.actors import Actor


class AuditConfig(AppConfig):
    """Registers the app under the label ``audit``."""

    name = "goodstanding.apps.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Write down what people do to their own sign-in."""
        from goodstanding.apps.audit.services import record
        from goodstanding.apps.identity.ports import register_witness

        def write_down(action: str, actor: Actor, user_id: int, at: datetime) -> None:
            record(action, actor=actor, subject_kind="user", subject_ref=str(user_id), at=at)

        register_witness(write_down)
