"""What decisions do to badges, and to the disputes they end; a reversal gives the badge back. In the decision's transaction.

Source: RQ-064, RQ-083, RQ-097
"""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.originality import selectors as originality
from goodstanding.apps.originality.services.badges import ban_declaring, lift_declaring_ban, restore_badge, revoke_badge
from goodstanding.apps.originality.services.challenges import settle_dispute
from goodstanding.apps.redress import dispute_words as say
from goodstanding.apps.redress.dispute_selectors import dispute_record, why_it_ended
from goodstanding.apps.redress.disputing import Step
from goodstanding.apps.redress.models import Dispute, DisputeState
from goodstanding.apps.redress.services.disputes.door import perform, tell_side

LABEL = "false_originality"
DECLARE = "declare_original"


class FollowOriginality:
    """Takes badges and the right to declare where a decision says so, gives both back where it is undone, ends the dispute."""

    def follow(self, decision: DecisionView, /, *, actor: Actor, at: datetime) -> None:
        """Act on a decision just issued."""
        if decision.supersedes:
            _take_back(enforcement.decision(decision.supersedes), decision, actor=actor, at=at)
        if decision.verdict == "violation" and decision.label == LABEL:
            _carry_out(decision, actor=actor, at=at)
        for row in Dispute.objects.select_for_update(of=("self",)).filter(
            case_ref=decision.case_ref, state=DisputeState.EXAMINATION
        ):
            if decision.case_ref:
                _end(row, decision, actor=actor, at=at)


def _carry_out(decision: DecisionView, *, actor: Actor, at: datetime) -> None:
    if decision.content_ref and originality.original_of(decision.content_ref) is not None:
        revoke_badge(decision.content_ref, decision_ref=decision.ref, reasons=decision.facts, actor=actor, at=at)
    for state in decision.measures:
        measure = state.measure
        if measure.code == "limit_function" and measure.scope == DECLARE and state.status == "applied":
            ban_declaring(decision.account_ref, until=measure.ends_at, decision_ref=decision.ref, actor=actor, at=at)


def _take_back(former: DecisionView, decision: DecisionView, *, actor: Actor, at: datetime) -> None:
    if former.verdict != "violation" or former.label != LABEL:
        return
    lift_declaring_ban(former.account_ref, decision_ref=former.ref, actor=actor, at=at)
    if former.content_ref and originality.original_of(former.content_ref) is not None:
        restore_badge(former.content_ref, decision_ref=former.ref, reasons=decision.facts, actor=actor, at=at)


def _end(row: Dispute, decision: DecisionView, *, actor: Actor, at: datetime) -> None:
    is_violation = decision.verdict == "violation"
    row.decision_ref, row.reasons = decision.ref, decision.facts
    perform(row, Step.REVOKE if is_violation else Step.DISMISS, reason=decision.facts, actor=actor, at=at)
    outcome = "revoked" if is_violation else "upheld"
    settle_dispute(row.ref, outcome=outcome, reasons=decision.facts, actor=actor, at=at)
    found = dispute_record(row)
    tell_side(row.claimant_ref, row, say.ended(row.state, why_it_ended(found, "zh"), why_it_ended(found, "en")), at=at)
