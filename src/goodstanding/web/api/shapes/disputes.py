"""What goes in and out about disputes of originality."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from goodstanding.apps.originality.pairs import Pair
from goodstanding.apps.redress.dispute_records import DisputeRecord, PanelRecord
from goodstanding.apps.redress.dispute_selectors import why_it_ended
from goodstanding.apps.redress.dispute_words import read_reason
from goodstanding.web.api.shapes.common import Given, Moment, Page, Paging
from goodstanding.web.api.shapes.originals import Comparison, TextVersion, Wordings, comparison, version

_STATES = "answering, voting, examination, revoked, dismissed or withdrawn"


class DisputeQuery(Paging):
    """Which disputes."""

    account: str = Field("", max_length=255, description="Either side.")
    state: str = Field("", max_length=12, description=_STATES)


class NewDispute(Given):
    """The claim that a declared original was made of an earlier work."""

    content: str = Field(min_length=1, max_length=255, description="The content that shows the badge.")
    earlier: str = Field(min_length=1, max_length=255, description="Your own earlier content.")
    claim: str = Field(max_length=5000, description="What you claim, 10–5,000 characters; the other side reads it.")


class NewAnswer(Given):
    """The declarer's answer."""

    answer: str = Field(max_length=5000, description="10–5,000 characters; given once, the other side reads it.")


class DisputeWithdrawal(Given):
    """Taking a dispute back."""

    reason: str = Field("", max_length=5000)


class JurorVote(Schema):
    """A vote without its juror."""

    choice: str
    reason: str


class PeerPanel(Schema):
    """A panel of peers; counts and votes are null while it votes."""

    round: int
    invited: int
    opened_at: Moment
    closes_at: Moment
    closed_at: Moment | None
    valid: int | None
    rewritten: int | None
    own_work: int | None
    worth: str | None = Field(description="binding, advisory or none")
    votes: list[JurorVote]


class DisputeStep(Schema):
    """One step, with its reason where it has one in words."""

    step: str
    to_state: str
    at: Moment
    reason: str


class Dispute(Schema):
    """A dispute with its clocks: `answer_due_at`, and `closes_at` of a panel that votes."""

    id: str
    content: str
    account: str
    earlier: str
    claimant: str
    state: str = Field(description=_STATES)
    kind: str = Field(description="What the comparison amounts to: exact_copy, light_edit, rewriting, borrowed_passage or none")
    claim: str
    answer: str
    filed_at: Moment
    answer_due_at: Moment
    answered_at: Moment | None
    ended_at: Moment | None
    decision: str | None
    reasons: str = Field(description="Why it ended so, composed in your language; what people wrote is as they wrote it.")
    evidence_sha256: str
    case: str | None = Field(None, description="Staff only.")


class DisputeInFull(Dispute):
    """A dispute with the comparison both sides see, its panels and steps."""

    examined: TextVersion
    comparison: Comparison
    panels: list[PeerPanel]
    steps: list[DisputeStep]


class DisputePage(Page[Dispute]):
    """Disputes."""


def dispute(found: DisputeRecord, /, *, language: str, is_staff: bool) -> dict[str, Any]:
    """Shape a dispute."""
    shaped: dict[str, Any] = {
        "id": found.ref,
        "content": found.content_ref,
        "account": found.account_ref,
        "earlier": found.earlier_ref,
        "claimant": found.claimant_ref,
        "state": found.state,
        "kind": found.kind,
        "claim": found.claim,
        "answer": found.answer,
        "filed_at": found.filed_at,
        "answer_due_at": found.answer_due_at,
        "answered_at": found.answered_at,
        "ended_at": found.ended_at,
        "decision": found.decision_ref or None,
        "reasons": why_it_ended(found, language),
        "evidence_sha256": found.evidence_sha256,
    }
    return shaped | {"case": found.case_ref or None} if is_staff else shaped


def in_full(found: DisputeRecord, pair: Pair, texts: Wordings, /, *, language: str, is_staff: bool) -> dict[str, Any]:
    """Shape a dispute with everything both sides see."""
    return {
        **dispute(found, language=language, is_staff=is_staff),
        "examined": version(pair.examined),
        "comparison": comparison(pair.match, texts, language=language),
        "panels": [_panel(one) for one in found.panels],
        "steps": [
            {"step": one.step, "to_state": one.to_state, "at": one.at, "reason": _reason(one.reason, found, language)}
            for one in found.steps
        ],
    }


def _reason(stored: str, found: DisputeRecord, language: str) -> str:
    return why_it_ended(found, language) if stored == found.reasons else read_reason(stored, language)


def _panel(found: PanelRecord) -> dict[str, Any]:
    is_closed = found.closed_at is not None
    counts = {"valid": found.valid, "rewritten": found.rewritten, "own_work": found.own_work, "worth": found.worth}
    return {
        "round": found.round,
        "invited": found.invited,
        "opened_at": found.opened_at,
        "closes_at": found.closes_at,
        "closed_at": found.closed_at,
        **(counts if is_closed else dict.fromkeys(counts)),
        "votes": [{"choice": vote.choice, "reason": vote.reason} for vote in found.votes],
    }
