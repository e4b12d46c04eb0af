"""Accounts that rest, stop or change hands, as other apps and the faces see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from goodstanding.core.kernel.sentences import Sentence


@dataclass(frozen=True, slots=True)
class DormancyRecord:
    """How far the disuse of an account has gone; ``stage`` is one of ``DormancyStage``."""

    account_ref: str
    counted_from: datetime | None
    stage: str
    told_at: datetime | None
    acts_at: datetime | None
    case_ref: str


@dataclass(frozen=True, slots=True)
class PauseRecord:
    """A time in which an account rests.

    Args:
        cause: ``dormancy`` or ``own_wish``.
        reasons: Why a person paused it, as its operator reads it; empty for its own wish.
    """

    ref: str
    account_ref: str
    cause: str
    reasons: str
    began_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Woken:
    """An account that works again, and what lapsed meanwhile: each a sentence that says what to do."""

    account_ref: str
    lapsed: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class StopRecord:
    """An operator stopping an account for good.

    Args:
        status: ``grace``, ``taken_back`` or ``ended``.
        ends_at: Until then it can be taken back.
    """

    ref: str
    account_ref: str
    status: str
    reason: str
    asked_at: datetime
    ends_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """A file with everything of an account, without its content. ``state`` is ``asked``, ``ready`` or ``purged``."""

    ref: str
    account_ref: str
    state: str
    asked_at: datetime
    ready_at: datetime | None
    kept_until: datetime | None
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ErasureRecord:
    """When the personal data of a closed account is erased, and what that waits for."""

    account_ref: str
    closed_at: datetime
    due_at: datetime
    state: str
    held_for: tuple[str, ...]
    counts: Mapping[str, int]
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """An agreement with an agency; ``status`` is ``in_force``, ``ended`` or ``expired``."""

    ref: str
    account_ref: str
    operator_ref: str
    agency_name: str
    agency_uscc: str
    duties: tuple[str, ...]
    agreement_sha256: str
    document_ref: str
    starts_on: date
    ends_on: date
    status: str
    entered_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing an account is used with that changed.

    Args:
        kind: ``device``, ``phone``, ``payout``, ``region`` or ``credential``.
        new_at: When the new one came.
        old_at: When the former one was last used; None where that is not known.
    """

    kind: str
    new_at: datetime
    old_at: datetime | None


@dataclass(frozen=True, slots=True)
class FreezeRecord:
    """Sensitive settings frozen until a person has looked; ``outcome`` is empty, ``cleared`` or ``proven``."""

    ref: str
    account_ref: str
    evidence: tuple[Changed, ...]
    outcome: str
    explanation: str
    explained_at: datetime | None
    case_ref: str
    decision_ref: str
    reasons: str
    frozen_at: datetime
    ended_at: datetime | None
