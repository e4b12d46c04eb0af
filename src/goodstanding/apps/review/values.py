"""What review hands to other apps: frozen, so that nobody changes a case by changing what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

ActionCode = Literal["claim", "renew", "release", "note", "hand_over", "escalate", "skip", "decide", "propose", "reopen"]

ORDINARY_QUEUE = "ordinary"
"""The queue whose limit holds where no other is published."""

REPORT_QUEUE = "reports"
"""The queue of reports no other queue is meant for; its limit is that of taking a report up."""

APPEAL_QUEUE = "appeals"
"""The queue of appeal cases; no pack needs to declare it."""

URGENT_APPEAL_QUEUE = "appeals-expedited"
"""The queue of appeals against measures that would be over before the ordinary answer."""


MATTER_QUEUE = "registrations"
"""The queue of what the registers ask a person; no pack needs to declare it."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as it stands.

    Args:
        reach: Followers of the account when the case was opened or last joined.
        priority: Sort key, higher first.
        lease_holder, assignee: User ids.
        waiting_for: ``approval`` while a proposal waits for a second person, else empty.
    """

    ref: str
    act_key: str
    kind: str
    status: str
    queue: str
    label: str
    severity: str
    account_ref: str
    content_ref: str
    reach: int
    priority: int
    escalated: bool
    opened_at: datetime
    due_at: datetime
    settled_at: datetime | None
    outcome: str
    decision_ref: str
    version: int
    lease_holder: int | None
    lease_expires_at: datetime | None
    assignee: int | None
    waiting_for: str
    excluded: frozenset[int]

    def is_leased(self, *, at: datetime) -> bool:
        """Say whether somebody holds the case now."""
        return self.lease_expires_at is not None and self.lease_expires_at > at

    def is_held_by(self, user_id: int, /, *, at: datetime) -> bool:
        """Say whether this person holds the case now."""
        return self.is_leased(at=at) and self.lease_holder == user_id

    def is_late(self, *, at: datetime) -> bool:
        """Say whether the limit was broken: settled late, or open past its due time."""
        return (self.settled_at or at) > self.due_at


@dataclass(frozen=True, slots=True)
class NewSource:
    """Something that brings a case up.

    Args:
        kind: ``rule``, ``report``, ``staff``, ``appeal`` or ``matter``.
        ref: Rule id, receipt or user.
    """

    kind: str
    ref: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """Something to be attached to a case.

    Args:
        kind: ``evaluation``, ``report``, ``snapshot``, ``note`` or ``attachment``.
        sha256: Of what ``ref`` points to, hexadecimal.
    """

    kind: str
    ref: str
    sha256: str
    summary: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source of a case."""

    kind: str
    ref: str
    detail: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence of a case."""

    kind: str
    ref: str
    sha256: str
    summary: str
    detail: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class TransitionView:
    """One step of a case."""

    action: str
    from_status: str
    to_status: str
    version: int
    actor_kind: str
    actor_ref: str
    at: datetime
    note: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """Something the person may do with the case now.

    Args:
        key: The key that does it in the console.
        needs: Details that must be given.
    """

    code: ActionCode
    title: str
    key: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueCount:
    """How much waits in one queue.

    Args:
        open: Open cases.
        unclaimed: Open cases nobody holds and no proposal waits on.
        overdue: Open cases past their due time.
        due_today: Open cases due before the local day ends, overdue ones left out.
        mine: Open cases the person holds, or was handed.
        oldest_opened_at: Opening of the oldest open case.
        next_due_at: The nearest due time among open cases.
    """

    queue: str
    open: int
    unclaimed: int
    overdue: int
    due_today: int
    mine: int
    oldest_opened_at: datetime | None
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case with everything in it."""

    case: CaseView
    sources: tuple[SourceView, ...]
    evidence: tuple[EvidenceView, ...]
