"""What screening tells other apps: frozen records, never models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Hits:
    """How often something was seen in a stretch of days: in evaluations where it led to a violation, and where it did not."""

    acted: int = 0
    recorded: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.acted + self.recorded


@dataclass(frozen=True, slots=True)
class WithheldView:
    """One publication kept back, and why."""

    account_ref: str
    event_source: str
    event_id: str
    content_ref: str
    reason: str
    decision_ref: str
    at: datetime
    released_at: datetime | None


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


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """What was read from one image.

    Args:
        refused: A word that names why it was not read; empty where it was.
        thumbnail: A small JPEG made by the reader; empty where the image was not read.
    """

    sha256: str
    model: str
    model_sha256: str
    refused: str
    width: int
    height: int
    phash: str
    thumbnail: bytes


@dataclass(frozen=True, slots=True)
class ImageNote:
    """One image of an event, in the event's order."""

    url: str
    sha256: str
    refused: str
