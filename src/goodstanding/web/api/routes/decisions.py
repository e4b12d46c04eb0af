"""Decisions, and the proposals of those that take two people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from goodstanding.apps.enforcement import listings, selectors, services
from goodstanding.apps.enforcement.values import DecisionView, ProposalView
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.identity.permissions import APPEALS_DECIDE, AUDIT_VERIFY, CASES_DECIDE, CASES_READ, DECISIONS_APPROVE
from goodstanding.apps.registry import listings as register
from goodstanding.apps.review.sight import may_see_case
from goodstanding.web.api.auth import Caller, known_caller
from goodstanding.web.api.drafting import draft_of
from goodstanding.web.api.shapes import decisions as shapes
from goodstanding.web.api.shapes.common import page
from goodstanding.web.api.versions import expected_version

router = Router(tags=["decisions"])
STAFF = (CASES_READ, CASES_DECIDE, APPEALS_DECIDE, AUDIT_VERIFY)


@router.get("/decisions", response=shapes.DecisionPage, operation_id="list_decisions", exclude_unset=True)
def list_decisions(request: HttpRequest, query: Query[shapes.DecisionQuery]) -> dict[str, Any]:
    """List decisions, the newest first, superseded ones included. An operator signed in sees those about its own accounts.

    Scope: cases:read.
    """
    caller = known_caller(request)
    is_staff = caller.may(*STAFF)
    if caller.kind == "key":
        caller.need(*STAFF)
    found = listings.decisions_page(
        account_refs=_accounts(caller, query.account, is_staff=is_staff),
        case_ref=query.case if is_staff else "",
        hidden=caller.hidden.cases if is_staff else (),
        after=query.after,
        limit=query.limit,
    )
    names = _names(found.items) if is_staff else {}
    return page(found, lambda one: shapes.for_staff(one, names) if is_staff else shapes.for_account(one))


@router.post("/decisions", response={201: shapes.Decision}, operation_id="decide")
def decide(request: HttpRequest, body: shapes.NewDecision) -> Status[Any]:
    """Issue a decision on a case you hold: with clauses, facts, evidence and measures, or not at all.

    The notice goes out, the measures take effect and the case is settled in the same transaction. Where it takes two people
    the answer is 409 naming why: propose it at /proposals. A key decides in the name of its owner. Scope: cases:decide.
    """
    caller = known_caller(request)
    caller.need(CASES_DECIDE)
    version = expected_version(request, body.expected_version)
    issued = services.decide(draft_of(body, caller), actor=caller.person, at=caller.at, expected_version=version)
    return Status(201, shapes.for_staff(issued, _names([issued])))


@router.get("/decisions/{ref}", response=shapes.Decision, operation_id="read_decision", exclude_unset=True)
def read_decision(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read one decision: staff with everything, the operator of the account as it is owed to it. Scope: cases:read."""
    caller = known_caller(request)
    found = open_decision(ref, caller)
    is_staff = caller.may(*STAFF) and may_see_case(found.case_ref, caller.viewer)
    return shapes.for_staff(found, _names([found])) if is_staff else shapes.for_account(found)


@router.get("/proposals", response=shapes.ProposalPage, operation_id="list_proposals")
def list_proposals(request: HttpRequest, query: Query[shapes.ProposalQuery]) -> dict[str, Any]:
    """List proposals, the newest first. Scope: decisions:approve or cases:decide."""
    caller = known_caller(request)
    caller.need(DECISIONS_APPROVE, CASES_DECIDE)
    found = listings.proposals_page(
        case_ref=query.case, status=query.status, hidden=caller.hidden.cases, after=query.after, limit=query.limit
    )
    names = _proposers(found.items)
    return page(found, lambda one: shapes.proposal(one, names))


@router.post("/proposals", response={201: shapes.Proposal}, operation_id="propose")
def propose(request: HttpRequest, body: shapes.NewDecision) -> Status[Any]:
    """Propose a decision to a second person; the case waits meanwhile. Scope: cases:decide."""
    caller = known_caller(request)
    caller.need(CASES_DECIDE)
    version = expected_version(request, body.expected_version)
    made = services.propose(draft_of(body, caller), actor=caller.person, at=caller.at, expected_version=version)
    return Status(201, shapes.proposal(made, _proposers([made])))


@router.get("/proposals/{ref}", response=shapes.Proposal, operation_id="read_proposal")
def read_proposal(request: HttpRequest, ref: str) -> dict[str, Any]:
    """Read one proposal. Scope: decisions:approve or cases:decide."""
    caller = known_caller(request)
    caller.need(DECISIONS_APPROVE, CASES_DECIDE)
    found = selectors.proposal(ref, hidden=caller.hidden.cases)
    return shapes.proposal(found, _proposers([found]))


@router.post("/proposals/{ref}/approval", response={201: shapes.Decision}, operation_id="approve_proposal")
def approve_proposal(request: HttpRequest, ref: str, body: shapes.Approval) -> Status[Any]:
    """Approve a proposal of somebody else and issue its decision in both names. Scope: decisions:approve."""
    caller = known_caller(request)
    caller.need(DECISIONS_APPROVE)
    selectors.proposal(ref, hidden=caller.hidden.cases)
    issued = services.approve_proposal(ref, note=body.note, actor=caller.person, at=caller.at)
    return Status(201, shapes.for_staff(issued, _names([issued])))


@router.post("/proposals/{ref}/rejection", response=shapes.Proposal, operation_id="reject_proposal")
def reject_proposal(request: HttpRequest, ref: str, body: shapes.Rejection) -> dict[str, Any]:
    """Reject a proposal with a reason; its case goes back to its queue. Scope: decisions:approve."""
    caller = known_caller(request)
    caller.need(DECISIONS_APPROVE)
    selectors.proposal(ref, hidden=caller.hidden.cases)
    settled = services.reject_proposal(ref, reason=body.reason, actor=caller.person, at=caller.at)
    return shapes.proposal(settled, _proposers([settled]))


def open_decision(ref: str, caller: Caller, /) -> DecisionView:
    """Return a decision to staff it is not hidden from, or to whoever acts for its account.

    Raises:
        DecisionUnknown: No decision has that reference, or it is hidden from the caller.
        ScopeMissing, NotYours: The caller is neither staff nor acts for the account.
    """
    if caller.kind == "key":
        caller.need(*STAFF)
    found = selectors.decision(ref)
    caller.need_or_operate(found.account_ref, *STAFF)
    return found if caller.operates(found.account_ref) else selectors.decision(ref, hidden=caller.hidden.cases)


def _accounts(caller: Caller, asked: str, *, is_staff: bool) -> list[str] | None:
    if is_staff:
        return [asked] if asked else None
    mine = register.accounts_acted_for(caller.user_id)
    return [ref for ref in mine if asked in ("", ref)]


def _names(decisions: Iterable[DecisionView]) -> dict[int, str]:
    return identity.names_of(person for one in decisions for person in (one.decider, one.second_approver) if person is not None)


def _proposers(proposals: Iterable[ProposalView]) -> dict[int, str]:
    return identity.names_of(person for one in proposals for person in (one.proposed_by, one.decided_by) if person is not None)
