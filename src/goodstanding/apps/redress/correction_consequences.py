"""What decisions mean for corrections: a suspension starts the clock, an end is weighed, a reversal undoes all of it.

Whichever page or program issued the decision, these hold: they run in its transaction, and a refusal undoes it.

Source: PA21:8.2, RQ-028, RQ-029, RQ-097
"""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.enforcement.values import DecisionView
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.redress.correcting import CLAUSE, LABEL, State, Step, check_ending, deadline
from goodstanding.apps.redress.errors import CorrectionUnfit
from goodstanding.apps.redress.models import Correction
from goodstanding.apps.redress.services.corrections.finding import begin_suspension
from goodstanding.apps.redress.services.corrections.steps import perform
from goodstanding.apps.redress.services.corrections.terminating import ending_of
from goodstanding.apps.registry import matters
from goodstanding.apps.registry import selectors as registry
from goodstanding.apps.registry import services as registering
from goodstanding.apps.registry.numbers import number


class FollowCorrections:
    """Keeps corrections and decisions saying the same."""

    def follow(self, decision: DecisionView, /, *, actor: Actor, at: datetime) -> None:
        """Act on a decision just issued."""
        if decision.supersedes:
            _follow_reversal(decision, actor=actor, at=at)
        if decision.label != LABEL or decision.verdict != "violation" or decision.source == "appeal":
            return
        codes = {state.measure.code for state in decision.measures}
        if "close" in codes:
            _follow_ending(decision, actor=actor, at=at)
        elif "suspend_updates" in codes:
            _follow_suspension(decision, actor=actor, at=at)


def _follow_suspension(decision: DecisionView, *, actor: Actor, at: datetime) -> None:
    row = Correction.objects.select_for_update().filter(account_ref=decision.account_ref, ended_at=None).first()
    if row is None:
        row = Correction(
            ref=new_ref("K"),
            account_ref=decision.account_ref,
            found_by=str(decision.provenance["found_by"]),
            facts=decision.facts,
            to_fix=str(decision.statement.get("advice", "")),
            case_ref=decision.case_ref,
            found_at=at,
        )
        perform(row, Step.FIND, actor=actor, at=at, note=decision.facts)
    begin_suspension(row, decision_ref=decision.ref, actor=actor, at=at)


def _follow_ending(decision: DecisionView, *, actor: Actor, at: datetime) -> None:
    row = Correction.objects.select_for_update().filter(account_ref=decision.account_ref, ended_at=None).first()
    if row is None:
        raise CorrectionUnfit(
            "An account is ended for a mismatch only after its time to correct.", hint="Suspend it first.", clause=CLAUSE
        )
    ending = ending_of(row, proposer=decision.decider, approver=decision.second_approver)
    check_ending(ending, at=at)
    perform(row, Step.TERMINATE, actor=actor, at=at, note=decision.facts, termination_ref=decision.ref)


def _follow_reversal(decision: DecisionView, *, actor: Actor, at: datetime) -> None:
    """Undo, or take over, what rested on the decision that was replaced."""
    ended = Correction.objects.select_for_update().filter(termination_ref=decision.supersedes).first()
    if ended is not None and ended.state == State.TERMINATED:
        due_at = deadline(at, days=number("correction_days"))
        changes = {"due_at": due_at, "termination_ref": "", "reminded_at": None}
        perform(ended, Step.REOPEN, actor=actor, at=at, note=decision.supersede_reason, **changes)
        return
    row = Correction.objects.select_for_update().filter(decision_ref=decision.supersedes, ended_at=None).first()
    if row is None:
        return
    if any(state.measure.code == "suspend_updates" and state.status == "applied" for state in decision.measures):
        perform(row, Step.CHANGE, actor=actor, at=at, note=decision.supersede_reason, decision_ref=decision.ref)
        return
    case_ref = row.case_ref
    perform(row, Step.OVERTURN, actor=actor, at=at, note=decision.supersede_reason)
    account = registry.find_account(row.account_ref)
    if row.fault and account is not None and account.operator is not None:
        registering.restore_identity(account.operator.ref, actor=actor, at=at)
    if case_ref and case_ref != decision.case_ref:
        matters.desk().close_matter(case_ref, outcome="overturned", note="", actor=actor, at=at)
