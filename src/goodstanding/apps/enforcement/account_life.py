"""What decisions have to do with an account's life: its export, and settings frozen because it seemed to change hands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from goodstanding.apps.enforcement.measures import CONTENT_MEASURES, MeasureCode
from goodstanding.apps.enforcement.selectors import decisions_of, proposed_measures, shown_evidence
from goodstanding.apps.enforcement.values import DecisionDraft, DecisionView, Evidence, MeasureDraft
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.registry.life_records import FreezeRecord
from goodstanding.apps.registry.services.freezing import CLAUSE, evidence_digest, facts_of, settle_by_decision
from goodstanding.core.kernel.severity import Severity

LABEL = "account_trading"
_DAYS = 15
"""Of a suspension where the ladder goes straight to something heavier."""


class SettleFreezes:
    """Settle the freeze a case was about when its decision is issued, by one person or by two. Source: PA21:11.2, RQ-047."""

    def follow(self, decision: DecisionView, /, *, actor: Actor, at: datetime) -> None:
        """Settle it in the decision's transaction."""
        is_violation = decision.verdict == "violation"
        settle_by_decision(decision.case_ref, decision_ref=decision.ref, is_violation=is_violation, actor=actor, at=at)


def transfer_draft(found: FreezeRecord, /, *, reasons: str, ends: bool, at: datetime) -> DecisionDraft:
    """Draft the decision that an account was passed on without application.

    Args:
        reasons: What proves it, as the account reads it beside what was seen.
        ends: Draft the closing, which takes two people; else the suspension the ladder proposes, which takes one.

    Source: PA21:11.2, RQ-047
    """
    close = (MeasureDraft(MeasureCode.CLOSE),)
    suspend = _suspension(found.account_ref, at)
    seen = facts_of(found).in_language("zh-hans")
    return DecisionDraft(
        source="staff",
        verdict="violation",
        case_ref=found.case_ref,
        account_ref=found.account_ref,
        label=LABEL,
        severity=Severity.GRAVE,
        clauses=(CLAUSE,),
        facts=f"{seen}{reasons.strip()}",
        evidence=(Evidence("snapshot", found.ref, evidence_digest(found), seen),),
        measures=close if ends else suspend,
        found_by="rule",
        automation="partial",
        advice="如需转让账号，请在账号页面向平台提出申请。",
        exception_reason=reasons.strip() if ends else "",
    )


def _suspension(account_ref: str, at: datetime) -> tuple[MeasureDraft, ...]:
    proposed = proposed_measures(LABEL, Severity.GRAVE, account_ref, at=at).measures
    named = [one for one in proposed if one.code == MeasureCode.SUSPEND_UPDATES]
    lasting = [one for one in proposed if MeasureCode(one.code) not in CONTENT_MEASURES]
    return (named[0],) if named else (MeasureDraft(MeasureCode.SUSPEND_UPDATES, days=_DAYS if lasting else None),)


def decisions_file(account_ref: str, /) -> Iterable[tuple[str, bytes]]:
    """Return the decisions about an account as it may see them, for its export; nothing of reporters or colleagues' notes."""
    lines = (json.dumps(_shown(one), ensure_ascii=False, default=str) for one in decisions_of(account_ref))
    yield "decisions.jsonl", "".join(f"{line}\n" for line in lines).encode()


def _shown(found: DecisionView) -> dict[str, object]:
    return {
        "ref": found.ref,
        "verdict": found.verdict,
        "label": found.label,
        "severity": found.severity,
        "content_ref": found.content_ref,
        "clauses": [{"ref": clause.ref, "version": clause.version, "text": clause.text} for clause in found.clauses],
        "facts": found.facts,
        "evidence": [
            {"kind": one.kind, "ref": one.ref, "summary": one.summary, "count": one.count} for one in shown_evidence(found)
        ],
        "measures": [{"code": one.measure.code, "scope": one.measure.scope, "status": one.status} for one in found.measures],
        "appeal_route": dict(found.appeal_route),
        "superseded_by": found.superseded_by,
        "decided_at": found.decided_at.isoformat(),
    }
