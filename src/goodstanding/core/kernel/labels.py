"""The violation labels of the outside contract (CONTRACT §3): a fixed vocabulary of conduct."""

from __future__ import annotations

VIOLATION_LABELS = (
    "impersonation",
    "malicious_registration",
    "unlicensed_news",
    "coordinated_posting",
    "fake_engagement",
    "incitement",
    "harassment",
    "fabricated_information",
    "false_originality",
    "missing_source",
    "extortion_or_paid_deletion",
    "fraud_marketing",
    "account_trading",
    "injected_spam",
    "pornography_or_gambling_promotion",
    "forced_follow",
    "off_category",
)

EVENT_TYPES = (
    "account.registered",
    "account.profile_changed",
    "account.signed_in",
    "account.transfer_requested",
    "account.closed",
    "content.published",
    "content.edited",
    "content.removed",
    "comment.posted",
    "follow.created",
    "follow.removed",
    "metric.sampled",
)
"""Event types of the outside contract (CONTRACT §2). Others are kept and reported, never dropped."""
