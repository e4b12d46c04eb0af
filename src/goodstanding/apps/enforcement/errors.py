"""Faults of enforcement.

GoodstandingError
└── EnforcementError
    ├── DecisionUnknown        no decision has that reference
    ├── DraftIncomplete        clause, facts, evidence or another part is missing
    ├── ClauseTooBroad         only open-ended clauses are cited
    ├── ClauseNotOnFile        a cited clause's text is not on file
    ├── MeasureImpossible      a measure lacks what it needs, or does not fit the verdict
    ├── MeasureTooHeavy        heavier than the ladder's maximum
    ├── MachineOversteps       a machine may label, hold or limit, with an end
    ├── SecondPersonNeeded     only a proposal approved by another person can issue this
    ├── SourceMismatch         the actor cannot speak for that source
    ├── PartyToDecision        the actor took part in the decision under appeal
    ├── NotLighter             a partly upheld appeal does not end lighter
    ├── DecisionSuperseded     the decision is no longer in force
    ├── ProposalUnknown        no proposal has that reference
    ├── ProposalSettled        the proposal was approved or rejected before
    ├── ProposalChanged        the draft is not the one that was approved
    └── ApprovalForbidden      the actor may not approve this proposal
"""

from __future__ import annotations

from goodstanding.core.kernel.errors import GoodstandingError


class EnforcementError(GoodstandingError):
    """A decision or measure was refused."""

    code = "enforcement:error"


class DecisionUnknown(EnforcementError):
    """No decision has that reference."""

    code = "decision:unknown"
    status = 404


class DraftIncomplete(EnforcementError):
    """A part that every decision must have is missing."""

    code = "decision:incomplete"
    status = 422


class ClauseTooBroad(EnforcementError):
    """Only open-ended clauses are cited; they cannot carry a decision."""

    code = "decision:clause_too_broad"
    status = 422


class ClauseNotOnFile(EnforcementError):
    """The text of a cited clause is not on file."""

    code = "decision:clause_not_on_file"
    status = 422


class MeasureImpossible(EnforcementError):
    """A measure lacks what it needs, or does not fit the verdict."""

    code = "decision:measure_impossible"
    status = 422


class MeasureTooHeavy(EnforcementError):
    """A measure is heavier than the ladder's maximum."""

    code = "decision:measure_too_heavy"
    status = 422


class MachineOversteps(EnforcementError):
    """A machine tried more than to label, hold or limit with an end."""

    code = "decision:machine_oversteps"
    status = 403


class SecondPersonNeeded(EnforcementError):
    """Only a proposal approved by another person can issue this.

    Args:
        reasons: Why, as codes: ``irreversible``, ``outside_ladder``, ``other_law``.
    """

    code = "decision:second_person_needed"
    status = 403

    def __init__(self, message: str, *, reasons: tuple[str, ...], hint: str = "", clause: str = "") -> None:
        super().__init__(message, hint=hint, clause=clause)
        self.reasons = reasons


class SourceMismatch(EnforcementError):
    """The actor cannot speak for that source."""

    code = "decision:source_mismatch"
    status = 403


class PartyToDecision(EnforcementError):
    """The actor took part in the decision under appeal."""

    code = "decision:took_part"
    status = 403


class NotLighter(EnforcementError):
    """A partly upheld appeal must end lighter than before."""

    code = "decision:not_lighter"
    status = 422


class DecisionSuperseded(EnforcementError):
    """The decision is no longer in force."""

    code = "decision:superseded"
    status = 409


class ProposalUnknown(EnforcementError):
    """No proposal has that reference."""

    code = "proposal:unknown"
    status = 404


class ProposalSettled(EnforcementError):
    """The proposal was approved or rejected before."""

    code = "proposal:settled"
    status = 409


class ProposalChanged(EnforcementError):
    """The draft is not the one that was approved."""

    code = "proposal:changed"
    status = 409


class ApprovalForbidden(EnforcementError):
    """The actor may not approve this proposal."""

    code = "proposal:approval_forbidden"
    status = 403
