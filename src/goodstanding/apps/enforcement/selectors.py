"""What may be asked about decisions, measures and proposals."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from goodstanding.apps.enforcement import ladder
from goodstanding.apps.enforcement.drafts import read_draft, read_evidence, read_measure, sha256_of
from goodstanding.apps.enforcement.errors import DecisionUnknown, ProposalUnknown
from goodstanding.apps.enforcement.evidence_owed import evidence_owed
from goodstanding.apps.enforcement.measures import MeasureCode
from goodstanding.apps.enforcement.models import (
    BlocklistEntry,
    Decision,
    MeasureState,
    MeasureStatus,
    Proposal,
    ProposalStatus,
    Verdict,
)
from goodstanding.apps.enforcement.subjects import subject_hash
from goodstanding.apps.enforcement.values import (
    Cited,
    DecisionView,
    Evidence,
    MeasureDraft,
    MeasureStateView,
    ProposalView,
    ProposedMeasures,
    ShownEvidence,
)
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.policies.errors import NoLivePack
from goodstanding.apps.review import selectors as review
from goodstanding.core.kernel.measures import IRREVERSIBLE, TEMPORARY
from goodstanding.core.kernel.severity import Severity

NO_LADDER_WINDOW = 365
"""Days looked back over where no pack says otherwise."""


def decision(ref: str, /, *, hidden: Iterable[str] = ()) -> DecisionView:
    """Return one decision.

    Args:
        hidden: Cases whose decisions do not exist for whoever asks; see review.sight.

    Raises:
        DecisionUnknown: No decision has that reference, or it is hidden.
    """
    found = find_decision(ref, hidden=hidden)
    if found is None:
        raise DecisionUnknown(f"There is no decision “{ref}”.", hint="Check the reference.")
    return found


def find_decision(ref: str, /, *, hidden: Iterable[str] = ()) -> DecisionView | None:
    """Return one decision, or None; ``hidden`` as above."""
    row = _complete(Decision.objects.filter(ref=ref).exclude(case_ref__in=hidden)).first()
    return decision_view(row) if row is not None else None


def decisions(refs: Collection[str], /) -> dict[str, DecisionView]:
    """Return decisions by reference, however many in the same few queries; references of none are left out."""
    return {row.ref: decision_view(row) for row in _complete(Decision.objects.filter(ref__in=refs))}


def decisions_of(account_ref: str, /, *, hidden: Iterable[str] = ()) -> tuple[DecisionView, ...]:
    """Return the decisions about an account, latest first, superseded ones included, without those of hidden cases."""
    rows = _complete(Decision.objects.filter(account_ref=account_ref).exclude(case_ref__in=hidden)).order_by("-decided_at", "-id")
    return tuple(decision_view(row) for row in rows)


def decisions_of_case(case_ref: str, /) -> tuple[DecisionView, ...]:
    """Return the decisions of a case, oldest first."""
    rows = _complete(Decision.objects.filter(case_ref=case_ref)).order_by("decided_at", "id")
    return tuple(decision_view(row) for row in rows)


def latest_decisions(*, limit: int = 50, offset: int = 0, hidden: Iterable[str] = ()) -> tuple[DecisionView, ...]:
    """Return decisions, latest first, superseded ones included.

    Args:
        limit: 1–200.
        hidden: Cases whose decisions are left out.
    """
    rows = _complete(Decision.objects.exclude(case_ref__in=hidden).order_by("-decided_at", "-id"))
    return tuple(decision_view(row) for row in rows[offset : offset + max(1, min(limit, 200))])


def decision_in_force(ref: str, /) -> DecisionView:
    """Follow the chain from a decision to the one nobody supersedes.

    Raises:
        DecisionUnknown: No decision has that reference.
    """
    found = decision(ref)
    while found.superseded_by:
        found = decision(found.superseded_by)
    return found


def chain_of(ref: str, /) -> tuple[DecisionView, ...]:
    """Return a decision and those it superseded, latest first.

    Raises:
        DecisionUnknown: No decision has that reference.
    """
    found = [decision(ref)]
    while found[-1].supersedes:
        found.append(decision(found[-1].supersedes))
    return tuple(found)


def took_part_in(ref: str, /) -> dict[int, str]:
    """Say who took part in a decision and its chain, and how: by user id. They may not touch its appeal.

    Source: PA21:20.2, RQ-097.
    """
    found: dict[int, str] = {}
    for one in chain_of(ref):
        found |= dict.fromkeys(review.participants(one.case_ref), "handled")
    for one in chain_of(ref):
        found |= {
            person: how for person, how in ((one.second_approver, "approved"), (one.decider, "decided")) if person is not None
        }
    return found


def proposed_measures(label: str, severity: str, account_ref: str, /, *, at: datetime) -> ProposedMeasures:
    """Say what the ladder proposes for one more violation by this account, and why.

    Prior occurrences are violations with the same label found by people, still standing, within the ladder's window.
    """
    steps, window = _ladder()
    prior = _prior(label, account_ref, since=at - timedelta(days=window))
    occurrence = len(prior) + 1
    step = ladder.find_step(steps, label=label, severity=severity, occurrence=occurrence) if severity in set(Severity) else None
    return ProposedMeasures(
        label=label,
        severity=severity,
        prior=prior,
        window_days=window,
        occurrence=occurrence,
        step=step.occurrence if step else 0,
        measures=ladder.step_measures(step, label=label) if step else (),
        maximum=step.maximum if step else "",
    )


def outside_ladder(proposed: ProposedMeasures, measures: Iterable[MeasureDraft], /, *, at: datetime) -> tuple[MeasureDraft, ...]:
    """List the measures that are heavier or longer than anything the ladder proposes."""
    return tuple(m for m in measures if not ladder.is_within(with_days(m, at=at), proposed.measures))


def with_days(measure: MeasureDraft, /, *, at: datetime) -> MeasureDraft:
    """Express an exact end in whole days, rounded up, so that lengths can be compared."""
    if measure.ends_at is None or measure.days is not None:
        return measure
    days = math.ceil((measure.ends_at - at) / timedelta(days=1))
    return MeasureDraft(measure.code, measure.scope, max(days, 1), measure.ends_at, measure.review_at)


def evidence_of_case(case_ref: str, /) -> tuple[Evidence, ...]:
    """Offer the evidence of a case in the form a decision freezes."""
    return tuple(
        Evidence(piece.kind, piece.ref, piece.sha256, piece.summary, tuple(piece.detail.get("spans", ())))
        for piece in review.evidence_of(case_ref)
    )


def shown_evidence(found: DecisionView, /) -> tuple[ShownEvidence, ...]:
    """Return the evidence of a decision as its account may see it: of reports only how many there were."""
    return evidence_owed(found.evidence)


def banned(subjects: Collection[str], /) -> dict[str, str]:
    """Return the decisions that keep subjects out, by subject. The list holds keyed hashes: only who is named can be found.

    Args:
        subjects: ``operator:O-…`` or ``account:…``.
    """
    hashes = {subject_hash(subject): subject for subject in subjects}
    rows = BlocklistEntry.objects.filter(subject_hash__in=hashes, lifted_at=None).order_by("listed_at", "id")
    return {hashes[found]: ref for found, ref in rows.values_list("subject_hash", "measure__decision__ref")}


def proposal(ref: str, /, *, hidden: Iterable[str] = ()) -> ProposalView:
    """Return one proposal.

    Args:
        hidden: Cases whose proposals do not exist for whoever asks; see review.sight.

    Raises:
        ProposalUnknown: No proposal has that reference, or it is hidden.
    """
    row = Proposal.objects.filter(ref=ref).exclude(case_ref__in=hidden).first()
    if row is None:
        raise ProposalUnknown(f"There is no proposal “{ref}”.", hint="Check the reference.")
    return proposal_view(row)


def open_proposals(*, hidden: Iterable[str] = ()) -> tuple[ProposalView, ...]:
    """Return the proposals that wait for a second person, oldest first, without those about hidden cases."""
    rows = Proposal.objects.filter(status=ProposalStatus.OPEN).exclude(case_ref__in=hidden).order_by("proposed_at", "id")
    return tuple(proposal_view(row) for row in rows)


def proposals_of_case(case_ref: str, /) -> tuple[ProposalView, ...]:
    """Return the proposals about a case, latest first."""
    return tuple(proposal_view(row) for row in Proposal.objects.filter(case_ref=case_ref).order_by("-proposed_at", "-id"))


def measures_in_force(account_ref: str, /) -> tuple[tuple[str, MeasureStateView], ...]:
    """Return the measures in force on an account and its contents, each with its decision's reference, oldest first."""
    rows = MeasureState.objects.filter(account_ref=account_ref, status=MeasureStatus.APPLIED).select_related("decision")
    return tuple((row.decision.ref, _state_view(row)) for row in rows.order_by("starts_at", "id"))


def sanctions_in_force(account_ref: str, /) -> tuple[str, ...]:
    """Return the decisions whose measures bind an account now, oldest first.

    A warning, a label and a removed post are done once given: they stay in its history and bind nobody any more.
    """
    bound = TEMPORARY | IRREVERSIBLE
    return tuple(dict.fromkeys(ref for ref, state in measures_in_force(account_ref) if state.measure.code in bound))


def unconfirmed_measures(*, before: datetime, hidden: Iterable[str] = ()) -> tuple[tuple[str, MeasureStateView], ...]:
    """Return measures in force since before an instant that the platform did not confirm carrying out, oldest first.

    Args:
        hidden: Cases whose measures are left out; see review.sight.
    """
    rows = MeasureState.objects.filter(status=MeasureStatus.APPLIED, confirmed_at=None, applied_at__lt=before)
    rows = rows.exclude(code=MeasureCode.WARN).exclude(decision__case_ref__in=hidden).select_related("decision")
    return tuple((row.decision.ref, _state_view(row)) for row in rows.order_by("applied_at", "id"))


def verdicts_of_rules(*, since: datetime) -> dict[str, Counter[str]]:
    """Return what people decided about what each rule found, by rule and verdict; superseded decisions are left out."""
    rows = Decision.objects.filter(decided_at__gte=since, superseded_by=None).exclude(decider=None)
    found: dict[str, Counter[str]] = {}
    for verdict, provenance in rows.values_list("verdict", "provenance").iterator():
        for rule in provenance.get("rules", ()):
            found.setdefault(rule, Counter())[verdict] += 1
    return found


def is_intact(ref: str, /) -> bool:
    """Say whether a decision still has the digest it was issued with.

    Raises:
        DecisionUnknown: No decision has that reference.
    """
    row = _complete(Decision.objects.filter(ref=ref)).first()
    if row is None:
        raise DecisionUnknown(f"There is no decision “{ref}”.", hint="Check the reference.")
    return row.sha256 == sha256_of(decision_content(row))


def decision_content(row: Decision, /) -> dict[str, Any]:
    """Write everything a decision's digest covers. The notice has its own digest, and the record's entry covers this one."""
    return {
        "ref": row.ref,
        "case": row.case_ref,
        "account": row.account_ref,
        "content": row.content_ref,
        "verdict": row.verdict,
        "label": row.label,
        "severity": row.severity,
        "clauses": row.clauses,
        "facts": row.facts,
        "evidence": row.evidence,
        "measures": row.measures,
        "provenance": row.provenance,
        "source": row.source,
        "decider": row.decider_id,
        "second_approver": row.second_approver_id,
        "exception_reason": row.exception_reason,
        "supersedes": row.supersedes.ref if row.supersedes is not None else "",
        "supersede_reason": row.supersede_reason,
        "evaluation": row.evaluation_ref,
        "pack_digest": row.pack_digest,
        "appeal_route": row.appeal_route,
        "statement": row.statement,
        "decided_at": row.decided_at.astimezone(UTC).isoformat(),
    }


def decision_view(row: Decision, /) -> DecisionView:
    """Freeze a decision."""
    later = getattr(row, "superseded_by", None)
    return DecisionView(
        ref=row.ref,
        case_ref=row.case_ref,
        account_ref=row.account_ref,
        content_ref=row.content_ref,
        verdict=row.verdict,
        label=row.label,
        severity=row.severity,
        clauses=tuple(Cited(c["ref"], c["version"], c["sha256"], c["text"]) for c in row.clauses),
        facts=row.facts,
        evidence=tuple(read_evidence(piece) for piece in row.evidence),
        measures=tuple(_state_view(state) for state in sorted(row.measure_states.all(), key=lambda state: state.position)),
        provenance=row.provenance,
        source=row.source,
        decider=row.decider_id,
        second_approver=row.second_approver_id,
        exception_reason=row.exception_reason,
        supersedes=row.supersedes.ref if row.supersedes is not None else "",
        supersede_reason=row.supersede_reason,
        superseded_by=later.ref if later is not None else "",
        evaluation_ref=row.evaluation_ref,
        pack_digest=row.pack_digest,
        notice_ref=row.notice.ref,
        appeal_route=row.appeal_route,
        statement=row.statement,
        decided_at=row.decided_at,
        log_index=row.log_index,
        sha256=row.sha256,
    )


def proposal_view(row: Proposal, /) -> ProposalView:
    """Freeze a proposal."""
    return ProposalView(
        ref=row.ref,
        case_ref=row.case_ref,
        draft=read_draft(row.draft),
        reasons=tuple(row.reasons),
        proposed_by=row.proposed_by_id,
        proposed_at=row.proposed_at,
        status=row.status,
        decided_by=row.decided_by_id,
        decided_at=row.decided_at,
        note=row.note,
        decision_ref=row.decision_ref,
    )


def _state_view(row: MeasureState) -> MeasureStateView:
    return MeasureStateView(
        position=row.position,
        measure=read_measure(row.decision.measures[row.position]),
        status=row.status,
        applied_at=row.applied_at,
        ended_at=row.ended_at,
        reverted_at=row.reverted_at,
        confirmed_at=row.confirmed_at,
    )


def _complete(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.select_related("supersedes", "superseded_by", "notice").prefetch_related("measure_states")


def _prior(label: str, account_ref: str, *, since: datetime) -> tuple[str, ...]:
    rows = Decision.objects.filter(
        account_ref=account_ref, label=label, verdict=Verdict.VIOLATION, decided_at__gte=since, superseded_by__isnull=True
    )
    return tuple(rows.order_by("decided_at", "id").values_list("ref", flat=True))


def _ladder() -> tuple[Sequence[Any], int]:
    try:
        pack = policies.live_policy()
    except NoLivePack:
        return (), NO_LADDER_WINDOW
    return pack.ladder, pack.ladder_window_days
