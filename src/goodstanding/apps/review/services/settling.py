"""What enforcement and redress do to a case inside their own transactions: hold it to its lease, park it, settle it."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.common.transactions import immediate, require_transaction
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.review.errors import CaseForbidden, CaseSettled
from goodstanding.apps.review.models import Case, CaseStatus
from goodstanding.apps.review.permissions import action_refusal
from goodstanding.apps.review.selectors import case_view, viewer
from goodstanding.apps.review.services.steps import clear_lease, lock_case, record_step
from goodstanding.apps.review.values import CaseView


def require_lease(case_ref: str, /, *, expected_version: int | None, actor: Actor, at: datetime) -> CaseView:
    """Lock a case and make sure that this person may decide it now: holds it, has the right, took no part.

    Raises:
        CaseChanged: The case is no longer at that version.
        ReviewError: The policy refuses; the subclass says why.
        OutsideTransaction: No transaction is open.
    """
    require_transaction("Deciding a case")
    row = lock_case(case_ref, expected_version=expected_version)
    if actor.user_id is None:
        raise CaseForbidden("Only a person decides a case.", hint="Sign in.")
    found = case_view(row)
    refusal = action_refusal("decide", found, viewer(actor.user_id), at=at)
    if refusal is not None:
        raise refusal
    return found


def settle_case(
    case_ref: str, /, *, expected_version: int | None, decision_ref: str, outcome: str, actor: Actor, at: datetime
) -> CaseView:
    """Mark a case decided, in the transaction that issues its decision.

    Raises:
        CaseChanged: The case is no longer at that version.
        CaseSettled: It is not open.
    """
    row = _open(case_ref, expected_version)
    row.status, row.decision_ref = CaseStatus.DECIDED, decision_ref
    return _finish(row, "settled", outcome=outcome, actor=actor, at=at, note="")


def close_case(case_ref: str, /, *, outcome: str, note: str, actor: Actor, at: datetime) -> CaseView:
    """Close a case that needs no decision of its own: an appeal that was withdrawn or rejected.

    Raises:
        CaseSettled: It is not open.
    """
    with immediate():
        row = _open(case_ref, None)
        row.status = CaseStatus.CLOSED
        return _finish(row, "closed", outcome=outcome, actor=actor, at=at, note=note)


def await_approval(case_ref: str, /, *, proposal_ref: str, actor: Actor, at: datetime) -> CaseView:
    """Park a case while a proposal waits for a second person; nobody can claim it."""
    row = _open(case_ref, None)
    row.waiting_for = "approval"
    clear_lease(row)
    return _step(row, "proposed", actor=actor, at=at, note="", proposal_ref=proposal_ref)


def resume_case(case_ref: str, /, *, proposal_ref: str, note: str, actor: Actor, at: datetime) -> CaseView:
    """Give a case back to its queue after a proposal was rejected; its proposer is asked first."""
    row = _open(case_ref, None)
    row.waiting_for = ""
    return _step(row, "proposal_rejected", actor=actor, at=at, note=note, proposal_ref=proposal_ref)


def _open(case_ref: str, expected_version: int | None) -> Case:
    require_transaction("Settling a case")
    row = lock_case(case_ref, expected_version=expected_version)
    if row.status != CaseStatus.OPEN:
        raise CaseSettled(f"The case {case_ref} is {row.status}.", hint="Reopen it to go on.")
    return row


def _finish(row: Case, action: str, *, outcome: str, actor: Actor, at: datetime, note: str) -> CaseView:
    row.settled_at, row.outcome, row.waiting_for = at, outcome, ""
    clear_lease(row)
    row.assignee_id = None
    row.version += 1
    record_step(row, action, actor=actor, at=at, from_status=CaseStatus.OPEN, note=note, detail={"outcome": outcome})
    return case_view(row)


def _step(row: Case, action: str, *, actor: Actor, at: datetime, note: str, proposal_ref: str) -> CaseView:
    row.version += 1
    record_step(row, action, actor=actor, at=at, from_status=row.status, note=note, detail={"proposal": proposal_ref})
    return case_view(row)
