"""What is handed out about disputes and panels: frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.redress.disputing import OPEN


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """A vote without its juror."""

    choice: str
    reason: str


@dataclass(frozen=True, slots=True)
class PanelRecord:
    """A panel as it stands; counts and votes are empty until it is closed.

    Args:
        invited: How many people were invited.
        worth: ``binding``, ``advisory`` or ``none``; empty while open.
    """

    round: int
    invited: int
    eligible: int
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    valid: int
    rewritten: int
    own_work: int
    finding: str
    worth: str
    votes: tuple[VoteRecord, ...]


@dataclass(frozen=True, slots=True)
class DisputeStepRecord:
    """One step of a dispute; whether a person took it, not who."""

    step: str
    to_state: str
    actor_kind: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class DisputeRecord:
    """A dispute with both sides' words, the frozen evidence and what came of its panels.

    Args:
        kind: What the alignment amounts to.
        evidence: Canonical JSON; read with ``originality.pairs.read_pair``.
        reasons: Why it ended so, as it was issued.
        findings: What whoever decided it found, in his words; empty before the end.
    """

    ref: str
    content_ref: str
    account_ref: str
    earlier_ref: str
    claimant_ref: str
    claim: str
    answer: str
    kind: str
    evidence: str
    evidence_sha256: str
    state: str
    version: int
    filed_at: datetime
    answer_due_at: datetime
    answered_at: datetime | None
    case_ref: str
    decision_ref: str
    reasons: str
    findings: str
    ended_at: datetime | None
    panels: tuple[PanelRecord, ...]
    steps: tuple[DisputeStepRecord, ...]

    @property
    def is_open(self) -> bool:
        """Whether something may still happen."""
        return self.state in OPEN

    @property
    def last_panel(self) -> PanelRecord | None:
        """The panel asked last; None where none was."""
        return self.panels[-1] if self.panels else None


@dataclass(frozen=True, slots=True)
class SeatRecord:
    """An invitation as its juror sees it: both texts and statements, no names, nobody else's vote.

    Args:
        choice, reason: The juror's own vote; empty before it is cast.
    """

    panel_ref: str
    kind: str
    claim: str
    answer: str
    evidence: str
    opened_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    choice: str
    reason: str
    voted_at: datetime | None

    def is_open(self, *, at: datetime) -> bool:
        """Whether a vote counts now."""
        return self.closed_at is None and at <= self.closes_at and not self.choice
