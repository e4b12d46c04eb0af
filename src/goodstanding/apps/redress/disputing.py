"""Disputes about originality: which step may follow where, how a panel's votes are counted, and what its result is worth. Pure.

Source: PA21:14.2, RQ-064
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a dispute stands."""

    ANSWERING = "answering"
    VOTING = "voting"
    EXAMINATION = "examination"
    REVOKED = "revoked"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What may be done about a dispute."""

    FILE = "file"
    ANSWER = "answer"
    LAPSE = "lapse"
    INVITE = "invite"
    REPEAT = "repeat"
    TALLY = "tally"
    EXAMINE = "examine"
    REVOKE = "revoke"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"


OPEN = (State.ANSWERING, State.VOTING, State.EXAMINATION)
"""States that are no end."""

FLOW: Mapping[tuple[str, Step], State] = {
    ("", Step.FILE): State.ANSWERING,
    (State.ANSWERING, Step.INVITE): State.VOTING,
    (State.ANSWERING, Step.EXAMINE): State.EXAMINATION,
    (State.VOTING, Step.REPEAT): State.VOTING,
    (State.VOTING, Step.TALLY): State.EXAMINATION,
    (State.EXAMINATION, Step.REVOKE): State.REVOKED,
    (State.EXAMINATION, Step.DISMISS): State.DISMISSED,
    (State.ANSWERING, Step.ANSWER): State.ANSWERING,
    (State.ANSWERING, Step.LAPSE): State.ANSWERING,
    **{(state, Step.WITHDRAW): State.WITHDRAWN for state in OPEN},
}
"""Every step there is, by where it starts; anything else is refused, here and by the database."""

PANEL_KINDS = frozenset({"rewriting"})
"""What a panel of peers judges: whether a text is somebody's words told anew. Copies are plain to see."""


class Choice(StrEnum):
    """What a juror says."""

    REWRITTEN = "rewritten"
    OWN_WORK = "own_work"
    CANNOT_SAY = "cannot_say"


class Worth(StrEnum):
    """What a panel's result is worth."""

    BINDING = "binding"
    ADVISORY = "advisory"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PanelRule:
    """How a panel decides; published.

    Args:
        least: Valid votes needed.
        advisory_percent, binding_percent: Share of valid votes one way, 0–100, from which staff weigh it, or follow it.
    """

    least: int
    advisory_percent: int
    binding_percent: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a panel.

    Args:
        valid: Votes that say one or the other, with a reason.
        finding: ``rewritten``, ``own_work`` or empty.
    """

    valid: int
    rewritten: int
    own_work: int
    finding: str
    worth: Worth


def next_state(state: str, step: Step, /) -> State | None:
    """Return where a step leads, or None where it may not be taken."""
    return FLOW.get((state, step))


def tally(choices: Mapping[str, int], rule: PanelRule, /) -> Tally:
    """Count a panel's votes: too few, or no clear majority, finds nothing.

    Args:
        choices: Number of votes by choice; those that cannot say are not valid.
    """
    rewritten, own_work = choices.get(Choice.REWRITTEN, 0), choices.get(Choice.OWN_WORK, 0)
    valid = rewritten + own_work
    most = max(rewritten, own_work)
    if valid < rule.least or rewritten == own_work or most * 100 < rule.advisory_percent * valid:
        return Tally(valid, rewritten, own_work, "", Worth.NONE)
    finding = Choice.REWRITTEN if rewritten > own_work else Choice.OWN_WORK
    worth = Worth.BINDING if most * 100 >= rule.binding_percent * valid else Worth.ADVISORY
    return Tally(valid, rewritten, own_work, str(finding), worth)
