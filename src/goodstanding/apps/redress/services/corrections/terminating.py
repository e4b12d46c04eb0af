"""Ending an account that was not put right: after the deadline, with no appeal waiting, by two people. Never by itself.

Source: PA21:8.2, RQ-029
"""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.services import approve_proposal, propose
from goodstanding.apps.enforcement.values import DecisionDraft, MeasureDraft, ProposalView
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress.correcting import CLAUSE, LABEL, Ending, State, check_ending
from goodstanding.apps.redress.correction_records import CorrectionView
from goodstanding.apps.redress.correction_selectors import correction, correction_view, pending_appeals
from goodstanding.apps.redress.errors import CorrectionMoved, CorrectionUnfit
from goodstanding.apps.redress.models import Correction
from goodstanding.apps.redress.services.corrections.steps import locked
from goodstanding.apps.registry import matters
from goodstanding.core.kernel.severity import Severity


def may_terminate(ref: str, /, *, at: datetime) -> None:
    """Make sure that the end of an account may be proposed now.

    Raises:
        DeadlineNotOver, AppealPending, CorrectionMoved: It may not; see ``correcting.check_ending``.
    """
    check_ending(_ending(correction(ref)), at=at)


def propose_termination(ref: str, /, *, reasons: str, case_version: int, actor: Actor, at: datetime) -> ProposalView:
    """Propose to end an account whose time to correct is over; somebody else approves it.

    Args:
        reasons: What the operator reads as the facts.
        case_version: Version of the case about the deadline, which the actor holds.

    Raises:
        DeadlineNotOver, AppealPending, CorrectionMoved: It may not be ended now.
        CorrectionUnfit: No reasons are given.
        OfficerMissing: Nobody holds the office of content safety.
        ReviewError, EnforcementError: The person may not propose it now.
    """
    if not reasons.strip():
        raise CorrectionUnfit("Ending an account says why.", hint="The operator reads it.", clause=CLAUSE)
    with immediate():
        row = locked(ref)
        check_ending(_ending(correction_view(row)), at=at)
        return propose(_draft(row, reasons.strip()), actor=actor, at=at, expected_version=case_version)


def terminate(ref: str, /, *, actor: Actor, at: datetime, note: str = "") -> CorrectionView:
    """Approve the proposed end of an account, as the second person, and carry it out.

    Raises:
        DeadlineNotOver: The time to correct is not over.
        AppealPending: An appeal of the account waits for its answer.
        SamePerson: The actor proposed it.
        CorrectionMoved: It was handed in meanwhile, or settled.
        CorrectionUnfit: Nobody proposed it.
        EnforcementError: The actor may not approve, or nobody holds the office of content safety.
    """
    with immediate():
        row = locked(ref)
        view = correction_view(row)
        proposal = _open_proposal(row.case_ref)
        check_ending(_ending(view, proposal, approver=actor.user_id), at=at)
        if proposal is None:
            raise CorrectionUnfit(f"Nobody proposed to end the account of {ref}.", hint="One proposes, another approves.")
        approve_proposal(proposal.ref, actor=actor, at=at, note=note)
        return correction_view(Correction.objects.get(pk=row.pk))


def leave_overdue(ref: str, /, *, case_ref: str, reasons: str, case_version: int | None, actor: Actor, at: datetime) -> None:
    """Close the case about a deadline where the correction was handed in, or settled, after all.

    Raises:
        CorrectionMoved: It is still overdue: then it is ended or confirmed.
        ReviewError: The person may not decide it now.
    """
    with immediate():
        row = locked(ref)
        if row.state == State.OVERDUE and row.case_ref == case_ref:
            raise CorrectionMoved(f"The correction {ref} is overdue.", hint="Propose the end, or confirm it.", clause=CLAUSE)
        matters.desk().take_matter(case_ref, expected_version=case_version, actor=actor, at=at)
        matters.desk().close_matter(case_ref, outcome="gone", note=reasons, actor=actor, at=at)


def ending_of(row: Correction, /, *, proposer: int | None, approver: int | None) -> Ending:
    """Gather what the end of an account must be weighed against, whichever way it was approved."""
    return Ending(row.ref, row.state, row.due_at, pending_appeals(correction_view(row)), proposer, approver)


def _ending(view: CorrectionView, proposal: ProposalView | None = None, *, approver: int | None = None) -> Ending:
    proposer = proposal.proposed_by if proposal else None
    return Ending(view.ref, view.state, view.due_at, pending_appeals(view), proposer, approver)


def _open_proposal(case_ref: str) -> ProposalView | None:
    return next((one for one in enforcement.proposals_of_case(case_ref) if one.status == "open"), None)


def _draft(row: Correction, reasons: str) -> DecisionDraft:
    return DecisionDraft(
        source="staff",
        verdict="violation",
        case_ref=row.case_ref,
        account_ref=row.account_ref,
        label=LABEL,
        severity=Severity.SERIOUS,
        clauses=(CLAUSE,),
        facts=reasons,
        evidence=enforcement.evidence_of_case(row.case_ref),
        measures=(MeasureDraft("close"),),
        found_by=row.found_by,
    )
