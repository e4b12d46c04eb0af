"""From a decision as the API was told it to a draft for the one door: the case says whom it is about and where it came from."""

from __future__ import annotations

from goodstanding.apps.enforcement import selectors as enforcement
from goodstanding.apps.enforcement.values import DecisionDraft, Evidence
from goodstanding.apps.policies import selectors as policies
from goodstanding.apps.review import selectors as review
from goodstanding.core.kernel.errors import GoodstandingError
from goodstanding.web.api.auth import Caller
from goodstanding.web.api.shapes.decisions import GivenEvidence, NewDecision

_FOUND_BY = {"rule": "rule", "report": "report", "staff": "patrol"}


class EvidenceUnknown(GoodstandingError):
    """Evidence is named that the case does not have, without a digest of its own."""

    code = "api:evidence_unknown"
    status = 422


def draft_of(told: NewDecision, caller: Caller, /) -> DecisionDraft:
    """Assemble a draft.

    Raises:
        CaseUnknown: No case has that reference, or it is hidden from the caller.
        CaseForbidden: The caller may see no cases.
        EvidenceUnknown: Evidence is named that the case does not have.
    """
    case = review.seen_case(told.case, caller.viewer)
    sources = review.sources_of(case.ref)
    rules = tuple(source.ref for source in sources if source.kind == "rule")
    held = enforcement.evidence_of_case(case.ref)
    evaluations = [piece.ref for piece in held if piece.kind == "evaluation"]
    pack = policies.live_pack()
    return DecisionDraft(
        source=told.source,
        verdict=told.verdict,
        case_ref=case.ref,
        account_ref=case.account_ref,
        content_ref=case.content_ref,
        label=told.label,
        severity=told.severity,
        clauses=tuple(told.clauses),
        facts=told.facts,
        evidence=tuple(_found(piece, held) for piece in told.evidence),
        measures=tuple(measure.draft() for measure in told.measures),
        found_by="court" if told.source == "court" else next((_FOUND_BY.get(s.kind, "rule") for s in sources), "rule"),
        rules=rules,
        automation="partial" if rules else "none",
        advice=told.advice,
        exception_reason=told.exception_reason,
        evaluation_ref=evaluations[-1] if evaluations else "",
        pack_digest=pack.digest if pack else "",
        supersede_reason=told.supersede_reason,
        language=told.language,
    )


def _found(told: GivenEvidence, held: tuple[Evidence, ...]) -> Evidence:
    """Take a piece the case has as it is kept there; only what the case does not have is taken as told."""
    for piece in held:
        if piece.ref == told.ref and told.kind in ("", piece.kind) and told.sha256 in ("", piece.sha256):
            return piece
    if not (told.sha256 and told.kind):
        raise EvidenceUnknown(
            f"The case has no evidence “{told.ref}”.", hint="Name a piece of the case, or give kind, sha256 and summary."
        )
    return Evidence(told.kind, told.ref, told.sha256, told.summary or told.ref)
