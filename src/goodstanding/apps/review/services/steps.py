"""One step of one case: locked, checked against the expected version, written with its transition and its log entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from goodstanding.apps.audit import services as audit
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.review.errors import CaseChanged, CaseUnknown
from goodstanding.apps.review.models import Case, CaseTransition


def lock_case(ref: str, /, *, expected_version: int | None) -> Case:
    """Lock one case until the transaction ends.

    On PostgreSQL the row is locked; on SQLite the whole transaction already is the only writer.

    Args:
        expected_version: The version the actor saw; None where the caller acts on whatever stands now.

    Raises:
        CaseUnknown: No case has that reference.
        CaseChanged: The case is no longer at that version.
    """
    audit.hold_log()
    row = Case.objects.select_for_update(of=("self",)).filter(ref=ref).first()
    if row is None:
        raise CaseUnknown(f"There is no case “{ref}”.", hint="Check the reference.")
    if expected_version is not None and row.version != expected_version:
        raise CaseChanged(
            f"The case {ref} changed since you read it: version {row.version}, not {expected_version}.",
            hint="Read it again; what you wrote is kept in your form.",
        )
    return row


def record_step(
    row: Case,
    action: str,
    /,
    *,
    actor: Actor,
    at: datetime,
    from_status: str,
    note: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Save a case as changed, with its transition and its log entry. Notes stay out of the log: they may name people."""
    row.save()
    CaseTransition.objects.create(
        case=row,
        action=action,
        from_status=from_status,
        to_status=row.status,
        version=row.version,
        actor_kind=actor.kind,
        actor_ref=actor.ref,
        user_id=actor.user_id,
        at=at,
        note=note,
        detail=dict(detail or {}),
    )
    audit.record(
        f"case:{action}",
        actor=actor,
        subject_kind="case",
        subject_ref=row.ref,
        payload={"version": row.version, "status": row.status, "queue": row.queue, "decision": row.decision_ref},
        at=at,
    )


def clear_lease(row: Case, /) -> None:
    """Let go of a case."""
    row.lease_holder_id = None
    row.lease_expires_at = None
