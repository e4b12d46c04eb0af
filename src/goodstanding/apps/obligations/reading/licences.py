"""The platform's own licences and how long they last. Source: RQ-005."""

from __future__ import annotations

from datetime import datetime

from goodstanding.apps.obligations.models import Licence
from goodstanding.apps.obligations.values import LicenceRecord
from goodstanding.apps.policies.selectors import day_of


def licences(*, at: datetime) -> tuple[LicenceRecord, ...]:
    """List the licences held, those that end first in front."""
    rows = Licence.objects.filter(ended_at=None).prefetch_related("reminders")
    found = [licence_record(row, at=at) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.days_left is None, one.days_left or 0, one.ref)))


def licence_record(row: Licence, /, *, at: datetime) -> LicenceRecord:
    """Freeze a licence as it stands on a day."""
    left = (row.valid_to - day_of(at)).days if row.valid_to else None
    reminded = tuple(sorted((one.days for one in row.reminders.all()), reverse=True))
    return LicenceRecord(
        row.ref, row.kind, row.number, row.issuer, row.valid_to, left, reminded, row.document_ref, row.file_sha256
    )
