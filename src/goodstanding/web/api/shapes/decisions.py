"""Decisions and proposals: drafts on the way in; on the way out the whole for staff, what is owed for the account."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Field, Schema

from goodstanding.apps.enforcement.selectors import shown_evidence
from goodstanding.apps.enforcement.values import DecisionView, MeasureDraft, MeasureStateView, ProposalView
from goodstanding.web.api.shapes.common import Given, GivenMoment, Moment, Page, Paging


class GivenMeasure(Given):
    """One measure wanted."""

    code: str = Field(max_length=32, description="warn, remove_content, limit_function, suspend_updates, stop_ads, close …")
    scope: str = Field("", max_length=200, description="The function of limit_function, or the words of a label.")
    days: int | None = Field(None, ge=1, le=3650)
    ends_at: GivenMoment | None = None
    review_at: GivenMoment | None = Field(None, description="When a blacklist entry is looked at again.")

    def draft(self) -> MeasureDraft:
        """Turn it into what services take."""
        return MeasureDraft(self.code, self.scope, self.days, self.ends_at, self.review_at)


class GivenEvidence(Given):
    """A piece of evidence: one of the case's by its reference, or one from elsewhere with its digest and a summary."""

    ref: str = Field(min_length=1, max_length=512)
    kind: str = Field("", max_length=32)
    sha256: str = Field("", max_length=64)
    summary: str = Field("", max_length=500)


class NewDecision(Given):
    """A decision to be issued, or proposed to a second person."""

    case: str = Field(max_length=40)
    verdict: Literal["violation", "no_violation", "inadmissible"]
    label: str = Field("", max_length=64, description="The kind of violation; needed for one.")
    severity: str = Field("", max_length=16, description="minor, moderate, serious or grave; needed for a violation.")
    clauses: list[str] = Field(default_factory=list, max_length=20, description="For a violation at least one specific clause.")
    facts: str = Field(max_length=20_000, description="What happened, in plain words.")
    evidence: list[GivenEvidence] = Field(max_length=100)
    measures: list[GivenMeasure] = Field(default_factory=list, max_length=20)
    advice: str = Field("", max_length=5000, description="How the account can put things right.")
    exception_reason: str = Field("", max_length=5000, description="Why a measure outside the ladder is needed.")
    supersede_reason: str = Field("", max_length=5000, description="Why a person's former decision of the case is replaced.")
    source: Literal["staff", "court"] = "staff"
    language: str = Field("", max_length=16, description="Language of the notice; the account's own when empty.")
    expected_version: int | None = Field(None, ge=0, le=2**31 - 1, description="Version of the case you saw; or If-Match.")


class Clause(Schema):
    """A clause as the decision froze it."""

    ref: str
    version: str
    sha256: str
    text: str


class Span(Schema):
    """A place in a field of the content: code points of the field as published."""

    field: str = ""
    start: int = 0
    end: int = 0
    text: str = ""
    signal: str = ""
    why: str = ""


class EvidenceOut(Schema):
    """A piece of evidence as the decision froze it."""

    kind: str
    ref: str
    sha256: str
    summary: str
    spans: list[Span]


class Measure(Schema):
    """One measure and where it stands."""

    code: str
    scope: str
    days: int | None
    starts_at: Moment
    ends_at: Moment | None
    review_at: Moment | None
    status: str = Field(description="pending, applied, ended or reverted")
    applied_at: Moment | None
    ended_at: Moment | None
    reverted_at: Moment | None
    confirmed_at: Moment | None = Field(description="When the platform confirmed carrying it out.")


class MeasureInForce(Measure):
    """A measure in force, and the decision it comes from."""

    decision: str


class AppealRoute(Schema):
    """Where and until when to object."""

    url_path: str
    deadline: str
    days: int


class Provenance(Schema):
    """Who found it, and how far a machine took part."""

    found_by: str
    rules: list[str]
    automation: str


class Decision(Schema):
    """A decision. The account sees the statement of reasons and everything owed to it; staff see who took part, too."""

    id: str
    account: str
    content: str
    verdict: str
    label: str
    severity: str
    clauses: list[Clause]
    facts: str
    evidence: list[EvidenceOut]
    measures: list[Measure]
    provenance: Provenance
    source: str
    supersedes: str | None
    supersede_reason: str
    superseded_by: str | None
    statement: dict[str, Any] = Field(description="The statement of reasons, frozen.")
    appeal: AppealRoute
    notice: str
    log_entry: str = Field(description="The entry that proves it: /api/v1/log/entries/{id}/proof.")
    sha256: str
    decided_at: Moment
    case: str | None = Field(None, description="Staff only.")
    decided_by: str | None = Field(None, description="Staff only; null for a machine.")
    second_approver: str | None = Field(None, description="Staff only.")
    exception_reason: str | None = Field(None, description="Staff only.")
    evaluation: str | None = Field(None, description="Staff only.")
    pack_digest: str | None = Field(None, description="Staff only.")


class DecisionPage(Page[Decision]):
    """One page of decisions."""


class DecisionQuery(Paging):
    """Which decisions."""

    account: str = Field("", max_length=255)
    case: str = Field("", max_length=40)


class Proposal(Schema):
    """A draft that waits for a second person, or was settled."""

    id: str
    case: str
    reasons: list[str] = Field(description="Why it takes two: irreversible, outside_ladder, other_law, asked.")
    status: str
    verdict: str
    label: str
    severity: str
    clauses: list[str]
    facts: str
    measures: list[GivenMeasure]
    proposed_by: str
    proposed_at: Moment
    decided_by: str | None
    decided_at: Moment | None
    note: str
    decision: str | None


class ProposalPage(Page[Proposal]):
    """One page of proposals."""


class ProposalQuery(Paging):
    """Which proposals."""

    case: str = Field("", max_length=40)
    status: str = Field("", max_length=16)


class Approval(Given):
    """A second person's yes."""

    note: str = Field("", max_length=5000)


class Rejection(Given):
    """A second person's no, with a reason the proposer can act on."""

    reason: str = Field(min_length=1, max_length=5000)


def measure(state: MeasureStateView, /) -> dict[str, Any]:
    """Shape a measure."""
    return {
        "code": state.measure.code,
        "scope": state.measure.scope,
        "days": state.measure.days,
        "starts_at": state.measure.starts_at,
        "ends_at": state.measure.ends_at,
        "review_at": state.measure.review_at,
        "status": state.status,
        "applied_at": state.applied_at,
        "ended_at": state.ended_at,
        "reverted_at": state.reverted_at,
        "confirmed_at": state.confirmed_at,
    }


def measure_in_force(state: MeasureStateView, /, *, decision_ref: str) -> dict[str, Any]:
    """Shape a measure with its decision."""
    return {**measure(state), "decision": decision_ref}


def for_account(found: DecisionView, /) -> dict[str, Any]:
    """Shape a decision as the account sees it: no names of staff, no words of a reporter or colleague."""
    return {
        "id": found.ref,
        "account": found.account_ref,
        "content": found.content_ref,
        "verdict": found.verdict,
        "label": found.label,
        "severity": found.severity,
        "clauses": [{"ref": c.ref, "version": c.version, "sha256": c.sha256, "text": c.text} for c in found.clauses],
        "facts": found.facts,
        "evidence": _evidence_owed(found),
        "measures": [measure(state) for state in found.measures],
        "provenance": dict(found.provenance),
        "source": found.source,
        "supersedes": found.supersedes or None,
        "supersede_reason": found.supersede_reason,
        "superseded_by": found.superseded_by or None,
        "statement": dict(found.statement),
        "appeal": dict(found.appeal_route),
        "notice": found.notice_ref,
        "log_entry": f"L-{found.log_index}",
        "sha256": found.sha256,
        "decided_at": found.decided_at,
    }


def for_staff(found: DecisionView, names: dict[int, str], /) -> dict[str, Any]:
    """Shape a decision as staff see it.

    Args:
        names: Names of the people who took part, by id.
    """
    return for_account(found) | {
        "evidence": _evidence_in_whole(found),
        "case": found.case_ref,
        "decided_by": names.get(found.decider or 0),
        "second_approver": names.get(found.second_approver or 0),
        "exception_reason": found.exception_reason,
        "evaluation": found.evaluation_ref,
        "pack_digest": found.pack_digest,
    }


def proposal(found: ProposalView, names: dict[int, str], /) -> dict[str, Any]:
    """Shape a proposal."""
    draft = found.draft
    return {
        "id": found.ref,
        "case": found.case_ref,
        "reasons": list(found.reasons),
        "status": found.status,
        "verdict": draft.verdict,
        "label": draft.label,
        "severity": draft.severity,
        "clauses": list(draft.clauses),
        "facts": draft.facts,
        "measures": [
            {"code": m.code, "scope": m.scope, "days": m.days, "ends_at": m.ends_at, "review_at": m.review_at}
            for m in draft.measures
        ],
        "proposed_by": names.get(found.proposed_by, ""),
        "proposed_at": found.proposed_at,
        "decided_by": names.get(found.decided_by or 0),
        "decided_at": found.decided_at,
        "note": found.note,
        "decision": found.decision_ref or None,
    }


def _evidence_in_whole(found: DecisionView) -> list[dict[str, Any]]:
    return [
        {
            "kind": piece.kind,
            "ref": piece.ref,
            "sha256": piece.sha256,
            "summary": piece.summary,
            "spans": [dict(span) for span in piece.spans],
        }
        for piece in found.evidence
    ]


def _evidence_owed(found: DecisionView) -> list[dict[str, Any]]:
    """Leave out what would lead to a reporter or a colleague; the statement of reasons says how many reports there were."""
    spans = {(piece.kind, piece.ref): [dict(span) for span in piece.spans] for piece in found.evidence}
    return [
        {
            "kind": piece.kind,
            "ref": piece.ref,
            "sha256": piece.sha256,
            "summary": piece.summary,
            "spans": spans.get((piece.kind, piece.ref), []),
        }
        for piece in shown_evidence(found)
    ]
