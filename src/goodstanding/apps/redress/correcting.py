"""Registered information that does not match its subject: which step may follow where, its clock, and when it may end. Pure.

Service is suspended with a notice, the operator has time to put it right, and only who lets that time pass loses the account.

Source: PA21:8.2, RQ-028, RQ-029
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from goodstanding.apps.common.calendar import due
from goodstanding.apps.redress.errors import AppealPending, CorrectionMoved, DeadlineNotOver, SamePerson

CLAUSE = "PA21:8.2"
LABEL = "registration_mismatch"
"""Names the act in decisions; the law fixes what follows, so the ladder of violations does not apply."""
FIELDS = ("identity", "credentials", "profile", "contact")
"""What may not match: who runs the account, what it may publish about, how it presents itself, how it is reached."""
FOUND_BY = ("patrol", "report", "rule")
FAULTS = ("", "borrowed", "forged")


class State(StrEnum):
    """Where a correction stands."""

    FOUND = "found"
    OPEN = "open"
    HANDED_IN = "handed_in"
    OVERDUE = "overdue"
    CORRECTED = "corrected"
    TERMINATED = "terminated"
    DISMISSED = "dismissed"
    OVERTURNED = "overturned"


class Step(StrEnum):
    """What may be done about one."""

    FIND = "find"
    SUSPEND = "suspend"
    DISMISS = "dismiss"
    EXTEND = "extend"
    DELIVER_AGAIN = "deliver_again"
    REMIND = "remind"
    HAND_IN = "hand_in"
    SEND_BACK = "send_back"
    CONFIRM = "confirm"
    LAPSE = "lapse"
    TERMINATE = "terminate"
    OVERTURN = "overturn"
    CHANGE = "change"
    REOPEN = "reopen"


SUSPENDED = (State.OPEN, State.HANDED_IN, State.OVERDUE)
"""States in which service is suspended."""
ONGOING = (State.FOUND, *SUSPENDED)
"""States that are no end."""

FLOW: Mapping[tuple[str, Step], State] = {
    ("", Step.FIND): State.FOUND,
    (State.FOUND, Step.SUSPEND): State.OPEN,
    (State.FOUND, Step.DISMISS): State.DISMISSED,
    (State.OPEN, Step.EXTEND): State.OPEN,
    (State.OPEN, Step.DELIVER_AGAIN): State.OPEN,
    (State.OPEN, Step.REMIND): State.OPEN,
    (State.OPEN, Step.HAND_IN): State.HANDED_IN,
    (State.OVERDUE, Step.HAND_IN): State.HANDED_IN,
    (State.HANDED_IN, Step.SEND_BACK): State.OPEN,
    (State.OPEN, Step.LAPSE): State.OVERDUE,
    (State.OVERDUE, Step.TERMINATE): State.TERMINATED,
    (State.TERMINATED, Step.REOPEN): State.OPEN,
    **{(state, Step.CONFIRM): State.CORRECTED for state in SUSPENDED},
    **{(state, Step.OVERTURN): State.OVERTURNED for state in SUSPENDED},
    **{(state, Step.CHANGE): state for state in SUSPENDED},
}
"""Every step there is, by where it starts; anything else is refused."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What ending an account for want of correction must be weighed against.

    Args:
        due_at: Until when it could be corrected.
        open_appeals: Receipts of appeals that wait for their answer.
        proposer, approver: User ids of the two people.
    """

    ref: str
    state: str
    due_at: datetime | None
    open_appeals: tuple[str, ...]
    proposer: int | None = None
    approver: int | None = None


def next_state(state: str, step: Step, /) -> State | None:
    """Return where a step leads, or None where it may not be taken."""
    return FLOW.get((state, step))


def deadline(at: datetime, /, *, days: int) -> datetime:
    """Say until when something can be corrected: the end of the local day so many days later."""
    return due(at, days, "days")


def returned_deadline(due_at: datetime, /, *, handed_in_at: datetime, at: datetime) -> datetime:
    """Give back the time a correction lay with the platform; never less than the rest of the day."""
    return max(due_at + (at - handed_in_at), deadline(at, days=1))


def check_ending(ending: Ending, /, *, at: datetime) -> None:
    """Refuse to end an account for want of correction before its time, behind an appeal, or by one person.

    Raises:
        DeadlineNotOver: The time to correct is not over.
        AppealPending: An appeal waits for its answer.
        CorrectionMoved: It is with a person, or settled.
        SamePerson: Proposer and approver are one.

    Source: RQ-029
    """
    if ending.due_at is None or at <= ending.due_at:
        until = f" until {ending.due_at.isoformat()}" if ending.due_at else ""
        raise DeadlineNotOver(f"{ending.ref} can be corrected{until}.", hint="Wait for the deadline.", clause=CLAUSE)
    if ending.open_appeals:
        named = ", ".join(ending.open_appeals)
        raise AppealPending(f"The appeal {named} waits for its answer.", hint="Answer the appeal first.", clause=CLAUSE)
    if ending.state != State.OVERDUE:
        raise CorrectionMoved(f"The correction {ending.ref} is {ending.state}.", hint="Look at how it stands.", clause=CLAUSE)
    if ending.approver is not None and ending.approver == ending.proposer:
        raise SamePerson("Whoever proposed it cannot approve it.", hint="Another person approves.", clause="PA21:19.2")
