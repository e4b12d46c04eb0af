"""Writing and approving the nine management documents: one person writes, another approves, the text stays.

Source: PA21:6.1, RQ-009, RQ-010
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.obligations.controls import CONTROLS
from goodstanding.apps.obligations.errors import RecordUnfit, RecordUnknown, SamePerson
from goodstanding.apps.obligations.models import ManagementDocument
from goodstanding.apps.obligations.reading.documents import document_version
from goodstanding.apps.obligations.services.allowing import require_keeper
from goodstanding.apps.obligations.values import DocumentVersion, Slot
from goodstanding.apps.policies.selectors import day_of


def write_document(
    slot: str, /, *, version: str, body: str, controls: Sequence[str], review_on: date, actor: Actor, at: datetime
) -> DocumentVersion:
    """Write a version of a management document; it is in force once somebody else approved it.

    Raises:
        RecordUnfit: The slot or a control is unknown, a part is empty, the review lies behind, or the version exists.
    """
    require_keeper(actor)
    fault = _fault(slot, version, body, controls, is_late=review_on <= day_of(at))
    if fault or actor.user_id is None:
        raise RecordUnfit(fault or "A person answers for a management document.", clause="PA21:6.1")
    with immediate():
        audit.hold_log()
        if ManagementDocument.objects.filter(slot=slot, version=version.strip()).exists():
            raise RecordUnfit(f"The version {version} exists.", hint="Give a new version a new name.")
        row = ManagementDocument.objects.create(
            ref=new_ref("MD"),
            slot=slot,
            version=version.strip(),
            body=body,
            sha256=hashlib.sha256(body.encode()).hexdigest(),
            controls=list(dict.fromkeys(controls)),
            owner_id=actor.user_id,
            review_on=review_on,
            written_at=at,
        )
        _record("document:written", row, actor=actor, at=at)
        return document_version(row)


def approve_document(ref: str, /, *, actor: Actor, at: datetime) -> DocumentVersion:
    """Approve a version; whoever wrote it cannot.

    Raises:
        RecordUnknown: There is none of this reference that waits for approval.
        SamePerson: The actor wrote it.
    """
    require_keeper(actor)
    with immediate():
        audit.hold_log()
        row = ManagementDocument.objects.select_for_update(of=("self",)).filter(ref=ref, approved_at=None).first()
        if row is None:
            raise RecordUnknown(f"There is no document {ref} that waits for approval.")
        if actor.user_id is None or actor.user_id == row.owner_id:
            raise SamePerson("Whoever wrote a management document cannot approve it.", hint="Ask a colleague.")
        row.approved_by_id, row.approved_at = actor.user_id, at
        row.save(update_fields=["approved_by", "approved_at"])
        _record("document:approved", row, actor=actor, at=at)
        return document_version(row)


def _fault(slot: str, version: str, body: str, controls: Sequence[str], *, is_late: bool) -> str:
    unknown = [code for code in controls if code not in CONTROLS]
    if slot not in list(Slot):
        return f"There is no management system “{slot}”; the nine are {', '.join(Slot)}."
    if not version.strip() or not body.strip() or not controls:
        return "A management document has a version, a text and at least one control."
    if unknown:
        return f"There is no control {', '.join(unknown)}; name some of {', '.join(CONTROLS)}."
    return "The day of review must lie ahead." if is_late else ""


def _record(action: str, row: ManagementDocument, *, actor: Actor, at: datetime) -> None:
    payload = {"slot": row.slot, "version": row.version, "sha256": row.sha256, "controls": row.controls}
    audit.record(action, actor=actor, subject_kind="management_document", subject_ref=row.ref, payload=payload, at=at)
