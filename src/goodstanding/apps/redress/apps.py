"""Tell Django about the redress app."""

from __future__ import annotations

from django.apps import AppConfig


class RedressConfig(AppConfig):
    """Registers the app under the label ``redress``."""

    name = "goodstanding.apps.redress"
    label = "redress"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let decisions answer reports, let notices find reporters, and tell what is pending about accounts and contents."""
        from goodstanding.apps.enforcement.ports import register_consequence
        from goodstanding.apps.ingest.ports import register_hold
        from goodstanding.apps.notices.ports import register_address_book
        from goodstanding.apps.redress.account_life import appeals_file, open_matters
        from goodstanding.apps.redress.consequences import AnswerReports, addresses_of_report
        from goodstanding.apps.redress.correction_consequences import FollowCorrections
        from goodstanding.apps.redress.holding import contents_at_issue
        from goodstanding.apps.redress.services.disputes.following import FollowOriginality
        from goodstanding.apps.redress.services.takedown.ending import SettleNotices
        from goodstanding.apps.redress.services.takedown.telling import SENDER, addresses_of_sender
        from goodstanding.apps.registry.life_ports import register_export_part, register_pending

        register_consequence("redress.reports", AnswerReports())
        register_consequence("redress.corrections", FollowCorrections())
        register_consequence("redress.originality", FollowOriginality())
        register_consequence("redress.takedown", SettleNotices())
        register_address_book(SENDER, addresses_of_sender)
        register_address_book("report", addresses_of_report)
        register_pending("redress", open_matters)
        register_hold("redress", contents_at_issue)
        register_export_part("redress", appeals_file)
