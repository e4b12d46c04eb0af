"""Transfers as other apps and the faces see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TransferRecord:
    """One account on its way to another subject; ``giver`` and ``taker`` are references of operators."""

    ref: str
    account_ref: str
    giver: str
    giver_name: str
    taker: str
    taker_name: str
    status: str
    version: int
    reason: str
    reasons: str
    case_ref: str
    needs_second: bool
    offered_at: datetime
    agreed_at: datetime | None
    completes_at: datetime | None
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether either party may still withdraw."""
        return self.status in {"offered", "review", "cooling"}
