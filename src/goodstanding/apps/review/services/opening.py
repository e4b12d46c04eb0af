"""Opening a case, or joining the open one about the same act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.review.errors import CaseOpenAlready
from goodstanding.apps.review.limits import due_time, queue_limit
from goodstanding.apps.review.models import Case, CaseEvidence, CaseExclusion, CaseKind, CaseSource, CaseStatus
from goodstanding.apps.review.priority import priority, severity_factor
from goodstanding.apps.review.selectors import case_view
from goodstanding.apps.review.services.steps import record_step
from goodstanding.apps.review.values import CaseView, NewEvidence, NewSource


@dataclass(frozen=True, slots=True)
class _Act:
    kind: str
    queue: str
    account_ref: str
    content_ref: str
    label: str
    severity: str
    reach: int
    key: str
    in_support_lane: bool


@dataclass(frozen=True, slots=True)
class _Found:
    sources: Sequence[NewSource]
    evidence: Sequence[NewEvidence]
    excluded: Mapping[int, str] = field(default_factory=dict)


def act_key_of(*, account_ref: str, content_ref: str = "", label: str = "") -> str:
    """Name an act: the content, or what an account is suspected of. At most one open case has the name."""
    return f"content:{content_ref}" if content_ref else f"account:{account_ref}:{label}"


def open_case(
    *,
    kind: str,
    queue: str,
    account_ref: str,
    sources: Sequence[NewSource],
    evidence: Sequence[NewEvidence] = (),
    content_ref: str = "",
    label: str = "",
    severity: str = "",
    reach: int = 0,
    act_key: str = "",
    due_at: datetime | None = None,
    excluded: Mapping[int, str] | None = None,
    in_support_lane: bool = False,
    actor: Actor,
    at: datetime,
) -> CaseView:
    """Open a case about an act, or join the open one: two reports of one post are one case.

    Joining raises severity and reach to the gravest known and adds what is new. It does not change the version: a flood of
    reports must not keep a reviewer from deciding.

    Args:
        kind: ``screening``, ``report``, ``appeal`` or ``manual``.
        queue: Queue id of the pack, or ``appeals``.
        reach: Followers of the account.
        act_key: What the case is about; the content, or the account and label, when empty.
        due_at: When it must be settled; the queue's published limit when None. Joining can bring a case's time forward, never put
            it off.
        excluded: User ids that may not touch the case, with the reason.
        in_support_lane: Whether it comes first within the same urgency; see ``review.priority``.

    Raises:
        CaseOpenAlready: Two writers met on the same act and neither case could be read (try again).
    """
    key = act_key or act_key_of(account_ref=account_ref, content_ref=content_ref, label=label)
    act = _Act(CaseKind(kind), queue, account_ref, content_ref, label, severity, reach, key, in_support_lane)
    found = _Found(sources, evidence, excluded or {})
    with immediate():
        audit.hold_log()
        row = _open_row(key)
        created = _create(act, due_at=due_at, at=at) if row is None else None
        row = row or created or _open_row(key)
        if row is None:
            raise CaseOpenAlready(f"Another writer opened and settled a case about {key} at the same instant.", hint="Try again.")
        joined = _attach(row, found, at=at)
        if created is not None:
            record_step(row, "opened", actor=actor, at=at, from_status="", detail=joined)
        else:
            _join(row, act, joined, due_at=due_at, actor=actor, at=at)
        return case_view(row)


def _open_row(key: str) -> Case | None:
    return Case.objects.select_for_update(of=("self",)).filter(act_key=key, status=CaseStatus.OPEN).first()


def _create(act: _Act, *, due_at: datetime | None, at: datetime) -> Case | None:
    row = Case(
        ref=new_ref("C"),
        act_key=act.key,
        kind=act.kind,
        queue=act.queue,
        label=act.label,
        severity=act.severity,
        account_ref=act.account_ref,
        content_ref=act.content_ref,
        reach=act.reach,
        priority=priority(act.severity, followers=act.reach, opened_at=at, in_support_lane=act.in_support_lane),
        opened_at=at,
        due_at=due_at or due_time(queue_limit(act.queue), at=at),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return None
    return row


def _attach(row: Case, found: _Found, *, at: datetime) -> dict[str, list[str]]:
    held = set(row.sources.values_list("kind", "ref"))
    fresh = [source for source in found.sources if (source.kind, source.ref) not in held]
    CaseSource.objects.bulk_create(CaseSource(case=row, kind=s.kind, ref=s.ref, detail=dict(s.detail), at=at) for s in fresh)
    shown = set(row.evidence.values_list("kind", "ref", "sha256"))
    new = [piece for piece in found.evidence if (piece.kind, piece.ref, piece.sha256) not in shown]
    CaseEvidence.objects.bulk_create(
        CaseEvidence(case=row, kind=e.kind, ref=e.ref, sha256=e.sha256, summary=e.summary, detail=dict(e.detail), at=at)
        for e in new
    )
    CaseExclusion.objects.bulk_create(
        (CaseExclusion(case=row, user_id=user_id, reason=reason) for user_id, reason in found.excluded.items()),
        ignore_conflicts=True,
    )
    return {"sources": [f"{s.kind}:{s.ref}" for s in fresh], "evidence": [f"{e.kind}:{e.ref}" for e in new]}


def _join(row: Case, act: _Act, joined: dict[str, list[str]], *, due_at: datetime | None, actor: Actor, at: datetime) -> None:
    if severity_factor(act.severity) > severity_factor(row.severity) or not row.severity:
        row.severity, row.label = act.severity, act.label or row.label
    row.reach = max(row.reach, act.reach)
    row.due_at = min(row.due_at, due_at or row.due_at)
    found = priority(row.severity, followers=row.reach, opened_at=row.opened_at, in_support_lane=act.in_support_lane)
    row.priority = max(row.priority, found)
    if any(joined.values()):
        record_step(row, "joined", actor=actor, at=at, from_status=row.status, detail=joined)
    else:
        row.save(update_fields=["severity", "label", "reach", "priority", "due_at"])
