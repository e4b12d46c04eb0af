"""The one door for decisions. Machine, staff, appeal panel and court are sources; there is no other path to an effect."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import ports, selectors
from goodstanding.apps.enforcement.drafts import check_draft, evidence_json, measure_json, sha256_of
from goodstanding.apps.enforcement.errors import SecondPersonNeeded
from goodstanding.apps.enforcement.events import DECISION_ISSUED, DECISION_SUPERSEDED, tell
from goodstanding.apps.enforcement.models import Decision, MeasureStatus, Proposal
from goodstanding.apps.enforcement.services.carrying_out import apply_measures, take_back
from goodstanding.apps.enforcement.services.gates import approved_proposal, check_speaker, reasons_for_second_person
from goodstanding.apps.enforcement.services.locking import hold_subject
from goodstanding.apps.enforcement.services.planning import Plan, plan_decision
from goodstanding.apps.enforcement.values import DecisionDraft, DecisionView
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.notices import services as notices
from goodstanding.apps.review import services as review


def decide(draft: DecisionDraft, /, *, actor: Actor, at: datetime, expected_version: int | None = None) -> DecisionView:
    """Issue a decision with everything that follows from it, or nothing at all.

    In one transaction: check the draft, the speaker and the ladder; compose the statement of reasons; write the log; issue the
    notice; store the decision; end what the former decision of the case did; apply the measures; settle the case; tell the
    platform; let higher apps draw their consequences.

    Args:
        actor: A machine, or the person who decides; for an approved proposal the person who approved it.
        at: When it is decided.
        expected_version: Version of the case the person saw; needed from staff.

    Raises:
        EnforcementError: The draft, the speaker or a measure is refused; the subclass says why.
        SecondPersonNeeded: Only a proposal approved by another person can issue this.
        ReviewError: The case changed, or is not held by the actor.
    """
    check_draft(draft)
    with immediate():
        hold_subject(draft.account_ref, draft.content_ref)
        proposal = approved_proposal(draft, actor=actor)
        check_speaker(draft, actor=actor, expected_version=expected_version, proposal=proposal, at=at)
        reasons = reasons_for_second_person(draft, at=at)
        if reasons and proposal is None:
            raise SecondPersonNeeded(
                "This takes two people: one proposes, another approves.",
                reasons=reasons,
                hint="Propose it; somebody with decisions:approve issues it.",
                clause="PA21:19.2",
            )
        return _issue(draft, proposal, actor=actor, expected_version=expected_version, at=at)


def _issue(
    draft: DecisionDraft, proposal: Proposal | None, *, actor: Actor, expected_version: int | None, at: datetime
) -> DecisionView:
    ref = new_ref("D")
    plan = plan_decision(draft, decision_ref=ref, has_second_person=proposal is not None, at=at)
    row = _row(plan, ref, at=at)
    _name_people(row, proposal, actor)
    row.sha256 = sha256_of(selectors.decision_content(row))
    _store(row, plan, actor=actor, at=at)
    _end_former(row, at=at)
    apply_measures(row, plan.measures, at=at)
    if draft.source in ("staff", "court"):
        review.settle_case(
            draft.case_ref, expected_version=expected_version, decision_ref=ref, outcome=draft.verdict, actor=actor, at=at
        )
    if proposal is not None:
        Proposal.objects.filter(pk=proposal.pk).update(decision_ref=ref)
    tell(
        DECISION_ISSUED,
        decision_ref=ref,
        detail={"account": row.account_ref, "content": row.content_ref, "verdict": row.verdict},
        at=at,
    )
    issued = selectors.decision(ref)
    for consequence in ports.consequences():
        consequence.follow(issued, actor=actor, at=at)
    return issued


def _row(plan: Plan, ref: str, *, at: datetime) -> Decision:
    draft = plan.draft
    replaced = plan.statement["supersedes"]
    return Decision(
        ref=ref,
        case_ref=draft.case_ref,
        account_ref=draft.account_ref,
        content_ref=draft.content_ref,
        verdict=draft.verdict,
        label=draft.label,
        severity=draft.severity,
        clauses=[{"ref": c.ref, "version": c.version, "sha256": c.sha256, "text": c.text} for c in plan.clauses],
        facts=draft.facts.strip(),
        evidence=[evidence_json(piece) for piece in draft.evidence],
        measures=[measure_json(measure) for measure in plan.measures],
        provenance={"found_by": draft.found_by, "rules": list(draft.rules), "automation": draft.automation},
        source=draft.source,
        exception_reason=draft.exception_reason.strip(),
        supersedes=Decision.objects.get(ref=plan.former.ref) if plan.former is not None else None,
        supersede_reason=replaced["reason"] if replaced else "",
        evaluation_ref=draft.evaluation_ref,
        pack_digest=draft.pack_digest,
        appeal_route=dict(plan.route),
        statement=dict(plan.statement),
        decided_at=at,
    )


def _name_people(row: Decision, proposal: Proposal | None, actor: Actor) -> None:
    if proposal is not None:
        row.decider_id, row.second_approver_id = proposal.proposed_by_id, proposal.decided_by_id
    else:
        row.decider_id = actor.user_id if row.source != "machine" else None


def _store(row: Decision, plan: Plan, *, actor: Actor, at: datetime) -> None:
    entry = audit.record(
        "decision:issued",
        actor=actor,
        subject_kind="decision",
        subject_ref=row.ref,
        payload={
            "sha256": row.sha256,
            "case": row.case_ref,
            "verdict": row.verdict,
            "source": row.source,
            "clauses": [clause.ref for clause in plan.clauses],
            "measures": [measure.code for measure in plan.measures],
            "supersedes": plan.former.ref if plan.former is not None else "",
            "pack": row.pack_digest,
        },
        at=at,
    )
    wanted = plan.notice(log_ref=entry.ref)
    notice = notices.issue_notice(
        wanted.code,
        language=plan.language,
        recipient=notices.Recipient("account", row.account_ref),
        context=wanted.context,
        decision_ref=row.ref,
        at=at,
    )
    row.notice_id = notice.id
    row.log_index = entry.index
    row.save(force_insert=True)


def _end_former(row: Decision, *, at: datetime) -> None:
    """End what the decision replaced still does: undone where it was wrong, merely ended where a person takes over."""
    former = row.supersedes
    if former is None:
        return
    is_takeover = former.source == "machine" and row.source != "appeal" and row.verdict != "no_violation"
    for state in former.measure_states.select_related("decision").order_by("position"):
        if state.status == MeasureStatus.APPLIED:
            take_back(state, status="ended" if is_takeover else "reverted", at=at)
        elif state.status == MeasureStatus.ENDED and not is_takeover:
            take_back(state, status="reverted", at=at)
    tell(DECISION_SUPERSEDED, decision_ref=former.ref, detail={"by": row.ref, "account": row.account_ref}, at=at)
