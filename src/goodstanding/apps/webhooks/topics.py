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
)
"""Outbox topics that go out as webhooks, in the contract's order."""
