"""What redress takes and hands out: frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file handed in; its type is read from its bytes, not from its name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file kept with a report or appeal, without its bytes."""

    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class NewGround:
    """One reason why a decision is said to be wrong.

    Args:
        ground: ``facts_wrong``, ``clause_not_applicable``, ``measure_too_heavy``, ``procedure``, ``new_evidence`` or ``other``.
        text: The appellant's words, 1–5,000 characters.
    """

    ground: str
    text: str


@dataclass(frozen=True, slots=True)
class GroundView:
    """One ground with its answer; empty until the appeal is decided."""

    ground: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer given word for word before.

    Args:
        position: Which ground, from 0.
        receipts: The appeals it was given in; this appeal's own receipt where two grounds share one answer.
    """

    position: int
    receipts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppealView:
    """One appeal as it stands.

    Args:
        decided_by: User id; never shown to the account.
        canned: Answers given word for word before: shown to the panel's lead, and counted in reports.
    """

    receipt: str
    decision_ref: str
    account_ref: str
    appellant: int
    grounds: tuple[GroundView, ...]
    language: str
    urgent: bool
    filed_at: datetime
    due_at: datetime
    stage: str
    outcome: str
    reasons: str
    canned: tuple[Canned, ...]
    decided_by: int | None
    new_decision_ref: str
    case_ref: str
    closed_at: datetime | None

    def is_late(self, *, at: datetime) -> bool:
        """Say whether the time limit was broken."""
        return (self.closed_at or at) > self.due_at


@dataclass(frozen=True, slots=True)
class ReportView:
    """One report as it stands; the reporter's contact is never part of it."""

    receipt: str
    kind: str
    target: str
    account_ref: str
    category: str
    reason: str
    language: str
    filed_at: datetime
    due_at: datetime
    stage: str
    outcome: str
    feedback: str
    case_ref: str
    decision_ref: str
    closed_at: datetime | None

    def is_late(self, *, at: datetime) -> bool:
        """Say whether the time limit was broken."""
        return (self.closed_at or at) > self.due_at


@dataclass(frozen=True, slots=True)
class StageView:
    """One step of a report or appeal."""

    from_stage: str
    to_stage: str
    actor_kind: str
    at: datetime
    reason: str
