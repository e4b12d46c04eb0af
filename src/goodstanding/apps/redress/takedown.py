"""Notice, forwarding, counter-statement, restoring: which step may follow where, what a notice must bring, and its clocks. Pure.

Source: PA21:14.2, CIV20:1195, CIV20:1196, RQ-065
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from goodstanding.apps.common.calendar import add_working_days, due


class State(StrEnum):
    """Where a notice of infringement stands."""

    INCOMPLETE = "incomplete"
    EXAMINATION = "examination"
    ACTED = "acted"
    COUNTERED = "countered"
    PROCEEDINGS = "proceedings"
    REFUSED = "refused"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    CONFIRMED = "confirmed"
    WRONGFUL = "wrongful"
    SUPERSEDED = "superseded"


class Step(StrEnum):
    """What may be done about a notice."""

    FILE = "file"
    FILE_INCOMPLETE = "file_incomplete"
    COMPLETE = "complete"
    SEND_BACK = "send_back"
    REFUSE = "refuse"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    ACT = "act"
    COUNTER = "counter"
    PROVE = "prove"
    REFUSE_PROOF = "refuse_proof"
    EXTEND = "extend"
    PROCEED = "proceed"
    RESTORE = "restore"
    GIVE_BACK = "give_back"
    CONFIRM = "confirm"
    FIND_WRONGFUL = "find_wrongful"
    SUPERSEDE = "supersede"


DOWN = (State.ACTED, State.COUNTERED, State.PROCEEDINGS)
"""States in which the content is not shown."""

OPEN = (State.INCOMPLETE, State.EXAMINATION, *DOWN)
"""States that are no end."""

FLOW: Mapping[tuple[str, Step], State] = {
    ("", Step.FILE): State.EXAMINATION,
    ("", Step.FILE_INCOMPLETE): State.INCOMPLETE,
    (State.INCOMPLETE, Step.COMPLETE): State.EXAMINATION,
    (State.INCOMPLETE, Step.LAPSE): State.LAPSED,
    (State.EXAMINATION, Step.SEND_BACK): State.INCOMPLETE,
    (State.EXAMINATION, Step.REFUSE): State.REFUSED,
    (State.EXAMINATION, Step.ACT): State.ACTED,
    (State.ACTED, Step.COUNTER): State.COUNTERED,
    (State.COUNTERED, Step.EXTEND): State.COUNTERED,
    (State.COUNTERED, Step.RESTORE): State.RESTORED,
    (State.PROCEEDINGS, Step.GIVE_BACK): State.RESTORED,
    (State.PROCEEDINGS, Step.CONFIRM): State.CONFIRMED,
    **{(state, Step.PROVE): state for state in (State.ACTED, State.COUNTERED)},
    **{(state, Step.REFUSE_PROOF): state for state in (State.ACTED, State.COUNTERED)},
    **{(state, Step.PROCEED): State.PROCEEDINGS for state in (State.ACTED, State.COUNTERED)},
    **{(state, Step.FIND_WRONGFUL): State.WRONGFUL for state in DOWN},
    **{(state, Step.SUPERSEDE): State.SUPERSEDED for state in DOWN},
    **{(state, Step.WITHDRAW): State.WITHDRAWN for state in OPEN},
}
"""Every step there is, by where it starts; anything else is refused, here and by the database."""

PARTS = ("name", "contact", "address", "work", "infringement", "rights_proof", "authority", "guarantee")
"""What a notice must bring, in the order of the form. Source: CIV20:1195.1"""

COUNTER_PARTS = ("name", "contact", "statement", "proof", "guarantee")
"""What a counter-statement must bring. Source: CIV20:1196.1"""

CAPACITIES = ("owner", "licensee", "agent")
"""In which capacity somebody sends a notice."""


def next_state(state: str, step: Step, /) -> State | None:
    """Return where a step leads, or None where it may not be taken."""
    return FLOW.get((state, step))


def missing_parts(given: Mapping[str, bool], parts: tuple[str, ...], /) -> tuple[str, ...]:
    """Name what was not given, in the order of the form."""
    return tuple(part for part in parts if not given.get(part, False))


def action_due(at: datetime, /) -> datetime:
    """Say by when a complete notice is acted on: the same day; within two hours where little of it is left.

    Source: RQ-065
    """
    return max(due(at, 0, "days"), due(at, 2, "hours"))


def window_end(forwarded_at: datetime, /, *, days: int) -> datetime:
    """Say until when the sender may prove that a court or authority was asked; then the measure ends by itself.

    Args:
        days: Calendar days; 0 gives the content back the same day. Source: CIV20:1196.2
    """
    return due(forwarded_at, days, "days")


def extended_end(forwarded_at: datetime, window: datetime, /, *, working_days: int) -> datetime:
    """Say until when the window lasts where a delay beyond the sender's control was proved; never earlier than it stands.

    Args:
        working_days: The most there is. Source: the Supreme People's Court's reply of 2020, item 3.
    """
    return max(window, add_working_days(forwarded_at, working_days))
