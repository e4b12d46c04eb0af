"""What an appeal does to a decision: undo it with every effect, or put a lighter one in its place. One transaction each.

Source: RQ-097: reversal restores content, credit, followers held and name in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from goodstanding.apps.enforcement import ladder, selectors
from goodstanding.apps.enforcement.errors import MeasureImpossible, NotLighter
from goodstanding.apps.enforcement.measures import IRREVERSIBLE_MEASURES, MeasureCode
from goodstanding.apps.enforcement.services.deciding import decide
from goodstanding.apps.enforcement.values import DecisionDraft, DecisionView, Evidence, MeasureDraft, MeasureStateView
from goodstanding.apps.identity.actors import Actor


def reverse(
    decision_ref: str, /, *, reasons: str, evidence: Sequence[Evidence], actor: Actor, at: datetime, language: str = ""
) -> DecisionView:
    """Undo a decision: no violation stands, and everything it did to content, account and listings is taken back.

    Acts on the decision in force: where a later one took the place of the one appealed against, that one is undone.

    Args:
        reasons: Why it does not stand, in plain words.
        evidence: What the appeal brought, beside what the decision rested on.

    Raises:
        EnforcementError: The actor took part, may not decide appeals, or the draft is incomplete.
    """
    former = selectors.decision_in_force(decision_ref)
    draft = DecisionDraft(
        source="appeal",
        verdict="no_violation",
        case_ref=former.case_ref,
        account_ref=former.account_ref,
        content_ref=former.content_ref,
        clauses=tuple(clause.ref for clause in former.clauses),
        facts=reasons,
        evidence=(*former.evidence, *evidence),
        found_by="appeal",
        evaluation_ref=former.evaluation_ref,
        pack_digest=former.pack_digest,
        supersedes=former.ref,
        supersede_reason=reasons,
        language=language,
    )
    return decide(draft, actor=actor, at=at)


def lighten(
    decision_ref: str,
    /,
    *,
    measures: Sequence[MeasureDraft],
    reasons: str,
    evidence: Sequence[Evidence],
    actor: Actor,
    at: datetime,
    language: str = "",
) -> DecisionView:
    """Put lighter measures in the place of a decision's; their time counts from the former decision's start.

    Raises:
        NotLighter: The measures are not lighter than those in force.
        MeasureImpossible: One of them takes two people.
        EnforcementError: The actor took part, may not decide appeals, or the draft is incomplete.
    """
    former = selectors.decision_in_force(decision_ref)
    imposed = [_as_draft(state) for state in former.measures]
    wanted = [selectors.with_days(measure, at=former.decided_at) for measure in measures]
    if not ladder.is_lighter(wanted, imposed):
        raise NotLighter(
            "A partly upheld appeal ends lighter than the decision it was against.",
            hint="Take a measure off, or shorten one; otherwise reject the appeal.",
            clause="PA21:20.2",
        )
    if any(MeasureCode(measure.code) in IRREVERSIBLE_MEASURES for measure in measures):
        raise MeasureImpossible(
            "An appeal that is partly upheld cannot end in a measure that takes two people.",
            hint="Choose a measure that ends, or uphold or reject the appeal.",
        )
    draft = DecisionDraft(
        source="appeal",
        verdict="precaution" if former.verdict == "precaution" else "violation",
        case_ref=former.case_ref,
        account_ref=former.account_ref,
        content_ref=former.content_ref,
        label=former.label,
        severity=former.severity,
        clauses=tuple(clause.ref for clause in former.clauses),
        facts=former.facts,
        evidence=(*former.evidence, *evidence),
        measures=tuple(measures),
        found_by=str(former.provenance["found_by"]),
        rules=tuple(former.provenance["rules"]),
        automation="partial" if former.provenance["automation"] == "full" else former.provenance["automation"],
        evaluation_ref=former.evaluation_ref,
        pack_digest=former.pack_digest,
        supersedes=former.ref,
        supersede_reason=reasons,
        language=language,
        counted_from=former.decided_at,
    )
    return decide(draft, actor=actor, at=at)


def _as_draft(state: MeasureStateView) -> MeasureDraft:
    measure = state.measure
    draft = MeasureDraft(measure.code, measure.scope, measure.days, measure.ends_at, measure.review_at)
    return selectors.with_days(draft, at=measure.starts_at)
