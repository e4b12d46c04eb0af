"""What a person decides about a dispute: through the one door of decisions, with the frozen comparison as evidence.

Source: PA21:14.2, PA21:18(6), RQ-064, RQ-083
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.enforcement import selectors as reading
from goodstanding.apps.enforcement import services as enforcement
from goodstanding.apps.enforcement.values import DecisionDraft, Evidence, MeasureDraft
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.ingest import selectors as ingest
from goodstanding.apps.originality.pairs import read_pair
from goodstanding.apps.redress import dispute_words as say
from goodstanding.apps.redress.dispute_records import DisputeRecord
from goodstanding.apps.redress.dispute_selectors import dispute_record
from goodstanding.apps.redress.disputing import Choice, Worth
from goodstanding.apps.redress.errors import DisputeMoved, DisputeRefused
from goodstanding.apps.redress.models import Dispute, DisputeState
from goodstanding.apps.redress.services.disputes.door import lock_dispute
from goodstanding.apps.redress.services.disputes.panels import result_of
from goodstanding.apps.redress.services.takedown.telling import account_language

LABEL = "false_originality"
CLAUSE = "PA21:18(6)"
DECLARE = "declare_original"
ADVERSARIAL_DAYS = 15
"""Least days without declaring where somebody acted against detection. Source: practice."""
OUTCOMES = ("revoke", "adversarial", "permanent", "dismiss")


def decide_dispute(ref: str, /, *, outcome: str, reasons: str, case_version: int, actor: Actor, at: datetime) -> DisputeRecord:
    """Decide a dispute.

    Args:
        outcome: ``revoke``: the badge goes, with the ladder's days without declaring; ``adversarial``: at least 15 days, for
            texts made to escape comparison; ``permanent``: never again, for those who repeat it; ``dismiss``: the
            declaration stands. What leaves the ladder is proposed to a second person, and ends the dispute when approved.
        reasons: Why; both sides read it.

    Raises:
        DisputeMoved: It does not wait for a person, or the outcome is none.
        DisputeRefused: There are no reasons, or the panel's finding binds to another outcome.
        EnforcementError, ReviewError: The person may not decide it so.
    """
    if not reasons.strip():
        raise DisputeRefused("A decision has reasons.", hint="Say why; both sides read it.", clause="PA21:20.2")
    with immediate():
        row = lock_dispute(ref)
        if row.state != DisputeState.EXAMINATION or outcome not in OUTCOMES:
            raise DisputeMoved(f"The dispute {ref} is {row.state}; “{outcome}” is not open there.", hint="Look at it again.")
        _require_bound(row, outcome)
        row.findings = reasons.strip()
        row.save(update_fields=["findings"])
        draft = _draft(row, outcome, row.findings, at=at)
        if draft.exception_reason:
            enforcement.propose(draft, actor=actor, at=at, expected_version=case_version)
        else:
            enforcement.decide(draft, actor=actor, at=at, expected_version=case_version)
        return dispute_record(Dispute.objects.get(pk=row.pk))


def _require_bound(row: Dispute, outcome: str) -> None:
    found = result_of(row)
    if found is None or found.worth != Worth.BINDING:
        return
    if (found.finding == Choice.REWRITTEN) == (outcome == "dismiss"):
        raise DisputeRefused(
            "The panel's majority binds: the decision follows it.",
            hint="Decide as it found; either side can appeal.",
            clause="PA21:14.2",
        )


def _draft(row: Dispute, outcome: str, reasons: str, *, at: datetime) -> DecisionDraft:
    language = account_language(row.account_ref)
    pair = read_pair(row.evidence)
    earlier = ingest.content(row.earlier_ref)
    base = DecisionDraft(
        source="staff",
        verdict="no_violation",
        case_ref=row.case_ref,
        account_ref=row.account_ref,
        content_ref=row.content_ref,
        facts=say.facts(row.claim, row.answer, pair.match.in_language(language), result_of(row), reasons, language),
        evidence=(
            Evidence("similarity", row.ref, row.evidence_sha256, pair.match.in_language(language)),
            Evidence("snapshot", row.earlier_ref, pair.match.other.sha256, earlier.title or earlier.body[:80]),
            Evidence("snapshot", row.content_ref, pair.examined.sha256, ingest.content(row.content_ref).title or row.content_ref),
        ),
        found_by="report",
        automation="partial",
        language=language,
    )
    if outcome == "dismiss":
        return base
    severity = "moderate"
    measures, leaves = _measures(row, outcome, severity, at=at)
    return replace(
        base,
        verdict="violation",
        label=LABEL,
        severity=severity,
        clauses=(CLAUSE,),
        measures=measures,
        exception_reason=reasons if leaves else "",
    )


def _measures(row: Dispute, outcome: str, severity: str, *, at: datetime) -> tuple[tuple[MeasureDraft, ...], bool]:
    """Return the measures of an outcome, and whether they leave the ladder."""
    proposed = reading.proposed_measures(LABEL, severity, row.account_ref, at=at)
    label = MeasureDraft("label", LABEL)
    days = max((one.days or 0 for one in proposed.measures if one.scope == DECLARE), default=0)
    if outcome == "permanent":
        measures: tuple[MeasureDraft, ...] = (label, MeasureDraft("limit_function", DECLARE))
    elif outcome == "adversarial":
        measures = (label, MeasureDraft("limit_function", DECLARE, days=max(days, ADVERSARIAL_DAYS)))
    else:
        measures = proposed.measures
    return measures, bool(reading.outside_ladder(proposed, measures, at=at))
