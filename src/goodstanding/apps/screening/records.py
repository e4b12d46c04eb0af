"""What screening tells other apps: frozen records, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class EvaluationView:
    """A stored evaluation.

    Args:
        document: The frozen input, JSON.
        evaluation: The answer in canonical bytes, JSON.
    """

    ref: str
    event_source: str
    event_id: str
    account_ref: str
    content_ref: str
    pack_digest: str
    pack_name: str
    day: date
    document: bytes
    evaluation: bytes
    degraded: bool
    suggestion: str
    created_at: datetime
