"""Noting how many people did what in a month; volumes are counted, never typed. Source: PA21:6.1, RQ-007."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from goodstanding.apps.audit import services as audit
from goodstanding.apps.common.transactions import immediate
from goodstanding.apps.identity.actors import Actor
from goodstanding.apps.obligations.errors import RecordUnfit
from goodstanding.apps.obligations.models import StaffingMonth
from goodstanding.apps.obligations.reading.staffing import month_of, staffing_record
from goodstanding.apps.obligations.services.allowing import require_keeper
from goodstanding.apps.obligations.values import ROLES, StaffingRecord

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_MOST = 100_000


def note_staffing(
    month: str, /, *, headcount: Mapping[str, int], languages: Sequence[str], actor: Actor, at: datetime
) -> StaffingRecord:
    """Note the people of a month by role; noting it again replaces it, and the log keeps both.

    Raises:
        RecordUnfit: The month is malformed or ahead, a role is unknown or missing, or a count is no number of people.
    """
    require_keeper(actor)
    if not _MONTH.fullmatch(month) or month > month_of(at):
        raise RecordUnfit("A month is written like 2026-11 and is not ahead.", clause="PA21:6.1")
    if set(headcount) != set(ROLES) or not all(0 <= n <= _MOST for n in headcount.values()):
        raise RecordUnfit(f"Give a number of people for each of {', '.join(ROLES)}.", clause="PA21:6.1")
    spoken = [name.strip() for name in languages if name.strip()]
    with immediate():
        audit.hold_log()
        row, _ = StaffingMonth.objects.update_or_create(
            month=month,
            defaults={
                "headcount": dict(headcount),
                "languages": spoken,
                "noted_by": f"{actor.kind}:{actor.ref}",
                "noted_at": at,
            },
        )
        payload = {"headcount": dict(headcount), "languages": spoken}
        audit.record("staffing:noted", actor=actor, subject_kind="month", subject_ref=month, payload=payload, at=at)
        return staffing_record(row)
