"""Who may appeal against what, until when. Pure: a table of rules that refuse with a reason, or allow.

Source: PA21:20.2
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goodstanding.apps.enforcement.values import DecisionView


@dataclass(frozen=True, slots=True)
class Party:
    """Whoever wants to appeal, and what they did before.

    Args:
        may_act: Whether they may act for the account the decision is about.
        has_open_appeal: Whether the account's appeal against this decision waits for its answer.
        was_answered: Whether an appeal of the account against this decision was decided before.
        has_new_evidence: Whether the new appeal rests on new evidence.
    """

    may_act: bool
    has_open_appeal: bool = False
    was_answered: bool = False
    has_new_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """The appeal can be filed, until the deadline."""

    deadline: datetime


@dataclass(frozen=True, slots=True)
class Refused:
    """The appeal cannot be filed: a normal answer, not a fault.

    Args:
        code: ``appeal:not_a_party``, ``appeal:superseded``, ``appeal:too_late``, ``appeal:open`` or ``appeal:answered``.
        message: One full sentence.
        clause: What the refusal rests on.
        other_ref: The decision to appeal against instead, where there is one.
    """

    code: str
    message: str
    clause: str = "PA21:20.2"
    other_ref: str = ""


def may_appeal(decision: DecisionView, party: Party, /, *, at: datetime) -> Allowed | Refused:
    """Say whether the party may appeal against the decision now."""
    deadline = datetime.fromisoformat(decision.appeal_route["deadline"])
    if not party.may_act:
        return Refused("appeal:not_a_party", f"You do not act for the account the decision {decision.ref} is about.")
    if decision.superseded_by:
        return Refused(
            "appeal:superseded",
            f"The decision {decision.ref} was replaced by {decision.superseded_by}; appeal against that one.",
            other_ref=decision.superseded_by,
        )
    if party.has_open_appeal:
        return Refused("appeal:open", f"Your appeal against {decision.ref} waits for its answer.")
    if at > deadline:
        return Refused("appeal:too_late", f"The time to appeal against {decision.ref} ended on {deadline.date().isoformat()}.")
    if party.was_answered and not party.has_new_evidence:
        return Refused(
            "appeal:answered", f"Your appeal against {decision.ref} was answered; a further one rests on new evidence."
        )
    return Allowed(deadline)
