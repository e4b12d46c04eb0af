"""Claims about what takes two people."""

from __future__ import annotations

import pytest

from goodstanding.apps.enforcement import selectors, services
from goodstanding.apps.enforcement.errors import ApprovalForbidden, DraftIncomplete, ProposalChanged, ProposalSettled
from goodstanding.apps.enforcement.values import MeasureDraft
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.review import selectors as review
from goodstanding.apps.review.errors import AwaitsApproval
from tests.factories.matters import ACCOUNT, case_about, claimed, decided_by_two, draft_for

CLOSE = {"severity": "grave", "measures": (MeasureDraft("close"),)}


def proposed(matters, *, by="reviewer", at, **changes):
    case = claimed(case_about(severity="grave", at=at), matters.actor(by), at=at)
    return services.propose(draft_for(case, **(CLOSE | changes)), actor=matters.actor(by), expected_version=case.version, at=at)


def test_two_people_close_an_account(matters, at):
    decision = decided_by_two(matters, case_about(severity="grave", at=at), at=at, **CLOSE)

    people = (matters.users["reviewer"], matters.users["senior"])
    assert (people, "closed") == ((decision.decider, decision.second_approver), registry.account(ACCOUNT).status)


def test_a_proposal_does_nothing_yet(matters, at):
    made = proposed(matters, at=at)

    assert (("irreversible",), "active", ()) == (made.reasons, registry.account(ACCOUNT).status, selectors.decisions_of(ACCOUNT))


def test_a_case_waits_while_a_proposal_is_open(matters, at):
    made = proposed(matters, at=at)

    with pytest.raises(AwaitsApproval):
        claimed(review.case(made.case_ref), matters.actor("colleague"), at=at)


def test_the_proposer_cannot_approve(matters, at):
    """RQ-090."""
    made = proposed(matters, by="senior", at=at)

    with pytest.raises(ApprovalForbidden):
        services.approve_proposal(made.ref, actor=matters.actor("senior"), at=at)


def test_approving_takes_the_permission(matters, at):
    made = proposed(matters, at=at)

    with pytest.raises(ApprovalForbidden):
        services.approve_proposal(made.ref, actor=matters.actor("colleague"), at=at)


def test_a_proposal_is_approved_once(matters, at):
    made = proposed(matters, at=at)
    services.approve_proposal(made.ref, actor=matters.actor("senior"), at=at)

    with pytest.raises(ProposalSettled):
        services.approve_proposal(made.ref, actor=matters.actor("chief"), at=at)


def test_an_approved_proposal_names_its_decision(matters, at):
    made = proposed(matters, at=at)

    decision = services.approve_proposal(made.ref, actor=matters.actor("senior"), at=at)

    assert ("approved", decision.ref) == (selectors.proposal(made.ref).status, selectors.proposal(made.ref).decision_ref)


def test_a_forged_approval_is_refused(matters, at):
    made = proposed(matters, at=at)

    with pytest.raises(ProposalChanged):
        services.decide(
            draft_for(review.case(made.case_ref), proposal_ref=made.ref, **CLOSE), actor=matters.actor("senior"), at=at
        )


def test_an_approval_cannot_be_used_for_another_draft(matters, at):
    decision = decided_by_two(matters, case_about(severity="grave", at=at), at=at, **CLOSE)
    used = selectors.proposals_of_case(decision.case_ref)[0]

    with pytest.raises(ProposalChanged):
        services.decide(
            draft_for(review.case(decision.case_ref), proposal_ref=used.ref, **CLOSE), actor=matters.actor("senior"), at=at
        )


def test_rejecting_says_why(matters, at):
    made = proposed(matters, at=at)

    with pytest.raises(DraftIncomplete):
        services.reject_proposal(made.ref, reason=" ", actor=matters.actor("senior"), at=at)


def test_a_rejected_proposal_frees_the_case(matters, at):
    made = proposed(matters, at=at)

    services.reject_proposal(made.ref, reason="证据不足（示例）。", actor=matters.actor("senior"), at=at)

    case = claimed(review.case(made.case_ref), matters.actor("colleague"), at=at)
    assert ("open", "") == (case.status, case.waiting_for)


def test_outside_the_ladder_needs_a_reason_and_a_second_person(matters, at):
    """RQ-089."""
    decision = decided_by_two(
        matters, exception_reason="重复且牟利（示例）。", measures=(MeasureDraft("suspend_updates", days=30),), at=at
    )

    assert ("重复且牟利（示例）。", matters.users["senior"]) == (decision.exception_reason, decision.second_approver)
    assert ("outside_ladder",) == selectors.proposals_of_case(decision.case_ref)[0].reasons
