"""The nine slots of management documents, and what the log shows of the controls they name. Source: RQ-009, RQ-010."""

from __future__ import annotations

from datetime import datetime, timedelta

from goodstanding.apps.audit.selectors import counts_by_action
from goodstanding.apps.obligations.controls import CONTROLS
from goodstanding.apps.obligations.models import ManagementDocument
from goodstanding.apps.obligations.values import REVIEW_WITHIN, ControlState, DocumentVersion, Slot, SlotState


def slots(*, at: datetime) -> tuple[SlotState, ...]:
    """Return the nine slots with their latest approved version; red without one in the last 12 months."""
    approved: dict[str, DocumentVersion] = {}
    for row in ManagementDocument.objects.filter(approved_at__lte=at).order_by("approved_at", "id"):
        approved[row.slot] = document_version(row)
    return tuple(_slot(slot, approved.get(slot), at) for slot in Slot)


def versions_of(slot: str, /) -> tuple[DocumentVersion, ...]:
    """List every version of a slot, latest first."""
    return tuple(document_version(row) for row in ManagementDocument.objects.filter(slot=slot).order_by("-written_at", "-id"))


def control_coverage(*, at: datetime) -> tuple[ControlState, ...]:
    """Say of every control the approved documents name how much evidence its period holds."""
    named = [(code, one.slot) for one in slots(at=at) if one.version for code in one.version.controls]
    return tuple(_control(code, slot, at) for code, slot in named)


def document_version(row: ManagementDocument, /) -> DocumentVersion:
    """Freeze a version."""
    return DocumentVersion(
        ref=row.ref,
        slot=row.slot,
        version=row.version,
        body=row.body,
        sha256=row.sha256,
        controls=tuple(row.controls),
        owner_id=row.owner_id,
        review_on=row.review_on,
        written_at=row.written_at,
        approved_by=row.approved_by_id,
        approved_at=row.approved_at,
    )


def _slot(slot: str, version: DocumentVersion | None, at: datetime) -> SlotState:
    is_red = version is None or version.approved_at is None or at - version.approved_at > REVIEW_WITHIN
    return SlotState(slot, version, is_red)


def _control(code: str, slot: str, at: datetime) -> ControlState:
    control = CONTROLS[code]
    start, end = at - timedelta(days=control.days), at + timedelta(microseconds=1)
    counts = counts_by_action(start=start, end=end)
    return ControlState(code, slot, start, at, sum(counts.get(action, 0) for action in control.actions))
