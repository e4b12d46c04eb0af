"""What may be asked about cases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from goodstanding.apps.common.clock import LOCAL
from goodstanding.apps.identity import selectors as identity
from goodstanding.apps.review import limits
from goodstanding.apps.review.errors import case_unknown
from goodstanding.apps.review.models import Case, CaseEvidence, CaseKind, CaseSource, CaseStatus, CaseTransition, SourceKind
from goodstanding.apps.review.permissions import HasPk, Viewer, action_refusal, sight_refusal
from goodstanding.apps.review.sight import hidden_cases, may_see_case
from goodstanding.apps.review.values import (
    Action,
    ActionCode,
    CaseFile,
    CaseView,
    EvidenceView,
    QueueCount,
    SourceView,
    TransitionView,
)

SKIPPED_FOR = timedelta(hours=12)
"""How long a skipped case is not offered again to whoever skipped it."""

_ACTIONS: tuple[tuple[ActionCode, object, str, tuple[str, ...]], ...] = (
    ("claim", _("Take the case"), "c", ()),
    ("renew", _("Keep the case"), "k", ()),
    ("decide", _("Decide"), "d", ()),
    ("propose", _("Propose to a second person"), "p", ()),
    ("release", _("Put the case back"), "r", ()),
    ("skip", _("Skip"), "s", ()),
    ("note", _("Write a note"), "n", ("note",)),
    ("hand_over", _("Hand over"), "h", ("to_user", "note")),
    ("escalate", _("Escalate"), "e", ("note",)),
    ("reopen", _("Reopen"), "o", ("note",)),
)


def viewer(user: HasPk | int, /) -> Viewer:
    """Read a person's rights once, for one request."""
    user_id = user if isinstance(user, int) else user.pk
    return Viewer(user_id, identity.permissions_of(user_id), limits.restricted_queues())


def case(ref: str, /) -> CaseView:
    """Return one case.

    Raises:
        CaseUnknown: No case has that reference.
    """
    return case_view(_row(ref))


def case_file(ref: str, user: HasPk | int, /) -> CaseFile:
    """Return one case with its sources and evidence, to somebody who may see it.

    Raises:
        CaseUnknown: No case has that reference, or it is hidden from the person.
        CaseForbidden: The person may see no cases.
    """
    return CaseFile(seen_case(ref, viewer(user)), sources_of(ref), evidence_of(ref))


def seen_case(ref: str, asking: Viewer, /) -> CaseView:
    """Return one case to a viewer who may see it.

    Raises:
        CaseUnknown: No case has that reference, or it is hidden from the viewer.
        CaseForbidden: The viewer may see no cases.
    """
    found = case(ref)
    refusal = sight_refusal(found, asking)
    if refusal is not None:
        raise refusal
    if not may_see_case(ref, asking):
        raise case_unknown(ref)
    return found


def sources_of(ref: str, /) -> tuple[SourceView, ...]:
    """Return what brought a case up, in order."""
    rows = _row(ref).sources.order_by("at", "id")
    return tuple(SourceView(row.kind, row.ref, row.detail, row.at) for row in rows)


def evidence_of(ref: str, /) -> tuple[EvidenceView, ...]:
    """Return the evidence of a case, in order."""
    rows = _row(ref).evidence.order_by("at", "id")
    return tuple(EvidenceView(row.kind, row.ref, row.sha256, row.summary, row.detail, row.at) for row in rows)


def case_history(ref: str, /) -> tuple[TransitionView, ...]:
    """Return every step of a case, in order."""
    rows = _row(ref).transitions.order_by("at", "id")
    return tuple(
        TransitionView(
            row.action, row.from_status, row.to_status, row.version, row.actor_kind, row.actor_ref, row.at, row.note, row.detail
        )
        for row in rows
    )


def participants(ref: str, /) -> frozenset[int]:
    """List the people who took a step in a case."""
    rows = CaseTransition.objects.filter(case__ref=ref, user__isnull=False).values_list("user_id", flat=True)
    return frozenset(rows)


def available_actions(ref: str, user: HasPk | int, /, *, at: datetime) -> tuple[Action, ...]:
    """List what a person may do with a case now; empty when they may not even see it.

    Raises:
        CaseUnknown: No case has that reference.
    """
    found, asking = case(ref), viewer(user)
    held = found.is_held_by(asking.user_id, at=at)
    return tuple(
        Action(code, str(title), key, needs)
        for code, title, key, needs in _ACTIONS
        if action_refusal(code, found, asking, at=at) is None and not (code == "claim" and held)
    )


def queue_counts(user: HasPk | int, /, *, at: datetime) -> tuple[QueueCount, ...]:
    """Count what waits in each queue open to a person, the queue with most overdue cases first."""
    asking = viewer(user)
    free = Q(lease_expires_at__isnull=True) | Q(lease_expires_at__lte=at)
    mine = Q(lease_holder_id=asking.user_id, lease_expires_at__gt=at) | Q(assignee_id=asking.user_id)
    rows = (
        open_to(asking)
        .filter(status=CaseStatus.OPEN)
        .values("queue")
        .annotate(
            open=Count("id"),
            unclaimed=Count("id", filter=free & Q(waiting_for="")),
            overdue=Count("id", filter=Q(due_at__lt=at)),
            due_today=Count("id", filter=Q(due_at__gte=at, due_at__lt=_end_of_day(at))),
            mine=Count("id", filter=mine),
            oldest=Min("opened_at"),
            next_due=Min("due_at"),
        )
        .order_by("-overdue", "next_due", "queue")
    )
    return tuple(
        QueueCount(
            queue=row["queue"],
            open=row["open"],
            unclaimed=row["unclaimed"],
            overdue=row["overdue"],
            due_today=row["due_today"],
            mine=row["mine"],
            oldest_opened_at=row["oldest"],
            next_due_at=row["next_due"],
        )
        for row in rows
    )


def queue_cases(
    queue: str | None,
    user: HasPk | int,
    /,
    *,
    at: datetime,
    status: str = CaseStatus.OPEN,
    order: Literal["priority", "due", "opened"] = "priority",
    limit: int = 50,
    offset: int = 0,
) -> tuple[CaseView, ...]:
    """List cases of a queue, or of every queue open to a person, most urgent first.

    Args:
        queue: A queue id; None for all.
        order: ``priority`` (see review.priority), ``due`` (nearest limit first) or ``opened`` (latest first).
        limit: 1–200.
    """
    del at
    rows = open_to(viewer(user)).filter(status=status)
    if queue is not None:
        rows = rows.filter(queue=queue)
    keys = {"priority": ("-priority", "id"), "due": ("due_at", "id"), "opened": ("-opened_at", "-id")}[order]
    return views(rows.order_by(*keys)[offset : offset + max(1, min(limit, 200))])


def cases_held(user: HasPk | int, /, *, at: datetime) -> tuple[CaseView, ...]:
    """List the open cases a person holds or was handed, most urgent first."""
    asking = viewer(user)
    mine = Q(lease_holder_id=asking.user_id, lease_expires_at__gt=at) | Q(assignee_id=asking.user_id)
    return views(open_to(asking).filter(mine, status=CaseStatus.OPEN).order_by("-priority", "id"))


def source_counts(refs: Iterable[str], /) -> dict[str, int]:
    """Count the sources of cases, by case, in one query."""
    rows = Case.objects.filter(ref__in=set(refs)).annotate(found=Count("sources"))
    return dict(rows.values_list("ref", "found"))


def matters_of(refs: Iterable[str], /) -> dict[str, tuple[str, str]]:
    """Return the kind and the summary of the matter each case is about, in two queries; cases about none are left out."""
    wanted = set(refs)
    named = CaseSource.objects.filter(case__ref__in=wanted, kind=SourceKind.MATTER).order_by("id").values_list("case__ref", "ref")
    summaries = {
        (case_ref, ref): summary
        for case_ref, ref, summary in CaseEvidence.objects.filter(case__ref__in=[ref for ref, _ in named])
        .order_by("id")
        .values_list("case__ref", "ref", "summary")
    }
    return {case_ref: (ref.partition(":")[0], summaries.get((case_ref, ref), "")) for case_ref, ref in reversed(named)}


def next_case(queue: str | None, user: HasPk | int, /, *, at: datetime) -> CaseView | None:
    """Return the most urgent case the person can take now and did not skip lately."""
    asking = viewer(user)
    skipped = CaseTransition.objects.filter(action="skip", user_id=asking.user_id, at__gt=at - SKIPPED_FOR).values("case_id")
    rows = open_to(asking).filter(status=CaseStatus.OPEN, waiting_for="").exclude(pk__in=skipped)
    if queue is not None:
        rows = rows.filter(queue=queue)
    for row in rows.order_by("-priority", "id")[:50]:
        found = case_view(row)
        if action_refusal("claim", found, asking, at=at) is None:
            return found
    return None


def cases_about(account_refs: Iterable[str], asking: Viewer, /, *, limit: int = 100) -> tuple[CaseView, ...]:
    """Return the cases about some accounts that a viewer may see, latest first.

    Args:
        limit: 1–200.
    """
    rows = open_to(asking).filter(account_ref__in=set(account_refs)).order_by("-opened_at", "-id")
    return views(rows[: max(1, min(limit, 200))])


def open_cases_about(account_ref: str, /) -> tuple[str, ...]:
    """Return the references of the open cases about an account's conduct; a matter of the register is none."""
    rows = Case.objects.filter(account_ref=account_ref, status=CaseStatus.OPEN).exclude(kind=CaseKind.MATTER).order_by("id")
    return tuple(rows.values_list("ref", flat=True))


def case_view(row: Case, /) -> CaseView:
    """Freeze a case."""
    return CaseView(
        ref=row.ref,
        act_key=row.act_key,
        kind=row.kind,
        status=row.status,
        queue=row.queue,
        label=row.label,
        severity=row.severity,
        account_ref=row.account_ref,
        content_ref=row.content_ref,
        reach=row.reach,
        priority=row.priority,
        escalated=row.escalated,
        opened_at=row.opened_at,
        due_at=row.due_at,
        settled_at=row.settled_at,
        outcome=row.outcome,
        decision_ref=row.decision_ref,
        version=row.version,
        lease_holder=row.lease_holder_id,
        lease_expires_at=row.lease_expires_at,
        assignee=row.assignee_id,
        waiting_for=row.waiting_for,
        excluded=frozenset(exclusion.user_id for exclusion in row.exclusions.all()),
    )


def views(rows: Iterable[Case], /) -> tuple[CaseView, ...]:
    """Freeze cases, reading exclusions once."""
    if isinstance(rows, QuerySet):
        rows = rows.prefetch_related("exclusions")
    return tuple(case_view(row) for row in rows)


def _end_of_day(at: datetime) -> datetime:
    return (at.astimezone(LOCAL) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _row(ref: str) -> Case:
    row = Case.objects.filter(ref=ref).prefetch_related("exclusions").first()
    if row is None:
        raise case_unknown(ref)
    return row


def open_to(asking: Viewer, /) -> QuerySet[Case]:
    """Find the cases a viewer may see."""
    queues = Case.objects.order_by().values_list("queue", flat=True).distinct()
    rows = Case.objects.filter(queue__in=[queue for queue in queues if asking.may_see_queue(queue)])
    return rows.exclude(pk__in=hidden_cases(asking).values("pk")) if asking.closed_queues else rows
