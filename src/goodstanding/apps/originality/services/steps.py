"""Steps of an original: each is written to its history and to the log, in the transaction of what caused it."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.originality.errors import OriginalUnknown, TransitionRefused
from goodstanding.apps.originality.models import Original, OriginalChange
from goodstanding.apps.originality.values import OriginalStatus

DECLARATION, CHECK, CHALLENGE, DECISION, REVERSAL = "declaration", "check", "challenge", "decision", "reversal"
WITHDRAWAL = "withdrawal"
"""What causes steps."""
_S = OriginalStatus
STEPS: dict[str, frozenset[str]] = {
    _S.CHECKING: frozenset({_S.DECLARED, _S.REFUSED, _S.REVOKED, _S.CHALLENGED, _S.WITHDRAWN}),
    _S.DECLARED: frozenset({_S.CHECKING, _S.CHALLENGED, _S.REVOKED, _S.WITHDRAWN}),
    _S.REFUSED: frozenset({_S.CHECKING, _S.CHALLENGED, _S.UPHELD, _S.REVOKED, _S.WITHDRAWN}),
    _S.CHALLENGED: frozenset({_S.UPHELD, _S.REVOKED, _S.REFUSED, _S.DECLARED}),
    _S.UPHELD: frozenset({_S.CHECKING, _S.CHALLENGED, _S.REVOKED, _S.WITHDRAWN}),
    _S.REVOKED: frozenset({_S.CHECKING, _S.CHALLENGED, _S.UPHELD, _S.REFUSED, _S.REVOKED, _S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset({_S.CHECKING, _S.REVOKED}),
}
"""Status → the statuses that may follow it."""
CHANGING = (
    "content_sha256",
    "status",
    "has_badge",
    "published_at",
    "declared_at",
    "log_index",
    "checked_at",
    "reason",
    "reasons",
)
"""What changes on an original; whose it is and which content never does."""


def locked(ref: str, /) -> Original:
    """Lock an original by its reference.

    Raises:
        OriginalUnknown: There is none.
    """
    row = Original.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise OriginalUnknown(f"No original has the reference {ref}.", hint="Check the reference.")
    return row


def move(
    row: Original,
    status: str,
    /,
    *,
    has_badge: bool,
    cause: str,
    cause_ref: str,
    reasons: str,
    actor: Actor,
    at: datetime,
    note: bool = True,
) -> None:
    """Take one step with a locked original; what else was changed on it is saved too.

    Args:
        note: Whether the log gets an entry of its own; not where the caller's entry says the same.

    Raises:
        TransitionRefused: The status does not allow it.
    """
    if status not in STEPS[row.status]:
        raise TransitionRefused(f"An original that is {row.status} cannot become {status}.", hint="Look at it again.")
    before, had_badge = row.status, row.has_badge
    row.status, row.has_badge, row.reasons = status, has_badge, reasons
    row.save(update_fields=CHANGING)
    note_step(row, before=before, had_badge=had_badge, cause=cause, cause_ref=cause_ref, actor=actor, at=at)
    if note:
        payload = {"from": before, "to": status, "badge": has_badge, "cause": cause, "cause_ref": cause_ref}
        audit.record("original:moved", actor=actor, subject_kind="original", subject_ref=row.ref, payload=payload, at=at)


def note_step(row: Original, /, *, before: str, had_badge: bool, cause: str, cause_ref: str, actor: Actor, at: datetime) -> None:
    """Write one step to the history."""
    OriginalChange.objects.create(
        original=row,
        before=before,
        after=row.status,
        had_badge=had_badge,
        has_badge=row.has_badge,
        cause=cause,
        cause_ref=cause_ref,
        reasons=row.reasons,
        actor=f"{actor.kind}:{actor.ref}",
        at=at,
    )
