"""What ingest tells other apps: frozen records, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ContentRecord:
    """A post or comment as it stands.

    Args:
        status: ``visible``, ``labelled``, ``held`` or ``removed``.
        decisions: The decisions in force on it, oldest first.
        held_until: When the last hold in force ends by itself.
        withdrawn_at: When its author took it down.
    """

    content_ref: str
    account_ref: str
    kind: str
    parent_ref: str
    status: str
    labels: tuple[str, ...]
    decisions: tuple[str, ...]
    title: str
    body: str
    category: str
    published_at: datetime
    latest_sha256: str
    held_until: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContentVersionRecord:
    """A content as one event published or edited it."""

    content_ref: str
    sha256: str
    title: str
    body: str
    at: datetime
    event_source: str
    event_id: str


@dataclass(frozen=True, slots=True)
class NumberedVersion:
    """A version with its number in the order of arrival, for whoever reads them one after another.

    Args:
        number: Grows; on PostgreSQL a transaction that began earlier may still bring a smaller one for a while.
        account_ref, kind: Of the content; both empty where it is gone, or was emptied since.
    """

    number: int
    account_ref: str
    kind: str
    version: ContentVersionRecord


@dataclass(frozen=True, slots=True)
class StoredEventRecord:
    """An event as it was received, with the first outcome (JSON; empty while it waits to be evaluated)."""

    source: str
    event_id: str
    type: str
    time: datetime
    subject: str
    body: str
    body_sha256: str
    received_at: datetime
    outcome: str
    problems: str
