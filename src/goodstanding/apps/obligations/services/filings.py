"""Preparing a filing package and noting its receipt. Sending it is a human act outside this program.

Source: PA21:7.3, RQ-018, RQ-019
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.refs import new_ref
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.obligations.errors import RecordUnfit, RecordUnknown
from goodstanding.apps.obligations.filing import package_bytes, snapshot_text
from goodstanding.apps.obligations.models import Filing
from goodstanding.apps.obligations.reading.filings import filing_record, what_is_filed
from goodstanding.apps.obligations.services.allowing import require_keeper
from goodstanding.apps.obligations.values import FilingRecord
from goodstanding.apps.policies.selectors import archive_of


def prepare_filing(province: str, /, *, actor: Actor, at: datetime) -> FilingRecord:
    """Take a snapshot of accounts, rules and agreement for the office of a province, and build its package.

    Raises:
        OfficeUnresolved: The competent office of the province is not on file. Source: RQ-002
        NoLivePack: No rules are in force.
    """
    require_keeper(actor)
    with immediate():
        audit.hold_log()
        held = what_is_filed(province, at=at)
        snapshot = snapshot_text(held)
        built = package_bytes(snapshot, archive_of(held["rules"]["digest"]))
        row = Filing.objects.create(
            ref=new_ref("FI"),
            office_code=held["office"]["code"],
            office_name=held["office"]["name"],
            snapshot=snapshot,
            package_sha256=hashlib.sha256(built).hexdigest(),
            prepared_at=at,
            prepared_by=f"{actor.kind}:{actor.ref}",
        )
        _record("filing:prepared", row, actor=actor, at=at)
        return filing_record(row)


def note_receipt(ref: str, /, *, receipt: str, actor: Actor, at: datetime) -> FilingRecord:
    """Note that a person filed a package, with the receipt number the office gave.

    Raises:
        RecordUnknown: There is no package of this reference that waits for its receipt.
        RecordUnfit: The receipt number is empty, or no person says so.
    """
    require_keeper(actor)
    if not receipt.strip() or actor.user_id is None:
        raise RecordUnfit("A person notes a filing, with the office's receipt number.", clause="PA21:7.3")
    with immediate():
        audit.hold_log()
        row = Filing.objects.select_for_update(of=("self",)).filter(ref=ref, filed_at=None).first()
        if row is None:
            raise RecordUnknown(f"There is no package {ref} that waits for its receipt.")
        row.filed_at, row.filed_by_id, row.receipt = at, actor.user_id, receipt.strip()
        row.save(update_fields=["filed_at", "filed_by", "receipt"])
        _record("filing:filed", row, actor=actor, at=at)
        return filing_record(row)


def _record(action: str, row: Filing, *, actor: Actor, at: datetime) -> None:
    payload = {"office": row.office_code, "package": row.package_sha256, "receipt": row.receipt}
    audit.record(action, actor=actor, subject_kind="filing", subject_ref=row.ref, payload=payload, at=at)
