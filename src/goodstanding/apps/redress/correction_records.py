"""Corrections as other apps and the faces see them: frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.redress.correcting import ONGOING, SUSPENDED


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What of an account does not match its subject, and until when it can be put right."""

    ref: str
    account_ref: str
    fields: tuple[str, ...]
    fault: str
    found_by: str
    facts: str
    to_fix: str
    state: str
    case_ref: str
    decision_ref: str
    termination_ref: str
    found_at: datetime
    suspended_at: datetime | None
    due_at: datetime | None
    is_extended: bool
    answer: str
    handed_in_at: datetime | None
    ended_at: datetime | None

    @property
    def is_ongoing(self) -> bool:
        """Whether it has no end yet."""
        return self.state in ONGOING

    @property
    def is_suspended(self) -> bool:
        """Whether service is suspended for it."""
        return self.state in SUSPENDED

    @property
    def may_hand_in(self) -> bool:
        """Whether the operator can hand a correction in now."""
        return self.state in {"open", "overdue"}

    @property
    def may_extend(self) -> bool:
        """Whether the operator can still ask for more time."""
        return self.state == "open" and not self.is_extended


@dataclass(frozen=True, slots=True)
class CorrectionStepView:
    """One step: what, by what kind of actor, when, and why."""

    step: str
    from_state: str
    to_state: str
    actor_kind: str
    at: datetime
    due_at: datetime | None
    note: str
