"""What takes two people: one proposes, another approves, and only then the door opens.

Source: RQ-090: the same person cannot propose and approve.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement.drafts import check_draft, draft_json, draft_sha256, read_draft
from goodstanding.apps.enforcement.errors import (
    ApprovalForbidden,
    DraftIncomplete,
    ProposalSettled,
    ProposalUnknown,
    SourceMismatch,
)
from goodstanding.apps.enforcement.models import Proposal, ProposalStatus
from goodstanding.apps.enforcement.selectors import proposal_view
from goodstanding.apps.enforcement.services.deciding import decide
from goodstanding.apps.enforcement.services.gates import check_speaker, reasons_for_second_person
from goodstanding.apps.enforcement.services.locking import hold_subject
from goodstanding.apps.enforcement.services.planning import plan_decision
from goodstanding.apps.enforcement.services.previewing import OPEN_REF
from goodstanding.apps.enforcement.values import DecisionDraft, DecisionView, ProposalView
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.identity.permissions import DECISIONS_APPROVE
from goodstanding.apps.review import selectors as review_reading
from goodstanding.apps.review import services as review


def propose(draft: DecisionDraft, /, *, actor: Actor, at: datetime, expected_version: int) -> ProposalView:
    """Draft a decision that another person must approve; the case waits meanwhile.

    A decision that one person could make alone may be proposed too: asking a colleague is never forbidden.

    Raises:
        EnforcementError: The draft could not be decided even by two people; the subclass says why.
        ReviewError: The case changed, or is not held by the actor.
    """
    check_draft(draft)
    if draft.source not in ("staff", "court"):
        raise SourceMismatch("Only staff propose to a second person.", hint="Use the source staff or court.")
    with immediate():
        audit.hold_log()
        check_speaker(draft, actor=actor, expected_version=expected_version, proposal=None, at=at)
        reasons = reasons_for_second_person(draft, at=at) or ("asked",)
        plan_decision(draft, decision_ref=OPEN_REF, has_second_person=True, at=at)
        row = Proposal.objects.create(
            ref=new_ref("P"),
            case_ref=draft.case_ref,
            draft=draft_json(draft),
            draft_sha256=draft_sha256(draft),
            reasons=list(reasons),
            proposed_by_id=actor.user_id or 0,
            proposed_at=at,
        )
        review.await_approval(draft.case_ref, proposal_ref=row.ref, actor=actor, at=at)
        _record("proposal:made", row, actor=actor, at=at)
        return proposal_view(row)


def approve_proposal(ref: str, /, *, actor: Actor, at: datetime, note: str = "") -> DecisionView:
    """Approve a proposal and issue its decision, in the name of both people.

    Raises:
        ApprovalForbidden: The actor proposed it, lacks the permission, or took part in what the case is about.
        ProposalSettled: It was approved or rejected before.
        EnforcementError: The decision cannot be issued any more, for instance because the ladder changed.
    """
    with immediate():
        draft = _draft(ref)
        hold_subject(draft.account_ref, draft.content_ref)
        row = _settle(ref, ProposalStatus.APPROVED, note, actor=actor, at=at)
        _record("proposal:approved", row, actor=actor, at=at)
        return decide(replace(draft, proposal_ref=row.ref), actor=actor, at=at)


def reject_proposal(ref: str, /, *, reason: str, actor: Actor, at: datetime) -> ProposalView:
    """Reject a proposal with a reason; the case goes back to its queue.

    Raises:
        DraftIncomplete: No reason is given.
        ApprovalForbidden: The actor proposed it, lacks the permission, or took part in what the case is about.
        ProposalSettled: It was approved or rejected before.
    """
    if not reason.strip():
        raise DraftIncomplete("Rejecting a proposal says why.", hint="Give a reason the proposer can act on.")
    with immediate():
        audit.hold_log()
        row = _settle(ref, ProposalStatus.REJECTED, reason.strip(), actor=actor, at=at)
        review.resume_case(row.case_ref, proposal_ref=row.ref, note=reason.strip(), actor=actor, at=at)
        _record("proposal:rejected", row, actor=actor, at=at)
        return proposal_view(row)


def _draft(ref: str) -> DecisionDraft:
    held = Proposal.objects.filter(ref=ref).values_list("draft", flat=True).first()
    if held is None:
        raise ProposalUnknown(f"There is no proposal “{ref}”.", hint="Check the reference.")
    return read_draft(held)


def _settle(ref: str, status: str, note: str, *, actor: Actor, at: datetime) -> Proposal:
    row = Proposal.objects.select_for_update(of=("self",)).filter(ref=ref).first()
    if row is None:
        raise ProposalUnknown(f"There is no proposal “{ref}”.", hint="Check the reference.")
    if row.status != ProposalStatus.OPEN:
        raise ProposalSettled(f"The proposal {ref} was {row.status} before.")
    _check_second_person(row, actor)
    row.status, row.decided_by_id, row.decided_at, row.note = status, actor.user_id, at, note
    row.save(update_fields=["status", "decided_by", "decided_at", "note"])
    return row


def _check_second_person(row: Proposal, actor: Actor) -> None:
    user_id = actor.user_id
    if user_id is None:
        raise ApprovalForbidden("Only a person approves a proposal.", hint="Sign in.")
    if user_id == row.proposed_by_id:
        raise ApprovalForbidden("You proposed this; another person approves it.", clause="PA21:19.2")
    if DECISIONS_APPROVE not in identity.permissions_of(user_id):
        raise ApprovalForbidden(f"Approving a proposal takes the permission {DECISIONS_APPROVE}.")
    case = review_reading.case(row.case_ref)
    if user_id in case.excluded:
        raise ApprovalForbidden("You took part in what this case is about.", clause="PA21:20.2")
    if not review_reading.viewer(user_id).may_see_queue(case.queue):
        raise ApprovalForbidden(f"The queue “{case.queue}” is not open to you.")


def _record(action: str, row: Proposal, *, actor: Actor, at: datetime) -> None:
    audit.record(
        action,
        actor=actor,
        subject_kind="proposal",
        subject_ref=row.ref,
        payload={"case": row.case_ref, "draft_sha256": row.draft_sha256, "reasons": list(row.reasons)},
        at=at,
    )
