"""Cases: in a line, with everything in them, opened by hand, and acted on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ninja import Field, Schema

from goodstanding.apps.review.values import Action, CaseFile, CaseView, TransitionView
from goodstanding.web.api.auth import Caller
from goodstanding.web.api.shapes.common import Given, Moment, Page, Paging


class CaseQuery(Paging):
    """Which cases."""

    queue: str = Field("", max_length=64)
    status: str = Field("", max_length=16, description="open, decided or closed")
    account: str = Field("", max_length=255)
    content: str = Field("", max_length=255)


class NewCase(Given):
    """A case opened by hand; it joins the open one about the same act, where there is one."""

    account: str = Field("", max_length=255, description="Whom it is about; the content's author when empty.")
    content: str = Field("", max_length=255)
    label: str = Field("", max_length=64, description="A violation label, where one is suspected.")
    severity: str = Field("", max_length=16)
    queue: str = Field("", max_length=64, description="A queue of the pack; chosen by the label when empty.")
    note: str = Field(min_length=1, max_length=5000, description="What caught the eye.")


class CaseAction(Given):
    """Something done with a case."""

    action: str = Field(max_length=32, description="claim, renew, release, note, hand_over, escalate, skip or reopen")
    expected_version: int | None = Field(None, ge=0, le=2**31 - 1, description="Version of the case you saw; or If-Match.")
    note: str = Field("", max_length=5000)
    to: str = Field("", max_length=150, description="Sign-in name of whoever takes the case (hand_over).")


class Case(Schema):
    """A case as it stands."""

    id: str
    kind: str = Field(description="screening, report, appeal or manual")
    status: str
    queue: str
    label: str
    severity: str
    account: str
    content: str
    reach: int = Field(description="Followers of the account.")
    priority: int
    escalated: bool
    opened_at: Moment
    due_at: Moment
    settled_at: Moment | None
    late: bool
    outcome: str
    decision: str | None
    version: int
    leased_until: Moment | None = Field(description="Until when somebody holds it; null when nobody does.")
    held_by_you: bool
    waiting_for: str = Field(description="approval while a proposal waits for a second person.")


class CasePage(Page[Case]):
    """One page of cases."""


class Source(Schema):
    """Something that brought the case up."""

    kind: str
    ref: str
    detail: dict[str, Any]
    at: Moment


class CaseEvidence(Schema):
    """A piece of evidence in the case."""

    kind: str
    ref: str
    sha256: str
    summary: str
    detail: dict[str, Any]
    at: Moment


class Step(Schema):
    """One step of the case."""

    action: str
    from_status: str
    to_status: str
    version: int
    by: str = Field(description="user, machine, api_key, public or system")
    at: Moment
    note: str


class Offer(Schema):
    """Something you may do with the case now."""

    action: str
    title: str
    needs: list[str]


class WholeCase(Case):
    """A case with everything in it."""

    sources: list[Source]
    evidence: list[CaseEvidence]
    history: list[Step]
    actions: list[Offer]


def case(found: CaseView, caller: Caller, /) -> dict[str, Any]:
    """Shape a case."""
    return {
        "id": found.ref,
        "kind": found.kind,
        "status": found.status,
        "queue": found.queue,
        "label": found.label,
        "severity": found.severity,
        "account": found.account_ref,
        "content": found.content_ref,
        "reach": found.reach,
        "priority": found.priority,
        "escalated": found.escalated,
        "opened_at": found.opened_at,
        "due_at": found.due_at,
        "settled_at": found.settled_at,
        "late": found.is_late(at=caller.at),
        "outcome": found.outcome,
        "decision": found.decision_ref or None,
        "version": found.version,
        "leased_until": found.lease_expires_at if found.is_leased(at=caller.at) else None,
        "held_by_you": found.is_held_by(caller.user_id, at=caller.at),
        "waiting_for": found.waiting_for,
    }


def whole_case(
    file: CaseFile, caller: Caller, /, *, history: Sequence[TransitionView], actions: Sequence[Action]
) -> dict[str, Any]:
    """Shape a case with everything in it."""
    return case(file.case, caller) | {
        "sources": [{"kind": s.kind, "ref": s.ref, "detail": dict(s.detail), "at": s.at} for s in file.sources],
        "evidence": [
            {"kind": e.kind, "ref": e.ref, "sha256": e.sha256, "summary": e.summary, "detail": dict(e.detail), "at": e.at}
            for e in file.evidence
        ],
        "history": [
            {
                "action": step.action,
                "from_status": step.from_status,
                "to_status": step.to_status,
                "version": step.version,
                "by": step.actor_kind,
                "at": step.at,
                "note": step.note,
            }
            for step in history
        ],
        "actions": [{"action": one.code, "title": one.title, "needs": list(one.needs)} for one in actions],
    }
