"""Tell Django about the audit app."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Registers the app under the label ``audit``."""

    name = "goodstanding.apps.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Write down what people do to their own sign-in."""
        from goodstanding.apps.audit.services import record
        from goodstanding.apps.identity.ports import register_witness

        register_witness(
            lambda action, actor, user_id, at: (
                record(action, actor=actor, subject_kind="user", subject_ref=str(user_id), at=at) and None
            )
        )
