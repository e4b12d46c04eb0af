"""What a platform can be told of. Source: CONTRACT §4."""

from __future__ import annotations

from typing import Final

TOPICS: Final = (
    "decision.issued",
    "decision.superseded",
    "measure.apply",
    "measure.revert",
    "appeal.decided",
    "report.closed",
    "claim.corrected",
    "account.disclosure_changed",
    "account.transfer_announced",
    "account.paused",
    "account.woken",
    "account.stopped",
)
"""Outbox topics that go out as webhooks: the contract's in its order, then our own."""
