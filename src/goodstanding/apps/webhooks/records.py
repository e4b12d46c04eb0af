"""What webhooks tell others: frozen records, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class EndpointRecord:
    """An address without its secrets."""

    ref: str
    url: str
    topics: tuple[str, ...]
    title: str
    created_at: datetime
    rotated_at: datetime | None
    failed_at: datetime | None
    ended_at: datetime | None
    ended_because: str


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One call and how it ended."""

    at: datetime
    status_code: int | None
    milliseconds: int
    error: str


@dataclass(frozen=True, slots=True)
class DeliveryRecord:
    """One message to one endpoint."""

    ref: str
    endpoint: str
    topic: str
    key: str
    body: str
    status: str
    created_at: datetime
    queued_at: datetime
    delivered_at: datetime | None
    attempts: tuple[AttemptRecord, ...]
