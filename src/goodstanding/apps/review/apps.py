"""Tell Django about the review app."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Registers the app under the label ``review``."""

    name = "goodstanding.apps.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take the matters of the registers, open cases of findings; tell what is pending about accounts and contents."""
        from goodstanding.apps.ingest.ports import register_hold
        from goodstanding.apps.integrity.ports import register_account_cases
        from goodstanding.apps.registry.life_ports import register_pending
        from goodstanding.apps.registry.matters import register_desk
        from goodstanding.apps.review.holding import contents_in_cases
        from goodstanding.apps.review.selectors import open_cases_about
        from goodstanding.apps.review.services.findings import FindingCases
        from goodstanding.apps.review.services.matters import ReviewDesk

        register_desk(ReviewDesk())
        register_account_cases(FindingCases())
        register_pending("review", open_cases_about)
        register_hold("review", contents_in_cases)
